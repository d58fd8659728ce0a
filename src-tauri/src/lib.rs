//! The shell: one window on one open engagement, and one adapter per command. It decides nothing about cost;
//! what it shows comes from `advisor`, as it is.

mod automation;
mod commands;
mod desk;
mod fault;
mod host;

pub use automation::close_automation_door;
pub use desk::Desk;
pub use host::SystemHost;

use std::sync::Arc;
use tauri::{App, Context, Manager, RunEvent};

/// Opens the window on `desk` and returns when it is closed.
///
/// # Errors
/// When the platform offers no display or no webview.
pub fn run(desk: Desk) -> tauri::Result<()> {
    let desk = Arc::new(desk);
    app(Arc::clone(&desk))?.run(move |_, event| {
        if let RunEvent::Exit = event {
            desk.close();
        }
    });
    Ok(())
}

fn app(desk: Arc<Desk>) -> tauri::Result<App> {
    let app = tauri::Builder::default().invoke_handler(commands::handler()).build(context())?;
    app.manage(desk);
    Ok(app)
}

/// The configuration as built in. WebKit lets nobody drive a webview that keeps nothing, so under test it may keep.
fn context() -> Context {
    let mut context = tauri::generate_context!();
    if automation::is_driven() {
        context.config_mut().app.windows.iter_mut().for_each(|window| window.incognito = false);
    }
    context
}
