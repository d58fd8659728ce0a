//! T3: surface that comes, against the capacity to absorb it, in FTE of care (rules 9).

use super::calc::Calc;
use super::workload::Workload;
use crate::figure::{FigureId, Period, Subject};
use crate::number::Number;
use crate::schedule::MONTHS;

/// Demand and capacity month by month.
#[derive(Debug, Clone)]
pub struct Velocity<N> {
    /// Net surface added by each month, from month 1, in FTE.
    pub add: Vec<N>,
    /// Capacity in each month, in FTE.
    pub capacity: Vec<N>,
    /// Demand ÷ capacity of each month; undefined where there is no capacity.
    pub values: Vec<N>,
    /// Demand by month 12.
    pub add_12: N,
    /// Capacity in month 12.
    pub capacity_12: N,
    /// Demand ÷ capacity at month 12; undefined where there is no capacity.
    pub value: N,
}

/// add(m) = max(0, net surface by month m); cap(m) = max(0, (usable hours of the team and of landed hires − workload −
/// dated gap hours) ÷ usable hours per FTE). A post that ends takes its hours along.
pub fn velocity<N: Number>(c: &Calc<'_, N>, w: &Workload<N>, dated: N) -> Velocity<N> {
    let months = 1..=c.plan.schedule.last_month();
    let figure = |item, value| c.name(FigureId::of(Subject::Velocity, item), value);
    let monthly = |item, m, value| c.name(FigureId::of(Subject::Velocity, item).during(Period::Month(m)), value);
    let (free, absorbed) = (free(c, w, dated), trend(c, w));
    let add: Vec<N> = months.clone().map(|m| monthly("add", m, added(c, absorbed, m))).collect();
    let capacity: Vec<N> = months.clone().map(|m| monthly("capacity", m, capacity(c, w, free, m))).collect();
    let values = months.zip(add.iter().zip(&capacity)).map(|(m, (add, cap))| monthly("value", m, *add / *cap)).collect();
    let at_12 = |series: &[N]| series.get(usize::from(MONTHS) - 1).copied().unwrap_or_else(N::zero);
    let (add_12, capacity_12) = (figure("add_12", at_12(&add)), figure("capacity_12", at_12(&capacity)));
    Velocity { value: figure("value", add_12 / capacity_12), add, capacity, values, add_12, capacity_12 }
}

/// What the growth of a year adds, in FTE of care.
fn trend<N: Number>(c: &Calc<'_, N>, w: &Workload<N>) -> N {
    let a = &c.plan.assume;
    let trend = w.endpoints * c.get(a.endpoint_growth) / c.get(a.care_endpoint);
    c.name(FigureId::of(Subject::Velocity, "growth"), trend)
}

/// Hours a year that today's team has left; negative where it has none.
fn free<N: Number>(c: &Calc<'_, N>, w: &Workload<N>, dated: N) -> N {
    c.name(FigureId::of(Subject::Velocity, "free_hours"), w.capacity - w.hours - dated)
}

fn added<N: Number>(c: &Calc<'_, N>, trend: N, month: u16) -> N {
    let trend = trend * N::whole(month.into()) / N::whole(12);
    let projects = c.plan.surface.iter().filter(|s| s.month <= month).map(|s| c.get(s.net) / c.get(s.care));
    N::total(projects.chain([trend])).floored()
}

fn capacity<N: Number>(c: &Calc<'_, N>, w: &Workload<N>, free: N, month: u16) -> N {
    let landed = c.plan.hires.iter().filter(|h| h.month <= month).map(|h| c.get(h.fte) * w.usable_per_fte);
    let gone = c.plan.leaving.iter().filter(|l| l.month <= month).map(|l| N::zero() - c.get(l.fte) * w.usable_per_fte);
    (N::total([free].into_iter().chain(landed).chain(gone)) / w.usable_per_fte).floored()
}
