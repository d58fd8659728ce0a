//! What can go wrong with an engagement file, as a closed list of codes with a sentence and a way out for each.

use rusqlite::ErrorCode;
use std::io;
use std::path::{Path, PathBuf};

/// An engagement file could not be created, opened, read or written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FileError {
    /// No file at that place.
    #[error("There is no file {}.", .0.display())]
    NotFound(PathBuf),
    /// A new engagement would overwrite something.
    #[error("{} exists already.", .0.display())]
    Exists(PathBuf),
    /// The system refuses access.
    #[error("The system does not allow {doing} {}.", .path.display())]
    NoRights {
        /// File or folder that was refused.
        path: PathBuf,
        /// What was tried: `reading`, `writing in`.
        doing: &'static str,
    },
    /// Some other file, or none of ours.
    #[error("{} is not an engagement file.", .0.display())]
    NotAnEngagement(PathBuf),
    /// Written by a program this one is too old for.
    #[error("{} was written by a newer version of Threshold (file version {file}; this program knows {known}).", .path.display())]
    NewerVersion {
        /// The file.
        path: PathBuf,
        /// Schema version found in it.
        file: u32,
        /// Newest schema version this program knows.
        known: u32,
    },
    /// Another window or program is writing to it.
    #[error("{} is open for changes elsewhere.", .0.display())]
    Locked(PathBuf),
    /// The database's own check failed.
    #[error("The engagement file is damaged ({0}).")]
    Damaged(String),
    /// The passphrase is missing, wrong, empty, or given for a file that has none.
    #[error("{0}")]
    WrongPassphrase(&'static str),
    /// No space left.
    #[error("There is no space left on the disk; the change was not made.")]
    DiskFull,
    /// A change was asked of a file that is open for reading only.
    #[error("The engagement is open for reading only.")]
    ReadOnly,
    /// No such import, or not one in the state the call needs.
    #[error("There is no import {id} that is {wanted}.")]
    UnknownImport {
        /// The id that was asked for.
        id: i64,
        /// The state the call needs, `staged` or `in the file`.
        wanted: &'static str,
    },
    /// No such merged thing, or one that is split or together already.
    #[error("There is no merge {0} that can be changed so.")]
    UnknownMerge(String),
    /// Reading or writing failed below the database.
    #[error("Reading or writing the engagement file failed ({0}).")]
    Io(String),
    /// A fault of the program.
    #[error("The program made a mistake with the engagement file ({0}).")]
    Internal(String),
}

impl FileError {
    /// The code, stable on the wire and at the prompt.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NotFound(_) => "not_found",
            Self::Exists(_) => "exists",
            Self::NoRights { .. } => "no_rights",
            Self::NotAnEngagement(_) => "not_an_engagement",
            Self::NewerVersion { .. } => "newer_version",
            Self::Locked(_) => "locked",
            Self::Damaged(_) => "damaged",
            Self::WrongPassphrase(_) => "wrong_passphrase",
            Self::DiskFull => "disk_full",
            Self::ReadOnly => "read_only",
            Self::UnknownImport { .. } => "unknown_import",
            Self::UnknownMerge(_) => "unknown_merge",
            Self::Io(_) => "io",
            Self::Internal(_) => "internal",
        }
    }

    /// What to do next, as one sentence.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::NotFound(_) => "Check the path, or create a new engagement.",
            Self::Exists(_) => "Choose another name, or open the file that is there.",
            Self::NoRights { .. } => "Choose a folder you may write in.",
            Self::NotAnEngagement(_) => "Choose a file ending in .threshold; exports are imported into one, not opened.",
            Self::NewerVersion { .. } => "Update Threshold and open it again; the file was not touched.",
            Self::Locked(_) => "Close it there, then open it here.",
            Self::Damaged(_) => "Go back to a copy, or open it for reading only to see what can be saved.",
            Self::WrongPassphrase(_) => "Enter the passphrase the file was created with; capitals and spaces count.",
            Self::DiskFull => "Free some space and try again; what was in the file is still there.",
            Self::UnknownMerge(_) => "Choose one of those that threshold merges lists.",
            Self::ReadOnly => "Open it for changes, or work in a copy.",
            Self::UnknownImport { .. } => "List the imports and choose one of them.",
            Self::Io(_) => "Check the drive or network share and try again; unfinished changes are undone on opening.",
            Self::Internal(_) => "Please report this with the steps that led to it; the file is as it was before.",
        }
    }

    /// An input/output error at a path.
    pub(crate) fn at(path: &Path, doing: &'static str, error: &io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::NotFound => Self::NotFound(path.to_owned()),
            io::ErrorKind::AlreadyExists => Self::Exists(path.to_owned()),
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
                Self::NoRights { path: path.to_owned(), doing }
            }
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Self::DiskFull,
            _ => Self::Io(error.to_string()),
        }
    }
}

impl From<rusqlite::Error> for FileError {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::Error as E;
        match &error {
            E::SqliteFailure(failure, _) => from_code(failure.code, &error),
            E::FromSqlConversionFailure(..) | E::IntegralValueOutOfRange(..) | E::InvalidColumnType(..) => {
                Self::Damaged(error.to_string())
            }
            _ => Self::Internal(error.to_string()),
        }
    }
}

impl From<rusqlite::types::FromSqlError> for FileError {
    fn from(error: rusqlite::types::FromSqlError) -> Self {
        Self::Damaged(error.to_string())
    }
}

fn from_code(code: ErrorCode, error: &rusqlite::Error) -> FileError {
    match code {
        ErrorCode::DiskFull => FileError::DiskFull,
        ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase => FileError::Damaged(error.to_string()),
        ErrorCode::ReadOnly => FileError::ReadOnly,
        ErrorCode::SystemIoFailure
        | ErrorCode::CannotOpen
        | ErrorCode::PermissionDenied
        | ErrorCode::DatabaseBusy
        | ErrorCode::DatabaseLocked
        | ErrorCode::FileLockingProtocolFailed
        | ErrorCode::NoLargeFileSupport => FileError::Io(error.to_string()),
        _ => FileError::Internal(error.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_sentence_ends_and_every_code_is_one_word() {
        let path = PathBuf::from("Clinic.threshold");
        let all = [
            FileError::NotFound(path.clone()),
            FileError::NoRights { path: path.clone(), doing: "reading" },
            FileError::NewerVersion { path, file: 9, known: 1 },
            FileError::UnknownImport { id: 3, wanted: "staged" },
            FileError::DiskFull,
        ];
        for error in all {
            assert!(error.to_string().ends_with('.'), "{error} is shown as a sentence");
            assert!(error.hint().ends_with('.'), "{} is shown as a sentence", error.hint());
            assert!(error.code().chars().all(|c| c.is_ascii_lowercase() || c == '_'), "codes are wire words");
        }
    }

    #[test]
    fn a_full_disk_is_named_whichever_layer_says_it() {
        let from_system = FileError::at(Path::new("x"), "writing", &io::Error::from(io::ErrorKind::StorageFull));
        let failure = rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_FULL);
        let from_database = FileError::from(rusqlite::Error::SqliteFailure(failure, None));
        assert_eq!(
            (from_system, from_database),
            (FileError::DiskFull, FileError::DiskFull),
            "a person must free space either way"
        );
    }
}
