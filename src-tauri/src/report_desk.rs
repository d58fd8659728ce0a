//! The report being looked at: its logo, and the draft whose pages are shown one by one.

use crate::desk::Desk;
use advisor::wire::{ErrorBody, ReportAsk, ReportInfo};
use advisor::{Draft, Error, ReportOptions};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

/// A logo's name and bytes.
type Logo = (String, Vec<u8>);
/// What a draft was made for: the question, the file with the change it stood at, the logo's name.
type Key = (ReportAsk, String, u32, Option<String>);

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
        let bytes = std::fs::read(path).map_err(|cause| ErrorBody::from(Error::path(path, &cause)))?;
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
        let name = logo.as_ref().map(|(name, _)| name.clone());
        let (file, change) = desk.ask(|s| s.state().map(|state| (state.file, state.change)))?;
        let key: Key = (ask.clone(), file, change, name);
        let mut held = self.draft.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((then, draft)) = &*held
            && *then == key
        {
            return Ok(Arc::clone(draft));
        }
        let options = ReportOptions::asked(ask, logo.map(|(_, bytes)| bytes))?;
        let draft = Arc::new(desk.ask(|s| s.draft(&options))?);
        *held = Some((key, Arc::clone(&draft)));
        Ok(draft)
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
