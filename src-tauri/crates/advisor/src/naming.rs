//! What people call the keys values are typed under.

use crate::client::labels;
use crate::error::Error;
use crate::profile::input_name;
use crate::session::Session;
use crate::touched::bare;
use engagement::{Change, Target, TargetChange};
use std::collections::BTreeMap;

/// Names by key.
pub(crate) struct Names(BTreeMap<String, String>);

/// The state an import has once it was taken back.
const WITHDRAWN: &str = "undone";

/// Longest value told in a label, in characters.
const LONGEST: usize = 24;

impl Session {
    /// Names of everything that can be typed; where the settings cannot be read, of the fixed facts alone.
    pub(crate) fn names(&self) -> Result<Names, Error> {
        let mut names = labels()?;
        if let Ok(judged) = self.judged(&[]) {
            let inputs = judged.prepared.plan.inputs.iter().map(|(_, i)| (i.name.clone(), i.label.clone()));
            names.extend(inputs.filter(|(key, _)| !names.contains_key(key)).collect::<Vec<_>>());
        }
        Ok(Names(names))
    }
}

impl Names {
    /// What a key is called.
    pub(crate) fn of(&self, key: &str) -> String {
        let known = self.0.get(key).or_else(|| self.0.get(&input_name(key)));
        known.cloned().unwrap_or_else(|| model::present::sentence_start(&key.replace(['.', '_'], " ")))
    }

    /// What a change did, in a few words: `Merit increase of pay 0.04`, `import of devices.csv and 2 more`.
    pub(crate) fn label(&self, change: &Change) -> String {
        if let Some(said) = change.targets.first().and_then(split) {
            return said.to_owned();
        }
        let first = match change.targets.first() {
            Some(TargetChange { target: Target::Setting(key), new, .. }) if change.targets.len() == 1 => {
                self.with_value(key, new)
            }
            Some(TargetChange { target: Target::Setting(key), .. }) => self.of(key),
            _ => return change.label(),
        };
        match change.targets.len() {
            0 | 1 => first,
            n => format!("{first} and {} more", n - 1),
        }
    }

    fn with_value(&self, key: &str, new: &Option<String>) -> String {
        let name = self.of(key);
        match new.as_deref().map(bare).filter(|value| value.chars().count() <= LONGEST) {
            Some(value) => format!("{name} {value}"),
            None if new.is_none() => format!("{name} taken away"),
            None => name,
        }
    }

    /// One target of a change, old and new.
    pub(crate) fn told(&self, change: &TargetChange) -> String {
        if let Some(said) = split(change) {
            return said.to_owned();
        }
        let value = |text: &Option<String>| text.as_deref().map_or_else(|| "–".to_owned(), bare);
        match &change.target {
            Target::Setting(key) => format!("{}: {} → {}", self.of(key), value(&change.old), value(&change.new)),
            Target::Import { name, .. } if change.new.as_deref() == Some(WITHDRAWN) => format!("{name} taken back"),
            Target::Import { name, .. } => format!("import of {name}"),
        }
    }
}

/// What is said of a merge that was taken apart or put together: its key is a hash and tells nobody anything.
fn split(change: &TargetChange) -> Option<&'static str> {
    match &change.target {
        Target::Setting(key) if key.starts_with(engagement::SPLIT) => {
            Some(if change.new.is_some() { "Merge taken apart" } else { "Merge put together again" })
        }
        _ => None,
    }
}
