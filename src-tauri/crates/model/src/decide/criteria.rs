//! Five criteria on fixed scales, which order options only where their costs cannot (rules 4.5): 100 is best, 0 worst, and
//! what another option scores changes nothing but the base of cost.

use super::eligibility::Standing;
use crate::evaluate::{Costed, Outcome};
use crate::figure::{LineId, OptionId};
use crate::number::Exact;
use crate::plan::Plan;
use crate::scope::{Domain, Domains};
use rust_decimal::Decimal;

/// One option's scores.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scores {
    /// Which option.
    pub option: OptionId,
    /// Cost, risk and compliance, capability and coverage, control and knowledge, reversibility: 0 to 100 each.
    pub scores: [Decimal; 5],
    /// Their weighted mean, 0 to 100.
    pub total: Decimal,
}

/// What the criteria are called, in the order of the scores.
pub const CRITERIA: [&str; 5] =
    ["Cost", "Risk and compliance", "Capability and coverage", "Control and knowledge", "Reversibility"];

/// The scores of some options, the highest first.
pub fn criteria(plan: &Plan, outcome: &Outcome<Exact>, standings: &[Standing], options: &[OptionId]) -> Vec<Scores> {
    let ranked = outcome.options.iter().zip(standings).filter(|(_, s)| s.ranked);
    let cheapest = ranked.filter_map(|(o, _)| o.npv.known()).min();
    let one = |(o, s): (&Costed<Exact>, &Standing)| {
        let scores = [cost(o, cheapest), risk(s), capability(s), control(plan, o.id), reversibility(plan, o)];
        Scores { option: o.id, total: weighted(plan, &scores), scores }
    };
    let asked = outcome.options.iter().zip(standings).filter(|(o, _)| options.contains(&o.id));
    let mut scores: Vec<Scores> = asked.map(one).collect();
    scores.sort_by_key(|s| std::cmp::Reverse(s.total));
    scores
}

fn weighted(plan: &Plan, scores: &[Decimal; 5]) -> Decimal {
    let p = &plan.policy;
    let weights = [p.weight_cost, p.weight_risk, p.weight_capability, p.weight_control, p.weight_reversibility];
    let all: Decimal = weights.iter().sum();
    let sum: Decimal = scores.iter().zip(weights).map(|(s, w)| s * w).sum();
    sum.checked_div(all).unwrap_or_default()
}

fn within(score: Decimal) -> Decimal {
    score.clamp(Decimal::ZERO, Decimal::ONE_HUNDRED)
}

/// The cheapest scores 100, half as dear again 0.
fn cost(o: &Costed<Exact>, cheapest: Option<Decimal>) -> Decimal {
    let over = o.npv.known().zip(cheapest).and_then(|(own, least)| (own - least).checked_div(least));
    over.map_or(Decimal::ZERO, |over| within(Decimal::ONE_HUNDRED - over * Decimal::from(200)))
}

/// Each condition still to be settled costs 20.
fn risk(s: &Standing) -> Decimal {
    within(Decimal::ONE_HUNDRED - Decimal::from(20 * s.conditions.len()))
}

/// Each gap to the required scope costs 25, priced or not: a price is not yet a service.
fn capability(s: &Standing) -> Decimal {
    within(Decimal::ONE_HUNDRED - Decimal::from(25 * s.scope_gap.len()))
}

/// A quarter for every domain that stays inside.
fn control(plan: &Plan, id: OptionId) -> Decimal {
    let given = match id {
        OptionId::CoManaged => plan.co_managed_domains,
        OptionId::FullOutsource => Domains::ALL,
        OptionId::Quote(at) => plan.quotes.get(usize::from(at)).map_or(Domains::ALL, |q| q.domains),
        OptionId::Today if plan.posts.is_empty() => Domains::ALL,
        _ => Domains::NONE,
    };
    let kept = Domain::ALL.into_iter().filter(|d| !given.has(*d)).count();
    Decimal::from(25 * kept)
}

/// Nothing to undo scores 100, a year of the option's own cost 0.
fn reversibility(plan: &Plan, o: &Costed<Exact>) -> Decimal {
    let expected = o.lines.iter().find(|l| l.id == LineId::CostToUndo && l.applies).and_then(|l| l.total.known());
    let chance = plan.inputs.get(plan.assume.undo_probability).and_then(|i| i.spread).map(|s| s.likely);
    let Some((expected, chance)) = expected.zip(chance) else { return Decimal::ONE_HUNDRED };
    let a_year = o.total.known().and_then(|t| t.checked_div(Decimal::from(plan.schedule.years)));
    let years = expected.checked_div(chance).zip(a_year).and_then(|(undo, year)| undo.checked_div(year));
    years.map_or(Decimal::ZERO, |years| within(Decimal::ONE_HUNDRED - years * Decimal::ONE_HUNDRED))
}
