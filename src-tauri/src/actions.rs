//! Everything the menu, the keys and the palette can start, written once: the menu is built from this table, and the page
//! gets it for its palette and its sheet of shortcuts.

use serde::Serialize;

/// The menu an action stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum MenuName {
    /// Engagements and what goes in and out.
    File,
    /// Changes.
    Edit,
    /// Where one is and how it looks.
    View,
    /// What is explained.
    Help,
}

/// An action with all that is said of it.
#[derive(Debug)]
pub struct Described {
    /// What it is.
    pub action: Action,
    /// Its name towards the page and in the menu.
    pub id: &'static str,
    /// As shown.
    pub label: &'static str,
    /// As the menu reads them; empty where it has none.
    pub keys: &'static str,
    /// Where it stands.
    pub menu: MenuName,
    /// It does something only while an engagement is open.
    pub needs_engagement: bool,
    /// What it does, in a sentence.
    pub explains: &'static str,
}

/// An action as the page gets it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ActionItem {
    /// Its name.
    pub id: &'static str,
    /// As shown.
    pub label: &'static str,
    /// As people read them, such as `Ctrl+Shift+Z`.
    pub keys: Option<String>,
    /// Where it stands in the menu.
    pub menu: MenuName,
    /// It does something only while an engagement is open.
    pub needs_engagement: bool,
    /// What it does, in a sentence.
    pub explains: &'static str,
}

/// Whether an action does anything without an engagement.
const ALWAYS: bool = false;
const OPEN: bool = true;

/// The enum and the table from one list, so that neither can lack what the other has.
macro_rules! actions {
    ($($menu:ident { $($action:ident $id:literal $label:literal $keys:literal $needs:ident $explains:literal;)+ })+) => {
        /// Everything that can be started.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Action {
            $($(#[doc = $explains] $action,)+)+
        }

        /// Every action, in the order of the menu.
        pub const ACTIONS: &[Described] = &[
            $($(Described {
                action: Action::$action,
                id: $id,
                label: $label,
                keys: $keys,
                menu: MenuName::$menu,
                needs_engagement: $needs,
                explains: $explains,
            },)+)+
        ];
    };
}

actions! {
    File {
        New "new" "New engagement…" "CmdOrCtrl+N" ALWAYS "Asks where to keep it and opens an empty one.";
        Open "open" "Open…" "CmdOrCtrl+O" ALWAYS "Opens an engagement file.";
        Sample "sample" "Open the sample" "" ALWAYS "Opens a copy of the sample that is thrown away afterwards.";
        AddFiles "add_files" "Add files…" "CmdOrCtrl+I" ALWAYS "Reads exports; nothing counts until it is committed.";
        Export "export" "Export report…" "CmdOrCtrl+E" OPEN "Writes the report as a PDF.";
        Close "close" "Close engagement" "CmdOrCtrl+W" OPEN "Lets go of the file and shows the start page.";
        Quit "quit" "Quit" "CmdOrCtrl+Q" ALWAYS "Closes the window. Every change is in the file already.";
    }
    Edit {
        Undo "undo" "Undo" "CmdOrCtrl+Z" OPEN "Takes the last change back.";
        Redo "redo" "Redo" "CmdOrCtrl+Shift+Z" OPEN "Makes the change taken back last again.";
        Find "find" "Find" "CmdOrCtrl+K" ALWAYS "Finds rooms, actions, figures and inputs by name.";
        History "history" "History" "CmdOrCtrl+H" OPEN "Shows every change of the file.";
    }
    View {
        Client "room.client" "Client" "CmdOrCtrl+1" OPEN "Goes to what is known of the organisation.";
        Data "room.data" "Data" "CmdOrCtrl+2" OPEN "Goes to what was read.";
        Thresholds "room.thresholds" "Thresholds" "CmdOrCtrl+3" OPEN "Goes to the thresholds.";
        Options "room.options" "Options" "CmdOrCtrl+4" OPEN "Goes to the options compared.";
        Uncertainty "room.uncertainty" "Uncertainty" "CmdOrCtrl+5" OPEN "Goes to how sure the answer is.";
        Recommendation "room.recommendation" "Recommendation" "CmdOrCtrl+6" OPEN "Goes to the answer.";
        Report "room.report" "Report" "CmdOrCtrl+7" OPEN "Goes to the report.";
        Back "back" "Back" "Alt+Left" OPEN "Goes to where one was.";
        Forward "forward" "Forward" "Alt+Right" OPEN "Goes forward again.";
        Present "present" "Present" "F5" OPEN "Shows the answer on a whole screen, a sentence and a chart at a time.";
        Inputs "inputs" "Inputs panel" "CmdOrCtrl+L" OPEN "Shows or hides the inputs that move the answer most.";
        ThemeSystem "theme.system" "As the system" "" ALWAYS "Light or dark as the system is.";
        ThemeLight "theme.light" "Light" "" ALWAYS "Dark text on light ground.";
        ThemeDark "theme.dark" "Dark" "" ALWAYS "Light text on dark ground.";
        ZoomIn "zoom_in" "Zoom in" "CmdOrCtrl+=" ALWAYS "Shows everything larger, to 300 %.";
        ZoomOut "zoom_out" "Zoom out" "CmdOrCtrl+-" ALWAYS "Shows everything smaller, to 50 %.";
        ZoomReset "zoom_reset" "Actual size" "CmdOrCtrl+0" ALWAYS "Shows everything at 100 %.";
    }
    Help {
        Help "help" "Shortcuts" "F1" ALWAYS "Lists every key.";
        Verdict "verdict" "How a verdict is reached" "" ALWAYS "Explains the rules.";
        About "about" "About Threshold" "" ALWAYS "Version and licences.";
    }
}

impl Action {
    /// What the table says of it.
    pub fn described(self) -> &'static Described {
        // The enum and the table come from one list: an action's number is its place.
        &ACTIONS[self as usize]
    }

    /// The action of this name.
    pub fn named(id: &str) -> Option<Self> {
        ACTIONS.iter().find(|one| one.id == id).map(|one| one.action)
    }
}

