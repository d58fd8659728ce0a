//! Every room, light and dark, as axe-core sees it: no violation.

use crate::page::Page;
use crate::stage::{Opening, Stage, sample};
use fantoccini::key::Key;
use serde_json::{Value, json};

/// The rules, as shipped with the page's own tools.
const AXE: &str = include_str!("../../ui/node_modules/axe-core/axe.min.js");

/// Runs the rules and answers `rule: element, why` for everything that breaks one.
const CHECK: &str = "const done = arguments[arguments.length - 1];
const told = ({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(' ')}, ${node.failureSummary.replace(/\\s+/g, ' ')}`);
axe.run({ resultTypes: ['violations'] }).then(({ violations, passes }) => done({ broken: violations.flatMap(told), kept: passes.length, theme: document.documentElement.dataset.theme }), (e) => done({ broken: [String(e)], kept: 0 }));";

#[tokio::test(flavor = "multi_thread")]
async fn every_room_is_accessible_in_light_and_dark() {
    let stage = Stage::open(&Opening::default()).await;
    let page = Page::of(&stage).await;
    page.run(AXE, Vec::new()).await;
    let mut checked = Checked { page: &page, broken: Vec::new() };
    checked.room("start", "main h1", "Should this organisation buy").await;
    page.press("Sample").await;
    page.arrives("/recommendation").await;
    page.settled().await;
    rooms(&mut checked).await;
    what_waits(&stage, &mut checked).await;
    sheets(&mut checked).await;
    assert!(checked.broken.is_empty(), "no room breaks a rule of axe-core, in light or in dark:\n{}", checked.broken.join("\n"));
    stage.close().await;
}

/// Checks one room after the other and keeps what breaks a rule, so that one run names all of it.
struct Checked<'a> {
    page: &'a Page,
    broken: Vec<String>,
}

impl Checked<'_> {
    /// Waits until these elements say this, and checks the whole window in both themes.
    async fn room(&mut self, name: &str, css: &str, says: &str) {
        self.page.says(css, says).await;
        self.page.settled().await;
        for theme in ["light", "dark"] {
            self.page.wear(theme).await;
            let found = self.page.run_async(CHECK).await;
            assert_ne!(found["kept"], json!(0), "the rules were applied to {name}");
            assert_eq!(found["theme"], json!(theme), "{name} was looked at in this theme");
            let broken = found["broken"].as_array().into_iter().flatten().filter_map(Value::as_str);
            self.broken.extend(broken.map(|what| format!("{name}, {theme}: {what}")));
        }
    }

    async fn at(&mut self, route: &str, says: &str) {
        self.page.go(route).await;
        self.room(route, "main", says).await;
    }
}

async fn rooms(checked: &mut Checked<'_>) {
    checked.at("/client", "What an answer needs").await;
    checked.at("/client/six", "Six facts give").await;
    checked.at("/data", "Every gap and what it costs").await;
    checked.at("/data/source/1", "Take this import back").await;
    checked.at("/data/quality", "What it costs the answer").await;
    checked.at("/data/merges/devices", "Take apart").await;
    checked.at("/thresholds", "Staff ratio").await;
    checked.at("/thresholds/compliance", "hours").await;
    checked.at("/options", "Rank, by net present value").await;
    checked.at("/options/co_managed", "Lines by year").await;
    checked.at("/options/quote", "Provider").await;
    checked.at("/uncertainty", "trials").await;
    checked.at("/recommendation", "Make the report").await;
    checked.at("/report", "Board edition, 2 pages").await;
    checked.at("/present/1", "Recommend").await;
    checked.at("/present/3", "What it costs").await;
    checked.at("/nowhere", "There is no such room").await;
}

async fn what_waits(stage: &Stage, checked: &mut Checked<'_>) {
    checked.page.go("/data").await;
    let broken = stage.home().join("not-a-workbook.xlsx");
    std::fs::write(&broken, b"PK\x03\x04 and no more").expect("writable");
    checked.page.add_files(stage, &[sample("ninjaone-devices.csv"), broken]).await;
    checked.room("/data/waiting", "main", "What each was taken for").await;
    checked.page.press("Discard").await;
    checked.page.arrives("/data").await;
}

async fn sheets(checked: &mut Checked<'_>) {
    let page = checked.page;
    page.go("/thresholds").await;
    page.click("main li button[data-figure]", "Staff ratio").await;
    checked.room("explanation", "#explanation", "Rests on").await;
    page.press("All rows behind it").await;
    checked.room("rows", "[role=dialog]", "payroll.xlsx").await;
    page.key(Key::Escape.into()).await;
    page.key(Key::Escape.into()).await;
    sheet(checked, &[Key::Control.into(), 'k'], "Find", "Recommendation").await;
    sheet(checked, &[Key::Control.into(), 'h'], "History", "Every change is kept").await;
    sheet(checked, &[Key::F1.into()], "Help", "Keyboard").await;
}

/// Opens a sheet by its keys, checks it and closes it.
async fn sheet(checked: &mut Checked<'_>, keys: &[char], name: &str, says: &str) {
    checked.page.chord(keys).await;
    checked.room(name, &format!("dialog[aria-label={name}]"), says).await;
    checked.page.key(Key::Escape.into()).await;
    checked.page.until("the sheet is closed", "return document.querySelector('dialog:modal') === null;", Vec::new()).await;
}
