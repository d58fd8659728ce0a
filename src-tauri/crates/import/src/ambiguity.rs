//! Both readings of a column whose cells could be read two ways.

use crate::cells::format::Format;

/// A column in which day and month, or thousands and decimals, could change places.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ambiguity {
    /// A cell that can be read two ways, as written (`04/02/2026`, `1.234`).
    pub example: String,
    /// Both readings of it: day first before month first, decimal dot before decimal comma.
    pub readings: [Alternative; 2],
    /// Cells that can be read two ways.
    pub open: u64,
    /// What decides between them.
    pub decided_by: DecidedBy,
}

/// One of two readings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alternative {
    /// How the column would be read.
    pub format: Format,
    /// The example read so: `4 February 2026`, `1,234`, `1.234`.
    pub shown: String,
    /// Cells that fit only this reading.
    pub only: u64,
    /// Whether open cells are read so now.
    pub applies: bool,
}

/// The closed list of what decides a column's format, the strongest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DecidedBy {
    /// Its own cells: some fit one format alone and none the other. A choice does not change it.
    Column,
    /// The user, for the column or for the file.
    Choice,
    /// The column mixes both; the more frequent holds.
    Majority,
    /// The preset knows how the tool writes.
    Preset,
    /// The other columns of the file agree.
    Neighbours,
    /// Nothing: the month first; a dot before decimals.
    Convention,
}

impl DecidedBy {
    /// The word used on the wire.
    pub fn name(self) -> &'static str {
        match self {
            DecidedBy::Column => "column",
            DecidedBy::Choice => "choice",
            DecidedBy::Majority => "majority",
            DecidedBy::Preset => "preset",
            DecidedBy::Neighbours => "neighbours",
            DecidedBy::Convention => "convention",
        }
    }
}
