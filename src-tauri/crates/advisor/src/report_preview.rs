//! The report as a window asks for it: the same draft for its pages and for the file.

use crate::error::Error;
use crate::reporting::{Draft, ReportOptions, read_accent};
use crate::session::Session;
use crate::wire::{ReportAsk, ReportInfo};
use report::document::Paper;
use report::edition::Edition;
use report::ink::{Ink, contrast};

impl ReportOptions {
    /// The options of a window's question, with the bytes of a logo.
    ///
    /// # Errors
    /// `bad_accent`.
    pub fn asked(ask: &ReportAsk, logo: Option<Vec<u8>>) -> Result<Self, Error> {
        let accent = ask.accent.as_deref().filter(|a| !a.trim().is_empty()).map(read_accent).transpose()?;
        let plain = Self::default();
        Ok(Self {
            edition: if ask.edition == "board" { Edition::Board } else { Edition::Full },
            paper: if ask.paper == "a4" { Paper::A4 } else { Paper::Letter },
            accent: accent.unwrap_or(plain.accent),
            redact: ask.redact,
            logo,
            ..plain
        })
    }
}

impl Draft {
    /// What a window says of it; `logo` is the name of the logo's file.
    pub fn info(&self, session: &Session, options: &ReportOptions, logo: Option<String>) -> Result<ReportInfo, Error> {
        let (width, height) = self.page_size()?;
        let judged = session.judged(&[])?;
        let ratio = contrast(options.accent, Ink::Paper.rgb());
        Ok(ReportInfo {
            pages: u32::try_from(self.page_count()?).unwrap_or(u32::MAX),
            width,
            height,
            outline: self.outline()?,
            imprint: self.imprint_line(),
            says: crate::headings::weight(&judged.judgement),
            contrast: (options.accent != ReportOptions::default().accent).then(|| format!("{ratio:.1}:1 on white")),
            logo,
        })
    }
}
