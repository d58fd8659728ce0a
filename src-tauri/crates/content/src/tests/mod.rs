mod benchmarks;
mod frameworks;

use crate::{FILES, file, folder};
use serde_json::Value;
use std::collections::BTreeSet;

/// A file of the crate as JSON.
fn json(id: &str) -> Value {
    serde_json::from_slice(file(id).unwrap()).unwrap_or_else(|error| panic!("{id}: {error}"))
}

/// The entries of an array of objects.
fn list<'a>(json: &'a Value, key: &str) -> &'a [Value] {
    json[key].as_array().unwrap_or_else(|| panic!("{key} is not a list in {json}"))
}

/// A text that has to be there.
fn text<'a>(json: &'a Value, key: &str) -> &'a str {
    json[key].as_str().unwrap_or_else(|| panic!("{key} is not a text in {json}"))
}

/// Ids of a list, which have to differ from each other.
fn ids(entries: &[Value]) -> BTreeSet<&str> {
    let ids: BTreeSet<_> = entries.iter().map(|entry| text(entry, "id")).collect();
    assert_eq!(ids.len(), entries.len(), "an id names one thing");
    ids
}

#[test]
fn every_json_file_parses() {
    for (id, _) in FILES.iter().filter(|(id, _)| id.ends_with(".json")) {
        assert!(json(id).is_object() || json(id).is_array(), "{id}: content is structured");
    }
}

#[test]
fn a_file_is_found_by_its_id_only() {
    assert!(FILES.is_sorted_by_key(|(id, _)| id), "the search by halves needs the order");
    for (id, bytes) in FILES {
        assert_eq!(file(id), Some(*bytes), "{id}: the table's own id finds it");
    }
    for id in ["", "benchmarks", "benchmarks/", "us-2026.json", "/benchmarks/us-2026.json", "benchmarks/US-2026.json"] {
        assert_eq!(file(id), None, "{id}: not an id of a file");
    }
}

#[test]
fn a_folder_lists_its_files_in_order() {
    let listed: Vec<_> = folder("benchmarks").collect();
    assert!(listed.iter().any(|(id, _)| *id == "benchmarks/us-2026.json"), "ids are whole, so file() takes them");
    assert!(listed.iter().all(|(id, bytes)| id.starts_with("benchmarks/") && file(id) == Some(*bytes)), "nothing else");
    for id in ["", "bench", "benchmarks/us-2026.json", "fonts", "icons"] {
        assert_eq!(folder(id).count(), 0, "{id}: not an embedded folder");
    }
}

#[test]
fn files_lie_in_the_embedded_folders() {
    let tops: BTreeSet<_> = FILES.iter().filter_map(|(id, _)| id.split('/').next()).collect();
    let known = BTreeSet::from(["benchmarks", "client", "frameworks", "presets", "report", "roles", "samples"]);
    assert!(tops.is_subset(&known), "{tops:?}: fonts and icons belong to other rooms");
    assert!(FILES.iter().all(|(id, _)| !id.contains("/.") && !id.contains('\\')), "no hidden files, one separator");
}
