//! Shown text of figures: one place for rounding and grouping, so that window, prompt and PDF agree.

use crate::evaluate::{Costed, Line};
use crate::number::{Exact, Number};
use chrono::NaiveDate;
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

/// Thousands of dollars, `1,402`.
pub fn thousands(value: Exact) -> String {
    number(value / Exact::lit(Decimal::from(1000)), 0)
}

/// Parts rounded to a unit so that they add up to their rounded total: what rounding leaves goes to the parts that lost
/// most by it. `None` where the sum leaves the range of a decimal.
pub fn adding_up(parts: &[Decimal], unit: Decimal) -> Option<Vec<Decimal>> {
    let whole = |v: Decimal, how| v.checked_div(unit).map(|d| d.round_dp_with_strategy(0, how));
    let sum = |parts: &[Decimal]| parts.iter().try_fold(Decimal::ZERO, |sum, part| sum.checked_add(*part));
    let total = whole(sum(parts)?, RoundingStrategy::MidpointAwayFromZero)?;
    let mut shown: Vec<Decimal> = parts.iter().map(|p| whole(*p, RoundingStrategy::ToNegativeInfinity)).collect::<Option<_>>()?;
    let mut left = total.checked_sub(sum(&shown)?)?;
    let lost = |at: &usize| parts[*at].checked_div(unit).and_then(|d| d.checked_sub(shown[*at]));
    let mut order: Vec<usize> = (0..parts.len()).collect();
    order.sort_by_key(|at| std::cmp::Reverse(lost(at)));
    for at in order {
        if left <= Decimal::ZERO {
            break;
        }
        shown[at] = shown[at].checked_add(Decimal::ONE)?;
        left = left.checked_sub(Decimal::ONE)?;
    }
    Some(shown)
}

/// Each line of an option over the horizon in thousands: those of the direct total so rounded that they add up to it as
/// shown; where one of them is unknown each is rounded by itself.
pub fn lines_in_thousands(option: &Costed<Exact>) -> Vec<String> {
    let direct: Option<Vec<Decimal>> = option.lines.iter().filter(|l| l.id.in_total()).map(|l| l.total.known()).collect();
    let mut rounded = direct.and_then(|parts| adding_up(&parts, Decimal::from(1000))).map(Vec::into_iter);
    let mut text = |line: &Line<Exact>| match &mut rounded {
        Some(parts) if line.id.in_total() => number(parts.next().map_or(Exact::Unknown, Exact::Known), 0),
        _ => thousands(line.total),
    };
    option.lines.iter().map(&mut text).collect()
}

/// A share in whole percent.
pub fn percent(value: Exact) -> String {
    value.known().map_or_else(|| UNKNOWN.to_owned(), |_| format!("{} %", number(value * Exact::whole(100), 0)))
}

/// A day as people write it, `30 September 2026`.
pub fn day(day: NaiveDate) -> String {
    day.format("%-d %B %Y").to_string()
}

/// A month, `August 2027`.
pub fn month(day: NaiveDate) -> String {
    day.format("%B %Y").to_string()
}

/// A month where room is short, `Aug 27`.
pub fn short_month(day: NaiveDate) -> String {
    day.format("%b %y").to_string()
}

/// A text with its first letter large.
pub fn sentence_start(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| format!("{}{}", first.to_uppercase(), chars.as_str()))
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
        assert_eq!(thousands(k("1402500")), "1,403", "half up");
        assert_eq!(percent(k("0.384")), "38 %");
        assert_eq!(number(Exact::Unknown, 1), "unknown", "never a zero");
    }

    #[test]
    fn shown_parts_add_up_to_the_shown_total() {
        let parts: Vec<Decimal> = [1400, 1400, 1400, -700].map(Decimal::from).to_vec();
        let shown = adding_up(&parts, Decimal::from(1000)).expect("small sums");
        assert_eq!(shown.iter().copied().sum::<Decimal>(), Decimal::from(4), "3,500 is 4 thousand, half up: {shown:?}");
        assert!(
            shown.iter().zip(&parts).all(|(s, p)| (s * Decimal::from(1000) - p).abs() < Decimal::from(1000)),
            "no part is off by a whole unit: {shown:?}"
        );
        assert_eq!(adding_up(&[Decimal::MAX, Decimal::MAX], Decimal::ONE), None, "a sum beyond a decimal is no panic");
    }
}
