//! What is said of a whole table once it is read.

use crate::correction::Cells;
use crate::layout::Plan;
use crate::problem::{Problem, ProblemCode, shown};
use crate::source::{Dialect, Table};

/// Corrections that named no cell of the table.
pub(super) fn unmet(plan: &Plan<'_>, sheet: Option<&str>) -> Vec<Problem> {
    let unmet = plan.corrections.unmet();
    let problem = |(column, cells): (usize, &Cells)| {
        let name = plan.named(column).unwrap_or_default();
        let unread = plan.bound.iter().all(|b| b.index != column);
        let (row, value, message) = match cells {
            _ if unread => (
                row_of(plan, cells),
                String::new(),
                format!("The column \u{201c}{name}\u{201d} is not read, so that the correction of it changes nothing."),
            ),
            Cells::Row(row) => (
                *row,
                String::new(),
                format!(
                    "No row of data stands in row {row}, so that the correction of \u{201c}{name}\u{201d} there changes nothing."
                ),
            ),
            Cells::Saying(text) => (
                plan.header_line,
                shown(text),
                format!(
                    "No cell of \u{201c}{name}\u{201d} says \u{201c}{}\u{201d}, so that the correction changes nothing.",
                    shown(text)
                ),
            ),
        };
        let code = ProblemCode::CorrectionUnused;
        Problem { sheet: sheet.map(str::to_owned), row, column: Some(name), value, code, message }
    };
    unmet.into_iter().map(problem).collect()
}

fn row_of(plan: &Plan<'_>, cells: &Cells) -> u32 {
    match cells {
        Cells::Row(row) => *row,
        Cells::Saying(_) => plan.header_line,
    }
}

/// That another header stands below the first.
pub(super) fn another_header(table: &Table<'_>, line: u32, followed: bool, columns: &str) -> Problem {
    let then = match followed {
        true => "The rows below it are read by it.",
        false => "The rows below it belong to another table and are set aside; save them as a file of their own to import them.",
    };
    let message = format!("Another header stands in row {line}, with other columns: {columns}. {then}");
    let (sheet, code) = (table.sheet.clone(), ProblemCode::AnotherHeader);
    Problem { sheet, row: line, column: None, value: String::new(), code, message }
}

/// That a row belongs to another table.
pub(super) fn of_another(table: &Table<'_>, line: u32, header: u32) -> Problem {
    let message = format!("The row belongs to another table, whose header stands in row {header}.");
    let (sheet, code) = (table.sheet.clone(), ProblemCode::OtherKind);
    Problem { sheet, row: line, column: None, value: String::new(), code, message }
}

/// That a row is a part of the one above.
pub(super) fn part(table: &Table<'_>, line: u32) -> Problem {
    let message = "A part of the record above it: what names that record is merged over both rows.".to_owned();
    let (sheet, code) = (table.sheet.clone(), ProblemCode::SubRow);
    Problem { sheet, row: line, column: None, value: String::new(), code, message }
}

/// That merged cells were read in each of their rows, with their columns.
fn merged(table: &Table<'_>, plan: &Plan<'_>) -> Option<String> {
    let below = || table.merged().iter().filter(|m| m.first > plan.header_line && plan.holds_no_amount(m.column));
    let mut columns: Vec<usize> = below().map(|m| m.column).filter(|at| plan.bound.iter().any(|b| b.index == *at)).collect();
    columns.sort_unstable();
    columns.dedup();
    let names: Vec<String> = columns.iter().filter_map(|at| plan.named(*at)).collect();
    let many = below().filter(|m| columns.contains(&m.column)).count();
    let cells = if many == 1 { "1 cell".to_owned() } else { format!("{many} cells") };
    (!names.is_empty()).then(|| {
        format!("The sheet merges {cells} over several rows ({}); what stands there was read in each of them. Amounts were read once.", names.join(", "))
    })
}

/// What is said of how the whole table stands in its file.
pub(super) fn of_table(table: &Table<'_>, plan: &Plan<'_>) -> Vec<Problem> {
    let note = |code, message: String| Problem {
        sheet: table.sheet.clone(),
        row: plan.header_line,
        column: None,
        value: String::new(),
        code,
        message,
    };
    let side = "The table stands on its side: each of its columns was read as a record, and its row is told as the number of that column.";
    let side = table.is_turned().then(|| note(ProblemCode::OnItsSide, side.to_owned()));
    let doubt = table.dialect.and_then(Dialect::doubt).map(|message| note(ProblemCode::DelimiterInDoubt, message));
    let merged = merged(table, plan).map(|message| note(ProblemCode::MergedCells, message));
    side.into_iter().chain(merged).chain(doubt).collect()
}

/// Presets of the user's own that were left out.
pub(super) fn left_out(plan: &Plan<'_>, sheet: Option<&str>) -> Vec<Problem> {
    let problem = |fault: &crate::error::CatalogError| Problem {
        sheet: sheet.map(str::to_owned),
        row: plan.header_line,
        column: None,
        value: String::new(),
        code: ProblemCode::PresetLeftOut,
        message: fault.left_out(),
    };
    plan.catalog.iter().flat_map(|c| &c.left_out).map(problem).collect()
}
