//! Presets at the prompt.

use crate::arguments::PresetCommand;
use crate::output::{Fault, json, lines, table};
use crate::run::read_as;
use crate::terminal::Terminal;
use advisor::wire::PresetInfo;
use advisor::{add_preset, preset_text, remove_preset, save_preset, write_file};

/// Runs a command.
pub fn run(command: PresetCommand) -> Result<(), Fault> {
    let host = Terminal::new();
    match command {
        PresetCommand::List { json: as_json } => {
            let presets = advisor::presets(&host)?;
            if as_json { json(&presets) } else { lines(&[list(&presets), advisor::presets_left_out(&host)?].concat()) }
        }
        PresetCommand::Save { export, name, reading, output: Some(output), force } => {
            let text = preset_text(&export, &read_as(reading), &name, &host)?;
            write_file(&output, text.as_bytes(), force)?;
            lines(&[format!("{} is written.", output.display())])
        }
        PresetCommand::Save { export, name, reading, output: None, force } => {
            let saved = save_preset(&export, &read_as(reading), &name, force, &host)?;
            lines(&[format!("{} is kept: the next export like this one is read so.", saved.id)])
        }
        PresetCommand::Add { preset, force } => {
            let added = add_preset(&preset, force, &host)?;
            lines(&[format!("{} is among your presets: {}.", added.id, added.title)])
        }
        PresetCommand::Remove { id } => {
            remove_preset(&id, &host)?;
            lines(&[format!("{id} is taken away.")])
        }
    }
}

fn list(presets: &[PresetInfo]) -> Vec<String> {
    let row = |p: &PresetInfo| vec![p.id.clone(), p.kind.clone(), if p.own { "own" } else { "" }.to_owned(), p.title.clone()];
    table(&presets.iter().map(row).collect::<Vec<_>>())
}
