//! Hours by month, and control coverage.

use super::size;
use crate::assessment::Assessment;
use crate::chart::coverage::{Coverage, Family};
use crate::chart::workload::{WorkMonth, Workload};
use model::number::Exact;
use model::present::{number, short_month};
use model::schedule::month_start;
use model::series::{MonthHours, hours};

/// Hours asked against hours given; nothing where either is unknown.
pub fn workload(a: &Assessment<'_>) -> Option<Workload> {
    let all = hours(a.plan, &a.judgement.outcome);
    let months: Vec<WorkMonth> = all.iter().filter_map(|m| month(a, m)).collect();
    if months.is_empty() {
        return None;
    }
    let over = all.iter().filter(|m| (asked(m) - m.capacity).known().is_some_and(|d| d > rust_decimal::Decimal::ZERO)).count();
    let finding = match over {
        0 => "The work fits the team's hours in every month".to_owned(),
        1 => "The work is over the team's hours in one month".to_owned(),
        n => format!("The work is over the team's hours in {n} of {} months", all.len()),
    };
    let names = ["Tickets", "Patching and upkeep", "Compliance gap", "Capacity"].map(str::to_owned);
    let caption = "Hours a month, Today's team".to_owned();
    Some(Workload { id: "workload", fine: false, finding, caption, names, months })
}

/// FTE of care added by each month against FTE free to absorb it; nothing where either is unknown.
pub fn velocity(a: &Assessment<'_>) -> Option<Workload> {
    let v = &a.judgement.outcome.velocity;
    let month = |(at, (add, free)): (u16, (&Exact, &Exact))| {
        Some(WorkMonth {
            label: short_month(month_start(at, a.plan.as_of)),
            reactive: size(*add)?,
            proactive: 0.0,
            gap: 0.0,
            capacity: size(*free)?,
            text: format!("{} of {} FTE", number(*add, 2), number(*free, 2)),
        })
    };
    let months: Vec<WorkMonth> = (1..).zip(v.add.iter().zip(&v.capacity)).map(month).collect::<Option<_>>()?;
    if months.is_empty() {
        return None;
    }
    let first = months.iter().find(|m| m.reactive > m.capacity + 1e-6);
    let finding = match first {
        None => "What is added can be absorbed in every month".to_owned(),
        Some(month) => format!("More is added than can be absorbed from {}", month.label),
    };
    let names = ["Care added", "", "", "Free to absorb"].map(str::to_owned);
    let caption = "FTE of care added by the month against FTE free".to_owned();
    Some(Workload { id: "velocity", fine: true, finding, caption, names, months })
}

fn asked(m: &MonthHours) -> Exact {
    m.reactive + m.proactive + m.gap
}

fn month(a: &Assessment<'_>, m: &MonthHours) -> Option<WorkMonth> {
    Some(WorkMonth {
        label: short_month(month_start(m.month, a.plan.as_of)),
        reactive: size(m.reactive)?,
        proactive: size(m.proactive)?,
        gap: size(m.gap)?,
        capacity: size(m.capacity)?,
        text: format!("{} of {} h", number(asked(m), 0), number(m.capacity, 0)),
    })
}

/// A framework's families.
pub fn coverage(a: &Assessment<'_>, framework: usize) -> Option<Coverage> {
    let f = a.plan.frameworks.get(framework).filter(|f| f.register)?;
    let mut families: Vec<Family> = f
        .families
        .iter()
        .map(|c| Family { name: c.family.clone(), evidenced: c.evidenced, begun: c.begun, open: c.open, unlisted: c.unlisted })
        .collect();
    families.sort_by_key(|f| std::cmp::Reverse(f.open + f.begun + f.unlisted));
    Some(Coverage {
        finding: format!("{}: {} of {} requirements are evidenced", f.title, f.evidenced, f.applicable),
        caption: "Requirements that apply, by family".to_owned(),
        families,
    })
}
