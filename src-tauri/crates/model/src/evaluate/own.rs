//! The options without a managed provider: Today, in-house at required scope, break-fix.

use super::calc::Calc;
use super::gate::{OwnHours, gate_left};
use super::line::{Draft, Line, line, never};
use super::option::{FateColumn, Parts, ended_pay, fates};
use super::people::people_lines;
use super::provider::{coverage_line, severance, tools_line, undo_posts};
use super::staff::{Ending, internal_staff, mean_per_fte, of_kept, overhead, pay, turnover};
use super::units::devices;
use super::workload::Workload;
use crate::fact::Fate;
use crate::figure::{FigureId, LineId, OptionId, Subject};
use crate::number::Number;
use crate::schedule::Segment;
use crate::scope::Domains;
use rust_decimal::Decimal;

/// **Today**: posts, approved hires and every current contract, for the whole horizon.
pub fn today<N: Number>(c: &Calc<'_, N>, w: &Workload<N>) -> Parts<N> {
    let id = OptionId::Today;
    let mut lines = people_lines(c, id, Ending::NONE, None);
    lines.extend(on_call(c, id));
    lines.extend(tools_line(c, id, Ending::NONE));
    let own = OwnHours::of_today(w);
    Parts { lines, gate_left: gate_left(c, &own), ..Parts::of(c, id, vec![Fate::Stays; c.plan.contracts.len()]) }
}

/// The on-call stipend of Today's posts, where one is paid.
pub fn on_call<N: Number>(c: &Calc<'_, N>, id: OptionId) -> Option<Line<N>> {
    let paid = |s: &Segment| Some(of_kept(c, Ending::NONE, pay, s.year) * c.get(c.plan.assume.on_call));
    let draft = Draft { once: None, rate: &paid, events: vec![] };
    (c.plan.on_call && !c.plan.posts.is_empty()).then(|| line(c, id, LineId::Coverage, draft))
}

/// The personnel lines of a team of so many FTE at Today's mean, with recruiting at time 0 and on-call where it is paid.
fn team<N: Number>(c: &Calc<'_, N>, id: OptionId, fte: N, recruiting: N) -> Vec<Line<N>> {
    let build = |line_id, once, rate: &dyn Fn(&Segment) -> Option<N>| line(c, id, line_id, Draft { once, rate, events: vec![] });
    let mut lines = vec![
        build(LineId::InternalStaff, None, &|s| Some(mean_per_fte(c, internal_staff, s.year) * fte)),
        build(LineId::Turnover, Some(recruiting), &|s| Some(mean_per_fte(c, turnover, s.year) * fte)),
    ];
    if c.plan.overhead.is_some() {
        lines.push(build(LineId::Overhead, None, &|s| Some(mean_per_fte(c, overhead, s.year) * fte)));
    }
    if c.plan.on_call {
        let stipend = |s: &Segment| Some(mean_per_fte(c, pay, s.year) * fte * c.get(c.plan.assume.on_call));
        lines.push(build(LineId::Coverage, None, &stipend));
    }
    lines
}

/// **In-house at required scope**: FTE at R, priced at Today's mean per FTE by role mix. It grows by fractions and shrinks
/// only by whole posts that leave FTE at R covered (rules 1). Approved hires are part of the FTE it builds.
pub fn in_house<N: Number>(c: &Calc<'_, N>, w: &Workload<N>, required: N) -> Parts<N> {
    let id = OptionId::InHouse;
    let whole: Decimal = c.plan.posts.iter().filter(|p| p.role != "manager").map(|p| p.whole).sum();
    let spare = (w.fte - required).floored().floor().min(N::lit(whole));
    let fte = c.name(FigureId::of(Subject::Workload, "in_house_fte"), required.max(w.fte - spare));
    let recruiting = (fte - w.fte).floored() * c.get(c.plan.assume.recruiting_cost);
    let mut lines = team(c, id, fte, recruiting);
    let a = &c.plan.assume;
    let tools = |s: &Segment| Some(c.get(c.plan.tools) * c.growth(a.inflation, s.year));
    lines.push(line(c, id, LineId::Tools, Draft { once: None, rate: &tools, events: vec![] }));
    Parts { lines, ..Parts::of(c, id, fates(c.plan, FateColumn::InHouse, Domains::NONE)) }
}

/// Whether break-fix keeps Today's posts: as stated, else where there is at least one FTE (rules 3).
fn keeps_posts<N>(c: &Calc<'_, N>) -> bool {
    let likely = |id| c.plan.inputs.get(id).and_then(|i| i.spread).map_or(Decimal::ZERO, |s| s.likely);
    let fte = |p: &crate::plan::Post| likely(p.fte.input) * p.fte.share * p.fte.times.map_or(Decimal::ONE, likely);
    c.plan.break_fix_keeps_posts.unwrap_or_else(|| c.plan.posts.iter().map(fte).sum::<Decimal>() >= Decimal::ONE)
}

