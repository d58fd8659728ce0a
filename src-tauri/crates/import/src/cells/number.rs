//! Numbers and amounts in the spellings of ledgers, spreadsheets and payrolls, as exact decimals.

use super::currency::{self, Currency};
use super::format::{Evidence, Format};
use rust_decimal::Decimal;
use std::str::FromStr;

/// Which sign parts the decimals.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NumberMark {
    /// `1,234.56`
    DotDecimal,
    /// `1.234,56`
    CommaDecimal,
}

impl NumberMark {
    /// The word used on the wire and in mappings.
    pub fn name(self) -> &'static str {
        match self {
            NumberMark::DotDecimal => "dot_decimal",
            NumberMark::CommaDecimal => "comma_decimal",
        }
    }

    /// The mark of that word.
    pub fn from_name(name: &str) -> Option<NumberMark> {
        [NumberMark::DotDecimal, NumberMark::CommaDecimal].into_iter().find(|m| m.name() == name)
    }
}

/// What is known of the sign that parts the decimals of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Mark {
    /// Nothing in the column decides: a dot parts decimals, and doubtful amounts are reported.
    #[default]
    Undecided,
    /// `1,234.56`
    Dot,
    /// `1.234,56`
    Comma,
}

impl From<NumberMark> for Mark {
    fn from(mark: NumberMark) -> Mark {
        match mark {
            NumberMark::DotDecimal => Mark::Dot,
            NumberMark::CommaDecimal => Mark::Comma,
        }
    }
}

/// A number as it was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Number {
    /// Exact value; `12 %` is 0.12.
    pub value: Decimal,
    /// It was written with a percent sign.
    pub percent: bool,
    /// The currency that the cell names, by code or sign.
    pub currency: Option<Currency>,
    /// The one separator could part thousands or decimals (`1.234`).
    pub doubtful: bool,
}

/// Reads a number; `None` where the text is not one.
pub(crate) fn parse(text: &str, mark: Mark) -> Option<Number> {
    read(text, mark, false)
}

/// Reads an amount, which may count thousands, millions or billions (`£2.5m`); elsewhere an `m` is a minute or a metre.
pub(crate) fn parse_amount(text: &str, mark: Mark) -> Option<Number> {
    read(text, mark, true)
}

fn read(text: &str, mark: Mark, scaled: bool) -> Option<Number> {
    if let Some(value) = plain(text) {
        return Some(Number { value, percent: false, currency: None, doubtful: false });
    }
    if let Some(dollars) = text.strip_prefix('$').filter(|t| t.bytes().all(|b| matches!(b, b'0'..=b'9' | b'.' | b','))) {
        let (value, doubtful) = digits(dollars, mark)?;
        return Some(Number { value, percent: false, currency: None, doubtful }); // the sign is shared, so it names none
    }
    let mut rest = Rest::new(text);
    rest.signs();
    if scaled {
        rest.scaled();
    }
    let (digits, doubtful) = digits(&rest.text, mark)?;
    let value = if rest.negative { -digits } else { digits };
    let value = if rest.percent { value / Decimal::ONE_HUNDRED } else { value.checked_mul(rest.scale)? };
    Some(Number { value, percent: rest.percent, currency: rest.currency, doubtful })
}

/// The fast way for what most cells hold: digits with at most one dot that cannot part thousands.
fn plain(text: &str) -> Option<Decimal> {
    let body = text.strip_prefix('-').unwrap_or(text).as_bytes();
    let simple = !body.is_empty() && body.len() < 20 && body.iter().all(|b| b.is_ascii_digit() || *b == b'.') && body[0] != b'.';
    let dots = body.iter().filter(|b| **b == b'.').count();
    let thousands = dots == 1 && body.len() > 4 && body[body.len() - 4] == b'.' && body.len() <= 7;
    if simple && dots < 2 && !thousands && !text.ends_with('.') { Decimal::from_str(text).ok() } else { None }
}

/// What is left of a cell while its signs are taken off.
struct Rest {
    text: String,
    negative: bool,
    percent: bool,
    currency: Option<Currency>,
    scale: Decimal,
}

/// Words for thousands, millions and billions behind a number.
const SCALES: &[(&str, i64)] = &[
    ("thousand", 1_000),
    ("k", 1_000),
    ("millions", 1_000_000),
    ("million", 1_000_000),
    ("mio", 1_000_000),
    ("mn", 1_000_000),
    ("m", 1_000_000),
    ("billions", 1_000_000_000),
    ("billion", 1_000_000_000),
    ("bn", 1_000_000_000),
];

