//! What becomes of a row.

use crate::problem::Problem;
use model::{Field, Record};
use std::sync::Arc;

/// One row of a table with what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Sheet of a workbook; `None` for text files.
    pub sheet: Option<String>,
    /// Physical row from 1.
    pub row: u32,
    /// What became of it.
    pub disposition: Disposition,
    /// What was found in it that did not decide its fate.
    pub notes: Vec<Problem>,
    /// The rule that decided a field the export does not give (`kind`, by `model: poweredge*`).
    pub decided: Option<(Field, Arc<str>)>,
}

/// What became of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Disposition {
    /// A record.
    Accepted {
        /// Its typed fields.
        record: Record,
        /// The text by which the same thing is known again, in this and in other exports of the kind.
        identity: String,
    },
    /// A record that is not of this kind, or not to be counted.
    SetAside {
        /// Its fields, where they could be read.
        record: Option<Record>,
        /// Why.
        reason: Problem,
    },
    /// A second sighting of something this file has shown already.
    Merged {
        /// Its fields: the later sighting may know more.
        record: Record,
        /// The identity both share.
        identity: String,
    },
    /// No record.
    Rejected {
        /// Why.
        problem: Problem,
    },
}
