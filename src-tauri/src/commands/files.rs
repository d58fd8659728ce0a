//! Exports on their way in: picked or dropped, then read and waiting to be committed.

use super::report::written;
use super::{Answer, waiting};
use crate::desk::Desk;
use crate::dropped::{DroppedFiles, Inbox, sort_dropped};
use crate::host::{SystemHost, WatchedHost};
use crate::messages::Outbox;
use crate::picker::Picker;
use crate::running::{Running, Task};
use advisor::wire::{Override, PresetInfo, ReadAs, Waiting};
use advisor::{Error, Session};
use std::sync::Arc;
use tauri::{AppHandle, Manager, State};

/// Reads while the page watches and may stop it.
fn reading(
    app: &AppHandle,
    read: impl FnOnce(&mut Session, &WatchedHost) -> Result<Option<Waiting>, Error>,
) -> Answer<Option<Waiting>> {
    let (outbox, running) = (Arc::clone(&app.state::<Arc<Outbox>>()), app.state::<Arc<Running>>());
    // It begins when the desk is free: until then another task is the one a wish to stop means.
    app.state::<Arc<Desk>>().ask(|session| read(session, &WatchedHost::new(Task::Import, outbox, &running)))
}

/// Asks for exports; they wait to be read.
#[tauri::command]
pub async fn pick_exports(inbox: State<'_, Arc<Inbox>>, picker: State<'_, Picker>) -> Answer<DroppedFiles> {
    let (inbox, picker) = (Arc::clone(&inbox), picker.inner().clone());
    waiting(move || {
        let picked = sort_dropped(&picker.open_exports());
        let names = picked.names();
        inbox.put(picked.exports);
        Ok(names)
    })
    .await
}

/// Reads the exports that were dropped or picked.
#[tauri::command]
pub async fn stage(app: AppHandle) -> Answer<Option<Waiting>> {
    let inbox = Arc::clone(&app.state::<Arc<Inbox>>());
    waiting(move || {
        reading(&app, |session, host| match inbox.take() {
            exports if exports.is_empty() => session.waiting(),
            exports => session.stage(&exports, host),
        })
    })
    .await
}

/// Asks for exports and reads them; null when cancelled.
#[tauri::command]
pub async fn add_files(app: AppHandle) -> Answer<Option<Waiting>> {
    waiting(move || {
        let exports = sort_dropped(&app.state::<Picker>().open_exports()).exports;
        if exports.is_empty() { Ok(None) } else { reading(&app, |session, host| session.stage(&exports, host)) }
    })
    .await
}

/// Reads a waiting table again as said.
#[tauri::command]
pub async fn read_as(app: AppHandle, table: u32, said: ReadAs) -> Answer<Option<Waiting>> {
    waiting(move || reading(&app, |session, host| session.read_as(table, said, host))).await
}

/// Takes one waiting table out.
#[tauri::command]
pub async fn set_aside_table(app: AppHandle, table: u32) -> Answer<Option<Waiting>> {
    waiting(move || reading(&app, |session, host| session.set_table_aside(table, host))).await
}

/// An offer as typed waits like a file.
#[tauri::command]
pub async fn stage_quote(app: AppHandle, fields: Vec<Override>) -> Answer<Option<Waiting>> {
    waiting(move || reading(&app, |session, host| session.stage_quote(&fields, host))).await
}

/// Asks for a place and writes the rejected rows of a waiting table there, each with what is wrong; null when cancelled.
#[tauri::command]
pub async fn save_rejected(app: AppHandle, table: u32, name: String) -> Answer<Option<String>> {
    waiting(move || {
        let rows = app.state::<Arc<Desk>>().ask(|session| session.rejected_rows(table, &SystemHost))?;
        let picked = rows.and_then(|rows| Some((app.state::<Picker>().save_table(&format!("{name} rejected"))?, rows)));
        picked.map(|(place, rows)| written(&place, &rows)).transpose()
    })
    .await
}

/// Keeps how a waiting table is read as a preset of the person's own; one of that name is replaced only by `force`.
#[tauri::command]
pub async fn save_preset(app: AppHandle, table: u32, name: String, force: bool) -> Answer<PresetInfo> {
    waiting(move || app.state::<Arc<Desk>>().ask(|session| session.save_preset(table, &name, force, &SystemHost))).await
}
