//! The rows of a sheet as one pass has read them, for the passes after it: unpacking and reading the XML of a sheet takes
//! longer than all that is done with its rows.

use super::row::fault_of;
use super::{RawCell, RowRef};
use chrono::DateTime;
use rust_decimal::Decimal;
use std::ops::ControlFlow;

/// What a tape may hold, in bytes; a longer sheet is read from the file each time.
const LONGEST: usize = 64 << 20;
/// What a piece of it holds: rows are never moved again once they are written.
const PIECE: usize = 256 << 10;

/// Rows in the order of their sheet.
#[derive(Debug, Default)]
pub(super) struct Tape {
    pieces: Vec<Piece>,
    bytes: usize,
    /// The sheet was longer than a tape can be.
    torn: bool,
}

/// Some of the rows, in one piece.
#[derive(Debug)]
pub(super) struct Piece {
    /// Of each row its line and number of cells, of each cell its sort and what it holds but for texts.
    cells: Vec<u8>,
    /// The texts, one behind the other.
    texts: String,
}

const EMPTY: u8 = 0;
const NUMBER: u8 = 1;
const MOMENT: u8 = 2;
const YES: u8 = 3;
const NO: u8 = 4;
const FAULT: u8 = 5;
const LONG_TEXT: u8 = 6;
/// From here on, a text of as many bytes as the sort is above.
const TEXT: u8 = 7;

impl Tape {
    /// Whether it holds all that was written.
    pub(super) fn is_whole(&self) -> bool {
        !self.torn
    }

    /// Adds what was written.
    pub(super) fn add(&mut self, piece: Piece) {
        self.bytes += piece.bytes();
        if self.torn || self.bytes > LONGEST {
            *self = Tape { torn: true, ..Tape::default() };
        } else {
            self.pieces.push(piece);
        }
    }

    /// Visits the rows as the sheet gave them.
    pub(super) fn each(&self, visit: &mut dyn FnMut(u32, RowRef<'_>) -> ControlFlow<()>) {
        let _ = self.pieces.iter().try_for_each(|piece| piece.each(visit));
    }
}

impl Default for Piece {
    fn default() -> Piece {
        Piece { cells: Vec::with_capacity(PIECE / 2), texts: String::with_capacity(PIECE) }
    }
}

impl Piece {
    fn bytes(&self) -> usize {
        self.cells.len() + self.texts.len()
    }

    /// Whether the next row belongs on another piece.
    pub(super) fn is_full(&self) -> bool {
        self.bytes() > PIECE
    }

    /// Visits its rows, until the visitor has seen enough.
    pub(super) fn each(&self, visit: &mut dyn FnMut(u32, RowRef<'_>) -> ControlFlow<()>) -> ControlFlow<()> {
        let mut row = Vec::new();
        let mut rest = Rest { cells: &self.cells, texts: &self.texts };
        while let Some(line) = rest.row(&mut row) {
            visit(line, RowRef::Sheet(&row))?;
        }
        ControlFlow::Continue(())
    }

    pub(super) fn write(&mut self, line: u32, row: &[RawCell<'_>]) {
        self.cells.extend_from_slice(&line.to_le_bytes());
        self.cells.extend_from_slice(&length(row.len()));
        row.iter().for_each(|cell| self.cell(cell));
    }

    fn cell(&mut self, cell: &RawCell<'_>) {
        match cell {
            RawCell::Empty => self.cells.push(EMPTY),
            RawCell::Flag(flag) => self.cells.push(if *flag { YES } else { NO }),
            RawCell::Number(number) => self.put(NUMBER, &number.serialize()),
            RawCell::Moment(moment) => self.put(MOMENT, &moment.and_utc().timestamp().to_le_bytes()),
            RawCell::Fault(fault) => {
                self.put(FAULT, &length(fault.len()));
                self.texts.push_str(fault);
            }
            RawCell::Text(text) => {
                match u8::try_from(text.len()).ok().and_then(|length| length.checked_add(TEXT)) {
                    Some(sort) => self.cells.push(sort),
                    None => self.put(LONG_TEXT, &length(text.len())),
                }
                self.texts.push_str(text);
            }
        }
    }

    fn put(&mut self, sort: u8, bytes: &[u8]) {
        self.cells.push(sort);
        self.cells.extend_from_slice(bytes);
    }
}

/// A length as it is written; none of a sheet reaches its limit.
fn length(of: usize) -> [u8; 4] {
    u32::try_from(of).unwrap_or(u32::MAX).to_le_bytes()
}

/// What is still to be read of a piece.
struct Rest<'t> {
    cells: &'t [u8],
    texts: &'t str,
}

impl<'t> Rest<'t> {
    /// The next row and its line.
    fn row(&mut self, row: &mut Vec<RawCell<'t>>) -> Option<u32> {
        row.clear();
        let line = u32::from_le_bytes(self.take()?);
        let cells = u32::from_le_bytes(self.take()?);
        for _ in 0..cells {
            row.push(self.cell()?);
        }
        Some(line)
    }

