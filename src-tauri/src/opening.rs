//! What stands around the page follows the open engagement: title, menu, the list of recents.

use crate::desk::Desk;
use crate::menu::Menus;
use crate::recents::{LastVerdict, Recents};
use advisor::wire::{Assessment, ErrorBody, State};
use chrono::Local;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use tauri::{AppHandle, Manager};

/// The engagement listed last, so that the list is written when another is open or it is called otherwise, not at each change.
#[derive(Default)]
pub struct LastListed(Mutex<Option<(PathBuf, String)>>);

impl LastListed {
    /// Whether this is another than last time.
    fn is_news(&self, now: Option<(PathBuf, String)>) -> bool {
        let mut last = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let news = *last != now;
        *last = now;
        news
    }
}

/// Follows the engagement that is open now. None of it can fail in a way that the person has to act on: the file itself
/// is open, or said to be wrong, whatever stands around it.
pub fn show(app: &AppHandle, open: Option<&State>) {
    crate::title::set_title(app, open);
    drop(app.state::<Menus>().show(open));
    let path = app.state::<Arc<Desk>>().path();
    let now = path.zip(open).map(|(path, state)| (path, called(state)));
    if app.state::<LastListed>().is_news(now.clone()) {
        if let Some((path, name)) = now {
            drop(app.state::<Arc<Recents>>().opened(&path, &name, Local::now().naive_local()));
        }
        list_recents(app);
    }
}

/// Shows what opening something answered, and passes it on.
///
/// # Errors
/// The one it was given.
pub fn shown(app: &AppHandle, opened: Result<Option<State>, ErrorBody>) -> Result<Option<State>, ErrorBody> {
    let state = opened?;
    show(app, state.as_ref());
    Ok(state)
}

/// The organisation, or the file where it has no name yet.
fn called(state: &State) -> String {
    if state.name.is_empty() { state.file.clone() } else { state.name.clone() }
}

/// Shows the list in the menu as it is now.
pub fn list_recents(app: &AppHandle) {
    let recents = app.state::<Arc<Recents>>().list(Local::now().naive_local());
    drop(app.state::<Menus>().list_recents(app, &recents));
}

/// Remembers the answer of the open engagement for the list of recents; the sample is not listed.
pub fn remember(desk: &Desk, recents: &Recents, answer: &Assessment) {
    if let Some(path) = desk.path() {
        let verdict = LastVerdict { headline: answer.headings.verdict.clone(), kind: answer.verdict.kind.clone() };
        // A list without the last answer is still a list.
        drop(recents.answered(&path, verdict));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_written_once_for_an_engagement_that_changes() {
        let last = LastListed::default();
        let named = |name: &str| Some((PathBuf::from("/a.threshold"), name.to_owned()));
        assert!(!last.is_news(None), "the start page is where it begins");
        assert!(last.is_news(named("A")), "opened");
        assert!(!last.is_news(named("A")), "changed");
        assert!(last.is_news(named("B")), "called otherwise");
        assert!(last.is_news(None), "closed");
    }
}
