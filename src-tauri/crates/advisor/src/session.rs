//! One open engagement.

use crate::error::Error;
use crate::history::author;
use crate::host::Host;
use crate::importing::Import;
use crate::profile::profile;
use crate::settings::{flatten, typed};
use engagement::{Engagement, Setting};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// An open engagement.
pub struct Session {
    pub(crate) file: Engagement,
}

impl Session {
    /// Creates an engagement; a profile that cannot be read leaves no file behind.
    pub fn create(path: &Path, name: Option<&str>, profile_json: Option<&[u8]>, host: &dyn Host) -> Result<Self, Error> {
        let mut settings = profile_json.map(flatten).transpose()?.unwrap_or_default();
        if let Some(name) = name {
            settings.retain(|s| s.key != "name");
            settings.push(Setting { key: "name".to_owned(), value: Some(typed(name)) });
        }
        if !settings.iter().any(|s| s.key == "as_of") {
            let today = host.now().date().to_string();
            settings.push(Setting { key: "as_of".to_owned(), value: Some(typed(&today)) });
        }
        profile(&settings.iter().filter_map(|s| Some((s.key.clone(), s.value.clone()?))).collect())?;
        let mut session = Self { file: Engagement::create(path, None)? };
        session.file.set(&settings, &author(host, Some("new engagement")))?;
        Ok(session)
    }

    /// Opens an engagement for changes.
    pub fn open(path: &Path) -> Result<Self, Error> {
        Ok(Self { file: Engagement::open(path, None)? })
    }

    /// Opens an engagement for reading.
    pub fn open_read_only(path: &Path) -> Result<Self, Error> {
        Ok(Self { file: Engagement::open_read_only(path, None)? })
    }

    /// Every setting, as JSON text by key.
    pub fn settings(&self) -> Result<BTreeMap<String, String>, Error> {
        Ok(self.file.settings()?)
    }

    /// Types one value, or takes it away; a value the profile cannot hold is refused and nothing changes.
    pub fn set(&mut self, key: &str, value: Option<&str>, why: Option<&str>, host: &dyn Host) -> Result<(), Error> {
        let mut after = self.settings()?;
        let value = value.map(typed);
        match &value {
            Some(text) => drop(after.insert(key.to_owned(), text.clone())),
            None => drop(after.remove(key)),
        }
        profile(&after)?;
        self.file.set(&[Setting { key: key.to_owned(), value }], &author(host, why))?;
        Ok(())
    }
}

/// Opens a throw-away copy of the sample in an empty folder.
pub fn sample(folder: &Path, host: &dyn Host) -> Result<Session, Error> {
    let (mut exports, mut profile) = (Vec::<PathBuf>::new(), None);
    for (id, bytes) in content::folder("samples/ridgeline") {
        let name = id.rsplit('/').next().unwrap_or(id);
        match name {
            "profile.json" => profile = Some(bytes),
            _ if name.ends_with(".csv") || name.ends_with(".xlsx") => {
                let path = folder.join(name);
                std::fs::write(&path, bytes).map_err(|cause| Error::path(&path, &cause))?;
                exports.push(path);
            }
            _ => {}
        }
    }
    let mut session = Session::create(&folder.join("sample.threshold"), None, profile, host)?;
    session.import(&exports, &Import::default(), host)?;
    Ok(session)
}
