//! Undo, redo and the log of changes.

use crate::error::Error;
use crate::host::Host;
use crate::naming::Names;
use crate::session::Session;
use crate::wire::LogEntry;
use engagement::{Author, Change};

pub(crate) fn author(host: &dyn Host, why: Option<&str>) -> Author {
    Author { who: host.who(), at: host.now(), why: why.map(str::to_owned) }
}

impl Session {
    /// Takes the last change back and says which it was.
    pub fn undo(&mut self, host: &dyn Host) -> Result<Option<LogEntry>, Error> {
        let undone = self.file.undo(&author(host, None))?;
        self.told(undone.as_ref())
    }

    /// Makes the change taken back last again.
    pub fn redo(&mut self, host: &dyn Host) -> Result<Option<LogEntry>, Error> {
        let made = self.file.redo(&author(host, None))?;
        self.told(made.as_ref())
    }

    /// Every change, oldest first, those of other branches too.
    pub fn log(&self) -> Result<Vec<LogEntry>, Error> {
        let names = self.names()?;
        Ok(self.file.log()?.iter().map(|change| entry(change, &names)).collect())
    }

    fn told(&self, change: Option<&Change>) -> Result<Option<LogEntry>, Error> {
        let names = self.names()?;
        Ok(change.map(|change| entry(change, &names)))
    }
}

fn entry(change: &Change, names: &Names) -> LogEntry {
    LogEntry {
        at: change.at.format("%Y-%m-%d %H:%M").to_string(),
        who: change.who.clone(),
        label: names.label(change),
        why: change.why.clone(),
        changes: change.targets.iter().map(|t| names.told(t)).collect(),
        in_force: change.on_head_path,
    }
}
