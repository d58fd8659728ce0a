//! Files that are not as they should be: each says what is wrong, and nothing else in the window falls over.

use crate::page::Page;
use crate::stage::{Opening, Stage, sample};
use serde_json::json;
use std::path::PathBuf;

#[tokio::test(flavor = "multi_thread")]
async fn files_that_cannot_be_read_say_so_and_the_others_count() {
    let stage = Stage::open(&Opening::default()).await;
    let page = Page::of(&stage).await;
    a_file_that_is_no_engagement_is_refused(&stage, &page).await;
    stage.next_pick(&[&stage.home().join("birch.threshold")]);
    page.press("New engagement").await;
    page.arrives("/data").await;
    each_faulty_file_waits_with_its_reason(&stage, &page).await;
    the_good_one_beside_them_counts(&page).await;
    rejected_rows_are_saved_and_cells_alike_corrected(&stage, &page).await;
    a_damaged_engagement_is_said_to_be_damaged(&stage, &page).await;
    stage.close().await;
}

/// Writes a file into the stage's own folder.
fn written(stage: &Stage, name: &str, holds: &[u8]) -> PathBuf {
    let path = stage.home().join(name);
    std::fs::write(&path, holds).expect("the folder is the stage's own");
    path
}

async fn a_file_that_is_no_engagement_is_refused(stage: &Stage, page: &Page) {
    page.says("main h1", "Should this organisation buy").await;
    stage.next_pick(&[&written(stage, "letter.threshold", b"Dear board, this is no engagement.")]);
    page.press("Open file").await;
    let said = page.says("[role=alert]", "Code ").await;
    assert!(said.contains("letter.threshold"), "it says which file: {said}");
    page.says("main h1", "Should this organisation buy").await;
    page.press("Dismiss").await;
}

async fn each_faulty_file_waits_with_its_reason(stage: &Stage, page: &Page) {
    let damaged = written(stage, "damaged.xlsx", &std::fs::read(sample("payroll.xlsx")).expect("a sample")[..4000]);
    let unknown = written(stage, "lunch.csv", b"Dish,Guests\nSoup,12\nPie,9\n");
    let empty = written(stage, "empty.csv", b"");
    page.add_files(stage, &[damaged, unknown, empty, sample("intune-devices.csv")]).await;
    page.arrives("/data/waiting").await;
    page.says("main", "What each was taken for").await;
    let waiting = page.ask("waiting", json!({})).await.expect("something waits");
    for table in waiting["tables"].as_array().expect("a list of tables") {
        let name = table["name"].as_str().expect("a table has a name");
        if name == "intune-devices.csv" {
            assert!(table["refused"].is_null(), "the good one is not refused beside faulty ones");
            continue;
        }
        its_reason_is_shown(page, table).await;
    }
}

/// Opened or in the list, a table that is refused says what is wrong, what to do and the code.
async fn its_reason_is_shown(page: &Page, table: &serde_json::Value) {
    let refused = &table["refused"];
    let part = |key: &str| refused[key].as_str().unwrap_or_default().to_owned();
    assert!(refused.is_object(), "{} cannot be read and is refused", table["name"]);
    page.click("main section[aria-labelledby=tables] button", table["name"].as_str().unwrap_or_default()).await;
    let said = page.says("main [role=alert]", &part("message")).await;
    assert!(said.contains(&format!("Code {}", part("code"))), "the code is shown: {said}");
    assert!(!part("hint").is_empty(), "there is something to do about it: {refused}");
}

async fn the_good_one_beside_them_counts(page: &Page) {
    page.press("Commit").await;
    page.says("nav[aria-label=Rooms]", "1 source").await;
    assert_eq!(page.state().await["sources"], json!(1), "only the good one is in the file");
    page.enter("Thresholds").await;
    page.says("main", "T1 Staff ratio").await;
}

/// One row names no device, two cells of another column are no number.
const FLEET: &[u8] = b"serial,hostname,kind,cost\nAX1001,PC-1,laptop,900\nAX1002,PC-2,laptop,nine hundred\n,,laptop,700\nAX1004,PC-4,laptop,nine hundred\n";

async fn rejected_rows_are_saved_and_cells_alike_corrected(stage: &Stage, page: &Page) {
    page.enter("Data").await;
    page.add_files(stage, &[written(stage, "fleet.csv", FLEET)]).await;
    page.arrives("/data/waiting").await;
    page.says("main", "1 row rejected").await;
    let place = stage.home().join("fleet rejected.csv");
    stage.next_pick(&[&place]);
    page.press("Save rejected rows").await;
    page.says("main [role=status]", "Written to").await;
    let saved = std::fs::read_to_string(&place).expect("what is said to be written is there");
    assert!(saved.contains("Threshold: what is wrong") && saved.contains(",4,"), "the row with its place and reason: {saved}");
    page.press("Correct cost in row 3").await;
    page.write("cost, row 3", "900").await;
    page.press("All 2 like this").await;
    page.says("main", "One correction").await;
    let waiting = page.ask("waiting", json!({})).await.expect("it waits");
    let sums = &waiting["tables"][0]["report"]["sums"];
    assert_eq!(sums["cost"], json!("2700"), "both cells count as said: {sums}");
    page.press("Take back").await;
    page.says_no_longer("main", "One correction").await;
    page.press("Save as preset").await;
    page.write("The tool and export", "Fleet keeper: devices").await;
    page.press("Save preset").await;
    page.says("main", "Kept as “Fleet keeper: devices”").await;
    page.press("Commit").await;
    page.says("nav[aria-label=Rooms]", "2 sources").await;
}

/// Pages in the middle of the file are overwritten, as a failing disk would.
async fn a_damaged_engagement_is_said_to_be_damaged(stage: &Stage, page: &Page) {
    let whole = std::fs::read(stage.home().join("birch.threshold")).expect("the engagement is in one file");
    let mut holds = whole.clone();
    let middle = holds.len() / 2;
    holds[middle..].iter_mut().take(8192).for_each(|byte| *byte ^= 0x5a);
    stage.next_pick(&[&written(stage, "damaged.threshold", &holds)]);
    page.chord(&[fantoccini::key::Key::Control.into(), 'o']).await;
    let said = page.says("[role=alert]", "The engagement file is damaged").await;
    assert!(said.contains("Code "), "what is wrong has a code: {said}");
    assert_eq!(page.state().await["file"], json!("birch.threshold"), "what was open stays open");
    page.enter("Data").await;
    page.says("main", "intune-devices.csv").await;
}
