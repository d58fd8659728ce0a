//! The use cases: open, import, change, assess, explain. The one API; shell and prompt only adapt it.
#![deny(missing_docs)]
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::panic))]

mod assess;
mod error;
mod evidence;
mod explain;
mod exporting;
mod history;
mod host;
mod importing;
mod inspecting;
mod pack;
mod profile;
#[cfg(test)]
mod report_facts;
mod reporting;
mod session;
mod settings;
pub mod wire;
#[cfg(test)]
mod worked_examples;

pub use error::Error;
pub use host::Host;
pub use importing::Import;
pub use inspecting::{Reading, inspect, template};
pub use report::document::Paper;
pub use report::edition::Edition;
pub use reporting::{CHARTS, Draft, Pictures, ReportOptions, read_accent, write_file};
pub use session::{Session, sample};
