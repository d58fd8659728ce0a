//! The four thresholds' states (rules 7–10).

use super::compliance;
use super::eligibility::Standing;
use crate::cell::CellId;
use crate::evaluate::Outcome;
use crate::figure::{FigureId, OptionId, Subject};
use crate::input::{Basis, InputId};
use crate::number::Exact;
use crate::plan::Plan;
use crate::present::{money, number};
use crate::scope::Coverage;
use crate::terms;
use rust_decimal::Decimal;

/// Where a threshold stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// No endpoints, no framework in force.
    NotApplicable,
    /// Short of the limit.
    NotCrossed,
    /// In the band.
    Near,
    /// Past it.
    Crossed,
    /// A fact is missing.
    Unknown,
}

impl State {
    /// Its word on the wire.
    pub fn name(self) -> &'static str {
        match self {
            Self::NotApplicable => "not_applicable",
            Self::NotCrossed => "not_crossed",
            Self::Near => "near",
            Self::Crossed => "crossed",
            Self::Unknown => "unknown",
        }
    }
}

/// What one threshold says.
#[derive(Debug, Clone)]
pub struct Finding {
    /// State.
    pub state: State,
    /// Past the plain limit, whatever the band says.
    pub over_limit: bool,
    /// Further marks, `over_120k`.
    pub flags: Vec<&'static str>,
    /// Its value.
    pub value: Exact,
    /// Unit of the value.
    pub unit: &'static str,
    /// Limit.
    pub limit: Exact,
    /// Near band.
    pub band: Option<(Decimal, Decimal)>,
    /// Limit − value.
    pub margin: Exact,
    /// The figure behind the value.
    pub figure: FigureId,
    /// In words.
    pub formula: &'static str,
    /// Facts that are missing.
    pub missing: Vec<String>,
    /// The records it rests on.
    pub evidence: Vec<CellId>,
    /// What it found, where room is short.
    pub clause: String,
    /// The finding in one sentence.
    pub sentence: String,
    /// Places its value is shown with.
    pub places: u32,
}

/// T1 to T4.
#[derive(Debug, Clone)]
pub struct Thresholds {
    /// T1.
    pub staff_ratio: Finding,
    /// T2.
    pub compliance: Finding,
    /// T3.
    pub velocity: Finding,
    /// T4.
    pub loaded_cost: Finding,
}

impl Thresholds {
    /// All four, in order.
    pub fn all(&self) -> [&Finding; 4] {
        [&self.staff_ratio, &self.compliance, &self.velocity, &self.loaded_cost]
    }
}

/// Judges the four.
pub fn thresholds(plan: &Plan, outcome: &Outcome<Exact>, standings: &[Standing]) -> Thresholds {
    Thresholds {
        staff_ratio: staff_ratio(plan, outcome),
        compliance: compliance::finding(plan, outcome),
        velocity: velocity(plan, outcome),
        loaded_cost: loaded_cost(plan, outcome, standings),
    }
}

pub(super) fn blank(figure: FigureId, unit: &'static str, formula: &'static str) -> Finding {
    Finding {
        state: State::Unknown,
        over_limit: false,
        flags: Vec::new(),
        value: Exact::Unknown,
        unit,
        limit: Exact::Unknown,
        band: None,
        margin: Exact::Unknown,
        figure,
        formula,
        missing: Vec::new(),
        evidence: Vec::new(),
        clause: String::new(),
        sentence: String::new(),
        places: 1,
    }
}

fn staff_ratio(plan: &Plan, o: &Outcome<Exact>) -> Finding {
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

impl Finding {
    /// Says a clause, and what a longer sentence adds to it.
    pub(super) fn say(&mut self, clause: String, more: &str) {
        self.sentence = format!("{clause}{more}");
        self.clause = format!("{clause}.");
    }

    /// Says one sentence, whole in either place.
    pub(super) fn say_only(&mut self, sentence: String) {
        self.clause.clone_from(&sentence);
        self.sentence = sentence;
    }
}

pub(super) fn unknown_sentence(missing: &[String]) -> String {
    match missing.is_empty() {
        true => "Cannot be said yet.".to_owned(),
        false => format!("Cannot be said yet: {} not known.", missing.join(", ")),
    }
}

fn velocity(plan: &Plan, o: &Outcome<Exact>) -> Finding {
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

fn loaded_cost(plan: &Plan, o: &Outcome<Exact>, standings: &[Standing]) -> Finding {
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

/// Options with a provider under contract.
pub fn is_managed(id: OptionId) -> bool {
    matches!(id, OptionId::CoManaged | OptionId::FullOutsource | OptionId::Quote(_))
}

/// Facts without fallback that nobody supplied (rules 13).
pub fn required_facts(plan: &Plan) -> Vec<String> {
    let mut missing = missing(plan, &[plan.users, plan.endpoints]);
    if plan.fte_unknown.is_some() {
        missing.push("support_fte".to_owned());
    }
    if !plan.frameworks_known {
        missing.push("frameworks".to_owned());
    }
    match (plan.required.coverage, plan.today.coverage) {
        (None, _) => missing.push("coverage".to_owned()),
        // More than business hours are required: whether Today delivers them decides if it is ranked.
        (Some(required), None) if required > Coverage::EightByFive => missing.push("today.coverage".to_owned()),
        _ => {}
    }
    missing
}

fn missing(plan: &Plan, ids: &[InputId]) -> Vec<String> {
    let unknown = |id: &&InputId| plan.inputs.get(**id).is_some_and(|i| i.spread.is_none());
    ids.iter().filter(unknown).filter_map(|id| plan.inputs.get(*id)).map(|i| i.name.clone()).collect()
}

fn evidence<'a>(plan: &Plan, ids: impl Iterator<Item = &'a InputId>) -> Vec<CellId> {
    let cells = |id: &InputId| match plan.inputs.get(*id).map(|i| &i.basis) {
        Some(Basis::Fact(cells)) => cells.clone(),
        _ => Vec::new(),
    };
    let mut all: Vec<_> = ids.flat_map(cells).collect();
    all.sort_unstable();
    all.dedup();
    all
}
