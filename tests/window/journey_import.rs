//! From the start page to a decision and back: new engagement, three exports, a correction, the facts that are missing,
//! a slider, a row, a report, and undo until the import is taken back.

use crate::page::Page;
use crate::stage::{Opening, Stage, sample};
use fantoccini::key::Key;
use serde_json::{Value, json};
use std::path::PathBuf;

/// Exports of the sample.
const EXPORTS: &[&str] = &["intune-devices.csv", "payroll.xlsx", "servicenow-incidents.csv"];

/// The totals of the options, as the table says them.
const TOTALS: &str = "main tr.total button";

#[tokio::test(flavor = "multi_thread")]
async fn from_the_start_page_to_a_report_and_back() {
    let stage = Stage::open(&Opening::default()).await;
    let page = Page::of(&stage).await;
    a_new_engagement_opens_where_files_are_dropped(&stage, &page).await;
    the_waiting_screen_says_what_each_was_taken_for(&stage, &page).await;
    a_mapping_is_corrected(&page).await;
    committing_gives_the_staff_ratio(&page).await;
    the_missing_facts_give_an_answer(&page).await;
    a_slider_writes_only_when_it_is_let_go(&page).await;
    a_slider_moved_by_keys_is_one_change(&page).await;
    a_figure_is_explained_down_to_a_row(&page).await;
    the_report_is_written(&stage, &page).await;
    undo_takes_the_import_back(&page).await;
    stage.close().await;
}

async fn a_new_engagement_opens_where_files_are_dropped(stage: &Stage, page: &Page) {
    page.says("main h1", "Should this organisation buy").await;
    assert_eq!(page.state().await, Value::Null, "the start page stands where no engagement is open");
    stage.next_pick(&[&stage.home().join("alder.threshold")]);
    page.press("New engagement").await;
    page.arrives("/data").await;
    page.says("main h1", "No data yet").await;
    assert!(stage.home().join("alder.threshold").exists(), "it is kept where the dialog said");
}

async fn the_waiting_screen_says_what_each_was_taken_for(stage: &Stage, page: &Page) {
    let exports: Vec<PathBuf> = EXPORTS.iter().map(|file| sample(file)).collect();
    page.add_files(stage, &exports).await;
    page.arrives("/data/waiting").await;
    let tables = page.says("main section[aria-labelledby=tables]", "servicenow-incidents.csv").await;
    for taken in ["Devices, Microsoft intune devices", "Staff, Payroll register", "Tickets, Servicenow incident"] {
        assert!(tables.contains(taken), "each export is recognised by its columns; {taken} is missing in: {tables}");
    }
    page.says("main section[aria-labelledby=changes]", "79.5 endpoints per support FTE").await;
    assert_eq!(page.state().await["sources"], json!(0), "what waits is not in the file");
}

/// A column is left out and taken in otherwise: each time the whole reading follows.
async fn a_mapping_is_corrected(page: &Page) {
    let placeholder = "To be filled by O.E.M.";
    page.says("main", placeholder).await;
    page.choose("Serial number is taken as", "left out").await;
    page.says_no_longer("main", placeholder).await;
    page.press("Show the").await;
    page.choose("Serial number is taken as: left out", "Serial number").await;
    page.says("main", placeholder).await;
    let waiting = page.ask("waiting", json!({})).await.expect("something waits");
    let said = &waiting["tables"][0]["read_as"]["columns"];
    assert_eq!(*said, json!([{ "header": "Serial number", "field": "serial" }]), "the shell read it as it was said last");
}

async fn committing_gives_the_staff_ratio(page: &Page) {
    page.press("Commit").await;
    page.says("header button", "Undo: import of ").await;
    assert_eq!(page.state().await["sources"], json!(3), "each of the three is a source now");
    page.enter("Thresholds").await;
    page.arrives("/thresholds").await;
    page.says("main li", "79.5 endpoints per support FTE").await;
    page.says("main h1", "the staff ratio is near").await;
}

