//! Results expanded for charts and tables of the report: by month, by year, by group. Sums of shown lines, no new cost.

use crate::decide::flows;
use crate::evaluate::{Costed, Outcome, is_dated};
use crate::figure::{CostGroup, LineId};
use crate::number::{Exact, Number};
use crate::plan::Plan;
use crate::schedule::{Schedule, month_of, month_start};
use chrono::Datelike;
use rust_decimal::Decimal;

/// Cumulative direct cost at time 0 and after each month, undiscounted, USD; nothing where a month is unknown.
pub fn cumulative(option: &Costed<Exact>, schedule: &Schedule) -> Option<Vec<Decimal>> {
    let mut sum = Decimal::ZERO;
    let add = |flow: Decimal| {
        sum = sum.checked_add(flow)?;
        Some(sum)
    };
    flows(option, schedule)?.into_iter().map(add).collect()
}

/// Direct cost of each of the five groups over the horizon, USD.
pub fn groups(option: &Costed<Exact>) -> [Exact; 5] {
    CostGroup::ALL.map(|group| total(option.lines.iter().filter(|l| l.applies && l.id.group() == Some(group)).map(|l| l.total)))
}

/// Direct cost at time 0 and in each plan year, USD.
pub fn years(option: &Costed<Exact>, schedule: &Schedule) -> Vec<Exact> {
    let direct = || option.lines.iter().filter(|l| l.applies && l.id.in_total());
    let year = |at: usize| total(direct().filter_map(|l| l.yearly.get(at).copied()));
    std::iter::once(total(direct().map(|l| l.once))).chain((0..usize::from(schedule.years)).map(year)).collect()
}

/// What each direct line costs more or less than Today's, USD: together the budget change.
pub fn bridge(today: &Costed<Exact>, option: &Costed<Exact>) -> Vec<(LineId, Exact)> {
    let of =
        |o: &Costed<Exact>, id: LineId| o.lines.iter().find(|l| l.id == id && l.applies).map_or_else(Exact::zero, |l| l.total);
    let direct = LineId::ALL.into_iter().filter(|id| id.in_total());
    direct.map(|id| (id, of(option, id) - of(today, id))).filter(|(_, d)| *d != Exact::zero()).collect()
}

fn total(values: impl Iterator<Item = Exact>) -> Exact {
    values.fold(Exact::zero(), |a, b| a + b)
}

/// Hours of one month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MonthHours {
    /// Month of the horizon, from 0.
    pub month: u16,
    /// Tickets.
    pub reactive: Exact,
    /// Patching and upkeep.
    pub proactive: Exact,
    /// The largest dated gap, spread evenly to its day.
    pub gap: Exact,
    /// What Today's team can give: posts that end gone, approved hires landed.
    pub capacity: Exact,
}

/// Hours asked of Today's team and hours it can give, month by month.
pub fn hours(plan: &Plan, o: &Outcome<Exact>) -> Vec<MonthHours> {
    let twelfth = |v: Exact| v / Exact::whole(12);
    let month = |month: u16| MonthHours {
        month,
        reactive: twelfth(o.workload.reactive) * season(plan, month),
        proactive: twelfth(o.workload.proactive),
        gap: gap_hours(plan, o, month),
        capacity: twelfth(capacity(plan, o, month)),
    };
    (0..=plan.schedule.last_month()).map(month).collect()
}

/// Tickets of a month come as those of its calendar month did.
fn season(plan: &Plan, month: u16) -> Exact {
    let at = usize::try_from(month_start(month, plan.as_of).month0()).unwrap_or(0);
    plan.ticket_season.get(at).map_or_else(Exact::one, |share| Exact::Known(*share))
}

/// Frameworks share one ledger of hours: the largest effort of a month stands for all (rules 8).
fn gap_hours(plan: &Plan, o: &Outcome<Exact>, month: u16) -> Exact {
    let spread = plan.frameworks.iter().zip(&o.gaps).filter(|(f, _)| is_dated(f)).filter_map(|(f, gap)| {
        let months = month_of(f.due, plan.as_of) + 1;
        (i32::from(month) < months).then(|| gap.effort / Exact::whole(months.into()))
    });
    spread.reduce(Exact::max).unwrap_or_else(Exact::zero)
}

fn capacity(plan: &Plan, o: &Outcome<Exact>, month: u16) -> Exact {
    let likely = |id| plan.inputs.get(id).and_then(|i| i.spread).map_or(Exact::Unknown, |s| Exact::Known(s.likely));
    let gone = plan.leaving.iter().filter(|l| l.month <= month).map(|l| likely(l.fte));
    let landed = plan.hires.iter().filter(|h| h.month <= month).map(|h| likely(h.fte));
    // A typed total may be less than the posts that the payroll says will end.
    (o.workload.fte - total(gone) + total(landed)).floored() * o.workload.usable_per_fte
}

/// Users a support FTE has today.
pub fn users_per_fte(plan: &Plan, o: &Outcome<Exact>) -> Exact {
    users(plan) / o.workload.fte
}

/// Managed fee of the first year a user and month, USD; nothing where the option has none.
pub fn fee_per_user_month(plan: &Plan, option: &Costed<Exact>) -> Option<Exact> {
    let fee = option.lines.iter().find(|l| l.id == LineId::ManagedFee && l.applies)?;
    Some(*fee.yearly.first()? / (users(plan) * Exact::whole(12)))
}

