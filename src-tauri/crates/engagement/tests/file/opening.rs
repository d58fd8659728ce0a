//! Creating and opening: whose file it is, who may write, and what is refused.

use crate::support::*;
use engagement::{Engagement, FileError};
use rusqlite::Connection;
use std::fs;

#[test]
fn a_new_file_stands_alone_and_opens_again() {
    let (folder, path) = place();
    let file = Engagement::create(&path, None).unwrap();
    assert_eq!(file.schema_version(), 2);
    assert!(file.is_writable() && file.damage().is_none(), "a new file is sound and open for changes");
    drop(file);
    let names: Vec<_> = fs::read_dir(folder.path()).unwrap().map(|e| e.unwrap().file_name()).collect();
    assert_eq!(names, ["Clinic.threshold"], "an engagement is one file");
    assert!(Engagement::open(&path, None).is_ok(), "what was created can be opened");
}

#[test]
fn an_existing_file_is_never_overwritten() {
    let (_folder, path) = place();
    fs::write(&path, "a client's notes").unwrap();
    assert_eq!(Engagement::create(&path, None).unwrap_err().code(), "exists");
    assert_eq!(fs::read_to_string(&path).unwrap(), "a client's notes", "the refusal left it alone");
}

#[test]
fn a_lone_write_ahead_log_counts_as_an_existing_file() {
    let (folder, path) = place();
    fs::write(folder.path().join("Clinic.threshold-wal"), "changes of a file that was moved").unwrap();
    assert_eq!(Engagement::create(&path, None).unwrap_err().code(), "exists", "it would be replayed into the new file");
}

#[test]
fn a_failed_creation_leaves_nothing_behind() {
    let (folder, path) = place();
    assert_eq!(
        Engagement::create(&path, Some(" ")).unwrap_err().code(),
        "wrong_passphrase",
        "an empty passphrase protects nothing"
    );
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0, "no half file, no lock");
    let nowhere = folder.path().join("none").join("Clinic.threshold");
    assert_eq!(Engagement::create(&nowhere, None).unwrap_err().code(), "not_found", "the folder is missing");
}

#[test]
fn the_rest_of_a_killed_creation_is_cleared_away() {
    let (folder, path) = place();
    fs::write(folder.path().join("Clinic.threshold-new"), "half a database").unwrap();
    drop(Engagement::create(&path, None).unwrap());
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "only the engagement is left");
}

#[test]
fn one_writer_and_any_reader() {
    let (_folder, path) = place();
    let mut writer = Engagement::create(&path, None).unwrap();
    assert_eq!(Engagement::open(&path, None).unwrap_err().code(), "locked", "a second writer would lose changes");
    assert_eq!(Engagement::create(&path, None).unwrap_err().code(), "exists");
    let mut reader = Engagement::open_read_only(&path, None).unwrap();
    writer.set(&[setting("users", "140")], &by("A")).unwrap();
    assert_eq!(reader.settings().unwrap()["users"], "140", "a reader sees what is on disk");
    assert_eq!(reader.set(&[setting("users", "1")], &by("B")).unwrap_err(), FileError::ReadOnly);
    assert_eq!(reader.undo(&by("B")).unwrap_err(), FileError::ReadOnly);
    assert_eq!(reader.pseudonym("Ann Example").unwrap_err(), FileError::ReadOnly);
    assert!(matches!(reader.stage(&header("a.csv", "a")), Err(FileError::ReadOnly)), "no call changes a file opened for reading");
    drop(writer);
    assert!(Engagement::open(&path, None).is_ok(), "a reader does not keep a writer out");
}

#[test]
fn files_of_others_are_told_apart() {
    let (folder, path) = place();
    assert_eq!(Engagement::open(&path, None).unwrap_err(), FileError::NotFound(path.clone()));
    for content in ["", "Device name,Serial\nPC-1,SN1\n"] {
        fs::write(&path, content).unwrap();
        assert_eq!(Engagement::open(&path, None).unwrap_err().code(), "not_an_engagement", "an export is imported, not opened");
        assert_eq!(Engagement::open_read_only(&path, None).unwrap_err().code(), "not_an_engagement");
        assert_eq!(fs::read_to_string(&path).unwrap(), content, "a refusal changes nothing");
    }
    let database = folder.path().join("other.db");
    Connection::open(&database).unwrap().execute_batch("CREATE TABLE t (a)").unwrap();
    assert_eq!(Engagement::open(&database, None).unwrap_err().code(), "not_an_engagement", "not every database is ours");
    assert_eq!(Engagement::open(folder.path(), None).unwrap_err().code(), "not_an_engagement", "nor is a folder");
}

