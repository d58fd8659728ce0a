//! The verdict, in the order of rules 4, without the study: expected values are likely values, and no single input moved
//! across its own low–high may change the leader.

use super::contest::{Contest, leading};
use super::eligibility::Standing;
use super::finding::{State, Thresholds, is_managed, required_facts};
use super::flips::{Flip, flips};
use crate::evaluate::Outcome;
use crate::figure::OptionId;
use crate::number::Exact;
use crate::plan::Plan;
use crate::present::money;
use crate::terms;
use rust_decimal::Decimal;

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
    /// Grade: directional until the study exists.
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
}

impl Verdict {
    fn of(kind: VerdictKind, option: Option<OptionId>, headline: String) -> Self {
        let grade = Grading::Directional;
        Self { kind, option, grade, headline, reasons: Vec::new(), missing: Vec::new(), flips: Vec::new(), lead: None }
    }
}

/// Decides; flips are taken from the verdict before where the same option leads.
pub fn verdict(plan: &Plan, o: &Outcome<Exact>, (t, s): (&Thresholds, &[Standing]), before: Option<&Verdict>) -> Verdict {
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
    let flips = match before.filter(|v| v.lead == Some(leader)) {
        Some(before) => before.flips.clone(),
        None => flips(plan, &Contest::of(plan, o, s), leader),
    };
    // None crossed: stay, unless an option clears the hurdle and no single input takes its lead away (rules 4.2).
    if !need && today && (leader == OptionId::Today || !flips.is_empty()) {
        let headline = "Recommend: stay as you are. No threshold is crossed.".to_owned();
        let mut stay = Verdict::of(VerdictKind::Recommend, Some(OptionId::Today), headline);
        if let Some(flip) = flips.first().filter(|_| leader != OptionId::Today) {
            let (first, other) = (terms::option(leader, plan), terms::option(flip.leader, plan));
            stay.reasons.push(format!(
                "{first} costs least, but one input within its own range puts {other} ahead ({}), and no threshold asks for a change.",
                flip.named(plan)
            ));
        }
        (stay.flips, stay.lead) = (flips, Some(leader));
        return reasoned(stay, plan, o, t, s);
    }
    let name = terms::option(leader, plan);
    let mut verdict = match flips.first() {
        None => Verdict::of(VerdictKind::Recommend, Some(leader), format!("Recommend: {name}.")),
        Some(flip) => {
            let other = terms::option(flip.leader, plan);
            let headline = format!("Too close to call between {name} and {other}.");
            let mut close = Verdict::of(VerdictKind::TooClose, Some(leader), headline);
            let input = flip.named(plan);
            close.reasons.push(format!("{name} leads, but one input within its own range puts {other} ahead: {input}."));
            close
        }
    };
    (verdict.flips, verdict.lead) = (flips, Some(leader));
    reasoned(verdict, plan, o, t, s)
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

fn reasoned(mut verdict: Verdict, plan: &Plan, o: &Outcome<Exact>, t: &Thresholds, s: &[Standing]) -> Verdict {
    let ranked = ranked(o, s);
    if let Some(second) = verdict.option.and_then(|id| {
        ranked.iter().find(|(other, npv)| *other != id && o.option(id).is_none_or(|own| own.npv != Exact::Known(*npv)))
    }) {
        let first = verdict.option.and_then(|id| o.option(id));
        let (name, npv) =
            (verdict.option.map(|id| terms::option(id, plan)).unwrap_or_default(), first.map_or(Exact::Unknown, |f| f.npv));
        let other = terms::option(second.0, plan);
        verdict.reasons.push(format!(
            "{name} costs {} in present value; {other} is next at {}.",
            money(npv),
            money(Exact::Known(second.1))
        ));
    }
    let budget = verdict.option.filter(|id| *id != OptionId::Today).and_then(|id| o.option(id));
    if let Some(option) = budget {
        let change = more_or_less(option.vs_today);
        verdict.reasons.push(match option.id {
            OptionId::InHouse => format!("Over the horizon it costs {change} than Today."),
            _ => {
                let build = more_or_less(option.vs_in_house);
                format!("Over the horizon it costs {change} than Today and {build} than building it in-house.")
            }
        });
    }
    let crossed = t.all().into_iter().filter(|f| f.state == State::Crossed);
    verdict.reasons.extend(crossed.map(|f| f.sentence.clone()));
    let standing = s.iter().find(|s| Some(s.id) == verdict.option && is_managed(s.id));
    verdict.missing.extend(standing.into_iter().flat_map(|s| s.conditions.clone()));
    verdict
}

/// A difference in words: a minus sign gets lost in a sentence.
fn more_or_less(difference: Exact) -> String {
    match difference.known() {
        Some(d) if d.is_sign_negative() => format!("{} less", money(Exact::Known(d.abs()))),
        Some(_) => format!("{} more", money(difference)),
        None => "an unknown sum more or less".to_owned(),
    }
}
