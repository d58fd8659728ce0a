//! Files that are broken, hidden behind other names, or made to harm: read or refused in a sentence, never worse.

use crate::exercises::{workbook, zip_of};
use crate::reading::{self, catalog, of, refusal};
use import::{Choices, ErrorCode, Source};
use model::{Field, Kind};

#[test]
fn a_row_without_an_end_is_refused_in_a_sentence() {
    let endless = [b"Date,Supplier,Amount\n2025-01-05,\"".as_slice(), &vec![b'x'; 20 << 20]].concat();
    let refused = refusal("endless.csv", &endless, &of(Kind::Costs));
    assert_eq!(refused.code, ErrorCode::TooLarge, "{refused}");
    assert!(refused.message.contains("line 2"), "the sentence says where: {refused}");
}

#[test]
fn an_archive_that_unpacks_to_a_thousand_times_its_size_is_refused() {
    let zeros = vec![b'0'; 100 << 20];
    for name in ["xl/worksheets/sheet1.xml", "export.csv"] {
        let bomb = zip_of(&[("xl/workbook.xml", b"<workbook/>"), (name, &zeros)]);
        assert!(bomb.len() < 1 << 20, "100 MB of one sign pack to {} bytes", bomb.len());
        let refused = refusal("bomb.xlsx", &bomb, &of(Kind::Costs));
        assert_eq!(refused.code, ErrorCode::TooLarge, "{refused}");
        assert!(refused.message.contains("100 MB"), "the sentence says how large: {refused}");
    }
}

#[test]
fn a_size_that_an_archive_lies_about_is_kept_to() {
    let text = format!("Date,Supplier,Amount\n{}", "2025-01-05,Acme,1.00\n".repeat(1000));
    let mut zip = zip_of(&[("export.csv", text.as_bytes())]);
    let size = u32::try_from(text.len()).unwrap().to_le_bytes();
    let places: Vec<usize> = zip.windows(4).enumerate().filter(|(_, w)| *w == size).map(|(at, _)| at).collect();
    assert!(!places.is_empty());
    for at in places {
        zip[at..at + 4].copy_from_slice(&100u32.to_le_bytes());
    }
    let refused = refusal("liar.zip", &zip, &of(Kind::Costs));
    assert_eq!(refused.code, ErrorCode::Archive, "it holds more than it says: {refused}");
}

#[test]
fn entities_are_not_expanded() {
    let laughs: String = (1..10).map(|n| format!("<!ENTITY l{n} \"{}\">", format!("&l{};", n - 1).repeat(10))).collect();
    let sheet = format!(
        "<!DOCTYPE x [<!ENTITY l0 \"ha\">{laughs}]><worksheet><sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>&l9;</t></is></c></row></sheetData></worksheet>"
    );
    let bytes = workbook(&[("L", "visible", sheet.as_bytes())], b"<sst></sst>", false);
    let refused = refusal("laughs.xlsx", &bytes, &of(Kind::Costs));
    assert!(matches!(refused.code, ErrorCode::DamagedWorkbook | ErrorCode::MissingColumns | ErrorCode::EmptySheet), "{refused}");
    let outside = "<!DOCTYPE x [<!ENTITY f SYSTEM \"file:///etc/hostname\">]><worksheet><sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>&f;</t></is></c></row></sheetData></worksheet>";
    let bytes = workbook(&[("L", "visible", outside.as_bytes())], b"<sst></sst>", false);
    let _ = refusal("outside.xlsx", &bytes, &of(Kind::Costs));
}

#[test]
fn a_cell_longer_than_any_spreadsheet_holds_is_refused() {
    let long = "x".repeat(2 << 20);
    let rows = format!(
        "<worksheet><sheetData><row r=\"7\"><c r=\"A7\" t=\"inlineStr\"><is><t>{long}</t></is></c></row></sheetData></worksheet>"
    );
    let refused = refusal("long.xlsx", &workbook(&[("L", "visible", rows.as_bytes())], b"<sst></sst>", false), &of(Kind::Costs));
    assert_eq!(refused.code, ErrorCode::TooLarge);
    assert!(refused.message.contains("row 7"), "{refused}");
}

#[test]
fn formulas_are_text_and_go_out_inert() {
    let text = "Date,Supplier,Amount\n2025-01-05,'=1+1,5.00\n2025-01-06,\"=HYPERLINK(\"\"http://x\"\")\",none\n2025-01-07,+44 20 7946,-\n2025-01-08,-5,@x\n";
    let source = Source::from_bytes("l.csv", text.as_bytes().to_vec()).unwrap();
    let read = reading::read_source(&source, &of(Kind::Costs));
    assert_eq!(read.texts(Field::Vendor), ["=1+1"], "the apostrophe of a careful tool is no part of the value");
    let mut out = Vec::new();
    import::write_rejected(&source, &catalog(), &of(Kind::Costs), &mut out).unwrap();
    let written = String::from_utf8(out).unwrap();
    assert!(written.contains("\"'=HYPERLINK(\"\"http://x\"\")\""), "{written}");
    assert!(written.contains("'+44 20 7946") && written.contains("'@x"), "{written}");
    assert!(written.contains(",-5,"), "a number is a number: {written}");
}

#[test]
fn a_large_text_is_looked_at_in_part_and_its_rows_are_an_estimate() {
    let line = "PC-0000001,SN0000000001,Laptop,2026-09-01,a remark that makes the line longer than it would be without it\n";
    let many = 120_000;
    let text = format!("hostname,serial,kind,last_seen,notes\n{}", line.repeat(many));
    let source = Source::from_bytes("devices.csv", text.into_bytes()).unwrap();
    let found = import::inspect_by_sample(&source, &catalog(), &Choices::default()).unwrap();
    assert!(found.estimated, "twelve megabytes are more than is looked at");
    let far = found.rows.abs_diff(many as u64);
    assert!(far * 1000 < many as u64, "lines of one length: only the header's own bytes are too much: {}", found.rows);
    assert!(!import::inspect(&source, &catalog(), &Choices::default()).unwrap().estimated, "the mapping screen looks at all");
}
