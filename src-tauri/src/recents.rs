//! The engagements opened before, newest first. The page knows them by number; paths stay here.

use crate::kept;
use chrono::{Datelike, NaiveDateTime};
use serde::{Deserialize, Serialize};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// The file in the configuration folder.
pub const FILE: &str = "recents.json";

/// How many that are not pinned are remembered.
const REMEMBERED: usize = 12;

/// A moment as the file keeps it.
const STORED: &str = "%Y-%m-%dT%H:%M:%S";

/// The answer an engagement had.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LastVerdict {
    /// In words.
    pub headline: String,
    /// Its kind.
    pub kind: String,
}

/// An engagement opened before, as the page gets it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Recent {
    /// What it is called by.
    pub id: u32,
    /// The organisation.
    pub name: String,
    /// Where the file lies, `~` for the person's own folder.
    pub path: String,
    /// The answer it had.
    pub headline: Option<String>,
    /// The kind of that answer.
    pub verdict: Option<String>,
    /// When it was opened last, as shown.
    pub opened: String,
    /// It stays on the list.
    pub pinned: bool,
    /// The file is not where it was.
    pub missing: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Entry {
    id: u32,
    path: PathBuf,
    name: String,
    verdict: Option<LastVerdict>,
    opened_at: String,
    pinned: bool,
}

/// Newest first.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
struct List {
    last_id: u32,
    entries: Vec<Entry>,
}

impl List {
    /// Puts the file first; one that is on the list keeps its number, its pin and its verdict.
    fn open(&mut self, path: &Path, name: &str, now: NaiveDateTime) {
        let old = self.entries.iter().position(|one| one.path == path).map(|at| self.entries.remove(at));
        let entry = old.unwrap_or_else(|| self.begin(path));
        self.entries.insert(0, Entry { name: name.to_owned(), opened_at: now.format(STORED).to_string(), ..entry });
        self.forget_the_oldest();
    }

    fn begin(&mut self, path: &Path) -> Entry {
        self.last_id = self.last_id.wrapping_add(1);
        let path = path.to_owned();
        Entry { id: self.last_id, path, name: String::new(), verdict: None, opened_at: String::new(), pinned: false }
    }

    fn forget_the_oldest(&mut self) {
        let mut loose = 0;
        self.entries.retain(|one| {
            loose += usize::from(!one.pinned);
            one.pinned || loose <= REMEMBERED
        });
    }

    fn entry(&mut self, id: u32) -> Option<&mut Entry> {
        self.entries.iter_mut().find(|one| one.id == id)
    }

    /// The file lies elsewhere now. Another entry for that place would be the same file twice.
    fn locate(&mut self, id: u32, path: &Path) {
        self.entries.retain(|one| one.id == id || one.path != path);
        if let Some(entry) = self.entry(id) {
            path.clone_into(&mut entry.path);
        }
    }

    fn shown(&self, now: NaiveDateTime, home: Option<&Path>) -> Vec<Recent> {
        let (pinned, loose): (Vec<&Entry>, Vec<&Entry>) = self.entries.iter().partition(|one| one.pinned);
        pinned.into_iter().chain(loose).map(|one| one.shown(now, home)).collect()
    }
}

impl Entry {
    fn shown(&self, now: NaiveDateTime, home: Option<&Path>) -> Recent {
        Recent {
            id: self.id,
            name: self.name.clone(),
            path: shortened(&self.path, home),
            headline: self.verdict.as_ref().map(|verdict| verdict.headline.clone()),
            verdict: self.verdict.as_ref().map(|verdict| verdict.kind.clone()),
            opened: NaiveDateTime::parse_from_str(&self.opened_at, STORED).map_or_else(|_| String::new(), |at| day(at, now)),
            pinned: self.pinned,
            missing: !self.path.is_file(),
        }
    }
}

/// A path as people read it.
fn shortened(path: &Path, home: Option<&Path>) -> String {
    match home.and_then(|home| path.strip_prefix(home).ok()) {
        Some(inside) => Path::new("~").join(inside).display().to_string(),
        None => path.display().to_string(),
    }
}

/// A day as near as it is told: today with its time, this year without the year.
fn day(at: NaiveDateTime, now: NaiveDateTime) -> String {
    let form = if at.date() == now.date() {
        "today %H:%M"
    } else if at.year() == now.year() {
        "%-d %b"
    } else {
        "%-d %b %Y"
    };
    at.format(form).to_string()
}

/// The list and the file that keeps it.
pub struct Recents {
    path: PathBuf,
    home: Option<PathBuf>,
    list: Mutex<List>,
}

impl Recents {
    /// Reads the list at `path`; paths under `home` are shown from there.
    #[must_use]
    pub fn at(path: PathBuf, home: Option<PathBuf>) -> Self {
        let list = Mutex::new(kept::read_or_begin(&path));
        Self { path, home, list }
    }

    /// The list at this moment, pinned ones first; which files are missing is looked at now.
    pub fn list(&self, now: NaiveDateTime) -> Vec<Recent> {
        self.list.lock().unwrap_or_else(PoisonError::into_inner).shown(now, self.home.as_deref())
    }

    /// Where the file of this entry lies.
    pub fn path(&self, id: u32) -> Option<PathBuf> {
        let mut list = self.list.lock().unwrap_or_else(PoisonError::into_inner);
        list.entry(id).map(|one| one.path.clone())
    }

