//! Pictures of every room for the documents, light and dark: `make screenshots`. Nothing is asserted about them; they are
//! looked at.

use crate::stage::{Opening, PATIENCE, Stage};
use fantoccini::Locator;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

/// Rooms with the address they are shown at.
const ROOMS: [(&str, &str); 9] = [
    ("client", "#/client"),
    ("thresholds", "#/thresholds/compliance"),
    ("options", "#/options"),
    ("uncertainty", "#/uncertainty"),
    ("recommendation", "#/recommendation"),
    ("report", "#/report"),
    ("present", "#/present/3"),
    ("quality", "#/data/quality"),
    ("data", "#/data/waiting"),
];

const CALL: &str = "const done = arguments[arguments.length - 1];
window.__TAURI_INTERNALS__.invoke(arguments[0], arguments[1]).then((a) => done([a, null]), (e) => done([null, e]));";

/// Puts a theme on the page and waits until nothing is being asked any more.
const WEAR: &str = "const done = arguments[arguments.length - 1];
document.documentElement.dataset.theme = arguments[0];
document.activeElement?.blur();
const quiet = (left) => setTimeout(() => (document.querySelector('[aria-busy=true]') === null || left === 0 ? done(null) : quiet(left - 1)), 400);
quiet(20);";

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/screenshots")
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "writes pictures into docs/; run by make screenshots"]
async fn pictures_of_every_room() {
    std::fs::create_dir_all(folder()).expect("docs/screenshots can be made");
    let stage = Stage::open(&Opening::default()).await;
    pictures(&stage, "start", None).await;
    stage.close().await;
    let stage = Stage::open(&Opening { args: &["--sample"], ..Opening::default() }).await;
    wait(&stage, "main h1").await;
    for (name, route) in ROOMS {
        if name == "data" {
            the_register_waits(&stage).await;
        }
        pictures(&stage, name, Some(route)).await;
    }
    stage.close().await;
}

/// The control register is taken back and read again, so that it waits with what committing it would change.
async fn the_register_waits(stage: &Stage) {
    let sources = call(stage, "sources", json!({})).await;
    let register = sources.as_array().expect("a list").iter().find(|s| s["kind"] == "controls").expect("the sample has one");
    call(stage, "withdraw", json!({ "source": register["id"], "why": null })).await;
    stage.next_pick(&[&Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/samples/ridgeline/hipaa-register.xlsx")]);
    stage.page().execute("location.reload()", Vec::new()).await.expect("the page runs scripts");
    wait(stage, "main h1").await;
    call(stage, "add_files", json!({})).await;
    stage.page().execute("location.reload()", Vec::new()).await.expect("the page runs scripts");
    wait(stage, "main h1").await;
}

async fn call(stage: &Stage, command: &str, question: Value) -> Value {
    let answer = stage.page().execute_async(CALL, vec![json!(command), question]).await.expect("the page runs scripts");
    assert_eq!(answer[1], Value::Null, "{command} is answered");
    answer[0].clone()
}

async fn wait(stage: &Stage, css: &str) {
    stage.page().wait().at_most(PATIENCE).for_element(Locator::Css(css)).await.expect("the room appears");
}

async fn pictures(stage: &Stage, name: &str, route: Option<&str>) {
    for theme in ["light", "dark"] {
        if let Some(route) = route {
            stage.page().execute("location.hash = arguments[0]", vec![json!(route)]).await.expect("the page runs scripts");
        }
        wait(stage, "h1").await;
        stage.page().execute_async(WEAR, vec![json!(theme)]).await.expect("the page runs scripts");
        let picture = stage.page().screenshot().await.expect("a picture of the page");
        std::fs::write(folder().join(format!("{name}-{theme}.png")), picture).expect("the picture can be written");
    }
}
