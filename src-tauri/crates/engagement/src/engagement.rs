//! The open file: creating, opening, and the transactions every change goes through.

use crate::error::FileError;
use crate::imports;
use crate::keyed::Keyed;
use crate::lock::{Lock, beside};
use crate::opening::{self, Opened};
use crate::people::People;
use rusqlite::{Connection, Transaction, TransactionBehavior};
use std::fs;
use std::path::{Path, PathBuf};

/// An open engagement file. Dropping it closes the file and gives the lock back; there is nothing to save.
pub struct Engagement {
    path: PathBuf,
    pub(crate) conn: Connection,
    pub(crate) keyed: Keyed,
    schema: u32,
    damage: Option<String>,
    /// Declared after the connection: the file is closed before the lock is given back.
    lock: Option<Lock>,
}

impl std::fmt::Debug for Engagement {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Engagement").field("path", &self.path).field("writable", &self.is_writable()).finish_non_exhaustive()
    }
}

impl Engagement {
    /// Creates an empty engagement, encrypted where a passphrase is given, and opens it for changes. It is built under
    /// another name and renamed when complete, so that a failure or a kill leaves no half file at `path`.
    ///
    /// # Errors
    /// `exists` where anything stands at `path`, `no_rights`, `not_found` (folder), `locked`, `disk_full`,
    /// `wrong_passphrase` where it is empty.
    pub fn create(path: &Path, passphrase: Option<&str>) -> Result<Self, FileError> {
        if is_taken(path) {
            return Err(FileError::Exists(path.to_owned()));
        }
        let lock = Lock::take(path)?;
        if is_taken(path) {
            return Err(FileError::Exists(path.to_owned())); // another program was faster
        }
        let draft = beside(path, "-new");
        remove_draft(&draft);
        let made = opening::new_database(&draft, passphrase).and_then(|()| put_in_place(&draft, path));
        if let Err(e) = made {
            remove_draft(&draft);
            return Err(e);
        }
        Self::from_opened(path, opening::for_writing(path, passphrase)?, Some(lock))
    }

    /// Opens an engagement for changes and takes its lock. An older schema is brought up to date; imports that were
    /// staged and never committed are removed.
    ///
    /// # Errors
    /// Every code of [`FileError`] but `exists`, `read_only` and `unknown_import`; a damaged file opens only with
    /// [`Self::open_read_only`].
    pub fn open(path: &Path, passphrase: Option<&str>) -> Result<Self, FileError> {
        fs::metadata(path).map_err(|e| FileError::at(path, "reading", &e))?;
        let lock = Lock::take(path)?;
        let mut file = Self::from_opened(path, opening::for_writing(path, passphrase)?, Some(lock))?;
        imports::remove_staged(&mut file)?;
        Ok(file)
    }

    /// Opens an engagement for reading, beside a writer if there is one. A damaged file opens too; see [`Self::damage`].
    ///
    /// # Errors
    /// As [`Self::open`], without `locked`; `read_only` where the schema is older than this program's.
    pub fn open_read_only(path: &Path, passphrase: Option<&str>) -> Result<Self, FileError> {
        Self::from_opened(path, opening::for_reading(path, passphrase)?, None)
    }

    /// The schema version of the file.
    pub fn schema_version(&self) -> u32 {
        self.schema
    }

    /// Where the file is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Whether this handle may change the file.
    pub fn is_writable(&self) -> bool {
        self.lock.is_some()
    }

    /// What the database's own check found on opening, `None` where the file is sound.
    pub fn damage(&self) -> Option<&str> {
        self.damage.as_deref()
    }

    /// The pseudonym of a name, `Person 17`: the same name, whatever its case and spacing, has the same pseudonym in
    /// this file and another in the next. The name itself is never stored.
    ///
    /// # Errors
    /// `read_only`, `disk_full`, `io`.
    pub fn pseudonym(&mut self, name: &str) -> Result<String, FileError> {
        let tx = begin(&mut self.conn, self.lock.as_ref())?;
        let mut people = People::load(&tx)?;
        let pseudonym = people.pseudonym(&tx, &self.keyed, name)?;
        people.write(&tx)?;
        tx.commit()?;
        Ok(pseudonym)
    }

