//! What the person prefers: kept in the configuration folder, none of it in an engagement.

use crate::kept;
use serde::{Deserialize, Serialize};
use std::io;
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};

/// The file in the configuration folder.
pub const FILE: &str = "preferences.json";

/// Light or dark.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ThemeChoice {
    /// As the system is.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

/// The paper chosen last.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PaperChoice {
    /// ISO A4.
    A4,
    /// US letter.
    #[default]
    Letter,
}

/// The edition chosen last.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EditionChoice {
    /// The board's.
    #[default]
    Board,
    /// The full one.
    Full,
}

/// What the page knows and sets.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Preferences {
    /// Light or dark.
    pub theme: ThemeChoice,
    /// The panel at the side is folded.
    pub side_panel_folded: bool,
    /// The inputs that move the answer most are shown.
    pub live_inputs: bool,
    /// The paper chosen last.
    pub paper: PaperChoice,
    /// The edition chosen last.
    pub edition: EditionChoice,
}

impl Default for Preferences {
    fn default() -> Self {
        Self {
            theme: ThemeChoice::default(),
            side_panel_folded: false,
            live_inputs: true,
            paper: PaperChoice::default(),
            edition: EditionChoice::default(),
        }
    }
}

/// With what the shell alone sets.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
struct Stored {
    #[serde(flatten)]
    preferences: Preferences,
    zoom_percent: u16,
}

impl Default for Stored {
    fn default() -> Self {
        Self { preferences: Preferences::default(), zoom_percent: 100 }
    }
}

/// The preferences in force and the file that keeps them.
pub struct PreferenceFile {
    path: PathBuf,
    stored: Mutex<Stored>,
}

impl PreferenceFile {
    /// Reads the file at `path`.
    #[must_use]
    pub fn at(path: PathBuf) -> Self {
        let stored = Mutex::new(kept::read_or_begin(&path));
        Self { path, stored }
    }

    /// The preferences in force.
    pub fn get(&self) -> Preferences {
        self.stored.lock().unwrap_or_else(PoisonError::into_inner).preferences.clone()
    }

    /// The zoom in force, in per cent.
    pub fn zoom_percent(&self) -> u16 {
        self.stored.lock().unwrap_or_else(PoisonError::into_inner).zoom_percent
    }

    /// Puts these in force and keeps them.
    ///
    /// # Errors
    /// When they cannot be written; in force they are all the same.
    pub fn set(&self, preferences: Preferences) -> io::Result<()> {
        self.change(|stored| stored.preferences = preferences)
    }

    /// Puts a theme in force and keeps it.
    ///
    /// # Errors
    /// As for [`Self::set`].
    pub fn set_theme(&self, theme: ThemeChoice) -> io::Result<()> {
        self.change(|stored| stored.preferences.theme = theme)
    }

    /// Puts a zoom in force, in per cent, and keeps it.
    ///
    /// # Errors
    /// As for [`Self::set`].
    pub fn set_zoom(&self, percent: u16) -> io::Result<()> {
        self.change(|stored| stored.zoom_percent = percent)
    }

    fn change(&self, change: impl FnOnce(&mut Stored)) -> io::Result<()> {
        let mut stored = self.stored.lock().unwrap_or_else(PoisonError::into_inner);
        change(&mut stored);
        kept::write(&self.path, &*stored)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn preferences_outlive_the_window_and_what_is_not_known_is_as_at_first() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join(FILE);
        std::fs::write(&path, r#"{"theme": "dark", "of_another_version": 1}"#).expect("writable");
        let file = PreferenceFile::at(path.clone());
        assert_eq!(file.get(), Preferences { theme: ThemeChoice::Dark, ..Preferences::default() }, "the rest is as at first");
        file.set_zoom(125).expect("writable");
        file.set(Preferences { paper: PaperChoice::A4, ..file.get() }).expect("writable");
        let again = PreferenceFile::at(path);
        assert_eq!((again.get(), again.zoom_percent()), (file.get(), 125), "the page's setting leaves the zoom alone");
    }
}
