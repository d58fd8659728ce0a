//! Exact money: decimals with checked operations, and two ways of having no value.

use super::Number;
use crate::figure::FigureId;
use rust_decimal::{Decimal, RoundingStrategy};
use std::ops::{Add, Div, Mul, Sub};

/// Decimal places kept after a product or a quotient; a later operation then cannot overflow by digits alone.
const PLACES: u32 = 16;

/// A known decimal, or why there is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exact {
    /// A value.
    Known(Decimal),
    /// Computed from something nobody supplied.
    Unknown,
    /// Division by zero or overflow.
    Undefined,
}

impl Exact {
    /// The decimal, `None` where there is none.
    pub fn known(self) -> Option<Decimal> {
        match self {
            Self::Known(d) => Some(d),
            _ => None,
        }
    }

    fn both(self, other: Self, op: impl FnOnce(Decimal, Decimal) -> Option<Decimal>) -> Self {
        match (self, other) {
            (Self::Unknown, _) | (_, Self::Unknown) => Self::Unknown,
            (Self::Known(a), Self::Known(b)) => op(a, b).map_or(Self::Undefined, Self::Known),
            _ => Self::Undefined,
        }
    }

    fn map(self, op: impl FnOnce(Decimal) -> Option<Decimal>) -> Self {
        match self {
            Self::Known(d) => op(d).map_or(Self::Undefined, Self::Known),
            other => other,
        }
    }
}

fn settle(value: Decimal) -> Decimal {
    value.round_dp_with_strategy(PLACES, RoundingStrategy::MidpointAwayFromZero).normalize()
}

impl Add for Exact {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        self.both(other, Decimal::checked_add)
    }
}

impl Sub for Exact {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        self.both(other, Decimal::checked_sub)
    }
}

impl Mul for Exact {
    type Output = Self;
    fn mul(self, other: Self) -> Self {
        self.both(other, |a, b| a.checked_mul(b).map(settle))
    }
}

impl Div for Exact {
    type Output = Self;
    fn div(self, other: Self) -> Self {
        self.both(other, |a, b| a.checked_div(b).map(settle))
    }
}

impl Number for Exact {
    fn lit(value: Decimal) -> Self {
        Self::Known(value)
    }

    fn min(self, other: Self) -> Self {
        self.both(other, |a, b| Some(a.min(b)))
    }

    fn max(self, other: Self) -> Self {
        self.both(other, |a, b| Some(a.max(b)))
    }

    fn ceil(self) -> Self {
        self.map(|d| d.checked_sub(Decimal::new(1, 9)).map(|d| d.ceil()))
    }

    fn cents(self) -> Self {
        // Twelfths of a year are cut after their last place: a sum of them just under a tie is the tie.
        let half_up = |d: Decimal, places| d.round_dp_with_strategy(places, RoundingStrategy::MidpointAwayFromZero);
        self.map(|d| Some(half_up(half_up(d, 10), 2)))
    }

    fn at_least(self, limit: Self, then: Self, otherwise: Self) -> Self {
        match (self, limit, then, otherwise) {
            (Self::Unknown, ..) | (_, Self::Unknown, ..) | (.., Self::Unknown, _) | (.., Self::Unknown) => Self::Unknown,
            (Self::Known(v), Self::Known(l), ..) => {
                if v >= l {
                    then
                } else {
                    otherwise
                }
            }
            _ => Self::Undefined,
        }
    }

    fn named(self, _: FigureId) -> Self {
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn k(text: &str) -> Exact {
        Exact::Known(text.parse().unwrap())
    }

    #[test]
    fn unknown_is_strict_and_wins_over_undefined() {
        let undefined = k("1") / k("0");
        assert_eq!(undefined, Exact::Undefined, "division by zero is undefined, not a panic");
        assert_eq!(undefined + Exact::Unknown, Exact::Unknown, "a later answer may still define it");
        assert_eq!(Exact::Unknown.min(k("0")), Exact::Unknown, "min must not swallow an unknown");
        assert_eq!(k("2").at_least(k("1"), k("5"), Exact::Unknown), Exact::Unknown, "strict in the branch not taken too");
        assert_eq!(Exact::Known(Decimal::MAX) + k("1"), Exact::Undefined, "overflow is undefined");
    }

    #[test]
    fn ceil_agrees_with_binary_instances() {
        assert_eq!((k("0.1") * k("3") * k("10")).ceil(), k("3"), "binary 0.1 × 3 × 10 is 3.0000000000000004");
        assert_eq!(k("2.4").ceil(), k("3"));
        assert_eq!(k("0.15").floor(), k("0"));
        assert_eq!(k("1.9999999999").floor(), k("2"), "floor mirrors ceil's tolerance");
    }

    #[test]
    fn cents_round_half_up() {
        assert_eq!(k("0.005").cents(), k("0.01"));
        assert_eq!(k("-0.005").cents(), k("-0.01"), "symmetrical, so a credit rounds as its charge");
        let seven_months = k("0.06") / k("12") * k("7") + k("0.02") / k("12") * k("12") / k("2");
        assert_eq!(seven_months.cents(), k("0.05"), "0.035 and 0.01 is a tie");
        assert_eq!((k("0.03") / k("36") * k("6")).cents(), k("0.01"), "a third cut after its last place is still the tie 0.005");
    }
}