    /// A hash of a text under the file's key, for identities that may hold names.
    pub fn keyed_hash(&self, text: &str) -> [u8; 16] {
        self.keyed.text(text)
    }

    /// Begins a change.
    pub(crate) fn begin(&mut self) -> Result<Transaction<'_>, FileError> {
        begin(&mut self.conn, self.lock.as_ref())
    }

    fn from_opened(path: &Path, opened: Opened, lock: Option<Lock>) -> Result<Self, FileError> {
        let Opened { conn, stamp, damage } = opened;
        let keyed = Keyed::load(&conn)?;
        Ok(Self { path: path.to_owned(), conn, keyed, schema: stamp.version, damage, lock })
    }
}

fn begin<'a>(conn: &'a mut Connection, lock: Option<&Lock>) -> Result<Transaction<'a>, FileError> {
    lock.ok_or(FileError::ReadOnly)?;
    Ok(conn.transaction_with_behavior(TransactionBehavior::Immediate)?)
}

/// A write-ahead log without its file counts as taken: it would be replayed into the new one.
fn is_taken(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok() || fs::symlink_metadata(beside(path, "-wal")).is_ok()
}

fn remove_draft(draft: &Path) {
    // Nothing to say where they are not there; one that cannot be removed shows when the database is made.
    let _ = fs::remove_file(draft);
    let _ = fs::remove_file(beside(draft, "-journal"));
}

fn put_in_place(draft: &Path, path: &Path) -> Result<(), FileError> {
    fs::rename(draft, path).map_err(|e| FileError::at(path, "writing", &e))?;
    sync_folder(path);
    Ok(())
}

/// Makes the new name durable where the system can open a folder; elsewhere the system does it itself.
fn sync_folder(path: &Path) {
    if let Some(folder) = path.parent().filter(|p| !p.as_os_str().is_empty())
        && let Ok(folder) = fs::File::open(folder)
    {
        let _ = folder.sync_all();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Author, Setting};

    fn set(file: &mut Engagement, value: String) -> Result<crate::ChangeId, FileError> {
        let by = Author { who: "A".into(), at: Default::default(), why: None };
        file.set(&[Setting { key: "notes".into(), value: Some(value) }], &by)
    }

    #[test]
    fn a_full_disk_loses_nothing_that_was_there() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("Clinic.threshold");
        let mut file = Engagement::create(&path, None).unwrap();
        set(&mut file, "\"kept\"".into()).unwrap();
        let pages: i64 = file.conn.pragma_query_value(None, "page_count", |r| r.get(0)).unwrap();
        file.conn.pragma_update_and_check(None, "max_page_count", pages, |_| Ok(())).unwrap(); // what a full disk does
        assert_eq!(set(&mut file, "x".repeat(100_000)), Err(FileError::DiskFull));
        assert_eq!(file.settings().unwrap()["notes"], "\"kept\"", "the value before is in force");
        assert_eq!(file.log().unwrap().len(), 1, "the change that failed is no change");
    }

    #[test]
    fn a_marked_file_without_tables_is_damaged() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("Clinic.threshold");
        let raw = Connection::open(&path).unwrap();
        raw.execute_batch(&format!("PRAGMA application_id = {}; CREATE TABLE t (a)", crate::schema::APPLICATION_ID)).unwrap();
        drop(raw);
        assert_eq!(Engagement::open(&path, None).unwrap_err().code(), "damaged", "the program made no mistake");
    }

    #[test]
    fn an_open_file_can_move_to_a_worker_thread() {
        fn sendable<T: Send>() {}
        sendable::<Engagement>();
    }
}