/// **Break-fix**, as sold or at required scope (rules 3).
///
/// Vendor hours are the workload above the kept posts' capacity, tickets first; at R the proactive hours they cannot do,
/// agent tools and required hours are added.
pub fn break_fix<N: Number>(c: &Calc<'_, N>, w: &Workload<N>, at_scope: bool) -> Parts<N> {
    let id = if at_scope { OptionId::BreakFix } else { OptionId::BreakFixAsSold };
    let keeps = keeps_posts(c);
    let ending = if keeps { Ending::NONE } else { Ending { carried: Domains::ALL } };
    // Whether posts are kept goes by their FTE: where nobody said it, the vendor's hours are unknown, not all of them.
    let undecided = c.plan.break_fix_keeps_posts.is_none() && c.plan.fte_unknown.is_some();
    let capacity = if keeps || undecided { w.capacity } else { N::zero() };
    let above = (w.hours - capacity).floored();
    let tickets = above.min(w.reactive);
    let a = &c.plan.assume;
    let reactive = reactive_labour(c, w) * tickets / w.reactive;
    let proactive = (above - w.reactive).floored() * c.get(a.hourly_rate);
    let labour = if at_scope { reactive + proactive } else { reactive };
    let yearly = |s: &Segment, amount: N| Some(amount * c.growth(a.inflation, s.year));
    let build = |line_id, rate: &dyn Fn(&Segment) -> Option<N>| line(c, id, line_id, Draft { once: None, rate, events: vec![] });
    let mut lines = vec![build(LineId::ReactiveLabour, &|s| yearly(s, labour))];
    lines.extend(people_lines(c, id, ending, None));
    lines.extend(endings(c, id, ending));
    lines.push(tools(c, id, ending, at_scope, w));
    if !keeps {
        lines.push(build(LineId::VendorManagement, &|s| yearly(s, labour * c.get(a.vendor_management))));
    }
    lines.extend(if at_scope { coverage_line(c, id, c.plan.today.coverage) } else { None });
    let own = OwnHours { capacity, owed: w.hours.min(capacity), ending, ..OwnHours::of_today(w) };
    Parts {
        lines,
        gate_left: gate_left(c, &own),
        ended_pay: ended_pay(c, ending),
        vendor_hours: Some(if at_scope { above } else { tickets }),
        undo_whole: undo_posts(c, ending),
        ending,
        ..Parts::of(c, id, fates(c.plan, FateColumn::BreakFix, Domains::NONE))
    }
}

/// Labour of all tickets a year: Σ tickets × max(handling, minimum) × rate × (1 + after-hours share × (multiplier − 1))
/// + on-site share × tickets × trip charge. By tier: a minimum on the mean ticket would hide short ones (W6).
pub fn reactive_labour<N: Number>(c: &Calc<'_, N>, w: &Workload<N>) -> N {
    let a = &c.plan.assume;
    let minimum = c.get(a.remote_minimum);
    let hours = N::total(w.tickets.iter().zip(&w.handling).map(|(n, h)| *n * h.max(minimum)));
    let surcharge = N::one() + c.get(a.after_hours_share) * (c.get(a.after_hours_multiplier) - N::one());
    let trips = c.get(a.on_site_share) * N::total(w.tickets) * c.get(a.trip_charge);
    hours * c.get(a.hourly_rate) * surcharge + trips
}

/// Severance of the posts that end, and what bringing them back would cost.
fn endings<N: Number>(c: &Calc<'_, N>, id: OptionId, ending: Ending) -> Vec<Line<N>> {
    let mut lines = Vec::new();
    if let Some(event) = severance(c, ending) {
        lines.push(line(c, id, LineId::Transition, Draft { once: None, rate: &never, events: vec![event] }));
    }
    if let Some(posts) = undo_posts(c, ending) {
        let event = (c.plan.schedule.last_month(), posts * c.get(c.plan.assume.undo_probability));
        lines.push(line(c, id, LineId::CostToUndo, Draft { once: None, rate: &never, events: vec![event] }));
    }
    lines
}

/// The team's tools, and at R an agent on every endpoint.
fn tools<N: Number>(c: &Calc<'_, N>, id: OptionId, ending: Ending, at_scope: bool, w: &Workload<N>) -> Line<N> {
    let a = &c.plan.assume;
    let own = !c.plan.posts.is_empty() || c.plan.tools_known;
    let (stays, overlap) = (ending.support_stays(c.plan), c.plan.timing.overlap_months);
    let rate = |s: &Segment| {
        let team = (own && (stays || s.first <= overlap)).then(|| c.get(c.plan.tools));
        let agents = at_scope.then(|| devices(c, w, s) * c.get(a.agent_tools));
        let sum = team.into_iter().chain(agents).reduce(|x, y| x + y)?;
        Some(sum * c.growth(a.inflation, s.year))
    };
    line(c, id, LineId::Tools, Draft { once: None, rate: &rate, events: vec![] })
}