fn users(plan: &Plan) -> Exact {
    plan.inputs.get(plan.users).and_then(|i| i.spread).map_or(Exact::Unknown, |s| Exact::Known(s.likely))
}

/// Users that a yearly sum buys at a fee a user and month: T1 and T4 as one curve.
pub fn users_for(yearly: Exact, fee: Exact) -> Exact {
    yearly / (fee * Exact::whole(12))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evaluate::Line;
    use crate::figure::OptionId;

    fn k(text: &str) -> Exact {
        Exact::Known(text.parse().unwrap())
    }

    /// A line paid evenly, with what falls due at time 0.
    fn line(id: LineId, once: &str, yearly: &[&str], applies: bool) -> Line<Exact> {
        let yearly: Vec<Exact> = yearly.iter().map(|y| k(y)).collect();
        Line {
            id,
            applies,
            once: k(once),
            total: total(yearly.iter().copied().chain([k(once)])),
            monthly: yearly.iter().map(|y| *y / Exact::whole(12)).collect(),
            yearly,
            events: Vec::new(),
        }
    }

    fn costed(id: OptionId, lines: Vec<Line<Exact>>) -> Costed<Exact> {
        Costed {
            id,
            total: total(lines.iter().filter(|l| l.applies && l.id.in_total()).map(|l| l.total)),
            lines,
            npv: Exact::Unknown,
            vs_today: Exact::Unknown,
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

    /// A line of every kind, one that does not apply, and two outside the direct total.
    fn option() -> Costed<Exact> {
        let lines = vec![
            line(LineId::InternalStaff, "0", &["1200", "2400"], true),
            line(LineId::Tools, "0", &["120", "120"], true),
            line(LineId::ManagedFee, "0", &["12000", "24000"], true),
            line(LineId::Compliance, "0", &["60", "60"], true),
            line(LineId::Transition, "500", &["0", "0"], true),
            line(LineId::ReactiveLabour, "9999", &["9999", "9999"], false),
            line(LineId::HardwareRefresh, "7", &["77", "777"], true),
            line(LineId::Indirect, "8", &["88", "888"], true),
        ];
        costed(OptionId::FullOutsource, lines)
    }

    #[test]
    fn groups_years_and_months_are_three_views_of_one_total() {
        let (option, schedule) = (option(), Schedule::new(2, [5]));
        assert_eq!(groups(&option).into_iter().fold(Exact::zero(), |a, b| a + b), option.total, "each direct line has one group");
        assert_eq!(years(&option, &schedule), [k("500"), k("13380"), k("26580")], "time 0 and two years, absent lines left out");
        assert_eq!(total(years(&option, &schedule).into_iter()), option.total, "no year is missing and none counts twice");
        let mut by_month = option;
        for line in &mut by_month.lines {
            line.monthly.insert(1, line.monthly[0]);
        }
        let cumulative = cumulative(&by_month, &schedule).unwrap();
        assert_eq!(cumulative.len(), 25, "time 0 and 24 months");
        assert_eq!(cumulative[0], Decimal::from(500), "what is paid at time 0 stands at the start of the line");
        assert_eq!(cumulative[12], Decimal::from(13_880), "the first year is over after twelve months");
        assert_eq!(Exact::Known(cumulative[24]), by_month.total, "the line ends at the total");
    }

    #[test]
    fn an_unknown_month_gives_no_line_and_no_total() {
        let mut option = option();
        option.lines[2].monthly[1] = Exact::Unknown;
        assert_eq!(cumulative(&option, &Schedule::new(2, [])), None, "half a line would show a cost that nobody knows");
        option.lines[2].total = Exact::Unknown;
        assert_eq!(groups(&option)[2], Exact::Unknown, "and its group is unknown, not what the other lines add up to");
        assert_eq!(groups(&option)[0], k("3600"), "the other groups stand");
    }

    #[test]
    fn a_bridge_ends_where_the_option_stands() {
        let today = costed(
            OptionId::Today,
            vec![line(LineId::InternalStaff, "0", &["9000", "9000"], true), line(LineId::Tools, "0", &["120", "120"], true)],
        );
        let option = option();
        let steps = bridge(&today, &option);
        assert_eq!(total(steps.iter().map(|(_, d)| *d)), option.total - today.total, "the steps are the budget change");
        assert_eq!(steps[0], (LineId::InternalStaff, k("-14400")), "a saving is negative, and lines keep their order");
        assert!(steps.iter().all(|(id, _)| *id != LineId::Tools), "what does not change is no step");
        assert!(steps.iter().all(|(id, _)| id.in_total()), "what is outside the total is outside the bridge");
        assert!(bridge(&option, &option).is_empty(), "from an option to itself there is no step");
    }

    #[test]
    fn a_fee_buys_the_users_it_is_paid_for() {
        assert_eq!(users_for(k("252000"), k("150")), k("140"), "140 users at $150 a month are $252,000 a year");
        assert_eq!(users_for(k("252000"), Exact::zero()), Exact::Undefined, "a fee of nothing buys no number of users");
        assert_eq!(users_for(Exact::Unknown, k("150")), Exact::Unknown, "an unknown sum buys an unknown number");
    }
}
