//! What the page hears of the shell, and what it may stop.

use super::Answer;
use crate::actions::{self, ActionItem};
use crate::fault;
use crate::messages::{Message, Outbox};
use crate::running::{Running, Task};
use std::sync::Arc;
use tauri::ipc::Channel;
use tauri::{State, WebviewWindow};

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

/// The window takes the whole screen, without its menus, or gives it back.
#[tauri::command]
pub fn full_screen(window: WebviewWindow, on: bool) -> Answer<()> {
    let menus = if on { window.hide_menu() } else { window.show_menu() };
    menus.and_then(|()| window.set_fullscreen(on)).map_err(fault::of_ours)
}
