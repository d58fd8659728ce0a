//! Runs of the command as its users type it.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test stops at the first thing that is not as it says"
)]

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn threshold(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_threshold")).args(args).output().expect("the command runs")
}

fn json(args: &[&str]) -> serde_json::Value {
    let out = threshold(args);
    assert!(out.status.success(), "{args:?}: {}", String::from_utf8_lossy(&out.stderr));
    serde_json::from_slice(&out.stdout).expect("stdout holds the JSON and nothing else")
}

fn sample() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../assets/samples/ridgeline")
}

fn exports() -> Vec<String> {
    let mut found: Vec<String> = std::fs::read_dir(sample())
        .expect("the sample is there")
        .filter_map(|e| Some(e.ok()?.path().to_str()?.to_owned()))
        .filter(|p| p.ends_with(".csv") || p.ends_with(".xlsx"))
        .collect();
    found.sort();
    found
}

/// A new engagement of the sample's profile in a folder of its own.
fn engagement() -> (tempfile::TempDir, String) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let file = folder.path().join("sample.threshold").to_str().expect("a plain path").to_owned();
    let profile = sample().join("profile.json");
    assert!(threshold(&["new", &file, "--profile", profile.to_str().expect("a plain path")]).status.success());
    (folder, file)
}

fn import(file: &str) -> serde_json::Value {
    let exports = exports();
    let mut args = vec!["import", file];
    args.extend(exports.iter().map(String::as_str));
    args.push("--json");
    json(&args)
}

#[test]
fn the_sample_goes_from_exports_to_a_verdict() {
    let (_folder, file) = engagement();
    let reports = import(&file);
    for r in reports.as_array().expect("one report a file") {
        let n = |key: &str| r[key].as_u64().expect("a count");
        assert_eq!(n("rows"), n("accepted") + n("set_aside") + n("merged") + n("rejected"), "counts add up: {}", r["source"]);
        assert_eq!(n("accepted"), n("new") + n("changed") + n("unchanged"), "and so do their parts: {}", r["source"]);
        assert_eq!(n("rejected"), 0, "every row of the sample is readable: {}", r["source"]);
    }
    let of = |name: &str| {
        let ends = |r: &&serde_json::Value| r["source"].as_str().is_some_and(|s| s.ends_with(name));
        reports.as_array().expect("one report a file").iter().find(ends).expect("it was imported")
    };
    assert_eq!(of("quickbooks-ledger.csv")["sums"]["amount"], "14234920.04", "the ledger's amounts, to the cent");
    assert_eq!(of("entra-users.csv")["groups"]["account"]["person"], 152, "guests, shared and service accounts are no persons");
    assert_eq!(of("ninjaone-devices.csv")["merged"], 91, "what both lists see is one device");
    let again = import(&file);
    assert!(again.as_array().expect("reports").iter().all(|r| r["new"] == 0), "the same files twice bring nothing new");
    let a = json(&["assess", &file, "--json"]);
    assert_eq!(a["thresholds"]["staff_ratio"]["text"]["value"], "75.8", "182 endpoints on 2.4 FTE");
    let states: std::collections::BTreeSet<_> =
        ["staff_ratio", "compliance", "velocity", "loaded_cost"].map(|t| a["thresholds"][t]["state"].to_string()).into();
    assert!(states.len() >= 3, "the sample shows at least three states: {states:?}");
    for o in a["options"].as_array().expect("options") {
        assert!(o["total"].is_string(), "in the sample every total is known: {}", o["id"]);
    }
}

#[test]
fn every_figure_of_the_list_explains_itself() {
    let (_folder, file) = engagement();
    import(&file);
    let figures = json(&["explain", &file, "--json"]);
    let ids: Vec<_> = figures.as_array().expect("a list").iter().map(|f| f["id"].as_str().expect("an id")).collect();
    let unique: std::collections::BTreeSet<_> = ids.iter().collect();
    assert_eq!(ids.len(), unique.len(), "one name never stands for two expressions");
    for id in ids.iter().step_by(40) {
        let why = json(&["explain", &file, id, "--json"]);
        assert!(!why["formula"].as_str().expect("a formula").is_empty(), "{id} says how it comes about");
    }
}

