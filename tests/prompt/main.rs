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

/// A small engagement with an answer, typed at the prompt.
fn typed() -> (tempfile::TempDir, String) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let file = folder.path().join("small.threshold").to_str().expect("a plain path").to_owned();
    assert!(threshold(&["new", &file, "--name", "Alder", "--as-of", "2026-09-30"]).status.success());
    for (key, value) in [("users", "60"), ("endpoints", "70"), ("support_fte", "1"), ("frameworks", "none"), ("coverage", "8x5")]
    {
        assert!(threshold(&["set", &file, key, value]).status.success(), "{key} can be typed");
    }
    (folder, file)
}

fn beside(folder: &tempfile::TempDir, name: &str) -> String {
    folder.path().join(name).to_str().expect("a plain path").to_owned()
}

/// Runs a command that is refused for its input, and gives what it says.
fn refused(args: &[&str]) -> String {
    let out = threshold(args);
    let said = String::from_utf8_lossy(&out.stderr).into_owned();
    assert_eq!(out.status.code(), Some(1), "{args:?}: the input is at fault: {said}");
    assert!(!said.contains("panicked"), "{args:?}: it is told, not crashed: {said}");
    assert!(out.stdout.is_empty(), "{args:?}: nothing on stdout is taken for a result");
    said
}

fn bytes(path: &str) -> Vec<u8> {
    std::fs::read(path).expect("the file was written")
}

#[test]
fn a_report_is_written_whole_and_never_over_another_file() {
    let (folder, file) = typed();
    let pdf = beside(&folder, "report.pdf");
    for edition in ["board", "full"] {
        let _ = std::fs::remove_file(&pdf);
        let out = threshold(&["report", &file, "-o", &pdf, "--edition", edition]);
        assert!(out.status.success(), "{edition}: {}", String::from_utf8_lossy(&out.stderr));
        assert!(bytes(&pdf).starts_with(b"%PDF"), "{edition}: it is a PDF");
        assert!(String::from_utf8_lossy(&out.stdout).contains(&pdf), "{edition}: and says where it is");
    }
    std::fs::write(&pdf, "someone's notes").expect("a temporary file");
    let said = refused(&["report", &file, "-o", &pdf]);
    assert!(said.contains("[exists]") && said.contains(&pdf), "the file is named: {said}");
    assert!(said.contains("--force"), "and what to do: {said}");
    assert_eq!(bytes(&pdf), b"someone's notes", "what stood there stands there still");
    assert!(threshold(&["report", &file, "-o", &pdf, "--force"]).status.success(), "asked for, it is replaced");
    assert!(bytes(&pdf).starts_with(b"%PDF"), "by the report");
    let left = std::fs::read_dir(folder.path()).expect("the folder").filter_map(|e| e.ok()?.file_name().into_string().ok());
    let left: Vec<String> = left.filter(|n| n.starts_with(".threshold-")).collect();
    assert!(left.is_empty(), "no half file is left beside it: {left:?}");
}

#[test]
fn the_default_is_the_full_report_on_letter() {
    let (folder, file) = typed();
    let (plain, said, other) = (beside(&folder, "a.pdf"), beside(&folder, "b.pdf"), beside(&folder, "c.pdf"));
    assert!(threshold(&["report", &file, "-o", &plain]).status.success());
    let all = ["report", &file, "-o", &said, "--edition", "full", "--paper", "letter", "--date", "2026-09-30"];
    assert!(threshold(&all).status.success());
    assert!(bytes(&plain) == bytes(&said), "the as-of date is the day on it, so two runs give the same bytes");
    assert!(threshold(&["report", &file, "-o", &other, "--date", "2026-11-24"]).status.success());
    assert!(bytes(&plain) != bytes(&other), "another day shows");
}

