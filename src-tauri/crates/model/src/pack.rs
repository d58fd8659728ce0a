//! Default values as the pack gives them.

use crate::input::{Grade, Spread};
use crate::policy::Policy;
use std::collections::BTreeMap;

/// One default.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PackValue {
    /// What people call it.
    pub label: String,
    /// Its range.
    pub spread: Spread,
    /// Its unit.
    pub unit: String,
    /// Benchmark or guess.
    pub grade: Grade,
    /// Ids of its sources.
    pub sources: Vec<String>,
    /// The question that replaces it, where the client can answer one.
    pub ask: Option<String>,
}

/// Integers that shape the schedule; not sampled (design 2).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Timing {
    /// Months in which displaced posts and the new provider are both paid.
    pub overlap_months: u16,
    /// Month whose start is go-live.
    pub go_live_month: u16,
    /// Days to fill a post.
    pub hire_fill_days: u16,
    /// Months until a hire is useful.
    pub hire_useful_months: u16,
}

/// A pack of defaults.
#[derive(Debug, Clone)]
pub struct Pack {
    /// `us-2026`.
    pub id: String,
    /// Values by name.
    pub values: BTreeMap<String, PackValue>,
    /// Timing.
    pub timing: Timing,
    /// Limits and rules.
    pub policy: Policy,
}
