//! The verdict, in the order of rules 4.

use super::contest::leading;
use super::criteria::{Scores, criteria};
use super::eligibility::Standing;
use super::finding::{State, Thresholds, is_managed, required_facts};
use super::flips::{Flip, lower};
use super::grade::grade;
use super::sureness::{Certainty, Sureness};
use crate::evaluate::Outcome;
use crate::figure::OptionId;
use crate::input::Grade;
use crate::number::Exact;
use crate::plan::Plan;
use crate::present::percent;
use crate::terms;
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// What is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum VerdictKind {
    /// Take this option.
    Recommend,
    /// Two options cannot be told apart.
    TooClose,
    /// Something must be found out first.
    NotYet,
}

/// How much weight the answer bears.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Grading {
    /// Shows the direction.
    Directional,
    /// Bears a decision.
    DecisionGrade,
}

/// The answer.
#[derive(Debug, Clone)]
pub struct Verdict {
    /// Kind.
    pub kind: VerdictKind,
    /// The option it names; the leader where it is too close.
    pub option: Option<OptionId>,
    /// Grade.
    pub grade: Grading,
    /// In one sentence.
    pub headline: String,
    /// Why.
    pub reasons: Vec<String>,
    /// What must be found out.
    pub missing: Vec<String>,
    /// Inputs whose own range changes the leader, with the new leader.
    pub flips: Vec<Flip>,
    /// The option the flips are about; none where nothing leads.
    pub lead: Option<OptionId>,
    /// How sure the lead is; none where the study was not run.
    pub sure: Option<Sureness>,
    /// What keeps the answer from being decision-grade, each in a clause.
    pub short_of: Vec<String>,
    /// Shares of the money of the option it names by grade; none where it names none or its total is not known.
    pub resting: Option<BTreeMap<Grade, Decimal>>,
    /// The five criteria of the two that are too close, the better first; empty in every other answer.
    pub criteria: Vec<Scores>,
}

impl Verdict {
    fn of(kind: VerdictKind, option: Option<OptionId>, headline: String) -> Self {
        let grade = Grading::Directional;
        Self {
            kind,
            option,
            grade,
            headline,
            reasons: Vec::new(),
            missing: Vec::new(),
            flips: Vec::new(),
            lead: None,
            sure: None,
            short_of: Vec::new(),
            resting: None,
            criteria: Vec::new(),
        }
    }
}

/// Decides.
pub fn verdict(plan: &Plan, o: &Outcome<Exact>, (t, s): (&Thresholds, &[Standing]), certainty: &Certainty) -> Verdict {
    if let Some(verdict) = not_yet(plan, s) {
        return verdict;
    }
    let Some(leader) = leader(o, s) else {
        let mut none = Verdict::of(VerdictKind::NotYet, None, "Not yet: no option is eligible at the required scope.".to_owned());
        none.reasons = s.iter().flat_map(|s| s.reasons.iter().map(|r| format!("{}: {r}", terms::option(s.id, plan)))).collect();
        return none;
    };
    let states: Vec<State> = t.all().iter().map(|f| f.state).collect();
    let need = states.contains(&State::Crossed) || states.contains(&State::Unknown);
    let today = s.iter().any(|s| s.id == OptionId::Today && s.ranked);
    let bears = certainty.bears(leader, plan.policy.confidence);
    let mut verdict = match (need || !today, bears) {
        (false, false) => stay(plan, leader, certainty),
        (false, true) if leader == OptionId::Today => stay(plan, leader, certainty),
        (_, true) => Verdict::of(VerdictKind::Recommend, Some(leader), format!("Recommend: {}.", terms::option(leader, plan))),
        (true, false) => undecided(plan, o, s, leader, certainty),
    };
    (verdict.flips, verdict.lead, verdict.sure) = (certainty.flips.clone(), Some(leader), certainty.sure.clone());
    if verdict.kind == VerdictKind::NotYet {
        return verdict;
    }
    graded(conditions(verdict, s), plan, t, certainty)
}

/// None crossed: stay, unless an option clears the hurdle and is sure to (rules 4.2).
fn stay(plan: &Plan, leader: OptionId, certainty: &Certainty) -> Verdict {
    let headline = "Recommend: stay as you are. No threshold is crossed.".to_owned();
    let mut stay = Verdict::of(VerdictKind::Recommend, Some(OptionId::Today), headline);
    if leader != OptionId::Today {
        let first = terms::option(leader, plan);
        stay.reasons.push(format!("{first} costs least, but {}, and no threshold asks for a change.", doubt(plan, certainty)));
    }
    stay
}

/// What makes a lead unsure, inside a sentence.
fn doubt(plan: &Plan, certainty: &Certainty) -> String {
    let other = |id| terms::option(id, plan);
    match (&certainty.sure, certainty.flips.first()) {
        (Some(sure), _) if sure.by_mean != sure.leader => {
            format!("by mean present values {} leads", other(sure.by_mean))
        }
        (Some(Sureness { runner_up: Some(next), cheaper, .. }), _) => {
            format!("it stays ahead of {} in only {} of the trials", other(*next), percent(Exact::Known(*cheaper)))
        }
        (_, Some(flip)) => {
            format!("one input within its own range puts {} ahead ({})", other(flip.leader), flip.named(plan))
        }
        _ => "its lead is not sure".to_owned(),
    }
}

