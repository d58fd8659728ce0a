//! Large workbooks that are only looked at: what shows must be what a whole look shows.

use crate::exercises::workbook;
use crate::reading::{catalog, of};
use import::{Inspection, Source};
use model::Kind;

const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const MANY: usize = 80_000;

/// A workbook of devices whose texts are shared, those of the first row at the table's very end; tags have a prefix.
fn devices(prefix: &str, fifth: Option<&str>) -> Vec<u8> {
    let p = prefix;
    let namespace = match p.trim_end_matches(':') {
        "" => format!("xmlns=\"{MAIN}\""),
        name => format!("xmlns:{name}=\"{MAIN}\""),
    };
    let item = |text: &str| format!("<{p}si><{p}t>{text}</{p}t></{p}si>");
    let mut texts: String = ["hostname", "serial", "kind", "last_seen"].map(item).concat();
    texts.push_str(&fifth.map_or_else(|| item("cost"), str::to_owned));
    (1..=MANY).for_each(|row| {
        texts.push_str(&item(&format!("SN{row:08} &amp; {:032x}{:032x}", scattered(row), scattered(row + MANY))))
    });
    texts.push_str(&item("Laptop"));
    texts.push_str(&format!("<{p}si><{p}r><{p}t>PC-</{p}t></{p}r><{p}r><{p}t>1</{p}t></{p}r></{p}si>"));
    let shared = |at: usize| format!("<{p}c t=\"s\"><{p}v>{at}</{p}v></{p}c>");
    let mut rows = format!("<{p}row r=\"3\">{}</{p}row>", (0..5).map(shared).collect::<String>());
    for row in 1..=MANY {
        let (line, kind, host) = (row + 3, shared(MANY + 5), shared(MANY + 6));
        let serial = shared(MANY + 5 - row);
        rows.push_str(&format!(
            "<{p}row r=\"{line}\">{host}{serial}{kind}<{p}c s=\"1\"><{p}v>46000</{p}v></{p}c><{p}c><{p}v>{}.5</{p}v></{p}c></{p}row>",
            scattered(row) % 1_000_000_007
        ));
    }
    let sheet = format!("<{p}worksheet {namespace}><{p}sheetData>{rows}</{p}sheetData></{p}worksheet>");
    let note = format!(
        "<worksheet xmlns=\"{MAIN}\"><sheetData><row r=\"1\"><c t=\"inlineStr\"><is><t>Made by hand</t></is></c></row></sheetData></worksheet>"
    );
    let texts = format!("<{p}sst {namespace}>{texts}</{p}sst>");
    workbook(&[("Read &amp; me", "hidden", note.as_bytes()), ("Devices", "visible", sheet.as_bytes())], texts.as_bytes(), false)
}

/// Numbers that no archive packs much closer.
fn scattered(row: usize) -> u128 {
    (row as u128 + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15_F39C_C060_5CED_C835).rotate_left(61).wrapping_mul(0xD134_2543_DE82_EF95)
}

fn seen(bytes: &[u8], open: fn(&std::path::Path) -> Result<Source, import::ImportError>) -> Inspection {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("devices.xlsx");
    std::fs::write(&path, bytes).unwrap();
    import::inspect_by_sample(&open(&path).unwrap(), &catalog(), &of(Kind::Devices)).unwrap()
}

#[test]
fn a_glance_at_a_large_workbook_shows_what_a_whole_look_shows() {
    for prefix in ["", "x:"] {
        let bytes = devices(prefix, None);
        assert!(bytes.len() > 2 << 20, "only such are cut: {}", bytes.len());
        let (glance, whole) = (seen(&bytes, Source::open_to_look), seen(&bytes, Source::open));
        assert_eq!((whole.rows, whole.estimated), (MANY as u64, false));
        assert!(glance.estimated, "eighty thousand rows are more than is looked at");
        let far = glance.rows.abs_diff(MANY as u64);
        assert!(far * 20 < MANY as u64, "later lines are longer by a few digits only: {}", glance.rows);
        let shown = |i: &Inspection| -> Vec<_> {
            i.columns.iter().map(|c| (c.key.clone(), c.field, c.samples.clone(), c.format, c.readings.clone())).collect()
        };
        assert_eq!(shown(&glance), shown(&whole), "texts from the end of the table of texts among them");
        assert_eq!(glance.columns[0].samples, ["PC-1"]);
        assert_eq!((&glance.sheet, &glance.sheets), (&whole.sheet, &whole.sheets), "and every sheet is named");
        assert_eq!((glance.header_row, glance.kind, glance.preset), (3, whole.kind, whole.preset));
        assert_eq!((glance.confidence, glance.titles), (whole.confidence, whole.titles));
    }
}

#[test]
fn a_small_workbook_is_looked_at_whole() {
    let sheet = format!(
        "<worksheet xmlns=\"{MAIN}\"><sheetData><row r=\"1\"><c t=\"inlineStr\"><is><t>serial</t></is></c></row></sheetData></worksheet>"
    );
    let glance = seen(&workbook(&[("A", "visible", sheet.as_bytes())], b"<sst></sst>", false), Source::open_to_look);
    assert!(!glance.estimated);
}

#[test]
fn a_large_workbook_that_cannot_be_cut_is_looked_at_whole() {
    // By their ends, texts would be counted wrongly behind an empty element.
    let glance = seen(&devices("", Some("<si/>")), Source::open_to_look);
    assert_eq!((glance.rows, glance.estimated), (MANY as u64, false));
}