#[test]
fn a_place_that_cannot_be_written_is_named() {
    let (folder, file) = typed();
    let mut places = vec![beside(&folder, "no/such/folder/report.pdf")];
    std::fs::write(beside(&folder, "file.txt"), "x").expect("a temporary file");
    places.push(beside(&folder, "file.txt/report.pdf"));
    let locked = folder.path().join("locked");
    std::fs::create_dir(&locked).expect("a temporary folder");
    if read_only(&locked) {
        places.push(beside(&folder, "locked/report.pdf"));
    }
    for place in &places {
        for args in [vec!["report", &file, "-o", place], vec!["chart", &file, "totals", "-o", place]] {
            let said = refused(&args);
            assert!(said.contains(place.as_str()), "the path is named: {said}");
            assert!(said.contains("[unreadable_path]"), "with its code: {said}");
        }
    }
    let said = refused(&["report", &file, "-o", folder.path().to_str().expect("a plain path"), "--force"]);
    assert!(said.contains(folder.path().to_str().expect("a plain path")), "a folder is no file to replace: {said}");
}

/// Takes the right to write from a folder; whether that keeps this user out (it does not keep an administrator out).
fn read_only(folder: &Path) -> bool {
    let mut rights = std::fs::metadata(folder).expect("the folder").permissions();
    rights.set_readonly(true);
    std::fs::set_permissions(folder, rights).expect("rights of an own folder");
    std::fs::write(folder.join("probe"), "x").is_err()
}

