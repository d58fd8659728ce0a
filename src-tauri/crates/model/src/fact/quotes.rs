//! Offers, as the form or file states them (rules 11).

use crate::cell::{CellId, CellTotal};
use crate::scope::{Coverage, Domains};
use chrono::NaiveDate;
use rust_decimal::Decimal;

/// One price step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tier {
    /// First unit of the step.
    pub from: Decimal,
    /// Price a unit and month.
    pub price: Decimal,
}

/// Which regulated data a provider holds, and where (32 CFR 170.19(c)(2)).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CmmcAnswer {
    /// Neither CUI nor security protection data.
    Neither,
    /// Only security protection data.
    SecurityData,
    /// CUI, without a cloud service.
    CuiInScope,
    /// CUI in a cloud service that is FedRAMP Moderate authorized or equivalent.
    CuiFedramp,
    /// CUI in another cloud service.
    CuiOtherCloud,
}

impl CmmcAnswer {
    /// The answer of a quote's word.
    pub fn from_name(word: &str) -> Option<Self> {
        Some(match word {
            "no_cui" => Self::Neither,
            "security_data_only" => Self::SecurityData,
            "cui_not_in_cloud" => Self::CuiInScope,
            "cui_fedramp_moderate" => Self::CuiFedramp,
            "cui_other_cloud" => Self::CuiOtherCloud,
            _ => return None,
        })
    }
}

/// One offer.
#[derive(Debug, Clone)]
pub struct QuoteFact {
    /// Its record.
    pub cell: CellId,
    /// Provider.
    pub vendor: String,
    /// `full_outsource`, `co_managed`, `break_fix`.
    pub offer: Option<String>,
    /// `user`, `device`, `site`, `flat`, `hour`.
    pub basis: Option<String>,
    /// Price a month and unit.
    pub price: Option<Decimal>,
    /// Price steps, lowest first.
    pub tiers: Vec<Tier>,
    /// The steps are there but not all of them can be read: then none is.
    pub unreadable_tiers: bool,
    /// Whole volume, graduated, or unstated.
    pub whole_volume: Option<bool>,
    /// Smallest fee a month.
    pub minimum: Option<Decimal>,
    /// Share of the first fee that is always paid.
    pub floor: Option<Decimal>,
    /// Charge for a trip on site.
    pub trip_charge: Option<Decimal>,
    /// Price of a light account.
    pub light_price: Option<Decimal>,
    /// Domains included.
    pub domains: Domains,
    /// Hours covered.
    pub coverage: Option<Coverage>,
    /// Carries compliance effort.
    pub compliance: Option<bool>,
    /// One-off onboarding.
    pub onboarding: Option<Decimal>,
    /// Yearly increase.
    pub escalator: Option<Decimal>,
    /// Term in months.
    pub term: Option<Decimal>,
    /// Notice in months.
    pub notice: Option<Decimal>,
    /// Signs a business associate agreement.
    pub signs_baa: Option<bool>,
    /// What it says of CUI and security protection data.
    pub cmmc: Option<CmmcAnswer>,
    /// Acknowledges PCI DSS 12.9 in writing.
    pub pci: Option<bool>,
    /// What is left out.
    pub exclusions: Option<String>,
    /// Last day of the offer.
    pub valid_until: Option<NaiveDate>,
}

pub(super) fn fold(cells: &[&CellTotal]) -> Vec<QuoteFact> {
    let mut quotes: Vec<_> = cells.iter().filter_map(|c| quote(c)).collect();
    quotes.sort_by(|a, b| (&a.vendor, a.cell).cmp(&(&b.vendor, b.cell)));
    quotes
}

fn quote(cell: &CellTotal) -> Option<QuoteFact> {
    let text = |dim: &str| cell.dim(dim).map(str::to_owned);
    let number = |dim: &str| cell.dim(dim).and_then(|n| n.parse::<Decimal>().ok());
    let flag = |dim: &str| cell.dim(dim).map(|f| f == "yes");
    Some(QuoteFact {
        cell: cell.id,
        vendor: text("vendor")?,
        offer: text("offer"),
        basis: text("basis"),
        price: number("price"),
        unreadable_tiers: cell.dim("tiers").is_some_and(|t| tiers(t).is_none()),
        tiers: cell.dim("tiers").and_then(tiers).unwrap_or_default(),
        whole_volume: cell.dim("tiering").map(|t| t == "whole_volume"),
        minimum: number("minimum"),
        floor: number("floor"),
        trip_charge: number("trip_charge"),
        light_price: number("light_price"),
        domains: Domains::read(cell.dim("domains").unwrap_or_default()),
        coverage: cell.dim("coverage").and_then(Coverage::from_name),
        compliance: flag("includes_compliance"),
        onboarding: number("onboarding"),
        escalator: number("escalator"),
        term: number("term_months"),
        notice: number("notice_months"),
        signs_baa: flag("signs_baa"),
        cmmc: cell.dim("cmmc_answer").and_then(CmmcAnswer::from_name),
        pci: flag("pci_answer"),
        exclusions: text("exclusions"),
        valid_until: cell.dim("valid_until").and_then(|d| d.parse().ok()),
    })
}

/// Reads `1-50:175; 51-150:150; 151+:125`; where a step cannot be read, or the first does not
/// begin at one unit, none is and the quote falls back to its price.
fn tiers(text: &str) -> Option<Vec<Tier>> {
    let step = |part: &str| {
        let (range, price) = part.split_once(':')?;
        let from = range.trim().split(['-', '+', '–']).next()?.trim();
        Some(Tier { from: from.parse().ok()?, price: price.trim().trim_start_matches('$').parse().ok()? })
    };
    let mut tiers: Vec<_> = text.split(';').filter(|part| !part.trim().is_empty()).map(step).collect::<Option<_>>()?;
    tiers.sort_by_key(|t| t.from);
    tiers.first().is_some_and(|t| t.from <= Decimal::ONE).then_some(tiers)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn price_steps_are_read_in_order() {
        let read = tiers("51-150:150; 1-50:$175;151+: 125").unwrap();
        assert_eq!(tiers("1 to 50:175; 51-150:150"), None, "a step nobody can read must not become free units");
        let prices: Vec<_> = read.iter().map(|t| (t.from.to_string(), t.price.to_string())).collect();
        let want = [("1", "175"), ("51", "150"), ("151", "125")].map(|(a, b)| (a.to_owned(), b.to_owned()));
        assert_eq!(prices, want, "order in the cell does not matter");
    }
}
