//! Nothing leaves the computer: every network address the window and its children use, told by the system's own trace.

use crate::page::Page;
use crate::stage::{Opening, Stage, sample};
use serde_json::json;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

/// The variable in which the driver tells the window where to let it in.
const INSPECTOR: &str = "WEBKIT_INSPECTOR_SERVER=";

#[tokio::test(flavor = "multi_thread")]
async fn the_window_connects_to_nothing_but_its_driver() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let log = folder.path().join("trace");
    let traced = traced(folder.path(), &log);
    let opening = Opening { binary: traced.to_str().expect("a path in plain text"), ..Opening::default() };
    let stage = Stage::open(&opening).await;
    let page = Page::of(&stage).await;
    let driver = inspector(stage.driver());
    import_assess_and_export(&stage, &page).await;
    stage.close().await;
    let trace = fs::read_to_string(&log).expect("the trace is written");
    let reached: Vec<String> = trace.lines().filter_map(network_address).collect();
    assert!(reached.contains(&driver), "the trace sees what there is to see: the window lets its driver in at {driver}");
    let others: Vec<&String> = reached.iter().filter(|address| **address != driver).collect();
    assert!(others.is_empty(), "importing, working out and exporting reach no other address: {others:?}");
}

async fn import_assess_and_export(stage: &Stage, page: &Page) {
    stage.next_pick(&[&stage.home().join("cedar.threshold")]);
    page.press("New engagement").await;
    page.arrives("/data").await;
    page.add_files(stage, &[sample("intune-devices.csv"), sample("payroll.xlsx")]).await;
    page.press("Commit").await;
    page.says("nav[aria-label=Rooms]", "2 sources").await;
    let answer = page.ask("assessment", json!({})).await.expect("there is an answer, if only what is missing");
    assert!(answer["verdict"].is_object(), "it was worked out");
    page.enter("Report").await;
    let place = stage.home().join("board.pdf");
    stage.next_pick(&[&place]);
    page.press("Export PDF").await;
    page.says("main [role=status]", "board.pdf").await;
    assert!(place.exists(), "the report is written");
}

/// A program that starts the window with every socket call of it and its children traced into `log`.
fn traced(folder: &Path, log: &Path) -> PathBuf {
    let program = folder.join("traced");
    let calls = "trace=socket,bind,connect,sendto,sendmsg,sendmmsg";
    let window = env!("CARGO_BIN_EXE_threshold-desktop");
    let text = format!("#!/bin/sh\nexec strace -f -qq -e {calls} -o '{}' '{window}' \"$@\"\n", log.display());
    fs::write(&program, text).expect("writable");
    fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).expect("it is this test's own file");
    program
}

/// The address the driver gave the program it started, as host and port.
fn inspector(driver: u32) -> String {
    let children = fs::read_to_string(format!("/proc/{driver}/task/{driver}/children")).expect("the driver is running");
    let variables = |child: &str| fs::read_to_string(format!("/proc/{child}/environ")).unwrap_or_default();
    let found = children.split_whitespace().find_map(|child| {
        let all = variables(child);
        all.split('\0').find_map(|variable| variable.strip_prefix(INSPECTOR).map(str::to_owned))
    });
    found.expect("the driver tells the window where to let it in")
}

/// The network address in a line of the trace, as host and port; none where the call is of another family.
fn network_address(line: &str) -> Option<String> {
    let (_, told) = line.split_once("sa_family=AF_INET")?;
    let port = between(told, "htons(", ")")?;
    let host = between(told, "inet_addr(\"", "\"").or_else(|| between(told, "inet_pton(AF_INET6, \"", "\""))?;
    Some(format!("{host}:{port}"))
}

fn between<'a>(text: &'a str, before: &str, after: &str) -> Option<&'a str> {
    text.split_once(before)?.1.split_once(after).map(|(found, _)| found)
}

/// The control: were there a connection, it would be found.
#[test]
fn a_connection_in_the_trace_is_found() {
    let outside =
        r#"71 connect(9, {sa_family=AF_INET, sin_port=htons(443), sin_addr=inet_addr("203.0.113.7")}, 16) = -1 EINPROGRESS"#;
    assert_eq!(network_address(outside).as_deref(), Some("203.0.113.7:443"), "a connection by IPv4");
    let six = r#"71 connect(9, {sa_family=AF_INET6, sin6_port=htons(443), sin6_flowinfo=htonl(0), inet_pton(AF_INET6, "2001:db8::7", &sin6_addr), sin6_scope_id=0}, 28 <unfinished ...>"#;
    assert_eq!(network_address(six).as_deref(), Some("2001:db8::7:443"), "a connection by IPv6, interrupted in the trace");
    let name = r#"72 sendto(5, "\1\2", 31, MSG_NOSIGNAL, {sa_family=AF_INET, sin_port=htons(53), sin_addr=inet_addr("192.0.2.1")}, 16) = 31"#;
    assert_eq!(network_address(name).as_deref(), Some("192.0.2.1:53"), "a name asked for");
    let display = r#"71 connect(4, {sa_family=AF_UNIX, sun_path=@"/tmp/.X11-unix/X0"}, 20) = 0"#;
    assert_eq!(network_address(display), None, "the display is on this computer and no network");
}
