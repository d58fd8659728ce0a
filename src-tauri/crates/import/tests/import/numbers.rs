//! Amounts in the spellings of ledgers, and what is no amount.

use crate::reading::{self, Reading, of};
use import::{Choices, NumberMark, ProblemCode};
use model::{Field, Kind};

/// A ledger of amounts, one a row, parted by bars so that no spelling needs quotes.
fn amounts(cells: &[&str]) -> Reading {
    told(cells, None)
}

fn told(cells: &[&str], numbers: Option<NumberMark>) -> Reading {
    let rows: String = cells.iter().map(|c| format!("2025-01-05|Acme|IT|{c}\n")).collect();
    let text = format!("Date|Supplier|Expense type|Amount\n{rows}");
    reading::read_bytes("ledger.csv", text.as_bytes(), &Choices { numbers, ..of(Kind::Costs) })
}

#[test]
fn every_spelling_is_its_exact_amount() {
    for (cell, value) in [
        ("1,234.56", "1234.56"),
        ("1.234,56", "1234.56"),
        ("1 234,56", "1234.56"),
        ("1\u{a0}234,56", "1234.56"),
        ("1\u{202f}234,56", "1234.56"),
        ("1\u{2009}234.56", "1234.56"),
        ("1'234.56", "1234.56"),
        ("1’234.56", "1234.56"),
        ("3,87,16,911", "38716911"),
        ("3,87,16,911.50", "38716911.5"),
        ("(1,234)", "-1234"),
        ("(1,234.56)", "-1234.56"),
        ("$(1,234.56)", "-1234.56"),
        ("1,234 CR", "-1234"),
        ("1,234.56CR", "-1234.56"),
        ("1,234.56 Dr", "1234.56"),
        ("$-142.85", "-142.85"),
        ("-$142.85", "-142.85"),
        ("- $ 142.85", "-142.85"),
        ("$ (142.85)", "-142.85"),
        ("142.85-", "-142.85"),
        ("−142.85", "-142.85"),
        ("–142.85", "-142.85"),
        ("£2,013.02m", "2013020000"),
        ("£2.5bn", "2500000000"),
        ("£12k", "12000"),
        ("$1.2M", "1200000"),
        ("USD1,299.00", "1299"),
        ("EUR 1.299,00", "1299"),
        ("1.299,00 €", "1299"),
        ("€1.299,-", "1299"),
        ("kr 1 299,00", "1299"),
        ("1,299.00 zł", "1299"),
        ("₹3,87,16,911", "38716911"),
        ("R$ 1.299,00", "1299"),
        ("CHF 1'299.50", "1299.5"),
        ("A$1,299.00", "1299"),
        ("'-5", "-5"),
        ("'1,234.56", "1234.56"),
        ("+7", "7"),
        ("9.09E-13", "0"), // what a sum of binary fractions leaves of nothing
        ("184904.05000000002", "184904.05"),
        ("1.5E+3", "1500"),
        ("0", "0"),
        (".5", "0.5"),
        ("5.", "5"),
        ("00012", "12"),
        ("1,234,567.891", "1234567.891"),
        ("184904.05", "184904.05"),
    ] {
        let read = amounts(&[cell]);
        assert_eq!(read.numbers(Field::Amount), [value], "{cell} is a way to write {value}: {:?}", read.rejected);
    }
}

#[test]
fn columns_add_up_in_every_style() {
    for cells in [
        ["1,234.56", "1,000.00", "(234.06)", "0.50"],
        ["1.234,56", "1.000,00", "-234,06", "0,50"],
        ["1 234,56", "1 000,00", "-234,06", "0,5"],
        ["1\u{202f}234,56", "1\u{202f}000", "-234,06", "0,50"],
        ["£1,234.56", "£1,000.00", "£-234.06", "£0.50"],
    ] {
        assert_eq!(amounts(&cells).sum(Field::Amount), "2001.00", "{cells:?}");
    }
}

#[test]
fn a_lone_separator_follows_its_column_or_is_said() {
    assert_eq!(amounts(&["1.234", "1.234,56"]).numbers(Field::Amount), ["1234", "1234.56"]);
    assert_eq!(amounts(&["1,234", "12,5"]).numbers(Field::Amount), ["1.234", "12.5"]);
    assert_eq!(amounts(&["1,234", "1,234.5"]).numbers(Field::Amount), ["1234", "1234.5"]);
    let open = amounts(&["1.234"]);
    assert_eq!(open.noted(ProblemCode::AmbiguousNumber), 1, "nothing decides: say so");
    let dot = told(&["1,234", "5,678"], Some(NumberMark::DotDecimal));
    assert_eq!((dot.sum(Field::Amount).as_str(), dot.noted(ProblemCode::AmbiguousNumber)), ("6912.00", 0));
    let comma = told(&["1,234", "5,678"], Some(NumberMark::CommaDecimal));
    assert_eq!(comma.sum(Field::Amount), "6.91", "the user says that these are decimals");
    let lakhs = amounts(&["3,87,16,911", "1,234"]);
    assert_eq!(lakhs.sum(Field::Amount), "38718145.00", "groups of two and three part thousands");
}

