//! Workbooks as programs and people leave them, and files that are something else than their name says.

use crate::exercises::{ods_of, record, workbook, xlsb_of, zip_of};
use crate::reading::{self, catalog, inspect_bytes, of, refusal};
use import::{Choices, ErrorCode, ProblemCode, Source};
use model::{Field, Kind};

/// A sheet of rows: texts as inline strings, `#` numbers, `@` dates by their serial, `!` errors, `?` flags.
fn sheet(first_row: usize, rows: &[&[&str]]) -> Vec<u8> {
    let mut xml = String::from("<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>");
    for (at, cells) in rows.iter().enumerate() {
        let row = first_row + at;
        xml.push_str(&format!("<row r=\"{row}\">"));
        for (column, cell) in cells.iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
            let place = format!("{}{row}", char::from(b'A' + u8::try_from(column).unwrap()));
            xml.push_str(&match cell.split_at(1) {
                ("#", number) => format!("<c r=\"{place}\"><v>{number}</v></c>"),
                ("@", serial) => format!("<c r=\"{place}\" s=\"1\"><v>{serial}</v></c>"),
                ("!", fault) => format!("<c r=\"{place}\" t=\"e\"><v>{fault}</v></c>"),
                ("?", flag) => format!("<c r=\"{place}\" t=\"b\"><v>{flag}</v></c>"),
                _ => format!("<c r=\"{place}\" t=\"inlineStr\"><is><t>{cell}</t></is></c>"),
            });
        }
        xml.push_str("</row>");
    }
    xml.push_str("</sheetData></worksheet>");
    xml.into_bytes()
}

fn book(rows: &[&[&str]]) -> Vec<u8> {
    workbook(&[("Ledger", "visible", &sheet(1, rows))], b"<sst></sst>", false)
}

const HEADER: &[&str] = &["Date", "Supplier", "Expense type", "Amount"];
const ROWS: &[&[&str]] =
    &[HEADER, &["@45662", "Acme", "IT", "#1000.1"], &["@45663", "Beta", "IT", "#300.2"], &["@45664.75", "Gamma", "IT", "#-0.3"]];

#[test]
fn numbers_and_days_are_those_of_the_spreadsheet() {
    let read = reading::read_bytes("ledger.xlsx", &book(ROWS), &of(Kind::Costs));
    assert_eq!((read.accepted.len(), read.sum(Field::Amount).as_str()), (3, "1300.00"), "no residue of floats");
    assert_eq!(read.days(Field::Booked), ["2025-01-05", "2025-01-06", "2025-01-07"]);
    assert_eq!(read.summary.sheet.as_deref(), Some("Ledger"));
    let residue =
        book(&[HEADER, &["@45662", "A", "IT", "#9.0949470177292824E-13"], &["@45662", "B", "IT", "#0.30000000000000004"]]);
    let read = reading::read_bytes("l.xlsx", &residue, &of(Kind::Costs));
    assert_eq!(read.sum(Field::Amount), "0.30", "a residue is almost nothing");
}

#[test]
fn days_count_from_1904_where_the_workbook_says_so() {
    let bytes = workbook(&[("L", "visible", &sheet(1, ROWS))], b"<sst></sst>", true);
    let read = reading::read_bytes("mac.xlsx", &bytes, &of(Kind::Costs));
    assert_eq!(read.days(Field::Booked)[0], "2029-01-06", "four years and a day later");
}

#[test]
fn a_hidden_sheet_is_not_taken_for_the_table() {
    let notes = sheet(1, &[&["Internal"], &["Do not send"]]);
    let table = sheet(4, ROWS);
    for state in ["hidden", "veryHidden"] {
        let bytes = workbook(&[("Lists", state, &notes), ("Ledger", "visible", &table)], b"<sst></sst>", false);
        let seen = inspect_bytes("l.xlsx", &bytes, &of(Kind::Costs));
        assert_eq!((seen.sheet.as_deref(), seen.header_row, seen.rows), (Some("Ledger"), 4, 3), "the header stands in row 4");
        assert_eq!(seen.sheets.iter().map(|s| (s.hidden, s.read)).collect::<Vec<_>>(), [(true, false), (false, true)]);
        let read = reading::read_bytes("l.xlsx", &bytes, &of(Kind::Costs));
        assert_eq!((read.accepted.len(), read.accepted[0].origin.row), (3, 5));
    }
}

