//! Cells said otherwise, and rejected rows on their way out and back.

use crate::reading::catalog;
use import::{Cells, Choices, Correction, Disposition, Mapping, ProblemCode, Row, Source, write_rejected};

const DEVICES: &str = "Hostname,Serial Number,Type,Purchase Cost,Last Seen\n\
    PC-1,A1B2C3D4,Laptop,900,2026-09-01\n\
    PC-2,A1B2C3D5,Laptop,nine hundred,2026-09-02\n\
    ,,Laptop,=1+2,2026-09-03\n\
    PC-4,A1B2C3D7,Laptop,nine hundred,2026-09-04\n";

fn source(text: &str) -> Source {
    Source::from_bytes("devices.csv", text.as_bytes().to_vec()).unwrap()
}

fn rows_of(source: &Source, choices: &Choices) -> Vec<Row> {
    let mut rows = Vec::new();
    import::read(source, &catalog(), choices, &mut |row| rows.push(row)).unwrap();
    rows
}

fn as_devices() -> Choices {
    Choices { kind: Some(model::Kind::Devices), ..Choices::default() }
}

fn corrected(corrections: Vec<Correction>) -> Choices {
    Choices { mapping: Some(Mapping { corrections, ..Mapping::default() }), ..as_devices() }
}

fn correction(column: &str, cells: Cells, to: &str) -> Correction {
    Correction { column: column.to_owned(), cells, to: to.to_owned() }
}

#[test]
fn a_row_is_a_record_once_its_cell_is_said() {
    let before = rows_of(&source(DEVICES), &as_devices());
    let is_rejected = |d: &Disposition| matches!(d, Disposition::Rejected { .. });
    assert_eq!(before.iter().filter(|r| is_rejected(&r.disposition)).count(), 1, "row 4 names no device");
    let choices = corrected(vec![correction("Hostname", Cells::Row(4), "PC-3")]);
    let after = rows_of(&source(DEVICES), &choices);
    assert!(after.iter().all(|r| matches!(r.disposition, Disposition::Accepted { .. })), "now it does");
    let note = after[2].notes.iter().find(|n| n.code == ProblemCode::Corrected).expect("a correction leaves its trace");
    assert_eq!((note.column.as_deref(), note.value.as_str()), (Some("Hostname"), ""), "with what the file says");
}

#[test]
fn cells_alike_are_corrected_together_and_a_rows_own_word_goes_first() {
    let all = correction("Purchase Cost", Cells::Saying("nine hundred".to_owned()), "900");
    let one = correction("Purchase Cost", Cells::Row(5), "901");
    let rows = rows_of(&source(DEVICES), &corrected(vec![all, one]));
    let cost = |at: usize| match &rows[at].disposition {
        Disposition::Accepted { record, .. } => record.decimal(model::Field::DeviceCost).map(|d| d.to_string()),
        _ => None,
    };
    assert_eq!((cost(0), cost(1), cost(3)), (Some("900".into()), Some("900".into()), Some("901".into())));
}

#[test]
fn rejected_rows_go_out_inert_with_their_reason_and_come_back_corrected() {
    let mut out = Vec::new();
    assert_eq!(write_rejected(&source(DEVICES), &catalog(), &as_devices(), &mut out).unwrap(), 1);
    let text = String::from_utf8(out).unwrap();
    assert!(text.contains("'=1+2"), "no spreadsheet carries it out: {text}");
    assert!(text.lines().count() == 2 && text.contains("Threshold: what is wrong"), "header and one row: {text}");
    let mended = text.replacen("\n,,", "\nPC-3,,", 1);
    let again = rows_of(&source(&mended), &as_devices());
    assert_eq!(again.len(), 1);
    assert!(matches!(again[0].disposition, Disposition::Accepted { .. }), "what was added is all it lacked: {:?}", again[0]);
}

#[test]
fn a_correction_of_a_cell_that_is_not_there_is_told() {
    let notes = |corrections: Vec<Correction>| {
        let summary = import::read(&source(DEVICES), &catalog(), &corrected(corrections), &mut |_| {}).unwrap();
        let unused = summary.notes.into_iter().filter(|n| n.code == ProblemCode::CorrectionUnused);
        unused.map(|n| (n.row, n.message)).collect::<Vec<_>>()
    };
    assert!(notes(vec![correction("Hostname", Cells::Row(4), "PC-3")]).is_empty(), "a cell that was corrected needs no word");
    let told = notes(vec![
        correction("Hostname", Cells::Row(900), "PC-9"),
        correction("Purchase Cost", Cells::Saying("ninety".to_owned()), "90"),
    ]);
    assert_eq!(told.iter().map(|(row, _)| *row).collect::<Vec<_>>(), [900, 1], "each with its row, or the header's");
    assert!(told[0].1.contains("row 900") && told[1].1.contains("ninety"), "{told:?}");
}

#[test]
fn of_two_columns_with_one_header_a_correction_names_the_place() {
    let text = "Hostname,Serial Number,Type,Cost,Cost\nPC-1,A1B2C3D4,Laptop,900,x\n";
    let with = |column: &str| {
        let mut rows = Vec::new();
        let choices = corrected(vec![correction(column, Cells::Row(2), "800")]);
        import::read(&source(text), &catalog(), &choices, &mut |row| rows.push(row)).map(|_| rows)
    };
    let refused = with("Cost").unwrap_err();
    assert!(refused.hint.contains("Cost #4, Cost #5"), "the first of two is not simply taken: {refused}");
    for name in ["#4", "Cost #4"] {
        let Disposition::Accepted { record, .. } = &with(name).unwrap()[0].disposition else { panic!("a device") };
        assert_eq!(record.decimal(model::Field::DeviceCost).map(|d| d.to_string()).as_deref(), Some("800"), "{name}");
    }
}

#[test]
fn a_word_that_a_rule_understands_needs_no_remark() {
    let text = "kind,hostname,serial,model\nServer,SRV-1,A1B2C3D4,PowerEdge R740\nTeapot,X-1,A1B2C3D5,\n";
    let rows = rows_of(&source(text), &as_devices());
    assert_eq!(rows[0].decided.as_ref().map(|d| d.0), Some(model::Field::DeviceKind), "the model is a server's");
    assert_eq!(rows[0].notes, [], "the kind is known, so the value does not stay unknown");
    assert_eq!(rows[1].notes.iter().map(|n| n.code).collect::<Vec<_>>(), [ProblemCode::UnknownChoice], "a teapot is none");
}
