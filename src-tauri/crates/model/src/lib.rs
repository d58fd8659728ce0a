//! The model: every formula, once, with its source. Pure: no files, no clock, no serialisation.
#![deny(missing_docs)]
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::panic))]

pub mod cell;
pub mod classify;
pub mod fact;
pub mod field;
pub mod figure;
pub mod framework;
pub mod input;
pub mod number;
pub mod policy;
pub mod record;
pub mod scope;

pub use cell::{Cell, CellId, CellTotal, Sum};
pub use classify::{Export, classify};
pub use field::{Field, Form, Kind};
pub use record::{Origin, Record, Value};
