//! One option's cost: its lines, total, present value and hours.

use super::calc::Calc;
use super::line::{Draft, Line, line, never, npv};
use super::staff::Ending;
use super::workload::Workload;
use crate::fact::Fate;
use crate::figure::{FigureId, LineId, OptionId};
use crate::number::Number;
use crate::plan::{Contract, Plan};
use crate::schedule::Segment;
use crate::scope::Domains;

/// An option evaluated.
#[derive(Debug, Clone)]
pub struct Costed<N> {
    /// Which option.
    pub id: OptionId,
    /// Its lines, in the order of [`LineId::ALL`].
    pub lines: Vec<Line<N>>,
    /// Undiscounted direct total.
    pub total: N,
    /// Present value of the same lines.
    pub npv: N,
    /// Total − Today's total.
    pub vs_today: N,
    /// Total − in-house at R's total.
    pub vs_in_house: N,
    /// Total ÷ users ÷ months.
    pub per_user_month: N,
    /// Total ÷ in-house at R's total: what T4 looks at.
    pub to_in_house: N,
    /// Hours a year kept posts have beyond what they keep; only where some posts stay with a provider.
    pub kept_hours_left: Option<N>,
    /// Hours left after the tightest dated obligation, Today's hours included; absent without a dated obligation.
    pub gate_left: Option<N>,
    /// Base pay over the horizon of the posts that end: the trap of T4.
    pub ended_pay: Option<N>,
    /// Vendor hours a year; only break-fix.
    pub vendor_hours: Option<N>,
}

/// Lines an option states itself; the others are the same for all.
pub struct Parts<N> {
    pub id: OptionId,
    pub lines: Vec<Line<N>>,
    pub kept_hours_left: Option<N>,
    pub gate_left: Option<N>,
    pub ended_pay: Option<N>,
    pub vendor_hours: Option<N>,
}

/// Sums an option. Differences and ratios are added by [`compare`].
pub fn cost<N: Number>(c: &Calc<'_, N>, w: &Workload<N>, parts: Parts<N>) -> Costed<N> {
    let id = parts.id;
    let mut lines = parts.lines;
    lines.extend(common(c, w, id));
    let lines = in_order(c, id, lines);
    let direct = || lines.iter().filter(|l| l.id.in_total() && l.applies);
    let once = N::total(direct().map(|l| l.once));
    let year = |y: usize| N::total(direct().filter_map(|l| l.yearly.get(y).copied()));
    let yearly: Vec<N> = (0..usize::from(c.plan.schedule.years)).map(year).collect();
    let figure = |item, value| c.name(FigureId::option(id, item), value);
    let total = figure("total", once + N::total(yearly.iter().copied()));
    let months = N::whole(c.plan.schedule.last_month().into());
    Costed {
        id,
        total,
        npv: figure("npv", npv(once, &yearly, c.get(c.plan.assume.discount))),
        vs_today: N::zero(),
        vs_in_house: N::zero(),
        per_user_month: figure("per_user_month", total / (c.get(c.plan.users) * months)),
        to_in_house: N::zero(),
        kept_hours_left: parts.kept_hours_left.map(|v| figure("kept_hours_left", v)),
        gate_left: parts.gate_left.map(|v| figure("gate_left", v)),
        ended_pay: parts.ended_pay.map(|v| figure("ended_pay", v)),
        vendor_hours: parts.vendor_hours.map(|v| figure("vendor_hours", v)),
        lines,
    }
}

/// Adds the two differences and T4's ratio, once Today and in-house at R are known.
pub fn compare<N: Number>(c: &Calc<'_, N>, options: &mut [Costed<N>]) {
    let total = |id: OptionId| options.iter().find(|o| o.id == id).map(|o| o.total);
    let Some((today, in_house)) = total(OptionId::Today).zip(total(OptionId::InHouse)) else { return };
    for option in options {
        let figure = |item, value| c.name(FigureId::option(option.id, item), value);
        option.vs_today = figure("vs_today", option.total - today);
        option.vs_in_house = figure("vs_in_house", option.total - in_house);
        option.to_in_house = figure("to_in_house", option.total / in_house);
    }
}

