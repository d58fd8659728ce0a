//! The report: charts and documents from finished results. Same input, same bytes: no clock, no system fonts, no
//! hash-map order. Nothing is computed here; numbers come in as shown text and as sizes to draw.
#![deny(missing_docs)]
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::panic))]
// Pixels and points are floats: geometry, never money.
#![allow(clippy::float_arithmetic)]

pub mod assessment;
pub mod chart;
pub mod document;
pub mod edition;
pub mod face;
pub mod ink;
pub mod layout;
pub mod logo;
pub mod pdf;
pub mod pictures;
pub mod screen;
pub mod study;
