//! The real window under a virtual display: what it shows is what `advisor` says, and it may ask for nothing else.
#![expect(clippy::expect_used, clippy::panic, reason = "a test stops at the first thing that is not as it says")]

mod journey_import;
mod page;
mod stage;

use fantoccini::Locator;
use serde_json::{Value, json};
use stage::{Opening, PATIENCE, Stage};
use threshold_desktop::{Desk, SystemHost};

/// Calls a command as the page would and hands back `[answer, refusal]`.
const ASK: &str = "const done = arguments[arguments.length - 1];
window.__TAURI_INTERNALS__.invoke(arguments[0], arguments[1]).then((a) => done([a, null]), (e) => done([null, e.message ?? e]));";

/// Asks for the explanation of every ninth figure on the page (each is a whole traced evaluation, slow without
/// optimisation) and hands back those that were refused, with the reason.
const ASK_ALL: &str = "const done = arguments[arguments.length - 1];
const ids = [...document.querySelectorAll('button[data-figure]')].map((figure) => figure.dataset.figure).filter((_, at) => at % 9 === 0);
const ask = (figure) => window.__TAURI_INTERNALS__.invoke('explain', { figure }).then(() => null, (e) => `${figure}: ${e.message ?? e}`);
Promise.all(ids.map(ask)).then((all) => done([ids.length, all.filter((refused) => refused !== null)]));";

fn sample() -> Value {
    let desk = Desk::with_sample();
    let answer = desk.ask(|s| s.assess(&SystemHost)).map_err(|error| error.message).expect("the sample has an answer");
    desk.close();
    serde_json::to_value(answer).expect("an answer is plain JSON")
}

async fn ask(stage: &Stage, command: &str, question: Value) -> (Value, Value) {
    let answer = stage.page().execute_async(ASK, vec![json!(command), question]).await.expect("the page runs scripts");
    (answer[0].clone(), answer[1].clone())
}

async fn text(stage: &Stage, css: &str) -> String {
    let found = stage.page().wait().at_most(PATIENCE).for_element(Locator::Css(css)).await;
    let element = found.unwrap_or_else(|error| panic!("{css} never appeared: {error}"));
    element.text().await.expect("an element has text")
}

#[tokio::test(flavor = "multi_thread")]
async fn the_window_shows_the_samples_verdict_and_asks_for_nothing_else() {
    let told = sample();
    let stage = Stage::open(&Opening { args: &["--sample"], ..Opening::default() }).await;
    the_page_shows_the_answer(&stage, &told).await;
    every_figure_explains_itself(&stage).await;
    nothing_else_is_granted(&stage).await;
    stage.close().await;
}

async fn the_page_shows_the_answer(stage: &Stage, told: &Value) {
    let headline = told["verdict"]["headline"].as_str().expect("a verdict has a headline");
    assert!(!headline.is_empty(), "the verdict is said in words");
    assert_eq!(text(stage, "main h1").await, headline, "the window shows the verdict as advisor says it");
    stage.page().execute("location.hash = '#/options'", Vec::new()).await.expect("the page runs scripts");
    text(stage, "main table thead th[scope=col]").await;
    let shown = stage.page().find_all(Locator::Css("main table thead th[scope=col]")).await.expect("the options have columns");
    let options = told["options"].as_array().expect("a list of options");
    assert_eq!(shown.len(), options.len(), "every option has its column, ranked or not");
}

async fn every_figure_explains_itself(stage: &Stage) {
    let figure = stage.page().find(Locator::Css("button[data-figure]")).await.expect("figures are buttons");
    figure.click().await.expect("a button can be clicked");
    assert!(!text(stage, "aside .formula").await.is_empty(), "a figure answers with its formula at the side");
    let all = stage.page().execute_async(ASK_ALL, Vec::new()).await.expect("the page runs scripts");
    assert_ne!(all[0], json!(0), "the page shows figures");
    assert_eq!(all[1], json!([]), "every figure on the page can be explained");
}

async fn nothing_else_is_granted(stage: &Stage) {
    let (_, refusal) = ask(stage, "plugin:window|set_title", json!({ "label": "main", "value": "changed" })).await;
    let refusal = refusal.as_str().expect("a command that was not granted must be refused");
    assert!(refusal.contains("not allowed"), "the refusal is the permission's, not another fault: {refusal}");
    let (answer, refusal) = ask(stage, "assessment", json!({})).await;
    assert_eq!(refusal, Value::Null, "a granted command, called the same way, is answered");
    assert!(answer["verdict"].is_object(), "with the whole answer");
}
