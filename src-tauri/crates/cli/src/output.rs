//! Printing: tables for people, JSON for programs, errors with what to do next.

use advisor::Error;
use serde::Serialize;
use std::fmt;
use std::io::{self, Write};

/// Why a command failed.
pub enum Fault {
    /// What the use case says.
    Told(Error),
    /// A report that does not match: said already.
    Differs,
    /// The prompt cannot be written to.
    Output(io::Error),
    /// An answer that cannot be written as JSON.
    Json(serde_json::Error),
}

impl Fault {
    /// Whether the input is at fault.
    pub fn is_input(&self) -> bool {
        match self {
            Self::Told(error) => error.is_input(),
            Self::Differs => true,
            Self::Output(_) | Self::Json(_) => false,
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Told(error) => write!(f, "error: {error}\n  {}\n  [{}]", error.hint(), error.code()),
            Self::Differs => f.write_str(
                "The report does not match the engagement.\n  Write it again, or undo what was changed since.\n  [differs]",
            ),
            Self::Output(cause) => write!(f, "error: the answer cannot be written: {cause}"),
            Self::Json(cause) => write!(f, "error: the answer cannot be written as JSON: {cause}"),
        }
    }
}

impl From<Error> for Fault {
    fn from(error: Error) -> Self {
        Self::Told(error)
    }
}

impl From<io::Error> for Fault {
    fn from(cause: io::Error) -> Self {
        Self::Output(cause)
    }
}

/// Writes an answer as JSON.
pub fn json(answer: &impl Serialize) -> Result<(), Fault> {
    let text = serde_json::to_string_pretty(answer).map_err(Fault::Json)?;
    Ok(writeln!(io::stdout().lock(), "{text}")?)
}

/// Writes lines of text.
pub fn lines(text: &[String]) -> Result<(), Fault> {
    let mut out = io::stdout().lock();
    for line in text {
        writeln!(out, "{}", line.trim_end())?;
    }
    Ok(())
}

/// A table: the first column to the left, the others to the right, each as wide as its widest cell.
pub fn table(rows: &[Vec<String>]) -> Vec<String> {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let width = |at: usize| rows.iter().filter_map(|r| r.get(at)).map(|c| c.chars().count()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..columns).map(width).collect();
    let cell = |(at, text): (usize, &String)| {
        let pad = " ".repeat(widths[at].saturating_sub(text.chars().count()));
        if at == 0 { format!("{text}{pad}") } else { format!("  {pad}{text}") }
    };
    rows.iter().map(|row| row.iter().enumerate().map(cell).collect()).collect()
}
