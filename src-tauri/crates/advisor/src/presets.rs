//! Presets: those of the program, and the user's own in a folder that the host names.

use crate::error::Error;
use crate::host::Host;
use crate::inspecting::Reading;
use crate::session::Session;
use crate::wire::PresetInfo;
use import::{Catalog, CatalogError, Choices, Preset};
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

/// The largest file that is taken for a preset.
const LARGEST: u64 = 1 << 20;

/// Presets, synonyms and rules of the program's own data.
fn built_in() -> Result<&'static Arc<Catalog>, Error> {
    static BUILT: OnceLock<Arc<Catalog>> = OnceLock::new();
    match BUILT.get() {
        Some(catalog) => Ok(catalog),
        None => {
            let built = Catalog::from_assets(content::folder("presets").chain(content::folder("roles")))?;
            Ok(BUILT.get_or_init(|| Arc::new(built)))
        }
    }
}

/// What the program and this user know of layouts. A preset of the user's that cannot be read is left out, and every table
/// read without it says so: in silence the next file would be read otherwise than they expect.
pub(crate) fn catalog(host: &dyn Host) -> Result<Arc<Catalog>, Error> {
    let own = own_files(host)?;
    if own.is_empty() {
        return Ok(Arc::clone(built_in()?));
    }
    let mut catalog = Catalog::clone(built_in()?);
    for path in own {
        match add(&mut catalog, &path) {
            Ok(_) => {}
            Err(Error::Preset { path, why }) => catalog.leave_out(CatalogError { path, message: why }),
            Err(other) => catalog.leave_out(CatalogError { path: path.display().to_string(), message: other.to_string() }),
        }
    }
    Ok(Arc::new(catalog))
}

fn add(catalog: &mut Catalog, path: &Path) -> Result<Preset, Error> {
    let bytes = read(path)?;
    let name = path.display().to_string();
    catalog.add_own(&name, &bytes).map_err(|fault| Error::Preset { path: name, why: fault.message })
}

fn read(path: &Path) -> Result<Vec<u8>, Error> {
    let size = std::fs::metadata(path).map_err(|cause| Error::path(path, &cause))?.len();
    if size > LARGEST {
        return Err(Error::Preset { path: path.display().to_string(), why: "it is larger than a preset can be".to_owned() });
    }
    std::fs::read(path).map_err(|cause| Error::path(path, &cause))
}

/// The user's own presets, by name.
fn own_files(host: &dyn Host) -> Result<Vec<PathBuf>, Error> {
    let Some(folder) = host.presets() else { return Ok(Vec::new()) };
    let entries = match std::fs::read_dir(&folder) {
        Ok(entries) => entries,
        Err(cause) if cause.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(cause) => return Err(Error::path(&folder, &cause)),
    };
    let mut files: Vec<PathBuf> = entries.flatten().map(|e| e.path()).filter(|p| is_json(p)).collect();
    files.sort();
    Ok(files)
}

fn is_json(path: &Path) -> bool {
    path.extension().is_some_and(|e| e.eq_ignore_ascii_case("json"))
}

/// In a sentence each: presets of the user's own that cannot be read and are left out.
pub fn presets_left_out(host: &dyn Host) -> Result<Vec<String>, Error> {
    Ok(catalog(host)?.left_out().iter().map(CatalogError::left_out).collect())
}

/// Every preset, the user's own last.
pub fn presets(host: &dyn Host) -> Result<Vec<PresetInfo>, Error> {
    Ok(catalog(host)?.presets().iter().map(info).collect())
}

fn info(preset: &Preset) -> PresetInfo {
    PresetInfo {
        id: preset.id.clone(),
        version: preset.version,
        title: preset.title.clone(),
        kind: preset.kind.name().to_owned(),
        source: preset.source.clone(),
        licence: preset.licence.clone(),
        own: preset.own,
    }
}

/// The preset that reads this export's layout as it is read now, as the text of a file to share.
pub fn preset_text(export: &Path, reading: &Reading, name: &str, host: &dyn Host) -> Result<String, Error> {
    let source = reading.open(export)?;
    Ok(import::preset_of(&source, &*catalog(host)?, &reading.choices()?, name)?)
}

/// Keeps how this export is read as a preset of the user's own: the tool's next export is recognised by it.
pub fn save_preset(export: &Path, reading: &Reading, name: &str, force: bool, host: &dyn Host) -> Result<PresetInfo, Error> {
    keep(&preset_text(export, reading, name, host)?, force, host)
}

/// Takes a preset someone shared into the user's own.
pub fn add_preset(path: &Path, force: bool, host: &dyn Host) -> Result<PresetInfo, Error> {
    let text = String::from_utf8(read(path)?);
    let path = || path.display().to_string();
    let text = text.map_err(|_| Error::Preset { path: path(), why: "it is no text".to_owned() })?;
    Catalog::clone(built_in()?)
        .add_own(&path(), text.as_bytes())
        .map_err(|fault| Error::Preset { path: path(), why: fault.message })?;
    keep(&text, force, host)
}

/// Takes a preset of the user's own away.
pub fn remove_preset(id: &str, host: &dyn Host) -> Result<(), Error> {
    for path in own_files(host)? {
        if add(&mut Catalog::clone(built_in()?), &path).is_ok_and(|preset| preset.id == id) {
            return std::fs::remove_file(&path).map_err(|cause| Error::path(&path, &cause));
        }
    }
    Err(Error::NoPreset(id.to_owned()))
}

impl Session {
    /// Keeps how a waiting table is read as a preset of the user's own.
    pub fn save_preset(&self, table: u32, name: &str, force: bool, host: &dyn Host) -> Result<PresetInfo, Error> {
        let waiting = self.staged.iter().flat_map(|s| &s.tables).find(|t| t.id == table);
        let table = waiting.ok_or(Error::NothingWaits)?;
        let source = table.as_said()?.ok_or(Error::NothingWaits)?;
        let choices: Choices = crate::reading_choices::choices(&table.read_as)?;
        keep(&import::preset_of(&source, &*catalog(host)?, &choices, name)?, force, host)
    }
}

/// Writes a preset into the user's folder; one that is there already only where it is to be replaced.
fn keep(text: &str, force: bool, host: &dyn Host) -> Result<PresetInfo, Error> {
    let folder = host.presets().ok_or(Error::NoPresetFolder)?;
    let fault = |why: String| Error::Preset { path: folder.display().to_string(), why };
    let preset = Catalog::clone(built_in()?).add_own("", text.as_bytes()).map_err(|f| fault(f.message))?;
    // The id becomes a file's name, and a preset that was shared may hold any.
    let name = import::preset_id(&preset.id);
    if name.is_empty() {
        return Err(fault("its id has no letters".to_owned()));
    }
    std::fs::create_dir_all(&folder).map_err(|cause| Error::path(&folder, &cause))?;
    let path = folder.join(format!("{name}.json"));
    if path.exists() && !force {
        return Err(Error::Exists(path.display().to_string()));
    }
    std::fs::write(&path, text).map_err(|cause| Error::path(&path, &cause))?;
    Ok(info(&preset))
}
