//! T4: what one FTE costs with everything that belongs to it, on average and by role (rules 2, 10).

use super::calc::Calc;
use super::line::Line;
use super::option::Costed;
use super::staff::{internal_staff, overhead, pay, pay_and_benefits, turnover};
use crate::figure::{FigureId, LineId, OptionId, Subject};
use crate::number::Number;
use crate::plan::Post;
use crate::schedule::MONTHS;

/// Lines that make up a loaded FTE.
pub const LOADED: [LineId; 5] = [LineId::InternalStaff, LineId::Turnover, LineId::Coverage, LineId::Overhead, LineId::Tools];

/// Loaded cost of an FTE.
#[derive(Debug, Clone)]
pub struct LoadedCost<N> {
    /// Mean of today's team in year 1: the sum of its staff, turnover, coverage, overhead and tools lines ÷ the FTE they pay.
    pub fte: N,
    /// By role, in the order of the plan's posts.
    pub roles: Vec<RoleCost<N>>,
}

/// What an FTE of one role costs in year 1; the parts add up to the total.
#[derive(Debug, Clone, Copy)]
pub struct RoleCost<N> {
    /// Base pay.
    pub pay: N,
    /// Benefits.
    pub benefits: N,
    /// Bonus and training.
    pub bonus_and_training: N,
    /// Turnover.
    pub turnover: N,
    /// On-call, where it is paid.
    pub coverage: Option<N>,
    /// Overhead that ends with a post, where it is stated.
    pub overhead: Option<N>,
    /// A head's share of the team's tools, where the team has any.
    pub tools: Option<N>,
    /// All of it.
    pub total: N,
}

/// The mean from the lines of Today, and each role by the same formulas as these lines.
pub fn loaded_cost<N: Number>(c: &Calc<'_, N>, options: &[Costed<N>], fte: N) -> LoadedCost<N> {
    let today: Vec<&Line<N>> =
        options.iter().filter(|o| o.id == OptionId::Today).flat_map(|o| &o.lines).filter(|l| l.applies).collect();
    let first = |id: LineId| today.iter().find(|l| l.id == id).and_then(|l| l.yearly.first().copied());
    let sum = N::total(LOADED.into_iter().filter_map(first));
    let fte = paid_fte(c, fte);
    let tools = first(LineId::Tools).map(|tools| c.name(FigureId::of(Subject::LoadedCost, "tools"), tools / fte));
    LoadedCost {
        fte: c.name(FigureId::of(Subject::LoadedCost, "loaded_fte"), sum / fte),
        roles: c.plan.posts.iter().enumerate().map(|(at, post)| role(c, (at, post), tools)).collect(),
    }
}

/// FTE that the lines of year 1 pay: today's, and approved hires for the months they are paid.
fn paid_fte<N: Number>(c: &Calc<'_, N>, fte: N) -> N {
    let months = |from: u16| (MONTHS + 1).saturating_sub(from);
    let hired = c.plan.hires.iter().filter_map(|h| h.paid_from.filter(|from| *from <= MONTHS).map(|from| (h.fte, months(from))));
    let hired: Vec<N> = hired.map(|(id, months)| c.get(id) * N::whole(months.into()) / N::whole(MONTHS.into())).collect();
    if hired.is_empty() {
        return fte;
    }
    c.name(FigureId::of(Subject::LoadedCost, "paid_fte"), fte + N::total(hired))
}

fn role<N: Number>(c: &Calc<'_, N>, (at, post): (usize, &Post), tools: Option<N>) -> RoleCost<N> {
    let subject = Subject::Post(u16::try_from(at).unwrap_or(u16::MAX));
    let figure = |item, value| c.name(FigureId::of(subject, item), value);
    let one = N::one();
    let base = figure("pay", pay(c, post, one, 1));
    let (paid, staff) = (pay_and_benefits(c, post, one, 1), internal_staff(c, post, one, 1));
    let benefits = figure("benefits", paid - base);
    let bonus_and_training = figure("bonus_and_training", staff - paid);
    let turnover = figure("turnover", turnover(c, post, one, 1));
    let coverage = c.plan.on_call.then(|| figure("coverage", base * c.get(c.plan.assume.on_call)));
    let overhead = c.plan.overhead.map(|_| figure("overhead", overhead(c, post, one, 1)));
    let parts = [base, benefits, bonus_and_training, turnover].into_iter().chain(coverage).chain(overhead).chain(tools);
    let total = figure("loaded", N::total(parts));
    RoleCost { pay: base, benefits, bonus_and_training, turnover, coverage, overhead, tools, total }
}