#[test]
fn a_newer_file_is_refused_unless_it_says_we_can_read_it() {
    let (_folder, path) = place();
    drop(Engagement::create(&path, None).unwrap());
    let stamp = |minimum: u32| {
        let raw = Connection::open(&path).unwrap();
        raw.execute_batch(&format!("PRAGMA user_version = 7; UPDATE engagement SET minimum_reader = {minimum}")).unwrap();
    };
    stamp(5);
    let error = Engagement::open(&path, None).unwrap_err();
    assert_eq!(error, FileError::NewerVersion { path: path.clone(), file: 7, known: 2 });
    assert_eq!(
        Engagement::open_read_only(&path, None).unwrap_err().code(),
        "newer_version",
        "half-read figures would be wrong figures"
    );
    stamp(1);
    assert_eq!(Engagement::open(&path, None).unwrap().schema_version(), 7, "additions need not lock an older program out");
}

#[test]
fn a_damaged_file_is_refused_for_changes_and_can_be_looked_at() {
    let (_folder, path) = place();
    let mut file = Engagement::create(&path, None).unwrap();
    let devices: Vec<_> = (0..2000).map(|n| device(&format!("SN{n}"), "laptop", 100)).collect();
    import(&mut file, "rmm", &devices);
    file.set(&[setting("users", "140")], &by("A")).unwrap();
    drop(file);
    scribble_over_rows(&path);
    assert_eq!(Engagement::open(&path, None).unwrap_err().code(), "damaged");
    let saved = Engagement::open_read_only(&path, None).unwrap();
    assert!(saved.damage().is_some(), "the damage is told");
    assert_eq!(saved.settings().unwrap()["users"], "140", "what is whole can be saved");
}

/// Overwrites the last pages, where the rows are.
fn scribble_over_rows(path: &std::path::Path) {
    let mut bytes = fs::read(path).unwrap();
    let middle = bytes.len() / 2 / 4096 * 4096;
    for page in bytes[middle..].chunks_mut(4096).step_by(3) {
        page[..512].fill(0xA5);
    }
    fs::write(path, bytes).unwrap();
}

#[test]
fn a_torn_file_is_damaged_and_no_panic() {
    let (_folder, path) = place();
    drop(Engagement::create(&path, None).unwrap());
    let bytes = fs::read(&path).unwrap();
    for part in [100, 4096, 8192, bytes.len() - 4096] {
        fs::write(&path, &bytes[..part]).unwrap();
        let code = Engagement::open(&path, None).unwrap_err().code();
        assert!(matches!(code, "damaged" | "not_an_engagement"), "{part} bytes of a file gave {code}");
        let _ = Engagement::open_read_only(&path, None);
    }
}

#[test]
#[cfg(unix)]
fn a_folder_without_write_access_can_be_read() {
    use std::os::unix::fs::PermissionsExt;
    let (folder, path) = place();
    let mut file = Engagement::create(&path, None).unwrap();
    file.set(&[setting("users", "140")], &by("A")).unwrap();
    drop(file);
    let allow = |mode| fs::set_permissions(folder.path(), fs::Permissions::from_mode(mode)).unwrap();
    allow(0o555);
    let enforced = fs::write(folder.path().join("probe"), "").is_err(); // not for an administrator
    if enforced {
        assert_eq!(Engagement::open(&path, None).unwrap_err().code(), "no_rights", "no lock can be taken there");
        let other = folder.path().join("New.threshold");
        assert_eq!(Engagement::create(&other, None).unwrap_err().code(), "no_rights");
        let reader = Engagement::open_read_only(&path, None).unwrap();
        assert_eq!(reader.settings().unwrap()["users"], "140", "a share one may only read still opens");
    }
    allow(0o755);
}
