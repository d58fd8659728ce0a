//! A second table below the first, and what stands between and around tables.

use crate::reading::catalog;
use import::{Choices, Disposition, ProblemCode, Row, Source, Summary};
use model::{Field, Kind, Record};

fn read(text: &str, kind: Kind) -> (Summary, Vec<Row>) {
    let source = Source::from_bytes("export.csv", text.as_bytes().to_vec()).unwrap();
    let (mut rows, choices) = (Vec::new(), Choices { kind: Some(kind), ..Choices::default() });
    let summary = import::read(&source, &catalog(), &choices, &mut |row| rows.push(row)).unwrap();
    let seen = import::inspect(&source, &catalog(), &choices).unwrap();
    let counted = rows.iter().filter(|r| !matches!(&r.disposition, Disposition::SetAside { record: None, .. })).count();
    assert_eq!(seen.rows, counted as u64, "looking counts the rows that are read");
    (summary, rows)
}

fn accepted(rows: &[Row]) -> Vec<&Record> {
    rows.iter()
        .filter_map(|row| if let Disposition::Accepted { record, .. } = &row.disposition { Some(record) } else { None })
        .collect()
}

#[test]
fn rows_under_another_header_of_their_kind_are_read_by_it() {
    let text = "Serial Number,Hostname,Type,Purchase Cost\nS1,PC-1,Laptop,100\nS2,PC-2,Laptop,200\n\nRetired devices\n\
        Hostname,Type,Status,Serial Number,Site\nPC-3,Desktop,Retired,S3,Oslo\nPC-4,Desktop,Retired,S4,Bergen\n\
        Serial Number,Hostname,Type,Purchase Cost\nS5,PC-5,Laptop,300\n";
    let (summary, rows) = read(text, Kind::Devices);
    let said: Vec<_> = accepted(&rows)
        .iter()
        .map(|r| {
            (r.origin.row, r.text(Field::Serial).unwrap_or(""), r.text(Field::Hostname).unwrap_or(""), r.text(Field::DeviceSite))
        })
        .collect();
    assert_eq!(
        said,
        [
            (2, "S1", "PC-1", None),
            (3, "S2", "PC-2", None),
            (7, "S3", "PC-3", Some("Oslo")),
            (8, "S4", "PC-4", Some("Bergen")),
            (10, "S5", "PC-5", None)
        ],
        "columns the first header lacks are read too, the title is no device, and the first header comes back"
    );
    assert_eq!(accepted(&rows)[2].text(Field::DeviceStatus), Some("retired"), "what the second table says of them counts");
    let notes: Vec<_> = summary.notes.iter().filter(|n| n.code == ProblemCode::AnotherHeader).collect();
    assert_eq!(notes.iter().map(|n| n.row).collect::<Vec<_>>(), [6], "it is said once, with its row");
}

#[test]
fn rows_of_another_table_are_set_aside_and_its_header_is_told() {
    let text = "Serial Number,Hostname,Type\nS1,PC-1,Laptop\n\nUser principal name,Display name,Department,Job title,Licenses\n\
        ann@x.org,Ann,IT,Admin,E3\nbo@x.org,Bo,HR,Clerk,E3\n";
    let (summary, rows) = read(text, Kind::Devices);
    assert_eq!(accepted(&rows).len(), 1, "people are no devices");
    let aside: Vec<_> = rows.iter().filter(|r| matches!(r.disposition, Disposition::SetAside { .. })).map(|r| r.row).collect();
    assert_eq!((summary.rows, aside), (3, vec![5, 6]), "each of their rows is counted as set aside");
    let note = summary.notes.iter().find(|n| n.code == ProblemCode::AnotherHeader).expect("it is said");
    assert!(note.row == 4 && note.message.contains("file of their own"), "with what to do: {}", note.message);
}

#[test]
fn sentences_beside_a_table_and_totals_in_other_languages_are_no_records() {
    let text = "Employee ID,Name,Job Title,Annual Salary\n1,Ana,Clerk,50000\n* salaries before bonus\nGesamt,,,50000\n";
    assert_eq!(accepted(&read(text, Kind::Staff).1).len(), 1, "one person");
    let projects = "Project Name,Project ID,Budget\nAlpha,P1,£2.5m\nTOTAL,,£2.5m\n";
    assert_eq!(accepted(&read(projects, Kind::Projects).1).len(), 1, "a total in millions is a total");
}

#[test]
fn a_years_pay_in_a_column_of_rates_is_no_pay_an_hour() {
    let text = "Employee #,First Name,Last Name,Job Title,Department,Employment Status,Pay Rate,Hours per Week\n\
        1,Ana,Ruiz,Network Administrator,IT,Active,$45.10,40\n2,Bo,Hill,IT Manager,IT,Active,\"98,000.00\",40\n";
    let (_, rows) = read(text, Kind::Staff);
    let pay: Vec<_> = accepted(&rows).iter().map(|r| r.decimal(Field::BasePay).map(|d| d.normalize().to_string())).collect();
    assert_eq!(
        pay,
        [Some("93808".to_owned()), Some("98000".to_owned())],
        "45.10 an hour over 52 weeks of 40 hours, and a year's pay"
    );
}
