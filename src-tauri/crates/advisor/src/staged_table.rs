//! A waiting table as people see it.

use crate::error::Error;
use crate::sources::{fingerprint, kind_text, preset_text, size_text};
use crate::waiting::Table;
use crate::wire::{ErrorBody, FieldChoice, KindChoice, ReadingOffer, StagedColumn, StagedTable, TwoReadings};
use import::{Alternative, Ambiguity, Column, DecidedBy, Inspection, Why};
use model::number::Exact;
use model::present::{percent, sentence_start};
use model::{Field, Kind};
use serde::Deserialize;

/// The kinds in words.
const KINDS: &str = "client/kinds-en.json";

#[derive(Deserialize)]
struct KindsFile {
    kinds: Vec<KindFile>,
}

#[derive(Deserialize)]
struct KindFile {
    kind: String,
    label: String,
    note: String,
}

/// Every kind a table can be of.
pub(crate) fn kinds() -> Result<Vec<KindChoice>, Error> {
    let bytes = content::file(KINDS).ok_or_else(|| Error::damaged_content(KINDS, "it is missing"))?;
    let file: KindsFile = serde_json::from_slice(bytes).map_err(|cause| Error::damaged_content(KINDS, &cause.to_string()))?;
    Ok(file.kinds.into_iter().map(|k| KindChoice { kind: k.kind, label: k.label, note: k.note }).collect())
}

/// The table on the wire.
pub(crate) fn shown(table: &Table, known: bool) -> StagedTable {
    let found = table.inspection.as_ref();
    let kind = found.and_then(|f| f.kind);
    StagedTable {
        id: table.id,
        name: table.name.clone(),
        sheet: found.and_then(|f| f.sheet.clone()),
        sheets: table.source.iter().flat_map(|s| s.sheets().iter().map(|sheet| sheet.name.clone())).collect(),
        size: table.source.as_ref().map_or_else(String::new, |s| size_text(s.bytes())),
        fingerprint: table.source.as_ref().map_or_else(String::new, |_| fingerprint(&table.sha256)),
        kind: kind.map(|k| k.name().to_owned()),
        kind_text: kind.map(kind_text),
        preset: found.and_then(|f| f.preset.as_deref()).map(preset_text),
        confidence: found.map_or_else(String::new, |f| percent(Exact::Known(f.confidence))),
        layout: found.map_or_else(String::new, layout),
        encoding: found.and_then(|f| f.delimiter.and(f.encoding.clone())),
        delimiter: found.and_then(|f| f.delimiter).map(String::from),
        rows: found.map_or(0, |f| u32::try_from(f.rows).unwrap_or(u32::MAX)),
        columns: found.map_or_else(Vec::new, |f| f.columns.iter().map(column).collect()),
        fields: kind.map_or_else(Vec::new, fields),
        lacking: found.map_or_else(Vec::new, |f| f.missing.iter().map(|group| one_of(group)).collect()),
        alternatives: found.map_or_else(Vec::new, |f| f.alternatives.iter().map(|(k, _)| k.name().to_owned()).collect()),
        report: table.report.clone(),
        refused: table.refused.clone().map(in_a_window),
        known,
        read_as: table.read_as.clone(),
    }
}

/// What to do next where the columns can be said below, not at a prompt.
fn in_a_window(refused: ErrorBody) -> ErrorBody {
    let hint = match refused.code.as_str() {
        "unknown_layout" => "Say below what its rows are, then which column is what.",
        "missing_columns" => "Say below which column holds it.",
        "bad_mapping" => "Correct the columns below.",
        _ => return refused,
    };
    ErrorBody { hint: hint.to_owned(), ..refused }
}

/// `UTF-8, comma, header in line 4`.
fn layout(f: &Inspection) -> String {
    let delimiter = f.delimiter.map(|d| match d {
        ',' => "comma".to_owned(),
        ';' => "semicolon".to_owned(),
        '\t' => "tab".to_owned(),
        '|' => "bar".to_owned(),
        other => other.to_string(),
    });
    let parts = [f.encoding.clone(), delimiter, Some(format!("header in line {}", f.header_row))];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

fn column(c: &Column) -> StagedColumn {
    StagedColumn {
        key: c.key.clone(),
        header: c.header.clone(),
        field: c.field.map(|f| f.name().to_owned()),
        field_text: c.field.map(|f| f.label().to_owned()),
        samples: c.samples.clone(),
        why: why(c).to_owned(),
        filled: u32::try_from(c.filled).unwrap_or(u32::MAX),
        readings: c.readings.as_ref().filter(|r| !matches!(r.decided_by, DecidedBy::Column)).map(readings),
    }
}

/// How a column's field was found, in a few words.
fn why(c: &Column) -> &'static str {
    match (c.why, c.field) {
        (Why::Preset, _) => "the preset knows it",
        (Why::Exact, _) => "exact",
        (Why::Name, _) => "by name",
        (Why::Chosen, Some(_)) => "chosen",
        (Why::Chosen, None) => "left out",
        (Why::Nothing, _) => "not used",
    }
}

/// Both readings of a column.
pub(crate) fn readings(r: &Ambiguity) -> TwoReadings {
    let offer = |a: &Alternative| ReadingOffer { reading: a.format.name().to_owned(), text: a.shown.clone() };
    let now = r.readings.iter().find(|a| a.applies).unwrap_or(&r.readings[0]);
    TwoReadings {
        example: r.example.clone(),
        offers: r.readings.iter().map(offer).collect(),
        now: now.format.name().to_owned(),
        note: note(r),
    }
}

/// How far the column itself decides, and what decides now.
fn note(r: &Ambiguity) -> String {
    let only: u64 = r.readings.iter().map(|a| a.only).sum();
    let decided = match r.decided_by {
        DecidedBy::Column => "the column itself",
        DecidedBy::Choice => "your choice",
        DecidedBy::Majority => "the more frequent of the two",
        DecidedBy::Preset => "how this tool writes",
        DecidedBy::Neighbours => "the other columns of the file",
        DecidedBy::Convention => "convention alone",
    };
    let fit = match only {
        0 => "no cell fits only one".to_owned(),
        n => format!("{n} of {} cells fit only one", n + r.open),
    };
    format!("{} can be read two ways; {fit}. Decided by {decided}.", r.example)
}

fn fields(kind: Kind) -> Vec<FieldChoice> {
    let choice = |f: import::FieldInfo| FieldChoice { field: f.name.to_owned(), label: f.label.to_owned(), required: f.required };
    import::fields(kind).into_iter().map(choice).collect()
}

/// `Serial number or asset tag`.
fn one_of(group: &[Field]) -> String {
    let labels: Vec<String> = group.iter().map(|f| f.label().to_lowercase()).collect();
    sentence_start(&labels.join(" or "))
}
