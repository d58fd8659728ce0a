//! How far each input, moved from its 10th to its 90th percentile, moves each option's present value: by Exact, at five
//! points, all other inputs at their likely values (rules 13).

use crate::trials::drivers;
use model::decide::{Contest, Mark};
use model::figure::OptionId;
use model::input::InputId;
use model::plan::Plan;
use rust_decimal::Decimal;

/// Shares of the draws below the five points.
pub const PERCENTILES: [f64; 5] = [0.1, 0.3, 0.5, 0.7, 0.9];

/// One input's effect on all options.
#[derive(Debug, Clone, PartialEq)]
pub struct Moved {
    /// The input.
    pub input: InputId,
    /// Its values at the five percentiles.
    pub values: [Decimal; 5],
    /// Present value of every option of the contest at each; nothing where it is not known.
    pub npv: [Vec<Option<Decimal>>; 5],
    /// Who leads at each.
    pub leader: [Option<OptionId>; 5],
}

impl Moved {
    /// How far the option at a place moves, between the lowest and the highest of the five.
    pub fn swing(&self, option: usize) -> Option<Decimal> {
        let values: Vec<Decimal> = self.npv.iter().map(|at| at.get(option).copied().flatten()).collect::<Option<_>>()?;
        Some(*values.iter().max()? - *values.iter().min()?)
    }
}

/// Every drawn input's effect, in the order of the plan.
pub fn tornado(plan: &Plan, contest: &Contest) -> Vec<Moved> {
    let one = |driver: &crate::trials::Driver| {
        let mut probe = contest.probe(driver.input);
        let values = PERCENTILES.map(|p| rounded(driver.curve.at(p)));
        let figures = values.map(|v| probe.at(v));
        let npv = |f: &Vec<model::number::Exact>| Mark::all(f).map(|m| m.npv.known()).collect();
        let leader = |f: &Vec<model::number::Exact>| contest.leader(f);
        Moved { input: driver.input, values, npv: figures.each_ref().map(npv), leader: figures.each_ref().map(leader) }
    };
    drivers(plan, contest.program()).iter().map(one).collect()
}

/// Six figures: what a table of quantiles knows.
fn rounded(value: f64) -> Decimal {
    let exact = Decimal::from_f64_retain(value).unwrap_or_default();
    exact.round_sf(6).unwrap_or(exact).normalize()
}
