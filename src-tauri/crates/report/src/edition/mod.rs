//! Editions: which operations, in which order, say what an assessment found.

mod board;
mod full;
mod words;

use crate::assessment::Assessment;
use crate::chart::DrawError;
use crate::document::{Document, Furniture, Logo, Op, Paper};
use crate::face::Faces;
use crate::layout::lay_out;
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
    let mut ops = summary(a, faces, make)?;
    if make.edition == Edition::Full {
        ops.extend(full::ops(a, faces, make.paper.measure())?);
    }
    Ok(whole(a, make, ops))
}

fn whole(a: &Assessment<'_>, make: &Make, ops: Vec<Op>) -> Document {
    Document { title: title(a), ops, furniture: furniture(a, make), paper: make.paper }
}

/// Pages of the board's edition.
const BOARD_PAGES: usize = 2;

/// The board's pages, as generous as two pages allow.
fn summary(a: &Assessment<'_>, faces: &Faces, make: &Make) -> Result<Vec<Op>, DrawError> {
    let mut ops = Vec::new();
    for room in board::ROOMS {
        ops = board::ops(a, faces, make.paper.measure(), room)?;
        let tried = whole(a, make, ops);
        let pages = lay_out(&tried, faces).pages.len();
        ops = tried.ops;
        if pages <= BOARD_PAGES {
            break;
        }
    }
    Ok(ops)
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
    let written = if imprint.date == a.plan.as_of { String::new() } else { format!(", written {}", day(imprint.date)) };
    let hash: String = imprint.inputs.chars().take(12).collect();
    Furniture {
        head_left: title(a),
        head_right: format!("{edition}{redacted}, as of {}{written}", day(a.plan.as_of)),
        foot_left: format!("Prepared by {}. {}", imprint.prepared_by, imprint.interest),
        foot_right: format!("Inputs {hash}, engine {}, seed {}", imprint.engine, imprint.seed),
        accent: make.accent,
        logo: make.logo.clone(),
    }
}
