//! From cells to files, sheets and rows.

use crate::error::Error;
use crate::wire::Evidence;
use engagement::{Cube, Engagement, SourceRows};
use model::CellId;

/// Finds the rows behind figures, in the cube that was folded for them.
pub(crate) struct Trail<'a> {
    file: &'a Engagement,
    cube: &'a Cube,
}

impl<'a> Trail<'a> {
    pub(crate) fn new(file: &'a Engagement, cube: &'a Cube) -> Self {
        Self { file, cube }
    }

    /// The files behind cells, with how many of their rows and the first of them.
    pub(crate) fn of(&self, cells: &[CellId]) -> Result<Vec<Evidence>, Error> {
        self.cube.sources(cells).into_iter().map(|s| self.evidence(s)).collect()
    }

    fn evidence(&self, source: SourceRows) -> Result<Evidence, Error> {
        let first: Result<Vec<u32>, _> = source.first.iter().map(|row| self.file.row_number(*row)).collect();
        let rows = u32::try_from(source.rows).unwrap_or(u32::MAX);
        Ok(Evidence { source: source.source, sheet: source.sheet, rows, first: first? })
    }
}
