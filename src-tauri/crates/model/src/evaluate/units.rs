//! Units in a segment: what the as-of date counts, with the changes planned by then.

use super::calc::Calc;
use super::workload::Workload;
use crate::number::Number;
use crate::plan::Unit;
use crate::schedule::Segment;

/// Whether a planned change of a unit has come by a segment.
pub fn has_changed<N: Number>(c: &Calc<'_, N>, unit: Unit, s: &Segment) -> bool {
    c.plan.unit_changes.iter().any(|u| u.unit == unit && u.month <= s.first)
}

fn with_changes<N: Number>(c: &Calc<'_, N>, unit: Unit, s: &Segment, counted: N) -> N {
    if !has_changed(c, unit, s) {
        return counted;
    }
    let come = c.plan.unit_changes.iter().filter(|u| u.unit == unit && u.month <= s.first).map(|u| c.get(u.net));
    come.fold(counted, |sum, net| sum + net).floored()
}

/// Users in a segment.
pub fn users<N: Number>(c: &Calc<'_, N>, s: &Segment) -> N {
    with_changes(c, Unit::User, s, c.get(c.plan.users))
}

/// Supported endpoints in a segment.
pub fn devices<N: Number>(c: &Calc<'_, N>, w: &Workload<N>, s: &Segment) -> N {
    with_changes(c, Unit::Device, s, w.endpoints)
}
