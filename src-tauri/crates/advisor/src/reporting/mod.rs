//! The report and its charts: from the assessment to a PDF, and back from a PDF to the engagement.

mod charts;
mod fingerprint;
mod gather;
mod options;
mod preview;
mod record;
mod study;
#[cfg(test)]
mod tests;
mod texts;
mod verify;
mod writing;

pub(crate) use charts::is_of_the_study;
pub use charts::{CHARTS, Pictures, STUDY_CHARTS, THRESHOLD_CHARTS};
pub use options::{ReportOptions, read_accent, read_logo};
pub(crate) use texts::{glossary, said};
pub use writing::write_file;

use crate::error::Error;
use crate::session::Session;
use gather::Gathered;
use record::Record;
use report::document::{Document, Logo};
use report::edition::{Make, document};
use report::face::Faces;
use report::layout::Laid;
use report::pdf::{Attachment, Metadata, PdfWriter, Writer};
use std::sync::OnceLock;

/// Name of the file inside the report that verifying reads.
const ATTACHMENT: &str = "threshold.json";

/// A report gathered from its engagement, ready to be shown and written.
pub struct Draft {
    gathered: Gathered,
    make: Make,
    record: Record,
    faces: &'static Faces,
    laid: OnceLock<Laid>,
}

impl Session {
    /// The report as PDF. The same engagement and options give the same bytes.
    pub fn report(&self, options: &ReportOptions) -> Result<Vec<u8>, Error> {
        self.draft(options)?.pdf()
    }

    /// Gathers a report.
    pub fn draft(&self, options: &ReportOptions) -> Result<Draft, Error> {
        let logo = options.logo.as_deref().map(report::logo::read).transpose().map_err(Error::Logo)?;
        Draft::of(self, options, logo)
    }
}

fn faces() -> Result<&'static Faces, Error> {
    Faces::bundled().ok_or_else(|| Error::damaged_content("fonts", "a typeface"))
}

fn failed(cause: impl std::fmt::Display) -> Error {
    Error::Report(cause.to_string())
}

impl Draft {
    /// Gathers a report with a logo already read.
    fn of(session: &Session, options: &ReportOptions, logo: Option<Logo>) -> Result<Self, Error> {
        let gathered = Gathered::of(session, options)?;
        let record = Record::of(&gathered, options, logo.as_ref());
        let make = Make { edition: options.edition, paper: options.paper, accent: options.accent, logo };
        Ok(Self { gathered, make, record, faces: faces()?, laid: OnceLock::new() })
    }

    /// What stands on its pages.
    pub fn document(&self) -> Result<Document, Error> {
        document(&self.gathered.assessment(), self.faces, &self.make).map_err(failed)
    }

    /// Writes it.
    pub fn pdf(&self) -> Result<Vec<u8>, Error> {
        PdfWriter { faces: self.faces }.write(self.laid()?, &self.metadata()?).map_err(failed)
    }

    fn metadata(&self) -> Result<Metadata, Error> {
        let imprint = &self.gathered.imprint;
        let own = [("inputs", &imprint.inputs), ("engine", &imprint.engine), ("seed", &imprint.seed)];
        Ok(Metadata {
            author: imprint.prepared_by.clone(),
            subject: self.record.answer.clone(),
            producer: format!("Threshold {}", imprint.engine),
            date: imprint.date,
            own: own.map(|(key, value)| (key.to_owned(), value.clone())).to_vec(),
            attachment: Some(Attachment {
                name: ATTACHMENT.to_owned(),
                media: "application/json".to_owned(),
                description: "Inputs and figures of this report, for threshold verify".to_owned(),
                bytes: serde_json::to_vec_pretty(&self.record).map_err(failed)?,
            }),
        })
    }
}
