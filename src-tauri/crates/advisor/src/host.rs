//! What the use cases ask of the machine they run on.

use chrono::NaiveDateTime;
use std::path::PathBuf;

/// The clock, the person, and who watches. Nothing else: files are named by their paths.
pub trait Host {
    /// The time a change is recorded under. No figure depends on it.
    fn now(&self) -> NaiveDateTime;

    /// The person a change is recorded under.
    fn who(&self) -> String;

    /// Told while something takes long: what, and how much of it is done.
    fn progress(&self, _what: &str, _done: u64) {}

    /// The folder of the user's own presets; none where this machine keeps none. It need not exist.
    fn presets(&self) -> Option<PathBuf> {
        None
    }

    /// Whether to stop. A stopped import leaves the file as it was.
    fn cancelled(&self) -> bool {
        false
    }
}
