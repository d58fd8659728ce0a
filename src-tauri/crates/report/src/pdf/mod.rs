//! Writes pages as PDF: native text and paths, embedded subset fonts, tags for PDF/UA-1, outline, links, metadata.

mod canvas;
mod finish;
mod fonts;
mod stream;
mod structure;

#[cfg(test)]
mod tests;

pub use canvas::Canvas;

use crate::face::Faces;
use crate::layout::Laid;
use chrono::NaiveDate;
use std::fmt;

/// What the file says about itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Metadata {
    /// Who prepared it.
    pub author: String,
    /// What it is about.
    pub subject: String,
    /// Program and version.
    pub producer: String,
    /// The only date in it.
    pub date: NaiveDate,
    /// Named values of our own: the canonical hash, the seed.
    pub own: Vec<(String, String)>,
    /// A file inside it: name, media type, bytes.
    pub attachment: Option<Attachment>,
}

/// A file inside the document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attachment {
    /// Its name.
    pub name: String,
    /// Its media type.
    pub media: String,
    /// What it is.
    pub description: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// Why a document cannot be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WriteError {
    /// The program's own typeface.
    Font(String),
    /// The writer.
    Writer(String),
}

impl fmt::Display for WriteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Font(why) => write!(f, "The bundled typeface cannot be embedded: {why}."),
            Self::Writer(why) => write!(f, "The PDF cannot be written: {why}."),
        }
    }
}

impl std::error::Error for WriteError {}

/// The seam between laid-out pages and a file format.
pub trait Writer {
    /// The file's bytes; the same for the same input.
    ///
    /// # Errors
    /// Where a font or the format fails.
    fn write(&self, laid: &Laid, metadata: &Metadata) -> Result<Vec<u8>, WriteError>;
}

/// Writes by printpdf, with what it lacks added by lopdf.
pub struct PdfWriter<'a> {
    /// The bundled typeface.
    pub faces: &'a Faces,
}

impl Writer for PdfWriter<'_> {
    fn write(&self, laid: &Laid, metadata: &Metadata) -> Result<Vec<u8>, WriteError> {
        let subsets = fonts::subsets(laid, self.faces)?;
        let mut structure = structure::Structure::new(&laid.tree);
        let document = stream::document(laid, &subsets, &mut structure);
        finish::finish(document, laid, &structure, metadata)
    }
}
