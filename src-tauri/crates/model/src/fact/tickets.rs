//! Tickets of the last twelve months: volume, tiers, handling time, share out of hours (rules 6).

use super::{Counted, in_last_year};
use crate::cell::CellTotal;
use chrono::NaiveDate;
use rust_decimal::Decimal;
use std::collections::BTreeSet;

/// The tiers, in the order of the fields' choices.
pub const TIERS: [&str; 3] = ["l1", "l2", "l3"];

/// What the tickets say, a year's worth.
#[derive(Debug, Clone)]
pub struct TicketFacts {
    /// Tickets a year; fewer months than twelve are scaled up.
    pub per_year: Counted,
    /// Months the tickets cover, 1 to 12.
    pub months: u32,
    /// Share of each tier among tickets that name one, and hours per ticket among those that record effort.
    pub tiers: Vec<TierFact>,
    /// Share opened outside Monday to Friday, 8 to 18.
    pub after_hours_share: Option<Counted>,
    /// Tickets by month, oldest first.
    pub by_month: Vec<(String, u64)>,
    /// Tickets of the busiest month ÷ those of a mean month, where more than one month is covered.
    pub peak: Option<Counted>,
}

/// One tier's share and handling time.
#[derive(Debug, Clone)]
pub struct TierFact {
    /// Tier.
    pub tier: &'static str,
    /// Share of all tickets with a tier.
    pub share: Option<Counted>,
    /// Mean recorded hours a ticket.
    pub handling: Option<Counted>,
}

impl TicketFacts {
    pub(super) fn fold(cells: &[&CellTotal], as_of: NaiveDate) -> Option<Self> {
        let counted = cells.iter().copied().filter(|c| c.dim("status") != Some("cancelled"));
        let year: Vec<_> = counted.filter(|c| c.dim("month").is_some_and(|m| in_last_year(m, as_of))).collect();
        let months: BTreeSet<_> = year.iter().filter_map(|c| c.dim("month")).collect();
        let covered = u32::try_from(months.len()).ok().filter(|n| *n > 0)?;
        let all = Counted::records(year.iter().copied());
        Some(Self {
            per_year: Counted { value: all.value * Decimal::from(12) / Decimal::from(covered), cells: all.cells },
            months: covered,
            tiers: TIERS.iter().map(|tier| tier_fact(tier, &year)).collect(),
            after_hours_share: share(&year, "after_hours", "yes"),
            by_month: months.iter().map(|m| ((*m).to_owned(), count_in(&year, m))).collect(),
            peak: peak(&year, &months),
        })
    }
}

fn peak(year: &[&CellTotal], months: &BTreeSet<&str>) -> Option<Counted> {
    let busiest = months.iter().max_by_key(|m| count_in(year, m)).filter(|_| months.len() > 1)?;
    let all = Counted::records(year.iter().copied());
    let most = Decimal::from(count_in(year, busiest)) * Decimal::from(months.len());
    Some(Counted { value: most.checked_div(all.value)?, cells: all.cells })
}

fn count_in(year: &[&CellTotal], month: &str) -> u64 {
    year.iter().filter(|c| c.dim("month") == Some(month)).map(|c| c.count).sum()
}

fn tier_fact(tier: &'static str, year: &[&CellTotal]) -> TierFact {
    let cells: Vec<_> = year.iter().copied().filter(|c| c.dim("tier") == Some(tier)).collect();
    let known: u64 = cells.iter().map(|c| c.sum("effort").known).sum();
    let handling = Counted::sum(cells, "effort")
        .and_then(|s| Some(Counted { value: s.value.checked_div(Decimal::from(known))?, cells: s.cells }))
        .filter(|c| c.value > Decimal::ZERO);
    TierFact { tier, share: share(year, "tier", tier), handling }
}

/// Share of one value of a dimension among the records that state it.
fn share(year: &[&CellTotal], dim: &str, value: &str) -> Option<Counted> {
    let stated: u64 = year.iter().filter(|c| c.dim(dim).is_some()).map(|c| c.count).sum();
    let hits = Counted::records(year.iter().copied().filter(|c| c.dim(dim) == Some(value)));
    Some(Counted { value: hits.value.checked_div(Decimal::from(stated))?, cells: hits.cells })
}