#[test]
fn the_user_may_say_the_sheet() {
    let (one, two) = (sheet(1, ROWS), sheet(1, &[HEADER, &["@45662", "Acme", "IT", "#7"]]));
    let bytes = workbook(&[("2024", "visible", &one), ("2025", "visible", &two)], b"<sst></sst>", false);
    let read = reading::read_bytes("l.xlsx", &bytes, &Choices { sheet: Some("2025".into()), ..of(Kind::Costs) });
    assert_eq!(read.sum(Field::Amount), "7.00");
}

#[test]
fn titles_merged_cells_and_totals_are_no_rows() {
    let mut rows: Vec<&[&str]> = vec![&["Spend report"], &["", "", "", "Money"], &[]];
    rows.extend(ROWS);
    rows.extend::<[&[&str]; 3]>([&["", "", "Total", "#1300"], &[], &["Note: figures are provisional"]]);
    let xml = String::from_utf8(sheet(1, &rows)).unwrap();
    let merges = "</sheetData><mergeCells count=\"2\"><mergeCell ref=\"A1:D1\"/><mergeCell ref=\"B2:C2\"/></mergeCells>";
    let bytes = workbook(&[("L", "visible", xml.replace("</sheetData>", merges).as_bytes())], b"<sst></sst>", false);
    let read = reading::read_bytes("l.xlsx", &bytes, &of(Kind::Costs));
    assert_eq!((read.accepted.len(), read.rejected.len(), read.sum(Field::Amount).as_str()), (3, 0, "1300.00"));
}

/// A sheet with merged cells.
fn merged(rows: &[&[&str]], cells: &[&str]) -> Vec<u8> {
    let xml = String::from_utf8(sheet(1, rows)).unwrap();
    let merges: String = cells.iter().map(|c| format!("<mergeCell ref=\"{c}\"/>")).collect();
    let end = format!("</sheetData><mergeCells count=\"{}\">{merges}</mergeCells>", cells.len());
    workbook(&[("L", "visible", xml.replace("</sheetData>", &end).as_bytes())], b"<sst></sst>", false)
}

#[test]
fn what_a_sheet_merges_over_several_rows_holds_for_each_but_amounts_count_once() {
    let rows: &[&[&str]] = &[
        &["Site", "Hostname", "Type", "Purchase Cost"],
        &["Oslo", "PC-1", "Laptop", "#900"],
        &["", "PC-2", "", ""],
        &["Bergen", "PC-3", "Desktop", "#700"],
        &["", "PC-4", "Server", "#800"],
        &["", "PC-5", "Server", ""],
    ];
    let read = reading::read_bytes("d.xlsx", &merged(rows, &["A2:A3", "C2:C3", "D2:D3", "A4:A6"]), &of(Kind::Devices));
    assert_eq!(read.texts(Field::DeviceSite), ["Oslo", "Oslo", "Bergen", "Bergen", "Bergen"], "the group's site is each one's");
    assert_eq!(read.sum(Field::DeviceCost), "2400.00", "an amount over two rows is one amount");
    let note = read.summary.notes.iter().find(|n| n.code == ProblemCode::MergedCells).expect("it is said");
    assert!(note.message.contains("3 cells") && note.message.contains("Site"), "with its columns: {}", note.message);
    let unmerged = reading::read_bytes("d.xlsx", &merged(rows, &[]), &of(Kind::Devices));
    assert_eq!(
        unmerged.texts(Field::DeviceSite),
        ["Oslo", "?", "Bergen", "?", "?"],
        "an empty cell is empty unless the sheet says otherwise"
    );
}

#[test]
fn a_record_merged_over_two_rows_is_one_record_and_a_header_over_two_is_one_header() {
    let rows: &[&[&str]] = &[
        &["Hostname", "Hardware", "", "Purchase Cost"],
        &["", "Model", "Serial Number", ""],
        &["PC-1", "Latitude", "S1", "#900"],
        &["", "", "S1-dock", ""],
        &["PC-2", "Latitude", "S2", "#900"],
    ];
    let merges = ["A1:A2", "B1:C1", "D1:D2", "A3:A4", "B3:B4", "D3:D4"];
    let read = reading::read_bytes("d.xlsx", &merged(rows, &merges), &of(Kind::Devices));
    assert_eq!(read.texts(Field::Model), ["Latitude", "Latitude", "Latitude"], "a dock has a serial number of its own");
    assert_eq!(read.sum(Field::DeviceCost), "1800.00");
    let staff: &[&[&str]] = &[
        &["Employee ID", "Name", "Job Title", "Phone", "Annual Salary"],
        &["1", "Ana", "Clerk", "555-1", "#50000"],
        &["", "", "", "555-2", ""],
    ];
    let read = reading::read_bytes("s.xlsx", &merged(staff, &["A2:A3", "B2:B3", "C2:C3", "E2:E3"]), &of(Kind::Staff));
    assert_eq!((read.accepted.len(), read.set_aside.len()), (1, 1), "a second telephone is no second person");
}

