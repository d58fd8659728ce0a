//! The sample by keyboard alone: nothing here is clicked.

use crate::page::Page;
use crate::stage::{Opening, Stage};
use fantoccini::key::Key;
use serde_json::{Value, json};

/// More stops than any room has before the keyboard is at its side.
const STOPS: usize = 120;

/// What holds the keyboard: the part of the window, what it is, and whether one sees that it does.
const HELD: &str = "const at = document.activeElement;
const parts = { 'a.skip': 'skip', '.window > header': 'bar', 'nav[aria-label=Rooms]': 'rooms', '#paper': 'paper', 'aside': 'side' };
const part = Object.entries(parts).find(([css]) => at.closest(css) !== null)?.[1] ?? null;
const marks = (style) => style.outlineStyle !== 'none' || style.boxShadow !== 'none';
const marked = (one) => [null, '::before', '::after'].some((of) => marks(getComputedStyle(one, of)));
const ringed = (one) => (one.closest('svg')?.querySelector('.ring') ?? null) !== null;
return { part, is: flat(at.outerHTML).slice(0, 160), seen: [at, ...at.children].some(marked) || ringed(at) };";

#[tokio::test(flavor = "multi_thread")]
async fn the_sample_is_read_and_changed_by_keyboard_alone() {
    let stage = Stage::open(&Opening { args: &["--sample"], ..Opening::default() }).await;
    let page = Page::of(&stage).await;
    page.says("main h1", "Cedar Peak").await;
    the_palette_leads_to_a_room(&page).await;
    the_palette_leads_to_a_figure(&page).await;
    tab_goes_from_the_bar_over_rooms_and_paper_to_the_side(&page).await;
    arrows_walk_over_the_options(&page).await;
    arrows_walk_over_the_marks_of_a_chart(&page).await;
    escape_closes_what_opened_last(&page).await;
    sheets_give_the_keyboard_back(&page).await;
    undo_and_redo_have_keys(&page).await;
    the_answer_is_presented_page_by_page(&page).await;
    stage.close().await;
}

fn control(key: char) -> [char; 2] {
    [Key::Control.into(), key]
}

async fn the_palette_leads_to_a_room(page: &Page) {
    page.chord(&control('k')).await;
    page.says("dialog[aria-label=Find]", "Thresholds").await;
    page.keys("Thresh").await;
    page.until("it narrows", "return !says('#found').includes('Recommendation');", Vec::new()).await;
    page.key(Key::Enter.into()).await;
    page.arrives("/thresholds").await;
    page.says("main h1", "crossed").await;
}

async fn the_palette_leads_to_a_figure(page: &Page) {
    page.chord(&control('k')).await;
    page.says("#found", "Figures").await;
    page.keys("staff ratio").await;
    page.until(
        "the first found is a figure",
        "return says('[role=option][aria-selected=true]').startsWith('Staff ratio');",
        Vec::new(),
    )
    .await;
    page.key(Key::Enter.into()).await;
    page.arrives("/thresholds/staff_ratio").await;
    page.says("#explanation", "Supported endpoints ÷ Support FTE").await;
    page.key(Key::Escape.into()).await;
    page.until("it is closed", "return !says('#explanation').includes('Rests on');", Vec::new()).await;
}

async fn tab_goes_from_the_bar_over_rooms_and_paper_to_the_side(page: &Page) {
    page.settled().await;
    page.run("document.activeElement.blur(); getSelection().removeAllRanges(); scrollTo(0, 0);", Vec::new()).await;
    page.run("document.querySelector('a.skip').focus();", Vec::new()).await;
    let mut parts: Vec<String> = Vec::new();
    for _ in 0..STOPS {
        let held = page.run(HELD, Vec::new()).await;
        assert_eq!(held["seen"], json!(true), "one sees where the keyboard is: {held}");
        let part = held["part"].as_str().unwrap_or_default().to_owned();
        if parts.last() != Some(&part) {
            parts.push(part);
        }
        if parts.len() > 4 {
            break;
        }
        page.key(Key::Tab.into()).await;
    }
    assert_eq!(parts, ["skip", "bar", "rooms", "paper", "side"], "Tab goes through the window as it is read");
}

/// Presses Tab until the keyboard is at what fits.
async fn tab_to(page: &Page, css: &str) {
    let at = "return document.activeElement.matches(arguments[0]);";
    for _ in 0..STOPS {
        if page.run(at, vec![json!(css)]).await == json!(true) {
            return;
        }
        page.key(Key::Tab.into()).await;
    }
    panic!("Tab never reaches {css}");
}

async fn held(page: &Page, attribute: &str) -> Value {
    page.run("return document.activeElement.getAttribute(arguments[0]);", vec![json!(attribute)]).await
}

