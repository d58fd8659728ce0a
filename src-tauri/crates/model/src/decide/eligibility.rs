//! Which options are eligible and ranked, and why not: one test for every option, Today included (rules 5).

use super::provider_rules;
use crate::evaluate::{Costed, Outcome};
use crate::figure::OptionId;
use crate::number::Exact;
use crate::plan::{Plan, Quote};
use crate::scope::{Coverage, Domain, Domains};
use rust_decimal::Decimal;

/// Where an option stands.
#[derive(Debug, Clone)]
pub struct Standing {
    /// Which option.
    pub id: OptionId,
    /// Passes the gates.
    pub eligible: bool,
    /// Takes part in the ranking.
    pub ranked: bool,
    /// An unknown input decides whether it is eligible.
    pub undecided: bool,
    /// Why it is not eligible or not ranked, and what to know beside the price.
    pub reasons: Vec<String>,
    /// What it lacks against the required scope.
    pub scope_gap: Vec<String>,
    /// What must be settled before signing.
    pub conditions: Vec<String>,
}

/// The standing of every option.
pub fn standings(plan: &Plan, outcome: &Outcome<Exact>) -> Vec<Standing> {
    outcome.options.iter().map(|o| standing(plan, outcome, o)).collect()
}

/// Whether co-managed with these domains passes the gates.
pub(super) fn is_feasible(plan: &Plan, domains: Domains, option: &Costed<Exact>) -> bool {
    let mut s = Standing {
        id: option.id,
        eligible: true,
        ranked: true,
        undecided: false,
        reasons: Vec::new(),
        scope_gap: Vec::new(),
        conditions: Vec::new(),
    };
    gate(&mut s, option);
    kept_hours(&mut s, option);
    core(&mut s, plan, domains);
    s.eligible
}

/// Whether each option is in the ranking where no hours are short: what no input on the move changes.
pub fn standings_where_hours_suffice(plan: &Plan, outcome: &Outcome<Exact>) -> Vec<bool> {
    let ample = |o: &Costed<Exact>| Costed { kept_hours_left: None, gate_left: None, vendor_hours: None, ..o.clone() };
    outcome.options.iter().map(|o| standing(plan, outcome, &ample(o)).ranked).collect()
}

fn standing(plan: &Plan, outcome: &Outcome<Exact>, option: &Costed<Exact>) -> Standing {
    let mut s = Standing {
        id: option.id,
        eligible: true,
        ranked: true,
        undecided: false,
        reasons: Vec::new(),
        scope_gap: Vec::new(),
        conditions: Vec::new(),
    };
    s.undecided = !plan.unassessed.is_empty();
    gate(&mut s, option);
    kept_hours(&mut s, option);
    match option.id {
        OptionId::Today => today(&mut s, plan),
        OptionId::BreakFixAsSold => as_sold(&mut s, outcome),
        OptionId::BreakFix => break_fix(&mut s, option),
        OptionId::FullOutsource => generic(&mut s, plan, Domains::ALL),
        OptionId::CoManaged => generic(&mut s, plan, plan.co_managed_domains),
        OptionId::Quote(at) => {
            if let Some(quote) = plan.quotes.get(usize::from(at)) {
                quoted(&mut s, plan, quote, option);
            }
        }
        OptionId::HireOne | OptionId::MdrOnly | OptionId::StaffAugmentation => small(&mut s, plan, option),
        OptionId::InHouse => {}
    }
    if option.id.has_fee() {
        provider_rules::in_time(&mut s, plan, option.id);
    }
    s.ranked &= s.eligible;
    s
}

fn bar(s: &mut Standing, reason: String) {
    s.eligible = false;
    s.reasons.push(reason);
}

fn gate(s: &mut Standing, option: &Costed<Exact>) {
    match option.gate_left {
        Some(Exact::Known(left)) if left < Decimal::ZERO => {
            let hours = crate::present::number(Exact::Known(left.abs()), 0);
            bar(s, format!("A dated obligation stays open: {hours} hours short after its own hours."));
        }
        Some(Exact::Unknown | Exact::Undefined) => s.undecided = true,
        _ => {}
    }
}

fn kept_hours(s: &mut Standing, option: &Costed<Exact>) {
    match option.kept_hours_left {
        Some(Exact::Known(left)) if left < Decimal::ZERO => {
            let hours = crate::present::number(Exact::Known(left.abs()), 0);
            bar(s, format!("The posts that stay lack {hours} hours a year for the domains they keep."));
        }
        Some(Exact::Unknown | Exact::Undefined) => s.undecided = true,
        _ => {}
    }
}

/// Today leaves the ranking where it does not meet R, with the reason (rules 4).
fn today(s: &mut Standing, plan: &Plan) {
    delivers(s, plan, plan.today.domains);
}

