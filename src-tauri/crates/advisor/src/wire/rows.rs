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
