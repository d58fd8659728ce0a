//! Evidence: the rows behind cells, in pages. Newest import first, within it in the order of the file.

use crate::blocks::{self, Stored};
use crate::engagement::Engagement;
use crate::error::FileError;
use crate::imports::ImportId;
use crate::live::{Live, LiveImport};
use crate::placing;
use model::{CellId, Kind, Record};
use rusqlite::Connection;

/// Identifies a row within its file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RowId(pub i64);

/// A row as evidence shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowRef {
    /// Its id, also the key of the next page.
    pub id: RowId,
    /// The import it came with.
    pub import: ImportId,
    /// Name of the file it was read from.
    pub source: String,
    /// The sheet, for workbooks.
    pub sheet: Option<String>,
    /// Physical row in that file or sheet, counted from 1.
    pub row: u32,
    /// What it is.
    pub kind: Kind,
    /// Its fields.
    pub record: Record,
}

impl Engagement {
    /// The rows that count in these cells, `limit` at most, beginning after a row of the page before. A page shorter
    /// than `limit` is the last.
    ///
    /// # Errors
    /// `damaged`, `io`.
    pub fn rows_of(&self, cells: &[CellId], after: Option<RowId>, limit: u32) -> Result<Vec<RowRef>, FileError> {
        let tx = self.conn.unchecked_transaction()?;
        let live = Live::load(&tx, &[])?;
        let limit = usize::try_from(limit).unwrap_or(usize::MAX);
        let mut cells = cells.to_vec();
        cells.sort_unstable();
        cells.dedup(); // a row stands in one cell, and once in a page
        let mut page = Vec::new();
        for (id, import) in live.newest_first() {
            let Some(after) = start(import, after) else { continue };
            for row in rows_after(&tx, &cells, id, import, after)? {
                if page.len() == limit {
                    return Ok(page);
                }
                page.extend(read_winner(&tx, &live, id, import, row)?);
            }
        }
        Ok(page)
    }
}

/// Where a page begins in an import: after which row, `None` where the pages before went past it.
fn start(import: &LiveImport, after: Option<RowId>) -> Option<i64> {
    match after {
        Some(RowId(after)) if after < import.first_row => None, // newer than the import the page before ended in
        Some(RowId(after)) if after <= import.last_row => Some(after),
        _ => Some(import.first_row - 1),
    }
}

/// The rows of an import that lie in some cells, behind a row, in their order.
fn rows_after(conn: &Connection, cells: &[CellId], id: i64, import: &LiveImport, after: i64) -> Result<Vec<i64>, FileError> {
    let mut rows = Vec::new();
    for cell in cells {
        placing::rows_in(conn, cell.0, id, &mut rows)?;
    }
    rows.iter_mut().for_each(|row| *row += import.first_row);
    rows.retain(|row| *row > after);
    rows.sort_unstable();
    Ok(rows)
}

fn read_winner(conn: &Connection, live: &Live, id: i64, import: &LiveImport, row: i64) -> Result<Option<RowRef>, FileError> {
    let missing = || FileError::Damaged(format!("row {row} is not there"));
    let stored = blocks::read(conn, row)?.ok_or_else(missing)?;
    if let Some(identity) = &stored.identity {
        let winners = live.winners(identity, &live.sightings(conn, identity)?);
        if !winners.is_empty() && !winners.contains(&row) {
            return Ok(None);
        }
    }
    Ok(Some(shown(RowId(row), ImportId(id), import, stored)))
}

/// A stored row with where it came from.
pub(crate) fn shown(id: RowId, import: ImportId, of: &LiveImport, stored: Stored) -> RowRef {
    let sheet = stored.sheet.clone().or_else(|| of.sheet.clone());
    let (row, source) = (stored.number, of.name.clone());
    let record = stored.record(of.kind, sheet.clone(), &of.columns);
    RowRef { id, import, source, sheet, row, kind: of.kind, record }
}
