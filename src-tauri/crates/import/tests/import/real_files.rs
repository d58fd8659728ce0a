//! Real exports that nobody wrote for this importer, from a folder beside the project; skipped where it is absent.

use crate::reading::{self, catalog, read_as, root};
use import::{Choices, ErrorCode, Inspection, ProblemCode, Source};
use model::{Field, Kind};
use std::path::PathBuf;

/// A file of the folder, if it is there.
fn real(path: &str) -> Option<PathBuf> {
    let file = root().parent()?.join("shared/data").join(path);
    if !file.exists() {
        println!("skipped: {path} is not on this machine");
        return None;
    }
    Some(file)
}

fn inspect(path: &std::path::Path, sheet: Option<&str>) -> Inspection {
    let choices = Choices { sheet: sheet.map(str::to_owned), ..Choices::default() };
    import::inspect(&Source::open(path).unwrap(), &catalog(), &choices).unwrap()
}

#[test]
fn snipe_it_assets() {
    let Some(file) = real("snipe-it/assets-sample.csv") else { return };
    let seen = inspect(&file, None);
    assert_eq!((seen.preset.as_deref(), seen.rows), (Some("snipe-it-assets"), 22));
    assert_eq!(seen.columns[0].header, "Company", "the byte-order mark is no part of the first header");
    let read = reading::read(&file, &Choices::default());
    assert_eq!(read.accepted.len(), 22, "every line is an asset");
    let kinds = read.groups(Field::DeviceKind);
    assert_eq!((kinds.get("laptop"), kinds.get("?")), (Some(&21), Some(&1)), "21 MacBooks, and one that no rule knows");
    assert_eq!(read.sum(Field::DeviceCost), "56926.75");
    assert_eq!(read.range(Field::InService), ("2022-06-20".into(), "2023-05-14".into()), "M/D/YY");
    assert!(read.accepted.iter().any(|r| r.text(Field::Model) == Some("Macbook Pro 13\"")), "a doubled quote is one quote");
}

#[test]
fn chicago_payroll() {
    let Some(file) = real("chicago-payroll/Current_Employee_Names__Salaries__and_Position_Titles.csv") else { return };
    let read = read_as(&file, Kind::Staff);
    assert_eq!(read.accepted.len(), 32_812, "repeated names are not repeated rows");
    let sum = |word: &str| -> rust_decimal::Decimal {
        let of = read.accepted.iter().filter(|r| r.text(Field::PayBasis) == Some(word));
        of.filter_map(|r| r.decimal(Field::BasePay)).sum()
    };
    assert_eq!(format!("{:.2}", sum("salary")), "2178570595.68");
    assert_eq!(format!("{:.2}", sum("hourly")), "500656782.60", "52 weeks of the stated hours");
    let doit: Vec<_> = read.accepted.iter().filter(|r| r.text(Field::StaffDepartment) == Some("DoIT")).collect();
    let pay: rust_decimal::Decimal = doit.iter().filter_map(|r| r.decimal(Field::BasePay)).sum();
    assert_eq!((doit.len(), format!("{pay:.2}")), (98, "9713184.00".into()));
}

#[test]
fn hmrc_ledger() {
    let Some(file) = real("pollock-uk-spend/HMRC_spending_over_25000_for_September_2018.csv") else { return };
    let read = read_as(&file, Kind::Costs);
    assert_eq!((read.accepted.len(), read.sum(Field::Amount).as_str()), (406, "118461709.02"));
    let credits: Vec<_> =
        read.accepted.iter().filter_map(|r| r.decimal(Field::Amount)).filter(|d| d.is_sign_negative()).collect();
    let credit: rust_decimal::Decimal = credits.iter().sum();
    assert_eq!((credits.len(), credit.to_string().as_str()), (8, "-214723.93"));
    assert_eq!(read.range(Field::Booked), ("2018-09-03".into(), "2018-09-28".into()), "day first, by the whole column");
}

#[test]
fn uk_projects() {
    let Some(file) = real("uk-gmpp/uk_2021.csv") else { return };
    let seen = inspect(&file, None);
    assert_eq!((seen.encoding.as_deref(), seen.delimiter), (Some("windows-1252"), Some(';')));
    let read = read_as(&file, Kind::Projects);
    assert_eq!((read.accepted.len(), read.sum(Field::Budget).as_str()), (184, "541951.37"));
    let exempt = read.notes.iter().find(|n| n.value.starts_with("Exempt under Section")).unwrap();
    assert_eq!(exempt.code, ProblemCode::NoValue, "an exemption is no number, and never 0");
}

