//! What changes the open engagement, each as one step that undo takes back.

use super::Answer;
use crate::desk::Desk;
use crate::{SystemHost, opening};
use advisor::wire::{Override, State as Opened, Waiting};
use advisor::{Error, Session};
use std::sync::Arc;
use tauri::{AppHandle, Manager, State};

type TheDesk<'a> = State<'a, Arc<Desk>>;

/// Runs a change; title and menu follow.
async fn changed(app: AppHandle, change: impl FnOnce(&mut Session) -> Result<(), Error> + Send + 'static) -> Answer<Opened> {
    super::waiting(move || {
        let state = app.state::<Arc<Desk>>().change(change)?;
        opening::show(&app, Some(&state));
        Ok(state)
    })
    .await
}

/// Types values, all as one change.
#[tauri::command]
pub async fn change(app: AppHandle, changes: Vec<Override>, why: Option<String>) -> Answer<Opened> {
    changed(app, move |s| s.change(&changes, why.as_deref(), &SystemHost)).await
}

/// Takes the last change back.
#[tauri::command]
pub async fn undo(app: AppHandle) -> Answer<Opened> {
    changed(app, |s| s.undo(&SystemHost).map(drop)).await
}

/// Makes the change taken back last again.
#[tauri::command]
pub async fn redo(app: AppHandle) -> Answer<Opened> {
    changed(app, |s| s.redo(&SystemHost).map(drop)).await
}

/// Takes a whole import back.
#[tauri::command]
pub async fn withdraw(app: AppHandle, source: u32, why: Option<String>) -> Answer<Opened> {
    changed(app, move |s| s.withdraw(source, why.as_deref(), &SystemHost)).await
}

/// Takes a merged thing apart: every row stands for itself.
#[tauri::command]
pub async fn split(app: AppHandle, thing: String) -> Answer<Opened> {
    changed(app, move |s| s.split(&thing, None, &SystemHost)).await
}

/// Puts a thing that was taken apart together again.
#[tauri::command]
pub async fn unite(app: AppHandle, thing: String) -> Answer<Opened> {
    changed(app, move |s| s.unite(&thing, None, &SystemHost)).await
}

/// What waits to be committed.
#[tauri::command]
pub async fn waiting(desk: TheDesk<'_>) -> Answer<Option<Waiting>> {
    super::asked(&desk, |s| s.waiting()).await
}

/// Makes what waits count, as one change.
#[tauri::command]
pub async fn commit(app: AppHandle, why: Option<String>) -> Answer<Opened> {
    changed(app, move |s| s.commit(why.as_deref(), &SystemHost)).await
}

/// Throws away what waits.
#[tauri::command]
pub async fn discard(app: AppHandle) -> Answer<Opened> {
    changed(app, |s| s.discard()).await
}
