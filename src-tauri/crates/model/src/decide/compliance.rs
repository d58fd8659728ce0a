//! T2: the gap of each framework in force against the free hours before its day (rules 8).

use super::finding::{Finding, State, blank, unknown_sentence};
use super::framework_row::points;
use crate::evaluate::{Gap, Outcome, is_dated};
use crate::fact::{Score, ScoreStatus};
use crate::figure::{FigureId, Subject};
use crate::number::Exact;
use crate::plan::{Framework, Plan};
use crate::present::{day, number, sentence_start};
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
    f.missing.extend(plan.unassessed.iter().map(|id| format!("a catalogue of {id}")));
    let judged = plan.frameworks.iter().zip(&o.gaps).enumerate();
    let judged = judged.map(|(at, (fw, gap))| (framework_state(plan, fw, gap), at, fw, gap));
    // Without a crosswalk the framework in the worst state decides; among equals the largest effort.
    match judged.max_by_key(|(state, _, _, gap)| (*state, gap.effort.known())) {
        Some((state, at, fw, gap)) => {
            f.state = if plan.unassessed.is_empty() || state == State::Crossed { state } else { State::Unknown };
            decided(&mut f, plan, (at, fw, gap));
            together(&mut f, o);
        }
        None => none(&mut f, plan),
    }
    f
}

fn none(f: &mut Finding, plan: &Plan) {
    f.state = if plan.unassessed.is_empty() { State::NotCrossed } else { State::Unknown };
    f.say_only(match plan.unassessed.is_empty() {
        true => "No framework is in force.".to_owned(),
        false => unknown_sentence(&f.missing),
    });
}

fn decided(f: &mut Finding, plan: &Plan, (at, fw, gap): (usize, &Framework, &Gap<Exact>)) {
    f.figure = FigureId::of(Subject::Framework(u16::try_from(at).unwrap_or(u16::MAX)), "effort");
    (f.value, f.limit, f.margin) = (gap.effort, gap.free, gap.left);
    f.over_limit = gap.left.known().is_some_and(|left| left < Decimal::ZERO);
    let near = Decimal::ONE - plan.policy.compliance_near;
    f.band = gap.free.known().map(|free| (free * near, free));
    f.evidence = fw.requirements.iter().flat_map(|r| r.cells.clone()).collect();
    if !fw.register {
        f.missing.push(format!("{} register", fw.id));
        f.flags.push("no_register");
    }
    if fw.self_set {
        f.flags.push("self_set_date");
    }
    let closing = format!("; {}. {}", closing(fw, gap), statement(plan, fw));
    f.say(clause(fw), &closing);
    let status = fw.score.as_ref().map(score_status);
    let all = fw.all_or_nothing.as_ref().map(|c| format!("{} ({})", c.text, c.source));
    for sentence in status.into_iter().chain(all) {
        f.sentence.push_str(&format!(" {sentence}"));
    }
}

/// The other dated gaps share the same hours (rules 8).
fn together(f: &mut Finding, o: &Outcome<Exact>) {
    if let Some(all) = &o.together {
        let (largest, sum) = (number(all.largest, 0), number(all.sum, 0));
        f.sentence.push_str(&format!(
            " All dated gaps draw on the same free hours: {largest} hours if the largest closes the others, {sum} if they share nothing; the state takes the former."
        ));
    }
}

/// How far a framework is: by points where it has a score, else by evidenced requirements.
fn clause(f: &Framework) -> String {
    let evidenced = format!("{} of {} requirements evidenced", f.evidenced, f.applicable);
    match &f.score {
        _ if !f.register => format!("{}: no register, {} requirements", f.title, f.applicable),
        Some(Score { value: Some(value), full, .. }) => {
            format!("{}: score {} of {full}, {evidenced}", f.title, points(*value))
        }
        Some(_) => format!("{}: no score without a system security plan (3.12.4), {evidenced}", f.title),
        None => format!("{}: {evidenced}", f.title),
    }
}

/// Hours asked for and hours free, with the day.
fn closing(f: &Framework, gap: &Gap<Exact>) -> String {
    let (needed, free, by) = (number(gap.effort, 0), number(gap.free, 0), due_day(f));
    match gap.unevidenced {
        Some(all) => format!(
            "closing the gap takes between 0 hours with all evidenced and {} with nothing evidenced, {needed} as assumed; {free} are free before {by}",
            number(all, 0)
        ),
        None => format!("closing the rest takes {needed} hours, {free} are free before {by}"),
    }
}

/// The day, and whether nobody outside set it.
pub(super) fn due_day(f: &Framework) -> String {
    if f.self_set { format!("{} (self-set)", day(f.due)) } else { day(f.due) }
}

/// What it is not, as of when, and where the framework stands.
pub(super) fn statement(plan: &Plan, f: &Framework) -> String {
    let words = sentence_start(f.disclaimer.trim().trim_end_matches('.'));
    format!("{words}; as of {}, by {}.", day(plan.as_of), f.citation)
}

/// What a score allows, in a sentence.
pub(super) fn score_status(score: &Score) -> String {
    match (score.status, score.least, score.value) {
        (ScoreStatus::Final, ..) => "Every requirement is evidenced.".to_owned(),
        (ScoreStatus::Conditional, Some(least), _) => format!(
            "Conditional status is possible: at least {least} points, and all that is open may stand on a plan of action closed within {} days.",
            score.days.unwrap_or_default()
        ),
        (_, None, _) => "The score is posted; it grants no status.".to_owned(),
        (_, _, None) => "Without a system security plan there is no score and no conditional status.".to_owned(),
        (_, Some(least), Some(value)) if value < least => {
            format!("No conditional status: it needs {least} points, {} more.", least - value)
        }
        _ => match score.barring.len() {
            1 => "No conditional status: a plan of action may not hold one of the open requirements.".to_owned(),
            n => format!("No conditional status: a plan of action may not hold {n} of the open requirements."),
        },
    }
}

/// The state of one framework.
pub fn framework_state(plan: &Plan, f: &Framework, gap: &Gap<Exact>) -> State {
    let (Some(effort), Some(free)) = (gap.effort.known(), gap.free.known()) else { return State::Unknown };
    let state = if effort > free {
        State::Crossed
    } else if !free.is_zero() && (free - effort) / free < plan.policy.compliance_near {
        State::Near
    } else {
        State::NotCrossed
    };
    // Voluntary frameworks are at most near (rules 8).
    if is_dated(f) { state } else { state.min(State::Near) }
}
