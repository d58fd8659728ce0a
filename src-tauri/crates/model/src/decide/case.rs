//! The case for the answer in three figures with three different drivers, and the case against it.

use super::finding::{Finding, State};
use super::{Judgement, Verdict, key_person};
use crate::evaluate::Costed;
use crate::figure::{FigureId, LineId, OptionId};
use crate::number::Exact;
use crate::plan::Plan;
use crate::present::{money, number, percent, sentence_start};
use crate::terms;
use rust_decimal::Decimal;

/// What a reason rests on: no two reasons of one answer share it (rules 4).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Driver {
    /// What it costs.
    Money,
    /// T1 to T3: hours asked and hours given.
    Hours,
    /// How sure the lead is.
    Certainty,
    /// What is required and Today does not deliver.
    Scope,
    /// What hangs on one person.
    People,
}

impl Driver {
    /// Its word on the wire.
    pub fn name(self) -> &'static str {
        match self {
            Self::Money => "money",
            Self::Hours => "hours",
            Self::Certainty => "certainty",
            Self::Scope => "scope",
            Self::People => "people",
        }
    }
}

/// A figure to remember.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    /// What it rests on.
    pub driver: Driver,
    /// The figure, as shown.
    pub value: String,
    /// What it is, in a few words.
    pub label: String,
    /// In a sentence under the figure.
    pub sentence: String,
    /// The same where it stands alone.
    pub told: String,
    /// Its id, where it is a figure of the model.
    pub figure: Option<FigureId>,
}

/// Three reasons, each with a driver of its own, the first three there are: T1 to T3 share one (rules 4).
pub fn reasons(plan: &Plan, j: &Judgement) -> Vec<Reason> {
    if j.verdict.option.is_none() {
        return Vec::new();
    }
    let Some(o) = j.verdict.option.and_then(|id| j.outcome.option(id)) else { return Vec::new() };
    let there =
        [money_reason(plan, j, o), hours_reason(plan, j), certainty(plan, &j.verdict), scope(plan, j), people(plan, j, o)];
    there.into_iter().flatten().take(REASONS).collect()
}

/// How many reasons an answer has.
const REASONS: usize = 3;

/// The reasons as sentences; where the lead is in doubt, that first.
pub(super) fn told(plan: &Plan, j: &Judgement) -> Vec<String> {
    let mut reasons = reasons(plan, j);
    if let Some(doubt) = j.verdict.reasons.first() {
        for reason in reasons.iter_mut().filter(|r| r.driver == Driver::Certainty) {
            reason.told.clone_from(doubt);
        }
        reasons.sort_by_key(|r| r.driver != Driver::Certainty);
    }
    reasons.into_iter().map(|r| r.told).collect()
}

/// A difference in words: a minus sign gets lost in a sentence.
fn more_or_less(difference: Exact) -> String {
    match difference.known() {
        Some(d) if d.is_sign_negative() => format!("{} less", money(Exact::Known(d.abs()))),
        Some(_) => format!("{} more", money(difference)),
        None => "an unknown sum more or less".to_owned(),
    }
}

/// What an option costs, against the next and against Today.
fn money_told(plan: &Plan, j: &Judgement, o: &Costed<Exact>) -> String {
    let name = terms::option(o.id, plan);
    let next = j.outcome.options.iter().filter(|c| c.id != o.id && j.standing(c.id).is_some_and(|s| s.ranked));
    let next = next.filter_map(|c| Some((c.npv.known()?, c.id))).min_by_key(|(npv, _)| *npv);
    let next = next
        .map_or_else(String::new, |(npv, id)| format!("; {} is next at {}", terms::option(id, plan), money(Exact::Known(npv))));
    let change = match o.id {
        OptionId::Today => String::new(),
        OptionId::InHouse => format!("; over the horizon {} than Today", more_or_less(o.vs_today)),
        _ => {
            let build = more_or_less(o.vs_in_house);
            format!("; over the horizon {} than Today and {build} than building it in-house", more_or_less(o.vs_today))
        }
    };
    format!("{name} costs {} in present value{next}{change}.", money(o.npv))
}

fn money_reason(plan: &Plan, j: &Judgement, o: &Costed<Exact>) -> Option<Reason> {
    let in_house = j.outcome.option(OptionId::InHouse)?;
    let difference = o.vs_in_house.known()?;
    if o.id == OptionId::Today || o.id == OptionId::InHouse {
        return stay_reason(plan, j, o);
    }
    let word = if difference.is_sign_negative() { "less" } else { "more" };
    Some(Reason {
        driver: Driver::Money,
        told: money_told(plan, j, o),
        value: money(Exact::Known(difference.abs())),
        label: format!("{word} than building it in-house"),
        sentence: format!(
            "{} against {} for the same scope over {} {}, undiscounted.",
            money(o.total),
            money(in_house.total),
            plan.schedule.years,
            if plan.schedule.years == 1 { "year" } else { "years" }
        ),
        figure: Some(FigureId::option(o.id, "vs_in_house")),
    })
}

