//! The one open engagement, and what is asked of it. Questions are answered one at a time, in the order asked.

use crate::fault;
use crate::host::SystemHost;
use advisor::wire::{ErrorBody, State};
use advisor::{Error, Session};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use tempfile::TempDir;

/// The open engagement and where it comes from.
#[derive(Default)]
pub struct Desk {
    place: Mutex<Place>,
}

#[derive(Default)]
struct Place {
    /// What to open when the first question comes, so that what is wrong with a file is said in the window.
    first: Option<First>,
    session: Option<Session>,
    /// Where the copy of the sample lies; removed with it.
    folder: Option<TempDir>,
    /// How many engagements were opened in this run: two files of one name are told apart by it.
    opened: u64,
}

enum First {
    Sample,
    File(PathBuf),
}

impl Desk {
    /// A desk with nothing on it: the window shows its start page.
    #[must_use]
    pub fn empty() -> Self {
        Self::default()
    }

    /// A desk for a throw-away copy of the sample.
    #[must_use]
    pub fn with_sample() -> Self {
        Self::beginning_with(First::Sample)
    }

    /// A desk for the engagement file at `path`; the file is first looked at when a question is asked.
    #[must_use]
    pub fn with_file(path: PathBuf) -> Self {
        // The list of recents and the next start know nothing of the folder this one began in.
        Self::beginning_with(First::File(std::path::absolute(&path).unwrap_or(path)))
    }

    fn beginning_with(first: First) -> Self {
        Self { place: Mutex::new(Place { first: Some(first), ..Place::default() }) }
    }

    /// What is open; none is the start page.
    ///
    /// # Errors
    /// When what was named at the start cannot be opened; the next question finds the desk empty.
    pub fn state(&self) -> Result<Option<State>, ErrorBody> {
        self.locked(|place| {
            place.begin()?;
            let sample = place.folder.is_some();
            place.session.as_ref().map(|s| s.state().map(|state| State { sample, ..state })).transpose()
        })
    }

    /// Asks the open engagement.
    ///
    /// # Errors
    /// `nothing_open`, or what the question answers.
    pub fn ask<T>(&self, question: impl FnOnce(&mut Session) -> Result<T, Error>) -> Result<T, ErrorBody> {
        self.ask_numbered(|_, session| question(session))
    }

    /// Asks the open engagement, with the number of its opening.
    ///
    /// # Errors
    /// As for [`Desk::ask`].
    pub fn ask_numbered<T>(&self, question: impl FnOnce(u64, &mut Session) -> Result<T, Error>) -> Result<T, ErrorBody> {
        let mut place = self.place.lock().unwrap_or_else(PoisonError::into_inner);
        place.begin().map_err(ErrorBody::from)?;
        let opened = place.opened;
        match &mut place.session {
            Some(session) => question(opened, session).map_err(ErrorBody::from),
            None => Err(fault::nothing_open()),
        }
    }

    /// Changes the open engagement and says how it stands then.
    ///
    /// # Errors
    /// As for [`Desk::ask`].
    pub fn change(&self, change: impl FnOnce(&mut Session) -> Result<(), Error>) -> Result<State, ErrorBody> {
        self.ask(change)?;
        self.state()?.ok_or_else(fault::nothing_open)
    }

    /// Opens the engagement file at `path` in place of what is open, which stays open where that fails.
    ///
    /// # Errors
    /// What is wrong with the file.
    pub fn open(&self, path: &Path) -> Result<Option<State>, ErrorBody> {
        self.locked(|place| {
            // The same file again would find its own lock taken.
            let same = place.session.as_ref().is_some_and(|s| is_one_file(s.path(), path));
            if !same {
                place.leave()?;
                place.put(Session::open_or_look(path)?, None);
            }
            Ok(())
        })?;
        self.state()
    }

    /// Creates an engagement at `path`, named after its file, and opens it.
    ///
    /// # Errors
    /// When anything stands there, or the place cannot be written.
    pub fn create(&self, path: &Path) -> Result<Option<State>, ErrorBody> {
        let name = path.file_stem().map(|n| n.to_string_lossy().into_owned());
        self.locked(|place| {
            place.leave()?;
            place.put(Session::create(path, name.as_deref(), None, None, &SystemHost)?, None);
            Ok(())
        })?;
        self.state()
    }

    /// Opens a new throw-away copy of the sample.
    ///
    /// # Errors
    /// When the machine gives no temporary folder.
    pub fn open_sample(&self) -> Result<Option<State>, ErrorBody> {
        self.locked(|place| {
            place.leave()?;
            place.open_sample()
        })?;
        self.state()
    }

    /// Lets go of the file and removes the copy of the sample.
    pub fn close(&self) {
        let mut place = self.place.lock().unwrap_or_else(PoisonError::into_inner);
        *place = Place { opened: place.opened, ..Place::default() };
    }