impl Rest {
    fn new(text: &str) -> Self {
        let spaced = text.replace(['\u{a0}', '\u{202f}', '\u{2009}', '\u{2007}'], " ").replace(['\u{2212}', '\u{2013}'], "-");
        let text = spaced.trim().trim_start_matches('\'').to_owned();
        Self { text, negative: false, percent: false, currency: None, scale: Decimal::ONE }
    }

    /// Takes the word of a scale off the end, with what stands around it.
    fn scaled(&mut self) {
        let lower = self.text.to_lowercase();
        let found = SCALES.iter().find_map(|(word, scale)| {
            let before = lower.strip_suffix(word)?.trim_end();
            before.ends_with(|c: char| c.is_ascii_digit() || c == ')').then_some((before.len(), *scale))
        });
        if let Some((end, scale)) = found.filter(|(end, _)| self.text.is_char_boundary(*end)) {
            self.text.truncate(end);
            self.scale = Decimal::from(scale);
            self.signs();
        }
    }

    /// Takes signs, brackets, currencies and percent off both ends, in whatever order they come.
    fn signs(&mut self) {
        for _ in 0..8 {
            if !(self.brackets() || self.dash() || self.sign() || self.credit() || self.money() || self.per_cent()) {
                break;
            }
            self.text = self.text.trim().to_owned();
        }
    }

    fn brackets(&mut self) -> bool {
        let inner = self.text.strip_prefix('(').and_then(|t| t.strip_suffix(')')).map(str::to_owned);
        self.take(inner, true)
    }

    fn sign(&mut self) -> bool {
        if let Some(t) = self.text.strip_prefix('+') {
            self.text = t.to_owned();
            return true;
        }
        let inner = self.text.strip_prefix('-').or_else(|| self.text.strip_suffix('-')).map(str::to_owned);
        self.take(inner, true)
    }

    fn credit(&mut self) -> bool {
        let body = |end: &str| {
            self.text.strip_suffix(end).filter(|t| t.ends_with([' ', ')']) || t.ends_with(|c: char| c.is_ascii_digit()))
        };
        let credit = body("CR").or_else(|| body("Cr")).map(str::to_owned);
        let debit = body("DR").or_else(|| body("Dr")).map(str::to_owned);
        self.take(credit, true) || self.take(debit, false)
    }

    fn money(&mut self) -> bool {
        let Some((currency, inner)) = currency::strip(&self.text) else { return false };
        let inner = inner.to_owned();
        self.currency = self.currency.or(Some(currency));
        self.take(Some(inner), false)
    }

    /// `1.299,-` has no cents.
    fn dash(&mut self) -> bool {
        let inner = [",-", ".-", ",--"].iter().find_map(|end| self.text.strip_suffix(end)).map(str::to_owned);
        self.take(inner, false)
    }

    fn per_cent(&mut self) -> bool {
        let inner = self.text.strip_suffix('%').map(str::to_owned);
        self.percent |= inner.is_some();
        self.take(inner, false)
    }

    fn take(&mut self, inner: Option<String>, negates: bool) -> bool {
        let taken = inner.is_some();
        if let Some(t) = inner {
            self.text = t;
            self.negative ^= negates;
        }
        taken
    }
}

/// Digits with separators, or with an exponent.
fn digits(text: &str, mark: Mark) -> Option<(Decimal, bool)> {
    if !text.starts_with(|c: char| c.is_ascii_digit() || c == '.' || c == ',') {
        return None;
    }
    if let Some(value) = exponent(text) {
        return Some((value, false));
    }
    if !text.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | ' ' | '\'' | '’')) {
        return None;
    }
    let (point, doubtful) = decimal_point(text, mark)?;
    let (whole, part) = match point {
        Some(at) => (&text[..at], &text[at + 1..]),
        None => (text, ""),
    };
    grouped(whole).then_some(())?;
    let mut plain: String = whole.chars().filter(char::is_ascii_digit).collect();
    if !part.is_empty() {
        plain = format!("{}.{part}", if plain.is_empty() { "0" } else { &plain });
    }
    Decimal::from_str(&plain).ok().map(|d| (d, doubtful))
}

