//! T3: surface that comes against the capacity to absorb it (rules 9).

use super::finding::{Beside, Finding, Form, Grid, State, blank, evidence, in_month, missing, unknown_sentence};
use crate::evaluate::{Outcome, Velocity};
use crate::figure::{FigureId, Period, Subject};
use crate::input::{Grade, Input};
use crate::number::Exact;
use crate::plan::Plan;
use crate::present::{number, percent};
use crate::schedule::MONTHS;
use rust_decimal::Decimal;

/// The finding of T3.
pub(super) fn finding(plan: &Plan, o: &Outcome<Exact>) -> Finding {
    let p = &plan.policy;
    let v = &o.velocity;
    let mut f = blank(id("value"), "× capacity", "net surface added by the month ÷ capacity that can absorb it");
    f.limit = Exact::Known(p.velocity_limit);
    f.band = Some((p.velocity_near, p.velocity_limit));
    f.places = 2;
    f.evidence = evidence(plan, plan.surface.iter().map(|s| &s.net).chain([&plan.assume.endpoint_growth]));
    f.missing = missing(plan, &[plan.endpoints]);
    if !plan.frameworks_known {
        f.notes.push("Frameworks are not said: their gaps may take part of the capacity.".to_owned());
    }
    f.beside = beside(o);
    f.grids.push(months(plan, v));
    let judged = judged(plan, v);
    f.month = judged.as_ref().map(|j| j.month);
    (f.value, f.figure) = match judged.as_ref().map(|j| j.month) {
        Some(month) if month != MONTHS => (at(&v.values, month), id("value").during(Period::Month(month))),
        _ => (v.value, id("value")),
    };
    f.margin = f.limit - f.value;
    let Some(judged) = judged else {
        f.say_only(unknown_sentence(&f.missing));
        return f;
    };
    f.over_limit = f.value.known().is_some_and(|v| v > p.velocity_limit);
    f.state = judged.state;
    f.flags.extend(judged.flags.iter());
    say(&mut f, plan, v, &judged);
    f
}

fn id(item: &'static str) -> FigureId {
    FigureId::of(Subject::Velocity, item)
}

fn at(series: &[Exact], month: u16) -> Exact {
    usize::from(month).checked_sub(1).and_then(|at| series.get(at)).copied().unwrap_or(Exact::Unknown)
}

/// What decides: the state, the month whose figures decide it, and the first month of saturation.
struct Judged {
    state: State,
    month: u16,
    saturation: Option<u16>,
    flags: Vec<&'static str>,
}

/// Crossed over the limit at month 12 or by saturation within 12 months; near in the band, or by saturation later. The
/// month shown is the one that decides: month 12, unless only saturation does.
fn judged(plan: &Plan, v: &Velocity<Exact>) -> Option<Judged> {
    let p = &plan.policy;
    let (add, cap) = v.add_12.known().zip(v.capacity_12.known())?;
    let series: Vec<(Decimal, Decimal)> =
        v.add.iter().zip(&v.capacity).map(|(a, c)| a.known().zip(c.known())).collect::<Option<_>>()?;
    // Without any capacity the smallest demand is over it; it takes some to cross.
    let counts = |(add, cap): (Decimal, Decimal)| !cap.is_zero() || add >= p.zero_capacity_demand;
    let first = |asked: bool| {
        let over = series.iter().position(|(add, cap)| add > cap && (!asked || counts((*add, *cap))));
        over.and_then(|at| u16::try_from(at + 1).ok())
    };
    let (saturation, crossing) = (first(false), first(true).filter(|m| *m <= MONTHS));
    let at_12 = match cap.is_zero() {
        true => add >= p.zero_capacity_demand,
        false => v.value.known().is_some_and(|value| value > p.velocity_limit),
    };
    let near_12 = v.value.known().is_some_and(|value| value >= p.velocity_near);
    let (state, month) = match (at_12, crossing, near_12, saturation) {
        (true, ..) => (State::Crossed, MONTHS),
        (_, Some(month), ..) => (State::Crossed, month),
        (_, _, true, _) => (State::Near, MONTHS),
        (_, _, _, Some(month)) => (State::Near, month),
        _ => (State::NotCrossed, MONTHS),
    };
    let mut flags = Vec::new();
    let capped = state == State::Crossed && !plan.programme;
    if capped {
        flags.push("no_programme");
    }
    if saturation.is_some_and(|m| m > MONTHS) {
        flags.push("saturates_later");
    }
    Some(Judged { state: if capped { State::Near } else { state }, month, saturation, flags })
}

