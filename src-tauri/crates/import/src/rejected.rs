//! Rows that are no records, written out with the reason beside them: to be corrected in a spreadsheet and read again.

use crate::catalog::Catalog;
use crate::error::{ErrorCode, ImportError};
use crate::row::Disposition;
use crate::source::{RowRef, Source};
use crate::{Choices, layout, read, sheets};
use std::collections::HashMap;
use std::io::Write;
use std::ops::ControlFlow;

/// Columns beside the file's own; no kind has a field of that name, so that reading the table again leaves them out.
const ROW: &str = "Threshold: row";
const REASON: &str = "Threshold: what is wrong";

/// Writes the header and every rejected row of a table as CSV in UTF-8, with its row in the file and what is wrong, and
/// answers how many there are. Cells are as written; one that a spreadsheet would carry out as a formula gets an
/// apostrophe in front, which reading takes off again.
///
/// # Errors
/// As [`crate::read`], and [`ErrorCode::Unreadable`] where `out` cannot be written.
pub fn write_rejected(source: &Source, catalog: &Catalog, choices: &Choices, out: &mut dyn Write) -> Result<u64, ImportError> {
    let mut reasons = HashMap::new();
    read(source, catalog, choices, &mut |row| {
        if let Disposition::Rejected { problem } = row.disposition {
            reasons.insert(row.row, problem.message);
        }
    })?;
    let sheet = sheets::sheets_to_read(source, catalog, choices)?.into_iter().next().flatten();
    let (table, plan, _) = layout::open(source, catalog, choices, sheet.as_deref())?;
    let mut writer = csv::Writer::from_writer(out);
    let mut outcome = record(&mut writer, plan.headers.iter().map(String::as_str), [ROW, REASON]);
    layout::below::each(&table, &plan, &mut |line, row| {
        if let Some(reason) = reasons.get(&line).filter(|_| outcome.is_ok()) {
            let cells: Vec<String> = (0..plan.headers.len()).map(|at| shown(row, at)).collect();
            outcome = record(&mut writer, cells.iter().map(String::as_str), [&line.to_string(), reason]);
        }
        if outcome.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    })?;
    outcome.and_then(|()| writer.flush().map_err(csv::Error::from)).map_err(|cause| unwritten(&cause))?;
    Ok(u64::try_from(reasons.len()).unwrap_or(u64::MAX))
}

fn record<'c>(
    writer: &mut csv::Writer<&mut dyn Write>,
    cells: impl Iterator<Item = &'c str>,
    beside: [&'c str; 2],
) -> Result<(), csv::Error> {
    cells.chain(beside).try_for_each(|cell| writer.write_field(inert(cell)))?;
    writer.write_record(None::<&[u8]>)
}

fn shown(row: RowRef<'_>, at: usize) -> String {
    row.cell(at).shown().into_owned()
}

/// A cell that no spreadsheet carries out.
fn inert(cell: &str) -> String {
    let is_formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r']) && cell.parse::<rust_decimal::Decimal>().is_err();
    if is_formula { format!("'{cell}") } else { cell.to_owned() }
}

fn unwritten(cause: &csv::Error) -> ImportError {
    ImportError::asked(ErrorCode::Unreadable, format!("The rejected rows cannot be written: {cause}."), "Choose another place.")
}
