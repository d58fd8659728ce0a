//! Theme and zoom: the shell's own doing, because title bar, menu and page must agree.

use crate::actions::Action;
use crate::fault;
use crate::menu::Menus;
use crate::messages::{Message, Outbox};
use crate::preferences::{PreferenceFile, ThemeChoice};
use std::io;
use std::sync::Arc;
use tauri::{AppHandle, Manager, Theme};

/// Zooms in per cent and as the webview takes them.
const ZOOMS: &[(u16, f64)] = &[
    (50, 0.5),
    (67, 0.67),
    (80, 0.8),
    (90, 0.9),
    (100, 1.0),
    (110, 1.1),
    (125, 1.25),
    (150, 1.5),
    (175, 1.75),
    (200, 2.0),
    (250, 2.5),
    (300, 3.0),
];

/// The theme an item of the menu stands for.
pub fn theme_of(action: Action) -> Option<ThemeChoice> {
    match action {
        Action::ThemeSystem => Some(ThemeChoice::System),
        Action::ThemeLight => Some(ThemeChoice::Light),
        Action::ThemeDark => Some(ThemeChoice::Dark),
        _ => None,
    }
}

/// Puts the theme of an item in force, keeps it and tells the page.
pub fn choose_theme(app: &AppHandle, action: Action) {
    let Some(theme) = theme_of(action) else { return };
    told(app, app.state::<Arc<PreferenceFile>>().set_theme(theme));
    wear(app, theme);
    app.state::<Arc<Outbox>>().send(Message::Theme { theme });
}

/// Puts a theme on what stands around the page.
pub fn wear(app: &AppHandle, theme: ThemeChoice) {
    app.set_theme(match theme {
        ThemeChoice::System => None,
        ThemeChoice::Light => Some(Theme::Light),
        ThemeChoice::Dark => Some(Theme::Dark),
    });
    // A menu that cannot be ticked is no reason to stop.
    drop(app.state::<Menus>().tick_theme(theme));
}

/// Makes everything in the page larger or smaller, and keeps it so.
pub fn zoom(app: &AppHandle, action: Action) {
    let file = app.state::<Arc<PreferenceFile>>();
    let (percent, factor) = stepped(file.zoom_percent(), action);
    magnify(app, factor);
    told(app, file.set_zoom(percent));
}

/// Shows the page as large as it was last time.
pub fn restore_zoom(app: &AppHandle) {
    let percent = app.state::<Arc<PreferenceFile>>().zoom_percent();
    if let Some((_, factor)) = ZOOMS.iter().find(|(one, _)| *one == percent) {
        magnify(app, *factor);
    }
}

fn magnify(app: &AppHandle, factor: f64) {
    if let Some(window) = app.get_webview_window(crate::MAIN) {
        // A window that is closing stays as it is.
        drop(window.set_zoom(factor));
    }
}

/// The zoom next to this one; at either end it stays.
fn stepped(percent: u16, action: Action) -> (u16, f64) {
    let next = match action {
        Action::ZoomIn => ZOOMS.iter().find(|(one, _)| *one > percent).or(ZOOMS.last()),
        Action::ZoomOut => ZOOMS.iter().rev().find(|(one, _)| *one < percent).or(ZOOMS.first()),
        _ => None,
    };
    next.copied().unwrap_or((100, 1.0))
}

/// Says that something could not be kept.
fn told(app: &AppHandle, kept: io::Result<()>) {
    if let Err(cause) = kept {
        app.state::<Arc<Outbox>>().send(Message::Failed { error: fault::not_kept(cause) });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zoom_goes_step_by_step_and_ends() {
        let percent = |from, action| stepped(from, action).0;
        assert_eq!(percent(100, Action::ZoomIn), 110);
        assert_eq!(percent(100, Action::ZoomOut), 90);
        assert_eq!((percent(300, Action::ZoomIn), percent(50, Action::ZoomOut)), (300, 50), "no further");
        assert_eq!(percent(120, Action::ZoomIn), 125, "from a zoom of another version");
        assert_eq!(percent(175, Action::ZoomReset), 100, "as it was drawn");
    }
}
