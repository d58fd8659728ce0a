//! One open engagement.

use crate::assess::Judged;
use crate::error::Error;
use crate::history::author;
use crate::host::Host;
use crate::importing::Import;
use crate::led::Led;
use crate::profile::{input_name, is_typed_value, profile};
use crate::settings::{flatten, typed};
use crate::waiting::Staged;
use crate::wire::Override;
use engagement::{ChangeId, Cube, Engagement, ImportId, Setting};
use model::plan::Plan;
use rust_decimal::Decimal;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// An open engagement.
pub struct Session {
    pub(crate) file: Engagement,
    /// The cube as last folded, with the imports that were live and the things that were taken apart then: only they change
    /// it.
    pub(crate) folded: RefCell<Option<(FoldedOf, Arc<Cube>)>>,
    /// The answer as typed, by the change it stands at: a room asks for it in several parts.
    pub(crate) judged: RefCell<Option<(Option<ChangeId>, Arc<Judged>)>>,
    /// The answer with values tried, worked out last, and whether it is whole.
    pub(crate) tried: RefCell<Option<(Standpoint, Arc<Judged>, Whole)>>,
    /// How sure each lead is, while values are being moved.
    pub(crate) led: RefCell<Led>,
    /// What was read and waits to be committed.
    pub(crate) staged: Option<Staged>,
    /// Every answer leaves out the pay of small groups: others are looking at the screen.
    pub(crate) curtained: bool,
    /// Why it was opened for reading only, where it was meant to be changed.
    pub(crate) kept_from: Option<String>,
}

/// Whether the inputs that change the leader were looked for anew.
pub(crate) type Whole = bool;

/// What the cube depends on: live imports, and things taken apart.
pub(crate) type FoldedOf = (Vec<ImportId>, Vec<String>);

/// What an answer depends on: the change the file stands at, and values tried over it.
pub(crate) type Standpoint = (Option<ChangeId>, Vec<Override>);

impl Session {
    /// Creates an engagement; a profile that cannot be read leaves no file behind. A name or a day given here goes before
    /// the profile's; without any, the day is today.
    pub fn create(
        path: &Path,
        name: Option<&str>,
        profile_json: Option<&[u8]>,
        as_of: Option<&str>,
        host: &dyn Host,
    ) -> Result<Self, Error> {
        let mut settings = profile_json.map(flatten).transpose()?.unwrap_or_default();
        for (key, text) in [("name", name), ("as_of", as_of)] {
            if let Some(text) = text {
                settings.retain(|s| s.key != key);
                settings.push(Setting { key: key.to_owned(), value: Some(typed(text)) });
            }
        }
        if !settings.iter().any(|s| s.key == "as_of") {
            let today = host.now().date().to_string();
            settings.push(Setting { key: "as_of".to_owned(), value: Some(typed(&today)) });
        }
        profile(&settings.iter().filter_map(|s| Some((s.key.clone(), s.value.clone()?))).collect())?;
        let mut session = Self::on(Engagement::create(path, None)?);
        session.file.set(&settings, &author(host, Some("new engagement")))?;
        Ok(session)
    }

    /// Opens an engagement for changes.
    pub fn open(path: &Path) -> Result<Self, Error> {
        Ok(Self::on(Engagement::open(path, None)?))
    }

    /// Opens an engagement for changes; one that another window is changing, or whose folder may not be written, for reading,
    /// and its state says why.
    pub fn open_or_look(path: &Path) -> Result<Self, Error> {
        match Self::open(path) {
            Err(kept_from) if ["locked", "no_rights"].contains(&kept_from.code()) => {
                let session = Self::open_read_only(path)?;
                Ok(Self { kept_from: Some(kept_from.to_string()), ..session })
            }
            opened => opened,
        }
    }

    /// Opens an engagement for reading.
    pub fn open_read_only(path: &Path) -> Result<Self, Error> {
        Ok(Self::on(Engagement::open_read_only(path, None)?))
    }

    /// From now on answers are worked out without the pay of small groups, as a redacted report is (rules 14), or with it again.
    pub fn curtain(&mut self, on: bool) {
        self.curtained = on;
        (self.judged, self.tried, self.led) = Default::default();
    }

    /// Whether answers leave out the pay of small groups.
    pub fn is_curtained(&self) -> bool {
        self.curtained
    }

    /// Where the file is.
    pub fn path(&self) -> &Path {
        self.file.path()
    }

    /// Whether something was read and waits to be committed.
    pub fn has_waiting(&self) -> bool {
        self.staged.is_some()
    }

    /// Every setting, as JSON text by key.
    pub fn settings(&self) -> Result<BTreeMap<String, String>, Error> {
        Ok(self.file.settings()?)
    }

    fn on(file: Engagement) -> Self {
        Self {
            file,
            folded: RefCell::default(),
            judged: RefCell::default(),
            tried: RefCell::default(),
            led: RefCell::default(),
            staged: None,
            curtained: false,
            kept_from: None,
        }
    }

