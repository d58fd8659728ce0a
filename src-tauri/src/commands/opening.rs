//! Which engagement is open. Where a file lies, the person says in a dialog of the shell; no path comes from the page.

use super::{Answer, waiting};
use crate::desk::Desk;
use crate::picker::Picker;
use crate::recents::Recents;
use crate::{fault, opening};
use advisor::wire::{ErrorBody, State as Opened};
use std::sync::Arc;
use tauri::{AppHandle, Manager};

/// The name proposed for a new engagement's file.
const NEW: &str = "New engagement";

type State = Option<Opened>;

/// Opens something; title, menu and recents follow.
async fn opened(
    app: AppHandle,
    open: impl FnOnce(&Desk, &AppHandle) -> Result<State, ErrorBody> + Send + 'static,
) -> Answer<State> {
    waiting(move || {
        let state = open(&app.state::<Arc<Desk>>(), &app)?;
        if state.is_some() {
            opening::show(&app, state.as_ref());
        }
        Ok(state)
    })
    .await
}

/// Asks for the place of a new engagement and opens it; null when cancelled.
#[tauri::command]
pub async fn new_engagement(app: AppHandle) -> Answer<State> {
    let asked = |desk: &Desk, app: &AppHandle| match app.state::<Picker>().save_engagement(NEW) {
        Some(path) => desk.create(&path),
        None => Ok(None),
    };
    opened(app, asked).await
}

/// Asks for an engagement and opens it; null when cancelled.
#[tauri::command]
pub async fn open_engagement(app: AppHandle) -> Answer<State> {
    let asked = |desk: &Desk, app: &AppHandle| match app.state::<Picker>().open_engagement() {
        Some(path) => desk.open(&path),
        None => Ok(None),
    };
    opened(app, asked).await
}

/// Opens an engagement opened before.
#[tauri::command]
pub async fn open_recent(app: AppHandle, id: u32) -> Answer<State> {
    opened(app, move |desk, app| {
        let path = app.state::<Arc<Recents>>().path(id).ok_or_else(fault::not_listed)?;
        desk.open(&path)
    })
    .await
}

/// Opens a throw-away copy of the sample.
#[tauri::command]
pub async fn open_sample(app: AppHandle) -> Answer<State> {
    opened(app, |desk, _| desk.open_sample()).await
}

/// Lets go of what is open.
#[tauri::command]
pub async fn close(app: AppHandle) -> Answer<()> {
    waiting(move || {
        app.state::<Arc<Desk>>().close();
        opening::show(&app, None);
        Ok(())
    })
    .await
}
