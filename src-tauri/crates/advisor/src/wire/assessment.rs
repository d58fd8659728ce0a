//! The answer on the wire.

use serde::Serialize;
use std::collections::BTreeMap;
use ts_rs::TS;

/// Shown text of a finding.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct FindingText {
    /// Value as shown.
    pub value: Option<String>,
    /// Limit as shown.
    pub limit: Option<String>,
}

/// One threshold.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct Finding {
    /// The figure behind the value.
    pub figure: String,
    /// `crossed`, `near`, `not_crossed`, `unknown`, `not_applicable`.
    #[ts(type = "\"crossed\" | \"near\" | \"not_crossed\" | \"unknown\" | \"not_applicable\"")]
    pub state: String,
    /// Past the plain limit.
    pub over_limit: bool,
    /// Further marks.
    pub flags: Vec<String>,
    /// Value, decimal.
    pub value: Option<String>,
    /// Unit.
    pub unit: String,
    /// Limit, decimal.
    pub limit: Option<String>,
    /// Near band, decimals.
    pub band: Option<[String; 2]>,
    /// Limit − value, decimal.
    pub margin: Option<String>,
    /// In words.
    pub formula: String,
    /// Facts that are missing.
    pub missing: Vec<String>,
    /// Files and how many of their rows it rests on.
    pub evidence: Vec<Evidence>,
    /// The finding in one sentence.
    pub sentence: String,
    /// Shown text.
    pub text: FindingText,
}

/// Rows of a file.
#[derive(Debug, Clone, Serialize, TS, PartialEq, Eq)]
#[ts(export)]
pub struct Evidence {
    /// File.
    pub source: String,
    /// Sheet of a workbook.
    pub sheet: Option<String>,
    /// How many rows.
    pub rows: u32,
    /// The first of them, as the file counts.
    pub first: Vec<u32>,
}

/// T1 to T4.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct Thresholds {
    /// T1.
    pub staff_ratio: Finding,
    /// T2.
    pub compliance: Finding,
    /// T3.
    pub velocity: Finding,
    /// T4.
    pub loaded_cost: Finding,
}

/// Shown text of a line.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct LineText {
    /// At time 0.
    pub once: Option<String>,
    /// Over the horizon.
    pub total: Option<String>,
    /// By year.
    pub yearly: Vec<Option<String>>,
}

/// One cost line of one option.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct Line {
    /// Line id.
    pub id: String,
    /// Name.
    pub name: String,
    /// Part of the direct total.
    pub in_total: bool,
    /// The option has it.
    pub applies: bool,
    /// At time 0, decimal.
    pub once: Option<String>,
    /// By plan year, decimals.
    pub yearly: Vec<Option<String>>,
    /// Shown text.
    pub text: LineText,
}

/// Shown text of an option.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct OptionText {
    /// Total.
    pub total: Option<String>,
    /// Present value.
    pub npv: Option<String>,
    /// Budget change.
    pub vs_today: Option<String>,
    /// Against building it.
    pub vs_in_house: Option<String>,
    /// Per user and month.
    pub per_user_month: Option<String>,
}

/// One option.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export, rename = "Option")]
pub struct OptionRow {
    /// Option id.
    pub id: String,
    /// Name.
    pub name: String,
    /// Passes the gates.
    pub eligible: bool,
    /// Is ranked.
    pub ranked: bool,
    /// Why not, and what to know.
    pub reasons: Vec<String>,
    /// What it lacks.
    pub scope_gap: Vec<String>,
    /// What must be settled before signing.
    pub conditions: Vec<String>,
    /// Its lines.
    pub lines: Vec<Line>,
    /// Undiscounted direct total, decimal.
    pub total: Option<String>,
    /// Present value, decimal.
    pub npv: Option<String>,
    /// Total − Today's, decimal.
    pub vs_today: Option<String>,
    /// Total − in-house at R, decimal.
    pub vs_in_house: Option<String>,
    /// First month from which it has paid back against Today and stays so; null where it has not.
    pub payback_month: Option<u32>,
    /// Months in which the cumulative saving against Today changes its sign.
    pub crossings: Vec<u32>,
    /// Total per user and month, decimal.
    pub per_user_month: Option<String>,
    /// Shown text.
    pub text: OptionText,
}

/// The answer.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct Verdict {
    /// `recommend`, `too_close`, `not_yet`.
    #[ts(type = "\"recommend\" | \"too_close\" | \"not_yet\"")]
    pub kind: String,
    /// Option id.
    pub option: Option<String>,
    /// `directional`, `decision_grade`.
    #[ts(type = "\"directional\" | \"decision_grade\"")]
    pub grade: String,
    /// In one sentence.
    pub headline: String,
    /// Why.
    pub reasons: Vec<String>,
    /// What must be found out.
    pub missing: Vec<String>,
    /// Inputs that alone change the leader, each with the new one.
    pub flips: Vec<String>,
}

/// Everything a person sees.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct Assessment {
    /// The organisation.
    pub name: String,
    /// The only *today*, ISO.
    pub as_of: String,
    /// T1 to T4.
    pub thresholds: Thresholds,
    /// The options.
    pub options: Vec<OptionRow>,
    /// The answer.
    pub verdict: Verdict,
    /// What could not be used, in words.
    pub notes: Vec<String>,
}

/// A figure of the list.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct FigureRow {
    /// Its id.
    pub id: String,
    /// Its value as shown.
    pub text: String,
}

/// An input a figure rests on.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct ExplainedInput {
    /// Input name; also the key it is typed under.
    pub id: String,
    /// What people call it.
    pub name: String,
    /// Value and unit as shown.
    pub text: String,
    /// Lowest, likely and highest, decimals.
    pub range: Option<[String; 3]>,
    /// `measured`, `stated`, `benchmark`, `guess`, `policy`, `unknown`.
    #[ts(type = "\"measured\" | \"stated\" | \"benchmark\" | \"guess\" | \"policy\" | \"unknown\"")]
    pub grade: String,
    /// Where it comes from.
    pub source: String,
    /// The rows it was counted in.
    pub rows: Vec<Evidence>,
}

/// Why a figure is what it is.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct Explanation {
    /// Figure id.
    pub figure: String,
    /// Its name.
    pub name: String,
    /// Its value, decimal; null where there is none.
    pub value: Option<String>,
    /// Its value as shown.
    pub text: String,
    /// Formula with names.
    pub formula: String,
    /// The same with numbers.
    pub numbers: Option<String>,
    /// The figures inside it, with their values.
    pub parts: BTreeMap<String, String>,
    /// What it rests on.
    pub inputs: Vec<ExplainedInput>,
}
