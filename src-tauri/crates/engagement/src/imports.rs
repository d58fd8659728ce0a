//! Imports: what was read, in which state it is, and the changes that turn the state.

use crate::engagement::Engagement;
use crate::error::FileError;
use crate::history::{self, Author, ChangeId, Step};
use chrono::{NaiveDate, NaiveDateTime};
use model::Kind;
use rusqlite::{Connection, OptionalExtension, Row, params};

/// Identifies an import within its file; later imports have greater ids.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ImportId(pub i64);

/// Where an import stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ImportState {
    /// Read and waiting; counts for nothing until committed.
    Staged,
    /// Counts.
    Live,
    /// Was live and was undone.
    Undone,
}

impl ImportState {
    /// The word used in the file, on the wire and at the prompt.
    pub fn name(self) -> &'static str {
        match self {
            Self::Staged => "staged",
            Self::Live => "live",
            Self::Undone => "undone",
        }
    }

    fn from_name(name: &str) -> Option<Self> {
        [Self::Staged, Self::Live, Self::Undone].into_iter().find(|s| s.name() == name)
    }
}

/// How many rows of an import were taken how; together they are all its rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct DispositionCounts {
    /// Records of the import's kind.
    pub accepted: u64,
    /// Second sightings of a thing within the import.
    pub merged: u64,
    /// Records not to be counted as one of the kind.
    pub set_aside: u64,
    /// Rows that are no record.
    pub rejected: u64,
}

/// An import as the file keeps it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportInfo {
    /// Its id.
    pub id: ImportId,
    /// Name of the file it was read from, without folders.
    pub name: String,
    /// SHA-256 of that file.
    pub sha256: [u8; 32],
    /// Size of that file in bytes.
    pub size: u64,
    /// What its rows are.
    pub kind: Kind,
    /// The preset it was read by, `None` where columns were mapped by hand or by synonyms.
    pub preset: Option<String>,
    /// The sheet, for workbooks.
    pub sheet: Option<String>,
    /// The text encoding it was read in.
    pub encoding: String,
    /// How columns were mapped to fields, as JSON.
    pub mapping: String,
    /// The day it was exported, where known.
    pub exported: Option<NaiveDate>,
    /// When it was committed, `None` while staged.
    pub at: Option<NaiveDateTime>,
    /// Where it stands.
    pub state: ImportState,
    /// Its rows by disposition.
    pub counts: DispositionCounts,
}

impl Engagement {
    /// Makes staged imports count, all of them as one change in the history.
    ///
    /// # Errors
    /// `unknown_import` where one is not staged (then none is committed), `read_only`, `disk_full`, `io`.
    pub fn commit(&mut self, imports: &[ImportId], by: &Author) -> Result<ChangeId, FileError> {
        let tx = self.begin()?;
        // Undoing leads to `undone` and not back to `staged`, which opening the file sweeps away.
        let steps: Vec<_> =
            imports.iter().map(|id| Step::import(*id, ImportState::Undone.name(), ImportState::Live.name())).collect();
        let change = history::record(&tx, by, &steps)?;
        for id in imports {
            let sql = "UPDATE import SET state = 'live', change = ?2 WHERE id = ?1 AND state = 'staged'";
            if tx.prepare_cached(sql)?.execute(params![id.0, change.0])? == 0 {
                return Err(not_staged(*id));
            }
        }
        tx.commit()?;
        Ok(change)
    }

    /// Takes a live import back, as a change of its own.
    ///
    /// # Errors
    /// `unknown_import` where it is not live, `read_only`, `disk_full`, `io`.
    pub fn withdraw(&mut self, import: ImportId, by: &Author) -> Result<ChangeId, FileError> {
        let tx = self.begin()?;
        let step = Step::import(import, ImportState::Live.name(), ImportState::Undone.name());
        let change = history::record(&tx, by, &[step])?;
        let sql = "UPDATE import SET state = 'undone' WHERE id = ?1 AND state = 'live'";
        if tx.prepare_cached(sql)?.execute(params![import.0])? == 0 {
            return Err(FileError::UnknownImport { id: import.0, wanted: "live" });
        }
        tx.commit()?;
        Ok(change)
    }

    /// Removes a staged import and its rows.
    ///
    /// # Errors
    /// `unknown_import` where it is not staged, `read_only`, `disk_full`, `io`.
    pub fn discard(&mut self, import: ImportId) -> Result<(), FileError> {
        let tx = self.begin()?;
        remove(&tx, import)?;
        tx.commit()?;
        Ok(())
    }

