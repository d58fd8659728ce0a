//! T1: supported endpoints per support FTE, and what the workload says beside it (rules 6, 7).

use super::finding::{Finding, State, blank, evidence, missing, unknown_sentence};
use crate::evaluate::Outcome;
use crate::figure::{FigureId, Subject};
use crate::input::InputId;
use crate::number::Exact;
use crate::plan::Plan;
use crate::present::number;
use rust_decimal::Decimal;

/// The finding of T1.
pub(super) fn finding(plan: &Plan, o: &Outcome<Exact>) -> Finding {
    let p = &plan.policy;
    let figure = FigureId::of(Subject::StaffRatio, "value");
    let mut f = blank(figure, "endpoints per support FTE", "supported endpoints ÷ support FTE");
    f.limit = Exact::Known(p.ratio_limit);
    f.band = Some((p.ratio_near_low, p.ratio_near_high));
    f.missing = missing(plan, &[plan.endpoints]);
    if plan.fte_unknown.is_some() {
        f.missing.push("support_fte".to_owned());
    }
    let posts: Vec<InputId> = plan.posts.iter().map(|p| p.fte.input).collect();
    f.evidence = evidence(plan, posts.iter().chain([&plan.endpoints]));
    if plan.contracts.iter().any(|c| !c.domains.is_empty()) {
        f.flags.push("contracted_cover");
    }
    let (endpoints, fte) = (o.workload.endpoints.known(), o.workload.fte.known());
    f.value = if o.ratio == Exact::Undefined { Exact::Undefined } else { o.ratio };
    f.margin = f.limit - f.value;
    f.state = match (endpoints, fte, o.ratio.known()) {
        (Some(e), ..) if e.is_zero() => State::NotApplicable,
        (Some(_), Some(fte), _) if fte.is_zero() && plan.unclassified_fte.is_some() => State::Unknown,
        (Some(_), Some(fte), _) if fte.is_zero() => State::Crossed,
        (_, _, Some(v)) => ratio_state(plan, v, o.shortfall.known()),
        _ => State::Unknown,
    };
    f.over_limit = o.ratio.known().is_some_and(|v| v > p.ratio_limit) || (f.state == State::Crossed && o.ratio.known().is_none());
    match (endpoints, fte) {
        (Some(_), Some(_)) => {
            let (e, t) = (number(o.workload.endpoints, 0), number(o.workload.fte, 1));
            let more = format!("; the limit is {} per FTE.", p.ratio_limit.normalize());
            f.say(format!("{e} supported endpoints on {t} support FTE"), &more);
        }
        _ => f.say_only(unknown_sentence(&f.missing)),
    }
    if let Some(month) = crosses_later(plan, o).filter(|_| f.state != State::Crossed) {
        f.flags.push("crosses_later");
        f.sentence.push_str(&format!(" With the posts that end it crosses in month {month}."));
    }
    f
}

/// State is as of today; a planned cut says when it crosses (rules 7).
fn crosses_later(plan: &Plan, o: &Outcome<Exact>) -> Option<u16> {
    let crossed = |(_, ratio, shortfall): &&(u16, Exact, Exact)| match ratio {
        Exact::Known(v) => ratio_state(plan, *v, shortfall.known()) == State::Crossed,
        Exact::Undefined => true,
        Exact::Unknown => false,
    };
    o.ratio_later.iter().find(crossed).map(|(month, ..)| *month)
}

fn ratio_state(plan: &Plan, value: Decimal, shortfall: Option<Decimal>) -> State {
    let p = &plan.policy;
    if value < p.ratio_near_low {
        State::NotCrossed
    } else if value <= p.ratio_near_high || shortfall.is_some_and(|s| s < p.shortfall_cap) {
        State::Near
    } else {
        State::Crossed
    }
}