/// Compliance spending, hardware, indirect cost and a team nobody described are equal on every option.
fn common<N: Number>(c: &Calc<'_, N>, w: &Workload<N>, id: OptionId) -> Vec<Line<N>> {
    let a = &c.plan.assume;
    let yearly = |input| move |s: &Segment| Some(c.get(input) * c.growth(a.inflation, s.year));
    let build = |line_id, rate: &dyn Fn(&Segment) -> Option<N>| line(c, id, line_id, Draft { once: None, rate, events: vec![] });
    let mut lines = Vec::new();
    if let Some(input) = c.plan.compliance_cost {
        lines.push(build(LineId::Compliance, &yearly(input)));
    }
    if let Some(input) = c.plan.hardware {
        lines.push(build(LineId::HardwareRefresh, &yearly(input)));
    }
    // Nobody said who supports: what that costs is unknown, not nothing. In-house builds a team of its own.
    if let Some(fte) = c.plan.fte_unknown.filter(|_| id != OptionId::InHouse) {
        let staff = |s: &Segment| Some(c.get(fte) * super::staff::mean_per_fte(c, super::staff::internal_staff, s.year));
        lines.push(build(LineId::InternalStaff, &staff));
    }
    lines.push(build(LineId::Indirect, &|s| Some(user_time(c, w) * c.growth(a.inflation, s.year))));
    lines
}

/// User time lost a year: tickets × minutes ÷ 60 × the value of a user's hour. One basis, equal on all options (rules 12).
fn user_time<N: Number>(c: &Calc<'_, N>, w: &Workload<N>) -> N {
    let a = &c.plan.assume;
    w.tickets_a_year * c.get(a.lost_minutes) / N::whole(60) * c.get(a.user_hour_value)
}

/// Every option shows the same rows; a line it does not have is there and does not apply.
fn in_order<N: Number>(c: &Calc<'_, N>, option: OptionId, mut lines: Vec<Line<N>>) -> Vec<Line<N>> {
    let mut ordered = Vec::with_capacity(LineId::ALL.len());
    for id in LineId::ALL {
        match lines.iter().position(|l| l.id == id) {
            Some(at) => ordered.push(lines.swap_remove(at)),
            None => ordered.push(line(c, option, id, Draft { once: None, rate: &never, events: vec![] })),
        }
    }
    ordered
}

/// Which column of stated fates an option reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FateColumn {
    /// In-house at R.
    InHouse,
    /// Break-fix.
    BreakFix,
    /// Co-managed.
    CoManaged,
    /// Full outsource.
    FullOutsource,
}

/// What becomes of a contract: as stated; else it ends where a provider carries all it does, or where a new team
/// replaces it because Today has no staff; else it stays (rules 1).
pub fn fate(plan: &Plan, contract: &Contract, column: FateColumn, carried: Domains) -> Fate {
    if let Some(stated) = contract.fates[column as usize] {
        return stated;
    }
    let replaced = match column {
        FateColumn::InHouse | FateColumn::BreakFix => plan.posts.is_empty(),
        FateColumn::CoManaged | FateColumn::FullOutsource => carried.covers(contract.domains),
    };
    if replaced && !contract.domains.is_empty() { Fate::Displaced } else { Fate::Stays }
}

/// *Current contracts*: each runs on by its own escalator or general inflation; a displaced one is paid to the later
/// of its end and go-live, and running costs before go-live count on no option.
pub fn current_contracts<N: Number>(c: &Calc<'_, N>, id: OptionId, fate_of: &dyn Fn(&Contract) -> Fate) -> Option<Line<N>> {
    if c.plan.contracts.is_empty() {
        return None;
    }
    let paid = |contract: &Contract, s: &Segment| match fate_of(contract) {
        Fate::Stays | Fate::Overlaps => true,
        Fate::Displaced => contract.last_month.is_some_and(|last| s.first <= last),
    };
    let rate = |s: &Segment| {
        let running = c.plan.contracts.iter().filter(|k| paid(k, s));
        let amount = |k: &Contract| c.get(k.amount) * c.growth(k.escalator.unwrap_or(c.plan.assume.inflation), s.year);
        running.map(amount).reduce(|a, b| a + b)
    };
    Some(line(c, id, LineId::CurrentContracts, Draft { once: None, rate: &rate, events: vec![] }))
}

/// Base pay over the horizon of the posts that end.
pub fn ended_pay<N: Number>(c: &Calc<'_, N>, ending: Ending) -> Option<N> {
    let year = |y| super::staff::of_ended(c, ending, super::staff::pay, y);
    ending.any(c.plan).then(|| N::total((1..=c.plan.schedule.years).map(year)))
}
