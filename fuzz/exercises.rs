//! What each fuzz target does with its bytes. The targets run these on bytes that nobody has tried, the importer's tests
//! on every file of `tests/fuzz-corpus`: whatever the bytes are, nothing panics, hangs or takes memory without end.
#![allow(dead_code, clippy::unwrap_used, reason = "each target uses its own part of this file")]

use import::{Catalog, Choices, Mapping, Source};
use model::Kind;
use std::io::{Cursor, Write};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use zip::write::SimpleFileOptions;

/// Delimited text: the first byte chooses what its rows are read as.
pub fn text(bytes: &[u8]) {
    let Some((first, bytes)) = bytes.split_first() else { return };
    source("export.csv", bytes, Kind::ALL.get(usize::from(*first) % 9).copied());
}

/// Cells: numbers, amounts, dates, durations, flags, currencies.
pub fn cells(bytes: &[u8]) {
    import::exercise_cells(&String::from_utf8_lossy(bytes));
}

/// The sheet, or the shared texts behind a form feed, of an Excel workbook.
pub fn xlsx(bytes: &[u8]) {
    let (sheet, texts) = halves(bytes);
    source("export.xlsx", &xlsx_of(sheet, texts), Some(Kind::Costs));
}

/// The sheet, or the shared texts behind a form feed, of a binary Excel workbook.
pub fn xlsb(bytes: &[u8]) {
    let (sheet, texts) = halves(bytes);
    source("export.xlsb", &xlsb_of(sheet, texts), Some(Kind::Costs));
}

/// An Excel workbook of before 2007.
pub fn xls(bytes: &[u8]) {
    source("export.xls", bytes, Some(Kind::Costs));
}

/// The content of an OpenDocument workbook.
pub fn ods(bytes: &[u8]) {
    source("export.ods", &ods_of(bytes), Some(Kind::Costs));
}

/// An archive, or a workbook as a whole.
pub fn archive(bytes: &[u8]) {
    source("export.zip", bytes, Some(Kind::Devices));
}

/// A preset as a user's file.
pub fn preset(bytes: &[u8]) {
    let _ = catalog().clone().add_own("own.json", bytes);
}

/// A mapping, over a small table.
pub fn mapping(bytes: &[u8]) {
    let Ok(mapping) = Mapping::from_json(bytes) else { return };
    let _ = Mapping::from_json(mapping.to_json().as_bytes());
    let table = b"Serial,Host,Seen,Cost\nS1,pc-1,2025-01-05,10.00\nS2,pc-2,05/06/2025,1.234\n";
    let source = Source::from_bytes("export.csv", table.to_vec()).unwrap();
    look(&source, &Choices { mapping: Some(mapping), ..Choices::default() });
}

/// Opens, looks at and reads a file, recognised and as a kind.
fn source(name: &str, bytes: &[u8], kind: Option<Kind>) {
    let Ok(source) = Source::from_bytes(name, bytes.to_vec()) else { return };
    look(&source, &Choices::default());
    look(&source, &Choices { kind, ..Choices::default() });
}

fn look(source: &Source, choices: &Choices) {
    let _ = import::inspect(source, catalog(), choices);
    let mut rows = 0u64;
    if let Ok(summary) = import::read(source, catalog(), choices, &mut |_| rows += 1) {
        assert_eq!(summary.rows, rows, "every row is handed over once");
    }
}

/// The presets and rules of the project.
fn catalog() -> &'static Catalog {
    static CATALOG: OnceLock<Catalog> = OnceLock::new();
    CATALOG.get_or_init(|| {
        let mut files: Vec<(String, Vec<u8>)> = Vec::new();
        for folder in ["presets", "roles"] {
            for entry in std::fs::read_dir(root().join("assets").join(folder)).unwrap() {
                let path = entry.unwrap().path();
                let name = format!("{folder}/{}", path.file_name().unwrap().to_string_lossy());
                files.push((name, std::fs::read(path).unwrap()));
            }
        }
        Catalog::from_assets(files.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice()))).unwrap()
    })
}

/// The root of the project, above the package that this file is built into.
fn root() -> PathBuf {
    let above = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors();
    above.skip(1).find(|folder| folder.join("assets/presets").is_dir()).unwrap().to_owned()
}

fn halves(bytes: &[u8]) -> (&[u8], &[u8]) {
    match bytes.iter().position(|b| *b == 0x0c) {
        Some(at) => (&bytes[..at], &bytes[at + 1..]),
        None => (bytes, &[]),
    }
}

