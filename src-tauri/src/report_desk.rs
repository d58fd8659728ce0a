//! The report being looked at: its logo, and the draft whose pages are shown one by one.

use crate::desk::Desk;
use advisor::wire::{ErrorBody, ReportAsk, ReportInfo};
use advisor::{Draft, ReportOptions};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

/// A logo's name and bytes.
type Logo = (String, Vec<u8>);
/// What a draft was made for: the question, which of the engagements opened in this run, the change it stood at, the logo.
type Key = (ReportAsk, u64, u32, Option<Logo>);

/// The logo in use and the draft made last.
#[derive(Default)]
pub struct ReportDesk {
    logo: Mutex<Option<Logo>>,
    draft: Mutex<Option<(Key, Arc<Draft>)>>,
}

impl ReportDesk {
    /// Uses a logo from now on.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn take_logo(&self, path: &Path) -> Result<String, ErrorBody> {
        let bytes = advisor::read_logo(path).map_err(ErrorBody::from)?;
        let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
        *self.logo.lock().unwrap_or_else(PoisonError::into_inner) = Some((name.clone(), bytes));
        Ok(name)
    }

    /// Uses none.
    pub fn drop_logo(&self) {
        *self.logo.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }

    fn logo(&self) -> Option<Logo> {
        self.logo.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The draft of what is open; made anew only where the question, the engagement or the logo is another.
    ///
    /// # Errors
    /// `nothing_open`, a logo or an accent that cannot be used, or what the engagement answers.
    pub fn draft(&self, desk: &Desk, ask: &ReportAsk) -> Result<Arc<Draft>, ErrorBody> {
        let logo = self.logo();
        let options = ReportOptions::asked(ask, logo.as_ref().map(|(_, bytes)| bytes.clone()))?;
        // One question: what is open cannot change between looking and drafting.
        desk.ask_numbered(|opened, s| {
            let key: Key = (ask.clone(), opened, s.state()?.change, logo);
            let mut held = self.draft.lock().unwrap_or_else(PoisonError::into_inner);
            if let Some((_, draft)) = held.as_ref().filter(|(then, _)| *then == key) {
                return Ok(Arc::clone(draft));
            }
            let draft = Arc::new(s.draft(&options)?);
            *held = Some((key, Arc::clone(&draft)));
            Ok(draft)
        })
    }

    /// What the window says of the draft.
    ///
    /// # Errors
    /// As for [`ReportDesk::draft`].
    pub fn info(&self, desk: &Desk, ask: &ReportAsk) -> Result<ReportInfo, ErrorBody> {
        let draft = self.draft(desk, ask)?;
        let options = ReportOptions::asked(ask, None)?;
        desk.ask(|s| draft.info(s, &options, self.logo().map(|(name, _)| name)))
    }
}
