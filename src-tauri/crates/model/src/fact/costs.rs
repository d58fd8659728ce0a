//! Contracts in force and what the ledger says of a year's tools, compliance and hardware.

use super::{Counted, in_last_year};
use crate::cell::CellTotal;
use crate::scope::{Domain, Domains};
use chrono::NaiveDate;
use rust_decimal::Decimal;
use std::collections::{BTreeMap, BTreeSet};

/// What becomes of a current contract under an option (rules 1).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// Runs on over the horizon.
    Stays,
    /// Ends at the later of its end date and go-live.
    Displaced,
    /// Runs on beside a provider who does the same.
    Overlaps,
}

impl Fate {
    fn read(word: Option<&str>) -> Option<Self> {
        match word? {
            "stays" => Some(Self::Stays),
            "displaced" => Some(Self::Displaced),
            "overlaps" => Some(Self::Overlaps),
            _ => None,
        }
    }
}

/// One contract in force.
#[derive(Debug, Clone)]
pub struct ContractFact {
    /// Vendor.
    pub vendor: String,
    /// A year's amount.
    pub amount: Counted,
    /// Support domains it carries.
    pub domains: Domains,
    /// End of the current term.
    pub end: Option<NaiveDate>,
    /// Booked as capital.
    pub capital: bool,
    /// Agreed yearly increase.
    pub escalator: Option<Counted>,
    /// Stated fates: in-house, break-fix, co-managed, full outsource.
    pub fates: [Option<Fate>; 4],
}

/// Contracts and ledger sums of the last twelve months.
#[derive(Debug, Clone, Default)]
pub struct CostFacts {
    /// Contracts in force, by vendor.
    pub contracts: Vec<ContractFact>,
    /// Tools and licences a year, without contract vendors.
    pub tools: Option<Counted>,
    /// Compliance spending a year.
    pub compliance: Option<Counted>,
    /// Hardware bought a year.
    pub hardware: Option<Counted>,
    /// Training bought a year.
    pub training: Option<Counted>,
    /// Vendors whose contract on file has ended and who are booked no more: in the ledger, not in force.
    pub ended: Vec<(String, NaiveDate)>,
}

impl CostFacts {
    pub(super) fn fold(cells: &[&CellTotal], as_of: NaiveDate) -> Self {
        let (registered, ledger): (Vec<&CellTotal>, Vec<&CellTotal>) =
            cells.iter().copied().partition(|c| c.dim("entry") == Some("contract"));
        let mut contracts: Vec<_> = registered.iter().filter_map(|c| contract(c, as_of)).collect();
        let mut vendors: BTreeSet<String> = contracts.iter().map(|c| fold_name(&c.vendor)).collect();
        let ended = ended(&registered, &ledger, &vendors, as_of);
        vendors.extend(ended.iter().map(|(vendor, _)| fold_name(vendor)));
        let year: Vec<_> = ledger.into_iter().filter(|c| c.dim("month").is_some_and(|m| in_last_year(m, as_of))).collect();
        let free: Vec<_> =
            year.iter().copied().filter(|c| !c.dim("vendor").is_some_and(|v| vendors.contains(&fold_name(v)))).collect();
        let of = |category: &'static str| {
            Counted::sum(free.iter().copied().filter(move |c| c.dim("category") == Some(category)), "amount")
        };
        let (tools, compliance, hardware, training) = (of("tools"), of("compliance"), of("hardware"), of("training"));
        contracts.extend(ledger_contracts(&free));
        Self { contracts, tools, compliance, hardware, training, ended }
    }
}

/// Vendors all of whose contracts on file have ended. One who is booked in a later month goes on without a term, and is
/// none of them.
fn ended(
    registered: &[&CellTotal],
    ledger: &[&CellTotal],
    live: &BTreeSet<String>,
    as_of: NaiveDate,
) -> Vec<(String, NaiveDate)> {
    let mut last: BTreeMap<String, (String, NaiveDate)> = BTreeMap::new();
    for cell in registered {
        let end = cell.dim("contract_end").and_then(|d| d.parse::<NaiveDate>().ok()).filter(|end| *end < as_of);
        if let Some((vendor, end)) = cell.dim("vendor").zip(end).filter(|(v, _)| !live.contains(&fold_name(v))) {
            let known = last.entry(fold_name(vendor)).or_insert_with(|| (vendor.to_owned(), end));
            known.1 = known.1.max(end);
        }
    }
    let goes_on = |(vendor, end): &(String, NaiveDate)| {
        // The last bill may come a month late.
        let month = end.checked_add_months(chrono::Months::new(1)).unwrap_or(*end).format("%Y-%m").to_string();
        let later = |c: &&&CellTotal| c.dim("month").is_some_and(|m| m > month.as_str());
        ledger.iter().filter(later).any(|c| c.dim("vendor").is_some_and(|v| fold_name(v) == fold_name(vendor)))
    };
    last.into_values().filter(|v| !goes_on(v)).collect()
}

/// A vendor is capital where all its bookings are.
fn cells_are_capital(cells: &[&CellTotal]) -> bool {
    cells.iter().all(|c| c.dim("nature") == Some("capex"))
}

/// Names that differ in case and punctuation only are one vendor.
fn fold_name(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn contract(cell: &CellTotal, as_of: NaiveDate) -> Option<ContractFact> {
    let day = |dim: &str| cell.dim(dim).and_then(|d| d.parse().ok());
    let end: Option<NaiveDate> = day("contract_end");
    if end.is_some_and(|end| end < as_of) {
        return None;
    }
    let fate = |dim: &str| Fate::read(cell.dim(dim));
    Some(ContractFact {
        vendor: cell.dim("vendor")?.to_owned(),
        amount: Counted::sum([cell], "amount")?,
        domains: Domains::read(cell.dim("domains").unwrap_or_default()),
        end,
        capital: cell.dim("nature") == Some("capex"),
        escalator: cell.dim("escalator").and_then(|e| e.parse().ok()).map(|value| Counted { value, cells: vec![cell.id] }),
        fates: [fate("fate_in_house"), fate("fate_break_fix"), fate("fate_co_managed"), fate("fate_full_outsource")],
    })
}

/// A vendor booked under IT contract services without a contract on file is a contract all the same.
fn ledger_contracts(free: &[&CellTotal]) -> Vec<ContractFact> {
    let mut vendors: BTreeMap<&str, Vec<&CellTotal>> = BTreeMap::new();
    for cell in free.iter().filter(|c| c.dim("category") == Some("contract")) {
        if let Some(vendor) = cell.dim("vendor") {
            vendors.entry(vendor).or_default().push(cell);
        }
    }
    let fact = |(vendor, cells): (&str, Vec<&CellTotal>)| {
        let capital = cells_are_capital(&cells);
        let amount = Counted::sum(cells, "amount").filter(|a| a.value > Decimal::ZERO)?;
        Some(ContractFact {
            vendor: vendor.to_owned(),
            amount,
            domains: Domains::NONE,
            end: None,
            capital,
            escalator: None,
            fates: [None; 4],
        })
    };
    vendors.into_iter().filter_map(fact).collect()
}

/// The support domains a list names; what is none of the four is left out.
impl Domains {
    /// Reads `service_desk; endpoint`, also with commas and spaces.
    pub fn read(list: &str) -> Self {
        let words = list.split([';', ',']).map(|w| w.trim().to_lowercase().replace([' ', '-'], "_"));
        words.filter_map(|w| Domain::from_name(&w)).fold(Self::NONE, Self::with)
    }
}
