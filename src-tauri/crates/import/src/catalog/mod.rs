//! What the importer knows about layouts and words, all of it data.

mod account;
mod device;
mod file;
mod preset;
mod title;

use crate::cells::choice::ValueTable;
use crate::error::CatalogError;
use model::{Field, Kind};
use std::collections::{BTreeMap, HashMap};

pub(crate) use account::AccountRules;
pub(crate) use device::{Decided, DeviceRules, DeviceTexts};
pub(crate) use preset::{Clean, Column, Columns, Extra, Join, PresetRules, RowRule, Target};
pub(crate) use title::{TitleRules, Titled};

/// A preset as it is shown to people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Preset {
    /// Its id, as `import --json` gives it.
    pub id: String,
    /// Version of its content.
    pub version: u32,
    /// Tool and export.
    pub title: String,
    /// Where the layout is documented.
    pub source: String,
    /// Licence of the preset.
    pub licence: String,
    /// What its rows are.
    pub kind: Kind,
    /// It is the user's own and goes before the program's.
    pub own: bool,
}

/// Presets, header synonyms, words of choices, rules for devices, titles and accounts.
#[derive(Debug, Clone, Default)]
pub struct Catalog {
    presets: Vec<Preset>,
    /// Presets of the user's own that cannot be read.
    pub(crate) left_out: Vec<CatalogError>,
    pub(crate) rules: Vec<PresetRules>,
    pub(crate) synonyms: BTreeMap<Kind, Columns>,
    pub(crate) row_rules: BTreeMap<Kind, Vec<RowRule>>,
    pub(crate) words: HashMap<Field, ValueTable>,
    pub(crate) devices: DeviceRules,
    pub(crate) titles: TitleRules,
    pub(crate) accounts: AccountRules,
}

impl Catalog {
    /// Builds the catalogue from JSON files; each says by its `what` which part it is. Order does not matter.
    ///
    /// # Errors
    /// A file that is not well formed, names an unknown field or choice, or a preset id given twice.
    pub fn from_assets<'a>(files: impl IntoIterator<Item = (&'a str, &'a [u8])>) -> Result<Catalog, CatalogError> {
        let mut catalog = Catalog::default();
        let mut files: Vec<_> = files.into_iter().filter(|(path, _)| path.ends_with(".json")).collect();
        files.sort_by_key(|(path, _)| *path);
        for (path, bytes) in files {
            catalog.add(bytes).map_err(|fault| CatalogError::new(path, fault.0))?;
        }
        Ok(catalog)
    }

    /// Adds a preset of the user's own. It goes before the program's presets, and takes the place of one of its id.
    ///
    /// # Errors
    /// A file that is no preset, or names an unknown field, choice or kind.
    pub fn add_own(&mut self, path: &str, bytes: &[u8]) -> Result<Preset, CatalogError> {
        let fault = |fault: Fault| CatalogError::new(path, fault.0);
        let file::What::Preset(file) = file::What::of(bytes).map_err(fault)? else {
            return Err(CatalogError::new(path, "it is no preset".to_owned()));
        };
        let (mut preset, mut rules) = preset::build(*file).map_err(fault)?;
        let base = rules.extends.as_ref().and_then(|id| self.rules.iter().find(|r| r.id == *id));
        if let Some(base) = base.filter(|b| b.kind == rules.kind) {
            rules.inherit(base);
        }
        (preset.own, rules.own) = (true, true);
        self.presets.retain(|p| p.id != preset.id);
        self.rules.retain(|r| r.id != rules.id);
        self.presets.push(preset.clone());
        self.rules.push(rules);
        Ok(preset)
    }

    /// Remembers a preset of the user's own that cannot be read: every table read without it says so.
    pub fn leave_out(&mut self, fault: CatalogError) {
        self.left_out.push(fault);
    }

    /// The presets of the user's own that cannot be read.
    pub fn left_out(&self) -> &[CatalogError] {
        &self.left_out
    }

    /// The presets, by the order of their files.
    pub fn presets(&self) -> &[Preset] {
        &self.presets
    }

    fn add(&mut self, bytes: &[u8]) -> Result<(), Fault> {
        match file::What::of(bytes)? {
            file::What::Preset(file) => self.add_preset(*file)?,
            file::What::Headers(file) => {
                let headers = file.build()?;
                (self.synonyms, self.row_rules) = (headers.columns, headers.rules);
            }
            file::What::Words(file) => self.words = file.build()?,
            file::What::DeviceKinds(file) => self.devices = device::DeviceRules::build(file)?,
            file::What::Titles(file) => self.titles = title::TitleRules::build(file)?,
            file::What::Accounts(file) => self.accounts = account::AccountRules::build(file)?,
        }
        Ok(())
    }

    fn add_preset(&mut self, file: file::PresetFile) -> Result<(), Fault> {
        let (preset, rules) = preset::build(file)?;
        if self.presets.iter().any(|p| p.id == preset.id) {
            return Err(Fault(format!("the preset {} is there twice", preset.id)));
        }
        self.presets.push(preset);
        self.rules.push(rules);
        Ok(())
    }
}

/// What is wrong with a file, before its path is known.
#[derive(Debug)]
pub(crate) struct Fault(pub String);

/// The field of that name, or a fault that says which names there are.
fn field(kind: Kind, name: &str) -> Result<Field, Fault> {
    Field::from_name(kind, name).ok_or_else(|| Fault(format!("{} has no field {name}", kind.name())))
}

/// The kind of that name, or a fault.
fn kind(name: &str) -> Result<Kind, Fault> {
    Kind::from_name(name).ok_or_else(|| Fault(format!("there is no kind {name}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    const PRESET: &str = r#"{"what": "preset", "id": "a", "version": 1, "title": "A", "source": "its maker's documentation",
        "licence": "CC0-1.0", "kind": "devices", "recognise": {"all": [["Serial"]]}, "columns": [{"headers": ["Serial"], "to": "serial"}]}"#;

    fn fault(files: &[(&str, &str)]) -> CatalogError {
        Catalog::from_assets(files.iter().map(|(path, text)| (*path, text.as_bytes()))).unwrap_err()
    }

    #[test]
    fn a_preset_is_shown_with_where_it_comes_from() {
        let catalog =
            Catalog::from_assets([("presets/a.json", PRESET.as_bytes()), ("presets/README.md", b"not a preset".as_slice())])
                .unwrap();
        let preset = &catalog.presets()[0];
        assert_eq!((preset.id.as_str(), preset.kind, preset.licence.as_str()), ("a", Kind::Devices, "CC0-1.0"));
    }

    #[test]
    fn faults_in_a_file_name_the_file_and_the_fault() {
        let twice = fault(&[("presets/a.json", PRESET), ("presets/b.json", PRESET)]);
        assert_eq!((twice.path.as_str(), twice.message.contains("twice")), ("presets/b.json", true));
        for (from, to, says) in [
            ("\"to\": \"serial\"", "\"to\": \"cereal\"", "cereal"),
            ("\"devices\"", "\"gadgets\"", "gadgets"),
            ("\"columns\"", "\"columms\"", "columms"),
            ("\"preset\"", "\"poem\"", "poem"),
        ] {
            let found = fault(&[("presets/a.json", &PRESET.replace(from, to))]);
            assert!(found.message.contains(says), "{} says {says}", found.message);
        }
    }
}
