//! The answer on the wire.

use serde::Serialize;
use std::collections::BTreeMap;
use ts_rs::TS;

/// Shown text of a finding.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct FindingText {
    /// `T1 Staff ratio`.
    pub name: String,
    /// State as shown.
    pub state: String,
    /// What is missing, in words.
    pub missing: Vec<String>,
    /// Unit after the value.
    pub unit: String,
    /// Value as shown.
    pub value: Option<String>,
    /// Limit as shown.
    pub limit: Option<String>,
}

/// A figure shown beside a finding.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct Beside {
    /// What it is.
    pub name: String,
    /// Figure id.
    pub figure: String,
    /// Value, decimal; null where there is none.
    pub value: Option<String>,
    /// As shown.
    pub text: String,
}

/// Figures in rows and columns.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct Grid {
    /// What it shows.
    pub title: String,
    /// What the rows are.
    pub of: String,
    /// Names of its columns.
    pub head: Vec<String>,
    /// Its rows.
    pub rows: Vec<GridRow>,
}

/// A row of a grid.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct GridRow {
    /// What it is about.
    pub name: String,
    /// Its figures, in the order of the columns.
    pub cells: Vec<GridCell>,
}

/// A figure of a grid.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct GridCell {
    /// Figure id.
    pub figure: String,
    /// Value, decimal; null where there is none.
    pub value: Option<String>,
    /// As shown.
    pub text: String,
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
    /// How far the value is from the limit, decimal; negative is past it.
    pub margin: Option<String>,
    /// In words.
    pub formula: String,
    /// Facts that are missing, by the keys they are typed under.
    pub missing: Vec<String>,
    /// Files and how many of their rows it rests on.
    pub evidence: Vec<Evidence>,
    /// The finding in one sentence.
    pub sentence: String,
    /// The month of the horizon whose figures decide, where it is not today.
    pub month: Option<u16>,
    /// Figures shown beside the value.
    pub beside: Vec<Beside>,
    /// How old its data is and how much of it is defaults, a sentence each; left out while a value is moved.
    pub grounds: Vec<String>,
    /// What is said beside it, a sentence each.
    pub notes: Vec<String>,
    /// Figures by month or by role; left out while a value is moved.
    pub grids: Vec<Grid>,
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
    /// Over the horizon in thousands; lines so shown add up to the total so shown.
    pub thousands: Option<String>,
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
    /// The last of its cost group: a hairline follows.
    pub closes_group: bool,
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
    /// Total in thousands.
    pub thousands: Option<String>,
    /// Present value in thousands.
    pub npv_thousands: Option<String>,
    /// Budget change in thousands.
    pub vs_today_thousands: Option<String>,
    /// Against building it, in thousands.
    pub vs_in_house_thousands: Option<String>,
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
    /// Its name where room is short.
    pub short_name: String,
    /// What it is, in a few words: `required scope`, `quote`.
    pub note: String,
    /// Hue, mark and line it is drawn in.
    #[ts(type = "\"in_house\" | \"co_managed\" | \"outsource\" | \"break_fix\" | \"quote\" | \"quote_part\"")]
    pub look: String,
    /// Its place among the ranked, from 1; null where it is not ranked.
    pub rank: Option<u32>,
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
    /// A small step that is not ranked: shown apart, folded.
    pub aside: bool,
    /// What stands beside its lines; null while a value is moved.
    pub beside: Option<super::OptionBeside>,
    /// Shown text.
    pub text: OptionText,
}

/// A figure to remember.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct Reason {
    /// What it rests on: no two reasons of one answer share it.
    #[ts(type = "\"money\" | \"hours\" | \"certainty\" | \"scope\" | \"people\"")]
    pub driver: String,
    /// The figure, as shown.
    pub value: String,
    /// What it is, in a few words.
    pub label: String,
    /// In a sentence.
    pub sentence: String,
    /// Its id, where it can be explained.
    pub figure: Option<String>,
}

/// What each room finds, in a sentence, with what it stands on.
#[derive(Debug, Clone, Default, Serialize, TS)]
#[ts(export)]
pub struct Headings {
    /// Of the thresholds.
    pub thresholds: String,
    /// Of the options.
    pub options: String,
    /// Basis, period and unit of the options.
    pub options_basis: String,
    /// Users, beside the room Client.
    pub client: String,
    /// Thresholds crossed, beside the room Thresholds.
    pub crossed: String,
    /// Options ranked, beside the room Options.
    pub ranked: String,
    /// The verdict, short enough for the foot of the rooms.
    pub verdict: String,
    /// The verdict as a heading: without its full stop where it is one sentence.
    pub headline: String,
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
    /// Grade as shown.
    pub grade_text: String,
    /// Why it has this grade, in a sentence.
    pub grade_reason: String,
    /// In one sentence.
    pub headline: String,
    /// Three figures with three different drivers.
    pub because: Vec<Reason>,
    /// The case against, sentence by sentence.
    pub counter_case: Vec<String>,
    /// What must hold before signing.
    pub conditions: Vec<String>,
    /// Why.
    pub reasons: Vec<String>,
    /// What must be found out; facts by the keys they are typed under.
    pub missing: Vec<String>,
    /// The same in words.
    pub missing_text: Vec<String>,
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
    /// T2 framework by framework; empty while a value is moved.
    pub frameworks: Vec<super::Framework>,
    /// The options.
    pub options: Vec<OptionRow>,
    /// The answer.
    pub verdict: Verdict,
    /// What each room finds.
    pub headings: Headings,
    /// Who prepared it and with what interest, in a sentence.
    pub prepared: String,
    /// For whom it is prepared.
    pub prepared_for: String,
    /// What could not be used, in words.
    pub notes: Vec<String>,
    /// Other ways to share the work with a provider; null while a value is moved.
    pub designs: Option<super::Designs>,
    /// Whether all options were costed alike; empty while a value is moved.
    pub audit: Vec<super::AuditCheck>,
}

/// A figure of the list.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct FigureRow {
    /// Its id.
    pub id: String,
    /// Its value, a decimal; none while it is unknown.
    pub value: Option<String>,
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
    /// Address of the source, where it has one.
    pub address: Option<String>,
    /// The rows it was counted in.
    pub rows: Vec<Evidence>,
    /// It can be typed under its id.
    pub typeable: bool,
    /// Its likely value as it would be typed.
    pub typed: Option<String>,
    /// Unit.
    pub unit: String,
    /// Who changed it last, and why.
    pub touched: Option<super::desk::Touched>,
}

/// A figure inside another.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct Part {
    /// Figure id.
    pub figure: String,
    /// Its name.
    pub name: String,
    /// Its value as shown.
    pub text: String,
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
    /// The same in the order of the formula, with their names.
    pub within: Vec<Part>,
    /// Unit of the value.
    pub unit: String,
    /// What it rests on.
    pub inputs: Vec<ExplainedInput>,
}
