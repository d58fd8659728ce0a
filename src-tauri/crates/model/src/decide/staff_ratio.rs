//! T1: supported endpoints per support FTE, and what the workload says beside it (rules 6, 7).

use super::finding::{Beside, Finding, Form, Grid, State, blank, evidence, in_month, missing, unknown_sentence};
use super::key_person;
use crate::evaluate::{MonthRatio, Outcome};
use crate::figure::{FigureId, OptionId, Period, Subject};
use crate::input::InputId;
use crate::number::Exact;
use crate::plan::Plan;
use crate::policy::DEVICE_KINDS;
use crate::present::number;
use rust_decimal::Decimal;

/// The finding of T1.
pub(super) fn finding(plan: &Plan, o: &Outcome<Exact>) -> Finding {
    let (p, r) = (&plan.policy, &o.staff_ratio);
    let mut f = blank(id("value"), "endpoints per support FTE", "supported endpoints ÷ support FTE");
    f.limit = Exact::Known(p.ratio_limit);
    f.band = Some((p.ratio_near_low, p.ratio_near_high));
    f.missing = missing(plan, &[plan.endpoints]);
    if plan.fte_unknown.is_some() {
        f.missing.push("support_fte".to_owned());
    }
    let posts: Vec<InputId> = plan.posts.iter().map(|p| p.fte.input).collect();
    f.evidence = evidence(plan, posts.iter().chain([&plan.endpoints]));
    f.value = r.value;
    f.margin = f.limit - f.value;
    f.state = state(plan, o);
    f.over_limit = r.value.known().is_some_and(|v| v > p.ratio_limit) || (f.state == State::Crossed && r.value.known().is_none());
    match (o.workload.endpoints.known(), r.fte.known()) {
        (Some(_), Some(_)) => {
            let (e, t) = (number(o.workload.endpoints, 0), number(r.fte, 1));
            let more = format!("; the limit is {} per FTE.", p.ratio_limit.normalize());
            f.say(format!("{e} supported endpoints on {t} support FTE"), &more);
        }
        _ => f.say_only(unknown_sentence(&f.missing)),
    }
    later(&mut f, plan, o);
    notes(&mut f, plan, o);
    f.beside = beside(plan, o);
    f.grids.extend(key_person::grid(plan, o));
    f.grids.push(months(plan, o));
    f
}

fn id(item: &'static str) -> FigureId {
    FigureId::of(Subject::StaffRatio, item)
}

