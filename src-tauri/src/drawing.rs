//! How the webview draws where the machine has no graphics device, as in a virtual machine or over remote desktop: by the
//! processor straight into the window. By default it goes through OpenGL there too, carried out in software, which
//! makes every frame about twice as long and takes a quarter more memory (`make bench` shows both).

use crate::anew;
use std::io;

/// WebKitGTK's own variable; `0` keeps its default.
const STRAIGHT: &str = "WEBKIT_DISABLE_DMABUF_RENDERER";

/// Starts the program afresh with the variable where it helps; whoever has set it decides.
///
/// # Errors
/// When the program cannot be started again.
#[cfg(target_os = "linux")]
pub fn draw_without_graphics_device() -> io::Result<()> {
    if std::env::var_os(STRAIGHT).is_some() || has_graphics_device() {
        return Ok(());
    }
    let mut program = anew::same_program()?;
    program.env(STRAIGHT, "1");
    Err(anew::replace_by(program))
}

/// Other platforms' webviews choose well by themselves.
///
/// # Errors
/// Never.
#[cfg(not(target_os = "linux"))]
pub fn draw_without_graphics_device() -> io::Result<()> {
    Ok(())
}

/// The kernel lists what can draw there. A folder that cannot be read says nothing, so the default stays.
#[cfg(target_os = "linux")]
fn has_graphics_device() -> bool {
    match std::fs::read_dir("/dev/dri") {
        Ok(entries) => entries.flatten().any(|entry| entry.file_name().to_string_lossy().starts_with("renderD")),
        Err(error) => error.kind() != io::ErrorKind::NotFound,
    }
}
