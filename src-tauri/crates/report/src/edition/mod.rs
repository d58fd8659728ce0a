//! Editions: which operations, in which order, say what an assessment found.

mod board;
mod full;
mod words;

use crate::assessment::Assessment;
use crate::chart::DrawError;
use crate::document::{Document, Furniture, Logo, Paper};
use crate::face::Faces;
use model::present::day;

/// Which document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Edition {
    /// Two pages.
    Board,
    /// Everything.
    Full,
}

impl Edition {
    /// Its word at the prompt.
    pub fn name(self) -> &'static str {
        match self {
            Self::Board => "board",
            Self::Full => "full",
        }
    }
}

/// How a report is made.
#[derive(Debug, Clone, PartialEq)]
pub struct Make {
    /// Edition.
    pub edition: Edition,
    /// Paper.
    pub paper: Paper,
    /// The firm's colour: the line above each page and nothing else.
    pub accent: (u8, u8, u8),
    /// The firm's logo.
    pub logo: Option<Logo>,
}

/// The document of an edition.
///
/// # Errors
/// Where a chart cannot be drawn.
pub fn document(a: &Assessment<'_>, faces: &Faces, make: &Make) -> Result<Document, DrawError> {
    let width = make.paper.measure();
    let ops = match make.edition {
        Edition::Board => board::ops(a, faces, width)?,
        Edition::Full => full::ops(a, faces, width)?,
    };
    Ok(Document { title: title(a), ops, furniture: furniture(a, make), paper: make.paper })
}

/// Title of the file.
pub fn title(a: &Assessment<'_>) -> String {
    format!("{}: managed IT support", a.organisation())
}

fn furniture(a: &Assessment<'_>, make: &Make) -> Furniture {
    let edition = match make.edition {
        Edition::Board => "Board summary",
        Edition::Full => "Full report",
    };
    let imprint = &a.imprint;
    let redacted = if a.redaction.is_some() { ", redacted" } else { "" };
    let hash: String = imprint.inputs.chars().take(12).collect();
    Furniture {
        head_left: title(a),
        head_right: format!("{edition}{redacted}, as of {}", day(a.plan.as_of)),
        foot_left: format!("Prepared by {}, {}. {}", imprint.prepared_by, day(imprint.date), imprint.interest),
        foot_right: format!("Inputs {hash}, engine {}, seed {}", imprint.engine, imprint.seed),
        accent: make.accent,
        logo: make.logo.clone(),
    }
}