    fn cell(&mut self) -> Option<RawCell<'t>> {
        let [sort] = self.take()?;
        Some(match sort {
            EMPTY => RawCell::Empty,
            NUMBER => RawCell::Number(Decimal::deserialize(self.take()?)),
            MOMENT => RawCell::Moment(DateTime::from_timestamp(i64::from_le_bytes(self.take()?), 0)?.naive_utc()),
            YES => RawCell::Flag(true),
            NO => RawCell::Flag(false),
            FAULT => RawCell::Fault(fault_of(self.long()?)),
            LONG_TEXT => RawCell::Text(self.long()?),
            short => RawCell::Text(self.text(usize::from(short - TEXT))?),
        })
    }

    fn take<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (bytes, rest) = self.cells.split_first_chunk::<N>()?;
        self.cells = rest;
        Some(*bytes)
    }

    fn long(&mut self) -> Option<&'t str> {
        let length = u32::from_le_bytes(self.take()?);
        self.text(usize::try_from(length).ok()?)
    }

    fn text(&mut self, length: usize) -> Option<&'t str> {
        let (text, rest) = self.texts.split_at_checked(length)?;
        self.texts = rest;
        Some(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::NaiveDate;

    #[test]
    fn rows_come_back_as_they_were_written() {
        let long = "x".repeat(400);
        let moment = NaiveDate::from_ymd_opt(1899, 12, 31).unwrap().and_hms_opt(23, 59, 59).unwrap();
        let rows: [(u32, Vec<RawCell<'_>>); 4] = [
            (1, vec![RawCell::Text("Größe"), RawCell::Empty, RawCell::Text("a")]),
            (7, vec![RawCell::Number(Decimal::new(-1250, 2)), RawCell::Moment(moment), RawCell::Fault("#N/A")]),
            (8, vec![]),
            (1_048_576, vec![RawCell::Text(&long), RawCell::Flag(true), RawCell::Flag(false), RawCell::Number(Decimal::MAX)]),
        ];
        let mut tape = Tape::default();
        for _ in 0..2 {
            let mut piece = Piece::default();
            (0..1_000).for_each(|_| rows.iter().for_each(|(line, row)| piece.write(*line, row)));
            assert!(piece.is_full(), "a thousand long texts are enough for one");
            tape.add(piece);
        }
        let mut seen = 0;
        tape.each(&mut |line, row| {
            let (expected, cells) = &rows[seen % rows.len()];
            let RowRef::Sheet(read) = row else { panic!("a tape holds rows of sheets") };
            assert_eq!((line, read), (*expected, cells.as_slice()));
            seen += 1;
            ControlFlow::Continue(())
        });
        assert_eq!(seen, 8_000, "none twice, none lost");
    }

    #[test]
    fn a_sheet_longer_than_a_tape_is_not_kept() {
        let long = "x".repeat(1 << 20);
        let mut tape = Tape::default();
        for line in 1..=70 {
            let mut piece = Piece::default();
            piece.write(line, &[RawCell::Text(&long)]);
            tape.add(piece);
        }
        assert!(!tape.is_whole());
        assert_eq!(tape.bytes, 0, "and takes no memory");
    }
}
