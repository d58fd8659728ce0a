//! Workbooks: sheets row by row, with errors that say what to do.

use super::guarded::{guarded, unguarded};
use super::input::{self, Held};
use super::{RowRef, Sheet, Source, WorkbookForm};
use crate::error::{ErrorCode, ImportError};
use calamine::{Data, Reader, SheetType, SheetVisible, Sheets, Xlsb, Xlsx};
use std::io::BufReader;
use std::ops::ControlFlow;
use std::path::Path;

/// Cells right of this column are left out: stray formatting may reach to the last column a sheet can have.
const MAX_COLUMNS: usize = 2048;

type Input = BufReader<input::Input>;

/// Cells that are read of a sheet.
const MAX_CELLS: u64 = 100_000_000;
/// The longest cell, in bytes; spreadsheets hold 32,767 signs.
const LONGEST_CELL: usize = 1 << 20;

fn open(held: &Held, path: &Path, name: &str, form: WorkbookForm) -> Result<Sheets<Input>, ImportError> {
    let file = held.open().map_err(|e| super::refused(path, name, &e))?;
    let input = BufReader::new(file);
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

/// The sheets of a workbook that hold cells (chart sheets do not).
pub(super) fn sheets(held: &Held, path: &Path, name: &str, form: WorkbookForm) -> Result<Vec<Sheet>, ImportError> {
    let book = open(held, path, name, form)?;
    let tables = book.sheets_metadata().iter().filter(|s| s.typ == SheetType::WorkSheet);
    Ok(tables.map(|s| Sheet { name: s.name.clone(), hidden: s.visible != SheetVisible::Visible }).collect())
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
pub(super) fn each(source: &Source, form: WorkbookForm, sheet: &str, visit: Visit<'_>) -> Result<(), ImportError> {
    let mut book = open(source.held(), source.path(), source.name(), form)?;
    let visit: Visit<'_> = &mut |line, row| unguarded(|| visit(line, row));
    let read = guarded(|| match &mut book {
        Sheets::Xlsx(book) => {
            let mut cells = book.worksheet_cells_reader(sheet).map_err(|_| Fault::Damaged)?;
            stream(&mut || Ok(cells.next_cell().map_err(|_| Fault::Damaged)?.map(placed)), visit)
        }
        Sheets::Xlsb(book) => {
            let mut cells = book.worksheet_cells_reader(sheet).map_err(|_| Fault::Damaged)?;
            stream(&mut || Ok(cells.next_cell().map_err(|_| Fault::Damaged)?.map(placed)), visit)
        }
        book => whole(book, sheet, visit),
    });
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

/// A cell with its row and column from 0.
type Placed = (u32, usize, Data);

fn placed(cell: calamine::Cell<calamine::DataRef<'_>>) -> Placed {
    let (line, column) = cell.get_position();
    (line, usize::try_from(column).unwrap_or(usize::MAX), Data::from(cell.get_value().clone()))
}

/// Reads a sheet cell by cell: one far-away cell must not make a table of a billion empty ones.
fn stream(next: &mut dyn FnMut() -> Result<Option<Placed>, Fault>, visit: Visit<'_>) -> Result<(), Fault> {
    let mut row: Vec<Data> = Vec::new();
    let (mut at, mut read) = (0, 0u64);
    while let Some((line, column, cell)) = next()? {
        read += 1;
        if read > MAX_CELLS {
            return Err(Fault::TooManyCells);
        }
        if line != at {
            if !row.is_empty() && visit(at.saturating_add(1), RowRef::Sheet(&row)).is_break() {
                return Ok(());
            }
            row.clear();
            at = line;
        }
        check_length(&cell, line)?;
        if column < MAX_COLUMNS && !matches!(cell, Data::Empty) {
            row.resize(row.len().max(column + 1), Data::Empty);
            row[column] = cell;
        }
    }
    if !row.is_empty() {
        let _ = visit(at.saturating_add(1), RowRef::Sheet(&row));
    }
    Ok(())
}

fn check_length(cell: &Data, line: u32) -> Result<(), Fault> {
    match cell {
        Data::String(text) if text.len() > LONGEST_CELL => Err(Fault::LongCell(line.saturating_add(1))),
        _ => Ok(()),
    }
}

/// Reads a sheet of the older formats, which come as a whole.
fn whole(book: &mut Sheets<Input>, sheet: &str, visit: Visit<'_>) -> Result<(), Fault> {
    let range = book.worksheet_range(sheet).map_err(|_| Fault::Damaged)?;
    let Some((top, left)) = range.start() else { return Ok(()) };
    let left = usize::try_from(left).unwrap_or(0).min(MAX_COLUMNS);
    let mut row: Vec<Data> = Vec::new();
    for (line, cells) in (top..).zip(range.rows()) {
        row.clear();
        row.resize(left, Data::Empty);
        row.extend(cells.iter().take(MAX_COLUMNS).cloned());
        cells.iter().try_for_each(|cell| check_length(cell, line))?;
        let empty = cells.iter().all(|c| matches!(c, Data::Empty));
        if !empty && visit(line.saturating_add(1), RowRef::Sheet(&row)).is_break() {
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
