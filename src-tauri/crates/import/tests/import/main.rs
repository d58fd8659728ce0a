//! The importer from outside: real exports, layouts in small, the sample, and anything at all.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test stops at the first surprise")]

mod anything;
mod below;
mod corpus;
mod corrections;
mod dates;
mod dialects;
mod encodings;
#[path = "../../../../../fuzz/exercises.rs"]
mod exercises;
mod glances;
mod hostile;
mod layouts;
mod line_ends;
mod mapping_screen;
mod numbers;
mod own_presets;
mod presets;
mod reading;
mod real_files;
mod rules;
mod sample;
mod workbooks;
