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

impl Session {
    /// Recomputes a report and says what differs.
    pub fn verify(&self, pdf: &Path) -> Result<Verification, Error> {
        let bytes = std::fs::read(pdf).map_err(|cause| Error::path(pdf, &cause))?;
        let refused = |why: &str| Error::NotAReport { path: pdf.display().to_string(), why: why.to_owned() };
        let file = Document::load_mem(&bytes).map_err(|_| refused("it is not a PDF that can be read"))?;
        let record = record(&file).ok_or_else(|| refused("it holds no record of inputs and figures"))?;
        let options = record.options();
        let logo = logo(&file, record.logo).ok_or_else(|| refused("its record names a logo it does not hold"))?;
        let now = Draft::of(self, &options, logo)?;
        let mut differences = compared(&record, &now.record);
        if differences.is_empty() {
            differences = shown(&file, &bytes, &now.pdf()?).map_err(|cause| Error::Report(cause.to_string()))?;
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

/// The logo as the file holds it, to make the pages as they were; nothing where the record names one that is not there.
fn logo(file: &Document, size: Option<(u32, u32)>) -> Option<Option<Logo>> {
    let Some((width, height)) = size else { return Some(None) };
    let (width_in, height_in) = (i64::from(width), i64::from(height));
    let is_it = |s: &lopdf::Stream| {
        let side = |key: &[u8]| s.dict.get(key).and_then(Object::as_i64).unwrap_or(0);
        side(b"Width") == width_in && side(b"Height") == height_in
    };
    let stream = file.objects.values().filter_map(|o| o.as_stream().ok()).find(|s| is_it(s))?;
    let pixels = stream.decompressed_content().unwrap_or_else(|_| stream.content.clone());
    let expected = (width as usize).checked_mul(height as usize)?.checked_mul(3)?;
    (pixels.len() == expected && width > 0 && height > 0).then_some(Some(Logo { pixels, width, height }))
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

/// Pages whose content is not what these figures give; where all are, whether the file is the one that was written.
fn shown(file: &Document, bytes: &[u8], again: &[u8]) -> Result<Vec<Difference>, lopdf::Error> {
    if bytes == again {
        return Ok(Vec::new());
    }
    let again = Document::load_mem(again)?;
    let content = |d: &Document| -> Vec<Vec<u8>> { d.get_pages().into_values().map(|id| d.get_page_content(id)).collect() };
    let (then, now) = (content(file), content(&again));
    let differs =
        |what: String, reported: &str, now: &str| Difference { what, reported: reported.to_owned(), now: now.to_owned() };
    let pages = (0..then.len().max(now.len())).filter(|page| then.get(*page) != now.get(*page));
    let mut found: Vec<Difference> =
        pages.map(|page| differs(format!("page {}", page + 1), "shows something else", "what the same figures give")).collect();
    if found.is_empty() {
        found.push(differs("file".to_owned(), "saved anew or altered beside its text", "the file as it was written"));
    }
    Ok(found)
}
