//! Answers written down beforehand, for the window's own tests: no dialog of the system can be driven reliably.

use super::{Ask, FilePicker};
use std::path::PathBuf;
use std::{env, fs};

/// Names the file that holds the next answer, one path a line; an empty one is cancelled.
const VARIABLE: &str = "THRESHOLD_PICKER";

pub struct Written {
    file: PathBuf,
}

impl Written {
    /// None where nobody writes answers.
    pub fn from_environment() -> Option<Self> {
        env::var_os(VARIABLE).map(|file| Self { file: PathBuf::from(file) })
    }

    fn answer(&self) -> Vec<PathBuf> {
        let text = fs::read_to_string(&self.file).unwrap_or_default();
        text.lines().filter(|line| !line.is_empty()).map(PathBuf::from).collect()
    }
}

impl FilePicker for Written {
    fn open(&self, _ask: &Ask<'_>) -> Option<PathBuf> {
        self.answer().into_iter().next()
    }

    fn open_several(&self, _ask: &Ask<'_>) -> Vec<PathBuf> {
        self.answer()
    }

    fn save(&self, _ask: &Ask<'_>) -> Option<PathBuf> {
        self.answer().into_iter().next()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_file_is_cancelled() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let written = Written { file: folder.path().join("answer") };
        assert!(written.answer().is_empty(), "nobody wrote one");
        fs::write(&written.file, "/a b.csv\n/c.csv\n").expect("writable");
        assert_eq!(written.answer(), [PathBuf::from("/a b.csv"), PathBuf::from("/c.csv")], "a path a line");
    }
}
