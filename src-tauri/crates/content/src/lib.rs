//! Content as data: benchmarks, frameworks, presets, roles and samples of `assets/`, embedded in the program.
//!
//! An id is the path below `assets/` with `/` between folders, on every system: `benchmarks/us-2026.json`.
//! The room hands out bytes and does not read them. A change in `assets/` rebuilds it.

#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::panic))]

#[cfg(test)]
mod tests;

// Sorted by id; written by the build script.
include!(concat!(env!("OUT_DIR"), "/files.rs"));

/// The bytes of one file, `None` if no file has this id.
pub fn file(id: &str) -> Option<&'static [u8]> {
    let at = FILES.binary_search_by_key(&id, |(id, _)| id).ok()?;
    FILES.get(at).map(|(_, bytes)| *bytes)
}

/// Every file below a folder, its folders included, as id and bytes, sorted by id. Empty if there is no such folder.
pub fn folder(id: &str) -> impl Iterator<Item = (&'static str, &'static [u8])> + use<> {
    let prefix = format!("{id}/");
    FILES.iter().copied().filter(move |(id, _)| id.starts_with(&prefix))
}
