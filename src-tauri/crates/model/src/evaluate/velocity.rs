//! T3: surface that comes, against the capacity to absorb it, in FTE of care (rules 9).

use super::calc::Calc;
use super::workload::Workload;
use crate::figure::{FigureId, Subject};
use crate::number::Number;
use crate::schedule::MONTHS;

/// Demand and capacity month by month.
#[derive(Debug, Clone)]
pub struct Velocity<N> {
    /// Net surface added by each month, from month 1, in FTE.
    pub add: Vec<N>,
    /// Capacity in each month, in FTE.
    pub capacity: Vec<N>,
    /// Demand by month 12.
    pub add_12: N,
    /// Capacity in month 12.
    pub capacity_12: N,
    /// Demand ÷ capacity at month 12; undefined where there is no capacity.
    pub value: N,
}

/// add(m) = max(0, net surface by month m); cap(m) = max(0, (usable hours + landed hires' hours − workload − dated gap
/// hours) ÷ usable hours per FTE).
pub fn velocity<N: Number>(c: &Calc<'_, N>, w: &Workload<N>, dated: N) -> Velocity<N> {
    let months = 1..=c.plan.schedule.last_month();
    let add: Vec<N> = months.clone().map(|m| added(c, w, m)).collect();
    let capacity: Vec<N> = months.map(|m| capacity(c, w, dated, m)).collect();
    let figure = |item, value| c.name(FigureId::of(Subject::Velocity, item), value);
    let at_12 = |series: &[N]| series.get(usize::from(MONTHS) - 1).copied().unwrap_or_else(N::zero);
    let (add_12, capacity_12) = (figure("add_12", at_12(&add)), figure("capacity_12", at_12(&capacity)));
    Velocity { value: figure("value", add_12 / capacity_12), add, capacity, add_12, capacity_12 }
}

fn added<N: Number>(c: &Calc<'_, N>, w: &Workload<N>, month: u16) -> N {
    let a = &c.plan.assume;
    let trend = w.endpoints * c.get(a.endpoint_growth) * N::whole(month.into()) / N::whole(12) / c.get(a.care_endpoint);
    let projects = c.plan.surface.iter().filter(|s| s.month <= month).map(|s| c.get(s.net) / c.get(s.care));
    N::total(projects.chain([trend])).floored()
}

fn capacity<N: Number>(c: &Calc<'_, N>, w: &Workload<N>, dated: N, month: u16) -> N {
    let landed = c.plan.hires.iter().filter(|h| h.month <= month).map(|h| c.get(h.fte) * w.usable_per_fte);
    let hours = N::total(landed.chain([w.capacity - w.hours - dated]));
    (hours / w.usable_per_fte).floored()
}
