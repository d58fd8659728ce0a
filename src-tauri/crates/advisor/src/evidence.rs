//! From cells to files, sheets and rows.

use crate::error::Error;
use crate::wire::Evidence;
use engagement::Engagement;
use model::CellId;

/// Rows read for one piece of evidence; what is beyond is counted by its files' imports.
const PAGE: u32 = 5000;

/// How many row numbers are named.
const NAMED: usize = 5;

/// Finds the rows behind figures.
pub(crate) struct Trail<'a> {
    file: &'a Engagement,
}

impl<'a> Trail<'a> {
    pub(crate) fn new(file: &'a Engagement) -> Self {
        Self { file }
    }

    /// The files behind cells, with their rows.
    pub(crate) fn of(&self, cells: &[CellId]) -> Result<Vec<Evidence>, Error> {
        let mut found: Vec<Evidence> = Vec::new();
        if cells.is_empty() {
            return Ok(found);
        }
        let mut after = None;
        loop {
            let rows = self.file.rows_of(cells, after, PAGE)?;
            let Some(last) = rows.last().map(|r| r.id) else { return Ok(found) };
            for row in &rows {
                count(&mut found, &row.source, row.sheet.as_deref(), row.row);
            }
            after = Some(last);
        }
    }
}

fn count(found: &mut Vec<Evidence>, source: &str, sheet: Option<&str>, row: u32) {
    match found.iter_mut().find(|e| e.source == source && e.sheet.as_deref() == sheet) {
        Some(evidence) => {
            evidence.rows += 1;
            if evidence.first.len() < NAMED {
                evidence.first.push(row);
            }
        }
        None => found.push(Evidence { source: source.to_owned(), sheet: sheet.map(str::to_owned), rows: 1, first: vec![row] }),
    }
}
