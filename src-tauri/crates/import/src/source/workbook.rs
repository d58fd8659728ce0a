//! Workbooks: sheets row by row, with errors that say what to do.

use super::closed::content_closes;
use super::guarded::{guarded, unguarded};
use super::input::{self, Held};
use super::row::{borrowed, of_sheet};
use super::sampled::Share;
use super::tape::Tape;
use super::{RawCell, RowRef, Sheet, Source, WorkbookForm};
use crate::error::{ErrorCode, ImportError};
use calamine::{Cell, Data, DataRef, Reader, SheetType, SheetVisible, Sheets, Xlsb, Xlsx};
use std::fmt;
use std::io::BufReader;
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::{Arc, Mutex};

/// Cells right of this column are left out: stray formatting may reach to the last column a sheet can have.
const MAX_COLUMNS: usize = 2048;

type Input = BufReader<input::Input>;

/// What is known of a workbook without its cells.
#[derive(Debug, Clone)]
pub(crate) struct Workbook {
    pub(super) form: WorkbookForm,
    pub(super) sheets: Vec<Sheet>,
    /// Sheets of which only the first rows are there.
    shares: Vec<(String, Share)>,
    kept: Arc<Kept>,
}

/// What one pass leaves to the next, for every copy of the source.
#[derive(Default)]
struct Kept {
    /// The opened workbook: opening one reads all its texts.
    book: Mutex<Option<Sheets<Input>>>,
    /// The rows of a sheet, with its name.
    rows: Mutex<Option<(String, Arc<Tape>)>>,
}

impl fmt::Debug for Kept {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Kept")
    }
}

impl Kept {
    /// Puts an opened workbook by; what a pass within a pass opened is let go.
    fn put(&self, book: Sheets<Input>) {
        if let Ok(mut kept) = self.book.lock() {
            *kept = Some(book);
        }
    }

    fn take(&self) -> Option<Sheets<Input>> {
        self.book.lock().ok()?.take()
    }
}

/// Cells that are read of a sheet.
const MAX_CELLS: u64 = 100_000_000;
/// The longest cell, in bytes; spreadsheets hold 32,767 signs.
const LONGEST_CELL: usize = 1 << 20;

fn open(held: &Held, path: &Path, name: &str, form: WorkbookForm) -> Result<Sheets<Input>, ImportError> {
    let file = || held.open().map_err(|e| super::refused(path, name, &e));
    if form == WorkbookForm::Ods && !content_closes(BufReader::new(file()?)) {
        return Err(damaged(path, name));
    }
    let input = BufReader::new(file()?);
    let opened = guarded(|| match form {
        WorkbookForm::Xlsx => Xlsx::new(input).map(Sheets::Xlsx).map_err(calamine::Error::from),
        WorkbookForm::Xlsb => Xlsb::new(input).map(Sheets::Xlsb).map_err(calamine::Error::from),
        WorkbookForm::Xls => calamine::Xls::new(input).map(Sheets::Xls).map_err(calamine::Error::from),
        WorkbookForm::Ods => calamine::Ods::new(input).map(Sheets::Ods).map_err(calamine::Error::from),
    });
    let opened = opened.ok_or_else(|| damaged(path, name))?;
    opened.map_err(|e| if is_password(&e) { encrypted(path, name) } else { damaged(path, name) })
}

fn is_password(error: &calamine::Error) -> bool {
    matches!(
        error,
        calamine::Error::Xlsx(calamine::XlsxError::Password)
            | calamine::Error::Xls(calamine::XlsError::Password)
            | calamine::Error::Ods(calamine::OdsError::Password)
    )
}

impl Workbook {
    /// Opens a workbook and lists the sheets that hold cells (chart sheets do not).
    pub(super) fn open(held: &Held, path: &Path, name: &str, form: WorkbookForm) -> Result<Workbook, ImportError> {
        let book = open(held, path, name, form)?;
        let tables = book.sheets_metadata().iter().filter(|s| s.typ == SheetType::WorkSheet);
        let sheets = tables.map(|s| Sheet { name: s.name.clone(), hidden: s.visible != SheetVisible::Visible }).collect();
        let kept = Kept::default();
        kept.put(book);
        Ok(Workbook { form, sheets, shares: Vec::new(), kept: Arc::new(kept) })
    }

