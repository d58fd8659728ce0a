//! Exports of other tools → typed records with their position, and every problem found.
//!
//! A [`Source`] is one file, a [`Catalog`] what is known about layouts (data, see `assets/presets` and
//! `assets/roles`). [`inspect`] shows how a table would be read, [`read`] reads it row by row into a sink. Nothing is
//! guessed silently: what is worked out or cannot be decided comes with a [`Problem`] that says so.
#![deny(missing_docs)]
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::panic))]

mod ambiguity;
mod catalog;
mod cells;
mod correction;
mod error;
mod exercise;
mod fields;
mod finish;
mod fold;
mod inspect;
mod layout;
mod problem;
mod read;
mod rejected;
mod row;
mod saved;
mod sheets;
mod source;
mod template;

pub use ambiguity::{Alternative, Ambiguity, DecidedBy};
pub use catalog::{Catalog, Preset};
pub use cells::date::DateOrder;
pub use cells::format::Format;
pub use cells::number::NumberMark;
pub use correction::{Cells, Correction};
pub use error::{CatalogError, ErrorCode, ImportError};
pub use exercise::exercise_cells;
pub use fields::{FieldInfo, fields};
pub use inspect::{Column, InspectedSheet, Inspection, inspect, inspect_by_sample};
pub use layout::Why;
pub use layout::mapping::Mapping;
pub use problem::{Problem, ProblemCode};
pub use read::{Outline, Summary, outline, read, read_until};
pub use rejected::write_rejected;
pub use row::{Disposition, Row};
pub use saved::{preset_id, preset_of};
pub use sheets::sheets_to_read;
pub use source::{Sheet, Source};
pub use template::template;

/// What the user says about a source; everything unsaid is recognised.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Choices {
    /// What the rows are.
    pub kind: Option<model::Kind>,
    /// Which sheet of a workbook.
    pub sheet: Option<String>,
    /// Which header feeds which field, over what is recognised.
    pub mapping: Option<Mapping>,
    /// Order of day and month in columns that do not decide it themselves.
    pub dates: Option<DateOrder>,
    /// The decimal sign in columns that do not decide it themselves.
    pub numbers: Option<NumberMark>,
}
