//! The cube as folded: cells, and how many rows of which import each of them holds.

use crate::blocks;
use crate::engagement::Engagement;
use crate::error::FileError;
use crate::imports::ImportId;
use crate::rows::RowId;
use model::fact::Snapshot;
use model::{CellId, CellTotal, Kind};
use std::collections::{BTreeMap, BTreeSet};

/// Row ids kept for each cell and import: enough to show where to look.
const NAMED: usize = 5;

/// Every cell that holds a live record, with where its records come from. Its size does not depend on the rows.
#[derive(Debug, Clone, Default)]
pub struct Cube {
    /// The cells in the order of their ids.
    pub cells: Vec<CellTotal>,
    /// Devices as each export told them, where one source was exported on several days.
    pub snapshots: Vec<Snapshot>,
    /// Kinds of which an export in force was read whole and says that none of its rows counts. A rejected row says nothing.
    pub aside: BTreeSet<Kind>,
    pub(crate) origins: BTreeMap<CellId, BTreeMap<i64, Origins>>,
    pub(crate) imports: BTreeMap<i64, (String, Option<String>)>,
}

/// The rows of one import in a cell.
#[derive(Debug, Clone, Default)]
pub(crate) struct Origins {
    count: u64,
    first: Vec<i64>,
}

/// The rows of one import behind some evidence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceRows {
    /// The import.
    pub import: ImportId,
    /// Name of the file it was read from.
    pub source: String,
    /// The sheet, for workbooks.
    pub sheet: Option<String>,
    /// How many rows.
    pub rows: u64,
    /// The first of them, in the order of the file.
    pub first: Vec<RowId>,
}

impl Origins {
    pub(crate) fn see(&mut self, row: i64) {
        self.count += 1;
        let at = self.first.partition_point(|r| *r < row);
        if at < NAMED {
            self.first.insert(at, row);
            self.first.truncate(NAMED);
        }
    }

    fn join(&mut self, other: &Self) {
        self.count += other.count;
        self.first.extend(&other.first);
        self.first.sort_unstable();
        self.first.truncate(NAMED);
    }
}

impl Cube {
    /// The imports behind cells, oldest first; a cell named twice counts once.
    pub fn sources(&self, cells: &[CellId]) -> Vec<SourceRows> {
        let mut cells = cells.to_vec();
        cells.sort_unstable();
        cells.dedup();
        let mut joined: BTreeMap<i64, Origins> = BTreeMap::new();
        for (import, origins) in cells.iter().filter_map(|c| self.origins.get(c)).flatten() {
            joined.entry(*import).or_default().join(origins);
        }
        let source = |(id, origins): (i64, Origins)| {
            let (source, sheet) = self.imports.get(&id)?.clone();
            let first = origins.first.into_iter().map(RowId).collect();
            Some(SourceRows { import: ImportId(id), source, sheet, rows: origins.count, first })
        };
        joined.into_iter().filter_map(source).collect()
    }
}

impl Engagement {
    /// The physical row a row id stands for, counted from 1.
    ///
    /// # Errors
    /// `damaged`, `io`.
    pub fn row_number(&self, row: RowId) -> Result<u32, FileError> {
        let stored = blocks::read(&self.conn, row.0)?;
        stored.map(|s| s.number).ok_or_else(|| FileError::Damaged(format!("row {} is not there", row.0)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_rows_are_the_smallest_in_whatever_order_they_come() {
        let mut origins = Origins::default();
        [9, 3, 7, 1, 8, 2, 6].into_iter().for_each(|row| origins.see(row));
        assert_eq!((origins.count, origins.first), (7, vec![1, 2, 3, 6, 7]), "the scan goes by identity, people read by row");
    }
}