    /// An engagement was opened, or is called otherwise now.
    ///
    /// # Errors
    /// When the list cannot be written.
    pub fn opened(&self, path: &Path, name: &str, now: NaiveDateTime) -> io::Result<()> {
        let path = std::path::absolute(path)?;
        self.change(|list| list.open(&path, name, now))
    }

    /// The answer of the engagement at `path`, as it is now; one that is not on the list is left alone.
    ///
    /// # Errors
    /// When the list cannot be written.
    pub fn answered(&self, path: &Path, verdict: LastVerdict) -> io::Result<()> {
        let path = std::path::absolute(path)?;
        let is_new = |one: &&mut Entry| one.path == path && one.verdict.as_ref() != Some(&verdict);
        let mut list = self.list.lock().unwrap_or_else(PoisonError::into_inner);
        match list.entries.iter_mut().find(is_new) {
            Some(entry) => entry.verdict = Some(verdict),
            None => return Ok(()),
        }
        kept::write(&self.path, &*list)
    }

    /// Keeps an entry on the list, or no longer.
    ///
    /// # Errors
    /// When the list cannot be written.
    pub fn pin(&self, id: u32, pinned: bool) -> io::Result<()> {
        self.change(|list| {
            if let Some(entry) = list.entry(id) {
                entry.pinned = pinned;
            }
            list.forget_the_oldest();
        })
    }

    /// Takes an entry off the list; the file stays.
    ///
    /// # Errors
    /// When the list cannot be written.
    pub fn forget(&self, id: u32) -> io::Result<()> {
        self.change(|list| list.entries.retain(|one| one.id != id))
    }

    /// The file of this entry lies at `path` now.
    ///
    /// # Errors
    /// When the list cannot be written.
    pub fn locate(&self, id: u32, path: &Path) -> io::Result<()> {
        let path = std::path::absolute(path)?;
        self.change(|list| list.locate(id, &path))
    }

    fn change(&self, change: impl FnOnce(&mut List)) -> io::Result<()> {
        let mut list = self.list.lock().unwrap_or_else(PoisonError::into_inner);
        change(&mut list);
        kept::write(&self.path, &*list)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> NaiveDateTime {
        text.parse().expect("a time")
    }

    const NOW: &str = "2026-11-24T09:12:00";

    fn names(list: &[Recent]) -> Vec<&str> {
        list.iter().map(|one| one.name.as_str()).collect()
    }

    #[test]
    fn twelve_are_remembered_and_those_that_are_pinned_besides() {
        let mut list = List::default();
        list.open(Path::new("/kept"), "kept", at(NOW));
        list.entry(1).expect("the first").pinned = true;
        for number in 1..=13 {
            list.open(&PathBuf::from(format!("/{number}")), &number.to_string(), at(NOW));
        }
        let shown = list.shown(at(NOW), None);
        assert_eq!(names(&shown)[..2], ["kept", "13"], "pinned first, then the newest");
        assert_eq!(shown.len(), 13, "twelve and the pinned one");
        assert!(!names(&shown).contains(&"1"), "the oldest is forgotten");
    }

    #[test]
    fn a_file_opened_again_moves_up_and_keeps_its_number() {
        let mut list = List::default();
        list.open(Path::new("/a"), "a", at(NOW));
        list.open(Path::new("/b"), "b", at(NOW));
        list.open(Path::new("/a"), "renamed", at(NOW));
        let shown = list.shown(at(NOW), None);
        assert_eq!(names(&shown), ["renamed", "b"], "once each, the newest first");
        assert_eq!(shown[0].id, 1, "a menu that is open still means the same file");
    }

    #[test]
    fn a_file_located_where_another_entry_lies_is_one_entry() {
        let mut list = List::default();
        list.open(Path::new("/a"), "a", at(NOW));
        list.open(Path::new("/b"), "b", at(NOW));
        list.locate(1, Path::new("/b"));
        assert_eq!(names(&list.shown(at(NOW), None)), ["a"], "the same file is not listed twice");
    }

    #[test]
    fn days_and_paths_are_told_as_people_tell_them() {
        let shown: Vec<String> = ["2026-11-24T08:05:00", "2026-09-26T10:00:00", "2025-02-03T10:00:00"]
            .into_iter()
            .map(|day_of| day(at(day_of), at(NOW)))
            .collect();
        assert_eq!(shown, ["today 08:05", "26 Sep", "3 Feb 2025"], "no more of the date than is needed");
        let home = Path::new("/home/kim");
        assert_eq!(shortened(Path::new("/home/kim/E/a.threshold"), Some(home)), "~/E/a.threshold");
        assert_eq!(shortened(Path::new("/home/kimberly/a"), Some(home)), "/home/kimberly/a", "a name that begins alike");
    }

    #[test]
    fn the_list_outlives_the_window_and_says_what_is_missing() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let (path, file) = (folder.path().join(FILE), folder.path().join("a.threshold"));
        std::fs::write(&file, "").expect("writable");
        let recents = Recents::at(path.clone(), None);
        recents.opened(&file, "A", at(NOW)).expect("writable");
        let verdict = LastVerdict { headline: "Stay as you are".to_owned(), kind: "recommend".to_owned() };
        recents.answered(&file, verdict).expect("writable");
        let again = Recents::at(path, None).list(at(NOW));
        assert_eq!(again[0].headline.as_deref(), Some("Stay as you are"), "the answer is kept with it");
        assert_eq!(again[0].opened, "today 09:12", "and when it was opened");
        assert!(!again[0].missing, "the file is there");
        std::fs::remove_file(&file).expect("it was there");
        assert!(recents.list(at(NOW))[0].missing, "looked at when listed");
    }
}
