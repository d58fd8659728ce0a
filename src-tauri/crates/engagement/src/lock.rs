//! The lock beside the file: one writer at a time, released by the system when the program ends in any way.

use crate::error::FileError;
use std::ffi::OsString;
use std::fs::{File, OpenOptions, TryLockError};
use std::path::{Path, PathBuf};

/// Held by the one writer of an engagement file.
#[derive(Debug)]
pub(crate) struct Lock {
    path: PathBuf,
    _file: File,
}

impl Lock {
    /// Takes the lock of an engagement file.
    ///
    /// # Errors
    /// `Locked` where another window or program has it, `NoRights` where its folder cannot be written.
    pub(crate) fn take(engagement: &Path) -> Result<Self, FileError> {
        let path = beside(&behind_links(engagement), "-lock");
        loop {
            let file = open(&path, engagement)?;
            match file.try_lock() {
                Ok(()) if is_still_at(&file, &path) => return Ok(Self { path, _file: file }),
                Ok(()) => {} // the holder before us removed it between our open and our lock
                Err(TryLockError::WouldBlock) => return Err(FileError::Locked(engagement.to_owned())),
                Err(TryLockError::Error(e)) => return Err(FileError::at(&path, "locking", &e)),
            }
        }
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // Elsewhere than on Unix a removed lock file could not be told from its successor, so it stays.
        if cfg!(unix) {
            let _ = std::fs::remove_file(&self.path);
        }
    }
}

/// The path of a companion file, `Name.threshold` + suffix.
pub(crate) fn beside(engagement: &Path, suffix: &str) -> PathBuf {
    let mut name = OsString::from(engagement);
    name.push(suffix);
    PathBuf::from(name)
}

/// Two names of one file share one lock.
fn behind_links(engagement: &Path) -> PathBuf {
    let is_link = std::fs::symlink_metadata(engagement).is_ok_and(|m| m.is_symlink());
    let real = if is_link { std::fs::canonicalize(engagement).ok() } else { None };
    real.unwrap_or_else(|| engagement.to_owned())
}

fn open(path: &Path, engagement: &Path) -> Result<File, FileError> {
    let folder = engagement.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    OpenOptions::new().create(true).truncate(false).write(true).open(path).map_err(|e| FileError::at(folder, "writing in", &e))
}

#[cfg(unix)]
fn is_still_at(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    match (file.metadata(), std::fs::metadata(path)) {
        (Ok(ours), Ok(there)) => ours.ino() == there.ino() && ours.dev() == there.dev(),
        _ => false,
    }
}

#[cfg(not(unix))]
fn is_still_at(_file: &File, _path: &Path) -> bool {
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_writer_is_refused_until_the_first_lets_go() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("Clinic.threshold");
        let first = Lock::take(&file).unwrap();
        assert_eq!(Lock::take(&file).unwrap_err().code(), "locked", "two writers would lose each other's changes");
        drop(first);
        assert!(Lock::take(&file).is_ok(), "a closed engagement can be opened again");
    }

    #[test]
    #[cfg(unix)]
    fn nothing_is_left_beside_a_closed_file() {
        let folder = tempfile::tempdir().unwrap();
        drop(Lock::take(&folder.path().join("Clinic.threshold")).unwrap());
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0, "a client's folder is not ours to litter");
    }

    #[test]
    #[cfg(unix)]
    fn a_link_to_a_file_shares_its_lock() {
        let folder = tempfile::tempdir().unwrap();
        let (file, link) = (folder.path().join("Clinic.threshold"), folder.path().join("Link.threshold"));
        File::create(&file).unwrap();
        std::os::unix::fs::symlink(&file, &link).unwrap();
        let _first = Lock::take(&file).unwrap();
        assert_eq!(Lock::take(&link).unwrap_err().code(), "locked", "one file under two names has one writer");
    }

    #[test]
    fn a_missing_folder_is_named() {
        let error = Lock::take(Path::new("no-such-folder/Clinic.threshold")).unwrap_err();
        assert_eq!(error, FileError::NotFound("no-such-folder".into()), "the folder is what is missing");
    }
}
