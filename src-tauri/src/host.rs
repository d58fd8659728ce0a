//! What the use cases ask of the machine they run on.

use chrono::{Local, NaiveDateTime};

/// The real machine: its clock and user; nobody watches progress yet, and nothing is cancelled.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemHost;

impl advisor::Host for SystemHost {
    fn now(&self) -> NaiveDateTime {
        Local::now().naive_local()
    }

    fn who(&self) -> String {
        ["USER", "USERNAME"].iter().find_map(|name| std::env::var(name).ok()).unwrap_or_else(|| "unnamed".to_owned())
    }
}
