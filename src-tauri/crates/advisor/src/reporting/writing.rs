//! Files that leave the program: whole or not at all.

use crate::error::Error;
use std::io::Write;
use std::path::Path;

/// Writes a file beside its name and renames it; an existing one is replaced only by force.
pub fn write_file(path: &Path, bytes: &[u8], force: bool) -> Result<(), Error> {
    let failed = |cause: std::io::Error| Error::path(path, &cause);
    if !force && path.symlink_metadata().is_ok() {
        return Err(Error::Exists(path.display().to_string()));
    }
    let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or_else(|| Path::new("."));
    // The place of the temporary file is nothing a person asked for: only the kind of the fault is told.
    let mut file = builder().tempfile_in(folder).map_err(|cause| failed(cause.kind().into()))?;
    file.write_all(bytes).and_then(|()| file.as_file().sync_all()).map_err(failed)?;
    if force {
        file.persist(path).map_err(|cause| failed(cause.error))?;
        return Ok(());
    }
    // Someone may have written it meanwhile.
    file.persist_noclobber(path).map_err(|cause| match cause.error.kind() {
        std::io::ErrorKind::AlreadyExists => Error::Exists(path.display().to_string()),
        _ => failed(cause.error),
    })?;
    Ok(())
}

/// Readable like any file of the person, not by them alone as temporary files are.
fn builder() -> tempfile::Builder<'static, 'static> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".threshold-");
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    builder
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_existing_file_is_replaced_only_by_force() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("report.pdf");
        write_file(&path, b"one", false).unwrap();
        assert!(matches!(write_file(&path, b"two", false), Err(Error::Exists(_))));
        assert_eq!(std::fs::read(&path).unwrap(), b"one", "refused, so untouched");
        write_file(&path, b"two", true).unwrap();
        assert_eq!(std::fs::read(&path).unwrap(), b"two");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1, "nothing is left beside it");
    }

    #[test]
    fn a_folder_that_is_not_there_is_named() {
        let missing = Path::new("/nowhere/at/all/report.pdf");
        assert!(matches!(write_file(missing, b"x", false), Err(Error::Path { .. })));
    }
}
