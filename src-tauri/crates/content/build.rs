//! Writes the table of embedded files, sorted by id, into `OUT_DIR/files.rs`.
//!
//! A build script of our own, because one has to exist anyway: no embedding macro on stable Rust notices a new file.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

/// Folders of `assets/` that are embedded. Fonts and icons are taken by the rooms that draw with them.
const FOLDERS: [&str; 7] = ["benchmarks", "client", "frameworks", "presets", "report", "roles", "samples"];

fn main() -> io::Result<()> {
    // Cargo looks through the whole folder: a file added, changed or removed runs this again.
    println!("cargo::rerun-if-changed=../../../assets");

    let assets = cargo_folder("CARGO_MANIFEST_DIR")?.join("../../../assets");
    let mut files = BTreeMap::new();
    for folder in FOLDERS {
        collect(&assets.join(folder), folder, &mut files)?;
    }
    fs::write(cargo_folder("OUT_DIR")?.join("files.rs"), table(&files))
}

/// A folder that cargo names to build scripts.
fn cargo_folder(name: &str) -> io::Result<PathBuf> {
    env::var_os(name).map(PathBuf::from).ok_or_else(|| io::Error::new(io::ErrorKind::NotFound, format!("cargo sets no {name}")))
}

/// Adds every file below `folder` under its id. A missing folder is an empty one: version control keeps no empty folder.
fn collect(folder: &Path, id: &str, files: &mut BTreeMap<String, PathBuf>) -> io::Result<()> {
    if !folder.is_dir() {
        return Ok(());
    }
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let id = format!("{id}/{name}");
        if name.starts_with('.') {
            continue; // left behind by editors and file managers
        } else if entry.path().is_dir() {
            collect(&entry.path(), &id, files)?;
        } else {
            files.insert(id, entry.path());
        }
    }
    Ok(())
}

fn table(files: &BTreeMap<String, PathBuf>) -> String {
    let rows: String = files.iter().map(|(id, path)| format!("    ({id:?}, include_bytes!({path:?})),\n")).collect();
    format!("static FILES: &[(&str, &[u8])] = &[\n{rows}];\n")
}