async fn the_missing_facts_give_an_answer(page: &Page) {
    page.says("nav[aria-label=Rooms]", "Not yet").await;
    page.enter("Client").await;
    page.write("Users", "140").await;
    page.key(Key::Enter.into()).await;
    page.says("main [data-fact=users]", "140 users, stated").await;
    page.click("main [data-fact=frameworks] [role=checkbox]", "None in force").await;
    page.says("main [data-fact=frameworks] .said", "Unknown → Not crossed").await;
    page.press("Set").await;
    page.says("main [data-fact=frameworks]", "none, stated").await;
    page.choose("Hours to cover", "8 × 5").await;
    page.says("main [data-fact='coverage'] .said", "Not yet → ").await;
    page.press("Set").await;
    page.says("main [data-fact='coverage']", "stated").await;
    page.says_no_longer("nav[aria-label=Rooms]", "Not yet").await;
    page.enter("Options").await;
    assert!(page.text(TOTALS).await.contains(char::is_numeric), "with an answer the options have totals");
}

/// What is moved is shown at once and is in the file only when it is let go: State.change tells.
async fn a_slider_writes_only_when_it_is_let_go(page: &Page) {
    page.settled().await;
    let before = page.text(TOTALS).await;
    let change = page.state().await["change"].clone();
    page.hold("aside input[type=range]").await;
    let tried = page.says_otherwise(TOTALS, &before).await;
    assert_eq!(page.state().await["change"], change, "as long as it is held nothing is written");
    page.let_go().await;
    let written = change.as_u64().expect("a number") + 1;
    page.until_changed(written).await;
    assert_eq!(page.text(TOTALS).await, tried, "what was shown while it moved is what is in the file");
}

async fn a_slider_moved_by_keys_is_one_change(page: &Page) {
    page.settled().await;
    let before = page.text(TOTALS).await;
    let written = page.state().await["change"].as_u64().expect("a number") + 1;
    page.run("named('aside input[type=range]', '').focus();", Vec::new()).await;
    for _ in 0..3 {
        page.key(Key::PageDown.into()).await;
    }
    page.key(Key::Home.into()).await;
    page.key(Key::Enter.into()).await;
    page.says_otherwise(TOTALS, &before).await;
    page.until_changed(written).await;
    page.settled().await;
    assert_eq!(page.state().await["change"], json!(written), "four keys are one change, and one undo takes it back");
    page.press("Undo").await;
    page.until(
        "one undo brings the totals back",
        "return says(arguments[0]) === arguments[1];",
        vec![json!(TOTALS), json!(before)],
    )
    .await;
}

async fn a_figure_is_explained_down_to_a_row(page: &Page) {
    page.enter("Thresholds").await;
    page.click("main li button[data-figure]", "Staff ratio").await;
    page.says("#explanation", "Supported endpoints ÷ Support FTE").await;
    page.press("All rows behind it").await;
    let rows = page.says("[role=dialog]", "intune-devices.csv").await;
    assert!(rows.contains("162 rows"), "159 devices and three posts: {rows}");
    page.key(Key::Escape.into()).await;
    an_input_is_followed_to_its_one_row(page).await;
}

async fn an_input_is_followed_to_its_one_row(page: &Page) {
    page.press("Contract FTE, support").await;
    page.press("1 row").await;
    let row = page.says("[role=dialog]", "Payroll Register").await;
    for part in ["File", "Sheet", "Row", "payroll.xlsx", "IT Support Specialist", "99"] {
        assert!(row.contains(part), "a row says its file, sheet and place and what stands in it; {part} is missing in: {row}");
    }
    page.key(Key::Escape.into()).await;
    page.until("the rows are closed", "return top.querySelector('[role=dialog]') === null;", Vec::new()).await;
    page.key(Key::Escape.into()).await;
    page.until("the explanation is closed", "return !says('#explanation').includes('Rests on');", Vec::new()).await;
}

async fn the_report_is_written(stage: &Stage, page: &Page) {
    page.enter("Report").await;
    page.says("main h1", "Board edition, 2 pages").await;
    let place = stage.home().join("board.pdf");
    stage.next_pick(&[&place]);
    page.press("Export PDF").await;
    page.says("main [role=status]", "board.pdf").await;
    let written = std::fs::read(&place).expect("the report is where the dialog said");
    assert!(written.starts_with(b"%PDF-"), "it is a PDF");
}

/// The button says what it takes back; the last but one is the import, whole.
async fn undo_takes_the_import_back(page: &Page) {
    for what in ["Proactive work", "Hours to cover", "Frameworks in force", "Users", "import of"] {
        page.says("header", &format!("Undo: {what}")).await;
        let before = page.state().await["change"].clone();
        page.press("Undo").await;
        page.until_moved_from(&before).await;
    }
    assert_eq!(page.state().await["sources"], json!(0), "the three exports came in as one change and go as one");
    page.says("nav[aria-label=Rooms]", "0 sources").await;
}
