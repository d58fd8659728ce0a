//! The model: every formula, once, with its source. Pure: no files, no clock, no serialisation.
#![deny(missing_docs)]
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::panic))]

pub mod cell;
pub mod classify;
pub mod decide;
pub mod evaluate;
pub mod fact;
pub mod field;
pub mod figure;
pub mod framework;
pub mod headings;
pub mod input;
pub mod look;
pub mod number;
pub mod pack;
pub mod plan;
pub mod policy;
pub mod present;
pub mod profile;
pub mod quantity;
pub mod record;
pub mod redaction;
pub mod responsibility;
pub mod road;
pub mod schedule;
pub mod scope;
pub mod series;
pub mod terms;
pub mod written;

pub use cell::{Cell, CellId, CellTotal, Sum, settled};
pub use classify::{Export, classify};
pub use field::{Field, Form, Kind};
pub use record::{Origin, Record, Value};