fn exponent(text: &str) -> Option<Decimal> {
    let (mantissa, power) = text.split_once(['e', 'E'])?;
    let power: i32 = power.parse().ok()?;
    let mantissa = mantissa.replace(',', ".");
    if power < -28 {
        return Decimal::from_str(&mantissa).ok().map(|_| Decimal::ZERO);
    }
    Decimal::from_scientific(&format!("{mantissa}e{power}")).ok()
}

/// Where the decimals begin, and whether that is a guess. `None` where the separators make no number.
fn decimal_point(text: &str, mark: Mark) -> Option<(Option<usize>, bool)> {
    let (dot, comma) = (text.rfind('.'), text.rfind(','));
    match (dot, comma) {
        (None, None) => Some((None, false)),
        (Some(d), Some(c)) => Some((Some(d.max(c)), false)).filter(|_| once(text, d.max(c))),
        (Some(at), None) => Some(single(text, at, '.', mark)),
        (None, Some(at)) => Some(single(text, at, ',', mark)),
    }
}

/// Of both separators the last one parts the decimals, so it may come only once.
fn once(text: &str, at: usize) -> bool {
    let sign = &text[at..at + 1];
    text.matches(sign).count() == 1
}

/// One kind of separator only: decimals unless it repeats or exactly three digits follow.
fn single(text: &str, at: usize, sign: char, mark: Mark) -> (Option<usize>, bool) {
    if text.matches(sign).count() > 1 {
        return (None, false);
    }
    if !is_open(at, text.len() - at - 1, text.starts_with('0')) {
        return (Some(at), false);
    }
    match (sign, mark) {
        ('.', Mark::Comma) | (',', Mark::Dot) => (None, false),
        (',', Mark::Comma) | ('.', Mark::Dot) => (Some(at), false),
        (',', _) => (None, false),
        _ => (Some(at), true),
    }
}

/// Whether separators in the whole part stand where separators of thousands (or lakhs) stand.
fn grouped(whole: &str) -> bool {
    let mut groups = whole.split(|c: char| !c.is_ascii_digit());
    let first = groups.next().unwrap_or_default();
    let rest: Vec<&str> = groups.collect();
    let last_three = rest.last().is_none_or(|g| g.len() == 3);
    let middle = rest.iter().all(|g| matches!(g.len(), 2 | 3));
    last_three && middle && (rest.is_empty() || (1..=3).contains(&first.len()))
}

/// A number as people write it: thousands by commas, and the decimals it was read with.
pub(crate) fn shown(number: &Number) -> String {
    let value = if number.percent { number.value * Decimal::ONE_HUNDRED } else { number.value };
    let text = model::present::number(model::number::Exact::Known(value), value.scale());
    if number.percent { format!("{text} %") } else { text }
}

/// Whether a lone separator could part thousands as well as decimals, by the digits on its sides.
fn is_open(before: usize, after: usize, from_zero: bool) -> bool {
    after == 3 && (1..=3).contains(&before) && !from_zero
}

/// What one cell says about the column's decimal sign.
pub(crate) fn evidence(text: &str) -> Evidence {
    let (mut dots, mut commas, mut digits) = (0, 0, 0);
    let (mut before, mut last, mut from_zero) = (0, b'.', false);
    for byte in text.bytes() {
        match byte {
            b'0'..=b'9' => {
                from_zero |= digits == 0 && byte == b'0';
                digits += 1;
            }
            b'.' | b',' => {
                *(if byte == b'.' { &mut dots } else { &mut commas }) += 1;
                (before, last) = (digits, byte);
            }
            _ => {}
        }
    }
    let by = |dot: bool| Evidence::Only(Format::Numbers(if dot { NumberMark::DotDecimal } else { NumberMark::CommaDecimal }));
    match (dots, commas) {
        (0, 0) => Evidence::None,
        (1, 0) | (0, 1) if is_open(before, digits - before, from_zero) => Evidence::Either,
        (1, 0) | (0, 1) | (1.., 1..) => by(last == b'.'),
        _ => by(last == b','),
    }
}

