//! Frameworks in force with their gaps, counted by who can carry them.

use super::resolve::Resolver;
use super::{Framework, OpenGroup};
use crate::fact::{ControlFacts, Counted, FrameworkFacts, OpenRequirement, OpenState};
use crate::framework::Catalogue;
use crate::input::InputId;
use crate::profile::InForce;
use crate::schedule::month_start;
use crate::scope::Domains;
use chrono::{Months, NaiveDate};
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// Those a catalogue describes, and the ids of those none does.
pub(super) fn frameworks(r: &mut Resolver<'_>, facts: &ControlFacts, catalogues: &[Catalogue]) -> (Vec<Framework>, Vec<String>) {
    let in_force = r.profile.frameworks.clone().unwrap_or_default();
    let (mut assessed, mut unassessed) = (Vec::new(), Vec::new());
    for stated in &in_force {
        match framework(r, stated, facts, catalogues) {
            Some(framework) => assessed.push(framework),
            None => unassessed.push(stated.id.clone()),
        }
    }
    (assessed, unassessed)
}

fn framework(r: &mut Resolver<'_>, stated: &InForce, facts: &ControlFacts, catalogues: &[Catalogue]) -> Option<Framework> {
    let Some((catalogue, fact)) = catalogues.iter().find(|c| c.id == stated.id).zip(facts.of(&stated.id)) else {
        r.notes.push(format!("There is no catalogue for {}; it is not assessed.", stated.id));
        return None;
    };
    let (due, self_set) = due(r, stated);
    if due < r.profile.as_of {
        r.notes.push(format!(
            "{}: the due date {due} has passed; its gap is spread over a year in FTE at required scope.",
            catalogue.title
        ));
    }
    if !fact.unmatched.is_empty() {
        let ids = fact.unmatched.join(", ");
        r.notes.push(format!("{}: the register names ids the catalogue does not know: {ids}.", catalogue.title));
    }
    Some(Framework {
        id: catalogue.id.clone(),
        title: catalogue.title.clone(),
        citation: catalogue.citation.clone(),
        obligation: stated.obligation.unwrap_or(catalogue.obligation),
        obligation_stated: stated.obligation.is_some_and(|o| o != catalogue.obligation),
        due,
        self_set,
        days: Decimal::from((due - r.profile.as_of).num_days().max(0)),
        days_live: Decimal::from((due - month_start(r.pack.timing.go_live_month, r.profile.as_of)).num_days().max(0)),
        applicable: fact.applicable,
        evidenced: fact.evidenced,
        groups: groups(r, fact),
        requirements: fact.open.clone(),
        families: fact.families.clone(),
        register: fact.register,
        unmatched: fact.unmatched.clone(),
        score: fact.score.clone(),
        scores: catalogue.scores(),
        all_or_nothing: catalogue.all_or_nothing.clone(),
        provider_change: catalogue.provider_change.clone(),
        conditions: catalogue.provider_conditions.clone(),
        disclaimer: catalogue.disclaimer.clone(),
        assessment_cost: catalogue.assessment_cost.clone(),
    })
}

/// No outside date: the earlier of the stated one and as-of plus the policy's months, marked self-set (rules 8).
fn due(r: &Resolver<'_>, stated: &InForce) -> (NaiveDate, bool) {
    let months = u32::try_from(r.pack.policy.self_set_due_months.trunc()).unwrap_or(12);
    let own = r.profile.as_of.checked_add_months(Months::new(months)).unwrap_or(r.profile.as_of);
    match stated.due {
        Some(day) if stated.external => (day, false),
        Some(day) => (day.min(own), true),
        None => (own, true),
    }
}

fn groups(r: &mut Resolver<'_>, fact: &FrameworkFacts) -> Vec<OpenGroup> {
    let mut by_carrier: BTreeMap<Domains, Vec<&OpenRequirement>> = BTreeMap::new();
    for requirement in &fact.open {
        by_carrier.entry(requirement.carried_by).or_default().push(requirement);
    }
    by_carrier.into_iter().map(|(carried_by, open)| group(r, &fact.id, carried_by, &open)).collect()
}

fn group(r: &mut Resolver<'_>, framework: &str, carried_by: Domains, open: &[&OpenRequirement]) -> OpenGroup {
    let names: Vec<_> = carried_by.iter().map(|d| d.name()).collect();
    let carrier = if names.is_empty() { "client".to_owned() } else { names.join("+") };
    let mut count = |state: OpenState, word: &str, label: &str| -> Option<InputId> {
        let hits: Vec<_> = open.iter().filter(|o| o.state == state).collect();
        let counted = Counted { value: Decimal::from(hits.len()), cells: hits.iter().flat_map(|o| o.cells.clone()).collect() };
        let name = format!("{framework}.{word}.{carrier}");
        let label = format!("Requirements {label}, carried by {}", carrier.replace('_', " ").replace('+', " or "));
        r.optional(&name, &label, "requirements", Some(&counted).filter(|c| !c.value.is_zero()))
    };
    OpenGroup {
        carried_by,
        open: count(OpenState::Open, "open", "not begun"),
        partial: count(OpenState::Partial, "partial", "begun"),
        unevidenced: count(OpenState::Unevidenced, "unevidenced", "done without evidence in date"),
        unlisted: count(OpenState::Unlisted, "unlisted", "the register does not list"),
    }
}
