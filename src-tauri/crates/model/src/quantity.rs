//! Quantities with their unit, as people write them.

use crate::number::Exact;
use crate::present::{UNKNOWN, money, number};
use rust_decimal::{Decimal, RoundingStrategy};

/// A value of an input as shown: shares in per cent to one place, hours and factors to three significant ones.
pub fn shown(value: Exact, unit: &str) -> String {
    let Exact::Known(d) = value else { return UNKNOWN.to_owned() };
    let (head, rest) = unit.split_once(['/', ' ']).map_or((unit, ""), |(a, _)| (a, &unit[a.len()..]));
    match head {
        "fraction" | "probability" => {
            let percent = half_up(d * Decimal::ONE_HUNDRED, 1);
            format!("{} %{}", number(Exact::Known(percent), percent.scale()), spoken_unit(rest))
        }
        "USD" => format!("{}{}", dollars(d), spoken_unit(rest)),
        _ => {
            let places = if d.abs() < Decimal::TEN { 2 } else { 1 };
            let shown = half_up(d, places);
            format!("{} {}", number(Exact::Known(shown), shown.scale()), unit.replace('/', " per "))
        }
    }
    .trim_end()
    .to_owned()
}

fn half_up(value: Decimal, places: u32) -> Decimal {
    value.round_dp_with_strategy(places, RoundingStrategy::MidpointAwayFromZero).normalize()
}

/// Cents only where there are some; the minus before the sign of the currency.
fn dollars(d: Decimal) -> String {
    match d.is_integer() {
        true => money(Exact::Known(d)),
        false => {
            let sign = if d.is_sign_negative() { "−" } else { "" };
            format!("{sign}${}", number(Exact::Known(d.abs()), 2))
        }
    }
}

/// `/user-month` as people say it: ` per user-month`.
fn spoken_unit(rest: &str) -> String {
    match rest.strip_prefix('/') {
        Some(per) => format!(" per {per}"),
        None => rest.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_unit_is_spoken() {
        let text = |value: &str, unit| shown(Exact::Known(value.parse().unwrap()), unit);
        assert_eq!(text("0.045", "fraction/year"), "4.5 % per year", "a share is a percentage");
        assert_eq!(text("96800", "USD/FTE-year"), "$96,800 per FTE-year");
        assert_eq!(text("0.125", "hours"), "0.13 hours", "small numbers keep two places");
        assert_eq!(shown(Exact::Undefined, "USD"), UNKNOWN, "never a zero");
    }
}
