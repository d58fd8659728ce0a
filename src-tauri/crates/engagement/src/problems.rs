//! Why rows of an import were rejected or set aside, and what could not be read in others, in pages.

use crate::engagement::Engagement;
use crate::error::FileError;
use crate::imports::ImportId;
use crate::rows::RowId;
use crate::staging::{Disposition, RowReason};
use rusqlite::{OptionalExtension, Row, params};

/// Identifies a problem within its import; the key of the next page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ProblemId(pub i64);

/// One problem found in a row. A row may have several.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Its id within the import.
    pub id: ProblemId,
    /// The row.
    pub row_id: RowId,
    /// The sheet, for workbooks.
    pub sheet: Option<String>,
    /// Physical row, counted from 1.
    pub row: u32,
    /// How the row was taken; accepted rows have notes.
    pub disposition: Disposition,
    /// What is wrong, `None` where the row was put aside without a word.
    pub reason: Option<RowReason>,
}

impl Engagement {
    /// The problems of an import in the order of its rows, `limit` at most, beginning after one of the page before.
    /// Every rejected and set-aside row is among them, and every note on an accepted one.
    ///
    /// # Errors
    /// `unknown_import`, `damaged`, `io`.
    pub fn problems(&self, import: ImportId, after: Option<ProblemId>, limit: u32) -> Result<Vec<Problem>, FileError> {
        let sheet = self.sheet_of(import)?;
        let mut statement = self.conn.prepare_cached(
            "SELECT p.seq, p.row, r.sheet, r.number, r.disposition, p.field, p.value, p.code, p.message
             FROM problem p JOIN row r ON r.id = p.row WHERE p.import = ?1 AND p.seq > ?2 ORDER BY p.seq LIMIT ?3",
        )?;
        let rows = statement.query_map(params![import.0, after.map_or(0, |p| p.0), limit], |r| read(r, sheet.as_ref()))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    fn sheet_of(&self, import: ImportId) -> Result<Option<String>, FileError> {
        let mut statement = self.conn.prepare_cached("SELECT sheet FROM import WHERE id = ?1")?;
        let sheet = statement.query_row(params![import.0], |r| r.get(0)).optional()?;
        sheet.ok_or(FileError::UnknownImport { id: import.0, wanted: "in the file" })
    }
}

fn read(row: &Row<'_>, sheet: Option<&String>) -> rusqlite::Result<Problem> {
    let code: i64 = row.get(4)?;
    Ok(Problem {
        id: ProblemId(row.get(0)?),
        row_id: RowId(row.get(1)?),
        sheet: row.get::<_, Option<String>>(2)?.or_else(|| sheet.cloned()),
        row: row.get(3)?,
        disposition: Disposition::from_code(code).ok_or(rusqlite::Error::IntegralValueOutOfRange(4, code))?,
        reason: reason(row)?,
    })
}

fn reason(row: &Row<'_>) -> rusqlite::Result<Option<RowReason>> {
    let (code, message): (Option<String>, Option<String>) = (row.get(7)?, row.get(8)?);
    let (column, value) = (row.get(5)?, row.get(6)?);
    Ok(code.zip(message).map(|(code, message)| RowReason { column, value, code, message }))
}
