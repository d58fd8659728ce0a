//! This program once more in its own place, with another environment. A variable of a running process cannot be changed
//! without `unsafe`; a new one starts with it.

use std::process::Command;
use std::{env, io};

/// This very program with the same arguments.
///
/// # Errors
/// When its file cannot be told.
pub fn same_program() -> io::Result<Command> {
    let mut program = Command::new(env::current_exe()?);
    program.args(env::args_os().skip(1));
    Ok(program)
}

/// Does not return unless starting failed.
#[cfg(unix)]
pub fn replace_by(mut program: Command) -> io::Error {
    std::os::unix::process::CommandExt::exec(&mut program)
}

/// Does not return unless starting failed.
#[cfg(not(unix))]
pub fn replace_by(mut program: Command) -> io::Error {
    match program.status() {
        Ok(status) => std::process::exit(status.code().unwrap_or_default()),
        Err(error) => error,
    }
}