    /// The same, knowing how much of each of its sheets is there, chart sheets among them; `None` where it has other sheets.
    pub(super) fn with_shares(mut self, shares: &[Option<Share>]) -> Option<Workbook> {
        let book = self.kept.take()?;
        let sheets = book.sheets_metadata();
        if sheets.len() != shares.len() {
            return None;
        }
        let cut = sheets.iter().zip(shares).filter_map(|(sheet, share)| Some((sheet.name.clone(), (*share)?)));
        self.shares = cut.collect();
        self.kept.put(book);
        Some(self)
    }

    /// How much of a sheet is there; none where it is whole.
    pub(super) fn share(&self, sheet: &str) -> Option<Share> {
        self.shares.iter().find(|(of, _)| of == sheet).map(|(_, share)| *share)
    }

    /// Lets go of what it keeps in memory between passes; the next one opens it anew.
    pub(super) fn let_go(&self) {
        drop(self.kept.take());
        if let Ok(mut rows) = self.kept.rows.lock() {
            *rows = None;
        }
    }

    /// The rows of a sheet, where a pass has kept them.
    pub(super) fn rows(&self, sheet: &str) -> Option<Arc<Tape>> {
        let kept = self.kept.rows.lock().ok()?;
        kept.as_ref().filter(|(of, _)| of == sheet).map(|(_, tape)| Arc::clone(tape))
    }

    /// Keeps the rows of a sheet, and no longer those of another.
    pub(super) fn keep_rows(&self, sheet: &str, tape: Tape) {
        if let Ok(mut rows) = self.kept.rows.lock() {
            *rows = Some((sheet.to_owned(), Arc::new(tape)));
        }
    }
}

/// What takes the rows, with their numbers.
type Visit<'v> = &'v mut dyn FnMut(u32, RowRef<'_>) -> ControlFlow<()>;

/// Why a sheet is not read to its end.
enum Fault {
    Damaged,
    TooManyCells,
    /// A cell in this row is longer than any can be.
    LongCell(u32),
}

/// Visits every row of a sheet that has cells, with its number.
pub(super) fn each(source: &Source, workbook: &Workbook, sheet: &str, visit: Visit<'_>) -> Result<(), ImportError> {
    if let Some(tape) = workbook.rows(sheet) {
        tape.each(visit);
        return Ok(());
    }
    let mut book = match workbook.kept.take() {
        Some(book) => book,
        None => open(source.held(), source.path(), source.name(), workbook.form)?,
    };
    let visit: Visit<'_> = &mut |line, row| unguarded(|| visit(line, row));
    let read = guarded(|| match &mut book {
        Sheets::Xlsx(book) => {
            let mut cells = book.worksheet_cells_reader(sheet).map_err(|_| Fault::Damaged)?;
            stream(&mut || cells.next_cell().map_err(|_| Fault::Damaged), visit)
        }
        Sheets::Xlsb(book) => {
            let mut cells = book.worksheet_cells_reader(sheet).map_err(|_| Fault::Damaged)?;
            stream(&mut || cells.next_cell().map_err(|_| Fault::Damaged), visit)
        }
        book => whole(book, sheet, visit),
    });
    // A reader that stopped short by itself is not used again.
    if read.is_some() {
        workbook.kept.put(book);
    }
    read.unwrap_or(Err(Fault::Damaged)).map_err(|fault| refusal(&fault, source).in_sheet(Some(sheet)))
}

fn refusal(fault: &Fault, source: &Source) -> ImportError {
    let name = source.name();
    let message = match fault {
        Fault::Damaged => return damaged(source.path(), name),
        Fault::TooManyCells => format!("{name} has more than {MAX_CELLS} cells in a sheet, more than can be read."),
        Fault::LongCell(row) => format!("{name} has a cell of more than {} MB in row {row}.", LONGEST_CELL >> 20),
    };
    source.refuse(ErrorCode::TooLarge, message, "Save the columns and rows that matter as CSV and import that.")
}

/// Reads a sheet cell by cell: one far-away cell must not make a table of a billion empty ones.
fn stream<'b>(next: &mut dyn FnMut() -> Result<Option<Cell<DataRef<'b>>>, Fault>, visit: Visit<'_>) -> Result<(), Fault> {
    let mut row: Vec<DataRef<'b>> = Vec::new();
    let (mut at, mut read) = (0, 0u64);
    while let Some(cell) = next()? {
        read += 1;
        if read > MAX_CELLS {
            return Err(Fault::TooManyCells);
        }
        let (line, column) = cell.get_position();
        let column = usize::try_from(column).unwrap_or(usize::MAX);
        if line != at {
            if hand(at, &row, visit).is_break() {
                return Ok(());
            }
            row.clear();
            at = line;
        }
        let cell = value(cell);
        check_length(&cell, line)?;
        if column < MAX_COLUMNS && !matches!(cell, DataRef::Empty) {
            row.resize(row.len().max(column + 1), DataRef::Empty);
            row[column] = cell;
        }
    }
    let _ = hand(at, &row, visit);
    Ok(())
}