/// Where the answer is to stay: what the cheapest ranked other would save, against the hurdle.
fn stay_reason(plan: &Plan, j: &Judgement, o: &Costed<Exact>) -> Option<Reason> {
    let own = o.npv.known()?;
    let ranked = j.outcome.options.iter().filter(|c| c.id != o.id && j.standing(c.id).is_some_and(|s| s.ranked));
    let next = ranked.filter_map(|c| Some((c.npv.known()?, c))).filter(|(npv, _)| *npv != own).min_by_key(|(npv, _)| *npv);
    let Some((npv, other)) = next else { return Some(alone(plan, j, o)) };
    let saving = own - npv;
    let name = terms::option(other.id, plan);
    let (label, value) = if saving.is_sign_negative() {
        (format!("more for the next, {name}"), saving.abs())
    } else {
        (format!("saved by {name}"), saving)
    };
    Some(Reason {
        driver: Driver::Money,
        told: money_told(plan, j, o),
        value: money(Exact::Known(value)),
        label,
        sentence: match o.id {
            OptionId::Today => {
                format!("In present value; a change has to save {} to be worth making.", money(j.outcome.hurdle))
            }
            _ => "In present value, over the same scope.".to_owned(),
        },
        figure: None,
    })
}

/// Nothing else is ranked at another price.
fn alone(plan: &Plan, j: &Judgement, o: &Costed<Exact>) -> Reason {
    Reason {
        driver: Driver::Money,
        told: money_told(plan, j, o),
        value: money(o.npv),
        label: "in present value".to_owned(),
        sentence: "No other ranked option has another price.".to_owned(),
        figure: Some(FigureId::option(o.id, "npv")),
    }
}

/// The hours threshold in the worst state; where none is near, the hours that Today does not cover.
fn hours_reason(plan: &Plan, j: &Judgement) -> Option<Reason> {
    let t = &j.thresholds;
    let named = [
        ("hours to close the gap", &t.compliance),
        ("endpoints per support FTE", &t.staff_ratio),
        ("of the team's capacity", &t.velocity),
    ];
    let worst = named.into_iter().filter(|(_, f)| matches!(f.state, State::Near | State::Crossed) && f.value.known().is_some());
    let worst = worst.max_by_key(|(_, f)| f.state);
    if let Some((label, f)) = worst {
        let (sentence, told) = (f.clause.clone(), f.sentence.clone());
        let (value, label, figure) = (shown(f), label.to_owned(), Some(f.figure));
        return Some(Reason { driver: Driver::Hours, value, label, sentence, told, figure });
    }
    if t.staff_ratio.state == State::Crossed {
        let endpoints = j.outcome.workload.endpoints;
        return Some(Reason {
            driver: Driver::Hours,
            value: number(endpoints, 0),
            label: "endpoints and no support FTE".to_owned(),
            sentence: t.staff_ratio.clause.clone(),
            told: t.staff_ratio.sentence.clone(),
            figure: None,
        });
    }
    let Some((required, today)) = plan.required.coverage.zip(plan.today.coverage).filter(|(r, t)| r > t) else {
        return fits(j);
    };
    Some(Reason {
        driver: Driver::Hours,
        value: required.shown().to_owned(),
        label: "hours to cover".to_owned(),
        sentence: format!("Today covers {}.", today.shown()),
        told: format!("{} is to be covered, and Today covers {}.", required.shown(), today.shown()),
        figure: None,
    })
}

/// Where no threshold of hours is near, that speaks for a team of one's own, and for nothing else.
fn fits(j: &Judgement) -> Option<Reason> {
    let w = &j.outcome.workload;
    let own = matches!(j.verdict.option, Some(OptionId::Today | OptionId::InHouse));
    let spare = (w.capacity - w.hours).known().filter(|s| own && !s.is_sign_negative())?;
    let sentence = format!("The work asks for {} hours a year, the team can give {}.", number(w.hours, 0), number(w.capacity, 0));
    Some(Reason {
        driver: Driver::Hours,
        value: number(Exact::Known(spare), 0),
        label: "hours a year to spare".to_owned(),
        told: sentence.clone(),
        sentence,
        figure: None,
    })
}

