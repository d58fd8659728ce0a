//! Many trials at once: the study's arithmetic.
//!
//! A lane has no unknown: inputs nobody supplied stand at zero here, and the figures they reach are masked by whoever
//! reads them, because [`Exact`](super::Exact) already says which those are. Not a number never means unknown.
#![expect(clippy::float_arithmetic, reason = "trials are floating: what is shown as money comes from Exact")]

use super::Number;
use crate::figure::FigureId;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use std::ops::{Add, Div, Mul, Sub};

/// `W` trials of one value.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Lanes<const W: usize>(pub [f64; W]);

/// The nearest binary value of a decimal.
pub fn float(value: Decimal) -> f64 {
    value.to_f64().unwrap_or(f64::NAN)
}

impl<const W: usize> Lanes<W> {
    /// The same value in every lane.
    pub fn all(value: f64) -> Self {
        Self([value; W])
    }

    #[inline(always)]
    fn both(self, other: Self, op: impl Fn(f64, f64) -> f64) -> Self {
        let mut out = self.0;
        for (slot, b) in out.iter_mut().zip(other.0) {
            *slot = op(*slot, b);
        }
        Self(out)
    }

    #[inline(always)]
    fn map(self, op: impl Fn(f64) -> f64) -> Self {
        let mut out = self.0;
        for slot in &mut out {
            *slot = op(*slot);
        }
        Self(out)
    }
}

impl<const W: usize> Add for Lanes<W> {
    type Output = Self;
    #[inline(always)]
    fn add(self, other: Self) -> Self {
        self.both(other, |a, b| a + b)
    }
}

impl<const W: usize> Sub for Lanes<W> {
    type Output = Self;
    #[inline(always)]
    fn sub(self, other: Self) -> Self {
        self.both(other, |a, b| a - b)
    }
}

impl<const W: usize> Mul for Lanes<W> {
    type Output = Self;
    #[inline(always)]
    fn mul(self, other: Self) -> Self {
        self.both(other, |a, b| a * b)
    }
}

impl<const W: usize> Div for Lanes<W> {
    type Output = Self;
    #[inline(always)]
    fn div(self, other: Self) -> Self {
        self.both(other, |a, b| a / b)
    }
}

/// Beyond it a binary value has no cents left to round.
const WHOLE: f64 = 4_503_599_627_370_496.0;
/// What some dozens of steps of 2^-53 each can take from a value.
const CHAIN: f64 = 1.0 + 1e-14;

/// A multiplication takes a fraction of a division's time, and its error, 2^-52 of the value, is no cent.
const CENT: f64 = 0.01;

/// Half up to the whole, with the tolerance of [`Number::ceil`] and, for large values, that of a chain of binary steps: a
/// decimal tie is seldom one in binary. Adding and taking
/// away 2^52 rounds without a call, which the compiler turns into one instruction for several lanes.
#[inline(always)]
fn round(value: f64) -> f64 {
    let size = value.abs();
    let near = (size * CHAIN + 1e-9 + WHOLE) - WHOLE;
    let rounded = if size < WHOLE { near } else { size };
    rounded.copysign(value)
}

impl<const W: usize> Number for Lanes<W> {
    fn lit(value: Decimal) -> Self {
        Self::all(float(value))
    }

    #[inline(always)]
    fn min(self, other: Self) -> Self {
        self.both(other, |a, b| if b < a { b } else { a })
    }

    #[inline(always)]
    fn max(self, other: Self) -> Self {
        self.both(other, |a, b| if b > a { b } else { a })
    }

    fn ceil(self) -> Self {
        self.map(|a| (a - 1e-9).ceil())
    }

    #[inline(always)]
    fn cents(self) -> Self {
        self.map(|a| round(a * 100.0) * CENT)
    }

    #[inline(always)]
    fn at_least(self, limit: Self, then: Self, otherwise: Self) -> Self {
        let mut out = otherwise.0;
        for (at, slot) in out.iter_mut().enumerate() {
            *slot = if self.0[at] >= limit.0[at] { then.0[at] } else { *slot };
        }
        Self(out)
    }

    fn named(self, _: FigureId) -> Self {
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cents_are_rounded_as_money_is() {
        // Two roundings of 2^-53 each, of the cent and of the product.
        let is = |v: f64, want: f64| (Lanes([v]).cents().0[0] - want).abs() <= want.abs() * f64::EPSILON;
        assert!(is(1.005, 1.01), "1.005 is under its decimal in binary and still a tie");
        assert!(is(-1.005, -1.01), "symmetrical, so a credit rounds as its charge");
        assert!(is(2.344_999, 2.34));
        assert!(is(1e17, 1e17), "too large for cents: left as it is");
    }

    #[test]
    fn ceil_agrees_with_decimals() {
        assert_eq!((Lanes([0.1]) * Lanes([3.0]) * Lanes([10.0])).ceil().0, [3.0], "binary gives 3.0000000000000004");
    }

    #[test]
    fn a_limit_is_met_when_equal() {
        let pick = |v: f64| Lanes([v]).at_least(Lanes([2.0]), Lanes([1.0]), Lanes([0.0])).0[0];
        assert_eq!([pick(1.9), pick(2.0), pick(2.1)], [0.0, 1.0, 1.0]);
    }
}
