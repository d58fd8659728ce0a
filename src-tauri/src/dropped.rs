//! Files that were dropped on the window or picked: sorted by what they can be, and waiting to be read.

use serde::Serialize;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// How the name of an engagement file ends.
pub const ENGAGEMENT: &str = "threshold";

/// How names of exports end. What a file really is, reading it tells.
pub const EXPORTS: &[&str] = &["csv", "tsv", "txt", "tab", "xlsx", "xlsm", "xlsb", "xls", "ods"];

/// Files by what they can be, each once.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Dropped {
    /// An engagement to open: the first.
    pub engagement: Option<PathBuf>,
    /// Exports to read.
    pub exports: Vec<PathBuf>,
    /// What is neither, or a second engagement.
    pub refused: Vec<PathBuf>,
}

/// The same by name, as the page gets it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct DroppedFiles {
    /// The engagement.
    pub engagement: Option<String>,
    /// The exports.
    pub exports: Vec<String>,
    /// What is not read.
    pub refused: Vec<String>,
}

/// Sorts files; a folder stands for the files right inside it, of which only those that can be read are taken.
pub fn sort_dropped(paths: &[PathBuf]) -> Dropped {
    let mut dropped = Dropped::default();
    let mut seen = BTreeSet::new();
    for path in paths {
        for file in expanded(path) {
            if seen.insert(file.clone()) {
                dropped.take(file);
            }
        }
    }
    dropped
}

/// The file itself, or what a folder holds that can be read: names in order. A folder without any stands for itself.
fn expanded(path: &Path) -> Vec<PathBuf> {
    let Ok(entries) = path.read_dir() else { return vec![path.to_owned()] };
    let files = entries.flatten().map(|entry| entry.path()).filter(|inside| inside.is_file() && is_readable(inside));
    let mut inside: Vec<PathBuf> = files.collect();
    inside.sort();
    if inside.is_empty() { vec![path.to_owned()] } else { inside }
}

fn is_readable(path: &Path) -> bool {
    let hidden = path.file_name().is_none_or(|name| name.to_string_lossy().starts_with(['.', '~']));
    !hidden && (ends_in(path, &[ENGAGEMENT]) || ends_in(path, EXPORTS))
}

fn ends_in(path: &Path, endings: &[&str]) -> bool {
    path.extension().is_some_and(|ending| endings.iter().any(|one| ending.eq_ignore_ascii_case(one)))
}

impl Dropped {
    fn take(&mut self, file: PathBuf) {
        if ends_in(&file, EXPORTS) {
            self.exports.push(file);
        } else if ends_in(&file, &[ENGAGEMENT]) && self.engagement.is_none() {
            self.engagement = Some(file);
        } else {
            self.refused.push(file);
        }
    }

    /// The names.
    pub fn names(&self) -> DroppedFiles {
        let all = |paths: &[PathBuf]| paths.iter().map(|path| name(path)).collect();
        DroppedFiles {
            engagement: self.engagement.as_deref().map(name),
            exports: all(&self.exports),
            refused: all(&self.refused),
        }
    }
}

fn name(path: &Path) -> String {
    path.file_name().map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into_owned())
}

/// Exports that wait to be read.
#[derive(Default)]
pub struct Inbox {
    exports: Mutex<Vec<PathBuf>>,
}

impl Inbox {
    /// These wait, and those that were left waiting no longer do: they were meant for what was open then.
    pub fn put(&self, exports: Vec<PathBuf>) {
        *self.exports.lock().unwrap_or_else(PoisonError::into_inner) = exports;
    }

    /// Everything that waits; nothing does then.
    pub fn take(&self) -> Vec<PathBuf> {
        std::mem::take(&mut self.exports.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn files_are_told_apart_by_the_ends_of_their_names() {
        let paths = ["/a/Staff.CSV", "/a/b.threshold", "/a/scan.pdf", "/a/c.threshold", "/a/Staff.CSV"].map(PathBuf::from);
        let dropped = sort_dropped(&paths).names();
        assert_eq!(dropped.exports, ["Staff.CSV"], "large letters too, and each once");
        assert_eq!(dropped.engagement.as_deref(), Some("b.threshold"), "one engagement is opened");
        assert_eq!(dropped.refused, ["scan.pdf", "c.threshold"], "and what is left is said");
    }

    #[test]
    fn a_folder_stands_for_the_exports_right_inside_it() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        fs::create_dir(folder.path().join("deeper")).expect("writable");
        for name in ["b.xlsx", "a.csv", "~$b.xlsx", ".hidden.csv", "notes.docx", "deeper/c.csv"] {
            fs::write(folder.path().join(name), "").expect("writable");
        }
        let dropped = sort_dropped(&[folder.path().to_owned()]).names();
        assert_eq!(dropped.exports, ["a.csv", "b.xlsx"], "in order, without what an open workbook leaves there");
        assert!(dropped.refused.is_empty(), "nobody meant the letters in a folder of exports");
    }

    #[test]
    fn an_empty_folder_is_refused_by_its_name() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let dropped = sort_dropped(&[folder.path().to_owned()]);
        assert_eq!(dropped.refused, [folder.path()], "a drop that does nothing says so");
    }

    #[test]
    fn what_waits_is_taken_once() {
        let inbox = Inbox::default();
        inbox.put(vec![PathBuf::from("a"), PathBuf::from("b")]);
        assert_eq!(inbox.take().len(), 2, "both wait");
        assert!(inbox.take().is_empty(), "the same file is not read twice");
    }

    #[test]
    fn a_drop_that_was_left_waiting_is_not_read_with_the_next_one() {
        let inbox = Inbox::default();
        inbox.put(vec![PathBuf::from("one client")]);
        inbox.put(vec![PathBuf::from("another client")]);
        assert_eq!(inbox.take(), [PathBuf::from("another client")], "or one client's files came into another's engagement");
    }
}
