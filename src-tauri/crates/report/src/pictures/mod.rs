//! From an assessment to its charts: which figures each shows and what it finds.

mod costs;
mod hours;
mod road;
mod sure;
mod thresholds;

pub use costs::{bridge, cash_flow, cumulative, totals, users_curve};
pub use hours::{coverage, velocity, workload};
pub use road::roadmap;
pub use sure::{cheapest, exceedance, flips, ranges, tornado};
pub use thresholds::{bullet, threshold, thresholds};

pub use model::headings::count_word;
use model::number::Exact;
use rust_decimal::prelude::ToPrimitive;

/// A size to draw; none where there is no value.
fn size(value: Exact) -> Option<f64> {
    value.known().and_then(|d| d.to_f64())
}

/// Thousands of dollars to draw.
fn thousands(value: Exact) -> Option<f64> {
    size(value).map(|v| v / 1000.0)
}
