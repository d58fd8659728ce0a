//! Why rows of an import were rejected or set aside, and what could not be read in others, in pages.

use crate::blocks;
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
            "SELECT seq, row, field, value, code, message FROM problem WHERE import = ?1 AND seq > ?2 ORDER BY seq LIMIT ?3",
        )?;
        let mut rows = statement.query(params![import.0, after.map_or(0, |p| p.0), limit])?;
        let mut problems = Vec::new();
        while let Some(row) = rows.next()? {
            problems.push(self.problem(row, sheet.as_ref())?);
        }
        Ok(problems)
    }

    fn problem(&self, problem: &Row<'_>, sheet: Option<&String>) -> Result<Problem, FileError> {
        let row = problem.get(1)?;
        let stored = blocks::read(&self.conn, row)?.ok_or_else(|| FileError::Damaged(format!("row {row} is not there")))?;
        Ok(Problem {
            id: ProblemId(problem.get(0)?),
            row_id: RowId(row),
            sheet: stored.sheet.or_else(|| sheet.cloned()),
            row: stored.number,
            disposition: stored.disposition,
            reason: reason(problem)?,
        })
    }

    fn sheet_of(&self, import: ImportId) -> Result<Option<String>, FileError> {
        let mut statement = self.conn.prepare_cached("SELECT sheet FROM import WHERE id = ?1")?;
        let sheet = statement.query_row(params![import.0], |r| r.get(0)).optional()?;
        sheet.ok_or(FileError::UnknownImport { id: import.0, wanted: "in the file" })
    }
}

fn reason(row: &Row<'_>) -> rusqlite::Result<Option<RowReason>> {
    let (code, message): (Option<String>, Option<String>) = (row.get(4)?, row.get(5)?);
    let (column, value) = (row.get(2)?, row.get(3)?);
    Ok(code.zip(message).map(|(code, message)| RowReason { column, value, code, message }))
}
