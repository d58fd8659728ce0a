//! Golden engagements: a whole assessment against the one on record. `GOLDEN=write cargo test -p threshold-cli --test golden`
//! writes it anew; the difference is then read as part of the change.
#![allow(clippy::expect_used, reason = "a test stops at the first thing that is not as it says")]

use std::path::{Path, PathBuf};
use std::process::Command;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../..")
}

fn threshold(args: &[String]) -> Vec<u8> {
    let out = Command::new(env!("CARGO_BIN_EXE_threshold")).args(args).output().expect("the command runs");
    assert!(out.status.success(), "{args:?}: {}", String::from_utf8_lossy(&out.stderr));
    out.stdout
}

fn text(path: &Path) -> String {
    path.to_str().expect("a plain path").to_owned()
}

/// Profile and exports of a sample, taken to an assessment as JSON.
fn assessment(sample: &str) -> String {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let (file, data) = (text(&folder.path().join("golden.threshold")), root().join("assets/samples").join(sample));
    threshold(&["new".into(), file.clone(), "--profile".into(), text(&data.join("profile.json"))]);
    let mut exports: Vec<String> = std::fs::read_dir(&data)
        .expect("the sample is there")
        .filter_map(|e| Some(text(&e.ok()?.path())))
        .filter(|p| p.ends_with(".csv") || p.ends_with(".xlsx"))
        .collect();
    exports.sort();
    threshold(&[vec!["import".into(), file.clone()], exports].concat());
    String::from_utf8(threshold(&["assess".into(), file, "--json".into()])).expect("JSON is UTF-8")
}

#[test]
fn the_samples_whole_assessment_is_the_one_on_record() {
    let (got, record) = (assessment("ridgeline"), root().join("tests/golden/ridgeline.json"));
    if std::env::var("GOLDEN").is_ok_and(|v| v == "write") {
        std::fs::write(&record, &got).expect("the record can be written");
    }
    let want = std::fs::read_to_string(&record).expect("the record is there");
    let line = got.lines().zip(want.lines()).position(|(a, b)| a != b).map(|at| at + 1);
    assert!(got == want, "the assessment differs from the record, first in line {line:?}; if that is meant, write it anew");
}