    /// Every import of the file, oldest first, undone ones among them.
    ///
    /// # Errors
    /// `damaged`, `io`.
    pub fn imports(&self) -> Result<Vec<ImportInfo>, FileError> {
        let mut statement = self.conn.prepare_cached(
            "SELECT i.id, i.name, i.sha256, i.size, i.kind, i.preset, i.sheet, i.encoding, i.mapping, i.exported, i.state,
                    i.accepted, i.merged, i.set_aside, i.rejected, c.at
             FROM import i LEFT JOIN change c ON c.id = i.change ORDER BY i.id",
        )?;
        let imports = statement.query_map([], read)?;
        Ok(imports.collect::<Result<_, _>>()?)
    }
}

/// Removes imports that were staged when the program ended.
pub(crate) fn remove_staged(file: &mut Engagement) -> Result<(), FileError> {
    let tx = file.begin()?;
    let ids = tx
        .prepare("SELECT id FROM import WHERE state = 'staged'")?
        .query_map([], |r| r.get(0).map(ImportId))?
        .collect::<Result<Vec<_>, _>>()?;
    for id in ids {
        remove(&tx, id)?;
    }
    tx.commit()?;
    Ok(())
}

/// Puts an import into a state, by undo or redo.
pub(crate) fn put_state(conn: &Connection, id: ImportId, state: Option<&str>) -> Result<(), FileError> {
    conn.prepare_cached("UPDATE import SET state = ?2 WHERE id = ?1")?.execute(params![id.0, state])?;
    Ok(())
}

/// The kind a stored word names.
pub(crate) fn kind(row: &Row<'_>, column: usize) -> rusqlite::Result<Kind> {
    let word: String = row.get(column)?;
    Kind::from_name(&word).ok_or_else(|| strange(column, &format!("kind {word}")))
}

fn remove(conn: &Connection, id: ImportId) -> Result<(), FileError> {
    let rows = conn
        .query_row("SELECT first_row, last_row FROM import WHERE id = ?1 AND state = 'staged'", params![id.0], |r| {
            Ok((r.get::<_, i64>(0)?, r.get::<_, i64>(1)?))
        })
        .optional()?;
    let (first, last) = rows.ok_or_else(|| not_staged(id))?;
    conn.execute("DELETE FROM sighting_block WHERE import = ?1", params![id.0])?;
    conn.execute("DELETE FROM place WHERE import = ?1", params![id.0])?;
    conn.execute("DELETE FROM row_block WHERE first BETWEEN ?1 AND ?2", params![first, last])?;
    conn.execute("DELETE FROM problem WHERE import = ?1", params![id.0])?;
    conn.execute("DELETE FROM import WHERE id = ?1", params![id.0])?;
    Ok(())
}

fn not_staged(id: ImportId) -> FileError {
    FileError::UnknownImport { id: id.0, wanted: "staged" }
}

fn read(row: &Row<'_>) -> rusqlite::Result<ImportInfo> {
    Ok(ImportInfo {
        id: ImportId(row.get(0)?),
        name: row.get(1)?,
        sha256: row.get(2)?,
        size: natural(row, 3)?,
        kind: kind(row, 4)?,
        preset: row.get(5)?,
        sheet: row.get(6)?,
        encoding: row.get(7)?,
        mapping: row.get(8)?,
        exported: day(row, 9)?,
        state: state(row, 10)?,
        counts: counts(row, 11)?,
        at: row.get::<_, Option<String>>(15)?.map(|_| history::moment(row, 15)).transpose()?,
    })
}

fn counts(row: &Row<'_>, from: usize) -> rusqlite::Result<DispositionCounts> {
    Ok(DispositionCounts {
        accepted: natural(row, from)?,
        merged: natural(row, from + 1)?,
        set_aside: natural(row, from + 2)?,
        rejected: natural(row, from + 3)?,
    })
}

fn natural(row: &Row<'_>, column: usize) -> rusqlite::Result<u64> {
    let number: i64 = row.get(column)?;
    u64::try_from(number).map_err(|_| rusqlite::Error::IntegralValueOutOfRange(column, number))
}

fn state(row: &Row<'_>, column: usize) -> rusqlite::Result<ImportState> {
    let word: String = row.get(column)?;
    ImportState::from_name(&word).ok_or_else(|| strange(column, &format!("state {word}")))
}

pub(crate) fn day(row: &Row<'_>, column: usize) -> rusqlite::Result<Option<NaiveDate>> {
    let text: Option<String> = row.get(column)?;
    text.map(|t| t.parse().map_err(|_| strange(column, &format!("day {t}")))).transpose()
}

/// A stored word that is none of ours: the file is damaged.
fn strange(column: usize, what: &str) -> rusqlite::Error {
    rusqlite::Error::FromSqlConversionFailure(column, rusqlite::types::Type::Text, format!("unknown {what}").into())
}
