//! One table of a source: a text file, or a sheet of a workbook.

use super::tape::{Piece, Tape};
use super::{Content, Dialect, FillDown, Merged, RowRef, Source, Workbook, dialect, text, workbook};
use crate::error::{ErrorCode, ImportError};
use std::io::Read;
use std::ops::ControlFlow;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::mpsc::{self, SyncSender};

/// How much of a text is looked at to find its delimiter, in bytes.
const SNIFFED: u64 = 64 << 10;
/// How many rows are looked at to find the header.
const HEAD_ROWS: usize = 200;

/// A table that can be read from the top as often as needed.
#[derive(Debug)]
pub(crate) struct Table<'s> {
    source: &'s Source,
    /// The sheet, in a workbook.
    pub sheet: Option<String>,
    /// How cells are parted, in a text file.
    pub dialect: Option<Dialect>,
    /// The columns of a table that stands on its side, as rows.
    turned: Option<Vec<csv::StringRecord>>,
    /// Line of the first quotation mark that was seen to break the rules; 0 where none was.
    broken: AtomicU32,
}

/// What takes the rows, with their physical lines.
type Visit<'v> = &'v mut dyn FnMut(u32, RowRef<'_>) -> ControlFlow<()>;

/// One of the first rows, as text.
#[derive(Debug, Clone)]
pub(crate) struct HeadRow {
    /// Physical line from 1.
    pub line: u32,
    /// Trimmed cells.
    pub cells: Vec<String>,
    /// Whether each cell is a number or a date of a spreadsheet.
    pub typed: Vec<bool>,
}

impl<'s> Table<'s> {
    /// A table of the source; a workbook needs the sheet's name (spelt in any case).
    pub fn open(source: &'s Source, sheet: Option<&str>) -> Result<Table<'s>, ImportError> {
        match source.content() {
            Content::Text(form) => {
                let mut head = Vec::new();
                let input = text::decoded(source.held(), *form).map_err(|e| source.broken(&e))?;
                input.take(SNIFFED).read_to_end(&mut head).map_err(|e| source.broken(&e))?;
                head.retain(|b| *b != 0);
                let dialect = dialect::sniff(&head, form.delimiter, (head.len() as u64) < SNIFFED);
                Ok(Table::of(source, None, Some(dialect)))
            }
            Content::Workbook(workbook) => {
                let (sheets, asked) = (&workbook.sheets, sheet.unwrap_or_default().trim());
                let exact = sheets.iter().find(|s| s.name == asked);
                let found = exact.or_else(|| sheets.iter().find(|s| s.name.trim().eq_ignore_ascii_case(asked)));
                let found = found.ok_or_else(|| no_such_sheet(source, asked))?;
                Ok(Table::of(source, Some(found.name.clone()), None))
            }
        }
    }

    fn of(source: &'s Source, sheet: Option<String>, dialect: Option<Dialect>) -> Table<'s> {
        Table { source, sheet, dialect, turned: None, broken: AtomicU32::new(0) }
    }

    /// Visits every row from the top, with its physical line.
    pub fn each(&self, visit: Visit<'_>) -> Result<(), ImportError> {
        if let Some(rows) = &self.turned {
            let _ = (1..).zip(rows).try_for_each(|(line, row)| visit(line, RowRef::Text(row)));
            return Ok(());
        }
        match (self.source.content(), self.dialect, &self.sheet) {
            (Content::Text(form), Some(dialect), _) => {
                let broken = text::each(self.source.held(), *form, dialect, visit).map_err(|e| self.source.broken(&e))?;
                broken.into_iter().for_each(|line| self.broken.store(line, Ordering::Relaxed));
                Ok(())
            }
            (Content::Workbook(workbook), _, Some(sheet)) => workbook::each(self.source, workbook, sheet, visit),
            _ => Ok(()),
        }
    }

    /// Cells merged over several rows.
    pub fn merged(&self) -> &'s [Merged] {
        if self.is_turned() { &[] } else { self.source.merged(self.sheet.as_deref()) }
    }

    /// Visits every row when another pass is to follow, which is given the rows of a sheet as this one has read them.
    pub fn each_first(&self, visit: Visit<'_>) -> Result<(), ImportError> {
        let (Content::Workbook(workbook), Some(sheet)) = (self.source.content(), &self.sheet) else { return self.each(visit) };
        if self.is_turned() || workbook.rows(sheet).is_some() {
            return self.each(visit);
        }
        let (mut tape, mut flow) = (Tape::default(), ControlFlow::Continue(()));
        // The sheet is unpacked and taken apart on a thread of its own.
        std::thread::scope(|scope| {
            let (send, receive) = mpsc::sync_channel(AHEAD);
            let reading = scope.spawn(move || pieces(self.source, workbook, sheet, &send));
            for piece in receive {
                flow = Piece::each(&piece, visit);
                if flow.is_break() {
                    break; // drops the receiver, and with it the reading stops
                }
                tape.add(piece);
            }
            reading.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
        })?;
        if flow.is_continue() && tape.is_whole() {
            workbook.keep_rows(sheet, tape);
        }
        Ok(())
    }

    /// The same table with its columns as rows, where its first rows are all there are.
    pub fn turned(&self, head: &[HeadRow]) -> Option<Table<'s>> {
        let all = head.len() < HEAD_ROWS && self.share().is_none();
        let width = head.iter().map(|r| r.cells.len()).max().filter(|_| all)?;
        let cell = |row: &HeadRow, at: usize| row.cells.get(at).cloned().unwrap_or_default();
        let rows = (0..width).map(|at| head.iter().map(|row| cell(row, at)).collect()).collect();
        Some(Table { turned: Some(rows), ..Table::of(self.source, self.sheet.clone(), self.dialect) })
    }

    /// Whether its columns are its rows.
    pub fn is_turned(&self) -> bool {
        self.turned.is_some()
    }

    /// The line from which quotation marks were read leniently, where a pass has met one that breaks the rules.
    pub fn lenient_from(&self) -> Option<u32> {
        Some(self.broken.load(Ordering::Relaxed)).filter(|line| *line > 0)
    }

    /// How much of the sheet is there, in bytes, and of how much; none where it is whole.
    pub fn share(&self) -> Option<(u64, u64)> {
        match (self.source.content(), &self.sheet) {
            (Content::Workbook(workbook), Some(sheet)) => workbook.share(sheet).map(|s| (s.kept, s.of)),
            _ => None,
        }
    }

    /// The first rows that hold something.
    pub fn head(&self) -> Result<Vec<HeadRow>, ImportError> {
        let (mut rows, mut fill) = (Vec::new(), FillDown::new(self.merged()));
        self.each(&mut |line, row| {
            let filled = fill.row(line, row, |_| true);
            if let Some(head) = HeadRow::of(line, filled.as_ref().map_or(row, RowRef::Text)) {
                rows.push(head);
            }
            if rows.len() < HEAD_ROWS { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        })?;
        Ok(rows)
    }
}

/// Pieces that may wait.
const AHEAD: usize = 4;

/// Reads a sheet piece by piece, until its end or until nobody takes them any more.
fn pieces(source: &Source, workbook: &Workbook, sheet: &str, send: &SyncSender<Piece>) -> Result<(), ImportError> {
    let mut piece = Piece::default();
    workbook::each(source, workbook, sheet, &mut |line, row| {
        if let RowRef::Sheet(cells) = row {
            piece.write(line, cells);
        }
        if !piece.is_full() || send.send(std::mem::take(&mut piece)).is_ok() {
            ControlFlow::Continue(())
        } else {
            ControlFlow::Break(())
        }
    })?;
    let _ = send.send(piece); // nobody takes it where enough was seen
    Ok(())
}

impl HeadRow {
    fn of(line: u32, row: RowRef<'_>) -> Option<HeadRow> {
        let cells: Vec<_> = (0..row.len()).map(|at| row.cell(at)).collect();
        let typed =
            cells.iter().map(|c| matches!(c, super::RawCell::Number(_) | super::RawCell::Moment(_) | super::RawCell::Flag(_)));
        let head = HeadRow { line, typed: typed.collect(), cells: cells.iter().map(|c| c.shown().into_owned()).collect() };
        (head.filled() > 0).then_some(head)
    }

    /// How many cells hold something.
    pub fn filled(&self) -> usize {
        self.cells.iter().filter(|c| !c.is_empty()).count()
    }
}

fn no_such_sheet(source: &Source, asked: &str) -> ImportError {
    let names: Vec<&str> = source.sheets().iter().map(|s| s.name.as_str()).collect();
    let message = format!("{} has no sheet \u{201c}{asked}\u{201d}.", source.name());
    source.refuse(ErrorCode::NoSuchSheet, message, format!("Its sheets are: {}.", names.join(", "))).in_sheet(Some(asked))
}
