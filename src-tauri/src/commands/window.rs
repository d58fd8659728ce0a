//! What the page hears of the shell, and what it may stop.

use super::Answer;
use crate::actions::{self, ActionItem};
use crate::messages::{Message, Outbox};
use crate::running::{Running, Task};
use std::sync::Arc;
use tauri::State;
use tauri::ipc::Channel;

/// From now on messages go to `channel`.
#[tauri::command]
pub fn listen(outbox: State<'_, Arc<Outbox>>, channel: Channel<Message>) {
    outbox.connect(channel);
}

/// Everything the menu, the keys and the palette can start.
#[tauri::command]
pub fn actions() -> Vec<ActionItem> {
    actions::items()
}

/// Stops what runs of this kind; what was asked then answers that it was cancelled.
#[tauri::command]
pub fn cancel(running: State<'_, Arc<Running>>, task: Task) -> Answer<()> {
    running.cancel(task);
    Ok(())
}
