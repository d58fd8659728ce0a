//! The one channel from the shell to the page: everything the page has not asked for comes through it.

use crate::dropped::DroppedFiles;
use crate::preferences::ThemeChoice;
use crate::running::Task;
use advisor::wire::ErrorBody;
use serde::Serialize;
use std::sync::{Mutex, PoisonError};
use tauri::ipc::Channel;

/// What the shell tells the page: an object with `kind` and what belongs to it.
#[derive(Debug, Clone, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Message {
    /// An item of the menu was chosen, or its keys were pressed.
    Menu {
        /// Id of the action.
        action: &'static str,
    },
    /// A recent engagement was chosen in the menu.
    OpenRecent {
        /// Its id in the list of recents.
        id: u32,
    },
    /// Files hang over the window, or no longer do.
    Dragging {
        /// They do.
        over: bool,
    },
    /// Files were dropped and wait.
    Dropped {
        /// Their names.
        files: DroppedFiles,
    },
    /// Something takes long.
    Progress {
        /// What can be stopped.
        task: Task,
        /// What it is at, such as a file's name.
        name: String,
        /// How much of that is done, in rows.
        done: u64,
    },
    /// Another engagement is open than the page knows of.
    Opened {
        /// Its organisation.
        name: String,
    },
    /// The engagement was closed otherwise than by the page.
    Closed,
    /// A theme was chosen in the menu; it is kept already.
    Theme {
        /// The theme.
        theme: ThemeChoice,
    },
    /// Something the page did not ask for went wrong.
    Failed {
        /// What, and what to do.
        error: ErrorBody,
    },
}

/// Where messages go: to the page that listens. What is sent while none does is dropped; a page asks for the state of
/// things when it begins.
#[derive(Default)]
pub struct Outbox {
    page: Mutex<Option<Channel<Message>>>,
}

impl Outbox {
    /// From now on this page is told; one that was told before is a page that was left.
    pub fn connect(&self, page: Channel<Message>) {
        *self.page.lock().unwrap_or_else(PoisonError::into_inner) = Some(page);
    }

    /// Tells the page. A window that is closing hears nothing more, and nothing is lost by that.
    pub fn send(&self, message: Message) {
        let page = self.page.lock().unwrap_or_else(PoisonError::into_inner).clone();
        if let Some(page) = page {
            drop(page.send(message));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};
    use std::sync::Arc;
    use tauri::ipc::InvokeResponseBody;

    fn heard_by(outbox: &Outbox) -> Arc<Mutex<Vec<Value>>> {
        let heard = Arc::new(Mutex::new(Vec::new()));
        let into = Arc::clone(&heard);
        outbox.connect(Channel::new(move |body| {
            if let InvokeResponseBody::Json(text) = body {
                into.lock().expect("no thread failed").push(serde_json::from_str(&text).expect("a message is JSON"));
            }
            Ok(())
        }));
        heard
    }

    #[test]
    fn a_message_says_its_kind_and_comes_to_the_page_that_listens() {
        let outbox = Outbox::default();
        outbox.send(Message::Closed);
        let heard = heard_by(&outbox);
        outbox.send(Message::Menu { action: "find" });
        outbox.send(Message::Progress { task: Task::Import, name: "a.csv".to_owned(), done: 7 });
        let told = heard.lock().expect("no thread failed").clone();
        let wanted = [
            json!({ "kind": "menu", "action": "find" }),
            json!({ "kind": "progress", "task": "import", "name": "a.csv", "done": 7 }),
        ];
        assert_eq!(told, wanted, "what was sent before anyone listened is not kept, the rest comes in order");
    }

    #[test]
    fn a_page_loaded_again_is_the_only_one_told() {
        let outbox = Outbox::default();
        let (left, shown) = (heard_by(&outbox), heard_by(&outbox));
        outbox.send(Message::Closed);
        assert!(left.lock().expect("no thread failed").is_empty(), "the page that was left hears nothing");
        assert_eq!(shown.lock().expect("no thread failed").len(), 1, "the one shown does");
    }
}
