//! What every formula has at hand: the plan, a way to read inputs, and the names of figures.

use crate::figure::FigureId;
use crate::input::InputId;
use crate::number::Number;
use crate::plan::{Part, Plan};
use std::cell::RefCell;

/// One evaluation in one arithmetic.
pub struct Calc<'p, N> {
    /// What is evaluated.
    pub plan: &'p Plan,
    read: &'p dyn Fn(InputId) -> N,
    figures: RefCell<Vec<(FigureId, N)>>,
    /// Names nothing: what is tried beside the plan must not take the names of its figures.
    unnamed: bool,
}

impl<'p, N: Number> Calc<'p, N> {
    /// Starts an evaluation; `read` gives an input's value.
    pub fn new(plan: &'p Plan, read: &'p dyn Fn(InputId) -> N) -> Self {
        Self { plan, read, figures: RefCell::new(Vec::new()), unnamed: false }
    }

    /// The same plan and inputs for something tried beside it: its values get no names.
    pub fn unnamed(&self) -> Self {
        Self { plan: self.plan, read: self.read, figures: RefCell::new(Vec::new()), unnamed: true }
    }

    /// An input.
    pub fn get(&self, id: InputId) -> N {
        (self.read)(id)
    }

    /// A part of an input.
    pub fn part(&self, part: Part) -> N {
        let value = self.get(part.input) * N::lit(part.share);
        part.times.map_or(value, |t| value * self.get(t))
    }

    /// Names a value as a figure people can ask about.
    pub fn name(&self, id: FigureId, value: N) -> N {
        if self.unnamed {
            return value;
        }
        let named = value.named(id);
        self.figures.borrow_mut().push((id, named));
        named
    }

    /// Every figure named so far.
    pub fn into_figures(self) -> Vec<(FigureId, N)> {
        self.figures.into_inner()
    }

    /// `(1 + rate)^(year − 1)`: prices are year-1 prices and step at plan-year starts (rules 12).
    pub fn growth(&self, rate: InputId, year: u8) -> N {
        let step = N::one() + self.get(rate);
        (1..year).fold(N::one(), |factor, _| factor * step)
    }

    /// A share of a year: days ÷ 365.
    pub fn of_year(&self, days: rust_decimal::Decimal) -> N {
        N::lit(days) / N::whole(365)
    }
}
