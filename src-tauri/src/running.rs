//! What is running and can be stopped by the person, and how often it tells of itself.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// What can be stopped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Task {
    /// Reading exports.
    Import,
}

/// The flags by which running tasks are stopped, one a task: the newest of its kind.
#[derive(Default)]
pub struct Running {
    flags: Mutex<BTreeMap<Task, Arc<AtomicBool>>>,
}

impl Running {
    /// A task begins; its flag is down.
    pub fn begin(&self, task: Task) -> Arc<AtomicBool> {
        let flag = Arc::new(AtomicBool::new(false));
        self.flags.lock().unwrap_or_else(PoisonError::into_inner).insert(task, Arc::clone(&flag));
        flag
    }

    /// Raises every flag: the window is closing.
    pub fn cancel_all(&self) {
        for flag in self.flags.lock().unwrap_or_else(PoisonError::into_inner).values() {
            flag.store(true, Ordering::Relaxed);
        }
    }

    /// Raises the flag of the task begun last; where none runs there is nothing to stop.
    pub fn cancel(&self, task: Task) {
        if let Some(flag) = self.flags.lock().unwrap_or_else(PoisonError::into_inner).get(&task) {
            flag.store(true, Ordering::Relaxed);
        }
    }
}

/// How often something that runs tells of itself. The first word goes at once: whether it is shown, the page decides.
#[derive(Debug, Default)]
pub struct Pace {
    last: Option<Instant>,
}

/// Faster than this nobody reads.
const BETWEEN: Duration = Duration::from_millis(100);

impl Pace {
    /// Whether to tell; a yes counts as told.
    pub fn is_due(&mut self, now: Instant) -> bool {
        let due = self.last.is_none_or(|last| now.duration_since(last) >= BETWEEN);
        if due {
            self.last = Some(now);
        }
        due
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cancelling_stops_the_newest_task_of_its_kind_alone() {
        let running = Running::default();
        running.cancel(Task::Import);
        let (old, new) = (running.begin(Task::Import), running.begin(Task::Import));
        running.cancel(Task::Import);
        assert!(new.load(Ordering::Relaxed), "what runs is stopped");
        assert!(!old.load(Ordering::Relaxed), "what ended is left alone");
    }

    #[test]
    fn progress_is_told_ten_times_a_second() {
        let start = Instant::now();
        let (mut pace, at) = (Pace::default(), |millis| start + Duration::from_millis(millis));
        assert!(pace.is_due(at(0)), "the first word says that it runs");
        assert!(!pace.is_due(at(99)), "too soon to read");
        assert!(pace.is_due(at(100)), "and then again");
    }
}