#[test]
fn a_look_that_cannot_be_is_refused_and_nothing_is_written() {
    let (folder, file) = typed();
    let pdf = beside(&folder, "report.pdf");
    let (text, cut) = (beside(&folder, "logo.png"), beside(&folder, "cut.png"));
    std::fs::write(&text, "this is no picture").expect("a temporary file");
    std::fs::write(&cut, b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x10").expect("a temporary file");
    let missing = beside(&folder, "none.png");
    let report = |more: &[&str]| refused(&[["report", file.as_str(), "-o", pdf.as_str()].as_slice(), more].concat());
    for (accent, why) in [("ffe680", "contrast"), ("blueish", "hexadecimal"), ("#12", "hexadecimal"), ("", "hexadecimal")] {
        let said = report(&["--accent", accent]);
        assert!(said.contains("[bad_accent]") && said.contains(why), "“{accent}”: {said}");
    }
    for logo in [&text, &cut] {
        let said = report(&["--logo", logo]);
        assert!(said.contains("[bad_logo]"), "{logo} is no picture: {said}");
    }
    assert!(report(&["--logo", &missing]).contains(&missing), "a logo that is not there is named");
    for (option, value) in [("--date", "soon"), ("--date", "2026-02-30"), ("--edition", "pocket"), ("--paper", "a5")] {
        let said = report(&[option, value]);
        assert!(said.contains(value) && said.contains(option), "{option} {value}: {said}");
    }
    assert!(!Path::new(&pdf).exists(), "a refused report leaves no file");
}

/// The charts by name.
const CHARTS: [&str; 9] =
    ["thresholds", "totals", "cumulative", "bridge", "cash_flow", "users_curve", "workload", "coverage", "roadmap"];

#[test]
fn every_chart_of_the_sample_is_a_picture_with_words() {
    let (folder, file) = engagement();
    import(&file);
    for name in CHARTS {
        let svg = beside(&folder, &format!("{name}.svg"));
        let out = threshold(&["chart", &file, name, "-o", &svg]);
        assert!(out.status.success(), "{name}: {}", String::from_utf8_lossy(&out.stderr));
        let text = String::from_utf8(bytes(&svg)).expect("an SVG is text");
        assert!(text.starts_with("<svg") || text.starts_with("<?xml"), "{name}: it is an SVG");
        assert!(text.contains("role=\"img\""), "{name}: it is read as one picture");
        for element in ["title", "desc"] {
            let inside = text.split(&format!("<{element}")).nth(1).and_then(|t| t.split_once('>')?.1.split_once('<'));
            assert!(inside.is_some_and(|(words, _)| !words.trim().is_empty()), "{name}: {element} says something");
        }
    }
    let said = refused(&["chart", &file, "pie", "-o", &beside(&folder, "pie.svg")]);
    assert!(said.contains("[unknown_chart]") && said.contains("roadmap"), "the names there are, are told: {said}");
    assert!(!Path::new(&beside(&folder, "pie.svg")).exists(), "and nothing is written");
}

#[test]
fn a_chart_as_png_is_twice_as_sharp_as_asked() {
    let (folder, file) = typed();
    let png = beside(&folder, "totals.PNG");
    assert!(threshold(&["chart", &file, "totals", "-o", &png, "--width", "400"]).status.success());
    let picture = bytes(&png);
    assert!(picture.starts_with(b"\x89PNG\r\n\x1a\n"), "it is a PNG, however its ending is spelled");
    let width = u32::from_be_bytes(picture[16..20].try_into().expect("four bytes"));
    assert_eq!(width, 800, "400 pixels, each of two by two");
    let said = refused(&["chart", &file, "totals", "-o", &png]);
    assert!(said.contains("[exists]"), "a chart overwrites nothing either: {said}");
    assert_eq!(bytes(&png), picture, "and leaves it as it was");
    assert!(threshold(&["chart", &file, "totals", "-o", &png, "--width", "500", "--force"]).status.success());
    assert_eq!(u32::from_be_bytes(bytes(&png)[16..20].try_into().expect("four bytes")), 1000, "asked for, it is replaced");
    for width in ["0", "319", "2401", "-5", "wide"] {
        refused(&["chart", &file, "totals", "-o", &beside(&folder, "other.png"), &format!("--width={width}")]);
    }
}

#[test]
fn a_report_is_verified_against_its_engagement() {
    let (folder, file) = typed();
    let pdf = beside(&folder, "report.pdf");
    assert!(threshold(&["report", &file, "-o", &pdf, "--edition", "board"]).status.success());
    let out = threshold(&["verify", &file, &pdf]);
    assert_eq!(out.status.code(), Some(0), "nothing was changed: {}", String::from_utf8_lossy(&out.stdout));
    assert!(String::from_utf8_lossy(&out.stdout).starts_with("Match"), "and it says so");
    assert_eq!(json(&["verify", &file, &pdf, "--json"])["matches"], true, "to programs too");
    assert!(threshold(&["set", &file, "users", "61"]).status.success());
    let out = threshold(&["verify", &file, &pdf]);
    assert_eq!(out.status.code(), Some(1), "61 users are not those of the report");
    let said = String::from_utf8_lossy(&out.stdout).into_owned();
    assert!(said.starts_with("No match") && said.contains("users: 60"), "what differs is told: {said}");
    assert!(String::from_utf8_lossy(&out.stderr).contains("[differs]"), "with a code and what to do");
    let out = threshold(&["verify", &file, &pdf, "--json"]);
    assert_eq!(out.status.code(), Some(1), "the code is the same with --json");
    let found: serde_json::Value = serde_json::from_slice(&out.stdout).expect("stdout holds the JSON and nothing else");
    let named = |what: &str| found["differences"].as_array().expect("a list").iter().any(|d| d["what"] == what);
    assert!(found["matches"] == false && named("users") && named("full_outsource.total"), "input and figure are named: {found}");
    assert!(threshold(&["undo", &file]).status.success());
    assert_eq!(threshold(&["verify", &file, &pdf]).status.code(), Some(0), "taken back, it matches again");
    for bad in [file.clone(), beside(&folder, "none.pdf")] {
        let said = refused(&["verify", &file, &bad]);
        assert!(said.contains(&bad), "what is no report is named: {said}");
    }
}

#[test]
fn an_empty_engagement_has_a_report_and_charts_or_says_why_not() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let file = beside(&folder, "empty.threshold");
    assert!(threshold(&["new", &file, "--as-of", "2026-09-30"]).status.success());
    for edition in ["board", "full"] {
        for more in [&[][..], &["--redact"], &["--paper", "a4"]] {
            let pdf = beside(&folder, "empty.pdf");
            let out = threshold(&[["report", &file, "-o", &pdf, "--edition", edition, "--force"].as_slice(), more].concat());
            let said = String::from_utf8_lossy(&out.stderr).into_owned();
            assert!(out.status.success(), "{edition} {more:?}: a report says what is missing: {said}");
            assert!(bytes(&pdf).starts_with(b"%PDF"), "{edition}: it is a PDF");
            assert_eq!(threshold(&["verify", &file, &pdf]).status.code(), Some(0), "{edition} {more:?}: and it matches");
        }
    }
    for name in CHARTS {
        for ending in ["svg", "png"] {
            let picture = beside(&folder, &format!("{name}.{ending}"));
            let out = threshold(&["chart", &file, name, "-o", &picture]);
            let said = String::from_utf8_lossy(&out.stderr).into_owned();
            assert!(!said.contains("panicked"), "{name}: {said}");
            match out.status.code() {
                Some(0) => assert!(!bytes(&picture).is_empty(), "{name}: a picture that says there is nothing yet"),
                Some(1) => assert!(said.contains("[unknown_chart]") && !Path::new(&picture).exists(), "{name}: {said}"),
                other => panic!("{name}: a fault of ours, {other:?}: {said}"),
            }
        }
    }
    let missing = |name: &str| refused(&["chart", &file, name, "-o", &beside(&folder, "x.svg")]);
    assert!(missing("coverage").contains("[unknown_chart]"), "without a register there is no coverage to show");
    assert!(missing("workload").contains("[unknown_chart]"), "without facts there are no hours to show");
}