/// An archive of parts.
pub fn zip_of(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

/// What names the workbook in its package.
fn root_of(part: &str) -> String {
    format!(
        "<Relationships xmlns=\"{PACKAGE}\"><Relationship Id=\"r\" Type=\"{RELATIONS}/officeDocument\" Target=\"{part}\"/></Relationships>"
    )
}

/// An Excel workbook of one sheet's data and of shared texts.
pub fn xlsx_of(sheet_data: &[u8], texts: &[u8]) -> Vec<u8> {
    let sheet = [format!("<worksheet xmlns=\"{MAIN}\">").as_bytes(), sheet_data, b"</worksheet>"].concat();
    let texts = [format!("<sst xmlns=\"{MAIN}\">").as_bytes(), texts, b"</sst>"].concat();
    workbook(&[("Sheet1", "visible", &sheet)], &texts, false)
}

/// An Excel workbook of whole sheets: name, state and XML.
pub fn workbook(sheets: &[(&str, &str, &[u8])], texts: &[u8], from_1904: bool) -> Vec<u8> {
    let numbered = || (1..).zip(sheets);
    let list: String = numbered()
        .map(|(n, (name, state, _))| format!("<sheet name=\"{name}\" sheetId=\"{n}\" state=\"{state}\" r:id=\"rId{n}\"/>"))
        .collect();
    let book = format!(
        "<workbook xmlns=\"{MAIN}\" xmlns:r=\"{RELATIONS}\"><workbookPr date1904=\"{from_1904}\"/><sheets>{list}</sheets></workbook>"
    );
    let targets: String = numbered()
        .map(|(n, _)| format!("<Relationship Id=\"rId{n}\" Type=\"{RELATIONS}/worksheet\" Target=\"worksheets/sheet{n}.xml\"/>"))
        .collect();
    let rels = format!(
        "<Relationships xmlns=\"{PACKAGE}\">{targets}<Relationship Id=\"t\" Type=\"{RELATIONS}/sharedStrings\" Target=\"sharedStrings.xml\"/><Relationship Id=\"s\" Type=\"{RELATIONS}/styles\" Target=\"styles.xml\"/></Relationships>"
    );
    let styles = format!(
        "<styleSheet xmlns=\"{MAIN}\"><cellXfs count=\"3\"><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"4\"/></cellXfs></styleSheet>"
    );
    let names: Vec<String> = numbered().map(|(n, _)| format!("xl/worksheets/sheet{n}.xml")).collect();
    let root = root_of("xl/workbook.xml");
    let mut parts: Vec<(&str, &[u8])> = vec![
        ("_rels/.rels", root.as_bytes()),
        ("xl/workbook.xml", book.as_bytes()),
        ("xl/_rels/workbook.xml.rels", rels.as_bytes()),
        ("xl/styles.xml", styles.as_bytes()),
        ("xl/sharedStrings.xml", texts),
    ];
    parts.extend(names.iter().map(String::as_str).zip(sheets.iter().map(|(_, _, xml)| *xml)));
    zip_of(&parts)
}

/// A binary Excel workbook of one sheet's records and of the records of shared texts.
pub fn xlsb_of(sheet: &[u8], texts: &[u8]) -> Vec<u8> {
    let wide = |text: &str| -> Vec<u8> {
        let units: Vec<u16> = text.encode_utf16().collect();
        let count = u32::try_from(units.len()).unwrap().to_le_bytes();
        [count.as_slice(), &units.iter().flat_map(|u| u.to_le_bytes()).collect::<Vec<_>>()].concat()
    };
    let bundle = [0u32.to_le_bytes().as_slice(), &1u32.to_le_bytes(), &wide("rId1"), &wide("Sheet1")].concat();
    let book = [
        record(0x83, &[]),
        record(0x99, &[0; 12]),
        record(0x8f, &[]),
        record(0x9c, &bundle),
        record(0x90, &[]),
        record(0x84, &[]),
    ]
    .concat();
    let rels = format!(
        "<Relationships xmlns=\"{PACKAGE}\"><Relationship Id=\"rId1\" Type=\"{RELATIONS}/worksheet\" Target=\"worksheets/sheet1.bin\"/></Relationships>"
    );
    let root = root_of("xl/workbook.bin");
    let mut parts: Vec<(&str, &[u8])> = vec![
        ("_rels/.rels", root.as_bytes()),
        ("xl/workbook.bin", &book),
        ("xl/_rels/workbook.bin.rels", rels.as_bytes()),
        ("xl/worksheets/sheet1.bin", sheet),
    ];
    if !texts.is_empty() {
        parts.push(("xl/sharedStrings.bin", texts));
    }
    zip_of(&parts)
}

/// One record of a binary workbook.
pub fn record(kind: u16, data: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    let low = u8::try_from(kind & 0x7f).unwrap();
    out.push(low | if kind >= 0x80 { 0x80 } else { 0 });
    if kind >= 0x80 {
        out.push(u8::try_from(kind >> 7).unwrap());
    }
    let mut size = data.len();
    loop {
        let low = u8::try_from(size & 0x7f).unwrap();
        size >>= 7;
        out.push(low | if size > 0 { 0x80 } else { 0 });
        if size == 0 {
            break;
        }
    }
    out.extend_from_slice(data);
    out
}

/// An OpenDocument workbook.
pub fn ods_of(content: &[u8]) -> Vec<u8> {
    let manifest = b"<manifest:manifest xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\"/>";
    zip_of(&[
        ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
        ("META-INF/manifest.xml", manifest),
        ("content.xml", content),
    ])
}
