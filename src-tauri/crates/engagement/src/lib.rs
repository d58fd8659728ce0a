//! The engagement file: one SQLite database holding everything an engagement knows.
//!
//! Every change is one transaction and on disk when the call returns. Imported rows never change: committing, undoing
//! and redoing an import turn its state, and of several sightings of one thing the newest live one counts. History is
//! a tree of changes with a head. The crate knows records and cells, and no rule of the business.
//!
//! ```
//! # fn main() -> Result<(), engagement::FileError> {
//! # let folder = tempfile::tempdir().map_err(|e| engagement::FileError::Io(e.to_string()))?;
//! use engagement::{Author, Engagement, Setting};
//! # let path = folder.path().join("Clinic.threshold");
//! let mut file = Engagement::create(&path, None)?;
//! let by = Author { who: "A. Consultant".into(), at: Default::default(), why: Some("stated by the client".into()) };
//! file.set(&[Setting { key: "users".into(), value: Some("140".into()) }], &by)?;
//! assert_eq!(file.settings()?["users"], "140");
//! file.undo(&by)?;
//! assert!(file.settings()?.is_empty());
//! # Ok(())
//! # }
//! ```
#![deny(missing_docs)]
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::panic))]

mod blocks;
mod cube;
mod differences;
mod directly;
mod engagement;
mod error;
mod fold;
mod history;
mod imports;
mod into_blocks;
mod keyed;
mod live;
mod lock;
mod merges;
mod opening;
mod people;
mod placing;
mod problems;
mod record_codec;
mod rows;
mod schema;
mod settings;
mod sightings;
mod snapshots;
mod staging;
mod sums;
mod varint;

pub use cube::{Cube, SourceRows};
pub use differences::{Difference, Differences};
pub use engagement::Engagement;
pub use error::FileError;
pub use history::{Author, Change, ChangeId, HeadMove, Target, TargetChange};
pub use imports::{DispositionCounts, ImportId, ImportInfo, ImportState};
pub use merges::{Merge, SPLIT, Seen};
pub use problems::{Problem, ProblemId};
pub use rows::{RowId, RowRef};
pub use settings::Setting;
pub use staging::{Disposition, ImportHeader, RowDraft, RowReason, Sighting, Staging};
