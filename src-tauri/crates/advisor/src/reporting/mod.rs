//! The report and its charts: from the assessment to a PDF, and back from a PDF to the engagement.

mod charts;
mod fingerprint;
mod gather;
mod options;
mod record;
mod texts;
mod verify;
mod writing;

pub use charts::CHARTS;
pub use options::{ReportOptions, read_accent};
pub use writing::write_file;

use crate::error::Error;
use crate::session::Session;
use gather::Gathered;
use record::Record;
use report::edition::{Make, document};
use report::face::Faces;
use report::layout::lay_out;
use report::pdf::{Attachment, Metadata, PdfWriter, Writer};

/// Name of the file inside the report that verifying reads.
const ATTACHMENT: &str = "threshold.json";

impl Session {
    /// The report as PDF. The same engagement and options give the same bytes.
    pub fn report(&self, options: &ReportOptions) -> Result<Vec<u8>, Error> {
        let logo = options.logo.as_deref().map(report::logo::read).transpose().map_err(Error::Logo)?;
        let gathered = Gathered::of(self, options)?;
        let record = Record::of(&gathered, options, logo.as_ref());
        made(&gathered, options, logo, &record)
    }
}

fn faces() -> Result<Faces, Error> {
    Faces::bundled().ok_or_else(|| Error::damaged_content("fonts", "a typeface"))
}

/// Lays the report out and writes it.
fn made(
    gathered: &Gathered,
    options: &ReportOptions,
    logo: Option<report::document::Logo>,
    record: &Record,
) -> Result<Vec<u8>, Error> {
    let faces = faces()?;
    let assessment = gathered.assessment();
    let make = Make { edition: options.edition, paper: options.paper, accent: options.accent, logo };
    let document = document(&assessment, &faces, &make).map_err(|cause| Error::Report(cause.to_string()))?;
    let laid = lay_out(&document, &faces);
    let bytes = serde_json::to_vec_pretty(record).map_err(|cause| Error::Report(cause.to_string()))?;
    let imprint = &assessment.imprint;
    let metadata = Metadata {
        author: imprint.prepared_by.clone(),
        subject: assessment.words(&assessment.judgement.verdict.headline),
        producer: format!("Threshold {}", imprint.engine),
        date: imprint.date,
        own: [("inputs", &imprint.inputs), ("engine", &imprint.engine), ("seed", &imprint.seed)]
            .map(|(key, value)| (key.to_owned(), value.clone()))
            .to_vec(),
        attachment: Some(Attachment {
            name: ATTACHMENT.to_owned(),
            media: "application/json".to_owned(),
            description: "Inputs and figures of this report, for threshold verify".to_owned(),
            bytes,
        }),
    };
    PdfWriter { faces: &faces }.write(&laid, &metadata).map_err(|cause| Error::Report(cause.to_string()))
}