/// Not sure enough: ask first where most of the doubt rests on guesses that can be asked for, else it is too close.
fn undecided(plan: &Plan, o: &Outcome<Exact>, s: &[Standing], leader: OptionId, certainty: &Certainty) -> Verdict {
    let name = terms::option(leader, plan);
    let sure = certainty.sure.as_ref();
    if let Some(sure) = sure.filter(|s| s.guessed >= plan.policy.guess_variance_limit && !s.ask.is_empty()) {
        let mut ask = Verdict::of(VerdictKind::NotYet, None, String::new());
        let asked = sure.ask.iter().take(ASKED).filter_map(|id| plan.inputs.get(*id));
        ask.missing = asked.map(|i| i.label.clone()).collect();
        let shares = percent(Exact::Known(sure.guessed));
        ask.headline = format!("Not yet. Find out: {}.", ask.missing.iter().map(|l| lower(l)).collect::<Vec<_>>().join("; "));
        ask.reasons.push(format!(
            "{name} leads, but {}; {shares} of the doubt rests on guesses that can be asked for.",
            doubt(plan, certainty)
        ));
        return ask;
    }
    let other = sure.and_then(|s| s.runner_up).or_else(|| certainty.flips.first().map(|f| f.leader));
    let other = other.map_or_else(|| "the next option".to_owned(), |id| terms::option(id, plan));
    let mut close = Verdict::of(VerdictKind::TooClose, Some(leader), format!("Too close to call between {name} and {other}."));
    close.reasons.push(format!("{name} leads, but {}.", doubt(plan, certainty)));
    let pair: Vec<OptionId> = std::iter::once(leader).chain(sure.and_then(|s| s.runner_up)).collect();
    close.criteria = criteria(plan, o, s, &pair);
    close
}

/// Things asked for in one answer (design: find out these three).
const ASKED: usize = 3;

fn graded(mut verdict: Verdict, plan: &Plan, t: &Thresholds, certainty: &Certainty) -> Verdict {
    if let Some(option) = verdict.option {
        verdict.resting = match &certainty.resting {
            Some((of, shares)) if *of == option => shares.clone(),
            _ => super::resting(plan, option),
        };
        (verdict.grade, verdict.short_of) = grade(plan, t, option, verdict.resting.as_ref(), certainty.data_age);
    }
    verdict
}

/// Who leads, where nothing must be found out first.
pub fn leader_or_not_yet(plan: &Plan, o: &Outcome<Exact>, s: &[Standing]) -> Option<OptionId> {
    if not_yet(plan, s).is_some() { None } else { leader(o, s) }
}

/// Rules 4.1: a fact without fallback, a large client without a quote, or a gate nobody can decide.
fn not_yet(plan: &Plan, s: &[Standing]) -> Option<Verdict> {
    let mut missing = required_facts(plan);
    missing.extend(plan.unassessed.iter().map(|id| format!("a catalogue of {id}")));
    let users = plan.inputs.get(plan.users).and_then(|i| i.spread).map(|u| u.likely);
    if plan.quotes.is_empty() && users.is_some_and(|u| u > plan.policy.max_users_without_quote) {
        missing.push("a quote".to_owned());
    }
    if missing.is_empty() && s.iter().any(|s| s.undecided) {
        missing.push("the inputs of the gates".to_owned());
    }
    if missing.is_empty() {
        return None;
    }
    let headline = format!("Not yet. Say {}; with that, the answer can be given.", missing.join(", "));
    let mut verdict = Verdict::of(VerdictKind::NotYet, None, headline);
    verdict.missing = missing;
    Some(verdict)
}

/// Who leads among the ranked (rules 4.3).
fn leader(o: &Outcome<Exact>, s: &[Standing]) -> Option<OptionId> {
    leading(&ranked(o, s), o.hurdle)
}

/// Ranked options by present value, cheapest first; equal ones in the order shown.
pub(crate) fn ranked(o: &Outcome<Exact>, s: &[Standing]) -> Vec<(OptionId, Decimal)> {
    let all = o.options.iter().zip(s).filter(|(_, s)| s.ranked);
    let mut ranked: Vec<_> = all.filter_map(|(o, _)| Some((o.id, o.npv.known()?))).collect();
    ranked.sort_by_key(|(_, npv)| *npv);
    ranked
}

/// Conditions to sign under, where a provider is named.
fn conditions(mut verdict: Verdict, s: &[Standing]) -> Verdict {
    let standing = s.iter().find(|s| Some(s.id) == verdict.option && is_managed(s.id));
    verdict.missing.extend(standing.into_iter().flat_map(|s| s.conditions.clone()));
    verdict
}
