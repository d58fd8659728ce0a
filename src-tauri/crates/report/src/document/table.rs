//! Tables.

use super::text::{Run, Style};
use crate::chart::Shape;
use crate::chart::bullet::{Bullet, State};
use crate::ink::Ink;

/// On which side a column's cells stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Align {
    /// Words.
    Left,
    /// Figures.
    Right,
}

/// How wide a column is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Width {
    /// In points.
    Points(f64),
    /// A share of what is left.
    Share(f64),
}

/// A column.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Column {
    /// Width.
    pub width: Width,
    /// Side.
    pub align: Align,
}

impl Column {
    /// A column of words with a share of the width.
    pub fn words(share: f64) -> Self {
        Self { width: Width::Share(share), align: Align::Left }
    }

    /// A column of figures.
    pub fn figures(points: f64) -> Self {
        Self { width: Width::Points(points), align: Align::Right }
    }

    /// A column of words of a width.
    pub fn narrow(points: f64) -> Self {
        Self { width: Width::Points(points), align: Align::Left }
    }
}

/// One cell.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Cell {
    /// Its words; a line of their own each.
    pub lines: Vec<Vec<Run>>,
    /// An option's mark before them.
    pub shape: Option<(Shape, Ink, bool)>,
    /// A threshold's mark before them.
    pub state: Option<State>,
    /// A bar in their place, spoken of by the row's other cells.
    pub bullet: Option<Box<Bullet>>,
}

impl Cell {
    /// Plain words.
    pub fn words(text: impl Into<String>) -> Self {
        Self::of(vec![Run::plain(text)])
    }

    /// Semibold words.
    pub fn bold(text: impl Into<String>) -> Self {
        Self::of(vec![Run::bold(text)])
    }

    /// Words in a quieter ink.
    pub fn quiet(text: impl Into<String>) -> Self {
        Self::of(vec![Run::plain(text).ink(Ink::Ink2)])
    }

    /// Runs on one line.
    pub fn of(runs: Vec<Run>) -> Self {
        Self { lines: vec![runs], ..Self::default() }
    }
}

/// What stands over a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowLook {
    /// A hairline below.
    Plain,
    /// No line below: the group goes on.
    Grouped,
    /// A strong line above: a total.
    Total,
}

/// A row.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// Its cells, as many as columns.
    pub cells: Vec<Cell>,
    /// Its lines.
    pub look: RowLook,
    /// Destinations of links.
    pub ids: Vec<String>,
}

impl Row {
    /// A row with a hairline below.
    pub fn of(cells: Vec<Cell>) -> Self {
        Self { cells, look: RowLook::Plain, ids: Vec::new() }
    }

    /// With another look.
    #[must_use]
    pub fn look(self, look: RowLook) -> Self {
        Self { look, ..self }
    }

    /// As a destination.
    #[must_use]
    pub fn id(mut self, id: impl Into<String>) -> Self {
        self.ids.push(id.into());
        self
    }
}

/// A table.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// Columns.
    pub columns: Vec<Column>,
    /// Column heads; repeated where the table goes on.
    pub head: Vec<Cell>,
    /// Rows; none is ever split.
    pub rows: Vec<Row>,
    /// Type of its cells.
    pub style: Style,
    /// The column of the leader, on a quiet ground with a line in its ink above.
    pub leader: Option<(usize, Ink)>,
    /// White space above and below each row's words, in points.
    pub padding: f64,
    /// Its own width in points; none is the whole width.
    pub measure: Option<f64>,
    /// Never goes on over a page, unless it is longer than one.
    pub whole: bool,
    /// White space between columns, in points.
    pub gutter: f64,
    /// Type of its heads.
    pub head_style: Style,
}

impl Table {
    /// A table in the type of tables.
    pub fn new(columns: Vec<Column>, head: Vec<Cell>, rows: Vec<Row>) -> Self {
        Self {
            columns,
            head,
            rows,
            style: Style::Table,
            leader: None,
            padding: 2.6,
            measure: None,
            whole: false,
            gutter: 8.0,
            head_style: Style::Table,
        }
    }

    /// Heads of plain words.
    pub fn heads<const N: usize>(heads: [&str; N]) -> Vec<Cell> {
        heads.map(Cell::quiet).to_vec()
    }
}
