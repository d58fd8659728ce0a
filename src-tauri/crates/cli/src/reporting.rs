//! Report, charts, verification at the prompt.

use crate::arguments::ReportArguments;
use crate::output::{Fault, json, lines};
use advisor::wire::{Difference, Verification};
use advisor::{Edition, Error, Paper, ReportOptions, Session, read_accent, write_file};
use std::path::Path;

/// Writes the report.
pub fn report(file: &Path, output: &Path, look: ReportArguments) -> Result<(), Fault> {
    let force = look.force;
    let options = options(look)?;
    let pdf = Session::open_read_only(file)?.report(&options)?;
    write_file(output, &pdf, force)?;
    lines(&[format!("{} is written: {} edition, {} KiB.", output.display(), options.edition.name(), pdf.len().div_ceil(1024))])
}

fn options(look: ReportArguments) -> Result<ReportOptions, Fault> {
    let read = |path: &Path| std::fs::read(path).map_err(|cause| Error::path(path, &cause));
    let defaults = ReportOptions::default();
    Ok(ReportOptions {
        edition: if look.edition == "board" { Edition::Board } else { Edition::Full },
        paper: if look.paper == "a4" { Paper::A4 } else { Paper::Letter },
        date: look.date,
        logo: look.logo.as_deref().map(read).transpose()?,
        accent: look.accent.as_deref().map(read_accent).transpose()?.unwrap_or(defaults.accent),
        redact: look.redact,
    })
}

/// Writes a chart in the format of its file's name.
pub fn chart(file: &Path, name: &str, output: &Path, width: u32, force: bool) -> Result<(), Fault> {
    let session = Session::open_read_only(file)?;
    let png = output.extension().is_some_and(|e| e.eq_ignore_ascii_case("png"));
    let width = f64::from(width);
    let bytes = if png { session.chart_png(name, width)? } else { session.chart(name, width)?.svg.into_bytes() };
    write_file(output, &bytes, force)?;
    lines(&[format!("{} is written.", output.display())])
}

/// Says whether a report matches; one that does not is a fault of the input.
pub fn verify(file: &Path, report: &Path, as_json: bool) -> Result<(), Fault> {
    let found = Session::open_read_only(file)?.verify(report)?;
    if as_json {
        json(&found)?
    } else {
        lines(&told(&found))?
    }
    if found.matches { Ok(()) } else { Err(Fault::Differs) }
}

/// Differences shown; `--json` has all.
const SHOWN: usize = 20;

fn told(v: &Verification) -> Vec<String> {
    if v.matches {
        return vec![format!(
            "Match: inputs {}, engine {}. Inputs, figures and pages are what this engagement gives.",
            v.inputs, v.engine
        )];
    }
    let one = |d: &Difference| format!("  {}: {} in the report, {} now", d.what, d.reported, d.now);
    let mut text = vec![format!("No match: {} differences.", v.differences.len())];
    text.extend(v.differences.iter().take(SHOWN).map(one));
    if v.differences.len() > SHOWN {
        text.push(format!("  {} more; --json shows them all", v.differences.len() - SHOWN));
    }
    text
}
