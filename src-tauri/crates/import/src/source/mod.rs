//! One opened file: what it is, how it is encoded, which sheets it has.

mod archive;
mod closed;
mod compound;
mod detect;
mod dialect;
mod guarded;
mod input;
mod lenient;
mod merged;
mod row;
mod sampled;
mod table;
mod tape;
mod text;
mod workbook;

use crate::error::{ErrorCode, ImportError};
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use input::Held;

pub(crate) use dialect::Dialect;
pub(crate) use merged::{FillDown, Merged};
pub(crate) use row::{RawCell, RowRef};
pub(crate) use table::{HeadRow, Table};
pub(crate) use workbook::Workbook;

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
    /// Cells merged over several rows, by sheet; looked for once.
    merged: Arc<OnceLock<merged::BySheet>>,
}

/// What the bytes are, whatever the name says.
#[derive(Debug, Clone)]
pub(crate) enum Content {
    /// Delimited text.
    Text(TextForm),
    /// A workbook.
    Workbook(Workbook),
}

/// How a text file is encoded.
#[derive(Debug, Clone, Copy)]
pub(crate) struct TextForm {
    /// The encoding of what follows the mark.
    pub encoding: &'static encoding_rs::Encoding,
    /// Bytes of the byte-order mark.
    pub mark: u64,
    /// The sign between cells, where the user says it.
    pub delimiter: Option<u8>,
    /// Every byte has been seen to be of the encoding; otherwise what is not shows as U+FFFD.
    pub clean: bool,
}

/// A row longer than any export has.
#[derive(Debug, thiserror::Error)]
#[error("the row in line {line} is longer than {} MB", limit >> 20)]
pub(crate) struct TooLong {
    /// The line it begins in.
    pub line: u32,
    /// The limit in bytes.
    pub limit: usize,
}

impl TextForm {
    /// Text without a byte-order mark.
    fn unmarked(encoding: &'static encoding_rs::Encoding) -> TextForm {
        TextForm { encoding, mark: 0, delimiter: None, clean: false }
    }
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
        Source::open_with(path, detect::Extent::Whole)
    }

    fn open_with(path: &Path, extent: detect::Extent) -> Result<Source, ImportError> {
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
        Source::of(Held::from(path), path.to_owned(), name, meta.len(), extent)
    }

    /// Opens a file to be looked at: of a large workbook only the first rows of each sheet are there then, and how many
    /// there are in all is an estimate. See [`crate::inspect_by_sample`].
    ///
    /// # Errors
    /// As [`Source::open`].
    pub fn open_to_look(path: &Path) -> Result<Source, ImportError> {
        Source::open_with(path, detect::Extent::FirstRows)
    }

    /// A table held in memory under a file's name (one that was typed in, not exported); its path is that name alone.
    ///
    /// # Errors
    /// Empty, too large, encrypted, damaged, binary: see [`ErrorCode`].
    pub fn from_bytes(name: &str, bytes: Vec<u8>) -> Result<Source, ImportError> {
        let size = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        Source::of(Held::Memory(bytes.into()), PathBuf::from(name), name.to_owned(), size, detect::Extent::Whole)
    }

    fn of(held: Held, path: PathBuf, name: String, bytes: u64, extent: detect::Extent) -> Result<Source, ImportError> {
        check_size(&path, &name, bytes, MAX_BYTES)?;
        let (content, inner) = detect::content(&held, &path, &name, extent)?;
        let held = inner.unwrap_or(held);
        if matches!(content, Content::Workbook(..)) {
            check_size(&path, &name, bytes, MAX_WORKBOOK_BYTES)?;
        }
        Ok(Source { held, path, name, bytes, content, merged: Arc::default() })
    }

    /// The same file with what the user says of its text; a workbook has neither and stays as it is.
    ///
    /// `encoding` is a label of the WHATWG list (`utf-8`, `windows-1252`, `iso-8859-7`, `gb18030`, `macintosh`) or
    /// `macroman`.
    ///
    /// # Errors
    /// [`ErrorCode::UnknownEncoding`] and [`ErrorCode::UnknownDelimiter`].
    pub fn read_as(mut self, encoding: Option<&str>, delimiter: Option<char>) -> Result<Source, ImportError> {
        let encoding = encoding.map(|label| override_of(label).ok_or_else(|| unknown_encoding(label))).transpose()?;
        let delimiter = delimiter.map(|sign| delimiter_of(sign).ok_or_else(|| unknown_delimiter(sign))).transpose()?;
        if let Content::Text(form) = &mut self.content {
            form.clean &= encoding.is_none_or(|said| said == form.encoding);
            form.encoding = encoding.unwrap_or(form.encoding);
            form.delimiter = delimiter.or(form.delimiter);
        }
        Ok(self)
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
            Content::Workbook(workbook) => &workbook.sheets,
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

    /// Lets go of what is kept in memory from one reading to the next; another reading of a workbook takes longer then.
    pub fn let_go(&self) {
        if let Content::Workbook(workbook) = &self.content {
            workbook.let_go();
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

/// The encoding of a label; people name that of old Macs as it is not registered.
fn override_of(label: &str) -> Option<&'static encoding_rs::Encoding> {
    let folded: String = label.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect();
    match folded.as_str() {
        "macroman" | "xmacroman" | "mac" => Some(encoding_rs::MACINTOSH),
        _ => encoding_rs::Encoding::for_label_no_replacement(label.trim().as_bytes()),
    }
}

/// One sign of ASCII that is neither part of a cell's quoting nor of a line's end.
fn delimiter_of(sign: char) -> Option<u8> {
    u8::try_from(sign).ok().filter(|b| b.is_ascii() && !matches!(b, 0 | b'"' | b'\r' | b'\n'))
}

fn unknown_encoding(label: &str) -> ImportError {
    let hint = "Use a name like utf-8, utf-16le, windows-1252, iso-8859-2, gb18030 or macroman.";
    ImportError::asked(ErrorCode::UnknownEncoding, format!("There is no encoding \u{201c}{label}\u{201d}."), hint)
}

fn unknown_delimiter(sign: char) -> ImportError {
    let message = format!("Cells cannot be parted by {sign:?}.");
    ImportError::asked(ErrorCode::UnknownDelimiter, message, "Use a comma, a semicolon, a tab or a bar.")
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
        std::io::ErrorKind::FileTooLarge => {
            let hint = "Check that it is the export as it came; a quotation mark left open or a file of another sort looks so.";
            ImportError::file(ErrorCode::TooLarge, path, format!("{name} cannot be read: {error}."), hint)
        }
        _ => {
            let hint = "If another program has it open, close it there; otherwise copy the file and try the copy.";
            ImportError::file(ErrorCode::Unreadable, path, format!("{name} could not be read: {error}."), hint)
        }
    }
}
