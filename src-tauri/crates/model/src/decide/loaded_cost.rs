//! T4: managed service at equivalent scope against in-house at required scope (rules 10).

use super::eligibility::Standing;
use super::finding::{Finding, State, blank, is_managed, required_facts, unknown_sentence};
use crate::evaluate::Outcome;
use crate::figure::{FigureId, OptionId, Subject};
use crate::number::Exact;
use crate::plan::Plan;
use crate::present::money;
use crate::terms;

/// The finding of T4.
pub(super) fn finding(plan: &Plan, o: &Outcome<Exact>, standings: &[Standing]) -> Finding {
    let p = &plan.policy;
    let mut f = blank(
        FigureId::of(Subject::LoadedCost, "value"),
        "of in-house at required scope",
        "cheapest eligible managed option ÷ in-house at required scope, direct totals",
    );
    f.limit = Exact::Known(p.loaded_cost_limit);
    f.band = Some((p.loaded_cost_limit, p.loaded_cost_near));
    f.places = 2;
    if o.loaded_fte.known().is_some_and(|cost| cost > p.loaded_line) {
        f.flags.push("over_120k");
    }
    let managed = o.options.iter().zip(standings).filter(|(o, s)| is_managed(o.id) && s.eligible);
    let best = managed.filter_map(|(o, _)| Some((o.to_in_house.known()?, o))).min_by_key(|(ratio, _)| *ratio);
    f.missing = required_facts(plan);
    let Some((ratio, option)) = best else {
        f.say_only(match f.missing.is_empty() {
            true => "No managed option is eligible.".to_owned(),
            false => unknown_sentence(&f.missing),
        });
        f.state = if f.missing.is_empty() { State::NotCrossed } else { State::Unknown };
        return f;
    };
    if option.ended_pay.and_then(Exact::known).zip(option.total.known()).is_some_and(|(pay, total)| total < pay) {
        f.flags.push("base_pay_trap");
    }
    f.figure = FigureId::option(option.id, "to_in_house");
    f.value = Exact::Known(ratio);
    f.margin = f.value - f.limit;
    f.over_limit = ratio < p.loaded_cost_limit;
    f.state = if f.over_limit {
        State::Crossed
    } else if ratio <= p.loaded_cost_near {
        State::Near
    } else {
        State::NotCrossed
    };
    let in_house = o.option(OptionId::InHouse).map_or(Exact::Unknown, |i| i.total);
    let name = terms::option(option.id, plan);
    let clause = format!("{name} costs {} against {} in-house at required scope", money(option.total), money(in_house));
    let line = money(Exact::Known(p.loaded_line));
    f.say(clause, &format!("; a loaded FTE costs {} a year against the line of {line}.", money(o.loaded_fte)));
    f
}
