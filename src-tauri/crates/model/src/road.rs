//! The road of an option: the stretches before and after go-live, and the days that are set.

use crate::figure::OptionId;
use crate::plan::Plan;
use crate::present::day;
use crate::schedule::{month_of, month_start};
use chrono::{Datelike, NaiveDate};
use rust_decimal::Decimal;

/// A stretch of the road, in the order it begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Phase {
    /// Select and sign.
    Selection,
    /// Onboarding and discovery.
    Onboarding,
    /// Baseline, while the posts that end are still there.
    Baseline,
    /// Monitoring.
    Monitoring,
    /// Triage.
    Triage,
    /// Change, through the CAB.
    Change,
    /// Review, by QBR.
    Review,
}

impl Phase {
    /// Every phase.
    pub const ALL: [Self; 7] =
        [Self::Selection, Self::Onboarding, Self::Baseline, Self::Monitoring, Self::Triage, Self::Change, Self::Review];

    /// Its id in the texts of the report.
    pub fn name(self) -> &'static str {
        match self {
            Self::Selection => "selection",
            Self::Onboarding => "onboarding",
            Self::Baseline => "baseline",
            Self::Monitoring => "monitoring",
            Self::Triage => "triage",
            Self::Change => "change",
            Self::Review => "review",
        }
    }
}

/// A phase in months of the horizon.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stretch {
    /// Which.
    pub phase: Phase,
    /// First month, 0 is the month after the as-of date.
    pub from: u16,
    /// Last month.
    pub to: u16,
}

/// A day on the road.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Milestone {
    /// Its day.
    pub day: NaiveDate,
    /// What happens, with the day in words.
    pub text: String,
    /// Someone outside set it.
    pub fixed: bool,
}

/// Months a review period has.
const QUARTER: u16 = 3;

/// The stretches of an option with a provider; none where nothing is handed over.
pub fn stretches(plan: &Plan, option: OptionId) -> Vec<Stretch> {
    if !matches!(option, OptionId::CoManaged | OptionId::FullOutsource | OptionId::Quote(_)) {
        return Vec::new();
    }
    let live = plan.timing.go_live_month;
    let before = live.saturating_sub(1);
    let (settled, last) = (live + plan.timing.overlap_months.max(1) - 1, plan.schedule.last_month());
    let span = |phase: Phase| match phase {
        Phase::Selection | Phase::Onboarding => (0, before),
        Phase::Baseline => (live, settled),
        Phase::Monitoring | Phase::Triage => (live, last),
        Phase::Change => (settled + 1, last),
        Phase::Review => (live + QUARTER - 1, last),
    };
    let stretch = |phase: Phase| {
        let (from, to) = span(phase);
        Stretch { phase, from, to }
    };
    Phase::ALL.into_iter().map(stretch).filter(|s| s.from <= s.to).collect()
}

/// The days that matter to an option, earliest first.
pub fn milestones(plan: &Plan, option: OptionId) -> Vec<Milestone> {
    let start = |month: u16| month_start(month, plan.as_of);
    let mut days = Vec::new();
    let mut add =
        |at: NaiveDate, what: &str, fixed| days.push(Milestone { day: at, text: format!("{what}, {}", day(at)), fixed });
    if !stretches(plan, option).is_empty() {
        add(start(plan.timing.go_live_month), "Go-live", false);
        add(start(plan.timing.go_live_month + plan.timing.overlap_months), "Overlap ends", false);
    }
    for f in &plan.frameworks {
        add(f.due, &f.title, !f.self_set);
    }
    for contract in &plan.contracts {
        if let Some(month) = contract.last_month {
            add(start(month + 1), &format!("{} contract ends", contract.vendor), true);
        }
    }
    for hire in &plan.hires {
        add(start(hire.month), "Approved hire lands", false);
    }
    if let OptionId::Quote(at) = option
        && let Some(until) = plan.quotes.get(usize::from(at)).and_then(|q| q.valid_until)
    {
        add(until, "Offer valid until", true);
    }
    days.sort_by_key(|m| m.day);
    days
}

/// Where a day lies on the axis of months: the month with the share of it gone by.
pub fn place(day: NaiveDate, as_of: NaiveDate) -> Decimal {
    let length = month_start(0, day).signed_duration_since(day.with_day(1).unwrap_or(day)).num_days().max(28);
    let gone = Decimal::from(day.day0()).checked_div(Decimal::from(length)).unwrap_or_default();
    Decimal::from(month_of(day, as_of)) + gone
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    fn date(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_month_begins_at_its_own_number() {
        for as_of in ["2026-09-30", "2026-09-01", "2024-01-31", "2023-12-15"].map(date) {
            for month in [0, 1, 5, 12, 17, 84] {
                let start = month_start(month, as_of);
                assert_eq!(place(start, as_of), Decimal::from(month), "month {month} after {as_of} begins on {start}");
            }
        }
        assert_eq!(month_start(0, date("2026-12-31")), date("2027-01-01"), "the month after December is next year's");
    }

    #[test]
    fn later_days_lie_further_right_and_within_their_month() {
        let (as_of, mut day) = (date("2026-09-30"), date("2026-08-01"));
        let mut before = Decimal::from(-100);
        while day < date("2028-04-01") {
            let at = place(day, as_of);
            assert!(at > before, "{day} lies right of the day before");
            assert_eq!(at.floor(), Decimal::from(month_of(day, as_of)), "{day} lies in its own month, leap years too");
            (before, day) = (at, day.succ_opt().unwrap());
        }
        assert!(place(date("2026-09-30"), as_of) < Decimal::ZERO, "the as-of date lies left of the axis, not at its start");
    }

    #[test]
    fn phases_have_names_of_their_own_in_the_order_of_the_road() {
        let names: BTreeSet<&str> = Phase::ALL.into_iter().map(Phase::name).collect();
        assert_eq!(names.len(), Phase::ALL.len(), "a name is the key of the phase's text");
        assert!(Phase::ALL.windows(2).all(|p| p[0] < p[1]), "they are drawn from the first to the last");
    }
}
