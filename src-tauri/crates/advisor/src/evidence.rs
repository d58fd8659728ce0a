//! From cells to files, sheets and rows.

use crate::error::Error;
use crate::wire::Evidence;
use chrono::NaiveDate;
use engagement::{Cube, Engagement, SourceRows};
use model::CellId;
use std::collections::BTreeMap;

/// Finds the rows behind figures, in the cube that was folded for them.
#[derive(Clone, Copy)]
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

    /// The oldest kind of data behind cells, each kind by its newest export; none where no export says its day.
    pub(crate) fn oldest_export(&self, cells: &[CellId]) -> Result<Option<NaiveDate>, Error> {
        let sources = self.cube.sources(cells);
        let mut newest: BTreeMap<&str, NaiveDate> = BTreeMap::new();
        let imports = self.file.imports()?;
        for import in imports.iter().filter(|i| sources.iter().any(|s| s.import == i.id)) {
            if let Some(day) = import.exported {
                let kept = newest.entry(import.kind.name()).or_insert(day);
                *kept = day.max(*kept);
            }
        }
        Ok(newest.into_values().min())
    }

    fn evidence(&self, source: SourceRows) -> Result<Evidence, Error> {
        let first: Result<Vec<u32>, _> = source.first.iter().map(|row| self.file.row_number(*row)).collect();
        let rows = u32::try_from(source.rows).unwrap_or(u32::MAX);
        Ok(Evidence { source: source.source, sheet: source.sheet, rows, first: first? })
    }
}