fn say(f: &mut Finding, plan: &Plan, v: &Velocity<Exact>, judged: &Judged) {
    let (added, free) = (number(at(&v.add, judged.month), 2), number(at(&v.capacity, judged.month), 2));
    let when = in_month(plan, judged.month);
    let saturated = match judged.saturation {
        None => "it does not saturate in the horizon".to_owned(),
        Some(m) if m == judged.month => "the first month in which more is added than can be absorbed".to_owned(),
        Some(m) => format!("saturated in {}", in_month(plan, m)),
    };
    let growth = plan.inputs.get(plan.assume.endpoint_growth);
    let (rate, grade) = (growth.and_then(|i| i.spread).map_or(Exact::Unknown, |s| Exact::Known(s.likely)), grade(growth));
    if is_nothing_known(plan) {
        f.flags.push("surface_not_known");
        let clause = "What is added is not known: no device history, no projects and no stated growth".to_owned();
        let more = format!(
            "; a {} of {} growth a year stands in, which adds {added} FTE of care by {when} against {free} FTE free.",
            grade.name(),
            percent(rate)
        );
        f.say(clause, &more);
    } else {
        f.say(format!("{added} FTE of care is added by {when}, {free} FTE is free"), &format!(": {saturated}."));
        if !matches!(grade, Grade::Measured | Grade::Stated) {
            f.flags.push("growth_not_known");
            f.notes.push(format!("No device history: growth of endpoints is a {} of {} a year.", grade.name(), percent(rate)));
        }
        if !plan.projects_known && plan.surface.is_empty() {
            f.notes.push("No projects are known: only growth is counted.".to_owned());
        }
    }
    if f.flags.contains(&"no_programme") {
        f.notes.push("No automation- or AI-led programme is under way: at most near.".to_owned());
    }
}

fn grade(input: Option<&Input>) -> Grade {
    input.map_or(Grade::Unknown, |i| i.grade)
}

/// Nobody said what comes: a default must not read as a zero that was counted.
fn is_nothing_known(plan: &Plan) -> bool {
    let growth = grade(plan.inputs.get(plan.assume.endpoint_growth));
    !plan.projects_known && plan.surface.is_empty() && !matches!(growth, Grade::Measured | Grade::Stated)
}

fn beside(o: &Outcome<Exact>) -> Vec<Beside> {
    let v = &o.velocity;
    vec![
        Beside::new("FTE of care added by month 12", id("add_12"), v.add_12, Form::Number(2)),
        Beside::new("FTE that can absorb it in month 12", id("capacity_12"), v.capacity_12, Form::Number(2)),
        Beside::new("Added ÷ capacity in month 12", id("value"), v.value, Form::Number(2)),
    ]
}

fn months(plan: &Plan, v: &Velocity<Exact>) -> Grid {
    let row = |month: u16| {
        let cell = |item, series: &[Exact]| (id(item).during(Period::Month(month)), at(series, month), Form::Number(2));
        (month, vec![cell("add", &v.add), cell("capacity", &v.capacity), cell("value", &v.values)])
    };
    let rows = (1..=plan.schedule.last_month()).map(row).collect();
    Grid::by_month(plan, "Added and absorbed month by month", &["FTE added", "FTE free", "Added ÷ free"], rows)
}
