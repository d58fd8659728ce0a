//! The menu bar: built from the table of actions, and what choosing an item does.

use crate::actions::{Action, Described};
use crate::editing::Editing;
use crate::look;
use crate::messages::{Message, Outbox};
use crate::preferences::ThemeChoice;
use crate::recents::Recent;
use advisor::wire::State;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use tauri::menu::{CheckMenuItem, IsMenuItem, Menu, MenuItem, PredefinedMenuItem, Submenu};
use tauri::{AppHandle, Manager, Wry};

/// One line of a menu.
enum Entry {
    Do(Action),
    Tick(Action),
    Text(Editing),
    Line,
    /// The engagements opened before.
    Recents,
    Under(&'static str, &'static [Self]),
}

use Action::{
    About, AddFiles, Back, Client, Close, Data, Export, Find, Forward, Help, History, Inputs, New, Open, Options, Present, Quit,
    Recommendation, Redo, Report, Sample, ThemeDark, ThemeLight, ThemeSystem, Thresholds, Uncertainty, Undo, Verdict, ZoomIn,
    ZoomOut, ZoomReset,
};
use Entry::{Do, Line, Recents, Text, Tick, Under};

/// The menus from left to right.
const BAR: &[(&str, &[Entry])] = &[
    ("&File", &[Do(New), Do(Open), Recents, Do(Sample), Line, Do(AddFiles), Do(Export), Line, Do(Close), Do(Quit)]),
    (
        "&Edit",
        &[
            Do(Undo),
            Do(Redo),
            Line,
            Text(Editing::Cut),
            Text(Editing::Copy),
            Text(Editing::Paste),
            Text(Editing::SelectAll),
            Line,
            Do(Find),
            Do(History),
        ],
    ),
    (
        "&View",
        &[
            Do(Client),
            Do(Data),
            Do(Thresholds),
            Do(Options),
            Do(Uncertainty),
            Do(Recommendation),
            Do(Report),
            Line,
            Do(Back),
            Do(Forward),
            Line,
            Do(Present),
            Do(Inputs),
            Under("Theme", &[Tick(ThemeSystem), Tick(ThemeLight), Tick(ThemeDark)]),
            Line,
            Do(ZoomIn),
            Do(ZoomOut),
            Do(ZoomReset),
        ],
    ),
    ("&Help", &[Do(Help), Do(Verdict), Line, Do(About)]),
];

/// What stands before the number of a recent engagement in the name of its item.
const RECENT: &str = "recent:";

/// How long what undo takes back may be told in the menu, in characters.
const TOLD: usize = 60;

/// The items that change.
pub struct Menus {
    items: BTreeMap<Action, MenuItem<Wry>>,
    ticks: BTreeMap<Action, CheckMenuItem<Wry>>,
    recents: Submenu<Wry>,
    shown: Mutex<Shown>,
}

/// What the menu says of the open engagement.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Shown {
    open: bool,
    undo: Option<String>,
    redo: Option<String>,
}

impl From<Option<&State>> for Shown {
    fn from(state: Option<&State>) -> Self {
        let told = |of: fn(&State) -> &Option<String>| state.and_then(|state| of(state).clone());
        Self { open: state.is_some(), undo: told(|state| &state.undo), redo: told(|state| &state.redo) }
    }
}

impl Menus {
    /// Builds the bar and hangs it over every window.
    ///
    /// # Errors
    /// When the platform refuses a menu.
    pub fn hang(app: &AppHandle) -> tauri::Result<Self> {
        let recents = Submenu::new(app, "Open recent", false)?;
        let mut menus = Self {
            items: BTreeMap::new(),
            ticks: BTreeMap::new(),
            recents,
            shown: Mutex::new(Shown { open: true, ..Shown::default() }),
        };
        let bar = Menu::new(app)?;
        for (title, entries) in BAR {
            bar.append(&menus.submenu(app, title, entries)?)?;
        }
        app.set_menu(bar)?;
        menus.show(None)?;
        Ok(menus)
    }

    fn submenu(&mut self, app: &AppHandle, title: &str, entries: &[Entry]) -> tauri::Result<Submenu<Wry>> {
        let menu = Submenu::new(app, title, true)?;
        for entry in entries {
            menu.append(&*self.line(app, entry)?)?;
        }
        Ok(menu)
    }

    fn line(&mut self, app: &AppHandle, entry: &Entry) -> tauri::Result<Box<dyn IsMenuItem<Wry>>> {
        Ok(match entry {
            Do(action) => Box::new(self.item(app, *action)?),
            Tick(action) => Box::new(self.tick(app, *action)?),
            Text(editing) => Box::new(editing.item(app)?),
            Line => Box::new(PredefinedMenuItem::separator(app)?),
            Recents => Box::new(self.recents.clone()),
            Under(title, entries) => Box::new(self.submenu(app, title, entries)?),
        })
    }

    fn item(&mut self, app: &AppHandle, action: Action) -> tauri::Result<MenuItem<Wry>> {
        let Described { id, label, keys, .. } = action.described();
        let item = MenuItem::with_id(app, *id, label, true, (!keys.is_empty()).then_some(keys))?;
        self.items.insert(action, item.clone());
        Ok(item)
    }

