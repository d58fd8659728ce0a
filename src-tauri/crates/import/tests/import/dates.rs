//! Days in the spellings of tools, and columns that do not say which way round they are.

use crate::reading::{self, Reading, inspect_bytes, of};
use import::{Choices, DateOrder, DecidedBy, ProblemCode};
use model::{Field, Kind};

fn told(cells: &[&str], dates: Option<DateOrder>) -> Reading {
    let rows: String = cells.iter().map(|c| format!("\"{c}\",Acme,1.00\n")).collect();
    reading::read_bytes("l.csv", format!("Date,Supplier,Amount\n{rows}").as_bytes(), &Choices { dates, ..of(Kind::Costs) })
}

fn days(cells: &[&str]) -> Vec<String> {
    told(cells, None).days(Field::Booked)
}

#[test]
fn every_spelling_is_its_day() {
    for (cell, day) in [
        ("2025-11-02", "2025-11-02"),
        ("2025-11-02 14:33:10.0000000", "2025-11-02"),
        ("2025-11-02T14:33:10Z", "2025-11-02"),
        ("2025-11-02T14:33:10.1234567+02:00", "2025-11-02"),
        ("2025-11-02T23:30:00-05:00", "2025-11-02"),
        ("2025-11-02 14:33:10 UTC", "2025-11-02"),
        ("2025-11-02 14:33:10 +0000", "2025-11-02"),
        ("2025/11/02", "2025-11-02"),
        ("2025.11.02", "2025-11-02"),
        ("11/22/2025", "2025-11-22"),
        ("22/11/2025", "2025-11-22"),
        ("22-11-2025 09:01", "2025-11-22"),
        ("22.11.2025", "2025-11-22"),
        ("22.11.2025 09:01:02", "2025-11-22"),
        ("1/23/23", "2023-01-23"),
        ("23/1/99", "1999-01-23"),
        ("8/19/2021 1:25:31 PM", "2021-08-19"),
        ("8/19/2021 1:25:31\u{202f}PM", "2021-08-19"),
        ("15-Mar-2021", "2021-03-15"),
        ("15 March 2021", "2021-03-15"),
        ("March 15, 2021", "2021-03-15"),
        ("15. März 2021", "2021-03-15"),
        ("15 mars 2021", "2021-03-15"),
        ("15 août 2021", "2021-08-15"),
        ("15 de marzo de 2021", "2021-03-15"),
        ("15-ene-2021", "2021-01-15"),
        ("15-Okt-2021", "2021-10-15"),
        ("01-JAN-19", "2019-01-01"),
        ("09/Jan/24 3:54 PM", "2024-01-09"),
        ("30/Jul/18 23:33", "2018-07-30"),
        ("Mon, 15 Mar 2021 08:00:00 GMT", "2021-03-15"),
        ("Monday, March 15, 2021", "2021-03-15"),
        ("Fri Mar 15 08:00:00 2024", "2024-03-15"),
        ("Fri Mar 15 08:00:00 UTC 2024", "2024-03-15"),
        ("20251102", "2025-11-02"),
        ("20251102143310", "2025-11-02"),
        ("43700", "2019-08-23"),
        ("43700.75", "2019-08-23"),
        ("1730557990", "2024-11-02"),
        ("1730557990000", "2024-11-02"),
        ("'2025-11-02", "2025-11-02"),
    ] {
        assert_eq!(days(&[cell]), [day], "{cell} is that day");
    }
}

#[test]
fn sentinels_are_no_days() {
    for cell in [
        "0001-01-01",
        "0001-01-01 00:00:00.0000000",
        "01/01/0001 00:00:00",
        "9999-12-31",
        "9999-12-31 23:59:59.9999999",
        "1970-01-01",
        "1970-01-01T00:00:00Z",
        "3000-01-01",
        "1900-01-01",
        "1899-12-30",
        "00/00/0000",
        "0000-00-00",
        "0000-00-00 00:00:00",
        "1/1/1601 12:00:00 AM",
    ] {
        let read = told(&[cell, "2025-11-02"], None);
        assert_eq!(read.days(Field::Booked), ["?", "2025-11-02"], "{cell} is never, or no limit");
        assert_eq!(read.noted(ProblemCode::SentinelDate), 1, "{cell}: {:?}", read.notes);
        assert_eq!(read.range(Field::Booked).1, "2025-11-02");
    }
}