#[test]
fn an_import_can_be_undone_and_made_again() {
    let (_folder, file) = engagement();
    let before = json(&["assess", &file, "--json"]);
    import(&file);
    let after = json(&["assess", &file, "--json"]);
    assert!(threshold(&["undo", &file]).status.success());
    assert_eq!(json(&["assess", &file, "--json"]), before, "undo brings back the answer before");
    assert!(threshold(&["redo", &file]).status.success());
    assert_eq!(json(&["assess", &file, "--json"]), after, "and redo the one after");
}

#[test]
fn what_cannot_be_read_says_what_to_do_and_changes_nothing() {
    let (folder, file) = engagement();
    let before = json(&["assess", &file, "--json"]);
    let write = |name: &str, bytes: &[u8]| {
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).expect("a temporary file");
        path.to_str().expect("a plain path").to_owned()
    };
    let good = exports().remove(0);
    for bad in [
        write("empty.csv", b""),
        write("noise.bin", &[0, 159, 146, 150, 0, 1, 2, 3]),
        write("other.csv", b"a,b\n1,2\n"),
        write("locked.xlsx", &locked_workbook()),
        "none.csv".to_owned(),
    ] {
        let out = threshold(&["import", &file, &good, &bad]);
        assert_eq!(out.status.code(), Some(1), "the input is at fault: {bad}");
        assert!(String::from_utf8_lossy(&out.stderr).lines().count() >= 2, "a sentence and a hint: {bad}");
    }
    assert_eq!(json(&["assess", &file, "--json"]), before, "a refused file takes the good one beside it along");
}

/// The start of a workbook behind a password: a compound file whose directory names the encrypted package.
fn locked_workbook() -> Vec<u8> {
    let mut bytes = vec![0; 2048];
    bytes[..8].copy_from_slice(&[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]);
    let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    bytes[1024..1024 + name.len()].copy_from_slice(&name);
    bytes
}

#[test]
fn a_new_engagement_takes_its_day_from_the_prompt() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let file = folder.path().join("day.threshold").to_str().expect("a plain path").to_owned();
    let bad = threshold(&["new", &file, "--name", "Alder", "--as-of", "soon"]);
    assert_eq!(bad.status.code(), Some(1), "that is no day");
    assert!(!Path::new(&file).exists(), "and nothing is left behind");
    let profile = sample().join("profile.json");
    let profile = profile.to_str().expect("a plain path");
    assert!(threshold(&["new", &file, "--profile", profile, "--as-of", "2026-10-31"]).status.success());
    assert_eq!(json(&["assess", &file, "--json"])["as_of"], "2026-10-31", "the prompt goes before the profile");
}

#[test]
fn a_typed_range_is_kept_and_an_upside_down_one_refused() {
    let (_folder, file) = engagement();
    assert!(threshold(&["set", &file, "users", "140", "--low", "130", "--high", "150", "--why", "hiring"]).status.success());
    let log = json(&["log", &file, "--json"]);
    let last = log.as_array().expect("a list").last().expect("the change").clone();
    assert_eq!(last["why"], "hiring", "the reason is kept");
    assert!(last["changes"][0].as_str().expect("a change").contains("150"), "the whole range is: {last}");
    assert_eq!(threshold(&["set", &file, "users", "140", "--low", "150", "--high", "130"]).status.code(), Some(1), "low > high");
    assert_eq!(threshold(&["set", &file, "users", "140", "--low", "130"]).status.code(), Some(1), "a range has two ends");
    assert_eq!(json(&["log", &file, "--json"]), log, "what is refused leaves no trace");
}

