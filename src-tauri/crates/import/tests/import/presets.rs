//! Every preset by a file in its tool's real shape, written for this test: what it is recognised as and what comes out.
//!
//! `tests/presets/<id>.csv` (or another ending) stands beside `<id>.json`, which says what is expected. A `.book` file
//! is a workbook in text: each line `=== name` begins a sheet. `GOLDEN=write` writes what is found.

use crate::reading::{self, Reading, catalog, root};
use import::{Choices, Source};
use model::{Field, Form};
use serde_json::{Value as Json, json};
use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};

fn folder() -> PathBuf {
    root().join("tests/presets")
}

/// The fixtures with the names of their expectations.
fn fixtures() -> Vec<(String, PathBuf)> {
    let files = std::fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().path());
    let data = files.filter(|p| p.extension().is_some_and(|e| e != "json" && e != "md"));
    let mut named: Vec<_> = data.map(|p| (p.file_stem().unwrap().to_string_lossy().into_owned(), p)).collect();
    named.sort();
    named
}

#[test]
fn every_preset_reads_a_file_of_its_tool() {
    let mut faults = Vec::new();
    for (name, path) in fixtures() {
        let found = found(&path);
        let expected = folder().join(format!("{name}.json"));
        if std::env::var_os("GOLDEN").is_some_and(|v| v == "write") {
            std::fs::write(&expected, format!("{}\n", serde_json::to_string_pretty(&found).unwrap())).unwrap();
        }
        let text = std::fs::read_to_string(&expected).unwrap_or_default();
        let expected: Json = serde_json::from_str(&text).unwrap_or_default();
        if expected != found {
            faults.push(format!("{name}: expected {expected}\n  found {found}"));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_preset_has_a_file() {
    let tested: Vec<String> = fixtures().into_iter().flat_map(|(name, _)| presets_in(&name)).collect();
    let own = |id: &str| id.starts_with("template-") || id == "itflow-credentials";
    let known = catalog();
    let without: Vec<&str> =
        known.presets().iter().map(|p| p.id.as_str()).filter(|id| !own(id) && !tested.iter().any(|t| t == id)).collect();
    assert!(without.is_empty(), "no file shows what these read: {without:?}");
}

fn presets_in(name: &str) -> Vec<String> {
    let text = std::fs::read_to_string(folder().join(format!("{name}.json"))).unwrap_or_default();
    let expected: Json = serde_json::from_str(&text).unwrap_or_default();
    let tables = expected.as_array().cloned().unwrap_or_default();
    tables.iter().filter_map(|t| t["preset"].as_str().map(str::to_owned)).collect()
}

/// What the tables of a file come to, in the shape of the expectations.
fn found(path: &Path) -> Json {
    let temporary = tempfile::tempdir().unwrap();
    let path = as_tool_writes(path, temporary.path());
    let sheets = import::sheets_to_read(&Source::open(&path).unwrap(), &catalog(), &Choices::default()).unwrap();
    Json::Array(sheets.into_iter().map(|sheet| table(&path, sheet)).collect())
}

fn table(path: &Path, sheet: Option<String>) -> Json {
    let choices = Choices { sheet: sheet.clone(), ..Choices::default() };
    let read = reading::read(path, &choices);
    let seen = import::inspect(&Source::open(path).unwrap(), &catalog(), &choices).unwrap();
    assert_eq!(seen.preset, read.summary.preset, "looking and reading agree on {}", path.display());
    let mut set_aside: BTreeMap<&str, usize> = BTreeMap::new();
    read.set_aside.iter().for_each(|p| *set_aside.entry(p.code.name()).or_default() += 1);
    let mut notes: BTreeMap<&str, usize> = BTreeMap::new();
    read.notes.iter().chain(&read.summary.notes).for_each(|p| *notes.entry(p.code.name()).or_default() += 1);
    json!({
        "preset": read.summary.preset, "kind": read.summary.kind.name(), "sheet": sheet, "rows": read.summary.rows,
        "accepted": read.accepted.len(), "merged": read.merged, "set_aside": set_aside, "rejected": read.rejected.len(),
        "sums": sums(&read), "range": ranges(&read), "groups": groups(&read), "notes": notes,
    })
}

fn fields(read: &Reading, wanted: fn(Form) -> bool) -> impl Iterator<Item = Field> {
    let there = |field: &Field| read.accepted.iter().any(|r| r.get(*field).is_some());
    Field::of(read.summary.kind).filter(move |f| wanted(f.form())).filter(there).collect::<Vec<_>>().into_iter()
}

fn sums(read: &Reading) -> BTreeMap<&'static str, String> {
    let number = |form| matches!(form, Form::Money | Form::Number);
    fields(read, number).map(|f| (f.name(), read.sum(f))).collect()
}

fn ranges(read: &Reading) -> BTreeMap<&'static str, (String, String)> {
    let day = |form| matches!(form, Form::Date | Form::Moment);
    fields(read, day).map(|f| (f.name(), read.range(f))).collect()
}

fn groups(read: &Reading) -> BTreeMap<&'static str, BTreeMap<String, usize>> {
    let word = |form| matches!(form, Form::Choice(_) | Form::Flag);
    fields(read, word).map(|f| (f.name(), read.groups(f))).collect()
}

