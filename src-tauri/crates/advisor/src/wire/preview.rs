//! The report before it is written.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// How a report is asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ReportAsk {
    /// `board` or `full`.
    #[ts(type = "\"board\" | \"full\"")]
    pub edition: String,
    /// `letter` or `a4`.
    #[ts(type = "\"letter\" | \"a4\"")]
    pub paper: String,
    /// Six hexadecimal digits; null is ink.
    pub accent: Option<String>,
    /// Without pay of small groups, control gaps and rows of people.
    pub redact: bool,
}

/// A report laid out.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct ReportInfo {
    /// Pages.
    pub pages: u32,
    /// Width of a page in points.
    pub width: f64,
    /// Height of a page in points.
    pub height: f64,
    /// Its sections and the pages they begin on, from 1.
    pub outline: Vec<OutlineEntry>,
    /// What the file will say of itself: inputs, engine, seed.
    pub imprint: String,
    /// What the reader will see of the answer's weight, in a sentence.
    pub says: String,
    /// Contrast of the accent with paper, as shown.
    pub contrast: Option<String>,
    /// Name of the logo in use.
    pub logo: Option<String>,
}

/// A section and its page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct OutlineEntry {
    /// Its title.
    pub title: String,
    /// Its page, from 1.
    pub page: u32,
}