#[test]
fn opendocument_says_of_a_cell_how_many_rows_it_spans() {
    let row =
        |first: &str, host: &str| format!("<table:table-row>{first}{}{}</table:table-row>", ods_text(host), ods_text("Laptop"));
    let header: String = ["Site", "Hostname", "Type"].map(ods_text).concat();
    let over = ods_text("Oslo").replacen(
        "office:value-type",
        "table:number-rows-spanned=\"2\" table:number-columns-spanned=\"1\" office:value-type",
        1,
    );
    let rows =
        [format!("<table:table-row>{header}</table:table-row>"), row(&over, "PC-1"), row("<table:covered-table-cell/>", "PC-2")];
    let read = reading::read_bytes("d.ods", &ods(&rows.concat()), &of(Kind::Devices));
    assert_eq!(read.texts(Field::DeviceSite), ["Oslo", "Oslo"]);
}

#[test]
fn formatting_to_the_sheets_end_makes_no_rows() {
    let xml = String::from_utf8(sheet(1, ROWS)).unwrap();
    let far = "<row r=\"1048576\"><c r=\"A1048576\" s=\"1\"/><c r=\"XFD1048576\" s=\"1\"/></row></sheetData>";
    let text = "<row r=\"1048575\"><c r=\"XFD1048575\" t=\"inlineStr\"><is><t> </t></is></c></row></sheetData>";
    for end in [far, text] {
        let xml = xml.replace("<sheetData>", "<dimension ref=\"A1:XFD1048576\"/><sheetData>").replace("</sheetData>", end);
        let bytes = workbook(&[("L", "visible", xml.as_bytes())], b"<sst></sst>", false);
        let read = reading::read_bytes("l.xlsx", &bytes, &of(Kind::Costs));
        assert_eq!((read.accepted.len(), read.rejected.len()), (3, 0));
    }
}

#[test]
fn failed_formulas_are_unknown_with_their_place() {
    let rows: &[&[&str]] = &[
        &["Project Name", "Department", "Whole Life Cost"],
        &["One", "IT", "#10"],
        &["Two", "IT", "!#REF!"],
        &["Three", "IT", "!#N/A"],
        &["Four", "IT", "!#DIV/0!"],
    ];
    let read = reading::read_bytes("p.xlsx", &book(rows), &of(Kind::Projects));
    assert_eq!((read.accepted.len(), read.sum(Field::Budget).as_str()), (4, "10.00"), "a failed formula is not 0");
    let said: Vec<_> = read.notes.iter().map(|n| (n.code, n.row, n.column.as_deref())).collect();
    assert_eq!(said, [3, 4, 5].map(|row| (ProblemCode::CellError, row, Some("Whole Life Cost"))));
}

#[test]
fn identifiers_that_a_spreadsheet_has_rounded_are_no_keys() {
    let rows: &[&[&str]] = &[
        &["Serial Number", "Hostname"],
        &["#6377020000000000", "pc-1"],
        &["#6377020000000000", "pc-2"],
        &["#12345678", "pc-3"],
        &["5CD1234E", "pc-4"],
    ];
    let read = reading::read_bytes("d.xlsx", &book(rows), &of(Kind::Devices));
    assert_eq!((read.accepted.len(), read.merged, read.noted(ProblemCode::DamagedIdentifier)), (4, 0, 2));
    let flags: &[&[&str]] =
        &[&["userPrincipalName", "displayName", "accountEnabled"], &["a@x.com", "A", "?1"], &["b@x.com", "B", "?0"]];
    let read = reading::read_bytes("u.xlsx", &book(flags), &of(Kind::People));
    assert_eq!(read.accepted.iter().map(|r| r.flag(Field::Active)).collect::<Vec<_>>(), [Some(true), Some(false)]);
}

#[test]
fn a_formula_is_its_value_and_its_text_is_text() {
    let xml = String::from_utf8(sheet(1, ROWS)).unwrap().replace("<v>1000.1</v>", "<f>HYPERLINK(\"http://x\")</f><v>1000.1</v>");
    let bytes = workbook(&[("L", "visible", xml.as_bytes())], b"<sst></sst>", false);
    assert_eq!(reading::read_bytes("l.xlsx", &bytes, &of(Kind::Costs)).sum(Field::Amount), "1300.00");
    let rows = "Date,Supplier,Amount\n2025-01-05,\"=cmd|' /C calc'!A0\",5.00\n2025-01-06,@SUM(1+1),6.00\n";
    let read = reading::read_bytes("l.csv", rows.as_bytes(), &of(Kind::Costs));
    assert_eq!(read.texts(Field::Vendor), ["=cmd|' /C calc'!A0", "@SUM(1+1)"], "kept as text, never worked out");
}