fn state(plan: &Plan, o: &Outcome<Exact>) -> State {
    let r = &o.staff_ratio;
    match (o.workload.endpoints.known(), r.fte.known(), r.value.known()) {
        (Some(e), ..) if e.is_zero() => State::NotApplicable,
        (Some(_), Some(fte), _) if fte.is_zero() && plan.unclassified_fte.is_some() => State::Unknown,
        (Some(_), Some(fte), _) if fte.is_zero() => State::Crossed,
        (_, _, Some(v)) => ratio_state(plan, v, r.shortfall.known()),
        _ => State::Unknown,
    }
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

/// State is as of today; what is planned says when it crosses, or when it no longer does (rules 7).
fn later(f: &mut Finding, plan: &Plan, o: &Outcome<Exact>) {
    let crossed = |m: &MonthRatio<Exact>| match m.value {
        Exact::Known(v) => Some(ratio_state(plan, v, m.shortfall.known()) == State::Crossed),
        Exact::Undefined => Some(true),
        Exact::Unknown => None,
    };
    let first = |wanted: bool| o.staff_ratio.months.iter().position(|m| crossed(m) == Some(wanted)).map(|at| at + 1);
    let (flag, month, verb) = match f.state {
        State::Near | State::NotCrossed => ("crosses_later", first(true), "it crosses"),
        State::Crossed => ("clears_later", first(false), "it is no longer crossed"),
        State::NotApplicable | State::Unknown => return,
    };
    let Some(month) = month.and_then(|m| u16::try_from(m).ok()) else { return };
    f.flags.push(flag);
    f.sentence.push_str(&format!(" With {} {verb} in {}.", causes(plan, month), in_month(plan, month)));
}

/// What moves the ratio until a month.
fn causes(plan: &Plan, month: u16) -> String {
    let growth = plan.inputs.get(plan.assume.endpoint_growth).and_then(|i| i.spread).is_some_and(|s| !s.likely.is_zero());
    let named = [
        (growth, "growth"),
        (plan.surface.iter().any(|s| s.counts && s.month <= month), "cutovers"),
        (plan.leaving.iter().any(|l| l.supports && l.month <= month), "posts that end"),
        (plan.hires.iter().any(|h| h.supports && h.month <= month), "approved hires"),
    ];
    listed(named.into_iter().filter(|(there, _)| *there).map(|(_, name)| name.to_owned()).collect())
}

fn listed(mut names: Vec<String>) -> String {
    match names.pop() {
        Some(last) if names.is_empty() => last,
        Some(last) => format!("{} and {last}", names.join(", ")),
        None => "nothing".to_owned(),
    }
}

fn notes(f: &mut Finding, plan: &Plan, o: &Outcome<Exact>) {
    f.notes.extend(hours_beside(plan, o));
    f.notes.extend(range(plan, o));
    if let Some(cover) = contracted(plan) {
        f.flags.push("contracted_cover");
        f.notes.push(cover);
    }
    if let Some(found) = o.option(OptionId::Today).and_then(|today| key_person::key_person(plan, o, today)) {
        f.flags.push("key_person");
        f.notes.push(format!("Today: {}", found.sentence()));
    }
    f.notes.extend(uncounted(plan));
    f.notes.extend(policy(plan));
}

/// Whether hours and ratio ask for people alike; where they do not, the workload decides (W3, W8).
fn hours_beside(plan: &Plan, o: &Outcome<Exact>) -> Option<String> {
    let r = &o.staff_ratio;
    let (by_ratio, by_hours) = r.shortfall.known().zip(r.hours_shortfall.known())?;
    let cap = plan.policy.shortfall_cap;
    let (ratio, hours) = (asks(by_ratio, cap), asks(by_hours, cap));
    let rests = match plan.tickets {
        crate::plan::Tickets::PerUser(_) => " No tickets are known: the hours rest on defaults, so the ratio stands in for them.",
        crate::plan::Tickets::Count(_) => "",
    };
    Some(if (by_ratio >= cap) == (by_hours >= cap) {
        format!("Ratio and hours agree. Ratio: {ratio}; hours: {hours}.{rests}")
    } else if rests.is_empty() {
        format!("Ratio and hours disagree. Ratio: {ratio}; hours: {hours}. The workload decides what in-house needs.")
    } else {
        format!("Ratio and hours disagree. Ratio: {ratio}; hours: {hours}.{rests}")
    })
}

fn asks(missing: Decimal, cap: Decimal) -> String {
    match missing {
        m if m >= cap => format!("{} FTE missing", number(Exact::Known(m), 1)),
        m if m <= -cap => format!("{} FTE to spare", number(Exact::Known(-m), 1)),
        _ => "no change asked for".to_owned(),
    }
}

/// Rows of no known kind or role may or may not count (rules 7).
fn range(plan: &Plan, o: &Outcome<Exact>) -> Option<String> {
    let end = |id: InputId, high: bool| plan.inputs.get(id)?.spread.map(|s| if high { s.high } else { s.low });
    let unclassified = plan.unclassified_fte.and_then(|id| end(id, true)).unwrap_or_default();
    if plan.uncounted.unclassified.is_zero() && unclassified.is_zero() {
        return None;
    }
    let fte = o.staff_ratio.fte.known()?;
    let low = end(plan.endpoints, false)?.checked_div(fte.checked_add(unclassified)?);
    let high = end(plan.endpoints, true)?.checked_div(fte);
    let ends = [low, high].map(|v| v.map_or_else(|| "no value".to_owned(), |v| number(Exact::Known(v), 1)));
    Some(format!(
        "{} devices are of no known kind and {} FTE of no known role: the ratio lies between {} and {}.",
        plan.uncounted.unclassified.normalize(),
        number(Exact::Known(unclassified), 1),
        ends[0],
        ends[1]
    ))
}

/// One internal post beside an outsourced desk is not plainly its ratio (W1).
fn contracted(plan: &Plan) -> Option<String> {
    let cover = |c: &crate::plan::Contract| {
        let domains: Vec<String> = c.domains.iter().map(|d| d.title().to_lowercase()).collect();
        format!("{} ({})", c.vendor, domains.join(", "))
    };
    let vendors: Vec<String> = plan.contracts.iter().filter(|c| !c.domains.is_empty()).map(cover).collect();
    let verb = if vendors.len() == 1 { "carries" } else { "carry" };
    (!vendors.is_empty())
        .then(|| format!("Contracted cover: {} {verb} part of the work, and the ratio counts own posts only.", listed(vendors)))
}

fn uncounted(plan: &Plan) -> Option<String> {
    let u = plan.uncounted;
    let mut parts = Vec::new();
    if !u.left_out.is_zero() {
        parts.push(format!("{} of kinds that policy leaves out", u.left_out.normalize()));
    }
    if !u.stale.is_zero() {
        parts.push(format!("{} not seen for {} days", u.stale.normalize(), plan.policy.stale_days.normalize()));
    }
    (!parts.is_empty()).then(|| format!("Devices listed and not counted: {}.", listed(parts)))
}

/// What counts, where it is not every post and the usual kinds.
fn policy(plan: &Plan) -> Vec<String> {
    let kinds = DEVICE_KINDS.into_iter().filter(|k| plan.policy.counts(k)).map(|k| k.replace('_', " ")).collect();
    let mut said = vec![format!("Policy counts as endpoints: {}.", listed(kinds))];
    let out: Vec<String> = plan.posts.iter().filter(|p| !p.supports).map(|p| p.role.replace('_', " ")).collect();
    if !out.is_empty() {
        said.push(format!("Policy leaves out of support FTE: {}.", listed(out)));
    }
    said
}

fn beside(plan: &Plan, o: &Outcome<Exact>) -> Vec<Beside> {
    let (w, r) = (&o.workload, &o.staff_ratio);
    let hours = |item| FigureId::of(Subject::Workload, item);
    let fte = if plan.posts.iter().all(|p| p.supports) { hours("support_fte") } else { id("fte") };
    let mut beside = vec![
        Beside::new("Support FTE", fte, r.fte, Form::Number(2)),
        Beside::new("FTE missing at the limit", id("shortfall"), r.shortfall, Form::Number(2)),
        Beside::new("FTE of the whole department", id("department_fte"), r.department_fte, Form::Number(2)),
        Beside::new("Endpoints per FTE of the whole department", id("department"), r.department, Form::Number(1)),
        Beside::new("Tickets a year", hours("tickets"), w.tickets_a_year, Form::Number(0)),
        Beside::new("Hours of tickets a year", hours("reactive_hours"), w.reactive, Form::Number(0)),
        Beside::new("Hours of patching and upkeep a year", hours("proactive_hours"), w.proactive, Form::Number(0)),
        Beside::new("Usable hours of one FTE a year", hours("usable_hours_per_fte"), w.usable_per_fte, Form::Number(0)),
        Beside::new("Hours the team can give a year", hours("capacity"), w.capacity, Form::Number(0)),
        Beside::new("FTE the hours ask for", id("hours_fte"), r.hours_fte, Form::Number(2)),
        Beside::new("FTE missing by hours", id("hours_shortfall"), r.hours_shortfall, Form::Number(2)),
    ];
    beside.extend(r.peak_hours.map(|v| Beside::new("Hours of the busiest month", id("peak_hours"), v, Form::Number(0))));
    beside.extend(r.peak_fte.map(|v| Beside::new("FTE the busiest month asks for", id("peak_fte"), v, Form::Number(2))));
    beside.push(Beside::new("FTE at required scope", hours("required_fte"), o.required_fte, Form::Number(2)));
    beside
}

fn months(plan: &Plan, o: &Outcome<Exact>) -> Grid {
    let row = |(month, m): (u16, &MonthRatio<Exact>)| {
        let cell = |item, value, places| (id(item).during(Period::Month(month)), value, Form::Number(places));
        (month, vec![cell("value", m.value, 1), cell("shortfall", m.shortfall, 2)])
    };
    let rows = (1..).zip(&o.staff_ratio.months).map(row);
    Grid::by_month(plan, "Ratio month by month", &["Endpoints per support FTE", "FTE missing at the limit"], rows.collect())
}
