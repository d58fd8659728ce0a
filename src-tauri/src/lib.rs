//! The shell: one window on one open engagement, and one adapter per command. It decides nothing about cost;
//! what it shows comes from `advisor`, as it is.

mod actions;
mod anew;
mod automation;
mod commands;
mod desk;
mod drawing;
mod dropped;
mod editing;
mod fault;
mod host;
mod kept;
mod look;
mod menu;
mod messages;
mod opening;
mod picker;
mod preferences;
mod recents;
mod report_desk;
mod running;
mod title;
mod window_events;

pub use automation::close_automation_door;
pub use desk::Desk;
pub use drawing::draw_without_graphics_device;
pub use host::SystemHost;

use dropped::Inbox;
use menu::Menus;
use messages::Outbox;
use opening::LastListed;
use picker::Picker;
use preferences::PreferenceFile;
use recents::Recents;
use report_desk::ReportDesk;
use running::Running;
use std::sync::Arc;
use tauri::plugin::TauriPlugin;
use tauri::{App, AppHandle, Context, Manager, RunEvent, Wry};
use tauri_plugin_window_state::StateFlags;

/// The one window.
const MAIN: &str = "main";

/// Opens the window on `desk` and returns when it is closed.
///
/// # Errors
/// When the platform offers no display or no webview.
pub fn run(desk: Desk) -> tauri::Result<()> {
    let desk = Arc::new(desk);
    app(Arc::clone(&desk))?.run(move |app, event| match event {
        RunEvent::Ready => look::restore_zoom(app),
        RunEvent::Exit => {
            // The desk is free once what runs has stopped.
            app.state::<Arc<Running>>().cancel_all();
            desk.close();
        }
        #[cfg(target_os = "macos")]
        RunEvent::Opened { urls } => {
            let paths = urls.iter().filter_map(|url| url.to_file_path().ok()).collect();
            window_events::receive(app.clone(), paths);
        }
        _ => {}
    });
    Ok(())
}

fn app(desk: Arc<Desk>) -> tauri::Result<App> {
    let app = tauri::Builder::default()
        .plugin(tauri_plugin_dialog::init())
        .plugin(window_state())
        .invoke_handler(commands::handler())
        .on_window_event(window_events::on_event)
        .on_menu_event(|app, event| menu::chosen(app, event.id().as_ref()))
        .build(context())?;
    furnish(app.handle(), desk)?;
    Ok(app)
}

/// The window stands where it stood, as large as it was; off a screen that is gone, it comes back.
fn window_state() -> TauriPlugin<Wry> {
    let kept = StateFlags::SIZE | StateFlags::POSITION | StateFlags::MAXIMIZED;
    tauri_plugin_window_state::Builder::new().with_state_flags(kept).with_filename("window.json").build()
}

/// Everything commands and menu need, before there is a window that could ask.
fn furnish(app: &AppHandle, desk: Arc<Desk>) -> tauri::Result<()> {
    let config = app.path().app_config_dir()?;
    let preferences = Arc::new(PreferenceFile::at(config.join(preferences::FILE)));
    let theme = preferences.get().theme;
    app.manage(desk);
    app.manage(preferences);
    app.manage(Arc::new(Recents::at(config.join(recents::FILE), app.path().home_dir().ok())));
    app.manage(Arc::new(Outbox::default()));
    app.manage(Arc::new(Inbox::default()));
    app.manage(Arc::new(Running::default()));
    app.manage(Arc::new(ReportDesk::default()));
    app.manage(LastListed::default());
    app.manage(Picker::of(app));
    app.manage(Menus::hang(app)?);
    opening::list_recents(app);
    look::wear(app, theme);
    Ok(())
}

/// The configuration as built in. WebKit lets nobody drive a webview that keeps nothing, so under test it may keep.
fn context() -> Context {
    let mut context = tauri::generate_context!();
    if automation::is_driven() {
        context.config_mut().app.windows.iter_mut().for_each(|window| window.incognito = false);
    }
    context
}
