//! Undo, redo and the log of changes.

use crate::error::Error;
use crate::host::Host;
use crate::session::Session;
use crate::wire::LogEntry;
use engagement::{Author, Change, Target};

pub(crate) fn author(host: &dyn Host, why: Option<&str>) -> Author {
    Author { who: host.who(), at: host.now(), why: why.map(str::to_owned) }
}

impl Session {
    /// Takes the last change back and says which it was.
    pub fn undo(&mut self, host: &dyn Host) -> Result<Option<LogEntry>, Error> {
        Ok(self.file.undo(&author(host, None))?.as_ref().map(entry))
    }

    /// Makes the change taken back last again.
    pub fn redo(&mut self, host: &dyn Host) -> Result<Option<LogEntry>, Error> {
        Ok(self.file.redo(&author(host, None))?.as_ref().map(entry))
    }

    /// Every change, oldest first, those of other branches too.
    pub fn log(&self) -> Result<Vec<LogEntry>, Error> {
        Ok(self.file.log()?.iter().map(entry).collect())
    }
}

fn entry(change: &Change) -> LogEntry {
    let none = || "–".to_owned();
    let target = |t: &engagement::TargetChange| match &t.target {
        Target::Setting(key) => {
            format!("{key}: {} → {}", t.old.clone().unwrap_or_else(none), t.new.clone().unwrap_or_else(none))
        }
        Target::Import { name, .. } => format!("import of {name}"),
    };
    LogEntry {
        at: change.at.format("%Y-%m-%d %H:%M").to_string(),
        who: change.who.clone(),
        label: change.label(),
        why: change.why.clone(),
        changes: change.targets.iter().map(target).collect(),
        in_force: change.on_head_path,
    }
}
