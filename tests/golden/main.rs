//! Golden engagements: a whole assessment, its charts and its board edition against those on record.
//! `GOLDEN=write cargo test -p threshold-cli --test golden` writes them anew; the difference is then read as part of the change.
#![allow(clippy::expect_used, clippy::panic, reason = "a test stops at the first thing that is not as it says")]

use sha2::{Digest, Sha256};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Every chart, by its name at the prompt.
const CHARTS: [&str; 15] = [
    "thresholds",
    "totals",
    "cumulative",
    "bridge",
    "cash_flow",
    "users_curve",
    "workload",
    "velocity",
    "coverage",
    "roadmap",
    "ranges",
    "tornado",
    "exceedance",
    "cheapest",
    "flips",
];

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

/// Profile and exports of a sample as an engagement.
fn engagement(folder: &Path, sample: &str) -> String {
    let (file, data) = (text(&folder.join("golden.threshold")), root().join("assets/samples").join(sample));
    threshold(&["new".into(), file.clone(), "--profile".into(), text(&data.join("profile.json"))]);
    let mut exports: Vec<String> = std::fs::read_dir(&data)
        .expect("the sample is there")
        .filter_map(|e| Some(text(&e.ok()?.path())))
        .filter(|p| p.ends_with(".csv") || p.ends_with(".xlsx"))
        .collect();
    exports.sort();
    threshold(&[vec!["import".into(), file.clone()], exports].concat());
    file
}

/// What a command writes to a file.
fn written(folder: &Path, name: &str, args: &[&str]) -> PathBuf {
    let output = folder.join(name);
    let args: Vec<String> = args.iter().map(|a| (*a).to_owned()).chain(["--output".into(), text(&output)]).collect();
    threshold(&args);
    output
}

/// Compares with the record, or writes it where that is asked for.
fn agree(name: &str, got: &str) {
    let record = root().join("tests/golden").join(name);
    if std::env::var("GOLDEN").is_ok_and(|v| v == "write") {
        std::fs::create_dir_all(record.parent().expect("a record is in a folder")).expect("the folder can be made");
        std::fs::write(&record, got).expect("the record can be written");
    }
    let want = std::fs::read_to_string(&record).expect("the record is there");
    let line = got.lines().zip(want.lines()).position(|(a, b)| a != b).map(|at| at + 1);
    assert!(got == want, "{name} is not the one on record, first in line {line:?}; if that is meant, write it anew");
}

/// A PDF as text: objects in order, streams unpacked, nothing that only says where in the file something stands.
fn as_text(pdf: &Path) -> String {
    let args = ["--qdf", "--object-streams=disable", "--no-original-object-ids", "--static-id", &text(pdf), "-"];
    let out = match Command::new("qpdf").args(args).output() {
        Err(cause) if cause.kind() == ErrorKind::NotFound => panic!("qpdf is missing: run scripts/setup tests"),
        out => out.expect("qpdf runs"),
    };
    assert!(out.status.success(), "qpdf: {}", String::from_utf8_lossy(&out.stderr));
    let objects = cut(&out.stdout, b"\nxref\n").map_or(&*out.stdout, |(objects, _)| objects);
    let trailer = cut(&out.stdout, b"\ntrailer ").map_or(&[][..], |(_, trailer)| trailer);
    let trailer = cut(trailer, b"\nstartxref\n").map_or(trailer, |(trailer, _)| trailer);
    format!("{}trailer {}\n", readable(objects), String::from_utf8_lossy(trailer))
}

/// Lines as they are; a stream that is no text, such as a font, by its length and hash.
fn readable(mut bytes: &[u8]) -> String {
    const BEGIN: &[u8] = b"\nstream\n";
    const END: &[u8] = b"\nendstream\n";
    let mut shown = String::new();
    while let Some((before, rest)) = cut(bytes, BEGIN) {
        let (body, rest) = cut(rest, END).expect("a stream ends");
        let words = std::str::from_utf8(body).map_or_else(|_| hashed(body), str::to_owned);
        shown.push_str(&format!("{}stream\n{words}\nendstream\n", lines(before)));
        bytes = rest;
    }
    shown + &lines(bytes)
}

fn hashed(body: &[u8]) -> String {
    let hash: String = Sha256::digest(body).iter().map(|byte| format!("{byte:02x}")).collect();
    format!("{} bytes, SHA-256 {hash}", body.len())
}

/// Lines outside streams: the mark that a file is binary is the only one that is no text.
fn lines(bytes: &[u8]) -> String {
    let line = |l: &[u8]| std::str::from_utf8(l).map_or_else(|_| l.escape_ascii().to_string(), str::to_owned) + "\n";
    bytes.split(|b| *b == b'\n').map(line).collect()
}

fn cut<'a>(bytes: &'a [u8], at: &[u8]) -> Option<(&'a [u8], &'a [u8])> {
    let found = bytes.windows(at.len()).position(|w| w == at)?;
    Some((&bytes[..found], &bytes[found + at.len()..]))
}

#[test]
fn the_samples_whole_assessment_is_the_one_on_record() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let file = engagement(folder.path(), "ridgeline");
    let json = threshold(&["assess".into(), file, "--json".into()]);
    agree("ridgeline.json", &String::from_utf8(json).expect("JSON is UTF-8"));
}

#[test]
fn the_samples_charts_are_those_on_record() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let file = engagement(folder.path(), "ridgeline");
    for name in CHARTS {
        let svg = written(folder.path(), &format!("{name}.svg"), &["chart", &file, name]);
        agree(&format!("charts/{name}.svg"), &std::fs::read_to_string(svg).expect("an SVG is UTF-8"));
    }
}

#[test]
fn the_samples_board_edition_is_the_one_on_record() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let file = engagement(folder.path(), "ridgeline");
    let pdf = written(folder.path(), "board.pdf", &["report", &file, "--edition", "board"]);
    agree("board.qdf.txt", &as_text(&pdf));
}