/// What Today leaves undone of the required scope.
fn scope(plan: &Plan, j: &Judgement) -> Option<Reason> {
    let gap = j.standing(OptionId::Today).filter(|s| s.id != j.verdict.option.unwrap_or(s.id))?.scope_gap.first()?.clone();
    Some(Reason {
        driver: Driver::Scope,
        value: plan.required.coverage?.shown().to_owned(),
        label: "required scope that Today does not meet".to_owned(),
        told: format!("Today does not meet the required scope: {}", sentence_start(&gap)),
        sentence: gap,
        figure: None,
    })
}

/// What hangs on one person today and no longer does.
fn people(plan: &Plan, j: &Judgement, o: &Costed<Exact>) -> Option<Reason> {
    let held = |o: &Costed<Exact>| key_person(plan, &j.outcome, o);
    let today = held(j.outcome.option(OptionId::Today)?)?;
    let left = held(o).map_or(0, |k| k.domains.len());
    let freed = today.domains.len().saturating_sub(left);
    let label = if freed == 1 { "domain no longer hangs on one person" } else { "domains no longer hang on one person" };
    (freed > 0).then(|| Reason {
        driver: Driver::People,
        value: freed.to_string(),
        label: label.to_owned(),
        sentence: today.sentence(),
        told: format!("Today: {}", today.sentence()),
        figure: Some(FigureId::option(OptionId::Today, "uncovered_days")),
    })
}

fn shown(f: &Finding) -> String {
    let value = number(f.value, f.places);
    if f.unit.starts_with('×') { format!("{value} ×") } else { value }
}

/// How many inputs can change the leader alone, each within its own range.
fn certainty(plan: &Plan, v: &Verdict) -> Option<Reason> {
    v.option?;
    let ranged = plan.inputs.iter().filter(|(_, i)| i.spread.is_some_and(|s| s.low < s.high)).count();
    let sentence = match v.flips.first() {
        None => format!("Of {ranged} inputs with a range none, moved alone to its end, puts another option first."),
        Some(flip) => {
            let (input, other) = (flip.named(plan), terms::option(flip.leader, plan));
            format!("Of {ranged} with a range: {input} puts {other} first.")
        }
    };
    let label = if v.flips.len() == 1 { "input changes the leader alone" } else { "inputs change the leader alone" };
    let (driver, value) = (Driver::Certainty, v.flips.len().to_string());
    let told = sure_told(plan, v).unwrap_or_else(|| sentence.clone());
    Some(Reason { driver, value, label: label.to_owned(), sentence, told, figure: None })
}

/// How often the first stays ahead of the next, over trials of all inputs together.
fn sure_told(plan: &Plan, v: &Verdict) -> Option<String> {
    let sure = v.sure.as_ref()?;
    let (first, next) = (terms::option(sure.leader, plan), terms::option(sure.runner_up?, plan));
    let often = percent(Exact::Known(sure.cheaper));
    let inputs = match v.flips.len() {
        0 => "no input".to_owned(),
        1 => "one input".to_owned(),
        n => format!("{n} inputs"),
    };
    Some(format!("{first} stays ahead of {next} in {often} of the trials; {inputs} alone can change that."))
}

/// What speaks against the answer, the strongest first; each sentence has its figure.
pub fn counter_case(plan: &Plan, j: &Judgement) -> Vec<String> {
    let Some(o) = j.verdict.option.and_then(|id| j.outcome.option(id)) else { return Vec::new() };
    let mut against = Vec::new();
    against.extend(budget(o));
    against.extend(next(plan, j, o));
    against.extend(undo(o));
    if let Some(flip) = j.verdict.flips.first() {
        let (input, other) = (sentence_start(&flip.named(plan)), terms::option(flip.leader, plan));
        against.push(format!("{input} alone puts {other} first."));
    }
    against.extend(stays_open(j, o.id));
    against
}

fn budget(o: &Costed<Exact>) -> Option<String> {
    let change = o.vs_today.known().filter(|d| *d > Decimal::ZERO)?;
    Some(format!("It costs {} more than today over the horizon.", money(Exact::Known(change))))
}

