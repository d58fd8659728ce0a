//! Lines that are no rows: blank lines, headers repeated, totals, headings, footers.

use crate::cells::number::{self, Mark};
use crate::fold;
use crate::source::{RawCell, RowRef};

/// What a line below the header is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Line {
    /// A row of data, with how many cells are filled.
    Data(usize),
    /// One cell only: a heading, a note, or a row with little in it.
    Single(usize, String),
    /// A total, with its label.
    Total(String),
    /// Nothing to read: blank, the header again, a footer.
    Skip,
}

/// Labels of totals and balances, as words.
const TOTALS: &[&str] = &[
    " total ",
    " totals ",
    " grand total ",
    " sub total ",
    " subtotal ",
    " sum ",
    " beginning balance ",
    " opening balance ",
    " ending balance ",
    " closing balance ",
    " balance forward ",
    " payroll totals ",
    " gesamt ",
    " gesamtsumme ",
    " summe ",
    " zwischensumme ",
    " somme ",
    " sous total ",
    " totaal ",
    " totale ",
    " suma ",
];

/// Openings of footers, as words.
const FOOTERS: &[&str] = &[
    " page ",
    " report generated ",
    " generated ",
    " printed ",
    " end of report ",
    " count ",
    " total ",
    " run date ",
    " exported ",
];

/// Tells a row from other lines.
pub(crate) fn of(row: RowRef<'_>, headers: &[String]) -> Line {
    let mut filled = row.filled();
    let Some((at, first)) = filled.next() else { return Line::Skip };
    let rest = filled.count();
    if let RawCell::Text(label) = first {
        if rest > 0 && headers.get(at).is_some_and(|h| h.eq_ignore_ascii_case(label)) && is_header(row, headers) {
            return Line::Skip;
        }
        if is_total(row, at, label) {
            return Line::Total(label.to_owned());
        }
        if rest == 0 && is_footer(label) {
            return Line::Skip;
        }
    }
    if rest == 0 { Line::Single(at, first.shown().into_owned()) } else { Line::Data(rest + 1) }
}

/// Whether a line fills so little of the table that it may be a note below it.
pub(crate) fn is_sparse(filled: usize, wide: usize) -> bool {
    wide > 2 && filled * 5 < wide * 2
}

fn is_header(row: RowRef<'_>, headers: &[String]) -> bool {
    row.filled().all(|(at, cell)| headers.get(at).is_some_and(|h| h.eq_ignore_ascii_case(&cell.shown())))
}

/// A label of a total followed by nothing but numbers.
fn is_total(row: RowRef<'_>, label_at: usize, label: &str) -> bool {
    let ends = || label.get(label.len().saturating_sub(7)..).is_some_and(|end| end.to_ascii_lowercase().contains("total"));
    if !ends() && !label.starts_with(['Z', 'z', 'T', 't', 'G', 'g', 'S', 's', 'B', 'b', 'O', 'o', 'E', 'e', 'C', 'c', 'P', 'p']) {
        return false;
    }
    let words = fold::words(label);
    let of_something = words.ends_with(" total ") || words.ends_with(" totals ");
    (TOTALS.iter().any(|t| words.starts_with(t)) || of_something && row.filled().nth(1).is_some())
        && row.filled().filter(|(at, _)| *at != label_at).all(|(_, cell)| is_number(&cell))
}

fn is_number(cell: &RawCell<'_>) -> bool {
    match cell {
        RawCell::Number(_) => true,
        RawCell::Text(t) => number::parse_amount(t, Mark::Undecided).is_some(),
        _ => false,
    }
}

fn is_footer(label: &str) -> bool {
    let words = fold::words(label);
    label.starts_with("---") || FOOTERS.iter().any(|f| words.starts_with(f))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(cells: &[&str]) -> Line {
        let headers = ["Date".to_owned(), "Vendor".to_owned(), "Amount".to_owned()];
        of(RowRef::Text(&csv::StringRecord::from(cells.to_vec())), &headers)
    }

    #[test]
    fn totals_headings_and_footers_are_no_rows() {
        assert_eq!(line(&["", " ", ""]), Line::Skip, "blank");
        assert_eq!(line(&["Date", "Vendor", "Amount"]), Line::Skip, "the header again");
        assert_eq!(line(&["Total for Software", "", "1,250.00"]), Line::Total("Total for Software".into()));
        assert_eq!(line(&["", "TOTAL", "(1,250.00)"]), Line::Total("TOTAL".into()));
        assert_eq!(line(&["Report Total", "", "6,500.00"]), Line::Total("Report Total".into()), "whatever it is the total of");
        assert_eq!(line(&["Page 1 of 1", "", ""]), Line::Skip);
        assert_eq!(line(&["Software", "", ""]), Line::Single(0, "Software".into()));
        assert_eq!(line(&["Total Quality Logistics", "x", "5"]), Line::Data(3), "a company may be called Total");
        assert_eq!(line(&["2025-01-01", "Total Wine", "5"]), Line::Data(3));
    }
}