#[test]
fn a_saved_mapping_is_a_preset_that_reads_the_next_export() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let at = |name: &str| folder.path().join(name).to_str().expect("a plain path").to_owned();
    let run = |args: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_threshold"));
        command.args(args).env("THRESHOLD_PRESETS", at("own")).output().expect("the command runs")
    };
    let export = |name: &str, day: &str| {
        std::fs::write(at(name), format!("Box,Numbering,Kontakt,Ort\npc1,S1,{day},Oslo\n")).expect("a place to write");
        at(name)
    };
    let mapping = r#"{"kind": "devices", "columns": {"Box": "hostname", "Numbering": "serial", "Kontakt": "last_seen"}, "formats": {"Kontakt": "day_first"}}"#;
    std::fs::write(at("mapping.json"), mapping).expect("a place to write");
    let (first, next) = (export("march.csv", "03/04/2026"), export("april.csv", "04/05/2026"));
    let save = ["preset", "save", &first, "--mapping", &at("mapping.json"), "--name", "Example RMM"];
    assert!(run(&save).status.success(), "the mapping is kept");
    assert!(!run(&save).status.success(), "and not written over by accident");
    let seen = String::from_utf8(run(&["inspect", &next, "--json"]).stdout).expect("text");
    let seen: serde_json::Value = serde_json::from_str(&seen).expect("JSON");
    assert_eq!(seen["preset"], "example-rmm", "the next export is recognised by it");
    let shared = at("shared.json");
    assert!(
        run(&["preset", "save", &first, "--mapping", &at("mapping.json"), "--name", "Example RMM", "-o", &shared])
            .status
            .success()
    );
    assert!(run(&["preset", "remove", "example-rmm"]).status.success(), "it can be taken away");
    assert!(run(&["preset", "add", &shared]).status.success(), "and comes back from a file that was shared");
    std::fs::write(at("own/broken.json"), "{}").expect("a place to write");
    let broken = run(&["inspect", &next]);
    let told = String::from_utf8_lossy(&broken.stdout).into_owned();
    assert!(
        broken.status.success() && told.contains("broken.json"),
        "a preset that cannot be read is left out and named: {told}"
    );
}

#[test]
fn a_merge_is_seen_taken_apart_and_put_together_again() {
    let (_folder, file) = engagement();
    import(&file);
    let page = json(&["merges", &file, "--limit", "3", "--json"]);
    let first = &page["merges"][0];
    let sightings = first["sightings"].as_array().expect("its rows");
    assert!(sightings.len() > 1 && sightings.iter().filter(|s| s["counts"] == true).count() == 1, "one of its rows counts");
    assert!(page["next"].is_string(), "the two tools of the sample see many of the same machines");
    let thing = first["thing"].as_str().expect("a key");
    assert!(threshold(&["split", &file, thing, "--why", "two machines"]).status.success());
    let told = String::from_utf8(threshold(&["log", &file]).stdout).expect("text");
    assert!(told.contains("Merge taken apart") && told.contains("two machines"), "the history says so: {told}");
    let apart = json(&["merges", &file, "--limit", "1", "--json"]);
    assert!(apart["merges"][0]["split"] == true, "it stays in the list");
    assert!(json(&["assess", &file, "--json"])["verdict"].is_object(), "and the answer is there");
    assert!(threshold(&["undo", &file]).status.success());
    assert!(json(&["merges", &file, "--limit", "1", "--json"])["merges"][0]["split"] == false, "one change, one undo");
    assert!(!threshold(&["split", &file, "00"]).status.success(), "what is no merge is refused");
}
