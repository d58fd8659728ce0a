//! Files that hang over the window and are dropped on it.

use crate::desk::Desk;
use crate::dropped::{Inbox, sort_dropped};
use crate::messages::{Message, Outbox};
use crate::opening;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tauri::{AppHandle, DragDropEvent, Manager, Window, WindowEvent};

/// Takes what happens to the window.
pub fn on_event(window: &Window, event: &WindowEvent) {
    let WindowEvent::DragDrop(event) = event else { return };
    let outbox = window.state::<Arc<Outbox>>();
    match event {
        DragDropEvent::Enter { .. } => outbox.send(Message::Dragging { over: true }),
        DragDropEvent::Leave => outbox.send(Message::Dragging { over: false }),
        DragDropEvent::Drop { paths, .. } => {
            outbox.send(Message::Dragging { over: false });
            receive(window.app_handle().clone(), paths.clone());
        }
        _ => {}
    }
}

/// Takes files nobody on the page asked for: on a thread that may wait, because folders are looked into and a file is opened.
pub fn receive(app: AppHandle, paths: Vec<PathBuf>) {
    drop(tauri::async_runtime::spawn_blocking(move || take(&app, &paths)));
}

/// Opens a dropped engagement, lets the exports wait and tells the page.
fn take(app: &AppHandle, paths: &[PathBuf]) {
    let dropped = sort_dropped(paths);
    let files = dropped.names();
    if let Some(path) = &dropped.engagement {
        open(app, path);
    }
    app.state::<Arc<Inbox>>().put(dropped.exports);
    if !(files.exports.is_empty() && files.refused.is_empty()) {
        app.state::<Arc<Outbox>>().send(Message::Dropped { files });
    }
}

fn open(app: &AppHandle, path: &Path) {
    let message = match app.state::<Arc<Desk>>().open(path) {
        Ok(state) => {
            opening::show(app, state.as_ref());
            state.map_or(Message::Closed, |state| Message::Opened { name: state.name })
        }
        Err(error) => Message::Failed { error },
    };
    app.state::<Arc<Outbox>>().send(message);
}