#[test]
fn w1_an_incumbent_provider_is_todays_cost_and_not_charged_again_beside_a_new_one() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = |name: &str| folder.path().join(name).to_str().expect("a plain path").to_owned();
    let (file, contracts) = (path("w1.threshold"), path("contracts.csv"));
    let header = String::from_utf8(threshold(&["template", "costs"]).stdout).expect("text");
    let header = header.lines().next().expect("a header").to_owned();
    let row = |key: &str| match key {
        "entry" => "contract",
        "vendor" => "Incumbent IT",
        "amount" => "118800",
        "contract" => "MSA-1",
        "domains" => "service_desk;endpoint;network;security_operations",
        _ => "",
    };
    let cells: Vec<_> = header.split(',').map(row).collect();
    std::fs::write(&contracts, format!("{header}\n{}\n", cells.join(","))).expect("a temporary file");
    assert!(threshold(&["new", &file, "--as-of", "2026-09-30"]).status.success());
    for (key, value) in [("users", "60"), ("endpoints", "70"), ("support_fte", "0"), ("frameworks", "none"), ("coverage", "8x5")]
    {
        assert!(threshold(&["set", &file, key, value]).status.success(), "{key} can be typed");
    }
    assert!(threshold(&["import", &file, &contracts]).status.success());
    let a = json(&["assess", &file, "--json"]);
    let option = |id: &str| a["options"].as_array().expect("options").iter().find(|o| o["id"] == id).expect("the option").clone();
    let line = |o: &serde_json::Value| {
        let lines = o["lines"].as_array().expect("lines").clone();
        lines.iter().find(|l| l["id"] == "current_contracts").expect("the line").clone()
    };
    assert_eq!(line(&option("today"))["yearly"][0], "118800", "$9,900 a month is what Today costs");
    assert_eq!(line(&option("full_outsource"))["yearly"][0], "0", "a new provider replaces it");
    assert_eq!(a["thresholds"]["staff_ratio"]["flags"][0], "contracted_cover", "nobody inside, but not uncovered");
}

#[test]
fn what_is_typed_last_holds_and_a_slip_is_refused() {
    let (_folder, file) = engagement();
    import(&file);
    let states = |threshold: &str| json(&["assess", &file, "--json"])["thresholds"][threshold]["state"].clone();
    assert!(threshold(&["set", &file, "hands_on.manager", "0"]).status.success());
    assert_eq!(states("staff_ratio"), "crossed", "the profile spelled it staff.manager.hands_on: one quantity, one value");
    assert!(threshold(&["set", &file, "frameworks", "none"]).status.success());
    assert_eq!(states("compliance"), "not_crossed", "none replaces the profile's list");
    assert!(threshold(&["set", &file, "coverage", "8x5"]).status.success());
    let today = json(&["assess", &file, "--json"])["options"][0]["scope_gap"].to_string();
    assert!(!today.contains("24x7"), "the required hours were typed anew: {today}");
    for (key, value) in [
        ("uesrs", "3"),
        ("users", "-5"),
        ("users", "70000000000000000000000000000"),
        ("horizon_years", "2.9"),
        ("on_call_paid", "1"),
    ] {
        assert_eq!(threshold(&["set", &file, key, value]).status.code(), Some(1), "{key} {value} is refused");
    }
}

#[test]
fn a_planned_cut_says_when_the_ratio_crosses() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = |name: &str| folder.path().join(name).to_str().expect("a plain path").to_owned();
    let (file, staff) = (path("cut.threshold"), path("staff.csv"));
    let rows = "employee_id,name,title,role,fte,base_pay,end_date\n1,A,Systems Administrator,administrator,1,96800,\n2,B,IT Support Specialist,support,1.4,60340,2027-01-31\n";
    std::fs::write(&staff, rows).expect("a temporary file");
    assert!(threshold(&["new", &file, "--as-of", "2026-09-30"]).status.success());
    assert!(threshold(&["import", &file, &staff, "--kind", "staff"]).status.success(), "a plain staff list can be read");
    assert!(threshold(&["set", &file, "endpoints", "182"]).status.success());
    let t1 = json(&["assess", &file, "--json"])["thresholds"]["staff_ratio"].clone();
    assert_eq!(t1["state"], "near", "the state is as of today: 182 on 2.4");
    assert!(
        t1["sentence"].as_str().expect("words").contains("crosses in month 4"),
        "February 2027 has one FTE left: {}",
        t1["sentence"]
    );
}
