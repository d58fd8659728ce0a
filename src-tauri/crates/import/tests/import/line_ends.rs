//! Lines end in several ways, sometimes in one file; cells hold line breaks of their own.

use crate::reading::{self, inspect_bytes, of};
use model::{Field, Kind};

const ROWS: [&str; 4] =
    ["Date,Supplier,Amount", "2025-01-05,Acme,1000.00", "2025-01-06,\"Beta\nLtd\",300.25", "2025-01-07,Gamma,1.25"];

fn check(text: &str, rows: [u32; 3]) {
    let read = reading::read_bytes("ledger.csv", text.as_bytes(), &of(Kind::Costs));
    assert_eq!((read.accepted.len(), read.rejected.len(), read.sum(Field::Amount).as_str()), (3, 0, "1301.50"), "{text:?}");
    assert_eq!(read.accepted.iter().map(|r| r.origin.row).collect::<Vec<_>>(), rows, "physical lines of {text:?}");
    assert_eq!(inspect_bytes("ledger.csv", text.as_bytes(), &of(Kind::Costs)).rows, 3, "a look counts the same");
}

#[test]
fn every_line_end_ends_a_line() {
    for end in ["\n", "\r\n", "\r"] {
        check(&ROWS.join(end), [2, 3, 5]);
        check(&(ROWS.join(end) + end), [2, 3, 5]);
    }
}

#[test]
fn line_ends_may_be_mixed() {
    check(&format!("{}\r\n{}\n{}\r{}", ROWS[0], ROWS[1], ROWS[2], ROWS[3]), [2, 3, 5]);
    check(&format!("{}\n{}\r{}\r\n{}\r", ROWS[0], ROWS[1], ROWS[2], ROWS[3]), [2, 3, 5]);
    check(&format!("{}\r\r\n{}\r\n\r\n{}\n\n\n{}", ROWS[0], ROWS[1], ROWS[2], ROWS[3]), [3, 5, 9]);
}

#[test]
fn breaks_inside_cells_stay_inside() {
    let text = "Ticket ID,Created time,Subject,Priority\r\n\
        1,2025-01-05 10:00,\"first\r\n\r\n  - a, b; \"\"c\"\"\r\nlast\",High\r\n\
        2,2025-01-06 10:00,\"one\rtwo\nthree\",Low\r\n";
    let read = reading::read_bytes("tickets.csv", text.as_bytes(), &of(Kind::Tickets));
    assert_eq!((read.accepted.len(), read.rejected.len()), (2, 0));
    assert_eq!(read.texts(Field::TicketNumber), ["1", "2"]);
    assert_eq!(read.accepted[1].origin.row, 6, "the first ticket takes four lines");
}

#[test]
fn a_file_of_rows_cut_off_in_its_last_cell_keeps_the_rest() {
    let text = "Date,Supplier,Amount\n2025-01-05,Acme,1000.00\n2025-01-06,Beta,301.50\n2025-01-07,\"Gam";
    let read = reading::read_bytes("cut.csv", text.as_bytes(), &of(Kind::Costs));
    assert_eq!((read.accepted.len(), read.sum(Field::Amount).as_str()), (2, "1301.50"));
    assert_eq!(read.rejected.len(), 1, "half a row is no row, and is said");
}
