//! How sure an answer is: distributions and trials in, chances and ranges with their errors out. Pure: the same seed gives
//! the same bytes on any machine and any number of threads, so nothing here asks the system for randomness, time, or a
//! transcendental function.
#![deny(missing_docs)]
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::panic))]
#![allow(clippy::float_arithmetic, reason = "trials are floating; what is shown as money comes from Exact")]

mod copula;
mod curve;
mod draws;
mod estimate;
mod lead;
mod pert;
mod quantile;
mod simplified;
mod spend;
mod study;
mod tape;
mod tornado;
mod trials;
mod worth;

pub use draws::{MOST_TRIALS, REPLICATES};
pub use estimate::Estimate;
pub use lead::Lead;
pub use quantile::Quantiles;
pub use spend::OptionStudy;
pub use study::{Ask, Stopped, Study, study, whole};
pub use tornado::{Moved, PERCENTILES, tornado};
pub use worth::{InputWorth, Worth};