#[test]
fn what_is_no_amount_is_unknown_with_its_reason_and_never_zero() {
    let cells =
        ["Exempt under Section 43 of the Freedom of Information Act 2000", "N/A", "?", "-", "Nil", "–", "TBC", "NS", "#N/A"];
    for cell in cells {
        let text = format!("Project Name|Department|Whole Life Cost\nOne|IT|10\nTwo|IT|{cell}\n");
        let read = reading::read_bytes("p.csv", text.as_bytes(), &of(Kind::Projects));
        assert_eq!((read.accepted.len(), read.sum(Field::Budget).as_str()), (2, "10.00"), "{cell} is no amount");
        assert_eq!(read.noted(ProblemCode::NoValue), 1, "{cell}: {:?}", read.notes);
        assert_eq!((read.notes[0].row, read.notes[0].value.as_str()), (3, cell), "the reason is kept with its place");
        assert_eq!(read.notes[0].column.as_deref(), Some("Whole Life Cost"));
    }
}

#[test]
fn words_and_broken_numbers_are_refused_with_their_place() {
    for cell in ["abc", "12 apples", "1,23.4,5", "10.0.0.1", "12/05", "#REF!", "=1+1"] {
        let read = amounts(&["5.00", cell]);
        assert_eq!((read.accepted.len(), read.rejected.len(), read.sum(Field::Amount).as_str()), (1, 1, "5.00"), "{cell}");
        let said = &read.rejected[0];
        assert_eq!((said.code, said.row), (ProblemCode::UnreadableRequired, 3), "{cell}");
        assert_eq!((said.column.as_deref(), said.value.as_str()), (Some("Amount"), cell));
    }
}

#[test]
fn ruined_identifiers_are_flagged_and_never_keys() {
    let text = "Serial Number,Asset Tag,Hostname,Purchase Cost\n\
        6.377E+15,,pc-1,1.00\n6.37702E+15,,pc-2,1.00\n6.377E+15,,pc-3,1.00\n6.377e15,,pc-4,1.00\n\"6,377E+15\",,pc-5,1.00\nPF2ABCDE,,pc-6,1.00\n";
    let read = reading::read_bytes("d.csv", text.as_bytes(), &of(Kind::Devices));
    assert_eq!((read.accepted.len(), read.merged), (6, 0), "two machines with one ruined number are two");
    assert_eq!(read.noted(ProblemCode::DamagedIdentifier), 5);
    assert_eq!(read.texts(Field::Serial), ["?", "?", "?", "?", "?", "PF2ABCDE"]);
}

#[test]
fn placeholder_serials_are_no_serials() {
    let words = [
        "To be filled by O.E.M.",
        "To Be Filled By O.E.M",
        "Default string",
        "System Serial Number",
        "System Product Name",
        "Not Specified",
        "0",
        "00000000",
        "None",
        "N/A",
        "Not Available",
        "INVALID",
        "123456789",
        "XXXXXXXX",
        "Chassis Serial Number",
        "[PLACEHOLDER - not in Datto RMM export]",
    ];
    let rows: String = words.iter().enumerate().map(|(n, w)| format!("{w},pc-{n}\n")).collect();
    let read = reading::read_bytes("d.csv", format!("Serial Number,Hostname\n{rows}").as_bytes(), &of(Kind::Devices));
    assert_eq!((read.accepted.len(), read.merged), (words.len(), 0), "machines that share a placeholder are not one");
    assert!(read.texts(Field::Serial).iter().all(|s| *s == "?"), "{:?}", read.texts(Field::Serial));
    let named = reading::read_bytes("d.csv", b"Serial Number,Hostname\nPC-7,PC-7\nPC-8,pc-8\n", &of(Kind::Devices));
    assert_eq!(named.texts(Field::Serial), ["?", "?"], "the machine's own name is no serial");
}

#[test]
fn ids_with_spaces_between_thousands_and_leading_zeros_are_text() {
    let text = "Ticket ID,Created time,Subject\n2 553,2025-01-05,a\n\"2\u{a0}554\",2025-01-05,b\n00042,2025-01-05,c\n2 55,2025-01-05,d\n";
    let read = reading::read_bytes("t.csv", text.as_bytes(), &of(Kind::Tickets));
    assert_eq!(read.texts(Field::TicketNumber), ["2553", "2554", "00042", "2 55"]);
}

#[test]
fn mixed_currencies_are_flagged_and_never_added() {
    let one = amounts(&["£10.00", "£20.00"]);
    assert_eq!((one.sum(Field::Amount).as_str(), one.noted(ProblemCode::OtherCurrency)), ("30.00", 0));
    let mixed = amounts(&["£10.00", "£20.00", "€5.00", "USD7.00"]);
    assert_eq!(mixed.sum(Field::Amount), "30.00", "the currency most rows are in");
    assert_eq!(mixed.set_aside.len(), 2, "amounts of other currencies are kept, flagged and not counted");
    assert!(mixed.set_aside.iter().all(|p| p.code == ProblemCode::OtherCurrency));
    let column = "Date,Supplier,Amount,Currency\n2025-01-05,A,10.00,EUR\n2025-01-05,B,20.00,EUR\n2025-01-05,C,5.00,USD\n";
    let read = reading::read_bytes("l.csv", column.as_bytes(), &of(Kind::Costs));
    assert_eq!((read.sum(Field::Amount).as_str(), read.set_aside.len()), ("30.00", 1), "a column of currencies does the same");
    assert_eq!((read.set_aside[0].row, read.set_aside[0].value.as_str()), (4, "USD"));
}
