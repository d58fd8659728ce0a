//! Times the real window, release, over WebDriver: start and memory beside an empty window of the same versions, and from
//! a slider's tick to the paint of what follows, our own work apart from the display's. `scripts/bench` builds both programs and runs this.
#![allow(clippy::expect_used, clippy::panic, reason = "a bench stops at the first thing that is not as it says")]
#![allow(clippy::float_arithmetic, reason = "times")]

mod memory;
#[path = "../../tests/window/stage.rs"]
#[allow(dead_code, reason = "the tests use more of it")]
mod stage;

use fantoccini::Locator;
use fantoccini::wd::TimeoutConfiguration;
use serde_json::{Value, json};
use stage::{Opening, PATIENCE, Stage};
use std::time::{Duration, Instant};

/// Starts of each window; the median counts.
const STARTS: usize = 7;
/// How often the page is asked whether it is usable; what is measured is no finer than that.
const OFTEN: Duration = Duration::from_millis(5);
/// Ticks of the slider.
const TICKS: u32 = 200;

/// Where and how a slider is moved.
struct Scene {
    name: &'static str,
    room: &'static str,
    /// What must be drawn there first.
    drawn: &'static str,
    /// How far the paper is scrolled.
    scrolled: u32,
    /// A third of the slider at a tick, as by clicks beside the thumb, in place of a hundredth and a half, as by a hand.
    leaps: bool,
}

const SCENES: [Scene; 5] = [
    Scene { name: "Options", room: "options", drawn: "main tr.total", scrolled: 0, leaps: false },
    Scene { name: "Options, charts in sight", room: "options", drawn: "main .pictures svg", scrolled: 600, leaps: false },
    Scene { name: "Options, in leaps", room: "options", drawn: "main tr.total", scrolled: 0, leaps: true },
    Scene { name: "Thresholds", room: "thresholds", drawn: "main figure", scrolled: 0, leaps: false },
    Scene { name: "Recommendation", room: "recommendation", drawn: "main h1", scrolled: 0, leaps: false },
];

/// Waits for the end of the next frame: a message sent while it begins is read once it is painted.
const PAINTED: &str = "const { port1, port2 } = new MessageChannel();
const painted = () => new Promise((then) => requestAnimationFrame(() => { port1.onmessage = then; port2.postMessage(0); }));
";

/// Moves the first slider tick by tick and hands back two lists of milliseconds: from the event to the page that holds the
/// answer and is laid out anew, which is all of our own work, and to the end of the frame that paints it; null in both where
/// no answer comes within a second. That it is there is told by what the slider says of itself: its text comes with the
/// figures and is put in with them.
const DRAG: &str = "const done = arguments[arguments.length - 1];
const [ticks, leaps] = arguments;
(async () => {
const slider = document.querySelector('aside input[type=range]');
const finding = document.querySelector('main h1');
const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set;
const low = Number(slider.min), high = Number(slider.max);
const says = () => slider.getAttribute('aria-valuetext');
const place = (tick) => leaps ? ((tick * 37) % 100) / 100 : Math.abs(1 - ((tick * 2 + 50) % 200) / 100);
const follows = (before) => new Promise((then) => {
  const seen = new MutationObserver(() => {
    if (says() === before) return;
    seen.disconnect();
    clearTimeout(end);
    finding.getBoundingClientRect();
    then(performance.now());
  });
  const end = setTimeout(() => { seen.disconnect(); then(null); }, 1000);
  seen.observe(slider, { attributes: true });
});
const ready = [], shown = [];
slider.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true }));
for (let tick = 0; tick < ticks; tick += 1) {
  const moved = follows(says());
  const begun = performance.now();
  set.call(slider, String(low + (high - low) * (0.1 + 0.8 * place(tick))));
  slider.dispatchEvent(new Event('input', { bubbles: true }));
  const seen = await moved;
  await painted();
  ready.push(seen === null ? null : seen - begun);
  shown.push(seen === null ? null : performance.now() - begun);
}
slider.dispatchEvent(new Event('change', { bubbles: true }));
done([ready, shown]);
})();";

/// What a frame takes here in which nothing changes, and one in which all of the paper is painted anew: the display itself.
const FRAMES: &str = "const done = arguments[arguments.length - 1];
(async () => {
const times = async (change) => {
  const taken = [];
  for (let tick = 0; tick < arguments[0]; tick += 1) { const begun = performance.now(); change(tick); await painted(); taken.push(performance.now() - begun); }
  return taken;
};
const paper = document.querySelector('main');
const [idle, anew] = [await times(() => undefined), await times((tick) => { paper.style.background = tick % 2 ? '#fefefe' : '#fdfdfd'; })];
paper.style.background = '';
done([idle, anew]);
})();";

