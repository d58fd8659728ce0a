//! Charts and verification on the wire.

use serde::Serialize;
use ts_rs::TS;

/// Where something of a chart can be hovered or focused, in its pixels.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct ChartMark {
    /// The figure or option it shows.
    pub id: String,
    /// What is said of it.
    pub text: String,
    /// Left.
    pub x: f64,
    /// Top.
    pub y: f64,
    /// Width.
    pub width: f64,
    /// Height.
    pub height: f64,
}

/// A chart with its words.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct ChartPicture {
    /// Its name.
    pub name: String,
    /// What it shows, in one sentence.
    pub finding: String,
    /// Unit, basis, period.
    pub caption: String,
    /// Heads of its table.
    pub head: Vec<String>,
    /// Rows of its table.
    pub rows: Vec<Vec<String>>,
    /// The picture.
    pub svg: String,
    /// Width in pixels.
    pub width: f64,
    /// Height in pixels.
    pub height: f64,
    /// What can be hovered or focused.
    pub marks: Vec<ChartMark>,
}

/// Something a report says otherwise than its engagement.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct Difference {
    /// Input, figure or page.
    pub what: String,
    /// As the report has it.
    pub reported: String,
    /// As it is computed now.
    pub now: String,
}

/// Whether a report matches its engagement.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(export)]
pub struct Verification {
    /// It does.
    pub matches: bool,
    /// Hash of the inputs now.
    pub inputs: String,
    /// Hash in the report.
    pub reported: String,
    /// Engine that wrote it.
    pub engine: String,
    /// What differs.
    pub differences: Vec<Difference>,
}
