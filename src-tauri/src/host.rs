//! What the use cases ask of the machine they run on.

use crate::messages::{Message, Outbox};
use crate::running::{Pace, Running, Task};
use chrono::{Local, NaiveDateTime};
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

/// The real machine: its clock and user; for what is quick, so nobody watches and nothing is stopped.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemHost;

impl advisor::Host for SystemHost {
    fn now(&self) -> NaiveDateTime {
        Local::now().naive_local()
    }

    fn who(&self) -> String {
        ["USER", "USERNAME"].iter().find_map(|name| std::env::var(name).ok()).unwrap_or_else(|| "unnamed".to_owned())
    }

    /// The folder the prompt keeps them in too.
    fn presets(&self) -> Option<PathBuf> {
        let named = std::env::var_os("THRESHOLD_PRESETS").filter(|v| !v.is_empty()).map(PathBuf::from);
        named.or_else(|| Some(dirs::config_dir()?.join("threshold").join("presets")))
    }
}

/// The real machine with the page watching: it is told how far a task is and may stop it.
pub struct WatchedHost {
    task: Task,
    outbox: Arc<Outbox>,
    cancelled: Arc<AtomicBool>,
    pace: Mutex<Pace>,
}

impl WatchedHost {
    /// A task begins and can be stopped from now on.
    #[must_use]
    pub fn new(task: Task, outbox: Arc<Outbox>, running: &Running) -> Self {
        Self { task, outbox, cancelled: running.begin(task), pace: Mutex::default() }
    }
}

impl advisor::Host for WatchedHost {
    fn now(&self) -> NaiveDateTime {
        SystemHost.now()
    }

    fn who(&self) -> String {
        SystemHost.who()
    }

    fn presets(&self) -> Option<PathBuf> {
        SystemHost.presets()
    }

    fn progress(&self, what: &str, done: u64) {
        if self.pace.lock().unwrap_or_else(PoisonError::into_inner).is_due(Instant::now()) {
            self.outbox.send(Message::Progress { task: self.task, name: what.to_owned(), done });
        }
    }

    fn cancelled(&self) -> bool {
        self.cancelled.load(Ordering::Relaxed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use advisor::Host;

    #[test]
    fn a_watched_task_stops_when_it_is_cancelled() {
        let running = Running::default();
        let host = WatchedHost::new(Task::Import, Arc::default(), &running);
        assert!(!host.cancelled(), "it begins running");
        running.cancel(Task::Import);
        assert!(host.cancelled(), "the person stopped it");
    }
}
