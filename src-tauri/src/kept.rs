//! Small JSON files in the configuration folder: written whole or not at all; one that cannot be read is set aside.

use serde::Serialize;
use serde::de::DeserializeOwned;
use std::io::{self, Write};
use std::path::Path;
use std::{fs, mem};
use tempfile::NamedTempFile;

/// What the file holds. A file that is not there, or is damaged, begins anew; the damaged one stays beside it.
pub fn read_or_begin<T: DeserializeOwned + Default>(path: &Path) -> T {
    let Ok(bytes) = fs::read(path) else { return T::default() };
    serde_json::from_slice(&bytes).unwrap_or_else(|_| {
        // Where even that fails the next write replaces it.
        drop(fs::rename(path, path.with_extension("damaged.json")));
        T::default()
    })
}

/// Writes the file in one step.
///
/// # Errors
/// When the folder cannot be made or written.
pub fn write<T: Serialize>(path: &Path, what: &T) -> io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    let mut file = NamedTempFile::new_in(folder)?;
    serde_json::to_writer_pretty(&mut file, what)?;
    file.flush()?;
    mem::drop(file.persist(path).map_err(|refused| refused.error)?);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_damaged_file_is_set_aside_and_begun_anew() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("deeper/list.json");
        assert_eq!(read_or_begin::<Vec<u8>>(&path), Vec::<u8>::new(), "there is none yet");
        write(&path, &[1u8, 2]).expect("the folder is made");
        assert_eq!(read_or_begin::<Vec<u8>>(&path), [1, 2], "it is read back");
        fs::write(&path, "{").expect("writable");
        assert_eq!(read_or_begin::<Vec<u8>>(&path), Vec::<u8>::new(), "damage does not stop the window");
        assert!(path.with_extension("damaged.json").exists(), "nothing a person had is thrown away");
    }
}