    /// Whether anything is open; a desk that is busy has something.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.place.try_lock().map_or(true, |place| place.session.is_some())
    }

    /// Where the open engagement lies; none for the sample.
    #[must_use]
    pub fn path(&self) -> Option<PathBuf> {
        let place = self.place.lock().unwrap_or_else(PoisonError::into_inner);
        place.session.as_ref().filter(|_| place.folder.is_none()).map(|s| s.path().to_owned())
    }

    fn locked<T>(&self, work: impl FnOnce(&mut Place) -> Result<T, Error>) -> Result<T, ErrorBody> {
        let mut place = self.place.lock().unwrap_or_else(PoisonError::into_inner);
        work(&mut place).map_err(ErrorBody::from)
    }
}

impl Place {
    fn begin(&mut self) -> Result<(), Error> {
        match self.first.take() {
            None => Ok(()),
            Some(First::Sample) => self.open_sample(),
            Some(First::File(path)) => {
                self.put(Session::open_or_look(&path)?, None);
                Ok(())
            }
        }
    }

    fn open_sample(&mut self) -> Result<(), Error> {
        let parent = std::env::temp_dir();
        let folder = tempfile::Builder::new().prefix("threshold-sample-").tempdir_in(&parent);
        let folder = folder.map_err(|cause| Error::path(&parent, &cause))?;
        self.put(advisor::sample(folder.path(), &SystemHost)?, Some(folder));
        Ok(())
    }

    /// What waits to be committed is not thrown away by opening something else.
    fn leave(&self) -> Result<(), Error> {
        match &self.session {
            Some(session) if session.has_waiting() => Err(Error::FilesWait),
            _ => Ok(()),
        }
    }

    /// The session goes before the folder it lies in.
    fn put(&mut self, session: Session, folder: Option<TempDir>) {
        self.opened += 1;
        self.first = None;
        self.session = Some(session);
        self.folder = folder;
    }
}

/// Two spellings of one file; one that is not there is no other.
fn is_one_file(one: &Path, other: &Path) -> bool {
    one == other || std::fs::canonicalize(one).is_ok_and(|one| std::fs::canonicalize(other).is_ok_and(|other| one == other))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_files_of_one_name_are_two_openings() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let desk = Desk::empty();
        let mut numbers = Vec::new();
        for name in ["a", "b"] {
            std::fs::create_dir(folder.path().join(name)).expect("a folder");
            desk.create(&folder.path().join(name).join("New engagement.threshold")).expect("a new file");
            numbers.push(desk.ask_numbered(|opened, _| Ok(opened)).expect("it is open"));
        }
        assert_ne!(numbers[0], numbers[1], "or the report of one would be shown for the other");
    }

    #[test]
    fn files_that_wait_are_not_thrown_away_by_opening_something_else() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let desk = Desk::empty();
        desk.create(&folder.path().join("a.threshold")).expect("a new file");
        let export = folder.path().join("people.csv");
        std::fs::write(&export, advisor::template("people").expect("a template")).expect("a file");
        desk.ask(|s| s.stage(&[export], &SystemHost)).expect("it waits");
        assert_eq!(desk.open_sample().expect_err("something waits").code, "files_wait");
        desk.ask(Session::discard).expect("it is thrown away on purpose");
        desk.open_sample().expect("then there is nothing to lose");
    }

    #[test]
    fn the_sample_goes_away_when_the_desk_closes() {
        let desk = Desk::with_sample();
        let state = desk.state().expect("a temporary folder").expect("the sample is open");
        assert!(state.sample, "the page says that nothing done to it is kept");
        let folder = desk.place.lock().expect("no thread failed").folder.as_ref().expect("open").path().to_owned();
        desk.close();
        assert!(!folder.exists(), "the copy is thrown away: {}", folder.display());
        assert!(desk.state().expect("nothing to open").is_none(), "the start page comes next");
    }

    #[test]
    fn a_file_that_is_not_there_is_said_once_and_the_start_page_follows() {
        let desk = Desk::with_file(PathBuf::from("no-such-folder/none.threshold"));
        let error = desk.state().expect_err("there is nothing to open");
        assert!(!error.message.is_empty() && !error.hint.is_empty(), "the window has to say what is wrong and what to do");
        assert!(desk.state().expect("nothing is named any more").is_none(), "and a way on");
    }

    #[test]
    fn a_file_another_window_is_changing_opens_for_reading_and_says_why() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("a.threshold");
        let (first, second) = (Desk::empty(), Desk::empty());
        first.create(&path).expect("a new file");
        let state = second.open(&path).expect("it can be looked at").expect("it is open");
        assert!(!state.writable, "two writers would lose each other's changes");
        assert!(state.kept_from.expect("a sentence").contains("elsewhere"), "the person learns where to look");
    }

    #[test]
    fn what_is_open_stays_open_where_another_file_cannot_be_opened() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("a.threshold");
        let desk = Desk::empty();
        desk.create(&path).expect("a new file");
        assert!(desk.open(&folder.path().join("b.threshold")).is_err(), "there is no b");
        assert_eq!(desk.path(), Some(path.clone()), "a is still open");
        desk.open(&path).expect("its own lock does not shut it out");
    }
}
