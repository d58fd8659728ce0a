//! Days and moments in the spellings of tools, spreadsheets and people.

use super::format::{Evidence, Format};
use crate::fold;
use chrono::{Days, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

/// Which comes first in `03/04/2025`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateOrder {
    /// Day, month, year.
    DayFirst,
    /// Month, day, year.
    MonthFirst,
}

impl DateOrder {
    /// The word used on the wire and in mappings.
    pub fn name(self) -> &'static str {
        match self {
            DateOrder::DayFirst => "day_first",
            DateOrder::MonthFirst => "month_first",
        }
    }

    /// The order of that word.
    pub fn from_name(name: &str) -> Option<DateOrder> {
        [DateOrder::DayFirst, DateOrder::MonthFirst].into_iter().find(|o| o.name() == name)
    }
}

/// A date as it was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reading {
    /// A day and a time (midnight where none is given).
    Moment(NaiveDateTime),
    /// A date that stands for never or for no limit.
    Sentinel,
}

/// Reads a date; `None` where the text is none. The order applies where the cell itself does not decide.
pub(crate) fn parse(text: &str, order: DateOrder) -> Option<Reading> {
    let text = text.trim().trim_start_matches('\'');
    if let Some(moment) = iso(text) {
        return Some(judged(moment));
    }
    if is_blank_date(text) {
        return Some(Reading::Sentinel);
    }
    let found = numeric(text, order).or_else(|| named(text)).or_else(|| compact(text, order));
    match found {
        Some((day, rest)) => Some(judged(day.and_time(time(rest)?))),
        None => run_on(text).or_else(|| unix_style(text)).or_else(|| since(text)).map(judged),
    }
}

/// `0000-00-00`, `00/00/0000 00:00:00`, `0`: what databases write for never.
fn is_blank_date(text: &str) -> bool {
    text.starts_with('0') && text.bytes().all(|b| b == b'0' || b"/-.: ".contains(&b)) && (text.len() > 5 || text == "0")
}

/// `20251102143310`, `20251102143310.0Z`: day and time without signs.
fn run_on(text: &str) -> Option<NaiveDateTime> {
    let end = text.bytes().position(|b| !b.is_ascii_digit()).unwrap_or(text.len());
    let closed = matches!(&text[end..], "" | "Z" | ".0Z" | ".0");
    let part = |from: usize| text.get(from..from + 2)?.parse::<u32>().ok();
    let seconds = if end == 14 { part(12)? } else { 0 };
    let day = eight_digits(text.get(..8)?, YEAR_FIRST).filter(|_| closed && matches!(end, 12 | 14))?;
    day.and_hms_opt(part(8)?, part(10)?, seconds.min(59))
}

/// `Fri Mar 15 08:00:00 UTC 2024`: the year comes last.
fn unix_style(text: &str) -> Option<NaiveDateTime> {
    let mut words = weekday(text).split_ascii_whitespace();
    let (month, day) = (month(words.next()?)?, ordinal(words.next()?)?);
    let time = time(words.next()?)?;
    let year: i32 = words.last().filter(|y| y.len() == 4)?.parse().ok()?;
    Some(NaiveDate::from_ymd_opt(year, month, day)?.and_time(time))
}

/// Seconds or thousandths since 1970, or tenths of microseconds since 1601 (a Windows file time).
fn since(text: &str) -> Option<NaiveDateTime> {
    let count: i64 = Some(text).filter(|t| t.bytes().all(|b| b.is_ascii_digit()))?.parse().ok()?;
    let seconds = match text.len() {
        10 => count,
        13 => count / 1_000,
        18 => count / 10_000_000 - 11_644_473_600,
        _ => return None,
    };
    chrono::DateTime::from_timestamp(seconds, 0).map(|moment| moment.naive_utc())
}

/// The fast way for what most tools write: `2026-06-30`, with or without `18:00:00` behind a space or a `T`.
fn iso(text: &str) -> Option<NaiveDateTime> {
    let bytes = text.as_bytes();
    let number = |from: usize, to: usize| {
        let digits = bytes.get(from..to)?;
        let add = |n: u32, b: &u8| b.is_ascii_digit().then(|| n * 10 + u32::from(*b - b'0'));
        digits.iter().try_fold(0, add)
    };
    let signs = |at: [usize; 2], sign: u8| at.iter().all(|at| bytes.get(*at) == Some(&sign));
    if !signs([4, 7], b'-') {
        return None;
    }
    let day = NaiveDate::from_ymd_opt(i32::try_from(number(0, 4)?).ok()?, number(5, 7)?, number(8, 10)?)?;
    match bytes.len() {
        10 => Some(day.and_time(NaiveTime::MIN)),
        19 if matches!(bytes[10], b' ' | b'T') && signs([13, 16], b':') => {
            day.and_hms_opt(number(11, 13)?, number(14, 16)?, number(17, 19)?)
        }
        _ => None,
    }
}

