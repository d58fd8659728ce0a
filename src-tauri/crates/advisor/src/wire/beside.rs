//! What stands beside an option's lines, what else could be shared out, and whether all options were costed alike.

use serde::Serialize;
use ts_rs::TS;

/// One addition that brings an offer to the required scope.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct Addition {
    /// Figure id.
    pub figure: String,
    /// What is added.
    pub name: String,
    /// Over the horizon, as shown.
    pub text: String,
}

/// A fee that ties with another option.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct TargetPrice {
    /// Option id of the other.
    pub against: String,
    /// What people call it.
    pub name: String,
    /// Figure id, by which it is explained; null where present value is not linear in the fee.
    pub figure: Option<String>,
    /// First month's fee that ties, decimal.
    pub fee: String,
    /// As shown.
    pub fee_text: String,
    /// In a sentence.
    pub text: String,
}

/// What becomes of a contract.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct ContractRow {
    /// Vendor.
    pub vendor: String,
    /// `stays`, `displaced`, `overlaps`.
    #[ts(type = "\"stays\" | \"displaced\" | \"overlaps\"")]
    pub fate: String,
    /// In words, with the day and the rise at renewal.
    pub text: String,
    /// Paid over the horizon, as shown.
    pub total: String,
}

/// What stands beside an option's lines.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct OptionBeside {
    /// What is added to meet the required scope.
    pub added: Vec<Addition>,
    /// Price a user and month as sold and at the required scope, with what is flagged, sentence by sentence.
    pub price: Vec<String>,
    /// Fees that tie with Today and with in-house at required scope.
    pub targets: Vec<TargetPrice>,
    /// Contracts in force by what becomes of them.
    pub contracts: Vec<ContractRow>,
    /// Capital and operating parts of the direct cost, in a sentence.
    pub capital: String,
    /// Cost to undo, whole, as shown; null where nothing is undone.
    pub undo_whole: Option<String>,
    /// What hangs on one person, in a sentence; null where nothing does.
    pub key_person: Option<String>,
}

/// One way to share the work with a provider.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct Design {
    /// Domains handed over, by their keys.
    pub domains: Vec<String>,
    /// The same in words.
    pub name: String,
    /// Hours in the fee.
    pub coverage: String,
    /// The same as shown.
    pub coverage_text: String,
    /// What stays inside.
    pub inside: String,
    /// First month's fee, as shown.
    pub fee: String,
    /// Direct cost over the horizon, as shown.
    pub total: String,
    /// Present value, as shown.
    pub npv: String,
    /// Hours a year left with the posts that stay, as shown.
    pub hours_left: String,
    /// The co-managed option has these domains now.
    pub in_use: bool,
}

/// The designer's answer.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct Designs {
    /// The best five that are feasible, cheapest first.
    pub best: Vec<Design>,
    /// How many were tried and are feasible, in a sentence.
    pub text: String,
}

/// One check that all options were costed alike.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct AuditCheck {
    /// Its id.
    pub id: String,
    /// What is asked, in a sentence.
    pub title: String,
    /// It holds on every option.
    pub passed: bool,
    /// What was found, in a sentence.
    pub text: String,
}
