//! What an export says otherwise than the one before it, at the prompt.

use advisor::wire::{FieldChange, RecordChange, RecordChanges};

/// The changes as text, `most` records of them.
pub fn text(changes: &RecordChanges, most: usize) -> Vec<String> {
    if changes.finding.is_empty() {
        return vec!["No export of its layout was there before.".to_owned()];
    }
    let mut text = vec![changes.finding.clone()];
    text.extend(changes.records.iter().take(most).map(|r| format!("  {}", record(r))));
    let left = changes.records.len().saturating_sub(most) + usize::try_from(changes.unlisted).unwrap_or(usize::MAX);
    if left > 0 {
        text.push(format!("  {left} more"));
    }
    text
}

fn record(r: &RecordChange) -> String {
    let sheet = r.sheet.as_ref().map_or_else(String::new, |sheet| format!(", sheet {sheet}"));
    let row = |row: Option<u32>| row.map_or_else(String::new, |row| format!("row {row}"));
    match r.what.as_str() {
        "gone" => format!("{}: gone ({}{sheet} of {})", r.name, row(r.before_row), r.before_source.as_deref().unwrap_or("?")),
        "new" => format!("{}: new ({}{sheet})", r.name, row(r.row)),
        _ => format!("{} ({}{sheet}): {}", r.name, row(r.row), r.fields.iter().map(field).collect::<Vec<_>>().join("; ")),
    }
}

fn field(f: &FieldChange) -> String {
    let or_nothing = |text: &str| if text.is_empty() { "nothing".to_owned() } else { text.to_owned() };
    format!("{} {} → {}", f.label.to_lowercase(), or_nothing(&f.from), or_nothing(&f.to))
}
