//! The one arithmetic every formula is written in.
//!
//! A formula takes and returns `N: Number` and can neither compare nor leave the type, so the same source serves
//! exact money ([`Exact`]), the explanation ([`Traced`]) and many trials at once ([`Lanes`]).

mod exact;
mod lanes;
mod program;
mod traced;

pub use exact::Exact;
pub use lanes::{Lanes, float};
pub use program::{Bank, Output, Probe, Program, Slot, Step};
pub use traced::{Arena, Node, NodeId, Operation, Traced};

use crate::figure::FigureId;
use rust_decimal::Decimal;
use std::ops::{Add, Div, Mul, Sub};

/// A value formulas compute with. Unknown is strict: what is computed from it is unknown.
pub trait Number: Copy + Add<Output = Self> + Sub<Output = Self> + Mul<Output = Self> + Div<Output = Self> {
    /// A constant of the formula itself.
    fn lit(value: Decimal) -> Self;
    /// The smaller of the two.
    fn min(self, other: Self) -> Self;
    /// The larger of the two.
    fn max(self, other: Self) -> Self;
    /// The smallest whole number not under `self − 1e-9`: binary and decimal instances must agree.
    fn ceil(self) -> Self;
    /// Rounded half up to the cent, as every line and year is (rules 12).
    fn cents(self) -> Self;
    /// `then` where `self ≥ limit`, else `otherwise`.
    fn at_least(self, limit: Self, then: Self, otherwise: Self) -> Self;
    /// Gives the value its name in *explain*; changes no value.
    fn named(self, id: FigureId) -> Self;

    /// A whole constant.
    fn whole(value: i64) -> Self {
        Self::lit(Decimal::from(value))
    }

    /// Zero.
    fn zero() -> Self {
        Self::lit(Decimal::ZERO)
    }

    /// One.
    fn one() -> Self {
        Self::lit(Decimal::ONE)
    }

    /// The value, or zero where it is negative.
    fn floored(self) -> Self {
        self.max(Self::zero())
    }

    /// The largest whole number not over `self + 1e-9`.
    fn floor(self) -> Self {
        Self::zero() - (Self::zero() - self).ceil()
    }

    /// Adds up; nothing is zero.
    fn total(values: impl IntoIterator<Item = Self>) -> Self {
        values.into_iter().reduce(|a, b| a + b).unwrap_or_else(Self::zero)
    }
}
