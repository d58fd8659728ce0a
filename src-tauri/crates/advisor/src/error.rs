//! What can go wrong, in one closed list of codes, with what to do next.

use crate::wire::ErrorBody;
use engagement::FileError;
use import::{CatalogError, ImportError};
use std::fmt;
use std::path::Path;

/// An error with its code, sentence and hint.
#[derive(Debug)]
pub enum Error {
    /// The engagement file.
    File(FileError),
    /// An export that is refused as a whole.
    Import(Box<ImportError>),
    /// The person stopped it.
    Cancelled,
    /// Nothing was read that could be committed.
    NothingWaits,
    /// What was read waits to be committed, and would be lost.
    FilesWait,
    /// A setting that cannot be read.
    Setting {
        /// Its key.
        key: String,
        /// What is wrong with it.
        why: String,
    },
    /// A profile that is not one.
    Profile(String),
    /// No such figure.
    Figure(String),
    /// No such kind of record.
    Kind(String),
    /// A file that cannot be read or written.
    Path {
        /// The file.
        path: String,
        /// What the system says.
        why: String,
    },
    /// A file stands where one is to be written.
    Exists(String),
    /// A logo that is no picture.
    Logo(report::logo::LogoError),
    /// A colour that is none, or that cannot be seen on paper.
    Accent {
        /// As typed.
        text: String,
        /// What is wrong with it.
        why: String,
    },
    /// No such chart, or nothing to draw.
    Chart(String),
    /// A PDF that is not one of ours.
    NotAReport {
        /// The file.
        path: String,
        /// What is missing.
        why: String,
    },
    /// A report that cannot be made: a fault of ours.
    Report(String),
    /// A preset that is none.
    Preset {
        /// The file.
        path: String,
        /// What is wrong with it.
        why: String,
    },
    /// No such preset of the user's own.
    NoPreset(String),
    /// No such source that counts; without a name, none at all.
    NoSource(Option<String>),
    /// This machine keeps no presets.
    NoPresetFolder,
    /// Data of the program itself that cannot be read: a fault of ours.
    Content {
        /// Which file.
        file: String,
        /// What is wrong.
        why: String,
    },
}

impl Error {
    pub(crate) fn damaged_content(file: &str, why: &str) -> Self {
        Self::Content { file: file.to_owned(), why: why.to_owned() }
    }

    pub(crate) fn bad_setting(key: &str, why: &str) -> Self {
        Self::Setting { key: key.to_owned(), why: why.to_owned() }
    }

    pub(crate) fn unknown_figure(id: &str) -> Self {
        Self::Figure(id.to_owned())
    }

    /// An input or output error at a path.
    pub fn path(path: &Path, cause: &std::io::Error) -> Self {
        Self::Path { path: path.display().to_string(), why: cause.to_string() }
    }

