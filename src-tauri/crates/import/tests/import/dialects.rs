//! How cells are parted and quoted, and lines that are no rows.

use crate::reading::{self, Reading, inspect_bytes, of, read_source};
use import::{ErrorCode, ProblemCode, Source};
use model::{Field, Kind};

fn read(kind: Kind, text: &str) -> Reading {
    reading::read_bytes("export.csv", text.as_bytes(), &of(kind))
}

#[test]
fn every_delimiter_is_found() {
    for (sign, amounts) in [(',', "\"1,000.50\""), (';', "1.000,50"), ('\t', "1,000.50"), ('|', "1,000.50")] {
        let row = |cells: [&str; 4]| cells.join(&sign.to_string());
        let text = [
            row(["Date", "Supplier", "Expense type", "Amount"]),
            row(["2025-01-05", "Acme", "IT", amounts]),
            row(["2025-01-06", "Beta", "IT", "301"]),
        ];
        let text = text.join("\r\n");
        assert_eq!(inspect_bytes("e.csv", text.as_bytes(), &of(Kind::Costs)).delimiter, Some(sign));
        let read = read(Kind::Costs, &text);
        assert_eq!((read.accepted.len(), read.sum(Field::Amount).as_str()), (2, "1301.50"), "parted by {sign:?}");
    }
}

#[test]
fn the_user_may_say_the_delimiter() {
    let text = "Supplier,Amount;Date,x\nAcme, Inc.;1,5\n";
    let source = Source::from_bytes("e.csv", text.as_bytes().to_vec()).unwrap();
    let said = source.clone().read_as(None, Some(';')).unwrap();
    let seen = import::inspect(&said, &reading::catalog(), &of(Kind::Costs)).unwrap();
    assert_eq!((seen.delimiter, seen.columns.len()), (Some(';'), 2));
    let caret = Source::from_bytes("e.csv", b"Date^Supplier^Amount\n2025-01-05^Acme^7\n".to_vec()).unwrap();
    let read = read_source(&caret.read_as(None, Some('^')).unwrap(), &of(Kind::Costs));
    assert_eq!(read.sum(Field::Amount), "7.00", "a sign that is not tried by itself");
    assert_eq!(source.read_as(None, Some('"')).unwrap_err().code, ErrorCode::UnknownDelimiter);
}

#[test]
fn a_line_that_names_the_delimiter_is_no_title() {
    let read = read(Kind::Costs, "sep=;\r\nDate;Supplier;Amount\r\n2025-01-05;Acme, Inc.;1,50\r\n2025-01-06;Beta;2,00\r\n");
    assert_eq!((read.accepted.len(), read.sum(Field::Amount).as_str()), (2, "3.50"));
}

#[test]
fn quotes_that_are_not_doubled_are_read_leniently_and_said() {
    // OCS Inventory: quotes inside values are not doubled, a value that ends with one gets none added, every line ends
    // with a delimiter and the last has no line end.
    let text = "Account info: TAG;Last inventory;Computer;Connected user;Operating system;RAM (MB);CPU (MHz);\r\n\
        \"HQ\";\"2025-11-02 10:00:00\";\"PC-1\";\"ann\";\"Windows 11 \"Pro\" x64\";\"16384\";\"2400\";\r\n\
        \"HQ\";\"2025-11-02 11:00:00\";\"PC-2\";\"Bo \"the; boss\"\";\"Windows 11\";\"8192\";\"2400\";\r\n\
        \"HQ\";\"2025-11-03 10:00:00\";\"PC-3\";\"15\" screen\";\"Windows 10\";\"8192\";\"2400\";\r\n\
        \"HQ\";\"2025-11-03 11:00:00\";\"PC-4\";\"\";\"Windows 10\";\"8192\";\"2400\";";
    let read = read(Kind::Devices, text);
    assert_eq!(read.texts(Field::Hostname), ["PC-1", "PC-2", "PC-3", "PC-4"], "no row is lost or split");
    assert_eq!(read.texts(Field::Os)[0], "Windows 11 \"Pro\" x64", "the quotes belong to the value");
    assert_eq!(read.days(Field::LastSeen), ["2025-11-02", "2025-11-02", "2025-11-03", "2025-11-03"]);
    assert_eq!(read.noted(ProblemCode::ExtraCells), 0, "the delimiter at each line's end makes no cell");
    let said = read.summary.notes.iter().find(|n| n.code == ProblemCode::LenientQuotes).unwrap();
    assert_eq!(said.row, 2, "it is said where it begins");
}