    /// Types one value, or takes it away; a value the profile cannot hold is refused and nothing changes.
    pub fn set(&mut self, key: &str, value: Option<&str>, why: Option<&str>, host: &dyn Host) -> Result<(), Error> {
        self.change(&[Override { key: key.to_owned(), value: value.map(str::to_owned) }], why, host)
    }

    /// Types values, or takes them away, all as one change with one undo; where one cannot be held nothing changes.
    pub fn change(&mut self, values: &[Override], why: Option<&str>, host: &dyn Host) -> Result<(), Error> {
        let now = self.settings()?;
        let after = with_overrides(&now, values)?;
        self.check(values, &after)?;
        let changes = differences(&now, &after);
        if !changes.is_empty() {
            self.file.set(&changes, &author(host, why))?;
        }
        Ok(())
    }

    /// Whether settings can be read, and each value typed over them by something of the plan.
    fn check(&self, values: &[Override], after: &BTreeMap<String, String>) -> Result<(), Error> {
        let profile = profile(after)?;
        match values.iter().any(|v| v.value.is_some() && is_typed_value(&v.key)) {
            true => each_is_read(values, &self.plan_of(&profile)?),
            false => Ok(()),
        }
    }
}

/// A typed value nothing would read is a slip of the keyboard, and one beyond what it can be is another; both are refused
/// with the key they stand under.
pub(crate) fn each_is_read(values: &[Override], plan: &Plan) -> Result<(), Error> {
    for key in values.iter().filter(|v| v.value.is_some() && is_typed_value(&v.key)).map(|v| v.key.as_str()) {
        let input = plan.inputs.find(&input_name(key)).and_then(|id| plan.inputs.get(id));
        let input = input.ok_or_else(|| Error::bad_setting(key, "no input has that name"))?;
        if let Some((most, spread)) = most(&input.unit).zip(input.spread).filter(|(most, spread)| spread.high > *most) {
            let why = format!("{} is more than {most}; 0.04 is 4 %", spread.high.normalize());
            return Err(Error::bad_setting(key, &why));
        }
    }
    Ok(())
}

/// The most a share or a rate can be: all of it, or ten times as much a year and of something smaller.
fn most(unit: &str) -> Option<Decimal> {
    match unit {
        unit if is_share(unit) => Some(Decimal::ONE),
        unit if unit.starts_with("fraction") => Some(Decimal::TEN),
        _ => None,
    }
}

/// Whether a unit is a part of a whole, which is never more than all of it.
pub(crate) fn is_share(unit: &str) -> bool {
    matches!(unit, "fraction" | "probability")
}

/// The settings with values typed over them.
pub(crate) fn with_overrides(now: &BTreeMap<String, String>, values: &[Override]) -> Result<BTreeMap<String, String>, Error> {
    let mut after = now.clone();
    for one in values {
        for change in replacing(&one.key, one.value.as_deref().map(typed), &after)? {
            match change.value {
                Some(text) => drop(after.insert(change.key, text)),
                None => drop(after.remove(&change.key)),
            }
        }
    }
    Ok(after)
}

/// What has to be set to come from one state to another.
fn differences(now: &BTreeMap<String, String>, after: &BTreeMap<String, String>) -> Vec<Setting> {
    let gone = now.keys().filter(|key| !after.contains_key(*key)).map(|key| Setting { key: key.clone(), value: None });
    let new = after.iter().filter(|(key, text)| now.get(*key) != Some(text));
    gone.chain(new.map(|(key, text)| Setting { key: key.clone(), value: Some(text.clone()) })).collect()
}

/// The settings one typed value changes: it replaces every other key that says the same, so that what was typed last
/// holds.
fn replacing(key: &str, value: Option<String>, now: &BTreeMap<String, String>) -> Result<Vec<Setting>, Error> {
    let same = |other: &String| match key {
        "coverage" => other == "required.coverage",
        "frameworks" => other == "required.frameworks" || dates_another(other, value.as_deref()),
        _ => is_typed_value(key) && input_name(other) == input_name(key),
    };
    let others: Vec<&String> = now.keys().filter(|other| *other != key && same(other)).collect();
    if value.is_none() && !now.contains_key(key) && others.is_empty() {
        return Err(Error::bad_setting(key, "it is not set, so it cannot be taken away"));
    }
    let mut changes: Vec<_> = others.into_iter().map(|k| Setting { key: k.clone(), value: None }).collect();
    if value.is_some() || now.contains_key(key) {
        changes.push(Setting { key: key.to_owned(), value });
    }
    Ok(changes)
}

/// Whether a key says something of a framework that a new list of those in force does not name.
fn dates_another(key: &str, list: Option<&str>) -> bool {
    let id = key.strip_prefix("frameworks.").and_then(|k| k.rsplit_once('.')).map(|(id, _)| id);
    id.is_some_and(|id| !list.is_some_and(|list| list.to_lowercase().contains(id)))
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
    let mut session = Session::create(&folder.join("sample.threshold"), None, profile, None, host)?;
    session.import(&exports, &Import::default(), host)?;
    Ok(session)
}
