//! A shipped window must not be driven by another program: the webview's automation door is shut before anything starts.

use crate::anew;
use std::process::Command;
use std::{env, io};

/// The variable by which the webview lets a WebDriver in, in release builds too.
const DOOR: &str = "TAURI_WEBVIEW_AUTOMATION";

/// Starts the program afresh without the automation variable if it is set. Debug builds and builds with the feature
/// `automation` leave the door open: the window's own tests come in through it.
///
/// # Errors
/// When the program cannot be started again; going on would leave the door open.
pub fn close_automation_door() -> io::Result<()> {
    if env::var_os(DOOR).is_none() || may_stay_open() {
        return Ok(());
    }
    Err(anew::replace_by(without_door()?))
}

/// Whether this window is being driven by its tests.
pub fn is_driven() -> bool {
    may_stay_open() && env::var_os(DOOR).is_some()
}

fn may_stay_open() -> bool {
    cfg!(any(debug_assertions, feature = "automation"))
}

fn without_door() -> io::Result<Command> {
    let mut program = anew::same_program()?;
    program.env_remove(DOOR);
    Ok(program)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_new_process_is_this_program_without_the_variable() {
        let program = without_door().expect("a test runs from a file");
        assert_eq!(program.get_program(), env::current_exe().expect("as above"), "it must be the same program");
        let removed = program.get_envs().any(|(name, value)| name == DOOR && value.is_none());
        assert!(removed, "without the removal the new process would find the door open again");
    }
}
