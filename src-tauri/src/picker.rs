//! Asking the person for files. Every path comes from here or from a drop, none from the page.

mod native;
#[cfg(any(debug_assertions, feature = "automation"))]
mod written;

use crate::dropped::{ENGAGEMENT, EXPORTS};
use std::path::PathBuf;
use std::sync::Arc;
use tauri::AppHandle;

/// What can be asked for. Each waits for the person and must not run on the window's own thread; none is cancelled.
pub trait FilePicker: Send + Sync {
    /// One file that is there, of these endings.
    fn open(&self, ask: &Ask<'_>) -> Option<PathBuf>;

    /// Files that are there, of these endings.
    fn open_several(&self, ask: &Ask<'_>) -> Vec<PathBuf>;

    /// A place to write to.
    fn save(&self, ask: &Ask<'_>) -> Option<PathBuf>;
}

/// What a dialog says.
pub struct Ask<'a> {
    title: &'a str,
    kind: &'a str,
    endings: &'a [&'a str],
    /// The name proposed, without its ending.
    name: &'a str,
}

/// The shell's questions, whoever answers them.
#[derive(Clone)]
pub struct Picker(Arc<dyn FilePicker>);

impl Picker {
    /// The system's dialogs; while the window is driven by its tests, the file they write answers.
    #[must_use]
    pub fn of(app: &AppHandle) -> Self {
        #[cfg(any(debug_assertions, feature = "automation"))]
        if let Some(written) = written::Written::from_environment() {
            return Self(Arc::new(written));
        }
        Self(Arc::new(native::Native::new(app.clone())))
    }

    /// An engagement to open.
    pub fn open_engagement(&self) -> Option<PathBuf> {
        let title = "Open an engagement";
        self.0.open(&Ask { title, kind: "Engagements", endings: &[ENGAGEMENT], name: "" })
    }

    /// Exports to read, several.
    pub fn open_exports(&self) -> Vec<PathBuf> {
        self.0.open_several(&Ask { title: "Add files", kind: "Exports", endings: EXPORTS, name: "" })
    }

    /// Where a new engagement is kept.
    pub fn save_engagement(&self, name: &str) -> Option<PathBuf> {
        self.save("Keep the new engagement as", "Engagements", ENGAGEMENT, name).map(|place| place.path)
    }

    /// Where a report is written.
    pub fn save_report(&self, name: &str) -> Option<Place> {
        self.save("Export the report as", "PDF documents", "pdf", name)
    }

    /// Where a chart is written; `ending` is `svg` or `png`.
    pub fn save_chart(&self, name: &str, ending: &str) -> Option<Place> {
        self.save("Save the chart as", "Pictures", ending, name)
    }

    /// Where rows to be corrected are written.
    pub fn save_table(&self, name: &str) -> Option<Place> {
        self.save("Save the rows as", "Tables", "csv", name)
    }

    /// A firm's logo.
    pub fn pick_logo(&self) -> Option<PathBuf> {
        let endings = &["svg", "png"];
        self.0.open(&Ask { title: "Choose a logo", kind: "Pictures", endings, name: "" })
    }

    fn save(&self, title: &str, kind: &str, ending: &str, name: &str) -> Option<Place> {
        let name = file_name(name);
        let picked = self.0.save(&Ask { title, kind, endings: &[ending], name: &name })?;
        let path = with_ending(picked.clone(), ending);
        Some(Place { may_replace: path == picked, path })
    }
}

/// Where something is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The file.
    pub path: PathBuf,
    /// The dialog asked whether to replace it. Where an ending was added it asked about another name.
    pub may_replace: bool,
}

/// A name that every system takes as one of a file.
fn file_name(name: &str) -> String {
    let kept = |c: char| if c.is_control() || r#"/\:*?"<>|"#.contains(c) { ' ' } else { c };
    let words: String = name.chars().map(kept).collect();
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The path with its ending, added where the person left it out.
fn with_ending(path: PathBuf, ending: &str) -> PathBuf {
    if path.extension().is_some_and(|is| is.eq_ignore_ascii_case(ending)) {
        return path;
    }
    let mut name = path.into_os_string();
    name.push(".");
    name.push(ending);
    PathBuf::from(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_ending_left_out_is_added_and_no_other_is_taken_away() {
        let ended = |path: &str| with_ending(PathBuf::from(path), "pdf").display().to_string();
        assert_eq!(ended("/a/Board"), "/a/Board.pdf", "the person typed a name alone");
        assert_eq!(ended("/a/Board.PDF"), "/a/Board.PDF", "it has one");
        assert_eq!(ended("/a/St. Mary"), "/a/St. Mary.pdf", "a full stop in a name is no ending");
    }

    #[test]
    fn a_proposed_name_is_one_file_in_the_folder() {
        assert_eq!(file_name("Alder/Birch: \"2026\"\n"), "Alder Birch 2026", "no system would take it otherwise");
    }
}
