//! Rows behind figures, in pages.

use serde::Serialize;
use ts_rs::TS;

/// One row of a file, as it was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct SourceRow {
    /// Key of the page after it.
    pub id: u32,
    /// File.
    pub source: String,
    /// Sheet of a workbook.
    pub sheet: Option<String>,
    /// Physical row, from 1.
    pub row: u32,
    /// Its cells, in the order of the page's columns; empty where it has none.
    pub cells: Vec<String>,
}

/// A page of rows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct RowPage {
    /// Names of the fields.
    pub columns: Vec<String>,
    /// How many rows there are in all.
    pub total: u32,
    /// This page's rows.
    pub rows: Vec<SourceRow>,
    /// Where the next page begins; null at the end.
    pub next: Option<u32>,
}

/// A page of merges.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct MergePage {
    /// Things that several rows show.
    pub merges: Vec<MergeInfo>,
    /// Where the next page begins; null at the end.
    pub next: Option<String>,
}

/// A thing that several rows show.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct MergeInfo {
    /// The key it is taken apart by.
    pub thing: String,
    /// What it is called.
    pub name: String,
    /// By what its rows were taken for one thing: `Serial number PF3A1B2C`.
    pub key: String,
    /// It was taken apart: every row stands for itself.
    pub split: bool,
    /// Its rows, oldest import first.
    pub sightings: Vec<SightingInfo>,
    /// What its rows do not agree on.
    pub conflicts: Vec<Conflict>,
}

/// A field on which the rows of one thing do not agree.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct Conflict {
    /// The field as shown.
    pub field: String,
    /// What each row says, in the order of its rows; empty where it says nothing.
    pub values: Vec<String>,
}

/// A row that shows a merged thing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct SightingInfo {
    /// File it was read from.
    pub source: String,
    /// Sheet of a workbook.
    pub sheet: Option<String>,
    /// Physical row from 1.
    pub row: u32,
    /// Its fields, label and value.
    pub fields: Vec<[String; 2]>,
    /// It is the one that counts.
    pub counts: bool,
}
