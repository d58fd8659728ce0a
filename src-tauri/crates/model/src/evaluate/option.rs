//! One option's cost: its lines, total, present value and hours.

use super::calc::Calc;
use super::line::{Draft, Line, line, never, npv, part};
use super::offered::Offered;
use super::staff::Ending;
use super::workload::Workload;
use crate::fact::Fate;
use crate::figure::{FigureId, LineId, OptionId};
use crate::number::Number;
use crate::plan::{Contract, Plan};
use crate::schedule::Segment;
use crate::scope::{Coverage, Domains};

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
    /// Vendor hours a year; only break-fix and contractors.
    pub vendor_hours: Option<N>,
    /// What undoing it would cost, whole: the line holds the part its probability takes.
    pub undo_whole: Option<N>,
    /// The part of the direct total that is capital: lines stated to be, and contracts booked so.
    pub capex: N,
    /// The rest of it.
    pub opex: N,
    /// What becomes of each contract, in the order of the plan.
    pub contracts: Vec<ContractCost<N>>,
    /// Which posts end.
    pub ending: Ending,
    /// What is sold; only options with a fee.
    pub offered: Option<Offered<N>>,
}

/// A contract under an option.
#[derive(Debug, Clone, Copy)]
pub struct ContractCost<N> {
    /// What becomes of it.
    pub fate: Fate,
    /// Paid over the horizon.
    pub total: N,
}

/// What an option states itself; the rest is the same for all.
pub struct Parts<N> {
    pub id: OptionId,
    pub lines: Vec<Line<N>>,
    pub fates: Vec<Fate>,
    pub kept_hours_left: Option<N>,
    pub gate_left: Option<N>,
    pub ended_pay: Option<N>,
    pub vendor_hours: Option<N>,
    pub undo_whole: Option<N>,
    pub ending: Ending,
    pub offered: Option<Offered<N>>,
}

impl<N: Number> Parts<N> {
    /// An option without lines of its own and without any change, under the fates of the contracts.
    pub fn of(_: &Calc<'_, N>, id: OptionId, fates: Vec<Fate>) -> Self {
        Self {
            id,
            lines: Vec::new(),
            fates,
            kept_hours_left: None,
            gate_left: None,
            ended_pay: None,
            vendor_hours: None,
            undo_whole: None,
            ending: Ending::NONE,
            offered: None,
        }
    }
}

/// Sums an option. Differences and ratios are added by [`compare`].
pub fn cost<N: Number>(c: &Calc<'_, N>, w: &Workload<N>, parts: Parts<N>) -> Costed<N> {
    let id = parts.id;
    let mut lines = parts.lines;
    lines.extend(common(c, w, id));
    lines.extend(current_contracts(c, id, &parts.fates));
    let lines = in_order(c, id, lines);
    let direct = || lines.iter().filter(|l| l.id.in_total() && l.applies);
    let once = N::total(direct().map(|l| l.once));
    let year = |y: usize| N::total(direct().filter_map(|l| l.yearly.get(y).copied()));
    let yearly: Vec<N> = (0..usize::from(c.plan.schedule.years)).map(year).collect();
    let figure = |item, value| c.name(FigureId::option(id, item), value);
    let total = figure("total", once + N::total(yearly.iter().copied()));
    let contracts: Vec<ContractCost<N>> =
        c.plan.contracts.iter().zip(&parts.fates).map(|(k, fate)| contract_cost(c, k, *fate)).collect();
    let capex = figure("capex", capital(c, &lines, &contracts));
    figure("uncovered_days", super::staff::uncovered_days(c, covered(c.plan, id)));
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
        undo_whole: parts.undo_whole.map(|v| figure("undo_whole", v)),
        opex: figure("opex", total - capex),
        capex,
        contracts,
        ending: parts.ending,
        offered: parts.offered,
        lines,
    }
}