/// A float of a spreadsheet as the 15 digits that a spreadsheet shows.
pub(crate) fn from_float(value: f64) -> Option<Decimal> {
    if !value.is_finite() {
        return None;
    }
    // Most are whole, and of at most the fifteen digits that a spreadsheet keeps.
    if value.trunc() == value && value.abs() < 1e15 {
        return Some(Decimal::from(value as i64));
    }
    exponent(&format!("{value:.14e}")).map(|d| d.normalize())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<String> {
        parse(text, Mark::Undecided).map(|n| n.value.normalize().to_string())
    }

    #[test]
    fn amounts_come_out_exact_in_every_spelling() {
        for (text, value) in [
            ("301300", "301300"),
            ("184,904.05", "184904.05"),
            ("1.234,56", "1234.56"),
            ("(420.81)", "-420.81"),
            ("$-142.85", "-142.85"),
            ("-$142.85", "-142.85"),
            ("($1,250.00)", "-1250"),
            ("USD1,299.00", "1299"),
            ("1,299.00 USD", "1299"),
            ("1,234.56 CR", "-1234.56"),
            ("1,234.56 DR", "1234.56"),
            ("123.45-", "-123.45"),
            ("2 553", "2553"),
            ("2\u{a0}553,10", "2553.1"),
            ("'-5", "-5"),
            ("1'250.00", "1250"),
            ("12,34,567.50", "1234567.5"),
            ("£2,013.02", "2013.02"),
            ("1,234", "1234"),
            ("12,5", "12.5"),
            (".5", "0.5"),
            ("0.125", "0.125"),
            ("15 %", "0.15"),
            ("$101442.00", "101442"),
            ("1,234,567", "1234567"),
            ("1.234.567", "1234567"),
            ("+7", "7"),
            ("−3.5", "-3.5"),
        ] {
            assert_eq!(read(text).as_deref(), Some(value), "{text} is a way to write {value}");
        }
    }

    #[test]
    fn residue_of_floats_keeps_its_size() {
        assert_eq!(read("9.09E-13").as_deref(), Some("0.000000000000909"), "a residue is almost nothing, not nine");
        assert_eq!(from_float(0.1 + 0.2).map(|d| d.to_string()).as_deref(), Some("0.3"), "a spreadsheet shows 0.3");
        assert_eq!(from_float(45943.5).map(|d| d.to_string()).as_deref(), Some("45943.5"));
        assert_eq!(from_float(f64::NAN), None, "not a number is no number");
    }

    #[test]
    fn words_and_broken_groups_are_no_numbers() {
        for text in ["", "abc", "12 apples", "1,23.4,5", "1,2345.6", "--", "12/05", "10.0.0.1", "$", "1,,000"] {
            assert_eq!(read(text), None, "{text:?} must not pass for a number");
        }
    }

    #[test]
    fn a_lone_separator_follows_its_column() {
        let read = |text, mark| parse(text, mark).map(|n| (n.value.to_string(), n.doubtful));
        assert_eq!(read("1.234", Mark::Comma), Some(("1234".into(), false)), "the column has decimal commas");
        assert_eq!(read("1,234", Mark::Comma), Some(("1.234".into(), false)));
        assert_eq!(read("1.234", Mark::Undecided), Some(("1.234".into(), true)), "nothing decides: say so");
        let only = |mark| Evidence::Only(Format::Numbers(mark));
        for (text, mark) in [
            ("12,50", NumberMark::CommaDecimal),
            ("1.234.567", NumberMark::CommaDecimal),
            ("0,125", NumberMark::CommaDecimal),
            ("1,234.5", NumberMark::DotDecimal),
            ("1234.567", NumberMark::DotDecimal),
        ] {
            assert_eq!(evidence(text), only(mark), "{text} is a number with one sign alone");
        }
        assert_eq!((evidence("1,234"), evidence("$1.234")), (Evidence::Either, Evidence::Either));
        assert_eq!(evidence("1234"), Evidence::None);
    }

    #[test]
    fn a_currency_is_named_only_where_the_sign_is_its_own() {
        let code = |text| parse(text, Mark::Dot).and_then(|n| n.currency).and_then(Currency::code);
        assert_eq!(code("£5"), Some("GBP"));
        assert_eq!(code("$5"), None, "a dollar could be of several countries");
    }

    #[test]
    fn a_scale_counts_in_amounts_alone() {
        let amount = |text| parse_amount(text, Mark::Undecided).map(|n| n.value.normalize().to_string());
        assert_eq!(amount("£2,013.02m").as_deref(), Some("2013020000"));
        assert_eq!(amount("(1.5bn)").as_deref(), Some("-1500000000"));
        assert_eq!(parse("90m", Mark::Undecided), None, "elsewhere these are minutes");
        assert_eq!(amount("12 apples"), None);
    }
}