async fn arrows_walk_over_the_options(page: &Page) {
    page.chord(&control('4')).await;
    page.says("main tr.total", "Direct cost").await;
    page.settled().await;
    tab_to(page, "main table button[data-figure]").await;
    let first = held(page, "data-figure").await;
    page.key(Key::Down.into()).await;
    let below = held(page, "data-figure").await;
    assert_ne!(below, first, "down goes to another line");
    page.key(Key::Up.into()).await;
    assert_eq!(held(page, "data-figure").await, first, "up goes back");
    page.key(Key::Right.into()).await;
    let beside = held(page, "data-figure").await;
    assert!(beside.is_string() && beside != first, "right goes to the next option: {beside}");
    page.key(Key::Home.into()).await;
    assert_eq!(held(page, "data-figure").await, first, "Home goes to the first option");
    page.key(Key::Tab.into()).await;
    let outside = page.run("return document.activeElement.closest('table') === null;", Vec::new()).await;
    assert_eq!(outside, json!(true), "the table is one stop of Tab");
}

async fn arrows_walk_over_the_marks_of_a_chart(page: &Page) {
    page.find("main [role=listbox]", "").await;
    tab_to(page, "main [data-mark]").await;
    let place = "const at = document.activeElement; return [...at.parentElement.children].indexOf(at);";
    assert_eq!(page.run(place, Vec::new()).await, json!(0), "a chart is entered at its first mark");
    page.key(Key::Right.into()).await;
    assert_eq!(page.run(place, Vec::new()).await, json!(1), "right goes to the next mark");
    assert_eq!(held(page, "aria-selected").await, json!("true"), "and it is the one looked at");
    let label = held(page, "aria-label").await;
    let said = label.as_str().expect("each mark says what it is");
    page.says("main figure .said", said).await;
    page.key(Key::Left.into()).await;
    assert_eq!(page.run(place, Vec::new()).await, json!(0), "left goes back");
}

/// A figure opens its explanation, which opens its rows: Esc closes the rows, then the explanation.
async fn escape_closes_what_opened_last(page: &Page) {
    page.chord(&control('3')).await;
    page.arrives("/thresholds").await;
    page.says("main h1", "crossed").await;
    page.settled().await;
    tab_to(page, "main li button[data-figure]").await;
    let figure = held(page, "data-figure").await;
    page.key(Key::Enter.into()).await;
    page.find("#explanation button", "All rows behind it").await;
    tab_to(page, "#explanation .rows button").await;
    page.key(Key::Enter.into()).await;
    page.says("[role=dialog]", "payroll.xlsx").await;
    page.key(Key::Escape.into()).await;
    page.until(
        "the rows are closed and the keyboard is where they were asked for",
        "return document.querySelector('[role=dialog]') === null && document.activeElement.matches('#explanation .rows button');",
        Vec::new(),
    )
    .await;
    page.says("#explanation", "Rests on").await;
    page.key(Key::Escape.into()).await;
    page.until(
        "the explanation is closed and the keyboard is at its figure",
        "return !says('#explanation').includes('Rests on') && document.activeElement.dataset.figure === arguments[0];",
        vec![figure],
    )
    .await;
}

async fn sheets_give_the_keyboard_back(page: &Page) {
    let figure = held(page, "data-figure").await;
    for (keys, name, says) in [
        (vec![Key::F1.into()], "Help", "Keyboard"),
        (control('h').to_vec(), "History", "import of"),
        (control('k').to_vec(), "Find", "Recommendation"),
    ] {
        page.chord(&keys).await;
        page.says(&format!("dialog[aria-label={name}]"), says).await;
        let inside = page.run("return document.activeElement.closest('dialog') !== null;", Vec::new()).await;
        assert_eq!(inside, json!(true), "the keyboard is in what opened: {name}");
        page.key(Key::Escape.into()).await;
        page.until(
            &format!("{name} closes and gives the keyboard back"),
            "return document.querySelector('dialog:modal') === null && document.activeElement.dataset.figure === arguments[0];",
            vec![figure.clone()],
        )
        .await;
    }
}

async fn undo_and_redo_have_keys(page: &Page) {
    let before = page.state().await;
    page.chord(&control('z')).await;
    page.until_moved_from(&before["change"]).await;
    page.says("nav[aria-label=Rooms]", "0 sources").await;
    page.chord(&control('h')).await;
    page.says("dialog[aria-label=History]", "Not in force").await;
    page.key(Key::Escape.into()).await;
    page.chord(&[Key::Control.into(), Key::Shift.into(), 'z']).await;
    page.says("nav[aria-label=Rooms]", "11 sources").await;
    assert_eq!(page.state().await["change"], before["change"], "redo brings the file to where it stood");
}

async fn the_answer_is_presented_page_by_page(page: &Page) {
    page.enter("Thresholds").await;
    page.says("main h1", "crossed").await;
    page.key(Key::F5.into()).await;
    page.arrives("/present/1").await;
    page.says("main h1", "Recommend").await;
    page.key(Key::PageDown.into()).await;
    page.says("main", "2 of 5").await;
    page.key(Key::Right.into()).await;
    page.says("main h1", "leads at the required scope").await;
    page.says("main footer", "per user-month").await;
    page.key(Key::Escape.into()).await;
    page.arrives("/thresholds").await;
}