#[test]
fn the_whole_column_decides_the_order() {
    assert_eq!(days(&["03/04/2025", "05/06/2025", "25/04/2025"]), ["2025-04-03", "2025-06-05", "2025-04-25"]);
    assert_eq!(days(&["03/04/2025", "05/06/2025", "04/25/2025"]), ["2025-03-04", "2025-05-06", "2025-04-25"]);
    let many: Vec<String> = (1..=9).flat_map(|m| (1..=9).map(move |d| format!("0{d}/0{m}/2025"))).collect();
    let late: Vec<&str> = many.iter().map(String::as_str).chain(["31/12/2025"]).collect();
    let read = told(&late, None);
    assert_eq!((read.days(Field::Booked)[1].as_str(), read.summary.notes.len()), ("2025-01-02", 0), "the last row decides");
}

#[test]
fn what_nothing_decides_is_asked_with_both_readings() {
    let text = "Date,Supplier,Amount\n03/04/2025,A,1\n05/06/2025,B,2\n";
    let seen = inspect_bytes("l.csv", text.as_bytes(), &of(Kind::Costs));
    let asked = seen.columns[0].readings.clone().unwrap();
    assert_eq!((asked.decided_by, asked.open, asked.example.as_str()), (DecidedBy::Convention, 2, "03/04/2025"));
    let shown: Vec<&str> = asked.readings.iter().map(|r| r.shown.as_str()).collect();
    assert_eq!(shown, ["3 April 2025", "4 March 2025"], "both readings are shown");
    let open = told(&["03/04/2025", "05/06/2025"], None);
    assert_eq!(open.summary.notes[0].code, ProblemCode::AmbiguousDate);
    let day = told(&["03/04/2025", "05/06/2025"], Some(DateOrder::DayFirst));
    assert_eq!((day.days(Field::Booked), day.summary.notes.len()), (vec!["2025-04-03".into(), "2025-06-05".into()], 0));
    let month = told(&["03/04/2025", "05/06/2025"], Some(DateOrder::MonthFirst));
    assert_eq!(month.days(Field::Booked), ["2025-03-04", "2025-05-06"]);
}

#[test]
fn serials_stand_among_texts() {
    let read = told(&["03/04/2018", "43224", "25/04/2018", "43225.5"], None);
    assert_eq!(read.days(Field::Booked), ["2018-04-03", "2018-05-04", "2018-04-25", "2018-05-05"]);
    assert_eq!(read.range(Field::Booked), ("2018-04-03".into(), "2018-05-05".into()));
}

#[test]
fn what_is_no_date_is_unknown_with_its_reason() {
    for (cell, code) in [
        ("3 weeks ago", ProblemCode::UnreadableDate),
        ("30/02/2024", ProblemCode::UnreadableDate),
        ("2025-13-01", ProblemCode::UnreadableDate),
        ("5.00.9106.1000", ProblemCode::UnreadableDate),
        ("soon", ProblemCode::UnreadableDate),
        ("Never", ProblemCode::NoValue),
        ("N/A", ProblemCode::NoValue),
        ("-", ProblemCode::NoValue),
        ("Exempt under Section 43", ProblemCode::NoValue),
    ] {
        let read = told(&["2025-01-05", cell], None);
        assert_eq!((read.accepted.len(), read.days(Field::Booked)[1].as_str()), (2, "?"), "{cell} is no day");
        let said: Vec<_> = read.notes.iter().map(|n| (n.code, n.row, n.value.as_str())).collect();
        assert_eq!(said, [(code, 3, cell)]);
    }
}

#[test]
fn flags_come_in_many_spellings() {
    for (yes, no) in [
        ("True", "False"),
        ("TRUE", "FALSE"),
        ("Yes", "No"),
        ("Y", "N"),
        ("1", "0"),
        ("t", "f"),
        ("on", "off"),
        ("Enabled", "Disabled"),
        ("Active", "Inactive"),
        ("ja", "nein"),
        ("oui", "non"),
        ("sí", "no"),
        ("x", "no"),
        ("✓", "✗"),
        ("☑", "☐"),
        ("1.0", "0.0"),
        ("-1", "0"),
        ("WAHR", "FALSCH"),
        ("VRAI", "FAUX"),
        ("VERDADERO", "FALSO"),
    ] {
        let text =
            format!("userPrincipalName,displayName,accountEnabled\na@x.com,A,{yes}\nb@x.com,B,{no}\nc@x.com,C,\nd@x.com,D,N/A\n");
        let read = reading::read_bytes("u.csv", text.as_bytes(), &of(Kind::People));
        let flags: Vec<_> = read.accepted.iter().map(|r| r.flag(Field::Active)).collect();
        assert_eq!(flags, [Some(true), Some(false), None, None], "{yes} and {no}; blank is unknown, not no");
    }
}
