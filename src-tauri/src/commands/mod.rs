//! What the page may ask for: each command hands over to the shell on a thread that may wait, and passes the answer on.
//! The same names stand in `src-tauri/permissions/commands.json`, `src-tauri/capabilities/main.json` and
//! `ui/src/ipc/commands.ts`; a test holds them together.

mod answers;
mod changes;
mod files;
mod opening;
mod preferences;
mod recents;
mod report;
mod window;

use crate::desk::Desk;
use crate::fault;
use advisor::wire::ErrorBody;
use advisor::{Error, Session};
use std::sync::Arc;
use tauri::Wry;
use tauri::ipc::Invoke;

/// One list, file by file, for the handler and for the test that compares it.
macro_rules! commands {
    ($($file:ident: $($name:ident),+ $(,)?;)+) => {
        #[cfg(test)]
        const NAMES: &[&str] = &[$($(stringify!($name)),+),+];

        /// Answers every command of the page; those without a permission never get here.
        pub fn handler() -> impl Fn(Invoke<Wry>) -> bool + Send + Sync + 'static {
            tauri::generate_handler![$($($file::$name),+),+]
        }
    };
}

commands![
    answers: state, assessment, curtain, uncertainty, preview, chart, levers, explain, explain_input, rows, index, terms, client, consequence, history, sources, problems, source_changes, table_changes, quality, merges, quote_fields;
    changes: change, undo, redo, withdraw, split, unite, waiting, commit, discard;
    files: pick_exports, stage, add_files, read_as, set_aside_table, stage_quote, save_rejected, save_preset;
    opening: new_engagement, open_engagement, open_recent, open_sample, close;
    preferences: preferences, set_preferences;
    recents: recents, pin_recent, forget_recent, locate_recent;
    report: draft, page, pick_logo, drop_logo, export_report, save_chart;
    window: listen, actions, cancel, full_screen;
];

type Answer<T> = Result<T, ErrorBody>;

/// Asks the open engagement on a thread that may wait.
async fn asked<T: Send + 'static>(
    desk: &Arc<Desk>,
    question: impl FnOnce(&mut Session) -> Result<T, Error> + Send + 'static,
) -> Answer<T> {
    let desk = Arc::clone(desk);
    waiting(move || desk.ask(question)).await
}

/// Runs `work` where it may read files and compute, so that the window keeps painting.
async fn waiting<T: Send + 'static>(work: impl FnOnce() -> Answer<T> + Send + 'static) -> Answer<T> {
    tauri::async_runtime::spawn_blocking(work).await.unwrap_or_else(|cause| Err(fault::of_ours(cause)))
}

#[cfg(test)]
mod tests {
    use super::NAMES;
    use serde_json::Value;
    use std::collections::BTreeSet;
    use std::path::Path;

    fn read(path: &str) -> String {
        std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).expect(path)
    }

    fn json(path: &str) -> Value {
        serde_json::from_str(&read(path)).expect(path)
    }

    fn texts(list: &Value) -> BTreeSet<String> {
        list.as_array().expect("a list").iter().map(|text| text.as_str().expect("a text").to_owned()).collect()
    }

    fn names() -> BTreeSet<String> {
        NAMES.iter().map(|name| (*name).to_owned()).collect()
    }

    fn granted() -> BTreeSet<String> {
        names().iter().map(|name| format!("allow-{}", name.replace('_', "-"))).collect()
    }

    #[test]
    fn each_command_has_one_permission_of_its_own() {
        let file = json("src-tauri/permissions/commands.json");
        let permissions = file["permission"].as_array().expect("a list of permissions");
        let ids: BTreeSet<String> = permissions.iter().map(|one| one["identifier"].as_str().expect("an id").to_owned()).collect();
        assert_eq!(ids, granted(), "a command without a permission could not be called, one too many would grant nothing");
        for one in permissions {
            let allowed = texts(&one["commands"]["allow"]);
            assert_eq!(allowed.len(), 1, "one permission grants one command: {one}");
            assert!(allowed.is_subset(&names()), "a permission must name a command that exists: {one}");
        }
    }

    #[test]
    fn the_window_is_granted_the_commands_and_nothing_else() {
        let capability = json("src-tauri/capabilities/main.json");
        assert_eq!(texts(&capability["permissions"]), granted(), "no core permission, no command left out");
    }

    #[test]
    fn the_page_calls_the_commands_by_the_same_names() {
        let source = read("ui/src/ipc/commands.ts");
        let list = source.split_once("COMMANDS = [").and_then(|(_, rest)| rest.split_once(']')).expect("the client's list").0;
        let called: BTreeSet<String> = list.split('"').skip(1).step_by(2).map(str::to_owned).collect();
        assert_eq!(called, names(), "the page must not know a command that is not there, nor miss one");
    }
}
