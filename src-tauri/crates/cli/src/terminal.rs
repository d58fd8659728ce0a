//! The machine the prompt runs on.

use advisor::Host;
use chrono::{Local, NaiveDateTime};
use indicatif::ProgressBar;
use std::path::PathBuf;

/// The system's clock and user; progress on stderr, one line that renews itself and none where nobody watches.
pub struct Terminal {
    bar: ProgressBar,
}

impl Terminal {
    /// This terminal.
    pub fn new() -> Self {
        Self { bar: ProgressBar::new_spinner() }
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}

impl Host for Terminal {
    fn now(&self) -> NaiveDateTime {
        Local::now().naive_local()
    }

    fn who(&self) -> String {
        ["USER", "USERNAME"].iter().find_map(|name| std::env::var(name).ok()).unwrap_or_else(|| "unnamed".to_owned())
    }

    /// `THRESHOLD_PRESETS`, or the folder that the system keeps settings in.
    fn presets(&self) -> Option<PathBuf> {
        let named = std::env::var_os("THRESHOLD_PRESETS").filter(|v| !v.is_empty()).map(PathBuf::from);
        named.or_else(|| Some(dirs::config_dir()?.join("threshold").join("presets")))
    }

    fn progress(&self, what: &str, done: u64) {
        self.bar.set_message(format!("{what}: {done} rows"));
        self.bar.tick();
    }
}
