//! Cells that a person reads otherwise than they are written: one cell, or every cell of a column that says the same.

use crate::source::RawCell;
use std::cell::Cell;
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
    by_cell: HashMap<(usize, Cells), Said>,
}

/// What a cell is read as, and whether one was.
#[derive(Debug)]
struct Said {
    to: String,
    met: Cell<bool>,
}

impl Corrections {
    pub fn add(&mut self, column: usize, correction: &Correction) {
        let said = Said { to: correction.to.clone(), met: Cell::new(false) };
        self.by_cell.insert((column, correction.cells.clone()), said);
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
        let said = self.by_cell.get(&(column, Cells::Row(line))).or_else(alike)?;
        said.met.set(true);
        Some(&said.to)
    }

    /// Columns and cells of corrections that no cell was there for, in the order of columns and rows.
    pub fn unmet(&self) -> Vec<(usize, &Cells)> {
        let unmet = self.by_cell.iter().filter(|(_, said)| !said.met.get());
        let mut unmet: Vec<(usize, &Cells)> = unmet.map(|((column, cells), _)| (*column, cells)).collect();
        unmet.sort_by(|a, b| (a.0, row(a.1), format!("{:?}", a.1)).cmp(&(b.0, row(b.1), format!("{:?}", b.1))));
        unmet
    }
}

/// The row of a correction of one cell.
fn row(cells: &Cells) -> Option<u32> {
    match cells {
        Cells::Row(row) => Some(*row),
        Cells::Saying(_) => None,
    }
}

/// A corrected cell as it is read.
pub(crate) fn read_as(text: &str) -> RawCell<'_> {
    match text.trim() {
        "" => RawCell::Empty,
        said => RawCell::Text(said),
    }
}
