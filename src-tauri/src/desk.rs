//! The one open engagement. It is opened by the first question, so that what is wrong with a file is said in the window.

use crate::host::SystemHost;
use advisor::wire::{Assessment, ErrorBody, Explanation};
use advisor::{Error, Session};
use std::io;
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};
use tempfile::TempDir;

/// The open engagement and where it comes from. Questions are answered one at a time.
pub struct Desk {
    place: Mutex<Place>,
}

struct Place {
    source: Source,
    session: Option<Session>,
    /// Where the copy of the sample lies; removed with it.
    folder: Option<TempDir>,
}

enum Source {
    /// A copy of the sample in this folder.
    Sample(PathBuf),
    File(PathBuf),
}

impl Desk {
    /// A desk for a throw-away copy of the sample.
    ///
    /// # Errors
    /// When the machine gives no temporary folder for the copy.
    pub fn with_sample() -> io::Result<Self> {
        let folder = tempfile::Builder::new().prefix("threshold-sample-").tempdir()?;
        Ok(Self::on(Source::Sample(folder.path().to_owned()), Some(folder)))
    }

    /// A desk for the engagement file at `path`; the file is first looked at when a question is asked.
    #[must_use]
    pub fn with_file(path: PathBuf) -> Self {
        Self::on(Source::File(path), None)
    }

    fn on(source: Source, folder: Option<TempDir>) -> Self {
        Self { place: Mutex::new(Place { source, session: None, folder }) }
    }

    /// The whole answer of the engagement.
    ///
    /// # Errors
    /// What is wrong with the file or the data, and what to do.
    pub fn assessment(&self) -> Result<Assessment, ErrorBody> {
        self.ask(|session| session.assess(&SystemHost))
    }

    /// What the figure with this id rests on.
    ///
    /// # Errors
    /// When there is no such figure, or as for [`Desk::assessment`].
    pub fn explain(&self, figure: &str) -> Result<Explanation, ErrorBody> {
        self.ask(|session| session.explain(figure))
    }

    /// Lets go of the file and removes the copy of the sample.
    pub fn close(&self) {
        let mut place = self.place.lock().unwrap_or_else(PoisonError::into_inner);
        place.session = None;
        place.folder = None;
    }

    fn ask<T>(&self, question: impl FnOnce(&mut Session) -> Result<T, Error>) -> Result<T, ErrorBody> {
        let mut place = self.place.lock().unwrap_or_else(PoisonError::into_inner);
        place.session().and_then(question).map_err(ErrorBody::from)
    }
}

impl Place {
    fn session(&mut self) -> Result<&mut Session, Error> {
        match &mut self.session {
            Some(open) => Ok(open),
            closed => Ok(closed.insert(self.source.open()?)),
        }
    }
}

impl Source {
    fn open(&self) -> Result<Session, Error> {
        match self {
            Self::Sample(folder) => advisor::sample(folder, &SystemHost),
            Self::File(path) => Session::open(path),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sample_goes_away_when_the_desk_closes() {
        let desk = Desk::with_sample().expect("a temporary folder");
        desk.assessment().expect("the sample has an answer");
        let folder = desk.place.lock().expect("no thread failed").folder.as_ref().expect("open").path().to_owned();
        desk.close();
        assert!(!folder.exists(), "the copy is thrown away: {}", folder.display());
    }

    #[test]
    fn a_file_that_is_not_there_is_said_when_asked() {
        let desk = Desk::with_file(PathBuf::from("no-such-folder/none.threshold"));
        let error = desk.assessment().expect_err("there is nothing to open");
        assert!(!error.message.is_empty() && !error.hint.is_empty(), "the window has to say what is wrong and what to do");
    }
}
