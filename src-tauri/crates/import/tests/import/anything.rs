//! Whatever a file holds, it is read or refused: no panic, and the counts add up.

use crate::reading::{self, catalog};
use import::{Choices, Source};
use model::{Field, Form, Kind};
use proptest::prelude::*;

/// Tries every way to look at a file.
fn try_everything(bytes: &[u8], kind: Kind) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("export.csv");
    std::fs::write(&path, bytes).unwrap();
    let Ok(source) = Source::open(&path) else { return };
    let catalog = catalog();
    for choices in [Choices::default(), Choices { kind: Some(kind), ..Choices::default() }] {
        let _ = import::inspect(&source, &catalog, &choices);
        if import::read(&source, &catalog, &choices, &mut |_| {}).is_ok() {
            reading::read(&path, &choices);
        }
    }
}

/// Cells that have broken importers before.
fn cell() -> impl Strategy<Value = String> {
    prop_oneof![
        Just(String::new()),
        "[0-9.,()$% \u{2212}+CRE'-]{1,12}",
        "[0-9]{1,4}[/.-][0-9]{1,4}[/.-][0-9]{1,5}( [0-9:.]{1,9}( [AP]M)?)?",
        "\\PC{0,12}",
        Just("0001-01-01".to_owned()),
        Just("9999-12-31 23:59:59.9999999".to_owned()),
        Just("79228162514264337593543950335".to_owned()),
        Just("9E27".to_owned()),
        Just("1e-400".to_owned()),
        Just("Total".to_owned()),
    ]
}

fn quoted(cell: &str) -> String {
    format!("\"{}\"", cell.replace('"', "\"\""))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        try_everything(&bytes, Kind::Devices);
    }

    #[test]
    fn any_cells_under_real_headers_are_read(at in 0usize..8, rows in proptest::collection::vec(proptest::collection::vec(cell(), 1..30), 1..12)) {
        let kind = Kind::ALL[at];
        let mut text = Field::of(kind).map(Field::name).collect::<Vec<_>>().join(",");
        for row in rows {
            text.push('\n');
            text.push_str(&row.iter().map(|c| quoted(c)).collect::<Vec<_>>().join(","));
        }
        try_everything(text.as_bytes(), kind);
    }
}

#[test]
fn every_field_takes_huge_numbers_and_odd_dates_without_breaking() {
    for kind in Kind::ALL {
        for cell in [
            "79228162514264337593543950335",
            "-79228162514264337593543950335",
            "1E28",
            "99999-99-99",
            "31/12/9999",
            "0/0/0000",
            "-",
            "#REF!",
        ] {
            let header: Vec<&str> = Field::of(kind).map(Field::name).collect();
            let row: Vec<&str> =
                Field::of(kind).map(|f| if matches!(f.form(), Form::Text | Form::Person) { "x" } else { cell }).collect();
            try_everything(format!("{}\n{}\n", header.join(","), row.join(",")).as_bytes(), kind);
        }
    }
}
