//! A program that is killed: what was committed is there, what was not leaves no trace, and the lock is free.

use crate::support::*;
use engagement::Engagement;
use std::path::Path;
use std::process::Command;

/// Set for the program that is to die, with the path of the file.
const VICTIM: &str = "THRESHOLD_TEST_VICTIM";

#[test]
fn a_killed_program_loses_nothing_it_had_committed() {
    let (_folder, path) = place();
    drop(Engagement::create(&path, None).unwrap());
    for step in ["staging", "staged", "committed"] {
        kill_at(step, &path);
        let mut file = Engagement::open(&path, None).expect("the dead program's lock is free and its file is sound");
        let expected = if step == "committed" { vec![("laptop".into(), 500, money(50_000), 500)] } else { vec![] };
        assert_eq!(cube_of(&file), expected, "killed while {step}");
        assert_eq!(file.imports().unwrap().len(), expected.len(), "no half import is left");
        assert_eq!(file.settings().unwrap()["step"], format!("\"{step}\""), "what was said before the kill is on disk");
        file.set(&[setting("after", "1")], &by("A")).expect("and work goes on");
    }
}

#[test]
fn another_program_finds_the_file_locked() {
    let (_folder, path) = place();
    let _open = Engagement::create(&path, None).unwrap();
    assert!(!victim("locked", &path).success(), "the other program's open fails while we hold the lock");
}

#[test]
fn a_large_import_killed_half_way_leaves_the_file_as_it_was() {
    let (_folder, path) = place();
    let mut file = Engagement::create(&path, None).unwrap();
    import(&mut file, "ledger", &[device("S0", "laptop", 100)]);
    drop(file);
    kill_at("in the middle of a large import", &path);
    assert!(std::fs::metadata(&path).unwrap().len() > 16 << 20, "so much was read that it went into the file itself");
    let file = Engagement::open(&path, None).expect("what was written is taken back");
    assert_eq!(cube_of(&file), [("laptop".into(), 1, money(100), 1)], "and what was there before is there");
    assert_eq!(file.imports().unwrap().len(), 1, "no half import is left");
}

fn kill_at(step: &str, path: &Path) {
    assert!(!victim(step, path).success(), "the program was to die while {step}");
}

fn victim(step: &str, path: &Path) -> std::process::ExitStatus {
    let program = std::env::current_exe().unwrap();
    Command::new(program)
        .args(["--exact", "crash::victim_program", "--ignored", "--quiet"])
        .env(VICTIM, path)
        .env("THRESHOLD_TEST_STEP", step)
        .stdout(std::process::Stdio::null())
        .stderr(std::process::Stdio::null())
        .status()
        .unwrap()
}

/// Not a test of its own: run by the tests above in a process that dies at the named step.
#[test]
#[ignore = "run by the kill tests"]
fn victim_program() {
    let Some(path) = std::env::var_os(VICTIM) else { return };
    let step = std::env::var("THRESHOLD_TEST_STEP").unwrap();
    let mut file = Engagement::open(Path::new(&path), None).unwrap();
    file.set(&[setting("step", &format!("\"{step}\""))], &by("A")).unwrap();
    let devices: Vec<_> = (0..500).map(|n| device(&format!("S{n}"), "laptop", 100)).collect();
    if step == "staging" {
        let _staging = file.stage(&header("a.csv", "rmm")).unwrap();
        std::process::abort();
    }
    if step == "in the middle of a large import" {
        let large = engagement::ImportHeader { size: 1 << 30, ..header("a.csv", "rmm") };
        let mut staging = file.stage(&large).unwrap();
        let place = "site ".repeat(200);
        for row in 2..60_000 {
            push(&mut staging, row, &Device { serial: Some(format!("{place}{row}")), ..devices[0].clone() });
        }
        std::process::abort();
    }
    let id = stage(&mut file, &header("a.csv", "rmm"), &devices);
    if step == "committed" {
        file.commit(&[id], &by("A")).unwrap();
    }
    std::process::abort();
}
