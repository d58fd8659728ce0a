//! One opened file: what it is, how it is encoded, which sheets it has.

mod detect;
mod dialect;
mod input;
mod row;
mod table;
mod text;
mod workbook;

use crate::error::{ErrorCode, ImportError};
use std::path::{Path, PathBuf};

use input::Held;

pub(crate) use dialect::Dialect;
pub(crate) use row::{RawCell, RowRef};
pub(crate) use table::{HeadRow, Table};

/// The largest file that is read, in bytes.
const MAX_BYTES: u64 = 4 << 30;
/// The largest workbook that is read, in bytes: its texts are held in memory.
const MAX_WORKBOOK_BYTES: u64 = 512 << 20;

/// One opened export. Its bytes are looked at once on opening and read again by every pass.
#[derive(Debug, Clone)]
pub struct Source {
    held: Held,
    path: PathBuf,
    name: String,
    bytes: u64,
    content: Content,
}

/// What the bytes are, whatever the name says.
#[derive(Debug, Clone)]
pub(crate) enum Content {
    /// Delimited text.
    Text(TextForm),
    /// A workbook.
    Workbook(WorkbookForm, Vec<Sheet>),
}

/// How a text file is encoded.
#[derive(Debug, Clone, Copy)]
pub(crate) struct TextForm {
    /// The encoding of what follows the mark.
    pub encoding: &'static encoding_rs::Encoding,
    /// Bytes of the byte-order mark.
    pub mark: u64,
}

/// The container of a workbook.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum WorkbookForm {
    /// Excel 2007 and later.
    Xlsx,
    /// Excel binary workbook.
    Xlsb,
    /// Excel 97 to 2003.
    Xls,
    /// OpenDocument.
    Ods,
}

/// A sheet of a workbook.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// Its name.
    pub name: String,
    /// Not shown by the spreadsheet program.
    pub hidden: bool,
}

impl Source {
    /// Opens a file and finds out what it is from its bytes.
    ///
    /// # Errors
    /// Missing, unreadable, empty, too large, encrypted, damaged, binary: see [`ErrorCode`].
    pub fn open(path: &Path) -> Result<Source, ImportError> {
        let name = path.file_name().map_or_else(|| path.to_string_lossy(), |n| n.to_string_lossy()).into_owned();
        let meta = std::fs::metadata(path).map_err(|e| refused(path, &name, &e))?;
        if meta.is_dir() {
            return Err(ImportError::file(
                ErrorCode::IsFolder,
                path,
                format!("{name} is a folder."),
                "Name the export inside it.",
            ));
        }
        Source::of(Held::from(path), path.to_owned(), name, meta.len())
    }

    /// A table held in memory under a file's name (one that was typed in, not exported); its path is that name alone.
    ///
    /// # Errors
    /// Empty, too large, encrypted, damaged, binary: see [`ErrorCode`].
    pub fn from_bytes(name: &str, bytes: Vec<u8>) -> Result<Source, ImportError> {
        let size = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        Source::of(Held::Memory(bytes.into()), PathBuf::from(name), name.to_owned(), size)
    }

    fn of(held: Held, path: PathBuf, name: String, bytes: u64) -> Result<Source, ImportError> {
        check_size(&path, &name, bytes, MAX_BYTES)?;
        let content = detect::content(&held, &path, &name)?;
        if matches!(content, Content::Workbook(..)) {
            check_size(&path, &name, bytes, MAX_WORKBOOK_BYTES)?;
        }
        Ok(Source { held, path, name, bytes, content })
    }

    /// Where the file is; the bare name of a table in memory.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The file's name without its folder.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The file's size in bytes.
    pub fn bytes(&self) -> u64 {
        self.bytes
    }

    /// The sheets of a workbook in their order; empty for text.
    pub fn sheets(&self) -> &[Sheet] {
        match &self.content {
            Content::Text(_) => &[],
            Content::Workbook(_, sheets) => sheets,
        }
    }

    /// Whether the file is a workbook.
    pub fn is_workbook(&self) -> bool {
        matches!(self.content, Content::Workbook(..))
    }

    /// The name of a text file's encoding.
    pub fn encoding(&self) -> Option<&'static str> {
        match &self.content {
            Content::Text(form) => Some(form.encoding.name()),
            Content::Workbook(..) => None,
        }
    }

    fn held(&self) -> &Held {
        &self.held
    }

    pub(crate) fn content(&self) -> &Content {
        &self.content
    }

    /// A refusal that names this file.
    pub(crate) fn refuse(&self, code: ErrorCode, message: impl Into<String>, hint: impl Into<String>) -> ImportError {
        ImportError::file(code, &self.path, message, hint)
    }

    /// Reading failed half way.
    pub(crate) fn broken(&self, error: &std::io::Error) -> ImportError {
        refused(&self.path, &self.name, error)
    }
}

fn check_size(path: &Path, name: &str, bytes: u64, limit: u64) -> Result<(), ImportError> {
    if bytes == 0 {
        let hint = "Export it again; a download may have been cut off.";
        return Err(ImportError::file(ErrorCode::EmptyFile, path, format!("{name} is empty."), hint));
    }
    if bytes > limit {
        let message = format!("{name} is {} MB, more than the {} MB that can be read.", bytes >> 20, limit >> 20);
        let hint = "Export a shorter period or fewer columns, or save a workbook as CSV.";
        return Err(ImportError::file(ErrorCode::TooLarge, path, message, hint));
    }
    Ok(())
}

/// The refusal that an error of the file system means.
fn refused(path: &Path, name: &str, error: &std::io::Error) -> ImportError {
    match error.kind() {
        std::io::ErrorKind::NotFound => {
            ImportError::file(ErrorCode::NotFound, path, format!("There is no file {name}."), "Check the path and its spelling.")
        }
        std::io::ErrorKind::PermissionDenied => {
            let hint = "Copy it to a place you own, or ask for the right to read it.";
            ImportError::file(ErrorCode::NoRights, path, format!("{name} may not be read."), hint)
        }
        _ => {
            let hint = "If another program has it open, close it there; otherwise copy the file and try the copy.";
            ImportError::file(ErrorCode::Unreadable, path, format!("{name} could not be read: {error}."), hint)
        }
    }
}
