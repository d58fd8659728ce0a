//! Placing a row in the cube while it is staged: ids for cells and measures, and sightings written in sorted batches.

use crate::error::FileError;
use crate::sums;
use model::{Cell, Kind};
use rusqlite::{Connection, params};
use std::collections::HashMap;

/// Sightings held before they are sorted and written: some 30 MB, and four passes over the table for a million rows.
const BATCH: usize = 262_144;

/// Where a row lies and what it adds there.
pub(crate) struct Place {
    pub(crate) cell: i64,
    pub(crate) sums: Option<Box<str>>,
}

/// The ids of cells and measures met so far in one import.
#[derive(Default)]
pub(crate) struct Places {
    cells: HashMap<String, i64>,
    measures: HashMap<&'static str, i64>,
}

impl Places {
    /// The place of a cell, added to the file where it is new.
    pub(crate) fn find(&mut self, conn: &Connection, kind: Kind, cell: &Cell) -> Result<Place, FileError> {
        let mut text = String::new();
        for (name, value) in cell.sums() {
            let measure = match self.measures.get(name) {
                Some(id) => *id,
                None => *self.measures.entry(name).or_insert(intern(conn, "measure", "name", name)?),
            };
            sums::write(&mut text, measure, *value);
        }
        let sums = (!text.is_empty()).then(|| text.into_boxed_str());
        let key = cell.key(kind);
        if let Some(id) = self.cells.get(&key) {
            return Ok(Place { cell: *id, sums });
        }
        let cell = intern(conn, "cell", "key", &key)?;
        self.cells.insert(key, cell);
        Ok(Place { cell, sums })
    }
}

/// A row that is a sighting of something.
pub(crate) struct Sighted {
    pub(crate) identity: Option<[u8; 16]>,
    pub(crate) row: i64,
    pub(crate) rank: i64,
    pub(crate) place: Option<Place>,
}

/// Sightings of one import waiting to be written. Identities are hashes, so writing them as they come would touch
/// pages all over the table for every row; sorted, each page is touched once a batch.
#[derive(Default)]
pub(crate) struct Batch(Vec<Sighted>);

impl Batch {
    /// Adds a sighting, writing the batch where it is full.
    pub(crate) fn add(&mut self, conn: &Connection, import: i64, sighted: Sighted) -> Result<(), FileError> {
        self.0.push(sighted);
        if self.0.len() < BATCH { Ok(()) } else { self.write(conn, import) }
    }

    /// Writes what waits.
    pub(crate) fn write(&mut self, conn: &Connection, import: i64) -> Result<(), FileError> {
        self.0.sort_unstable_by_key(|s| (s.identity, s.row));
        let mut insert = conn
            .prepare_cached("INSERT INTO sighting (identity, row, rank, import, cell, sums) VALUES (?1, ?2, ?3, ?4, ?5, ?6)")?;
        for s in self.0.drain(..) {
            let identity: &[u8] = s.identity.as_ref().map_or(&[], |i| &i[..]);
            let (cell, sums) = s.place.as_ref().map(|p| (p.cell, p.sums.as_deref())).unzip();
            insert.execute(params![identity, s.row, s.rank, import, cell, sums.flatten()])?;
        }
        Ok(())
    }
}

/// The id of a word in a table of words, added where it is new.
fn intern(conn: &Connection, table: &str, column: &str, word: &str) -> Result<i64, FileError> {
    conn.prepare_cached(&format!("INSERT INTO {table} ({column}) VALUES (?1) ON CONFLICT DO NOTHING"))?.execute(params![word])?;
    let mut statement = conn.prepare_cached(&format!("SELECT id FROM {table} WHERE {column} = ?1"))?;
    Ok(statement.query_row(params![word], |r| r.get(0))?)
}
