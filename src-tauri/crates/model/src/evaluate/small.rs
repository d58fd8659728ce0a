//! The small steps people ask for: one post more, security operations alone, contractors for what is missing.
//!
//! Each is Today with one thing added. They deliver what Today delivers and that thing, so they are ranked only where
//! that is the required scope.

use super::calc::Calc;
use super::gate::{OwnHours, gate_left};
use super::line::{Draft, line};
use super::option::{FateColumn, Parts};
use super::people::people_lines;
use super::provider::{self, Offer, tools_line};
use super::staff::Ending;
use super::units::devices;
use super::workload::Workload;
use crate::fact::Fate;
use crate::figure::{LineId, OptionId};
use crate::number::Number;
use crate::scope::{Coverage, Domain, Domains};

/// **Hire one**: Today and one FTE at Today's mean, recruited at time 0.
pub fn hire_one<N: Number>(c: &Calc<'_, N>, w: &Workload<N>) -> Parts<N> {
    let id = OptionId::HireOne;
    let capacity = w.capacity + w.usable_per_fte;
    let own = OwnHours { capacity, ..OwnHours::of_today(w) };
    Parts {
        lines: beside(c, id, Some(N::one())),
        kept_hours_left: Some(capacity - w.hours),
        gate_left: gate_left(c, &own),
        ..Parts::of(c, id, vec![Fate::Stays; c.plan.contracts.len()])
    }
}

/// **MDR only**: security operations from a provider, at a price an endpoint, around the clock for that domain alone.
pub fn mdr_only<N: Number>(c: &Calc<'_, N>, w: &Workload<N>) -> Offer<N> {
    let a = &c.plan.assume;
    Offer {
        id: OptionId::MdrOnly,
        domains: Domains::NONE.with(Domain::SecurityOperations),
        fees: c.plan.schedule.segments.iter().map(|s| devices(c, w, s) * c.get(a.mdr_price)).collect(),
        escalator: a.fee_escalator,
        onboarding: None,
        notice: a.notice_months,
        term: 0,
        // What it does not cover is its scope gap, not a price: nobody sells the rest of it beside MDR.
        coverage: Some(Coverage::AroundTheClock),
        compliance: false,
        missing: Domains::NONE,
        trip_charge: None,
        tiering: None,
        column: FateColumn::Small,
    }
}

/// **Staff augmentation**: contractor hours for what the workload and the dated gaps ask above the team's own hours.
pub fn staff_augmentation<N: Number>(c: &Calc<'_, N>, w: &Workload<N>, needed_fte: N) -> Parts<N> {
    let (id, a) = (OptionId::StaffAugmentation, &c.plan.assume);
    let hours = (needed_fte * w.usable_per_fte - w.capacity).floored();
    let labour = hours * c.get(a.contractor_rate);
    let rate = |line_id, amount: N| {
        let yearly = |s: &crate::schedule::Segment| Some(amount * c.growth(a.inflation, s.year));
        line(c, id, line_id, Draft { once: None, rate: &yearly, events: vec![] })
    };
    let mut lines = beside(c, id, None);
    lines.push(rate(LineId::ReactiveLabour, labour));
    lines.push(rate(LineId::VendorManagement, labour * c.get(a.vendor_management)));
    let selection = labour * c.get(a.selection);
    lines.push(line(c, id, LineId::Transition, Draft { once: Some(selection), rate: &super::line::never, events: vec![] }));
    let undo = provider::hours_undo(c, id, labour);
    lines.push(undo.0);
    let own = OwnHours { capacity: w.capacity + hours, ..OwnHours::of_today(w) };
    Parts {
        lines,
        vendor_hours: Some(hours),
        gate_left: gate_left(c, &own),
        undo_whole: Some(undo.1),
        ..Parts::of(c, id, vec![Fate::Stays; c.plan.contracts.len()])
    }
}

/// What each keeps of Today: the posts and their tools.
fn beside<N: Number>(c: &Calc<'_, N>, id: OptionId, added: Option<N>) -> Vec<super::line::Line<N>> {
    let mut lines = people_lines(c, id, Ending::NONE, added);
    lines.extend(super::own::on_call(c, id));
    lines.extend(tools_line(c, id, Ending::NONE));
    lines
}