#[test]
fn quotes_that_are_never_closed_swallow_nothing() {
    for (name, bad) in
        [("bare", "2025-01-02,\"Beta,20.00"), ("inside", "2025-01-02,Be\"ta,20.00"), ("alone", "2025-01-02,\",20.00")]
    {
        for before in [1, 40, 5_000] {
            let rows = |n: usize| (0..n).map(|at| format!("2025-01-{:02},Acme {at},10.00\n", at % 28 + 1)).collect::<String>();
            let text = format!("Date,Supplier,Amount\n{}{bad}\n{}", rows(before), rows(300));
            let read = read(Kind::Costs, &text);
            let sum = format!("{}.00", (before + 300) * 10 + 20);
            assert_eq!((read.accepted.len(), read.sum(Field::Amount)), (before + 301, sum), "{name} after {before} rows");
        }
    }
}

#[test]
fn an_open_quote_in_a_file_of_quoted_cells_swallows_nothing() {
    let row = |n: usize| format!("\"2025-01-{:02}\",\"Acme {n}\",\"10.00\"\n", n % 28 + 1);
    let rows = |from: usize, to: usize| (from..to).map(row).collect::<String>();
    for before in [3, 4_000] {
        let text = format!(
            "\"Date\",\"Supplier\",\"Amount\"\n{}\"2025-01-05\",\"Beta,\"20.00\"\n{}",
            rows(0, before),
            rows(before, before + 200)
        );
        let read = read(Kind::Costs, &text);
        assert_eq!(read.accepted.len() + read.rejected.len(), before + 201, "only the broken row is in question");
        assert!(read.accepted.len() >= before + 200, "{before}");
    }
}

#[test]
fn doubled_and_stray_quotes_are_parts_of_values() {
    let text = "Asset Tag,Serial,Model,Purchase Cost\n\
        A1,S1,\"Macbook Pro 13\"\"\",1000.25\n\
        A2,S2,Macbook Pro 13\",1000.25\n\
        A3,S3,\"The \"\"big\"\" one, really\",1000.25\n\
        A4,S4,\"\"\"\",1000.25\n\
        A5,S5,\"\",1000.25\n";
    let read = read(Kind::Devices, text);
    assert_eq!(read.texts(Field::Model), ["Macbook Pro 13\"", "Macbook Pro 13\"", "The \"big\" one, really", "\"", "?"]);
    assert_eq!(read.sum(Field::DeviceCost), "5001.25");
    assert!(read.summary.notes.is_empty(), "nothing of this breaks the rules of CSV: {:?}", read.summary.notes);
}

#[test]
fn json_in_cells_is_text() {
    let text = "Date,Supplier,Amount,Items\n\
        2025-01-05,Acme,10.00,\"[\"\"a\"\",\"\"b\"\",\"\"c\"\"]\"\n\
        2025-01-06,Beta,20.00,\"{\"\"k\"\":[\"\"1\"\",\"\"2\"\"],\n\"\"m\"\":\"\"\"\",\n\"\"n\"\":\"\"x\"\",\n  \"\"o\"\":1}\"\n\
        2025-01-07,Gamma,30.00,[]\n";
    let read = read(Kind::Costs, text);
    assert_eq!((read.accepted.len(), read.rejected.len(), read.sum(Field::Amount).as_str()), (3, 0, "60.00"));
    assert!(read.summary.notes.is_empty() && read.noted(ProblemCode::ExtraCells) == 0, "{:?}", read.summary.notes);
}

#[test]
fn ragged_rows_are_read_by_their_columns() {
    let text =
        "Date,Supplier,Amount,Note\n2025-01-05,Acme,10.00\n2025-01-06,Beta,20.00,x,y,z\n2025-01-07,Gamma,30.00,ok\n2025-01-08\n";
    let read = read(Kind::Costs, text);
    assert_eq!((read.accepted.len(), read.sum(Field::Amount).as_str()), (3, "60.00"));
    assert_eq!(read.noted(ProblemCode::ExtraCells), 1, "cells beyond the header are said");
}