/// Hours an option covers: Today's where it changes nothing of them, else the required ones.
pub fn covered(plan: &Plan, id: OptionId) -> Coverage {
    let as_today = matches!(id, OptionId::Today | OptionId::BreakFixAsSold) || id.is_small();
    let required = plan.required.coverage.filter(|_| !as_today);
    required.or(plan.today.coverage).unwrap_or(Coverage::EightByFive)
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
    // A row nobody asked for would be empty on every option.
    let shown = |id: &LineId| *id != LineId::Overhead || c.plan.overhead.is_some();
    for id in LineId::ALL.into_iter().filter(shown) {
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
    /// The small steps, for which no export states a fate.
    Small,
}

/// What becomes of a contract: as stated; else it ends where a provider carries all it does, or where a new team
/// replaces it because Today has no staff; else it stays (rules 1).
pub fn fate(plan: &Plan, contract: &Contract, column: FateColumn, carried: Domains) -> Fate {
    if let Some(stated) = contract.fates.get(column as usize).copied().flatten() {
        return stated;
    }
    let replaced = match column {
        FateColumn::InHouse | FateColumn::BreakFix => plan.posts.is_empty(),
        FateColumn::CoManaged | FateColumn::FullOutsource | FateColumn::Small => carried.covers(contract.domains),
    };
    if replaced && !contract.domains.is_empty() { Fate::Displaced } else { Fate::Stays }
}

/// What becomes of each contract of the plan.
pub fn fates(plan: &Plan, column: FateColumn, carried: Domains) -> Vec<Fate> {
    plan.contracts.iter().map(|k| fate(plan, k, column, carried)).collect()
}

/// A contract's yearly rate in a segment: it runs on by its own escalator or general inflation; a displaced one is paid to
/// the later of its end and go-live, and running costs before go-live count on no option. What stays renews at its end
/// on the same terms: rates step at plan-year starts alone (rules 12).
fn contract_rate<N: Number>(c: &Calc<'_, N>, k: &Contract, fate: Fate, s: &Segment) -> Option<N> {
    let paid = match fate {
        Fate::Stays | Fate::Overlaps => true,
        Fate::Displaced => k.last_month.is_some_and(|last| s.first <= last),
    };
    paid.then(|| c.get(k.amount) * c.growth(k.escalator.unwrap_or(c.plan.assume.inflation), s.year))
}

/// *Current contracts*, by what becomes of each.
fn current_contracts<N: Number>(c: &Calc<'_, N>, id: OptionId, fates: &[Fate]) -> Option<Line<N>> {
    if c.plan.contracts.is_empty() {
        return None;
    }
    let rate = |s: &Segment| {
        let each = c.plan.contracts.iter().zip(fates).filter_map(|(k, fate)| contract_rate(c, k, *fate, s));
        each.reduce(|a, b| a + b)
    };
    Some(line(c, id, LineId::CurrentContracts, Draft { once: None, rate: &rate, events: vec![] }))
}

fn contract_cost<N: Number>(c: &Calc<'_, N>, k: &Contract, fate: Fate) -> ContractCost<N> {
    let rate = |s: &Segment| contract_rate(c, k, fate, s);
    ContractCost { fate, total: part(c, &rate).total }
}

/// Lines stated to be capital, and of the other contracts those booked as capital.
fn capital<N: Number>(c: &Calc<'_, N>, lines: &[Line<N>], contracts: &[ContractCost<N>]) -> N {
    let is_capital = |id: LineId| id.in_total() && c.plan.capital_lines.contains(&id);
    let whole = lines.iter().filter(|l| l.applies && is_capital(l.id)).map(|l| l.total);
    let booked = c.plan.contracts.iter().zip(contracts).filter(|(k, _)| k.capital && !is_capital(LineId::CurrentContracts));
    N::total(whole.chain(booked.map(|(_, cost)| cost.total)))
}

/// Base pay over the horizon of the posts that end.
pub fn ended_pay<N: Number>(c: &Calc<'_, N>, ending: Ending) -> Option<N> {
    let year = |y| super::staff::of_ended(c, ending, super::staff::pay, y);
    ending.any(c.plan).then(|| N::total((1..=c.plan.schedule.years).map(year)))
}
