//! What a copy of the file gives away: nothing under a passphrase, and no name without one.

use crate::support::*;
use engagement::Engagement;
use std::fs;

const PASSPHRASE: &str = "it's a \"long\" passphrase — with ü";

#[test]
fn an_encrypted_file_holds_no_plain_text() {
    let (_folder, path) = place();
    let mut file = Engagement::create(&path, Some(PASSPHRASE)).unwrap();
    file.set(&[setting("client", "\"Juniper Valley Clinics\"")], &by("A. Consultant")).unwrap();
    import(&mut file, "rmm", &[device("SN-PLAINLY-VISIBLE", "laptop", 100)]);
    assert!(!holds(&path, "Juniper") && !holds(&path.with_extension("threshold-wal"), "Juniper"), "nor does the log beside it");
    drop(file);
    for word in ["Juniper Valley", "SN-PLAINLY", "SQLite format", "CREATE TABLE"] {
        assert!(!holds(&path, word), "{word} stands in a stolen file");
    }
    let file = Engagement::open(&path, Some(PASSPHRASE)).unwrap();
    assert_eq!(file.settings().unwrap()["client"], "\"Juniper Valley Clinics\"", "the passphrase opens it");
}

#[test]
fn only_the_right_passphrase_opens() {
    let (_folder, path) = place();
    drop(Engagement::create(&path, Some(PASSPHRASE)).unwrap());
    for (given, why) in [(Some("wrong"), "wrong"), (None, "missing"), (Some(""), "empty")] {
        assert_eq!(Engagement::open(&path, given).unwrap_err().code(), "wrong_passphrase", "the passphrase is {why}");
        assert_eq!(Engagement::open_read_only(&path, given).unwrap_err().code(), "wrong_passphrase", "the passphrase is {why}");
    }
    assert!(Engagement::open_read_only(&path, Some(PASSPHRASE)).is_ok());
}

#[test]
fn a_passphrase_for_an_open_file_is_not_ignored() {
    let (_folder, path) = place();
    drop(Engagement::create(&path, None).unwrap());
    assert_eq!(Engagement::open(&path, Some("x")).unwrap_err().code(), "wrong_passphrase", "one would think it protected");
}

#[test]
fn pseudonyms_hold_for_one_file_and_name_nobody() {
    let (_folder, path) = place();
    let mut file = Engagement::create(&path, None).unwrap();
    assert_eq!(file.pseudonym("Ann Example").unwrap(), "Person 1");
    assert_eq!(file.pseudonym("Bo Example").unwrap(), "Person 2");
    assert_eq!(file.pseudonym("  ann  EXAMPLE ").unwrap(), "Person 1", "exports differ in case and spacing");
    let hash = file.keyed_hash("Ann Example");
    drop(file);
    let mut file = Engagement::open(&path, None).unwrap();
    assert_eq!(file.pseudonym("Ann Example").unwrap(), "Person 1", "the key is in the file");
    assert_eq!(file.keyed_hash("Ann Example"), hash);
    drop(file);
    assert!(!holds(&path, "xample"), "the name is not");
    let (_folder, other) = new_file();
    assert_ne!(other.keyed_hash("Ann Example"), hash, "two clients' files cannot be joined");
}

#[test]
fn pseudonyms_of_an_aborted_import_are_not_kept() {
    let (_folder, mut file) = new_file();
    let mut staging = file.stage(&header("staff.csv", "payroll")).unwrap();
    assert_eq!(staging.pseudonym("Ann Example").unwrap(), "Person 1");
    staging.abort();
    assert_eq!(file.pseudonym("Bo Example").unwrap(), "Person 1", "nothing of an aborted import stays");
}

fn holds(path: &std::path::Path, word: &str) -> bool {
    fs::read(path).unwrap().windows(word.len()).any(|w| w == word.as_bytes())
}
