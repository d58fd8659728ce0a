//! The machine the prompt runs on.

use advisor::Host;
use chrono::{Local, NaiveDateTime};

/// The system's clock and user; progress on stderr.
pub struct Terminal;

impl Host for Terminal {
    fn now(&self) -> NaiveDateTime {
        Local::now().naive_local()
    }

    fn who(&self) -> String {
        ["USER", "USERNAME"].iter().find_map(|name| std::env::var(name).ok()).unwrap_or_else(|| "unnamed".to_owned())
    }

    fn progress(&self, what: &str, done: u64) {
        eprintln!("{what}: {done} rows");
    }
}
