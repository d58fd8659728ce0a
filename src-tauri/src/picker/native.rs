//! The system's own dialogs.

use super::{Ask, FilePicker};
use std::path::PathBuf;
use tauri::{AppHandle, Manager, Wry};
use tauri_plugin_dialog::{DialogExt, FileDialogBuilder, FilePath};

/// Dialogs over the main window.
pub struct Native {
    app: AppHandle,
}

impl Native {
    pub fn new(app: AppHandle) -> Self {
        Self { app }
    }

    fn dialog(&self, ask: &Ask<'_>) -> FileDialogBuilder<Wry> {
        let dialog = self.app.dialog().file().set_title(ask.title).add_filter(ask.kind, ask.endings);
        match self.app.get_webview_window(crate::MAIN) {
            Some(window) => dialog.set_parent(&window),
            None => dialog,
        }
    }
}

impl FilePicker for Native {
    fn open(&self, ask: &Ask<'_>) -> Option<PathBuf> {
        self.dialog(ask).blocking_pick_file().and_then(path)
    }

    fn open_several(&self, ask: &Ask<'_>) -> Vec<PathBuf> {
        self.dialog(ask).blocking_pick_files().unwrap_or_default().into_iter().filter_map(path).collect()
    }

    fn save(&self, ask: &Ask<'_>) -> Option<PathBuf> {
        let name = format!("{}.{}", ask.name, ask.endings.first().copied().unwrap_or_default());
        self.dialog(ask).set_file_name(name).blocking_save_file().and_then(path)
    }
}

/// Dialogs for files answer with paths; an address of another kind is none.
fn path(picked: FilePath) -> Option<PathBuf> {
    picked.into_path().ok()
}
