//! T2: the gap of each framework in force against the free hours before its day (rules 8).

use super::finding::{Finding, State, blank, unknown_sentence};
use crate::evaluate::{Outcome, is_dated};
use crate::figure::{FigureId, Subject};
use crate::framework::Obligation;
use crate::number::Exact;
use crate::plan::{Framework, Plan};
use crate::present::number;
use rust_decimal::Decimal;

/// The finding of T2: the framework in the worst state decides.
pub(super) fn finding(plan: &Plan, o: &Outcome<Exact>) -> Finding {
    let mut f = blank(
        FigureId::of(Subject::Compliance, "value"),
        "hours needed",
        "effort to close the gap against free hours to the due date",
    );
    f.places = 0;
    if !plan.frameworks_known {
        f.missing.push("frameworks".to_owned());
        f.say_only(unknown_sentence(&f.missing));
        return f;
    }
    let judged = plan.frameworks.iter().zip(&o.gaps).enumerate().map(|(at, (fw, gap))| {
        let state = framework_state(plan, fw, gap.effort, gap.free);
        (state, at, fw, gap)
    });
    f.missing.extend(plan.unassessed.iter().map(|id| format!("a catalogue of {id}")));
    // Without a crosswalk the framework in the worst state decides; among equals the largest effort.
    let Some((state, at, fw, gap)) = judged.max_by_key(|(state, _, _, gap)| (*state, gap.effort.known())) else {
        f.state = if plan.unassessed.is_empty() { State::NotCrossed } else { State::Unknown };
        f.say_only(match plan.unassessed.is_empty() {
            true => "No framework is in force.".to_owned(),
            false => unknown_sentence(&f.missing),
        });
        return f;
    };
    f.state = if plan.unassessed.is_empty() || state == State::Crossed { state } else { State::Unknown };
    f.figure = FigureId::of(Subject::Framework(u16::try_from(at).unwrap_or(u16::MAX)), "effort");
    (f.value, f.limit, f.margin) = (gap.effort, gap.free, gap.left);
    f.over_limit = gap.left.known().is_some_and(|left| left < Decimal::ZERO);
    let near = Decimal::ONE - plan.policy.compliance_near;
    f.band = gap.free.known().map(|free| (free * near, free));
    f.evidence = fw.requirements.iter().flat_map(|r| r.cells.clone()).collect();
    if !fw.register {
        f.missing.push(format!("{} register", fw.id));
    }
    if fw.self_set {
        f.flags.push("self_set_date");
    }
    let (needed, free) = (number(gap.effort, 0), number(gap.free, 0));
    let clause = format!("{}: {} of {} requirements evidenced", fw.title, fw.evidenced, fw.applicable);
    let disclaimer = sentence_case(&fw.disclaimer);
    let more =
        format!("; closing the rest takes {needed} hours, {free} are free before {}. {disclaimer}", crate::present::day(fw.due));
    f.say(clause, &more);
    f
}

fn sentence_case(text: &str) -> String {
    let mut chars = text.trim().trim_end_matches('.').chars();
    chars.next().map_or_else(String::new, |first| format!("{}{}.", first.to_uppercase(), chars.as_str()))
}

fn framework_state(plan: &Plan, f: &Framework, effort: Exact, free: Exact) -> State {
    let (Some(effort), Some(free)) = (effort.known(), free.known()) else { return State::Unknown };
    let state = if effort > free {
        State::Crossed
    } else if !free.is_zero() && (free - effort) / free < plan.policy.compliance_near {
        State::Near
    } else {
        State::NotCrossed
    };
    // Voluntary frameworks are at most near (rules 8).
    if is_dated(f) || f.obligation != Obligation::Voluntary { state } else { state.min(State::Near) }
}
