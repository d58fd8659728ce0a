//! Evidence: the rows behind cells, in pages. Newest import first, within it in the order of the file.

use crate::engagement::Engagement;
use crate::error::FileError;
use crate::imports::ImportId;
use crate::live::{Live, LiveImport};
use crate::record_codec;
use model::{CellId, Kind, Origin, Record};
use rusqlite::{Connection, params};
use std::cmp::Reverse;
use std::collections::{BinaryHeap, VecDeque};

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

/// Ids read ahead from one cell.
const AHEAD: u32 = 32;

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
        let mut page = Vec::new();
        for (id, import) in live.newest_first() {
            let Some(after) = start(import, after) else { continue };
            let mut merge = Merge::new(&tx, cells, after, import.last_row)?;
            while page.len() < limit {
                let Some(row) = merge.next(&tx)? else { break };
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

fn read_winner(conn: &Connection, live: &Live, id: i64, import: &LiveImport, row: i64) -> Result<Option<RowRef>, FileError> {
    let mut statement = conn.prepare_cached("SELECT identity, sheet, number, record FROM row WHERE id = ?1")?;
    let (identity, sheet, number, record) = statement.query_row(params![row], |r| {
        Ok((r.get::<_, Option<[u8; 16]>>(0)?, r.get::<_, Option<String>>(1)?, r.get(2)?, r.get::<_, Option<String>>(3)?))
    })?;
    if let Some(identity) = identity {
        let winners = live.winners(&identity, &live.sightings(conn, &identity)?);
        if !winners.is_empty() && !winners.contains(&row) {
            return Ok(None);
        }
    }
    let sheet = sheet.or_else(|| import.sheet.clone());
    let origin = Origin { sheet: sheet.clone(), row: number };
    let record = record_codec::decode(import.kind, origin, record.as_deref().unwrap_or("{}"))?;
    let source = import.name.clone();
    Ok(Some(RowRef { id: RowId(row), import: ImportId(id), source, sheet, row: number, kind: import.kind, record }))
}

/// The rows of several cells as one ascending list, read ahead a little in each.
struct Merge {
    cursors: Vec<Cursor>,
    heads: BinaryHeap<Reverse<(i64, usize)>>,
    last: i64,
}

struct Cursor {
    cell: CellId,
    ahead: VecDeque<i64>,
    read_to: i64,
}

impl Merge {
    fn new(conn: &Connection, cells: &[CellId], after: i64, last: i64) -> Result<Self, FileError> {
        let mut cells = cells.to_vec();
        cells.sort_unstable();
        cells.dedup(); // a row stands in one cell, and once in a page
        let cursors = cells.into_iter().map(|cell| Cursor { cell, ahead: VecDeque::new(), read_to: after }).collect();
        let mut merge = Self { cursors, heads: BinaryHeap::new(), last };
        for at in 0..merge.cursors.len() {
            merge.advance(conn, at)?;
        }
        Ok(merge)
    }

    fn next(&mut self, conn: &Connection) -> Result<Option<i64>, FileError> {
        let Some(Reverse((row, at))) = self.heads.pop() else { return Ok(None) };
        self.advance(conn, at)?;
        Ok(Some(row))
    }

    fn advance(&mut self, conn: &Connection, at: usize) -> Result<(), FileError> {
        let Some(cursor) = self.cursors.get_mut(at) else { return Ok(()) };
        if cursor.ahead.is_empty() {
            cursor.read(conn, self.last)?;
        }
        self.heads.extend(cursor.ahead.pop_front().map(|row| Reverse((row, at))));
        Ok(())
    }
}

impl Cursor {
    fn read(&mut self, conn: &Connection, last: i64) -> Result<(), FileError> {
        let mut statement = conn.prepare_cached(
            "SELECT id FROM row WHERE cell = ?1 AND disposition < 2 AND id > ?2 AND id <= ?3 ORDER BY id LIMIT ?4",
        )?;
        let ids = statement.query_map(params![self.cell.0, self.read_to, last, AHEAD], |r| r.get(0))?;
        self.ahead = ids.collect::<Result<_, _>>()?;
        self.read_to = self.ahead.back().copied().unwrap_or(last);
        Ok(())
    }
}