    fn tick(&mut self, app: &AppHandle, action: Action) -> tauri::Result<CheckMenuItem<Wry>> {
        let Described { id, label, .. } = action.described();
        let item = CheckMenuItem::with_id(app, *id, label, true, false, None::<&str>)?;
        self.ticks.insert(action, item.clone());
        Ok(item)
    }

    /// Follows the open engagement: what can be done, and what undo and redo would do.
    ///
    /// # Errors
    /// When the platform refuses a change of the menu.
    pub fn show(&self, state: Option<&State>) -> tauri::Result<()> {
        let new = Shown::from(state);
        let old = std::mem::replace(&mut *self.shown.lock().unwrap_or_else(PoisonError::into_inner), new.clone());
        if old.open != new.open {
            self.enable(new.open)?;
        }
        if old != new {
            self.name(Undo, new.undo.as_deref())?;
            self.name(Redo, new.redo.as_deref())?;
        }
        Ok(())
    }

    /// An item that is off lets its keys through to the page.
    fn enable(&self, open: bool) -> tauri::Result<()> {
        self.items
            .iter()
            .filter(|(action, _)| action.described().needs_engagement)
            .try_for_each(|(_, item)| item.set_enabled(open))
    }

    fn name(&self, action: Action, what: Option<&str>) -> tauri::Result<()> {
        let Some(item) = self.items.get(&action) else { return Ok(()) };
        item.set_text(named(action.described().label, what))?;
        item.set_enabled(what.is_some())
    }

    /// Ticks the theme in force.
    ///
    /// # Errors
    /// As for [`Self::show`].
    pub fn tick_theme(&self, theme: ThemeChoice) -> tauri::Result<()> {
        self.ticks.iter().try_for_each(|(action, item)| item.set_checked(look::theme_of(*action) == Some(theme)))
    }

    /// Lists the engagements opened before; those that are missing are not offered.
    ///
    /// # Errors
    /// As for [`Self::show`].
    pub fn list_recents(&self, app: &AppHandle, recents: &[Recent]) -> tauri::Result<()> {
        while self.recents.remove_at(0)?.is_some() {}
        let there = recents.iter().filter(|one| !one.missing);
        for one in there.clone() {
            let item = MenuItem::with_id(app, format!("{RECENT}{}", one.id), literal(&one.name), true, None::<&str>)?;
            self.recents.append(&item)?;
        }
        self.recents.set_enabled(there.count() > 0)
    }
}

/// A label that says what it does to what.
fn named(label: &str, what: Option<&str>) -> String {
    match what {
        None => label.to_owned(),
        Some(what) if what.chars().count() <= TOLD => literal(&format!("{label}: {what}")),
        Some(what) => literal(&format!("{label}: {}…", what.chars().take(TOLD).collect::<String>().trim_end())),
    }
}

/// A text in which no letter becomes a key: in a menu, an ampersand underlines what follows.
fn literal(text: &str) -> String {
    text.replace('&', "&&")
}

/// Does what the chosen item says, or tells the page to.
pub fn chosen(app: &AppHandle, id: &str) {
    if let Some(recent) = id.strip_prefix(RECENT).and_then(|number| number.parse().ok()) {
        app.state::<Arc<Outbox>>().send(Message::OpenRecent { id: recent });
    } else if let Some(editing) = Editing::named(id) {
        editing.run(app);
    } else if let Some(action) = Action::named(id) {
        start(app, action);
    }
}

fn start(app: &AppHandle, action: Action) {
    match action {
        Quit => app.exit(0),
        ZoomIn | ZoomOut | ZoomReset => look::zoom(app, action),
        ThemeSystem | ThemeLight | ThemeDark => look::choose_theme(app, action),
        _ => app.state::<Arc<Outbox>>().send(Message::Menu { action: action.described().id }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::actions::ACTIONS;

    fn actions(entries: &[Entry]) -> Vec<Action> {
        let of = |entry: &Entry| match entry {
            Do(action) | Tick(action) => vec![*action],
            Under(_, entries) => actions(entries),
            Text(_) | Line | Recents => Vec::new(),
        };
        entries.iter().flat_map(of).collect()
    }

    #[test]
    fn every_action_stands_in_the_menu_the_table_names_in_its_order() {
        for (title, entries) in BAR {
            let name = title.trim_start_matches('&').to_lowercase();
            let of_table = ACTIONS.iter().filter(|one| format!("{:?}", one.menu).to_lowercase() == name).map(|one| one.action);
            assert_eq!(actions(entries), of_table.collect::<Vec<_>>(), "the page shows the actions under this menu: {title}");
        }
    }

    #[test]
    fn undo_says_what_it_takes_back() {
        assert_eq!(named("Undo", None), "Undo");
        assert_eq!(named("Undo", Some("R&D users, 12")), "Undo: R&&D users, 12", "the ampersand is the person's");
        let long = named("Undo", Some(&"word ".repeat(30)));
        assert!(long.ends_with('…') && long.chars().count() < 80, "a menu is no place for a paragraph: {long}");
    }
}