/// The file itself, or the workbook that its text describes.
fn as_tool_writes(path: &Path, folder: &Path) -> PathBuf {
    if path.extension().is_none_or(|e| e != "book") {
        return path.to_owned();
    }
    let book = folder.join(format!("{}.xlsx", path.file_stem().unwrap().to_string_lossy()));
    std::fs::write(&book, workbook(&std::fs::read_to_string(path).unwrap())).unwrap();
    book
}

/// A workbook of the sheets in a text, cells that are numbers as numbers.
fn workbook(text: &str) -> Vec<u8> {
    let sheets: Vec<(&str, &str)> = text.split("=== ").skip(1).map(|part| part.split_once('\n').unwrap_or((part, ""))).collect();
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let mut put = |name: &str, xml: String| {
        zip.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(xml.as_bytes()).unwrap();
    };
    let (main, package) =
        ("http://schemas.openxmlformats.org/spreadsheetml/2006/main", "http://schemas.openxmlformats.org/package/2006");
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let numbered = || sheets.iter().enumerate().map(|(at, sheet)| (at + 1, sheet));
    let list: String = numbered().map(|(n, s)| format!(r#"<sheet name="{}" sheetId="{n}" r:id="r{n}"/>"#, s.0.trim())).collect();
    let links: String = numbered()
        .map(|(n, _)| format!(r#"<Relationship Id="r{n}" Type="{office}/worksheet" Target="worksheets/sheet{n}.xml"/>"#))
        .collect();
    put(
        "[Content_Types].xml",
        format!(
            r#"<Types xmlns="{package}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/></Types>"#
        ),
    );
    put(
        "_rels/.rels",
        format!(
            r#"<Relationships xmlns="{package}/relationships"><Relationship Id="r" Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>"#
        ),
    );
    put("xl/workbook.xml", format!(r#"<workbook xmlns="{main}" xmlns:r="{office}"><sheets>{list}</sheets></workbook>"#));
    put("xl/_rels/workbook.xml.rels", format!(r#"<Relationships xmlns="{package}/relationships">{links}</Relationships>"#));
    for (n, (_, rows)) in numbered() {
        put(
            &format!("xl/worksheets/sheet{n}.xml"),
            format!(r#"<worksheet xmlns="{main}"><sheetData>{}</sheetData></worksheet>"#, rows_of(rows)),
        );
    }
    zip.finish().unwrap().into_inner()
}

fn rows_of(text: &str) -> String {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
    let row = |record: csv::StringRecord| {
        let cells: String = record.iter().map(cell_of).collect();
        format!("<row>{cells}</row>")
    };
    reader.records().map(Result::unwrap).map(row).collect()
}

fn cell_of(text: &str) -> String {
    let escaped = text.replace('&', "&amp;").replace('<', "&lt;");
    match text.parse::<f64>() {
        _ if text.is_empty() => "<c/>".to_owned(),
        Ok(_) => format!("<c><v>{text}</v></c>"),
        Err(_) => format!(r#"<c t="inlineStr"><is><t xml:space="preserve">{escaped}</t></is></c>"#),
    }
}
