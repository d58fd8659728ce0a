//! One row of a table, whatever kind of file it stands in.

use crate::cells::number;
use calamine::{CellErrorType, Data, DataRef};
use chrono::{NaiveDate, NaiveDateTime};
use rust_decimal::Decimal;
use std::borrow::Cow;

/// A row while it is visited.
#[derive(Debug, Clone, Copy)]
pub(crate) enum RowRef<'a> {
    /// A record of delimited text.
    Text(&'a csv::StringRecord),
    /// A row of a sheet, from column A.
    Sheet(&'a [RawCell<'a>]),
}

/// A cell while it is visited.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum RawCell<'a> {
    /// Nothing, or nothing but space.
    Empty,
    /// Trimmed text.
    Text(&'a str),
    /// A number of a spreadsheet.
    Number(Decimal),
    /// A date of a spreadsheet.
    Moment(NaiveDateTime),
    /// A truth value of a spreadsheet.
    Flag(bool),
    /// A formula that failed.
    Fault(&'static str),
}

impl<'a> RowRef<'a> {
    /// How many cells the row has.
    pub fn len(self) -> usize {
        match self {
            RowRef::Text(record) => record.len(),
            RowRef::Sheet(cells) => cells.len(),
        }
    }

    /// A cell by its column; columns the row lacks are empty.
    pub fn cell(self, at: usize) -> RawCell<'a> {
        match self {
            RowRef::Text(record) => record.get(at).map_or(RawCell::Empty, text),
            RowRef::Sheet(cells) => cells.get(at).copied().unwrap_or(RawCell::Empty),
        }
    }

    /// Cells that hold something.
    pub fn filled(self) -> impl Iterator<Item = (usize, RawCell<'a>)> {
        (0..self.len()).map(move |at| (at, self.cell(at))).filter(|(_, cell)| !cell.is_empty())
    }
}

fn text(cell: &str) -> RawCell<'_> {
    // Most cells begin and end with a plain sign, and there is nothing to take off.
    if let [first, .., last] = cell.as_bytes()
        && first.is_ascii_graphic()
        && *first != b'\''
        && last.is_ascii_graphic()
    {
        return RawCell::Text(cell);
    }
    match cell.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}') {
        "" => RawCell::Empty,
        trimmed => RawCell::Text(live(trimmed)),
    }
}

/// Takes off the apostrophe that a tool has put before a cell so that no spreadsheet carries it out.
fn live(cell: &str) -> &str {
    cell.strip_prefix('\'').filter(|rest| rest.starts_with(['=', '+', '-', '@', '\t', '\r'])).unwrap_or(cell)
}

/// A cell of a workbook, seen once: turning its number into a decimal is not for every look at the row.
pub(super) fn of_sheet<'a>(cell: &'a DataRef<'_>) -> RawCell<'a> {
    match cell {
        DataRef::Empty => RawCell::Empty,
        DataRef::SharedString(s) => text(s),
        DataRef::String(s) | DataRef::DateTimeIso(s) | DataRef::DurationIso(s) => text(s),
        DataRef::Int(i) => RawCell::Number(Decimal::from(*i)),
        DataRef::Float(f) => number::from_float(*f).map_or(RawCell::Fault("#NUM!"), RawCell::Number),
        DataRef::Bool(b) => RawCell::Flag(*b),
        DataRef::Error(e) => RawCell::Fault(fault(e)),
        DataRef::DateTime(moment) if moment.is_duration() => hours(moment).map_or(RawCell::Fault("#NUM!"), RawCell::Number),
        DataRef::DateTime(moment) => calendar(moment).map_or(RawCell::Fault("#NUM!"), RawCell::Moment),
    }
}

/// A cell of a sheet that came as a whole, borrowed.
pub(super) fn borrowed(cell: &Data) -> DataRef<'_> {
    match cell {
        Data::Empty => DataRef::Empty,
        Data::String(s) | Data::DateTimeIso(s) | Data::DurationIso(s) => DataRef::SharedString(s),
        Data::Int(i) => DataRef::Int(*i),
        Data::Float(f) => DataRef::Float(*f),
        Data::Bool(b) => DataRef::Bool(*b),
        Data::Error(e) => DataRef::Error(e.clone()),
        Data::DateTime(moment) => DataRef::DateTime(*moment),
    }
}

/// A spreadsheet's elapsed time, which it keeps in days, as hours: what a column of durations counts.
fn hours(moment: &calamine::ExcelDateTime) -> Option<Decimal> {
    number::from_float(moment.as_f64()).map(|days| (days * Decimal::from(24)).round_dp(6).normalize())
}

/// The day and time of a spreadsheet's date, in the 1900 or 1904 system.
fn calendar(moment: &calamine::ExcelDateTime) -> Option<NaiveDateTime> {
    let (year, month, day, hour, minute, second, milli) = moment.to_ymd_hms_milli();
    let day = NaiveDate::from_ymd_opt(i32::from(year), u32::from(month), u32::from(day))?;
    let second = u32::from(second) + u32::from(milli >= 500);
    day.and_hms_opt(u32::from(hour), u32::from(minute), second.min(59))
}

fn fault(error: &CellErrorType) -> &'static str {
    match error {
        CellErrorType::Div0 => "#DIV/0!",
        CellErrorType::NA => "#N/A",
        CellErrorType::Name => "#NAME?",
        CellErrorType::Null => "#NULL!",
        CellErrorType::Num => "#NUM!",
        CellErrorType::Ref => "#REF!",
        CellErrorType::Value => "#VALUE!",
        CellErrorType::GettingData => "#GETTING_DATA",
    }
}

/// The same fault by its text.
pub(super) fn fault_of(text: &str) -> &'static str {
    const FAULTS: [&str; 8] = ["#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!", "#GETTING_DATA"];
    FAULTS.into_iter().find(|f| *f == text).unwrap_or("#NUM!")
}

impl<'a> RawCell<'a> {
    /// Whether nothing stands in it.
    pub fn is_empty(&self) -> bool {
        matches!(self, RawCell::Empty)
    }

    /// The cell as text, as a person would write it.
    pub fn shown(&self) -> Cow<'a, str> {
        match self {
            RawCell::Empty => Cow::Borrowed(""),
            RawCell::Text(t) => Cow::Borrowed(t),
            RawCell::Number(n) => Cow::Owned(n.normalize().to_string()),
            RawCell::Moment(m) if m.time() == chrono::NaiveTime::MIN => Cow::Owned(m.date().to_string()),
            RawCell::Moment(m) => Cow::Owned(m.format("%Y-%m-%d %H:%M:%S").to_string()),
            RawCell::Flag(b) => Cow::Borrowed(if *b { "true" } else { "false" }),
            RawCell::Fault(f) => Cow::Borrowed(f),
        }
    }
}
