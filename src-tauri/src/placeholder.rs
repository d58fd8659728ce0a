//! Stands in for `advisor` until it answers: the same calls on a fixed answer.

use std::path::{Path, PathBuf};

pub trait Host {}

#[derive(Debug)]
pub enum Error {
    NotFound(PathBuf),
    NoFigure(String),
}

#[derive(Debug)]
pub struct Session(serde_json::Value);

pub fn sample(_folder: &Path, _host: &dyn Host) -> Result<Session, Error> {
    Ok(Session(serde_json::from_str(include_str!("placeholder.json")).unwrap_or_default()))
}

impl Session {
    pub fn open(path: &Path) -> Result<Self, Error> {
        Err(Error::NotFound(path.to_owned()))
    }

    pub fn assess(&self, _host: &dyn Host) -> Result<wire::Assessment, Error> {
        Ok(self.0["assessment"].clone())
    }

    pub fn explain(&self, figure: &str) -> Result<wire::Explanation, Error> {
        let mut found = self.0["explanation"].clone();
        if figure.is_empty() {
            return Err(Error::NoFigure(figure.to_owned()));
        }
        found["figure"] = figure.into();
        Ok(found)
    }
}

pub mod wire {
    use super::Error;
    use serde::Serialize;

    pub type Assessment = serde_json::Value;
    pub type Explanation = serde_json::Value;

    #[derive(Debug, Serialize)]
    pub struct ErrorBody {
        pub code: String,
        pub message: String,
        pub hint: String,
        pub at: Option<String>,
    }

    impl From<Error> for ErrorBody {
        fn from(error: Error) -> Self {
            match error {
                Error::NotFound(path) => Self {
                    code: "ENGAGEMENT_NOT_FOUND".to_owned(),
                    message: format!("{} is not there.", path.display()),
                    hint: "Check the name and the folder.".to_owned(),
                    at: Some(path.display().to_string()),
                },
                Error::NoFigure(figure) => Self {
                    code: "NO_SUCH_FIGURE".to_owned(),
                    message: format!("There is no figure {figure}."),
                    hint: "List the figures with threshold explain FILE.".to_owned(),
                    at: None,
                },
            }
        }
    }
}