/// A small step delivers what Today does and its own thing; the contractors of a team that covers its work do nothing.
fn small(s: &mut Standing, plan: &Plan, option: &Costed<Exact>) {
    let security = Domains::NONE.with(Domain::SecurityOperations);
    if option.id == OptionId::MdrOnly {
        generic(s, plan, security);
        delivers(s, plan, plan.today.domains.with(Domain::SecurityOperations));
    } else {
        delivers(s, plan, plan.today.domains);
    }
    if option.id == OptionId::StaffAugmentation && option.vendor_hours.and_then(Exact::known).is_some_and(|h| h.is_zero()) {
        s.ranked = false;
        s.reasons.push("The team covers the workload, so no contractor hours are bought: same as Today, not ranked.".to_owned());
    }
}

/// What an option that covers Today's hours lacks against R.
fn delivers(s: &mut Standing, plan: &Plan, domains: Domains) {
    let covered = plan.today.coverage.unwrap_or(Coverage::EightByFive);
    if let Some(required) = plan.required.coverage.filter(|r| *r > covered) {
        s.scope_gap.push(format!("Covers {} where {} is required.", covered.name(), required.name()));
    }
    let missing = plan.required.domains.without(domains);
    s.scope_gap.extend(missing.iter().map(|d| format!("Does not carry {}.", d.name().replace('_', " "))));
    if !s.scope_gap.is_empty() {
        s.ranked = false;
        s.reasons.push("Does not meet the required scope, so it is shown and not ranked.".to_owned());
    }
}

fn as_sold(s: &mut Standing, outcome: &Outcome<Exact>) {
    s.ranked = false;
    s.reasons.push("As sold it is less than the required scope: shown, never ranked.".to_owned());
    let hours = crate::present::number(outcome.workload.proactive, 0);
    s.scope_gap.push(format!("No patching and upkeep by the vendor ({hours} hours a year in all)."));
    s.scope_gap.push("No cover outside the hours worked today.".to_owned());
}

/// With a kept team that covers the workload it is Today's arrangement (rules 3).
fn break_fix(s: &mut Standing, option: &Costed<Exact>) {
    if option.vendor_hours.and_then(Exact::known).is_some_and(|h| h.is_zero()) {
        s.ranked = false;
        s.reasons.push("The kept team covers the workload: same as Today, not ranked.".to_owned());
    }
}

/// A provider nobody has quoted yet.
fn generic(s: &mut Standing, plan: &Plan, carried: Domains) {
    core(s, plan, carried);
    provider_rules::unquoted(s, plan);
}

/// A core competency keeps its domain inside (rules 5).
fn core(s: &mut Standing, plan: &Plan, carried: Domains) {
    if plan.core_domains.meets(carried) {
        bar(s, "Hands over a domain stated as a core competency.".to_owned());
    }
}

fn quoted(s: &mut Standing, plan: &Plan, quote: &Quote, option: &Costed<Exact>) {
    core(s, plan, quote.domains);
    let included = plan.hours_with(quote.domains, quote.coverage);
    if let Some(required) = plan.required.coverage.filter(|r| *r > included) {
        let desk = quote.domains.has(Domain::ServiceDesk);
        let said = quote.coverage.filter(|_| desk).map_or(
            if desk { "Does not say which hours it covers" } else { "Leaves the service desk at today's hours" }.to_owned(),
            |c| format!("Covers {}", c.name()),
        );
        s.scope_gap.push(format!("{said}; the price from {} to {} is added.", included.name(), required.name()));
    }
    let missing = plan.missing_beside(quote.domains);
    s.scope_gap.extend(missing.iter().map(|d| format!("Does not carry {}; its price is added.", d.name().replace('_', " "))));
    if let Some(day) = quote.valid_until.filter(|day| *day < plan.as_of) {
        s.reasons.push(format!("The offer ended on {day}."));
    }
    if let Some(words) = &quote.exclusions {
        s.scope_gap.push(format!("Excluded by the offer: {words}"));
    }
    provider_rules::quoted(s, plan, quote);
    price_check(s, plan, quote, option);
}

/// $100–$250 a user and month is a check only, as sold and at the required scope (rules 11).
fn price_check(s: &mut Standing, plan: &Plan, quote: &Quote, option: &Costed<Exact>) {
    let Some(offered) = option.offered.as_ref().filter(|_| quote.domains == Domains::ALL) else { return };
    let money = |d| crate::present::money(Exact::Known(d));
    let (low, high) = (plan.policy.price_check_low, plan.policy.price_check_high);
    for (price, when) in [(offered.as_sold, "as sold"), (offered.at_scope, "at the required scope")] {
        if let Some(price) = price.known().filter(|p| *p < low || *p > high) {
            let range = format!("{}–{}", money(low), money(high));
            s.reasons.push(format!("Price check: {} a user and month {when} lies outside {range}.", money(price)));
        }
    }
}