/// One record of a cell of a binary sheet: column and style before the value.
fn binary_cell(kind: u16, column: u32, value: &[u8]) -> Vec<u8> {
    record(kind, &[column.to_le_bytes().as_slice(), &[0; 4], value].concat())
}

#[test]
fn a_binary_workbook_is_read_cell_by_cell() {
    let text = |column: u32, text: &str| {
        let units: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        binary_cell(6, column, &[u32::try_from(units.len() / 2).unwrap().to_le_bytes().as_slice(), &units].concat())
    };
    let row = |row: u32| record(0, &[row.to_le_bytes().as_slice(), &[0; 21]].concat());
    let mut sheet = [record(0x81, &[]), record(0x94, &[0; 16]), record(0x91, &[])].concat();
    sheet.extend(row(0));
    ["Date", "Supplier", "Amount"].iter().zip(0..).for_each(|(t, at)| sheet.extend(text(at, t)));
    for (at, (supplier, amount)) in (1..).zip([("Acme", 1000.25), ("Beta", 301.25)]) {
        sheet.extend([row(at), text(0, "2025-01-05"), text(1, supplier), binary_cell(5, 2, &f64::to_le_bytes(amount))].concat());
    }
    sheet.extend([row(1_048_575), text(16_383, " "), record(0x92, &[])].concat());
    let read = reading::read_bytes("ledger.xlsb", &xlsb_of(&sheet, &[]), &of(Kind::Costs));
    assert_eq!((read.texts(Field::Vendor), read.sum(Field::Amount).as_str()), (vec!["Acme", "Beta"], "1301.50"));
}

#[test]
fn a_workbook_of_before_2007_is_read() {
    for (name, days) in [("ledger.xls", ("2025-01-05", "2025-01-07")), ("ledger-1904.xls", ("2029-01-06", "2029-01-08"))] {
        let bytes = std::fs::read(reading::root().join("tests/fuzz-corpus/xls").join(name)).unwrap();
        let read = reading::read_bytes(name, &bytes, &of(Kind::Costs));
        assert_eq!((read.accepted.len(), read.rejected.len(), read.sum(Field::Amount).as_str()), (3, 0, "1301.50"), "{name}");
        assert_eq!(read.range(Field::Booked), (days.0.to_owned(), days.1.to_owned()), "{name}");
        assert_eq!(
            (read.summary.sheet.as_deref(), read.accepted[0].origin.row),
            (Some("Ledger"), 4),
            "the first sheet is hidden"
        );
    }
}

fn ods(rows: &str) -> Vec<u8> {
    let content = format!(
        "<office:document-content xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" \
         xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\">\
         <office:body><office:spreadsheet><table:table table:name=\"Ledger\">{rows}</table:table></office:spreadsheet></office:body>\
         </office:document-content>"
    );
    ods_of(content.as_bytes())
}

fn ods_text(text: &str) -> String {
    format!("<table:table-cell office:value-type=\"string\"><text:p>{text}</text:p></table:table-cell>")
}

fn ods_rows() -> String {
    let header: String = ["Date", "Supplier", "Amount"].map(ods_text).concat();
    let row = |supplier: &str, amount: &str| {
        format!(
            "<table:table-row><table:table-cell office:value-type=\"date\" office:date-value=\"2025-01-05\"><text:p>05/01/25</text:p></table:table-cell>{}<table:table-cell office:value-type=\"float\" office:value=\"{amount}\"><text:p>{amount}</text:p></table:table-cell></table:table-row>",
            ods_text(supplier)
        )
    };
    format!("<table:table-row>{header}</table:table-row>{}{}", row("Acme", "1000.25"), row("Beta", "301.25"))
}

#[test]
fn an_opendocument_workbook_is_read_and_its_empty_repeats_are_not() {
    let rest = "<table:table-row table:number-rows-repeated=\"1048573\"><table:table-cell table:number-columns-repeated=\"16384\"/></table:table-row>";
    let read = reading::read_bytes("ledger.ods", &ods(&(ods_rows() + rest)), &of(Kind::Costs));
    assert_eq!((read.texts(Field::Vendor), read.sum(Field::Amount).as_str()), (vec!["Acme", "Beta"], "1301.50"));
    assert_eq!(read.days(Field::Booked), ["2025-01-05", "2025-01-05"]);
}

