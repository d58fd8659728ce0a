//! Cells that a person reads otherwise than they are written: one cell, or every cell of a column that says the same.

use crate::source::RawCell;
use std::collections::HashMap;

/// One cell, or all alike, said anew. What the file says stays in the finding that each corrected row gets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Correction {
    /// The column: its header, or `#3` for the third.
    pub column: String,
    /// Which of its cells.
    pub cells: Cells,
    /// What they are read as; nothing empties them.
    pub to: String,
}

/// Which cells of a column a correction holds for.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Cells {
    /// The one in this physical row, from 1.
    Row(u32),
    /// All that say this.
    Saying(String),
}

/// Corrections by place, as a table is read.
#[derive(Debug, Default)]
pub(crate) struct Corrections {
    by_cell: HashMap<(usize, Cells), String>,
}

impl Corrections {
    pub fn add(&mut self, column: usize, correction: &Correction) {
        self.by_cell.insert((column, correction.cells.clone()), correction.to.clone());
    }

    /// What stands instead of a cell; one row's own correction goes before one for all alike.
    pub fn of(&self, line: u32, column: usize, cell: &RawCell<'_>) -> Option<&str> {
        if self.by_cell.is_empty() {
            return None;
        }
        let alike = || match cell {
            RawCell::Empty => None,
            said => self.by_cell.get(&(column, Cells::Saying(said.shown().into_owned()))),
        };
        self.by_cell.get(&(column, Cells::Row(line))).or_else(alike).map(String::as_str)
    }
}

/// A corrected cell as it is read.
pub(crate) fn read_as(text: &str) -> RawCell<'_> {
    match text.trim() {
        "" => RawCell::Empty,
        said => RawCell::Text(said),
    }
}
