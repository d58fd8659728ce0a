//! A document as a list of operations: what stands on the pages, not where. The layout places it, a writer writes it.

mod figure;
mod table;
mod text;

pub use figure::Figure;
pub use table::{Align, Cell, Column, Row, RowLook, Table, Width};
pub use text::{Link, Run, Style, plain};

use std::collections::BTreeSet;

/// A heading.
#[derive(Debug, Clone, PartialEq)]
pub struct Heading {
    /// 1 to 3.
    pub level: u8,
    /// Its words.
    pub text: String,
    /// Stands small above it, `4 Options`; also begins the outline's entry.
    pub over: Option<String>,
    /// Destination of links.
    pub id: Option<String>,
    /// Stands in the contents; the outline has every heading.
    pub listed: bool,
}

/// A run of lines.
#[derive(Debug, Clone, PartialEq)]
pub struct Paragraph {
    /// Its words.
    pub runs: Vec<Run>,
    /// Size, ink and leading.
    pub style: Style,
    /// Stays on the page of what follows.
    pub keep_with_next: bool,
}

/// Things one below the other.
#[derive(Debug, Clone, PartialEq)]
pub struct List {
    /// Label and words of each.
    pub items: Vec<(String, Vec<Run>)>,
    /// Size, ink and leading.
    pub style: Style,
}

/// One operation.
#[derive(Debug, Clone, PartialEq)]
pub enum Op {
    /// A heading.
    Heading(Heading),
    /// A paragraph.
    Paragraph(Paragraph),
    /// A list.
    List(List),
    /// A table.
    Table(Table),
    /// A picture.
    Figure(Figure),
    /// Side by side, each with its share of the width; never split.
    Columns(Vec<(f64, Vec<Op>)>),
    /// In a frame; never split unless longer than a page.
    Framed(Vec<Op>),
    /// A line across.
    Rule,
    /// White space in points.
    Gap(f64),
    /// Begins a page.
    NewPage,
    /// The headings of a level or less with their pages.
    Contents(u8),
}

/// A logo.
#[derive(Debug, Clone, PartialEq)]
pub struct Logo {
    /// Pixels, red green blue, row by row, over paper.
    pub pixels: Vec<u8>,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
}

/// What stands on every page.
#[derive(Debug, Clone, PartialEq)]
pub struct Furniture {
    /// Above, left.
    pub head_left: String,
    /// Above, right.
    pub head_right: String,
    /// Below, left.
    pub foot_left: String,
    /// Below, before the page number.
    pub foot_right: String,
    /// Colour of the line above.
    pub accent: (u8, u8, u8),
    /// Above, in the place of `head_left`'s beginning.
    pub logo: Option<Logo>,
}

/// Paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Paper {
    /// 8.5 × 11 in.
    Letter,
    /// 210 × 297 mm.
    A4,
}

impl Paper {
    /// Width and height in points.
    pub fn size(self) -> (f64, f64) {
        match self {
            Self::Letter => (612.0, 792.0),
            Self::A4 => (595.276, 841.89),
        }
    }

    /// Left and right margin in points.
    pub const MARGIN: f64 = 54.0;

    /// Width of the text in points.
    pub fn measure(self) -> f64 {
        self.size().0 - 2.0 * Self::MARGIN
    }
}

/// A document.
#[derive(Debug, Clone, PartialEq)]
pub struct Document {
    /// Title, shown by readers in place of the file's name.
    pub title: String,
    /// What stands on it.
    pub ops: Vec<Op>,
    /// What stands on every page.
    pub furniture: Furniture,
    /// Paper.
    pub paper: Paper,
}

/// Every destination of a list of operations: links to others are not drawn as links.
pub fn destinations(ops: &[Op]) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for op in ops {
        match op {
            Op::Heading(h) => found.extend(h.id.clone()),
            Op::Table(t) => found.extend(t.rows.iter().flat_map(|r| r.ids.clone())),
            Op::Columns(columns) => columns.iter().for_each(|(_, ops)| found.extend(destinations(ops))),
            Op::Framed(ops) => found.extend(destinations(ops)),
            _ => {}
        }
    }
    found
}