/// Whether a year comes first, so that the order of day and month is no question.
fn begins_with_year(text: &str) -> bool {
    text.as_bytes()
        .first_chunk()
        .is_some_and(|[a, b, c, d, sign]| [a, b, c, d].into_iter().all(u8::is_ascii_digit) && matches!(sign, b'-' | b'/' | b'.'))
}

/// Reads a spreadsheet's serial number of a day (1900 system).
pub(crate) fn from_serial(serial: Decimal) -> Option<Reading> {
    let days = serial.trunc().to_u64()?;
    let seconds = ((serial - serial.trunc()) * Decimal::from(86_400)).round().to_i64()?;
    let start = NaiveDate::from_ymd_opt(1899, 12, 30)?;
    let day = start.checked_add_days(Days::new(days))?;
    if days < 61 {
        return Some(Reading::Sentinel);
    }
    day.and_time(NaiveTime::MIN).checked_add_signed(TimeDelta::seconds(seconds)).map(judged)
}

/// Whether a number in a column of dates can be a serial (1970 to 2119).
pub(crate) fn plausible_serial(serial: Decimal) -> bool {
    serial >= Decimal::from(25_569) && serial < Decimal::from(80_000)
}

/// What a cell says about the order of its column.
pub(crate) fn evidence(text: &str) -> Evidence {
    let text = text.trim().trim_start_matches('\'');
    if begins_with_year(text) {
        return Evidence::None;
    }
    let Some((a, b)) = leading_parts(text).or_else(|| compact_parts(text)) else { return Evidence::None };
    match (a > 12, b > 12) {
        (true, false) => Evidence::Only(Format::Dates(DateOrder::DayFirst)),
        (false, true) => Evidence::Only(Format::Dates(DateOrder::MonthFirst)),
        (false, false) if a == b || is_dotted(text) => Evidence::None,
        (false, false) => Evidence::Either,
        (true, true) => Evidence::None,
    }
}

/// The two parts before the year, one of which is the day.
fn leading_parts(text: &str) -> Option<(u32, u32)> {
    let (a, b, c, _) = three_numbers(text)?;
    (a.len() < 4 && year(c).is_some()).then_some((a.value, b.value))
}

/// The same of eight digits that are no date with the year first.
fn compact_parts(text: &str) -> Option<(u32, u32)> {
    if eight_digits(text, YEAR_FIRST).is_some() {
        return None;
    }
    eight_digits(text, DAY_FIRST).or_else(|| eight_digits(text, MONTH_FIRST))?;
    Some((text.get(..2)?.parse().ok()?, text.get(2..4)?.parse().ok()?))
}

/// Parts with dots between them have the day first whatever the column does.
fn is_dotted(text: &str) -> bool {
    text.trim_start_matches(|c: char| c.is_ascii_digit()).starts_with('.')
}

/// Days no export means: before 1901 or after 2899, and the first day of computer time.
pub(crate) fn judged(moment: NaiveDateTime) -> Reading {
    use chrono::Datelike;
    let day = moment.date();
    let epoch = (day.year(), day.month(), day.day()) == (1970, 1, 1);
    if day.year() < 1901 || day.year() > 2899 || epoch { Reading::Sentinel } else { Reading::Moment(moment) }
}

/// A run of digits and what it is worth.
#[derive(Clone, Copy)]
struct Digits<'a> {
    text: &'a str,
    value: u32,
}

impl Digits<'_> {
    fn len(&self) -> usize {
        self.text.len()
    }
}

/// Takes digits (at most 4) off the start.
fn take_digits(text: &str) -> Option<(Digits<'_>, &str)> {
    let end = text.bytes().position(|b| !b.is_ascii_digit()).unwrap_or(text.len());
    if end == 0 || end > 4 {
        return None;
    }
    let value = text[..end].parse().ok()?;
    Some((Digits { text: &text[..end], value }, &text[end..]))
}

