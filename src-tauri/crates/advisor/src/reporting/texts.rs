//! Texts of the report that are content.

use crate::error::Error;
use report::assessment::{Entry, Texts};
use serde::Deserialize;
use serde_json::Value;
use std::collections::BTreeMap;

/// The texts in use.
const TEXTS: &str = "report/texts-en.json";

#[derive(Deserialize)]
struct File {
    service_levels: Vec<ServiceLevel>,
    phases: Vec<Phase>,
    method: Vec<String>,
    not_included: Vec<String>,
    glossary: Vec<Word>,
}

#[derive(Deserialize)]
struct ServiceLevel {
    id: String,
    name: String,
    value: String,
}

#[derive(Deserialize)]
struct Phase {
    id: String,
    title: String,
    text: String,
}

#[derive(Deserialize)]
struct Word {
    term: String,
    meaning: String,
}

/// The texts, with the service levels as the engagement words them.
pub(super) fn texts(settings: &BTreeMap<String, String>) -> Result<Texts, Error> {
    let bytes = content::file(TEXTS).ok_or_else(|| Error::damaged_content(TEXTS, "the file"))?;
    let file: File = serde_json::from_slice(bytes).map_err(|cause| Error::damaged_content(TEXTS, &cause.to_string()))?;
    let own = |id: &str| said(settings, &format!("service_levels.{id}"));
    let level = |l: ServiceLevel| Entry { text: own(&l.id).unwrap_or(l.value), name: l.name, id: l.id };
    Ok(Texts {
        service_levels: file.service_levels.into_iter().map(level).collect(),
        phases: file.phases.into_iter().map(|p| Entry { id: p.id, name: p.title, text: p.text }).collect(),
        method: file.method,
        not_included: file.not_included,
        glossary: file.glossary.into_iter().map(|w| Entry { id: w.term.clone(), name: w.term, text: w.meaning }).collect(),
    })
}

/// A setting in words; numbers as they were written.
pub(super) fn said(settings: &BTreeMap<String, String>, key: &str) -> Option<String> {
    let value: Value = serde_json::from_str(settings.get(key)?).ok()?;
    match value {
        Value::String(text) if text.trim().is_empty() => None,
        Value::String(text) => Some(text),
        Value::Null => None,
        other => Some(other.to_string()),
    }
}