#[test]
fn nist_controls() {
    let Some(file) = real("nist-800-53r5/sp800-53r5-control-catalog.xlsx") else { return };
    let read = read_as(&file, Kind::Controls);
    assert_eq!(read.summary.rows, 1_189);
    assert_eq!(read.set_aside.len(), 182, "withdrawn is not a requirement");
    assert!(read.set_aside.iter().all(|p| p.code == ProblemCode::Withdrawn));
    let parenthesis = |id: &str| id.contains('(');
    let base = read.accepted.iter().filter_map(|r| r.text(Field::ControlId)).filter(|id| !parenthesis(id)).count();
    let aside = read.set_aside.len() + read.accepted.len();
    assert!(base <= 322 && aside == 1_189, "322 base controls before withdrawal");
}

#[test]
fn deaths_workbook() {
    let Some(file) = real("readxl/deaths.xlsx") else { return };
    for sheet in ["arts", "other"] {
        let seen = inspect(&file, Some(sheet));
        assert_eq!((seen.header_row, seen.rows, seen.kind), (5, 10, None), "notes above and below are no rows");
        assert_eq!(seen.titles.len(), 4);
    }
    let refused = import::read(&Source::open(&file).unwrap(), &catalog(), &Choices::default(), &mut |_| {}).unwrap_err();
    assert_eq!(refused.code, ErrorCode::UnknownLayout, "nothing says what the rows are");
}

#[test]
fn workbooks_of_calamine() {
    if let Some(file) = real("calamine/pass_protected.xlsx") {
        assert_eq!(Source::open(&file).unwrap_err().code, ErrorCode::EncryptedWorkbook);
    }
    if let Some(file) = real("calamine/any_sheets.xlsx") {
        let source = Source::open(&file).unwrap();
        assert!(source.sheets().iter().any(|s| s.hidden), "hidden sheets are named as such");
        let wrong = Choices { sheet: Some("nowhere".into()), ..Choices::default() };
        assert_eq!(import::inspect(&source, &catalog(), &wrong).unwrap_err().code, ErrorCode::NoSuchSheet);
    }
    for path in ["calamine/date.xlsx", "calamine/merge_cells.xlsx", "calamine/any_sheets.ods"] {
        let Some(file) = real(path) else { continue };
        assert_eq!(inspect(&file, None).kind, None, "{path} is readable and not recognised");
    }
}

#[test]
fn utf_16() {
    let Some(file) = real("messytables-horror/utf-16le_encoded.csv") else { return };
    let seen = inspect(&file, None);
    assert_eq!((seen.encoding.as_deref(), seen.rows, seen.columns.len()), (Some("UTF-16LE"), 327, 19));
}

#[test]
fn corner_cases_of_csv() {
    for (path, columns, rows) in [
        ("csv-spectrum/comma_in_quotes.csv", 5, 1),
        ("csv-spectrum/empty.csv", 3, 2),
        ("csv-spectrum/empty_crlf.csv", 3, 2),
        ("csv-spectrum/escaped_quotes.csv", 2, 2),
        ("csv-spectrum/json.csv", 2, 1),
        ("csv-spectrum/location_coordinates.csv", 4, 1),
        ("csv-spectrum/newlines.csv", 3, 3),
        ("csv-spectrum/newlines_crlf.csv", 3, 3),
        ("csv-spectrum/quotes_and_newlines.csv", 2, 2),
        ("csv-spectrum/simple.csv", 3, 1),
        ("csv-spectrum/simple_crlf.csv", 3, 1),
        ("csv-spectrum/utf8.csv", 3, 2),
        ("frictionless/blank-headers.csv", 3, 2),
        ("frictionless/bom.csv", 2, 2),
        ("frictionless/defective-rows.csv", 3, 2),
        ("frictionless/duplicate-headers.csv", 5, 2),
        ("frictionless/leading-zeros.csv", 1, 3),
        ("frictionless/skip-rows-before-headers.csv", 2, 2),
    ] {
        let Some(file) = real(path) else { continue };
        let seen = inspect(&file, None);
        assert_eq!((seen.columns.len(), seen.rows), (columns, rows), "{path}");
        assert_eq!(seen.kind, None, "{path} is no export of anything known");
    }
}