/// Takes one of the signs between the parts of a date off the start.
fn take_sign(text: &str) -> Option<&str> {
    text.strip_prefix(['/', '-', '.'])
}

fn three_numbers(text: &str) -> Option<(Digits<'_>, Digits<'_>, Digits<'_>, &str)> {
    let (a, rest) = take_digits(text)?;
    let (b, rest) = take_digits(take_sign(rest)?)?;
    let (c, rest) = take_digits(take_sign(rest)?)?;
    let ends = rest.is_empty() || rest.starts_with([' ', 'T', 't', ',', '_', '+', 'Z']);
    ends.then_some((a, b, c, rest))
}

/// `2025-11-02`, `11/2/25`, `02.11.2025`.
fn numeric(text: &str, order: DateOrder) -> Option<(NaiveDate, &str)> {
    let (a, b, c, rest) = three_numbers(text)?;
    if a.len() == 4 {
        return NaiveDate::from_ymd_opt(i32::try_from(a.value).ok()?, b.value, c.value).map(|d| (d, rest));
    }
    let year = year(c)?;
    let first = if is_dotted(text) { DateOrder::DayFirst } else { order };
    let day_first = || NaiveDate::from_ymd_opt(year, b.value, a.value);
    let month_first = || NaiveDate::from_ymd_opt(year, a.value, b.value);
    let day = match first {
        DateOrder::DayFirst => day_first().or_else(month_first),
        DateOrder::MonthFirst => month_first().or_else(day_first),
    };
    day.map(|d| (d, rest))
}

/// Two digits are of this century up to 68, as POSIX has it.
fn year(digits: Digits<'_>) -> Option<i32> {
    let value = i32::try_from(digits.value).ok()?;
    match digits.len() {
        2 if value <= 68 => Some(2000 + value),
        2 => Some(1900 + value),
        4 => Some(value),
        _ => None,
    }
}

/// The months in the languages that exports come in, folded; a word of three letters or more is the month it begins.
const MONTHS: [&[&str]; 12] = [
    &["january", "januar", "janvier", "januari", "enero", "gennaio", "janeiro", "janner"],
    &["february", "februar", "fevrier", "februari", "febrero", "febbraio", "fevereiro"],
    &["march", "marz", "maerz", "mars", "marzo", "marco", "maart", "mrt"],
    &["april", "avril", "abril", "aprile"],
    &["may", "mai", "mayo", "maggio", "maio", "mei", "maj"],
    &["june", "juni", "juin", "junio", "giugno", "junho"],
    &["july", "juli", "juillet", "julio", "luglio", "julho"],
    &["august", "aout", "agosto", "augustus", "augusti"],
    &["september", "septembre", "septiembre", "settembre", "setembro"],
    &["october", "oktober", "octobre", "octubre", "ottobre", "outubro"],
    &["november", "novembre", "noviembre", "novembro"],
    &["december", "dezember", "decembre", "diciembre", "dicembre", "dezembro", "desember"],
];

/// The month of a name or of its first letters, where they are no other's.
fn month(word: &str) -> Option<u32> {
    let word = word.trim_end_matches('.');
    if word.len() < 3 || !word.starts_with(char::is_alphabetic) {
        return None;
    }
    let folded = fold::header(word);
    let begun = |names: &&[&str]| folded.len() >= 3 && names.iter().any(|name| name.starts_with(&folded));
    let mut found = (1u32..).zip(&MONTHS).filter(|(_, names)| begun(names)).map(|(month, _)| month);
    found.next().filter(|_| found.next().is_none())
}

/// `15-Mar-2021`, `09/Jan/24 3:54 PM`, `March 15, 2021`, `Mon, 15 Mar 2021`.
fn named(text: &str) -> Option<(NaiveDate, &str)> {
    let text = weekday(text);
    let (first, rest) = token(text)?;
    let (second, rest) = token(unbound(rest))?;
    let (third, rest) = token(unbound(rest))?;
    let (day, month) = match (month(first), month(second)) {
        (Some(m), None) => (ordinal(second)?, m),
        (None, Some(m)) => (ordinal(first)?, m),
        _ => return None,
    };
    let (digits, left) = take_digits(third)?;
    let year = left.is_empty().then(|| year(digits)).flatten()?;
    NaiveDate::from_ymd_opt(year, month, day).map(|d| (d, rest))
}

fn weekday(text: &str) -> &str {
    let days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    let lower = text.get(..3).map(str::to_ascii_lowercase).unwrap_or_default();
    if !days.contains(&lower.as_str()) {
        return text;
    }
    text.split_once([',', ' ']).map_or(text, |(_, rest)| rest.trim_start())
}

