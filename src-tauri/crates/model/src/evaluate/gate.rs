//! Gaps of obligations in hours, and the hours an option has for them (rules 5, 8).

use super::calc::Calc;
use super::workload::Workload;
use crate::figure::{FigureId, Subject};
use crate::framework::Obligation;
use crate::number::Number;
use crate::plan::{Framework, OpenGroup};
use crate::scope::Domains;
use rust_decimal::Decimal;

/// A framework's gap against the ledger of free hours.
#[derive(Debug, Clone, Copy)]
pub struct Gap<N> {
    /// Hours to close it.
    pub effort: N,
    /// Free hours of the team to the due date.
    pub free: N,
    /// What is left of them: negative where it does not fit.
    pub left: N,
}

/// Free hours first pay the workload, then the dated gaps; never under zero.
pub fn gaps<N: Number>(c: &Calc<'_, N>, w: &Workload<N>) -> Vec<Gap<N>> {
    let gap = |(at, f): (usize, &Framework)| {
        let subject = Subject::Framework(u16::try_from(at).unwrap_or(u16::MAX));
        let figure = |item, value| c.name(FigureId::of(subject, item), value);
        let effort = figure("effort", effort(c, f, &|_| true));
        let free = figure("free_hours", free_hours(c, f, w.capacity, w.hours));
        Gap { effort, free, left: figure("left", free - effort) }
    };
    c.plan.frameworks.iter().enumerate().map(gap).collect()
}

/// Hours to close the open requirements of the groups picked: all for one not begun, half for one begun, a quarter for
/// one done without evidence; those the register does not list by the share assumed open.
pub fn effort<N: Number>(c: &Calc<'_, N>, f: &Framework, pick: &dyn Fn(&OpenGroup) -> bool) -> N {
    let a = &c.plan.assume;
    let weighted = |g: &OpenGroup| {
        let part = |id: Option<_>, share: N| id.map(|id| c.get(id) * share);
        let parts = [
            part(g.open, N::one()),
            part(g.partial, N::lit(Decimal::new(5, 1))),
            part(g.unevidenced, N::lit(Decimal::new(25, 2))),
            g.unlisted.map(|id| c.get(id) * c.get(a.unlisted_open_share)),
        ];
        N::total(parts.into_iter().flatten())
    };
    let requirements: Vec<N> = f.groups.iter().filter(|g| pick(g)).map(weighted).collect();
    if requirements.is_empty() { N::zero() } else { N::total(requirements) * c.get(a.effort_per_requirement) }
}

fn free_hours<N: Number>(c: &Calc<'_, N>, f: &Framework, capacity: N, workload: N) -> N {
    ((capacity - workload) * c.of_year(f.days)).floored()
}

/// FTE the largest dated gap needs until its day: effort ÷ usable hours of one FTE to the due date. Without a crosswalk
/// between frameworks the largest decides (rules 8).
pub fn gap_fte<N: Number>(c: &Calc<'_, N>, w: &Workload<N>, gaps: &[Gap<N>]) -> N {
    let dated = c.plan.frameworks.iter().zip(gaps).filter(|(f, _)| is_dated(f));
    let fte = |(f, gap): (&Framework, &Gap<N>)| {
        gap.effort / (w.usable_per_fte * c.of_year(if f.days.is_zero() { Decimal::from(365) } else { f.days }))
    };
    dated.map(fte).reduce(N::max).unwrap_or_else(N::zero)
}

/// Hours of the largest dated gap due within the next twelve months: what T3's capacity pays before new surface.
pub fn dated_hours<N: Number>(c: &Calc<'_, N>, gaps: &[Gap<N>]) -> N {
    let year = Decimal::from(366);
    let dated = c.plan.frameworks.iter().zip(gaps).filter(|(f, _)| is_dated(f) && f.days <= year);
    dated.map(|(_, g)| g.effort).reduce(N::max).unwrap_or_else(N::zero)
}

/// Only what someone outside can hold against the client bars an option.
pub fn is_dated(f: &Framework) -> bool {
    f.obligation != Obligation::Voluntary
}

/// Hours an option has of its own for a gap.
#[derive(Debug, Clone, Copy)]
pub struct OwnHours<N> {
    /// Hours a year of the posts it keeps.
    pub capacity: N,
    /// Hours a year these posts already owe.
    pub owed: N,
    /// Domains whose requirements a vendor closes; empty where nothing says that compliance is included.
    pub vendor: Domains,
}

/// Hours left after the tightest dated obligation; negative: the gap stays open and the option is not eligible.
pub fn gate_left<N: Number>(c: &Calc<'_, N>, own: &OwnHours<N>) -> Option<N> {
    let dated = c.plan.frameworks.iter().filter(|f| is_dated(f));
    let left = |f: &Framework| {
        let held = effort(c, f, &|g| !g.carried_by.meets(own.vendor));
        free_hours(c, f, own.capacity, own.owed) - held
    };
    dated.map(left).reduce(N::min)
}
