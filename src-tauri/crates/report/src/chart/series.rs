//! How an option is drawn: ink, mark and dash, the same in every chart and in tables.

use crate::ink::Ink;

/// The mark of an option.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// Today and in-house.
    Circle,
    /// Co-managed.
    Square,
    /// Full outsource and such quotes.
    Triangle,
    /// Break-fix.
    Diamond,
}

/// How a line is broken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dash {
    /// Not at all.
    Solid,
    /// Long dashes.
    Long,
    /// Dots.
    Dotted,
    /// Short dashes: not ranked.
    Short,
}

/// One option as a series.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Series {
    /// Option id.
    pub id: String,
    /// What it is called where it is labelled.
    pub name: String,
    /// Colour.
    pub ink: Ink,
    /// Mark.
    pub shape: Shape,
    /// Broken lines.
    pub dash: Dash,
    /// Takes part in the ranking; what does not is hollow.
    pub ranked: bool,
    /// The one the report is about.
    pub leads: bool,
}