#[test]
fn a_delimiter_at_each_lines_end_makes_no_column_that_matters() {
    let text = "\u{feff}\"ID\";\"Título\";\"Estado\";\"Fecha de apertura\";\"Prioridad\";\r\n\
        \"2 553\";\"Impresora\r\ncon \"\"ruido\"\"\";\"Cerrado\";\"2023-05-09 11:29\";\"Media\";\r\n\
        \"10 012\";\"Red\";\"Nuevo\";\"2023-05-10 09:00\";\"Alta\";\r\n";
    let read = read(Kind::Tickets, text);
    assert_eq!(read.texts(Field::TicketNumber), ["2553", "10012"], "the space in an id of GLPI parts thousands");
    assert_eq!(read.days(Field::Opened), ["2023-05-09", "2023-05-10"]);
    assert_eq!(read.noted(ProblemCode::ExtraCells), 0);
}

#[test]
fn the_header_again_in_mid_file_is_no_row() {
    let text = "Date,Supplier,Amount\n2025-01-05,Acme,10.00\nDate,Supplier,Amount\n2025-01-06,Beta,20.00\n DATE , supplier,AMOUNT\n2025-01-07,Gamma,30.00\n";
    let read = read(Kind::Costs, text);
    assert_eq!((read.accepted.len(), read.rejected.len(), read.sum(Field::Amount).as_str()), (3, 0, "60.00"));
}

#[test]
fn group_headings_over_the_header_join_it() {
    let text = "Spend report,,,,\n,Invoice,,Money,\nSupplier,Date,Number,Net Amount,VAT\nAcme,2025-01-05,7,10.00,2.00\nBeta,2025-01-06,8,20.00,4.00\n";
    let read = read(Kind::Costs, text);
    assert_eq!((read.accepted.len(), read.sum(Field::Amount).as_str()), (2, "30.00"), "the header is the row of names");
    assert_eq!(read.days(Field::Booked), ["2025-01-05", "2025-01-06"]);
}

#[test]
fn titles_above_and_totals_and_notes_below_are_no_rows() {
    let text = "Example Council\nSpend over £500\n\"Period: 01/01/2025 to 31/01/2025\"\nRun by,finance\n,,\n\
        Date,Supplier,Amount\n05/01/2025,Acme,10.00\n16/01/2025,Total Gas & Power,20.00\n,,\nTotal,,30.00\n,,\n\
        Report generated 1 February 2025,,\n* Redacted under section 40,,\nCount: 2\nPage 1 of 1\n";
    let read = read(Kind::Costs, text);
    assert_eq!((read.accepted.len(), read.rejected.len(), read.sum(Field::Amount).as_str()), (2, 0, "30.00"));
    assert_eq!(read.days(Field::Booked), ["2025-01-05", "2025-01-16"]);
    let seen = inspect_bytes("e.csv", text.as_bytes(), &of(Kind::Costs));
    assert_eq!((seen.header_row, seen.rows), (6, 2));
}

#[test]
fn duplicate_blank_and_padded_headers_keep_their_columns() {
    let text = "Transaction ID      ,Date,Vendor, ,Amount,Amount,,Vendor\n1,2025-01-05,Acme,x,10.00,99.00,y,\n2,2025-01-06,,x,20.00,99.00,y,Beta\n";
    let read = read(Kind::Costs, text);
    assert_eq!((read.accepted.len(), read.sum(Field::Amount).as_str()), (2, "30.00"), "the first of two columns counts");
    assert_eq!(read.texts(Field::Vendor), ["Acme", "Beta"], "the second fills in where the first is blank");
}

#[test]
fn tab_separated_text_without_quoting_is_read_under_any_name() {
    let text = "id\tSubject\tStatus\tQueue\tOwner\tPriority\tRequestors\tCreated\tTold\tLast Updated\tTime Left\n\
        1\tA \"quoted\" word, and 5\" more\tresolved\tHelp\troot\t50\ta@example.com\t2025-01-05 10:00:00\t\t2025-01-06 10:00:00\t0\n\
        2\t\"left open\tnew\tHelp\troot\t50\tb@example.com\t2025-01-06 10:00:00\t\t2025-01-06 10:00:00\t0\n\
        3\tlast\tnew\tHelp\troot\t50\tc@example.com\t2025-01-07 10:00:00\t\t2025-01-07 10:00:00\t0\n";
    let read = reading::read_bytes("Results.xls", text.as_bytes(), &of(Kind::Tickets));
    assert_eq!(read.texts(Field::TicketNumber), ["1", "2", "3"]);
    assert_eq!(read.days(Field::Opened), ["2025-01-05", "2025-01-06", "2025-01-07"]);
}
