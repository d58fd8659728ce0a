//! Times worked, in hours: decimals, clocks, words and raw seconds.

use super::number::{self, Mark};
use chrono::Timelike;
use rust_decimal::Decimal;

/// What a bare number in a column of durations counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Unit {
    /// Hours.
    #[default]
    Hours,
    /// Minutes.
    Minutes,
    /// Seconds.
    Seconds,
}

/// Places an hour is kept with: a third of an hour has no end, and sums of endless decimals depend on their order. With
/// these, millions of hours add up exactly whatever order the file's rows are folded in.
const PLACES: u32 = 12;

/// Reads a duration as hours; `None` where the text is none.
pub(crate) fn parse(text: &str, unit: Unit, mark: Mark) -> Option<Decimal> {
    let read = number::parse(text, mark).map(|n| hours(n.value, unit));
    let read = read.or_else(|| clock(text)).or_else(|| since_epoch(text)).or_else(|| in_words(text));
    read.map(|hours| hours.round_dp(PLACES))
}

fn hours(value: Decimal, unit: Unit) -> Decimal {
    match unit {
        Unit::Hours => value,
        Unit::Minutes => value / Decimal::from(60),
        Unit::Seconds => value / Decimal::from(3600),
    }
}

/// `26:30:00`, `1:30`.
fn clock(text: &str) -> Option<Decimal> {
    let mut parts = text.trim().split(':');
    let hour: u32 = parts.next()?.parse().ok()?;
    let minute: u32 = parts.next()?.parse().ok().filter(|m| *m < 60)?;
    let second: u32 = parts.next().map_or(Some(0), |s| s.split('.').next()?.parse().ok()).filter(|s| *s < 60)?;
    parts
        .next()
        .is_none()
        .then(|| Decimal::from(u64::from(hour) * 3600 + u64::from(minute) * 60 + u64::from(second)) / Decimal::from(3600))
}

/// A duration that a tool stores as a moment of the first days of 1970.
fn since_epoch(text: &str) -> Option<Decimal> {
    let moment = chrono::NaiveDateTime::parse_from_str(text.trim(), "%Y-%m-%d %H:%M:%S").ok()?;
    let start = chrono::NaiveDate::from_ymd_opt(1970, 1, 1)?;
    let days = (moment.date() - start).num_days();
    let seconds = i64::from(moment.num_seconds_from_midnight()) + days * 86_400;
    (0..366).contains(&days).then(|| Decimal::from(seconds) / Decimal::from(3600))
}

/// `1 Hour 30 Minutes`, `2h 15m`, `1 day`.
fn in_words(text: &str) -> Option<Decimal> {
    let lower = text.to_lowercase().replace([',', '&'], " ").replace(" and ", " ");
    let mut total = Decimal::ZERO;
    let mut found = false;
    let mut rest = lower.trim();
    while !rest.is_empty() {
        let end = rest.find(|c: char| !c.is_ascii_digit() && c != '.').filter(|e| *e > 0)?;
        let value: Decimal = rest[..end].parse().ok()?;
        rest = rest[end..].trim_start();
        let word = rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len());
        total += value * seconds_of(&rest[..word])?;
        rest = rest[word..].trim_start();
        found = true;
    }
    found.then(|| total / Decimal::from(3600))
}

/// Reads `36 months`, `3 years`, `90 days` (thirty to the month) as months.
pub(crate) fn months(text: &str) -> Option<Decimal> {
    let text = text.trim();
    let end = text.find(|c: char| !c.is_ascii_digit() && c != '.').filter(|e| *e > 0)?;
    let value: Decimal = text[..end].parse().ok()?;
    match text[end..].trim_matches([' ', '-', '.']).to_lowercase().as_str() {
        "month" | "months" | "mo" | "mos" => Some(value),
        "year" | "years" | "yr" | "yrs" => Some(value * Decimal::from(12)),
        "day" | "days" => Some(value / Decimal::from(30)),
        _ => None,
    }
}

fn seconds_of(word: &str) -> Option<Decimal> {
    let seconds = match word {
        "d" | "day" | "days" => 86_400,
        "h" | "hr" | "hrs" | "hour" | "hours" => 3_600,
        "m" | "min" | "mins" | "minute" | "minutes" => 60,
        "s" | "sec" | "secs" | "second" | "seconds" => 1,
        _ => return None,
    };
    Some(Decimal::from(seconds))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn time_worked_is_hours_however_it_is_written() {
        for (text, unit, hours) in [
            ("5400", Unit::Seconds, "1.5"),
            ("1 Hour 30 Minutes", Unit::Seconds, "1.5"),
            ("01:30:00", Unit::Seconds, "1.5"),
            ("1970-01-01 01:30:00", Unit::Seconds, "1.5"),
            ("1970-01-02 01:30:00", Unit::Seconds, "25.5"),
            ("1.5", Unit::Hours, "1.5"),
            ("90", Unit::Minutes, "1.5"),
            ("2h 15m", Unit::Hours, "2.25"),
            ("26:30", Unit::Hours, "26.5"),
        ] {
            let read = parse(text, unit, Mark::Undecided).map(|d| d.normalize().to_string());
            assert_eq!(read.as_deref(), Some(hours), "{text} is {hours} hours");
        }
        assert_eq!(parse("a while", Unit::Hours, Mark::Undecided), None, "words without a number are no duration");
    }

    #[test]
    fn hours_add_up_in_any_order() {
        let read: Vec<Decimal> =
            (1..3000).filter_map(|s| parse(&(s * s % 90_001).to_string(), Unit::Seconds, Mark::default())).collect();
        let forwards: Decimal = read.iter().sum();
        let backwards: Decimal = read.iter().rev().sum();
        assert_eq!(forwards, backwards, "rows are folded by identity, which a key of the file's own shuffles");
    }
}
