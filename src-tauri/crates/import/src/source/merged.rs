//! Cells that a sheet merges over several rows: what stands in the first of them holds for all.

use super::guarded::guarded;
use super::{Content, RowRef, Source, WorkbookForm};
use calamine::{Dimensions, Reader};
use quick_xml::events::{BytesStart, Event};
use std::collections::HashMap;
use std::io::{BufReader, Read};

/// Workbooks beyond this many bytes are not looked through: a grouped report is a small one, and a second look at a large
/// table would cost as much as reading it.
pub(super) const LARGEST: u64 = 2 << 20;
/// What a part may unpack to, in bytes.
const UNPACKED: u64 = 256 << 20;

/// A cell merged over several rows, by its first column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Merged {
    /// First row, from 1.
    pub first: u32,
    /// Last row.
    pub last: u32,
    /// Column from 0.
    pub column: usize,
}

/// Merged cells of every sheet, by their first rows.
pub(super) type BySheet = HashMap<String, Vec<Merged>>;

/// Looks through a workbook; one that keeps no such list, or whose list cannot be read, has none.
pub(super) fn read(source: &Source, form: WorkbookForm) -> BySheet {
    if source.bytes() > LARGEST {
        return BySheet::new();
    }
    let found = guarded(|| match form {
        WorkbookForm::Xlsx => xlsx(source),
        WorkbookForm::Xls => xls(source),
        WorkbookForm::Ods => ods(source),
        WorkbookForm::Xlsb => None,
    });
    let mut sheets = found.flatten().unwrap_or_default();
    sheets.values_mut().for_each(|merged| merged.sort_unstable_by_key(|m| (m.first, m.column)));
    sheets
}

fn xlsx(source: &Source) -> Option<BySheet> {
    let mut book: calamine::Xlsx<_> = calamine::Xlsx::new(BufReader::new(source.held().open().ok()?)).ok()?;
    let names = source.sheets().iter().map(|s| s.name.clone());
    Some(names.filter_map(|name| book.merge_cells_by_sheet_name(&name).ok().map(|cells| (name, tall(&cells)))).collect())
}

fn xls(source: &Source) -> Option<BySheet> {
    let book: calamine::Xls<_> = calamine::Xls::new(BufReader::new(source.held().open().ok()?)).ok()?;
    let names = source.sheets().iter().map(|s| s.name.clone());
    Some(names.filter_map(|name| book.merge_cells_by_sheet_name(&name).ok().map(|cells| (name, tall(&cells)))).collect())
}

/// Those of several rows.
fn tall(cells: &[Dimensions]) -> Vec<Merged> {
    let tall = cells.iter().filter(|d| d.end.0 > d.start.0);
    tall.map(|d| Merged { first: d.start.0 + 1, last: d.end.0 + 1, column: d.start.1 as usize }).collect()
}

/// OpenDocument says of a cell how many rows it spans, and calamine does not hand it on.
fn ods(source: &Source) -> Option<BySheet> {
    let mut zip = zip::ZipArchive::new(BufReader::new(source.held().open().ok()?)).ok()?;
    let part = zip.by_name("content.xml").ok()?.take(UNPACKED);
    let mut xml = quick_xml::Reader::from_reader(BufReader::new(part));
    let (mut sheets, mut sheet, mut buffer) = (BySheet::new(), Sheet::default(), Vec::new());
    loop {
        match xml.read_event_into(&mut buffer).ok()? {
            Event::Start(tag) | Event::Empty(tag) => sheet.begin(&tag),
            Event::End(tag) if tag.local_name().as_ref() == "table" => {
                let Sheet { name, merged, .. } = std::mem::take(&mut sheet);
                sheets.insert(name, merged);
            }
            Event::Eof => return Some(sheets),
            _ => {}
        }
        buffer.clear();
    }
}

/// A sheet of an OpenDocument while it is read.
#[derive(Default)]
struct Sheet {
    name: String,
    merged: Vec<Merged>,
    /// The row it stands in, from 1, and the one behind it.
    row: u32,
    next: u32,
    column: usize,
}

impl Sheet {
    fn begin(&mut self, tag: &BytesStart<'_>) {
        match tag.local_name().as_ref() {
            "table" => {
                let name = attribute(tag, "name").unwrap_or_default();
                *self = Sheet { name, next: 1, ..Sheet::default() };
            }
            "table-row" => {
                (self.row, self.column) = (self.next, 0);
                self.next = self.row.saturating_add(number(tag, "number-rows-repeated"));
            }
            "table-cell" | "covered-table-cell" => {
                let rows = number(tag, "number-rows-spanned");
                if rows > 1 && self.row > 0 {
                    let last = self.row.saturating_add(rows - 1);
                    self.merged.push(Merged { first: self.row, last, column: self.column });
                }
                self.column = self.column.saturating_add(number(tag, "number-columns-repeated") as usize);
            }
            _ => {}
        }
    }
}

fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = tag.attributes().flatten().find(|a| a.key.local_name().as_ref() == name)?;
    quick_xml::escape::unescape(&found.value).ok().map(std::borrow::Cow::into_owned)
}

/// A count, 1 where it is not said.
fn number(tag: &BytesStart<'_>, name: &str) -> u32 {
    attribute(tag, name).and_then(|text| text.parse().ok()).unwrap_or(1).max(1)
}

impl Source {
    /// The cells of a sheet that are merged over several rows, by their first rows.
    pub(crate) fn merged(&self, sheet: Option<&str>) -> &[Merged] {
        let Content::Workbook(workbook) = &self.content else { return &[] };
        let sheets = self.merged.get_or_init(|| read(self, workbook.form));
        sheet.and_then(|name| sheets.get(name)).map_or(&[], Vec::as_slice)
    }
}

/// Fills merged cells down while rows pass.
pub(crate) struct FillDown<'m> {
    waiting: &'m [Merged],
    open: Vec<(Merged, String)>,
}

impl<'m> FillDown<'m> {
    pub fn new(merged: &'m [Merged]) -> Self {
        FillDown { waiting: merged, open: Vec::new() }
    }

    /// The row with what merged cells above hold, in the columns asked for; `None` where nothing is added.
    pub fn row(&mut self, line: u32, row: RowRef<'_>, wanted: impl Fn(usize) -> bool) -> Option<csv::StringRecord> {
        if self.open.is_empty() && self.waiting.first().is_none_or(|m| m.first > line) {
            return None;
        }
        self.open.retain(|(m, _)| m.last >= line);
        let filled = self.filled(row, wanted);
        while let Some((next, rest)) = self.waiting.split_first().filter(|(m, _)| m.first <= line) {
            let cell = row.cell(next.column);
            if next.first == line && !cell.is_empty() {
                self.open.push((*next, cell.shown().into_owned()));
            }
            self.waiting = rest;
        }
        filled
    }

    fn filled(&self, row: RowRef<'_>, wanted: impl Fn(usize) -> bool) -> Option<csv::StringRecord> {
        let fill = |at: usize| self.open.iter().find(|(m, _)| m.column == at && wanted(at)).map(|(_, text)| text.as_str());
        let width = self.open.iter().map(|(m, _)| m.column + 1).max().unwrap_or_default().max(row.len());
        let empty = |at: &usize| row.cell(*at).is_empty();
        if !(0..width).filter(empty).any(|at| fill(at).is_some()) {
            return None;
        }
        let cell = |at: usize| match row.cell(at) {
            cell if cell.is_empty() => fill(at).unwrap_or_default().to_owned(),
            cell => cell.shown().into_owned(),
        };
        Some((0..width).map(cell).collect())
    }
}
