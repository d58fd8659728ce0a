//! The tree of changes: undo, redo, branches, and who did what.

use crate::support::*;
use engagement::{Author, Engagement, Setting, Target};

#[test]
fn undo_and_redo_walk_the_line() {
    let (_folder, path) = place();
    let mut file = Engagement::create(&path, None).unwrap();
    assert_eq!(file.undo(&by("A")).unwrap(), None, "nothing was done yet");
    file.set(&[setting("users", "140")], &by("A")).unwrap();
    file.set(&[setting("users", "150"), setting("fte", "2")], &by("A")).unwrap();
    assert_eq!(file.to_undo().unwrap().map(|c| c.label()).as_deref(), Some("users and 1 more"));
    let undone = file.undo(&by("B")).unwrap().unwrap();
    assert_eq!(undone.targets[0].old.as_deref(), Some("140"), "the old value is kept in the change");
    assert_eq!(
        (file.settings().unwrap().len(), file.settings().unwrap()["users"].as_str()),
        (1, "140"),
        "both targets went back"
    );
    drop(file);
    let mut file = Engagement::open(&path, None).unwrap();
    assert_eq!(file.to_redo().unwrap().map(|c| c.label()).as_deref(), Some("users and 1 more"), "undo survives closing the file");
    file.redo(&by("A")).unwrap().unwrap();
    assert_eq!(file.settings().unwrap()["users"], "150");
    assert_eq!(file.redo(&by("A")).unwrap(), None, "there is nothing above the newest change");
    let moves = file.head_moves().unwrap();
    assert_eq!(
        (moves.len(), moves[0].who.as_str(), moves[1].to),
        (2, "B", file.head().unwrap()),
        "undo and redo have an author too"
    );
}

#[test]
fn a_change_after_undo_begins_a_branch_and_loses_nothing() {
    let (_folder, mut file) = new_file();
    let first = file.set(&[setting("users", "140")], &by("A")).unwrap();
    let left = file.set(&[setting("users", "150")], &by("A")).unwrap();
    file.undo(&by("A")).unwrap();
    let right = file.set(&[setting("users", "160")], &by("A")).unwrap();
    let log = file.log().unwrap();
    let shape: Vec<_> = log.iter().map(|c| (c.id, c.parent, c.on_head_path)).collect();
    assert_eq!(
        shape,
        [(first, None, true), (left, Some(first), false), (right, Some(first), true)],
        "the branch is still in the log"
    );
    file.undo(&by("A")).unwrap();
    file.undo(&by("A")).unwrap();
    assert!(file.settings().unwrap().is_empty(), "back at the beginning");
    file.redo(&by("A")).unwrap();
    file.redo(&by("A")).unwrap();
    assert_eq!(file.settings().unwrap()["users"], "160", "redo takes the newest branch");
}

#[test]
fn a_setting_can_be_taken_away_and_changed_twice_in_one_change() {
    let (_folder, mut file) = new_file();
    file.set(&[setting("users", "140"), setting("users", "150")], &by("A")).unwrap();
    let gone = Setting { key: "users".into(), value: None };
    file.set(&[gone], &by("A")).unwrap();
    assert!(file.settings().unwrap().is_empty());
    file.undo(&by("A")).unwrap();
    assert_eq!(file.settings().unwrap()["users"], "150", "the last value of a change is the one it leaves");
    file.undo(&by("A")).unwrap();
    assert!(file.settings().unwrap().is_empty(), "undo goes back through both values");
}

#[test]
fn the_log_says_who_when_and_why() {
    let (_folder, mut file) = new_file();
    let author = Author { who: "A. Consultant".into(), at: at(5), why: Some("agreed in the workshop".into()) };
    file.set(&[setting("policy.staff_ratio.limit", "90")], &author).unwrap();
    let change = &file.log().unwrap()[0];
    assert_eq!((change.who.as_str(), change.at, change.why.as_deref()), ("A. Consultant", at(5), Some("agreed in the workshop")));
    assert_eq!(change.targets[0].target, Target::Setting("policy.staff_ratio.limit".into()));
    assert_eq!((&change.targets[0].old, change.targets[0].new.as_deref()), (&None, Some("90")), "there was no value before");
}

#[test]
fn a_change_of_nothing_is_refused_and_leaves_no_trace() {
    let (_folder, mut file) = new_file();
    assert_eq!(file.set(&[], &by("A")).unwrap_err().code(), "internal");
    assert!(file.log().unwrap().is_empty(), "an empty change cannot be undone");
}