#[test]
fn a_million_repeats_of_a_cell_are_refused_before_they_are_made() {
    let bomb = format!(
        "<table:table-row table:number-rows-repeated=\"1048573\"><table:table-cell table:number-columns-repeated=\"16384\" office:value-type=\"string\"><text:p>x</text:p></table:table-cell></table:table-row>{}",
        ods_rows()
    );
    assert_eq!(refusal("bomb.ods", &ods(&bomb), &of(Kind::Costs)).code, ErrorCode::TooLarge);
}

const CSV: &str = "Date,Supplier,Amount\n2025-01-05,Acme,1000.25\n2025-01-06,Beta,301.25\n";

#[test]
fn a_zip_that_holds_the_export_is_the_export() {
    let inner = book(&[&["Date", "Supplier", "Amount"], &["@45662", "Acme", "#1301.5"]]);
    let utf16: Vec<u8> = CSV.encode_utf16().flat_map(u16::to_le_bytes).collect();
    for (name, bytes) in [
        ("export.csv", CSV.as_bytes()),
        ("deep/er/EXPORT.TXT", &utf16),
        ("../../../etc/export.csv", CSV.as_bytes()),
        ("book.xlsx", &inner),
    ] {
        let zip = zip_of(&[("__MACOSX/._export.csv", b"junk"), ("readme.md", b"see below"), (name, bytes)]);
        let read = reading::read_bytes("Devices.zip", &zip, &of(Kind::Costs));
        assert_eq!(read.sum(Field::Amount), "1301.50", "{name}");
    }
}

#[test]
fn an_archive_of_none_or_several_tables_is_refused_with_what_is_in_it() {
    let two = zip_of(&[("a.csv", CSV.as_bytes()), ("x/b\u{7}.csv", CSV.as_bytes())]);
    let refused = refusal("two.zip", &two, &of(Kind::Costs));
    assert_eq!(
        (refused.code, refused.message.as_str()),
        (ErrorCode::Archive, "two.zip is an archive of 2 tables: a.csv, b.csv.")
    );
    assert_eq!(refusal("none.zip", &zip_of(&[("a.png", b"x")]), &of(Kind::Costs)).code, ErrorCode::Archive);
    let nested = zip_of(&[("b.xlsx", &zip_of(&[("c.csv", CSV.as_bytes())]))]);
    assert_eq!(refusal("nested.zip", &nested, &of(Kind::Costs)).code, ErrorCode::Archive);
}

#[test]
fn text_under_a_workbooks_name_is_text() {
    for name in ["export.xlsx", "export.xls", "export.ods"] {
        assert_eq!(reading::read_bytes(name, CSV.as_bytes(), &of(Kind::Costs)).sum(Field::Amount), "1301.50", "{name}");
    }
}

#[test]
fn spreadsheets_that_cannot_be_read_say_how_to_save_them() {
    let xml = "\u{feff}<?xml version=\"1.0\"?>\n<?mso-application progid=\"Excel.Sheet\"?>\n\
        <Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\"><Worksheet/></Workbook>";
    let refused = refusal("TrialBalance.xls", xml.as_bytes(), &of(Kind::Costs));
    assert_eq!(refused.code, ErrorCode::UnsupportedFormat);
    assert!(refused.hint.contains("Excel Workbook (.xlsx)"), "{refused}");
    let page = refusal("report.xls", b"<html><body><table><tr><td>1</td></tr></table></body></html>", &of(Kind::Costs));
    assert_eq!(page.code, ErrorCode::UnsupportedFormat);
    let stream: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let locked = [b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".as_slice(), &[0; 600], &stream].concat();
    let refused = refusal("locked.xlsx", &locked, &of(Kind::Costs));
    assert_eq!(refused.code, ErrorCode::EncryptedWorkbook);
    assert!(refused.hint.contains("without a password"), "{refused}");
}

#[test]
fn a_damaged_workbook_is_refused_and_nothing_breaks() {
    let whole = book(ROWS);
    for cut in (0..whole.len()).step_by(37) {
        let Ok(source) = Source::from_bytes("l.xlsx", whole[..cut].to_vec()) else { continue };
        let _ = import::read(&source, &catalog(), &of(Kind::Costs), &mut |_| {});
    }
    let sheet = [record(0x81, &[]), record(0x94, &[0; 3]), record(0x91, &[]), record(2, &[1])].concat();
    assert_eq!(refusal("short.xlsb", &xlsb_of(&sheet, &[]), &of(Kind::Costs)).code, ErrorCode::DamagedWorkbook);
}