fn next(plan: &Plan, j: &Judgement, o: &Costed<Exact>) -> Option<String> {
    let own = o.npv.known()?;
    let others = j.outcome.options.iter().filter(|c| c.id != o.id && j.standing(c.id).is_some_and(|s| s.ranked));
    let (npv, other) = others.filter_map(|c| Some((c.npv.known()?, c))).min_by_key(|(npv, _)| *npv)?;
    let (name, gap) = (terms::option(other.id, plan), money(Exact::Known((npv - own).abs())));
    if npv == own {
        return Some(format!("{name} costs the same in present value."));
    }
    // A tenth is what rules 4 take for a difference that decides nothing by itself.
    let is_small = (npv - own) <= own.abs() / Decimal::TEN;
    Some(match (npv >= own, is_small) {
        (true, true) => {
            format!("{name} is {gap} dearer in present value: a small difference in what it delivers can outweigh that.")
        }
        (true, false) => format!("{name} is next, {gap} dearer in present value."),
        (false, _) => format!("{name} is {gap} cheaper in present value."),
    })
}

/// The cost to undo stands in the total with its probability; undone it is paid whole.
fn undo(o: &Costed<Exact>) -> Option<String> {
    let line = o.lines.iter().find(|l| l.id == LineId::CostToUndo && l.applies)?;
    let expected = line.total.known().filter(|d| *d > Decimal::ZERO)?;
    Some(format!(
        "Its total holds {} for undoing it, which is the cost weighted by its chance; undone, the whole is due.",
        money(Exact::Known(expected))
    ))
}

/// A gap to the required scope and conditions not yet answered.
fn stays_open(j: &Judgement, id: OptionId) -> Option<String> {
    let standing = j.standing(id)?;
    let count = standing.conditions.len();
    match (standing.scope_gap.first(), count) {
        (Some(gap), _) => Some(format!("Short of the required scope: {}.", gap.trim_end_matches('.'))),
        (None, 0) => None,
        (None, 1) => Some("One condition to sign under is not answered yet.".to_owned()),
        (None, n) => Some(format!("{n} conditions to sign under are not answered yet.")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evaluate::Line;
    use crate::figure::Subject;

    fn option(vs_today: Exact, undo: Exact) -> Costed<Exact> {
        let line = Line {
            id: LineId::CostToUndo,
            applies: true,
            once: Exact::Unknown,
            yearly: Vec::new(),
            total: undo,
            monthly: Vec::new(),
            events: Vec::new(),
        };
        Costed {
            id: OptionId::FullOutsource,
            lines: vec![line],
            total: Exact::Unknown,
            npv: Exact::Unknown,
            vs_today,
            vs_in_house: Exact::Unknown,
            per_user_month: Exact::Unknown,
            to_in_house: Exact::Unknown,
            kept_hours_left: None,
            gate_left: None,
            ended_pay: None,
            vendor_hours: None,
            undo_whole: None,
            capex: Exact::Unknown,
            opex: Exact::Unknown,
            contracts: Vec::new(),
            ending: crate::evaluate::Ending::NONE,
            offered: None,
        }
    }

    fn known(value: i64) -> Exact {
        Exact::Known(Decimal::from(value))
    }

    #[test]
    fn only_what_costs_more_speaks_against_the_budget() {
        let told = budget(&option(known(412_300), known(0))).unwrap();
        assert!(told.contains("$412,300 more than today"), "the sum is in the sentence: {told}");
        for value in [known(0), known(-5), Exact::Unknown, Exact::Undefined] {
            assert_eq!(budget(&option(value, known(0))), None, "{value:?} is no higher cost");
        }
    }

    #[test]
    fn undoing_is_told_only_where_it_costs() {
        let told = undo(&option(known(0), known(18_400))).unwrap();
        assert!(told.contains("$18,400"), "the sum is in the sentence: {told}");
        assert_eq!(undo(&option(known(0), known(0))), None, "nothing to undo");
        assert_eq!(undo(&option(known(0), Exact::Unknown)), None, "an unknown sum is no sentence");
        let mut absent = option(known(0), known(18_400));
        absent.lines[0].applies = false;
        assert_eq!(undo(&absent), None, "a line the option does not have says nothing");
    }

    #[test]
    fn a_multiple_carries_its_sign() {
        let finding = |unit, value, places| Finding {
            state: State::Crossed,
            over_limit: true,
            flags: Vec::new(),
            value,
            unit,
            limit: Exact::Unknown,
            band: None,
            margin: Exact::Unknown,
            figure: FigureId::of(Subject::Velocity, "value"),
            formula: "",
            missing: Vec::new(),
            evidence: Vec::new(),
            sentence: String::new(),
            clause: String::new(),
            places,
            month: None,
            beside: Vec::new(),
            notes: Vec::new(),
            grids: Vec::new(),
        };
        assert_eq!(shown(&finding("× capacity", Exact::Known(Decimal::new(14, 1)), 1)), "1.4 ×", "a bare 1.4 says of nothing");
        assert_eq!(shown(&finding("hours", known(1304), 0)), "1,304", "the label names the unit");
    }
}
