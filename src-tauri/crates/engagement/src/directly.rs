//! Writing a large import once instead of twice. In WAL mode every page goes into the log and later from there into the
//! file. What an import adds stands behind the file's end, so with a rollback journal it is written in place, and the
//! journal holds only the few old pages that change. A program that dies leaves the journal, and the next one to open the
//! file takes back what was written.

use rusqlite::Connection;
use std::time::Duration;

/// From this size of the file that is read on, in bytes; below it the switch costs more than it saves.
const LARGE: u64 = 16 << 20;

/// Keeps the file out of WAL mode while it lives. Declared after the transaction, it goes after it.
pub(crate) struct Directly<'a>(&'a Connection);

impl<'a> Directly<'a> {
    /// `None` where the import is small, or where somebody else reads the file and needs the log to read beside us.
    pub(crate) fn begin(conn: &'a Connection, size: u64) -> Option<Self> {
        if size < LARGE {
            return None;
        }
        let patience = conn.busy_timeout(Duration::ZERO);
        let mode = set(conn, "TRUNCATE");
        let restored = conn.busy_timeout(crate::opening::PATIENCE);
        let switched = mode.is_some_and(|m| m.eq_ignore_ascii_case("truncate"));
        (switched && patience.is_ok() && restored.is_ok()).then_some(Self(conn))
    }
}

impl Drop for Directly<'_> {
    fn drop(&mut self) {
        // Where this fails the file stays sound; opening it for changes sets the mode again.
        let _ = set(self.0, "WAL");
    }
}

/// Asks for a mode and says which one is in force.
fn set(conn: &Connection, mode: &str) -> Option<String> {
    let mut in_force = None;
    let asked = conn.pragma_update_and_check(None, "journal_mode", mode, |r| {
        in_force = r.get(0).ok();
        Ok(())
    });
    asked.ok().and(in_force)
}
