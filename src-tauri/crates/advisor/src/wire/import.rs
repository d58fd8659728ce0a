//! Inspection, import and history on the wire, and what an error looks like there.

use super::TwoReadings;
use serde::Serialize;
use std::collections::BTreeMap;
use ts_rs::TS;

/// An error.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct ErrorBody {
    /// Code.
    pub code: String,
    /// What is wrong.
    pub message: String,
    /// What to do next.
    pub hint: String,
    /// Where.
    pub at: Option<String>,
}

/// A column as inspected.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct InspectedColumn {
    /// Header as written.
    pub header: String,
    /// Field it feeds.
    pub field: Option<String>,
    /// A few cells.
    pub samples: Vec<String>,
    /// Both readings, where at least one cell can be read two ways.
    pub readings: Option<TwoReadings>,
}

/// What a file is taken for.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct Inspection {
    /// The file.
    pub path: String,
    /// Text encoding.
    pub encoding: Option<String>,
    /// Delimiter; null in a workbook.
    pub delimiter: Option<String>,
    /// Sheet.
    pub sheet: Option<String>,
    /// Physical line of the header, from 1.
    pub header_row: u32,
    /// Kind of its rows; null where it is not recognised.
    pub kind: Option<String>,
    /// Preset recognised.
    pub preset: Option<String>,
    /// 0 to 1, decimal.
    pub confidence: String,
    /// Its columns.
    pub columns: Vec<InspectedColumn>,
    /// Rows of data.
    pub rows: u32,
    /// Of a large file only the first part was looked at; its rows are an estimate.
    pub estimated: bool,
    /// What is to be known of it before it is read, in sentences.
    pub notes: Vec<String>,
}

/// A problem with its place.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct RowProblem {
    /// Sheet.
    pub sheet: Option<String>,
    /// Physical row.
    pub row: u32,
    /// Column.
    pub column: Option<String>,
    /// What stood there.
    pub value: String,
    /// Code.
    pub code: String,
    /// In a sentence.
    pub message: String,
}

/// A field that an export says otherwise than the one before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct FieldChange {
    /// Field name.
    pub field: String,
    /// As shown.
    pub label: String,
    /// What it was; empty where it was not there.
    pub from: String,
    /// What it is; empty where it is not there any more.
    pub to: String,
}

/// A record that an export says otherwise than the one before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct RecordChange {
    /// How.
    #[ts(type = "\"changed\" | \"gone\" | \"new\"")]
    pub what: String,
    /// What it is called.
    pub name: String,
    /// Sheet of a workbook.
    pub sheet: Option<String>,
    /// Its physical row; null where it is gone.
    pub row: Option<u32>,
    /// Its physical row before; null where it is new.
    pub before_row: Option<u32>,
    /// The file it stood in before; null where it is new.
    pub before_source: Option<String>,
    /// Its fields that differ; empty where it is new or gone.
    pub fields: Vec<FieldChange>,
}

/// What an export says otherwise than the ones before it of the same layout.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, TS)]
#[ts(export)]
pub struct RecordChanges {
    /// In a sentence; empty where nothing was there before.
    pub finding: String,
    /// The file it follows; null where it shows other things than those before.
    pub follows: Option<String>,
    /// Records with other fields.
    pub changed: u32,
    /// Records no longer in it; they still count as they were last seen.
    pub gone: u32,
    /// Records that were not in any before.
    pub new: u32,
    /// Those that are not listed, because there are too many.
    pub unlisted: u32,
    /// Changed ones first, then those that are gone, then new ones.
    pub records: Vec<RecordChange>,
}

/// What became of a file's rows: `rows = accepted + set_aside + merged + rejected`.
#[derive(Debug, Clone, Default, Serialize, TS)]
#[ts(export)]
pub struct ImportReport {
    /// The file.
    pub source: String,
    /// Sheet.
    pub sheet: Option<String>,
    /// Kind.
    pub kind: String,
    /// Preset.
    pub preset: Option<String>,
    /// Rows.
    pub rows: u32,
    /// Records: new + changed + unchanged.
    pub accepted: u32,
    /// Not seen before.
    pub new: u32,
    /// Seen before with other fields.
    pub changed: u32,
    /// Seen before just so.
    pub unchanged: u32,
    /// Records not to be counted.
    pub set_aside: u32,
    /// Second sightings.
    pub merged: u32,
    /// No records.
    pub rejected: u32,
    /// Every problem found.
    pub problems: Vec<RowProblem>,
    /// What it says otherwise than the ones before it; at the prompt alone, where something was there before.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub changes: Option<RecordChanges>,
    /// Money fields of the accepted rows, exact decimals.
    pub sums: BTreeMap<String, String>,
    /// Date fields of the accepted rows, first and last.
    pub range: BTreeMap<String, [String; 2]>,
    /// Closed fields of the accepted rows, counted.
    pub groups: BTreeMap<String, BTreeMap<String, u32>>,
    /// Fields the export does not give, with the rules that decided them and how many accepted rows each decided: the kind
    /// of a device (`model: poweredge*`), the role of a title with how sure it is.
    pub decided: BTreeMap<String, BTreeMap<String, u32>>,
}

/// One change of the history.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct LogEntry {
    /// When.
    pub at: String,
    /// Who.
    pub who: String,
    /// What, in a few words.
    pub label: String,
    /// Why.
    pub why: Option<String>,
    /// Target by target, old and new.
    pub changes: Vec<String>,
    /// Whether it is in force.
    pub in_force: bool,
}

/// A preset.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct PresetInfo {
    /// Its id.
    pub id: String,
    /// Version of its content.
    pub version: u32,
    /// Tool and export.
    pub title: String,
    /// What its rows are.
    pub kind: String,
    /// Where the layout is documented.
    pub source: String,
    /// Licence.
    pub licence: String,
    /// It is the user's own.
    pub own: bool,
}
