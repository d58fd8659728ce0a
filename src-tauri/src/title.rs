//! What stands over the window.

use advisor::wire::State;
use tauri::{AppHandle, Manager};

const PROGRAM: &str = "Threshold";

/// Puts the open engagement over the window. A window that is closing needs no title.
pub fn set_title(app: &AppHandle, open: Option<&State>) {
    if let Some(window) = app.get_webview_window(crate::MAIN) {
        drop(window.set_title(&title(open)));
    }
}

/// The organisation, or the file where it has no name yet; then what sets this engagement apart.
fn title(open: Option<&State>) -> String {
    let Some(state) = open else { return PROGRAM.to_owned() };
    let name = if state.name.is_empty() { &state.file } else { &state.name };
    let apart = match (state.sample, state.writable) {
        (true, _) => " (sample)",
        (false, false) => " (read only)",
        (false, true) => "",
    };
    format!("{name}{apart} — {PROGRAM}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn state(name: &str, sample: bool, writable: bool) -> State {
        State {
            name: name.to_owned(),
            as_of: String::new(),
            as_of_text: String::new(),
            file: "Lake.threshold".to_owned(),
            sample,
            writable,
            kept_from: None,
            damage: None,
            undo: None,
            redo: None,
            change: 0,
            sources: 0,
            staged: false,
        }
    }

    #[test]
    fn the_title_says_whose_engagement_it_is_and_what_sets_it_apart() {
        let titled = |name, sample, writable| title(Some(&state(name, sample, writable)));
        assert_eq!(titled("Lakeview Clinics", false, true), "Lakeview Clinics — Threshold");
        assert_eq!(titled("Lakeview Clinics", true, true), "Lakeview Clinics (sample) — Threshold", "nothing is kept");
        assert_eq!(titled("", false, false), "Lake.threshold (read only) — Threshold", "no name yet");
        assert_eq!(title(None), "Threshold", "the start page");
    }
}
