//! Merges at the prompt.

use advisor::wire::{MergeInfo, MergePage, SightingInfo};

/// The page as text.
pub fn text(page: &MergePage) -> Vec<String> {
    if page.merges.is_empty() {
        return vec!["Nothing is shown by more than one row.".to_owned()];
    }
    let mut text: Vec<String> = page.merges.iter().flat_map(merge).collect();
    if let Some(next) = &page.next {
        text.push(format!("More follow: --after {next}"));
    }
    text
}

fn merge(m: &MergeInfo) -> Vec<String> {
    let apart = if m.split { ", taken apart" } else { "" };
    let mut text = vec![format!("{}  {} ({}{apart})", m.thing, m.name, m.key)];
    text.extend(m.sightings.iter().map(sighting));
    text
}

fn sighting(s: &SightingInfo) -> String {
    let sheet = s.sheet.as_ref().map_or_else(String::new, |sheet| format!(", sheet {sheet}"));
    let fields: Vec<String> = s.fields.iter().map(|[label, value]| format!("{label} {value}")).collect();
    format!("  {} {}{sheet}, row {}: {}", if s.counts { "*" } else { " " }, s.source, s.row, fields.join("; "))
}