/// Every action as the page gets it.
pub fn items() -> Vec<ActionItem> {
    ACTIONS.iter().map(Described::item).collect()
}

impl Described {
    fn item(&self) -> ActionItem {
        let Self { id, label, menu, needs_engagement, explains, .. } = *self;
        ActionItem { id, label, keys: shown(self.keys), menu, needs_engagement, explains }
    }
}

/// Keys as people read them.
fn shown(keys: &str) -> Option<String> {
    let main = if cfg!(target_os = "macos") { "Cmd" } else { "Ctrl" };
    (!keys.is_empty()).then(|| keys.replace("CmdOrCtrl", main))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn no_two_actions_share_a_name_or_keys() {
        let ids: BTreeSet<&str> = ACTIONS.iter().map(|one| one.id).collect();
        assert_eq!(ids.len(), ACTIONS.len(), "the page knows an action by its name");
        let keys: Vec<&str> = ACTIONS.iter().map(|one| one.keys).filter(|keys| !keys.is_empty()).collect();
        let different: BTreeSet<&str> = keys.iter().copied().collect();
        assert_eq!(different.len(), keys.len(), "keys start one thing");
    }

    #[test]
    fn an_action_is_found_by_its_name() {
        for one in ACTIONS {
            assert_eq!(one.action.described().id, one.id, "an action's number is its place in the table");
            assert_eq!(Action::named(one.id), Some(one.action), "the menu answers with the name: {}", one.id);
        }
        assert_eq!(Action::named("recent:1"), None, "what is not in the table is none");
    }

    #[test]
    fn the_page_gets_keys_as_people_read_them() {
        let redo = items().into_iter().find(|item| item.id == "redo").expect("it is in the table");
        let wanted = if cfg!(target_os = "macos") { "Cmd+Shift+Z" } else { "Ctrl+Shift+Z" };
        assert_eq!(redo.keys.as_deref(), Some(wanted), "nobody reads CmdOrCtrl");
        let sample = items().into_iter().find(|item| item.id == "sample").expect("it is in the table");
        assert_eq!(sample.keys, None, "what has no keys says so");
    }
}
