//! The engagements opened before.

use super::{Answer, waiting};
use crate::picker::Picker;
use crate::recents::{Recent, Recents};
use crate::{fault, opening};
use chrono::Local;
use std::io;
use std::sync::Arc;
use tauri::{AppHandle, State};

type TheRecents<'a> = State<'a, Arc<Recents>>;

/// The list as it is now.
#[tauri::command]
pub async fn recents(recents: TheRecents<'_>) -> Answer<Vec<Recent>> {
    let recents = Arc::clone(&recents);
    waiting(move || Ok(recents.list(Local::now().naive_local()))).await
}

/// Keeps an entry on the list, or no longer.
#[tauri::command]
pub async fn pin_recent(app: AppHandle, recents: TheRecents<'_>, id: u32, pinned: bool) -> Answer<Vec<Recent>> {
    changed(app, &recents, move |list| list.pin(id, pinned)).await
}

/// Takes an entry off the list; the file stays.
#[tauri::command]
pub async fn forget_recent(app: AppHandle, recents: TheRecents<'_>, id: u32) -> Answer<Vec<Recent>> {
    changed(app, &recents, move |list| list.forget(id)).await
}

/// Asks where the file of an entry lies now.
#[tauri::command]
pub async fn locate_recent(app: AppHandle, recents: TheRecents<'_>, picker: State<'_, Picker>, id: u32) -> Answer<Vec<Recent>> {
    let picker = picker.inner().clone();
    changed(app, &recents, move |list| picker.open_engagement().map_or(Ok(()), |path| list.locate(id, &path))).await
}

/// Changes the list and shows it in the menu too.
async fn changed(
    app: AppHandle,
    recents: &Arc<Recents>,
    change: impl FnOnce(&Recents) -> io::Result<()> + Send + 'static,
) -> Answer<Vec<Recent>> {
    let recents = Arc::clone(recents);
    waiting(move || {
        change(&recents).map_err(fault::not_kept)?;
        opening::list_recents(&app);
        Ok(recents.list(Local::now().naive_local()))
    })
    .await
}
