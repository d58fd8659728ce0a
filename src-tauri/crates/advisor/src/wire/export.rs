//! The whole calculation on the wire.

use serde::Serialize;
use ts_rs::TS;

/// One input.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct ExportedInput {
    /// Its name, also the key it is typed under.
    pub id: String,
    /// What people call it.
    pub name: String,
    /// Lowest, decimal; null where it is unknown.
    pub low: Option<String>,
    /// Likely.
    pub likely: Option<String>,
    /// Highest.
    pub high: Option<String>,
    /// Unit.
    pub unit: String,
    /// Grade.
    pub grade: String,
}

/// One line by month.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct ExportedLine {
    /// Line id.
    pub id: String,
    /// Part of the direct total.
    pub in_total: bool,
    /// At time 0, to the cent.
    pub once: Option<String>,
    /// By plan year, to the cent.
    pub yearly: Vec<Option<String>>,
    /// By month of the horizon, unrounded, one-offs in their month.
    pub months: Vec<Option<String>>,
}

/// One option.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct ExportedOption {
    /// Option id.
    pub id: String,
    /// The lines it has.
    pub lines: Vec<ExportedLine>,
    /// Undiscounted direct total.
    pub total: Option<String>,
    /// Present value.
    pub npv: Option<String>,
}

/// Everything to recompute the answer from.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct Export {
    /// The only *today*.
    pub as_of: String,
    /// Every input.
    pub inputs: Vec<ExportedInput>,
    /// Every option.
    pub options: Vec<ExportedOption>,
}
