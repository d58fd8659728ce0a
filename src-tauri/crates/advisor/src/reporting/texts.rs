//! Texts of the report that are content.

use crate::error::Error;
use crate::wire::Term;
use report::assessment::{Entry, Texts};
use serde::Deserialize;
use serde_json::Value;
use std::collections::BTreeMap;
use std::sync::OnceLock;

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

/// The texts as bundled, read once.
fn bundled() -> Result<&'static File, Error> {
    static READ: OnceLock<File> = OnceLock::new();
    if let Some(file) = READ.get() {
        return Ok(file);
    }
    let bytes = content::file(TEXTS).ok_or_else(|| Error::damaged_content(TEXTS, "the file"))?;
    let file = serde_json::from_slice(bytes).map_err(|cause| Error::damaged_content(TEXTS, &cause.to_string()))?;
    Ok(READ.get_or_init(|| file))
}

/// The texts, with the service levels as the engagement words them.
pub(super) fn texts(settings: &BTreeMap<String, String>) -> Result<Texts, Error> {
    let file = bundled()?;
    let own = |id: &str| said(settings, &format!("service_levels.{id}"));
    let level = |l: &ServiceLevel| entry(&l.id, &l.name, &own(&l.id).unwrap_or_else(|| l.value.clone()));
    Ok(Texts {
        service_levels: file.service_levels.iter().map(level).collect(),
        phases: phases()?,
        method: file.method.clone(),
        not_included: file.not_included.clone(),
        glossary: file.glossary.iter().map(|w| entry(&w.term, &w.term, &w.meaning)).collect(),
    })
}

/// The phases of the road.
pub(super) fn phases() -> Result<Vec<Entry>, Error> {
    Ok(bundled()?.phases.iter().map(|p| entry(&p.id, &p.title, &p.text)).collect())
}

fn entry(id: &str, name: &str, text: &str) -> Entry {
    Entry { id: id.to_owned(), name: name.to_owned(), text: text.to_owned() }
}

/// A setting in words; numbers as they were written.
pub(crate) fn said(settings: &BTreeMap<String, String>, key: &str) -> Option<String> {
    let value: Value = serde_json::from_str(settings.get(key)?).ok()?;
    match value {
        Value::String(text) if text.trim().is_empty() => None,
        Value::String(text) => Some(text),
        Value::Null => None,
        other => Some(other.to_string()),
    }
}

/// Words and what they mean, as the report's last pages have them.
pub(crate) fn glossary() -> Result<Vec<Term>, Error> {
    let words = texts(&BTreeMap::new())?.glossary;
    Ok(words.into_iter().map(|w| Term { term: w.name, meaning: w.text }).collect())
}
