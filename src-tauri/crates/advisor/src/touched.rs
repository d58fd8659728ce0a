//! Who changed a value last, and why.

use crate::error::Error;
use crate::profile::input_name;
use crate::wire::Touched;
use engagement::{Change, Engagement, Target};
use std::collections::BTreeMap;

/// The last change in force of each key, by the name of the input it is typed under.
#[derive(Default)]
pub(crate) struct Touches(BTreeMap<String, Touched>);

impl Touches {
    /// Reads the history.
    pub(crate) fn of(file: &Engagement) -> Result<Self, Error> {
        let mut last = BTreeMap::new();
        for change in file.log()?.iter().filter(|c| c.on_head_path) {
            for (key, touched) in settings(change) {
                last.insert(input_name(&key), touched);
            }
        }
        Ok(Self(last))
    }

    /// The last change of an input or setting.
    pub(crate) fn last(&self, name: &str) -> Option<Touched> {
        self.0.get(name).cloned()
    }
}

fn settings(change: &Change) -> impl Iterator<Item = (String, Touched)> + '_ {
    change.targets.iter().filter_map(|t| match &t.target {
        Target::Setting(key) => {
            let touched = Touched {
                at: change.at.format("%-d %b %Y, %H:%M").to_string(),
                who: change.who.clone(),
                why: change.why.clone(),
                old: t.old.as_deref().map(bare),
                new: t.new.as_deref().map(bare),
            };
            Some((key.clone(), touched))
        }
        Target::Import { .. } => None,
    })
}

/// A setting's JSON text as it was typed.
pub(crate) fn bare(json: &str) -> String {
    match serde_json::from_str::<serde_json::Value>(json) {
        Ok(serde_json::Value::String(text)) => text,
        Ok(serde_json::Value::Array(list)) => {
            list.iter().map(|v| v.as_str().map_or_else(|| v.to_string(), str::to_owned)).collect::<Vec<_>>().join(", ")
        }
        _ => json.to_owned(),
    }
}
