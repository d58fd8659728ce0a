//! Results expanded for charts and tables of the report: by month, by year, by group. Sums of shown lines, no new cost.

use crate::decide::flows;
use crate::evaluate::{Costed, Outcome, is_dated};
use crate::figure::{CostGroup, LineId};
use crate::number::{Exact, Number};
use crate::plan::Plan;
use crate::schedule::{Schedule, month_of};
use rust_decimal::Decimal;

/// Cumulative direct cost at time 0 and after each month, undiscounted, USD; nothing where a month is unknown.
pub fn cumulative(option: &Costed<Exact>, schedule: &Schedule) -> Option<Vec<Decimal>> {
    let mut sum = Decimal::ZERO;
    let add = |flow: Decimal| {
        sum = sum.checked_add(flow)?;
        Some(sum)
    };
    flows(option, schedule)?.into_iter().map(add).collect()
}

/// Direct cost of each of the five groups over the horizon, USD.
pub fn groups(option: &Costed<Exact>) -> [Exact; 5] {
    CostGroup::ALL.map(|group| total(option.lines.iter().filter(|l| l.applies && l.id.group() == Some(group)).map(|l| l.total)))
}

/// Direct cost at time 0 and in each plan year, USD.
pub fn years(option: &Costed<Exact>, schedule: &Schedule) -> Vec<Exact> {
    let direct = || option.lines.iter().filter(|l| l.applies && l.id.in_total());
    let year = |at: usize| total(direct().filter_map(|l| l.yearly.get(at).copied()));
    std::iter::once(total(direct().map(|l| l.once))).chain((0..usize::from(schedule.years)).map(year)).collect()
}

/// What each direct line costs more or less than Today's, USD: together the budget change.
pub fn bridge(today: &Costed<Exact>, option: &Costed<Exact>) -> Vec<(LineId, Exact)> {
    let of =
        |o: &Costed<Exact>, id: LineId| o.lines.iter().find(|l| l.id == id && l.applies).map_or_else(Exact::zero, |l| l.total);
    let direct = LineId::ALL.into_iter().filter(|id| id.in_total());
    direct.map(|id| (id, of(option, id) - of(today, id))).filter(|(_, d)| *d != Exact::zero()).collect()
}

fn total(values: impl Iterator<Item = Exact>) -> Exact {
    values.fold(Exact::zero(), |a, b| a + b)
}

/// Hours of one month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MonthHours {
    /// Month of the horizon, from 0.
    pub month: u16,
    /// Tickets.
    pub reactive: Exact,
    /// Patching and upkeep.
    pub proactive: Exact,
    /// The largest dated gap, spread evenly to its day.
    pub gap: Exact,
    /// What Today's team can give: posts that end gone, approved hires landed.
    pub capacity: Exact,
}

/// Hours asked of Today's team and hours it can give, month by month.
pub fn hours(plan: &Plan, o: &Outcome<Exact>) -> Vec<MonthHours> {
    let twelfth = |v: Exact| v / Exact::whole(12);
    let month = |month: u16| MonthHours {
        month,
        reactive: twelfth(o.workload.reactive),
        proactive: twelfth(o.workload.proactive),
        gap: gap_hours(plan, o, month),
        capacity: twelfth(capacity(plan, o, month)),
    };
    (0..=plan.schedule.last_month()).map(month).collect()
}

/// Frameworks share one ledger of hours: the largest effort of a month stands for all (rules 8).
fn gap_hours(plan: &Plan, o: &Outcome<Exact>, month: u16) -> Exact {
    let spread = plan.frameworks.iter().zip(&o.gaps).filter(|(f, _)| is_dated(f)).filter_map(|(f, gap)| {
        let months = month_of(f.due, plan.as_of) + 1;
        (i32::from(month) < months).then(|| gap.effort / Exact::whole(months.into()))
    });
    spread.reduce(Exact::max).unwrap_or_else(Exact::zero)
}

fn capacity(plan: &Plan, o: &Outcome<Exact>, month: u16) -> Exact {
    let likely = |id| plan.inputs.get(id).and_then(|i| i.spread).map_or(Exact::Unknown, |s| Exact::Known(s.likely));
    let gone = plan.leaving.iter().filter(|l| l.month <= month).map(|l| likely(l.fte));
    let landed = plan.hires.iter().filter(|h| h.month <= month).map(|h| likely(h.fte));
    (o.workload.fte - total(gone) + total(landed)) * o.workload.usable_per_fte
}

/// Users a support FTE has today.
pub fn users_per_fte(plan: &Plan, o: &Outcome<Exact>) -> Exact {
    users(plan) / o.workload.fte
}

/// Managed fee of the first year a user and month, USD; nothing where the option has none.
pub fn fee_per_user_month(plan: &Plan, option: &Costed<Exact>) -> Option<Exact> {
    let fee = option.lines.iter().find(|l| l.id == LineId::ManagedFee && l.applies)?;
    Some(*fee.yearly.first()? / (users(plan) * Exact::whole(12)))
}

fn users(plan: &Plan) -> Exact {
    plan.inputs.get(plan.users).and_then(|i| i.spread).map_or(Exact::Unknown, |s| Exact::Known(s.likely))
}

/// Users that a yearly sum buys at a fee a user and month: T1 and T4 as one curve.
pub fn users_for(yearly: Exact, fee: Exact) -> Exact {
    yearly / (fee * Exact::whole(12))
}
