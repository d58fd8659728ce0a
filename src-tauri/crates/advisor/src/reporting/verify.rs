//! Whether a report still says what its engagement says: inputs, figures and pages recomputed.

use super::record::{KIND, Record};
use super::{ATTACHMENT, Draft};
use crate::error::Error;
use crate::session::Session;
use crate::wire::{Difference, Verification};
use lopdf::{Dictionary, Document, Object};
use report::document::Logo;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Largest logo a record may name: no bigger than one that can be given.
const LARGEST_LOGO: u32 = 4000;

impl Session {
    /// Recomputes a report and says what differs.
    pub fn verify(&self, pdf: &Path) -> Result<Verification, Error> {
        let bytes = std::fs::read(pdf).map_err(|cause| Error::path(pdf, &cause))?;
        let refused = |why: &str| Error::NotAReport { path: pdf.display().to_string(), why: why.to_owned() };
        let file = Document::load_mem(&bytes).map_err(|_| refused("it is not a PDF that can be read"))?;
        let record = record(&file).ok_or_else(|| refused("it holds no record of inputs and figures"))?;
        let options = record.options();
        let logo = blank(record.logo).map_err(|()| refused("its record names an impossible logo"))?;
        let now = Draft::of(self, &options, logo)?;
        let mut differences = compared(&record, &now.record);
        if differences.is_empty() {
            differences = pages(&file, &now.pdf()?).map_err(|cause| Error::Report(cause.to_string()))?;
        }
        let matches = differences.is_empty();
        Ok(Verification { matches, inputs: now.record.hash, reported: record.hash, engine: record.engine, differences })
    }
}

/// The record inside a report.
fn record(file: &Document) -> Option<Record> {
    let catalog = file.catalog().ok()?;
    let spec = catalog.get(b"AF").ok()?.as_array().ok()?.first()?;
    let spec = resolved(file, spec)?;
    let name = spec.get(b"F").ok()?.as_str().ok()?;
    let stream = file.get_object(embedded(file, &spec)?).ok()?.as_stream().ok()?;
    let bytes = stream.decompressed_content().unwrap_or_else(|_| stream.content.clone());
    let record: Record = serde_json::from_slice(&bytes).ok()?;
    (name == ATTACHMENT.as_bytes() && record.kind == KIND).then_some(record)
}

fn embedded(file: &Document, spec: &Dictionary) -> Option<lopdf::ObjectId> {
    let files = spec.get(b"EF").ok()?;
    let files = resolved(file, files)?;
    files.get(b"F").ok()?.as_reference().ok()
}

fn resolved(file: &Document, object: &Object) -> Option<Dictionary> {
    match object {
        Object::Dictionary(dict) => Some(dict.clone()),
        Object::Reference(id) => file.get_dictionary(*id).ok().cloned(),
        _ => None,
    }
}

/// A logo of a size, to lay the pages out as they were.
fn blank(size: Option<(u32, u32)>) -> Result<Option<Logo>, ()> {
    match size {
        None => Ok(None),
        Some((w, h)) if (1..=LARGEST_LOGO).contains(&w) && (1..=LARGEST_LOGO).contains(&h) => {
            Ok(Some(Logo { pixels: vec![255; w as usize * h as usize * 3], width: w, height: h }))
        }
        Some(_) => Err(()),
    }
}

fn compared(then: &Record, now: &Record) -> Vec<Difference> {
    let mut found = Vec::new();
    let mut put = |what: &str, then: &str, now: &str| {
        if then != now {
            found.push(Difference { what: what.to_owned(), reported: then.to_owned(), now: now.to_owned() });
        }
    };
    put("engine", &then.engine, &now.engine);
    put("answer", &then.answer, &now.answer);
    maps(&then.imprint, &now.imprint, &|v| v.clone(), &mut put);
    maps(&then.inputs, &now.inputs, &|v| v.clone(), &mut put);
    maps(&then.figures, &now.figures, &|v| v.clone().unwrap_or_else(|| "unknown".to_owned()), &mut put);
    put("hash of the inputs", &then.hash, &now.hash);
    found
}

/// What differs between two tables, key by key.
fn maps<V>(
    then: &BTreeMap<String, V>,
    now: &BTreeMap<String, V>,
    text: &dyn Fn(&V) -> String,
    put: &mut impl FnMut(&str, &str, &str),
) {
    let keys: BTreeSet<&String> = then.keys().chain(now.keys()).collect();
    let absent = || "absent".to_owned();
    for key in keys {
        put(key, &then.get(key).map_or_else(absent, text), &now.get(key).map_or_else(absent, text));
    }
}

/// Pages whose content is not what these figures give.
fn pages(file: &Document, again: &[u8]) -> Result<Vec<Difference>, lopdf::Error> {
    let again = Document::load_mem(again)?;
    let content = |d: &Document| -> Vec<Vec<u8>> { d.get_pages().into_values().map(|id| d.get_page_content(id)).collect() };
    let (then, now) = (content(file), content(&again));
    let mut found = Vec::new();
    for page in 0..then.len().max(now.len()) {
        if then.get(page) != now.get(page) {
            let what = format!("page {}", page + 1);
            found.push(Difference {
                what,
                reported: "shows something else".to_owned(),
                now: "what the same figures give".to_owned(),
            });
        }
    }
    Ok(found)
}
