//! The desktop program: `threshold-desktop [FILE.threshold | --sample]`. Without either it shows the start page.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

use std::error::Error;
use std::path::PathBuf;
use std::process::ExitCode;
use threshold_desktop::{Desk, close_automation_door, draw_without_graphics_device, run};

/// The exit code that says the fault is the program's or the machine's, not the input's.
const OUR_FAULT: u8 = 2;
/// Opens a throw-away copy of the sample.
const SAMPLE: &str = "--sample";

fn main() -> ExitCode {
    match start() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("Threshold could not start: {error}");
            ExitCode::from(OUR_FAULT)
        }
    }
}

fn start() -> Result<(), Box<dyn Error>> {
    close_automation_door()?;
    draw_without_graphics_device()?;
    let first = std::env::args_os().nth(1);
    let desk = match first {
        Some(word) if word == SAMPLE => Desk::with_sample(),
        Some(file) => Desk::with_file(PathBuf::from(file)),
        None => Desk::empty(),
    };
    run(desk)?;
    Ok(())
}
