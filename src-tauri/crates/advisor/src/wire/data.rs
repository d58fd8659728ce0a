//! Sources, imports that wait, and the quality of the data on the wire.

use super::client::Consequence;
use super::import::{ErrorBody, ImportReport, RowProblem};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A source in the file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct SourceInfo {
    /// Its number in the file.
    pub id: u32,
    /// File it was read from.
    pub name: String,
    /// Sheet of a workbook.
    pub sheet: Option<String>,
    /// What its rows are.
    pub kind: String,
    /// The same, as shown: `Devices`.
    pub kind_text: String,
    /// Preset that knew it, as shown; null where columns were recognised or mapped.
    pub preset: Option<String>,
    /// Encoding.
    pub encoding: String,
    /// Size as shown.
    pub size: String,
    /// First bytes of its SHA-256.
    pub fingerprint: String,
    /// `live` or `undone`.
    #[ts(type = "\"live\" | \"undone\"")]
    pub state: String,
    /// The day it was exported, as shown.
    pub exported: Option<String>,
    /// When it was committed and by whom.
    pub committed: Option<String>,
    /// Records.
    pub accepted: u32,
    /// Second sightings.
    pub merged: u32,
    /// Not to be counted.
    pub set_aside: u32,
    /// No records.
    pub rejected: u32,
    /// The columns and the fields they feed, as the person said; empty where it was recognised.
    pub mapping: Vec<[String; 2]>,
}

/// A page of problems.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct ProblemPage {
    /// This page's problems.
    pub problems: Vec<FiledProblem>,
    /// Where the next page begins; null at the end.
    pub next: Option<u32>,
}

/// A problem and how its row was taken.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct FiledProblem {
    /// How the row was taken.
    #[ts(type = "\"accepted\" | \"merged\" | \"set_aside\" | \"rejected\"")]
    pub taken: String,
    /// The problem.
    pub problem: RowProblem,
}

/// A column and the field it feeds, as the person says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ColumnChoice {
    /// The column's key.
    pub header: String,
    /// Field; null leaves the column out.
    pub field: Option<String>,
}

/// A column and which of its two readings holds, as the person says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ReadingChoice {
    /// The column's key.
    pub header: String,
    /// `day_first`, `month_first`, `dot_decimal` or `comma_decimal`.
    pub reading: String,
}

/// Cells read otherwise than they are written, as the person says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct CellChoice {
    /// The column's header or key.
    pub header: String,
    /// The physical row of the one cell; null for every cell alike.
    pub row: Option<u32>,
    /// What the cells say.
    pub written: String,
    /// What they are read as; empty for nothing.
    pub read: String,
}

/// How one file is to be read, as the person says; everything unsaid is recognised.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ReadAs {
    /// What its rows are.
    pub kind: Option<String>,
    /// Sheet of a workbook.
    pub sheet: Option<String>,
    /// Columns said otherwise than recognised.
    pub columns: Vec<ColumnChoice>,
    /// Readings chosen.
    pub readings: Vec<ReadingChoice>,
    /// Cells corrected.
    pub cells: Vec<CellChoice>,
    /// Encoding of a text file.
    #[serde(default)]
    #[ts(optional)]
    pub encoding: Option<String>,
    /// The sign between its cells.
    #[serde(default)]
    #[ts(optional)]
    pub delimiter: Option<char>,
}

/// One of two readings of a column.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct ReadingOffer {
    /// `day_first`, `month_first`, `dot_decimal` or `comma_decimal`.
    pub reading: String,
    /// What the example would be, as shown.
    pub text: String,
}

/// A column whose cells can be read two ways.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct TwoReadings {
    /// A cell of it.
    pub example: String,
    /// Both readings.
    pub offers: Vec<ReadingOffer>,
    /// The one in force.
    pub now: String,
    /// In a sentence: how many cells fit only one reading.
    pub note: String,
}

/// A column of a file that waits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct StagedColumn {
    /// How it is named where something is said of it: its header, or `#3` where that is blank or comes twice.
    pub key: String,
    /// Header as written.
    pub header: String,
    /// Field it feeds.
    pub field: Option<String>,
    /// That field as shown.
    pub field_text: Option<String>,
    /// First values.
    pub samples: Vec<String>,
    /// How the field was found, as shown.
    pub why: String,
    /// Rows with something in it.
    pub filled: u32,
    /// Both readings, where the column itself does not decide.
    pub readings: Option<TwoReadings>,
}

/// A field a column can feed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct FieldChoice {
    /// Its name.
    pub field: String,
    /// As shown.
    pub label: String,
    /// A record needs it, or one of its group.
    pub required: bool,
}