/// What a cell holds; a text of the workbook is not copied.
fn value<'b>(cell: Cell<DataRef<'b>>) -> DataRef<'b> {
    match cell.get_value() {
        DataRef::SharedString(text) => DataRef::SharedString(text),
        other => other.clone(),
    }
}

/// Hands a row on, unless it is empty.
fn hand(at: u32, row: &[DataRef<'_>], visit: Visit<'_>) -> ControlFlow<()> {
    if row.is_empty() {
        return ControlFlow::Continue(());
    }
    let cells: Vec<RawCell<'_>> = row.iter().map(of_sheet).collect();
    visit(at.saturating_add(1), RowRef::Sheet(&cells))
}

fn check_length(cell: &DataRef<'_>, line: u32) -> Result<(), Fault> {
    let length = match cell {
        DataRef::String(text) => text.len(),
        DataRef::SharedString(text) => text.len(),
        _ => 0,
    };
    if length > LONGEST_CELL { Err(Fault::LongCell(line.saturating_add(1))) } else { Ok(()) }
}

/// Reads a sheet of the older formats, which come as a whole.
fn whole(book: &mut Sheets<Input>, sheet: &str, visit: Visit<'_>) -> Result<(), Fault> {
    let range = book.worksheet_range(sheet).map_err(|_| Fault::Damaged)?;
    let Some((top, left)) = range.start() else { return Ok(()) };
    let left = usize::try_from(left).unwrap_or(0).min(MAX_COLUMNS);
    let mut row: Vec<DataRef<'_>> = Vec::new();
    for (line, cells) in (top..).zip(range.rows()) {
        row.clear();
        row.resize(left, DataRef::Empty);
        row.extend(cells.iter().take(MAX_COLUMNS).map(borrowed));
        cells.iter().try_for_each(|cell| check_length(&borrowed(cell), line))?;
        let empty = cells.iter().all(|c| matches!(c, Data::Empty));
        if !empty && hand(line, &row, visit).is_break() {
            break;
        }
    }
    Ok(())
}

pub(super) fn encrypted(path: &Path, name: &str) -> ImportError {
    let hint = "Open it in a spreadsheet program, save a copy without a password, and import the copy.";
    ImportError::file(ErrorCode::EncryptedWorkbook, path, format!("{name} is encrypted with a password."), hint)
}

pub(super) fn damaged(path: &Path, name: &str) -> ImportError {
    let hint = "Open it in a spreadsheet program and save it again as XLSX or CSV; if that fails, export it anew.";
    ImportError::file(ErrorCode::DamagedWorkbook, path, format!("{name} is a workbook that cannot be read: it is damaged."), hint)
}
