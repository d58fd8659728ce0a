//! What the person prefers.

use super::{Answer, waiting};
use crate::preferences::{PreferenceFile, Preferences};
use crate::{fault, look};
use std::sync::Arc;
use tauri::{AppHandle, State};

type TheFile<'a> = State<'a, Arc<PreferenceFile>>;

/// The preferences in force.
#[tauri::command]
pub fn preferences(file: TheFile<'_>) -> Preferences {
    file.get()
}

/// Puts these in force and keeps them.
#[tauri::command]
pub async fn set_preferences(app: AppHandle, file: TheFile<'_>, preferences: Preferences) -> Answer<Preferences> {
    let file = Arc::clone(&file);
    waiting(move || {
        if file.get().theme != preferences.theme {
            look::wear(&app, preferences.theme);
        }
        file.set(preferences).map_err(fault::not_kept)?;
        Ok(file.get())
    })
    .await
}
