//! `threshold`: the use cases at a prompt. Results go to stdout, progress and errors to stderr.
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::panic))]

mod arguments;
mod changes;
mod merges;
mod output;
mod presets;
mod reporting;
mod run;
mod simulating;
mod terminal;

use arguments::Arguments;
use clap::Parser;
use output::Fault;
use std::process::ExitCode;

/// Rows are made on one thread and let go on another, for which the system's allocator makes both wait.
#[global_allocator]
static MEMORY: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// The input is at fault.
const INPUT: u8 = 1;
/// We are.
const OURS: u8 = 2;

fn main() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(usage) => {
            let code = if usage.use_stderr() { INPUT } else { 0 };
            let _ = usage.print();
            return ExitCode::from(code);
        }
    };
    match run::run(arguments.command) {
        Ok(()) => ExitCode::SUCCESS,
        // The reader had enough: `threshold … | head`.
        Err(Fault::Output(cause)) if cause.kind() == std::io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(fault) => {
            eprintln!("{fault}");
            ExitCode::from(if fault.is_input() { INPUT } else { OURS })
        }
    }
}