    /// Its code.
    pub fn code(&self) -> &'static str {
        match self {
            Self::File(e) => e.code(),
            Self::Import(e) => e.code.name(),
            Self::Cancelled => "cancelled",
            Self::NothingWaits => "nothing_waits",
            Self::FilesWait => "files_wait",
            Self::Setting { .. } => "bad_setting",
            Self::Profile(_) => "bad_profile",
            Self::Figure(_) => "unknown_figure",
            Self::Kind(_) => "unknown_kind",
            Self::Path { .. } => "unreadable_path",
            Self::Exists(_) => "exists",
            Self::Logo(_) => "bad_logo",
            Self::Accent { .. } => "bad_accent",
            Self::Chart(_) => "unknown_chart",
            Self::NotAReport { .. } => "not_a_report",
            Self::Report(_) => "report_failed",
            Self::Preset { .. } => "bad_preset",
            Self::NoPreset(_) => "unknown_preset",
            Self::NoSource(_) => "unknown_source",
            Self::NoPresetFolder => "no_preset_folder",
            Self::Content { .. } => "damaged_content",
        }
    }

    /// What to do next.
    pub fn hint(&self) -> String {
        match self {
            Self::File(e) => e.hint().to_owned(),
            Self::Import(e) => e.hint.clone(),
            Self::Cancelled => "Nothing was changed; begin again when you like.".to_owned(),
            Self::FilesWait => "Commit them in the room Data, or discard them there; then go on.".to_owned(),
            Self::NothingWaits => "Add files, or correct how one that waits is read.".to_owned(),
            Self::Setting { .. } => "Type another value, take it away, or undo.".to_owned(),
            Self::Profile(_) => "Correct it and try again; no engagement was created.".to_owned(),
            Self::Figure(_) => "Choose one of the figures that are listed.".to_owned(),
            Self::Kind(_) => "Choose devices, staff, tickets, costs, projects, controls, people or quotes.".to_owned(),
            Self::Path { .. } => "Check the path and your rights to it.".to_owned(),
            Self::Exists(_) => "Choose another name, or say --force to replace it.".to_owned(),
            Self::Logo(_) => "Give a PNG, or an SVG whose letters are outlines.".to_owned(),
            Self::Accent { .. } => "Give six hexadecimal digits of a darker colour, like 23495A.".to_owned(),
            Self::Chart(_) => format!("Choose one of {}.", crate::reporting::CHARTS.join(", ")),
            Self::NotAReport { .. } => "Give a PDF that threshold report wrote.".to_owned(),
            Self::Report(_) => "Please report this.".to_owned(),
            Self::Preset { .. } => "Correct the file, or take it out of the folder of presets.".to_owned(),
            Self::NoPreset(_) => "Choose one of your own among those that threshold preset list shows.".to_owned(),
            Self::NoSource(_) => "Import an export first, or name a file as threshold log shows it.".to_owned(),
            Self::NoPresetFolder => "Write the preset to a file with --output instead.".to_owned(),
            Self::Content { .. } => "Install the program again; please report this.".to_owned(),
        }
    }

    /// Whether the input is at fault, not the program.
    pub fn is_input(&self) -> bool {
        !matches!(self, Self::Content { .. } | Self::Report(_) | Self::File(FileError::Internal(_)))
    }

    fn place(&self) -> Option<String> {
        match self {
            Self::Import(e) => {
                let file = e.path.as_ref().map(|p| p.display().to_string());
                let parts: Vec<_> = file.into_iter().chain(e.sheet.clone()).collect();
                (!parts.is_empty()).then(|| parts.join(", sheet "))
            }
            Self::Path { path, .. } | Self::Exists(path) | Self::NotAReport { path, .. } => Some(path.clone()),
            _ => None,
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File(e) => write!(f, "{e}"),
            Self::Import(e) => f.write_str(&e.message),
            Self::Cancelled => f.write_str("It was stopped before its end."),
            Self::FilesWait => f.write_str("Files were read and wait to be committed."),
            Self::NothingWaits => f.write_str("No table that waits can be committed."),
            Self::Setting { key, why } => write!(f, "The setting {key} cannot be read: {why}."),
            Self::Profile(why) => write!(f, "The profile cannot be read: {why}."),
            Self::Figure(id) => write!(f, "There is no figure {id}."),
            Self::Kind(kind) => write!(f, "There is no kind of record called {kind}."),
            Self::Path { path, why } => write!(f, "{path} cannot be read or written: {why}."),
            Self::Exists(path) => write!(f, "{path} exists already."),
            Self::Logo(why) => write!(f, "{why}."),
            Self::Accent { text, why } => write!(f, "“{text}” cannot be the accent colour: {why}."),
            Self::Chart(name) => write!(f, "There is no chart {name} of this engagement."),
            Self::NotAReport { path, why } => write!(f, "{path} is not a report that can be verified: {why}."),
            Self::Report(why) => write!(f, "The report cannot be made: {why}."),
            Self::Preset { path, why } => write!(f, "{path} is no preset that can be read: {why}."),
            Self::NoPreset(id) => write!(f, "You have no preset called {id}."),
            Self::NoSource(Some(name)) => write!(f, "No source called {name} counts in this engagement."),
            Self::NoSource(None) => f.write_str("No source counts in this engagement."),
            Self::NoPresetFolder => f.write_str("This machine has no folder for presets."),
            Self::Content { file, why } => write!(f, "The program's own data {file} cannot be read: {why}."),
        }
    }
}

impl std::error::Error for Error {}

impl From<FileError> for Error {
    fn from(e: FileError) -> Self {
        Self::File(e)
    }
}

impl From<ImportError> for Error {
    fn from(e: ImportError) -> Self {
        Self::Import(Box::new(e))
    }
}

impl From<CatalogError> for Error {
    fn from(e: CatalogError) -> Self {
        Self::Content { file: e.path, why: e.message }
    }
}

impl From<Error> for ErrorBody {
    fn from(e: Error) -> Self {
        Self { code: e.code().to_owned(), message: e.to_string(), hint: e.hint(), at: e.place() }
    }
}
