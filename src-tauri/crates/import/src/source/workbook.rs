//! Workbooks: sheets row by row, with errors that say what to do.

use super::input::{self, Held};
use super::{RowRef, Sheet, Source, WorkbookForm};
use crate::error::{ErrorCode, ImportError};
use calamine::{Data, Reader, SheetType, SheetVisible, Sheets, Xlsx};
use std::io::BufReader;
use std::ops::ControlFlow;
use std::path::Path;

/// Cells right of this column are left out: stray formatting may reach to the last column a sheet can have.
const MAX_COLUMNS: usize = 2048;

type Input = BufReader<input::Input>;

fn open(held: &Held, path: &Path, name: &str, form: WorkbookForm) -> Result<Sheets<Input>, ImportError> {
    let file = held.open().map_err(|e| super::refused(path, name, &e))?;
    let input = BufReader::new(file);
    let opened = match form {
        WorkbookForm::Xlsx => Xlsx::new(input).map(Sheets::Xlsx).map_err(calamine::Error::from),
        WorkbookForm::Xlsb => calamine::Xlsb::new(input).map(Sheets::Xlsb).map_err(calamine::Error::from),
        WorkbookForm::Xls => calamine::Xls::new(input).map(Sheets::Xls).map_err(calamine::Error::from),
        WorkbookForm::Ods => calamine::Ods::new(input).map(Sheets::Ods).map_err(calamine::Error::from),
    };
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

/// Visits every row of a sheet that has cells, with its number.
pub(super) fn each(
    source: &Source,
    form: WorkbookForm,
    sheet: &str,
    visit: &mut dyn FnMut(u32, RowRef<'_>) -> ControlFlow<()>,
) -> Result<(), ImportError> {
    let broken = || damaged(source.path(), source.name()).in_sheet(Some(sheet));
    match open(source.held(), source.path(), source.name(), form)? {
        Sheets::Xlsx(mut book) => stream(&mut book, sheet, visit).ok_or_else(broken),
        mut book => whole(&mut book, sheet, visit).ok_or_else(broken),
    }
}

/// Reads an XLSX sheet cell by cell: one far-away cell must not make a table of a billion empty ones.
fn stream(book: &mut Xlsx<Input>, sheet: &str, visit: &mut dyn FnMut(u32, RowRef<'_>) -> ControlFlow<()>) -> Option<()> {
    let mut cells = book.worksheet_cells_reader(sheet).ok()?;
    let mut row: Vec<Data> = Vec::new();
    let mut at = 0;
    while let Some(cell) = cells.next_cell().ok()? {
        let (line, column) = cell.get_position();
        if line != at {
            if !row.is_empty() && visit(at.saturating_add(1), RowRef::Sheet(&row)).is_break() {
                return Some(());
            }
            row.clear();
            at = line;
        }
        let column = usize::try_from(column).unwrap_or(usize::MAX);
        if column < MAX_COLUMNS && !matches!(cell.get_value(), calamine::DataRef::Empty) {
            row.resize(row.len().max(column + 1), Data::Empty);
            row[column] = Data::from(cell.get_value().clone());
        }
    }
    if !row.is_empty() {
        let _ = visit(at.saturating_add(1), RowRef::Sheet(&row));
    }
    Some(())
}

/// Reads a sheet of the older formats, which come as a whole.
fn whole(book: &mut Sheets<Input>, sheet: &str, visit: &mut dyn FnMut(u32, RowRef<'_>) -> ControlFlow<()>) -> Option<()> {
    let range = book.worksheet_range(sheet).ok()?;
    let Some((top, left)) = range.start() else { return Some(()) };
    let left = usize::try_from(left).unwrap_or(0).min(MAX_COLUMNS);
    let mut row: Vec<Data> = Vec::new();
    for (line, cells) in (top..).zip(range.rows()) {
        row.clear();
        row.resize(left, Data::Empty);
        row.extend(cells.iter().take(MAX_COLUMNS).cloned());
        let empty = cells.iter().all(|c| matches!(c, Data::Empty));
        if !empty && visit(line.saturating_add(1), RowRef::Sheet(&row)).is_break() {
            break;
        }
    }
    Some(())
}

pub(super) fn encrypted(path: &Path, name: &str) -> ImportError {
    let hint = "Open it in a spreadsheet program, save a copy without a password, and import the copy.";
    ImportError::file(ErrorCode::EncryptedWorkbook, path, format!("{name} is encrypted with a password."), hint)
}

pub(super) fn damaged(path: &Path, name: &str) -> ImportError {
    let hint = "Open it in a spreadsheet program and save it again as XLSX or CSV; if that fails, export it anew.";
    ImportError::file(ErrorCode::DamagedWorkbook, path, format!("{name} is a workbook that cannot be read: it is damaged."), hint)
}
