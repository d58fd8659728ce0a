//! The real window under a virtual display: what it shows is what `advisor` says, and it may ask for nothing else.
#![expect(clippy::expect_used, clippy::panic, reason = "a test stops at the first thing that is not as it says")]

mod accessible;
mod journey_faults;
mod journey_import;
mod journey_keyboard;
mod page;
mod safe;
mod screenshots;
mod stage;

use page::Page;
use serde_json::{Value, json};
use stage::{Opening, Stage};
use threshold_desktop::{Desk, SystemHost};

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

#[tokio::test(flavor = "multi_thread")]
async fn the_window_shows_the_samples_verdict_and_asks_for_nothing_else() {
    let told = sample();
    let stage = Stage::open(&Opening { args: &["--sample"], ..Opening::default() }).await;
    let page = Page::of(&stage).await;
    the_page_shows_the_answer(&page, &told).await;
    every_figure_explains_itself(&page).await;
    nothing_else_is_granted(&page).await;
    stage.close().await;
}

async fn the_page_shows_the_answer(page: &Page, told: &Value) {
    let headline = told["verdict"]["headline"].as_str().expect("a verdict has a headline");
    assert!(!headline.is_empty(), "the verdict is said in words");
    let heading = page.text("main h1").await;
    assert_eq!(heading, headline.trim_end_matches('.'), "the window shows the verdict as advisor says it, as a heading");
    page.go("/options").await;
    page.text("main table thead th[scope=col]").await;
    let shown = page.run("return every('main table:has(tr.total) thead th[scope=col]').length;", Vec::new()).await;
    let options = told["options"].as_array().expect("a list of options");
    let columns = options.iter().filter(|o| o["aside"] != json!(true)).count();
    assert_eq!(shown, json!(columns), "every option has its column, ranked or not; small steps stand folded beside them");
}

async fn every_figure_explains_itself(page: &Page) {
    page.click("main button[data-figure]", "").await;
    assert!(!page.text("#explanation .named").await.is_empty(), "a figure answers with its formula at the side");
    let all = page.run_async(ASK_ALL).await;
    assert_ne!(all[0], json!(0), "the page shows figures");
    assert_eq!(all[1], json!([]), "every figure on the page can be explained");
}

async fn nothing_else_is_granted(page: &Page) {
    let refusal = page.ask("plugin:window|set_title", json!({ "label": "main", "value": "changed" })).await;
    let refusal = refusal.expect_err("a command that was not granted must be refused").to_string();
    assert!(refusal.contains("not allowed"), "the refusal is the permission's, not another fault: {refusal}");
    let answer = page.ask("assessment", json!({})).await.expect("a granted command, called the same way, is answered");
    assert!(answer["verdict"].is_object(), "with the whole answer");
}
