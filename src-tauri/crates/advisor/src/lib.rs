//! The use cases: open, import, change, assess, explain. The one API; shell and prompt only adapt it.
#![deny(missing_docs)]
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::panic))]

mod assess;
mod beside;
mod client;
mod conflicts;
mod consequence;
mod differences;
mod error;
mod evidence;
mod explain;
mod exporting;
mod frameworks;
mod grounds;
mod headings;
mod history;
mod host;
mod importing;
mod in_force;
mod inspecting;
mod led;
mod live;
mod merges;
mod naming;
mod pack;
mod presets;
mod profile;
#[cfg(test)]
mod properties;
mod quality;
mod quote_form;
mod reading_choices;
#[cfg(test)]
mod report_facts;
mod report_preview;
mod reporting;
mod rows;
mod session;
mod settings;
mod sources;
mod staged_table;
mod state;
mod studied;
mod study;
#[cfg(test)]
mod study_properties;
mod swing;
#[cfg(test)]
mod thresholds;
mod touched;
mod uncertainty;
mod waiting;
#[cfg(test)]
mod window_uses;
pub mod wire;
#[cfg(test)]
mod worked_examples;

pub use error::Error;
pub use host::Host;
pub use import::{DateOrder, NumberMark};
pub use importing::Import;
pub use inspecting::{Reading, inspect, rejected_rows, template};
pub use presets::{add_preset, preset_text, presets, presets_left_out, remove_preset, save_preset};
pub use quote_form::quote_fields;
pub use report::document::Paper;
pub use report::edition::Edition;
pub use report::screen::ScreenPage;
pub use reporting::{CHARTS, Draft, Pictures, ReportOptions, STUDY_CHARTS, THRESHOLD_CHARTS, read_accent, read_logo, write_file};
pub use session::{Session, sample};
pub use state::{rows_text, terms};
pub use studied::Studied;