#[tokio::main]
async fn main() {
    let empty = std::env::var("EMPTY_WINDOW").expect("EMPTY_WINDOW names the empty window to measure beside");
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for _ in 0..STARTS {
        ours.push(start(&Opening::default(), "main h1").await);
        theirs.push(start(&Opening { binary: &empty, ..Opening::default() }, "[data-ready]").await);
    }
    println!("median of {STARTS} starts, from the call to a usable page, and memory (PSS of all its processes)");
    told("threshold, start page", &ours);
    told("an empty window", &theirs);
    let sample = Opening { args: &["--sample"], ..Opening::default() };
    told("threshold with the sample", &[start(&sample, "main h1").await]);
    println!();
    println!("{TICKS} ticks of a slider beside each room, and as many frames of the display itself");
    for scene in &SCENES {
        drag(&sample, scene).await;
    }
}

/// Milliseconds to a page with such an element, and megabytes then.
async fn start(opening: &Opening<'_>, usable: &str) -> (f64, f64) {
    let begun = Instant::now();
    let stage = Stage::open(opening).await;
    stage.page().wait().at_most(PATIENCE).every(OFTEN).for_element(Locator::Css(usable)).await.expect("a usable page");
    let time = begun.elapsed().as_secs_f64() * 1000.0;
    let memory = memory::of_children(stage.driver());
    stage.close().await;
    (time, memory)
}

fn told(what: &str, runs: &[(f64, f64)]) {
    let median = |of: fn(&(f64, f64)) -> f64| {
        let mut all: Vec<f64> = runs.iter().map(of).collect();
        all.sort_by(f64::total_cmp);
        all.get(all.len() / 2).copied().unwrap_or_default()
    };
    println!("{what:34} {:6.0} ms {:6.0} MB", median(|r| r.0), median(|r| r.1));
}

async fn drag(sample: &Opening<'_>, scene: &Scene) {
    let stage = Stage::open(sample).await;
    let page = stage.page();
    page.wait().at_most(PATIENCE).for_element(Locator::Css("main h1")).await.expect("a usable page");
    page.execute("location.hash = arguments[0]", vec![json!(format!("#/{}", scene.room))]).await.expect("the page runs scripts");
    // Where a room wants all of the paper, the inputs are unfolded beside it.
    page.execute("document.querySelector('aside .fold[aria-expanded=false]')?.click()", Vec::new()).await.expect("it unfolds");
    for drawn in ["aside input[type=range]", scene.drawn] {
        page.wait().at_most(PATIENCE).for_element(Locator::Css(drawn)).await.expect("the room is drawn");
    }
    page.execute("document.querySelector('main').scrollTo(0, arguments[0])", vec![json!(scene.scrolled)])
        .await
        .expect("it scrolls");
    // Every tick may wait its second for an answer.
    let patient = TimeoutConfiguration::new(Some(PATIENCE * 3), None, None);
    page.update_timeouts(patient).await.expect("the driver waits for scripts");
    let frames = page.execute_async(&format!("{PAINTED}{FRAMES}"), vec![json!(TICKS)]).await.expect("frames pass");
    let moved = page.execute_async(&format!("{PAINTED}{DRAG}"), vec![json!(TICKS), json!(scene.leaps)]).await.expect("it moves");
    let name = scene.name;
    told_spread(&format!("{name}: a tick until its answer is laid out"), &moved[0]);
    told_spread(&format!("{name}: a tick until it is painted"), &moved[1]);
    told_spread(&format!("{name}: a frame in which nothing changes"), &frames[0]);
    told_spread(&format!("{name}: a frame of the bare paper"), &frames[1]);
    stage.close().await;
}

fn told_spread(what: &str, times: &Value) {
    let all = times.as_array().expect("times");
    let mut seen: Vec<f64> = all.iter().filter_map(Value::as_f64).collect();
    seen.sort_by(f64::total_cmp);
    let at = |share: usize| seen.get(seen.len() * share / 100).copied().unwrap_or_default();
    let (count, of) = (seen.len(), all.len());
    println!("{what:62} p50 {:5.1} ms   p95 {:5.1} ms   p99 {:5.1} ms   ({count} of {of})", at(50), at(95), at(99));
}
