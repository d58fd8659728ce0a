//! Shown text of figures: one place for rounding and grouping, so that window, prompt and PDF agree.

use crate::number::Exact;
use rust_decimal::{Decimal, RoundingStrategy};

/// What is shown where there is no value.
pub const UNKNOWN: &str = "unknown";

/// Whole dollars with grouping, `$1,234`; the minus is a minus sign.
pub fn money(value: Exact) -> String {
    value.known().map_or_else(|| UNKNOWN.to_owned(), |d| signed(d, |abs| format!("${}", grouped(abs, 0))))
}

/// A difference: always with its sign.
pub fn difference(value: Exact) -> String {
    match value.known() {
        Some(d) if d > Decimal::ZERO => format!("+{}", money(value)),
        Some(_) => money(value),
        None => UNKNOWN.to_owned(),
    }
}

/// A number with so many places, grouped.
pub fn number(value: Exact, places: u32) -> String {
    value.known().map_or_else(|| UNKNOWN.to_owned(), |d| signed(d, |abs| grouped(abs, places)))
}

fn signed(value: Decimal, show: impl Fn(Decimal) -> String) -> String {
    let text = show(value.abs());
    let zero = !text.chars().any(|c| c.is_ascii_digit() && c != '0');
    if value.is_sign_negative() && !zero { format!("−{text}") } else { text }
}

fn grouped(value: Decimal, places: u32) -> String {
    let rounded = value.round_dp_with_strategy(places, RoundingStrategy::MidpointAwayFromZero);
    let text = format!("{rounded:.prec$}", prec = places as usize);
    let (whole, rest) = text.split_once('.').map_or((text.as_str(), None), |(w, r)| (w, Some(r)));
    let mut out = String::new();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at) % 3 == 0 {
            out.push(',');
        }
        out.push(digit);
    }
    rest.map_or(out.clone(), |r| format!("{out}.{r}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_read_as_people_write_them() {
        let k = |t: &str| Exact::Known(t.parse().unwrap());
        assert_eq!(money(k("1234567.5")), "$1,234,568", "half up");
        assert_eq!(money(k("-950.2")), "−$950");
        assert_eq!(money(k("-0.2")), "$0", "no negative zero");
        assert_eq!(difference(k("950")), "+$950");
        assert_eq!(number(k("75.8333"), 1), "75.8");
        assert_eq!(number(Exact::Unknown, 1), "unknown", "never a zero");
    }
}
