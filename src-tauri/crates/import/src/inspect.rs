//! How a table would be read, without reading it into records.

use crate::Choices;
use crate::catalog::Catalog;
use crate::error::ImportError;
use crate::layout::{self, Plan, lines};
use crate::sheets;
use crate::source::{HeadRow, Source, Table};
use model::{Field, Kind};
use rust_decimal::Decimal;
use std::ops::ControlFlow;

/// What a look at a table shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inspection {
    /// Encoding of a text file (`UTF-8`, `UTF-16LE`, `windows-1252`).
    pub encoding: Option<String>,
    /// The sign between cells of a text file.
    pub delimiter: Option<char>,
    /// The sheet, in a workbook.
    pub sheet: Option<String>,
    /// Physical line of the header, from 1.
    pub header_row: u32,
    /// What the rows are; `None` where nothing says so.
    pub kind: Option<Kind>,
    /// The preset that was recognised.
    pub preset: Option<String>,
    /// How sure the recognition is: 0 not at all, 1 every column is known.
    pub confidence: Decimal,
    /// Every column, in its order.
    pub columns: Vec<Column>,
    /// Rows of data: neither titles nor totals nor blank lines.
    pub rows: u64,
    /// The lines above the header, cells joined by a comma.
    pub titles: Vec<String>,
}

/// A column of the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Its header as written; may be empty or come twice.
    pub header: String,
    /// The field it feeds.
    pub field: Option<Field>,
    /// Up to three different cells of the first rows.
    pub samples: Vec<String>,
}

/// Looks at a table. Any readable table gives a result, recognised or not.
///
/// # Errors
/// A sheet that does not exist, a mapping that does not fit, a file that cannot be read.
pub fn inspect(source: &Source, catalog: &Catalog, choices: &Choices) -> Result<Inspection, ImportError> {
    let sheet = sheets::sheets_to_read(source, catalog, choices)?.into_iter().next().flatten();
    let (table, plan, head) = layout::open(source, catalog, choices, sheet.as_deref())?;
    Ok(Inspection {
        encoding: source.encoding().map(str::to_owned),
        delimiter: table.dialect.map(|d| char::from(d.delimiter)),
        header_row: plan.header_line,
        kind: plan.kind,
        preset: plan.preset.map(|p| p.id.clone()),
        confidence: plan.confidence,
        columns: columns(&plan, &head),
        rows: count(&table, &plan, &head)?,
        titles: head.iter().take_while(|r| r.line < plan.header_line).map(title).collect(),
        sheet: table.sheet,
    })
}

fn title(row: &HeadRow) -> String {
    let cells: Vec<&str> = row.cells.iter().map(String::as_str).filter(|c| !c.is_empty()).collect();
    cells.join(", ")
}

fn columns(plan: &Plan<'_>, head: &[HeadRow]) -> Vec<Column> {
    let column = |(at, header): (usize, &String)| Column {
        header: header.clone(),
        field: plan.field(at),
        samples: samples(plan, head, at),
    };
    plan.headers.iter().enumerate().map(column).collect()
}

/// The first three different values of a column, cut to what a table can show.
fn samples(plan: &Plan<'_>, head: &[HeadRow], at: usize) -> Vec<String> {
    let mut samples: Vec<String> = Vec::new();
    for row in head.iter().filter(|r| r.line > plan.header_line) {
        if let Some(cell) = row.cells.get(at).filter(|c| !c.is_empty()) {
            let sample = crate::problem::shown(cell);
            if !samples.contains(&sample) {
                samples.push(sample);
            }
        }
        if samples.len() == 3 {
            break;
        }
    }
    samples
}

/// Counts the rows of data as a reading would; notes below the table are sparse and at its very end.
fn count(table: &Table<'_>, plan: &Plan<'_>, head: &[HeadRow]) -> Result<u64, ImportError> {
    let below = head.iter().filter(|r| r.line > plan.header_line);
    let widest = below.map(HeadRow::filled).max().unwrap_or_default();
    let (mut rows, mut sparse) = (0u64, 0u64);
    table.each(&mut |line, row| {
        if line <= plan.header_line {
            return ControlFlow::Continue(());
        }
        let (filled, single) = match lines::of(row, &plan.headers) {
            lines::Line::Data(filled) => (filled, false),
            lines::Line::Single(..) => (1, true),
            lines::Line::Total(_) | lines::Line::Skip => return ControlFlow::Continue(()),
        };
        match plan.kind.map(|kind| plan.may_be_record(kind, row)) {
            Some(false) if single && widest > 2 => {}
            None | Some(false) if lines::is_sparse(filled, widest) => sparse += 1,
            _ => rows += std::mem::take(&mut sparse) + 1,
        }
        ControlFlow::Continue(())
    })?;
    Ok(rows)
}