/// Passes over the words between day, month and year: `15 de marzo de 2021`, `15th of March 2021`.
fn unbound(text: &str) -> &str {
    [" de ", " of ", " del "].iter().find_map(|word| text.strip_prefix(word)).unwrap_or(text)
}

/// The next word and what follows it.
fn token(text: &str) -> Option<(&str, &str)> {
    let text = text.trim_start_matches([' ', '-', '/', '.', ',']);
    let end = text.find([' ', '-', '/', ',']).unwrap_or(text.len());
    (end > 0).then(|| (&text[..end], &text[end..]))
}

fn ordinal(word: &str) -> Option<u32> {
    let (digits, rest) = take_digits(word)?;
    matches!(rest, "" | "st" | "nd" | "rd" | "th" | "." | "er" | "º" | "°").then_some(digits.value)
}

/// Where year, month and day begin in eight digits.
const YEAR_FIRST: [usize; 3] = [0, 4, 6];
const DAY_FIRST: [usize; 3] = [4, 2, 0];
const MONTH_FIRST: [usize; 3] = [4, 0, 2];

/// `20251102` and, in columns where the day comes first, `02112025`.
fn compact(text: &str, order: DateOrder) -> Option<(NaiveDate, &str)> {
    let year_last = match order {
        DateOrder::DayFirst => DAY_FIRST,
        DateOrder::MonthFirst => MONTH_FIRST,
    };
    let day = eight_digits(text, YEAR_FIRST).or_else(|| eight_digits(text, year_last))?;
    Some((day, &text[8..]))
}

fn eight_digits(text: &str, [year, month, day]: [usize; 3]) -> Option<NaiveDate> {
    let end = text.bytes().position(|b| !b.is_ascii_digit()).unwrap_or(text.len());
    if end != 8 {
        return None;
    }
    let part = |from: usize, digits: usize| text.get(from..from + digits)?.parse::<u32>().ok();
    let year = i32::try_from(part(year, 4)?).ok().filter(|y| (1901..2900).contains(y))?;
    NaiveDate::from_ymd_opt(year, part(month, 2)?, part(day, 2)?)
}

/// The time after a day: nothing, `14:33:10.0000000`, `1:25:31 PM`, with or without a zone. `None` where it is something else.
fn time(rest: &str) -> Option<NaiveTime> {
    let rest = rest.trim_start_matches([' ', 'T', 't', ',', '_']).trim();
    if rest.is_empty() || zone(rest) {
        return Some(NaiveTime::MIN);
    }
    let (hour, rest) = take_digits(rest)?;
    let (minute, rest) = take_digits(rest.strip_prefix(':')?)?;
    let (second, rest) = match rest.strip_prefix(':') {
        Some(r) => take_digits(r).map(|(d, r)| (d.value, fraction(r)))?,
        None => (0, rest),
    };
    let hour = half_of_day(hour.value, rest.trim_start())?;
    NaiveTime::from_hms_opt(hour, minute.value, second.min(59))
}

fn fraction(rest: &str) -> &str {
    rest.strip_prefix('.').map_or(rest, |r| r.trim_start_matches(|c: char| c.is_ascii_digit()))
}

/// Turns 12-hour time into 24-hour time and checks what is left of the cell.
fn half_of_day(hour: u32, rest: &str) -> Option<u32> {
    let lower = rest.to_ascii_lowercase().replace('.', "");
    if lower.starts_with("am") {
        return Some(hour % 12);
    }
    if lower.starts_with("pm") {
        return Some(hour % 12 + 12);
    }
    (lower.is_empty() || zone(rest)).then_some(hour)
}

