//! T3: surface that comes against the capacity to absorb it (rules 9).

use super::finding::{Finding, State, blank, evidence, missing, unknown_sentence};
use crate::evaluate::Outcome;
use crate::figure::{FigureId, Subject};
use crate::number::Exact;
use crate::plan::Plan;
use crate::present::number;

/// The finding of T3.
pub(super) fn finding(plan: &Plan, o: &Outcome<Exact>) -> Finding {
    let p = &plan.policy;
    let mut f = blank(
        FigureId::of(Subject::Velocity, "value"),
        "× capacity",
        "net surface added by month 12 ÷ capacity that can absorb it",
    );
    f.limit = Exact::Known(p.velocity_limit);
    f.band = Some((p.velocity_near, p.velocity_limit));
    f.places = 2;
    f.value = o.velocity.value;
    f.margin = f.limit - f.value;
    f.evidence = evidence(plan, plan.surface.iter().map(|s| &s.net));
    f.missing = missing(plan, &[plan.endpoints]);
    let (Some(add), Some(cap)) = (o.velocity.add_12.known(), o.velocity.capacity_12.known()) else {
        f.say_only(unknown_sentence(&f.missing));
        return f;
    };
    let saturation = saturation(o);
    f.over_limit = f.value.known().is_some_and(|v| v > p.velocity_limit);
    let crossed = match cap.is_zero() {
        true => add >= p.zero_capacity_demand,
        false => f.over_limit || saturation.is_some_and(|m| m <= 12),
    };
    let near = f.value.known().is_some_and(|v| v >= p.velocity_near) || saturation.is_some();
    f.state = match (crossed, near) {
        (true, _) if plan.programme => State::Crossed,
        (true, _) | (_, true) => State::Near,
        _ => State::NotCrossed,
    };
    if crossed && !plan.programme {
        f.flags.push("no_programme");
    }
    let when = saturation.map_or_else(|| "it does not saturate in the horizon".to_owned(), |m| format!("saturated in month {m}"));
    let (added, free) = (number(Exact::Known(add), 2), number(Exact::Known(cap), 2));
    f.say(format!("{added} FTE of care is added within 12 months, {free} FTE is free"), &format!(": {when}."));
    f
}

/// First month of the horizon in which demand is over capacity.
fn saturation(o: &Outcome<Exact>) -> Option<usize> {
    let over = |(add, cap): (&Exact, &Exact)| add.known().zip(cap.known()).is_some_and(|(add, cap)| add > cap);
    o.velocity.add.iter().zip(&o.velocity.capacity).position(over).map(|at| at + 1)
}
