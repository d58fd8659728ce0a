//! Why a whole source or a whole catalogue was refused: closed codes, a sentence, and what to do next.

use std::path::{Path, PathBuf};

/// The closed list of reasons to refuse a source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ErrorCode {
    /// No file of that name.
    NotFound,
    /// The file may not be read.
    NoRights,
    /// The path is a folder.
    IsFolder,
    /// Reading failed half way.
    Unreadable,
    /// Nothing in it.
    EmptyFile,
    /// More than can be read.
    TooLarge,
    /// A workbook behind a password.
    EncryptedWorkbook,
    /// A workbook whose inside cannot be read.
    DamagedWorkbook,
    /// A format that is close to one that can be read (a web page called `.xls`).
    UnsupportedFormat,
    /// An archive that holds the export.
    Archive,
    /// No table: a picture, a PDF, a program.
    BinaryFile,
    /// The workbook has no sheet of that name.
    NoSuchSheet,
    /// The sheet has no cells.
    EmptySheet,
    /// No line looks like a header.
    NoHeader,
    /// Neither recognised nor told what it is.
    UnknownLayout,
    /// Not enough of the columns are known to make records.
    MissingColumns,
    /// The mapping names a header or a field that does not exist.
    BadMapping,
    /// No encoding of that name.
    UnknownEncoding,
    /// No sign that can part cells.
    UnknownDelimiter,
    /// The export holds passwords and is not imported.
    HoldsSecrets,
}

impl ErrorCode {
    /// The word used on the wire.
    pub fn name(self) -> &'static str {
        match self {
            ErrorCode::NotFound => "not_found",
            ErrorCode::NoRights => "no_rights",
            ErrorCode::IsFolder => "is_folder",
            ErrorCode::Unreadable => "unreadable",
            ErrorCode::EmptyFile => "empty_file",
            ErrorCode::TooLarge => "too_large",
            ErrorCode::EncryptedWorkbook => "encrypted_workbook",
            ErrorCode::DamagedWorkbook => "damaged_workbook",
            ErrorCode::UnsupportedFormat => "unsupported_format",
            ErrorCode::Archive => "archive",
            ErrorCode::BinaryFile => "binary_file",
            ErrorCode::NoSuchSheet => "no_such_sheet",
            ErrorCode::EmptySheet => "empty_sheet",
            ErrorCode::NoHeader => "no_header",
            ErrorCode::UnknownLayout => "unknown_layout",
            ErrorCode::MissingColumns => "missing_columns",
            ErrorCode::BadMapping => "bad_mapping",
            ErrorCode::UnknownEncoding => "unknown_encoding",
            ErrorCode::UnknownDelimiter => "unknown_delimiter",
            ErrorCode::HoldsSecrets => "holds_secrets",
        }
    }
}

/// A source that cannot be read as a whole.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message} {hint}")]
pub struct ImportError {
    /// What kind of refusal it is.
    pub code: ErrorCode,
    /// What is wrong, in a sentence that names the file.
    pub message: String,
    /// What to do next.
    pub hint: String,
    /// The file, where one is at fault.
    pub path: Option<PathBuf>,
    /// The sheet, where one is at fault.
    pub sheet: Option<String>,
}

impl ImportError {
    /// A refusal of one file.
    pub(crate) fn file(code: ErrorCode, path: &Path, message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { code, message: message.into(), hint: hint.into(), path: Some(path.to_owned()), sheet: None }
    }

    /// A refusal of what was asked for, not of a file.
    pub(crate) fn asked(code: ErrorCode, message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { code, message: message.into(), hint: hint.into(), path: None, sheet: None }
    }

    /// Names the sheet at fault.
    pub(crate) fn in_sheet(mut self, sheet: Option<&str>) -> Self {
        self.sheet = sheet.map(str::to_owned);
        self
    }
}

/// A file of presets or rules that is not well formed: a fault in the installed content or in a firm's own presets.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{path}: {message}")]
pub struct CatalogError {
    /// The file, as it was named to [`crate::Catalog::from_assets`].
    pub path: String,
    /// What is wrong with it.
    pub message: String,
}

impl CatalogError {
    /// That a preset of the user's own is left out, in a sentence with what to do.
    pub fn left_out(&self) -> String {
        let (path, message) = (&self.path, self.message.trim_end_matches('.'));
        format!("Your preset {path} is left out, because it cannot be read: {message}. Correct it, or take it out of the folder.")
    }

    /// A fault in one file of the catalogue.
    pub(crate) fn new(path: &str, message: impl Into<String>) -> Self {
        Self { path: path.to_owned(), message: message.into() }
    }
}