/// A zone is read over: the moment stays in the export's own time.
fn zone(rest: &str) -> bool {
    let sign = rest.starts_with(['+', '-']) && rest[1..].chars().all(|c| c.is_ascii_digit() || c == ':');
    sign || matches!(rest, "Z" | "z" | "UTC" | "GMT" | "EST" | "EDT" | "CST" | "CDT" | "MST" | "MDT" | "PST" | "PDT")
        || (rest.len() > 3 && (rest.starts_with("UTC") || rest.starts_with("GMT") || rest.starts_with('(')))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, order: DateOrder) -> Option<String> {
        match parse(text, order)? {
            Reading::Moment(m) => Some(m.format("%Y-%m-%d %H:%M:%S").to_string()),
            Reading::Sentinel => Some("sentinel".into()),
        }
    }

    #[test]
    fn dates_of_tools_come_out_as_days() {
        for (text, value) in [
            ("2025-11-02", "2025-11-02 00:00:00"),
            ("2025-11-02 14:33:10.0000000", "2025-11-02 14:33:10"),
            ("2025-11-02T14:33:10Z", "2025-11-02 14:33:10"),
            ("2025-11-02T14:33:10.123+02:00", "2025-11-02 14:33:10"),
            ("2025/11/02 14:33 UTC", "2025-11-02 14:33:00"),
            ("8/19/2021 1:25:31 PM", "2021-08-19 13:25:31"),
            ("8/19/2021 12:05 AM", "2021-08-19 00:05:00"),
            ("1/23/23", "2023-01-23 00:00:00"),
            ("03-12-2025 15:21:08", "2025-03-12 15:21:08"),
            ("15-Mar-2021", "2021-03-15 00:00:00"),
            ("01-JAN-19", "2019-01-01 00:00:00"),
            ("09/Jan/24 3:54 PM", "2024-01-09 15:54:00"),
            ("30/Jul/18 23:33", "2018-07-30 23:33:00"),
            ("March 15, 2021", "2021-03-15 00:00:00"),
            ("Mon, 15 Mar 2021 08:00:00 GMT", "2021-03-15 08:00:00"),
            ("20251102", "2025-11-02 00:00:00"),
            ("29-02-2016 01:16", "2016-02-29 01:16:00"),
            ("02.11.2025", "2025-11-02 00:00:00"),
            ("Sept. 3, 2024", "2024-09-03 00:00:00"),
        ] {
            assert_eq!(read(text, DateOrder::MonthFirst).as_deref(), Some(value), "{text} is that moment");
        }
        assert_eq!(read("03/04/2025", DateOrder::DayFirst).as_deref(), Some("2025-04-03 00:00:00"), "the order is the column's");
    }

    #[test]
    fn never_and_no_limit_are_not_days() {
        for text in ["0001-01-01 00:00:00.0000000", "9999-12-31 23:59:59.9999999", "1/1/1970", "3000-01-01", "1/0/1900"] {
            let read = read(text, DateOrder::MonthFirst);
            assert!(read.is_none() || read.as_deref() == Some("sentinel"), "{text} must not become a day: {read:?}");
        }
    }

    #[test]
    fn words_and_impossible_days_are_no_dates() {
        for text in [
            "",
            "3 weeks ago",
            "2025-13-01",
            "2/30/2024",
            "10.0.0.1",
            "1-2",
            "12/05",
            "ABC-12-2025",
            "5.00.9106.1000",
            "2025-11-02 soon",
        ] {
            assert_eq!(read(text, DateOrder::MonthFirst), None, "{text:?} must not pass for a date");
        }
    }

    #[test]
    fn serials_of_spreadsheets_are_days() {
        let serial = |text: &str| text.parse().ok().and_then(from_serial);
        let day = NaiveDate::from_ymd_opt(2016, 1, 10).unwrap();
        assert_eq!(serial("42379"), Some(Reading::Moment(day.and_time(NaiveTime::MIN))), "day 42,379 of the 1900 system");
        assert_eq!(serial("42379.75"), day.and_hms_opt(18, 0, 0).map(Reading::Moment), "three quarters of a day");
        assert!(!plausible_serial(Decimal::from(2025)), "a year is no serial");
    }

    #[test]
    fn a_cell_shows_the_order_only_when_a_part_is_above_twelve() {
        let only = |order| Evidence::Only(Format::Dates(order));
        assert_eq!(evidence("13/05/2025"), only(DateOrder::DayFirst));
        assert_eq!(evidence("05/13/25 10:00"), only(DateOrder::MonthFirst));
        assert_eq!(evidence("05/06/2025"), Evidence::Either);
        assert_eq!(evidence("05/05/2025"), Evidence::None, "both readings are the same day");
        assert_eq!(evidence("2025-05-06"), Evidence::None);
        assert_eq!(evidence("03.04.2025"), Evidence::None, "with dots the day comes first, whatever the column does");
        assert_eq!(
            (evidence("02112025"), evidence("20250506")),
            (Evidence::Either, Evidence::None),
            "eight digits may end in the year"
        );
        assert_eq!(evidence("1/2/123"), Evidence::None, "no year, no date");
    }
}
