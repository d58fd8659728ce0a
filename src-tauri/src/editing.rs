//! Cut, copy and paste from the menu. Their keys belong to the page, which has them without a menu; where the system has
//! items of its own for them, those are used.

use tauri::{AppHandle, Wry};

/// What is done to the text in the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Editing {
    /// Takes the selection out.
    Cut,
    /// Copies it.
    Copy,
    /// Puts in what was copied.
    Paste,
    /// Selects everything.
    SelectAll,
}

const ALL: [Editing; 4] = [Editing::Cut, Editing::Copy, Editing::Paste, Editing::SelectAll];

impl Editing {
    /// The name of its item.
    fn id(self) -> &'static str {
        match self {
            Self::Cut => "edit.cut",
            Self::Copy => "edit.copy",
            Self::Paste => "edit.paste",
            Self::SelectAll => "edit.select_all",
        }
    }

    /// By the name of its item.
    pub fn named(id: &str) -> Option<Self> {
        ALL.into_iter().find(|one| one.id() == id)
    }
}

#[cfg(target_os = "linux")]
impl Editing {
    /// Its item. It has no keys: GTK would take them from the page and do nothing with them.
    ///
    /// # Errors
    /// When the platform refuses an item.
    pub fn item(self, app: &AppHandle) -> tauri::Result<tauri::menu::MenuItem<Wry>> {
        tauri::menu::MenuItem::with_id(app, self.id(), self.label(), true, None::<&str>)
    }

    fn label(self) -> &'static str {
        match self {
            Self::Cut => "Cut",
            Self::Copy => "Copy",
            Self::Paste => "Paste",
            Self::SelectAll => "Select all",
        }
    }

    /// The webview's name for it.
    fn command(self) -> &'static str {
        match self {
            Self::Cut => "Cut",
            Self::Copy => "Copy",
            Self::Paste => "Paste",
            Self::SelectAll => "SelectAll",
        }
    }

    /// Does it where the keyboard is in the page.
    pub fn run(self, app: &AppHandle) {
        use tauri::Manager;
        use webkit2gtk::WebViewExt;
        if let Some(window) = app.get_webview_window(crate::MAIN) {
            // A window that is closing has nothing to edit.
            drop(window.with_webview(move |page| page.inner().execute_editing_command(self.command())));
        }
    }
}

#[cfg(not(target_os = "linux"))]
impl Editing {
    /// The system's own item, which does it too.
    ///
    /// # Errors
    /// When the platform refuses an item.
    pub fn item(self, app: &AppHandle) -> tauri::Result<tauri::menu::PredefinedMenuItem<Wry>> {
        use tauri::menu::PredefinedMenuItem;
        match self {
            Self::Cut => PredefinedMenuItem::cut(app, None),
            Self::Copy => PredefinedMenuItem::copy(app, None),
            Self::Paste => PredefinedMenuItem::paste(app, None),
            Self::SelectAll => PredefinedMenuItem::select_all(app, None),
        }
    }

    /// The system did it.
    pub fn run(self, _app: &AppHandle) {}
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_item_is_found_by_its_name_and_is_no_action_of_ours() {
        for one in ALL {
            assert_eq!(Editing::named(one.id()), Some(one), "the menu answers with the name");
            assert_eq!(crate::actions::Action::named(one.id()), None, "the page is not told");
        }
    }
}
