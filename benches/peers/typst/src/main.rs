//! Times typst at typesetting the content of the full report: `typst-peer CONTENT.json OUT.pdf [RUNS]`.
//!
//! One run writes typst's source from the content, compiles it and exports a tagged PDF (PDF/UA-1), all in memory. `cold` is the
//! first run of the process with loading the fonts and typst's library; `median` is that of RUNS more, each after typst's caches
//! are emptied, so each compiles anew. Reading the content and writing the file are left out of both.

mod content;
mod source;
mod world;

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant;

use content::Content;
use typst::diag::SourceDiagnostic;
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};
use world::Memory;

/// What stopped the peer, in words.
pub type Fault = Box<dyn std::error::Error>;

struct Arguments {
    content: PathBuf,
    pdf: PathBuf,
    runs: usize,
}

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(fault) => {
            eprintln!("{fault}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), Fault> {
    let arguments = arguments()?;
    let json = std::fs::read_to_string(&arguments.content).map_err(|e| format!("{}: {e}", arguments.content.display()))?;
    let content: Content = serde_json::from_str(&json).map_err(|e| format!("{}: {e}", arguments.content.display()))?;

    let (start, mut world) = (Instant::now(), Memory::new()?);
    let pdf = typeset(&mut world, &content)?;
    println!("typst cold {:.1}", milliseconds(start));
    std::fs::write(&arguments.pdf, &pdf).map_err(|e| format!("{}: {e}", arguments.pdf.display()))?;

    let mut times = Vec::with_capacity(arguments.runs);
    for _ in 0..arguments.runs {
        typst::comemo::evict(0);
        let start = Instant::now();
        typeset(&mut world, &content)?;
        times.push(milliseconds(start));
    }
    println!("typst median {:.1}", median(times));
    Ok(())
}

fn arguments() -> Result<Arguments, Fault> {
    let usage = "usage: typst-peer CONTENT.json OUT.pdf [RUNS]";
    let given: Vec<String> = std::env::args().skip(1).collect();
    let (content, pdf, runs) = match given.as_slice() {
        [content, pdf] => (content, pdf, 11),
        [content, pdf, runs] => (content, pdf, runs.parse().map_err(|_| usage)?),
        _ => return Err(usage.into()),
    };
    if runs == 0 {
        return Err(usage.into());
    }
    Ok(Arguments { content: content.into(), pdf: pdf.into(), runs })
}

fn typeset(world: &mut Memory, content: &Content) -> Result<Vec<u8>, Fault> {
    world.show(content)?;
    let document: PagedDocument = typst::compile(world).output.map_err(|e| said(&e))?;
    let standards = PdfStandards::new(&[PdfStandard::Ua_1]).map_err(|e| e.message().to_string())?;
    Ok(typst_pdf::pdf(&document, &PdfOptions { standards, ..PdfOptions::default() }).map_err(|e| said(&e))?)
}

fn said(faults: &[SourceDiagnostic]) -> String {
    faults.iter().map(|fault| fault.message.as_str()).collect::<Vec<_>>().join("; ")
}

fn milliseconds(start: Instant) -> f64 {
    start.elapsed().as_secs_f64() * 1000.0
}

/// Of an even number, the upper of the two in the middle.
fn median(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times.get(times.len() / 2).copied().unwrap_or_default()
}