/// A kind of record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct KindChoice {
    /// Its name.
    pub kind: String,
    /// As shown.
    pub label: String,
    /// What tools export it, in a few words.
    pub note: String,
}

/// One table that waits to be committed.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct StagedTable {
    /// Its place among those that wait, the key it is corrected by.
    pub id: u32,
    /// File.
    pub name: String,
    /// Sheet of a workbook.
    pub sheet: Option<String>,
    /// Sheets of the workbook.
    pub sheets: Vec<String>,
    /// Size as shown.
    pub size: String,
    /// First bytes of its SHA-256.
    pub fingerprint: String,
    /// What its rows are; null where it is not recognised.
    pub kind: Option<String>,
    /// The same, as shown.
    pub kind_text: Option<String>,
    /// Preset that knew it, as shown.
    pub preset: Option<String>,
    /// How sure the recognition is, as shown.
    pub confidence: String,
    /// Encoding, delimiter and header row, as shown.
    pub layout: String,
    /// Encoding of a text file; null for a workbook.
    pub encoding: Option<String>,
    /// The sign between its cells; null for a workbook.
    pub delimiter: Option<String>,
    /// Rows of data.
    pub rows: u32,
    /// Its columns.
    pub columns: Vec<StagedColumn>,
    /// Fields its columns can feed.
    pub fields: Vec<FieldChoice>,
    /// Fields that no column feeds and a record needs, as shown: `Serial number or asset tag`.
    pub lacking: Vec<String>,
    /// Other kinds its columns would do for.
    pub alternatives: Vec<String>,
    /// What became of its rows; null where it was refused.
    pub report: Option<ImportReport>,
    /// Why it was refused as a whole.
    pub refused: Option<ErrorBody>,
    /// The same file is in the engagement already.
    pub known: bool,
    /// How it is read, as said so far.
    pub read_as: ReadAs,
}

/// What waits to be committed, with what committing would change.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct Waiting {
    /// The tables, in the order they came.
    pub tables: Vec<StagedTable>,
    /// Every kind a table can be of.
    pub kinds: Vec<KindChoice>,
    /// What committing changes; null where nothing can be committed.
    pub consequence: Option<Consequence>,
    /// Records that would be added or changed.
    pub records: u32,
}

/// How good one kind of data is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct KindQuality {
    /// Kind.
    pub kind: String,
    /// As shown.
    pub label: String,
    /// Records that count.
    pub records: u32,
    /// Files they come from.
    pub sources: Vec<String>,
    /// Day of the newest export, as shown; null where unknown.
    pub newest: Option<String>,
    /// Older than the policy allows, in a sentence.
    pub stale: Option<String>,
    /// Rows rejected.
    pub rejected: u32,
    /// Rows set aside.
    pub set_aside: u32,
    /// Things that several rows show.
    pub merged: u32,
    /// What the sources do not agree on, in a sentence.
    pub conflicts: Option<String>,
    /// What is not measured for want of it, as shown.
    pub gaps: Vec<Gap>,
}

/// An input that rests on less than the client's own data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct Gap {
    /// Input name.
    pub input: String,
    /// As shown.
    pub name: String,
    /// Its grade now.
    #[ts(type = "\"measured\" | \"stated\" | \"benchmark\" | \"guess\" | \"policy\" | \"unknown\"")]
    pub grade: String,
    /// Range in use, as shown.
    pub range: String,
    /// How far the lead of the first option moves over that range, as shown; null where it does not.
    pub swing: Option<String>,
    /// In a sentence: what it costs the answer.
    pub cost: String,
}

/// The quality of the data, kind by kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct Quality {
    /// In a sentence.
    pub finding: String,
    /// Inputs by grade: grade, count, share of the leader's money as shown.
    pub grades: Vec<GradeShare>,
    /// Kinds, those that help most first.
    pub kinds: Vec<KindQuality>,
}

/// How much rests on a grade.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct GradeShare {
    /// Grade.
    #[ts(type = "\"measured\" | \"stated\" | \"benchmark\" | \"guess\" | \"policy\" | \"unknown\"")]
    pub grade: String,
    /// Inputs of it.
    pub inputs: u32,
    /// Share of the leader's money, as shown; null where there is no leader.
    pub share: Option<String>,
}

/// A field of the quote form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct QuoteField {
    /// Field name.
    pub field: String,
    /// As shown.
    pub label: String,
    /// How it is typed.
    #[ts(type = "\"text\" | \"number\" | \"money\" | \"day\" | \"choice\" | \"choices\" | \"flag\"")]
    pub form: String,
    /// What can be chosen.
    pub choices: Vec<super::desk::Choice>,
    /// What it is and what stands in for it, in a sentence.
    pub hint: String,
    /// An offer needs it.
    pub required: bool,
    /// Heading it stands under.
    pub group: String,
}
