//! What a person does in the window, in few words. Nothing sleeps: every verb waits until the page is as it says.

use crate::stage::Stage;
use fantoccini::Client;
use fantoccini::actions::{InputSource, KeyAction, KeyActions, MOUSE_BUTTON_LEFT, MouseActions, PointerAction};
use fantoccini::elements::{Element, ElementRef};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// How long the page is given to be as it is said: an unoptimised build on a busy machine works out an answer in seconds.
const AT_MOST: Duration = Duration::from_secs(60);

/// Calls a command as the page would and hands back `[answer, refusal]`.
const ASK: &str = "const done = arguments[arguments.length - 1];
window.__TAURI_INTERNALS__.invoke(arguments[0], arguments[1]).then((a) => done([a, null]), (e) => done([null, e.message ?? e]));";

/// Waits until the page has been drawn and nothing on it is on its way to another colour or place.
const STILL: &str = "const done = arguments[arguments.length - 1];
const drawn = () => new Promise((then) => requestAnimationFrame(() => requestAnimationFrame(then)));
drawn().then(() => Promise.allSettled(document.getAnimations().map((one) => one.finished))).then(drawn).then(() => done(true));";

/// What the scripts below are written in: `named` finds what is seen and is called so, within
/// the sheet where one lies over the page.
const WORDS: &str = "
const flat = (text) => (text ?? '').replace(/\\s+/g, ' ').trim();
const seen = (one) => one.checkVisibility({ visibilityProperty: true });
const called = (one) => flat(one.getAttribute('aria-label') ?? [...(one.labels ?? [])].map((label) => label.innerText).join(' ')) || flat(one.innerText);
const top = document.querySelector('dialog:modal') ?? document;
const every = (css) => [...document.querySelectorAll(css)].filter((one) => top.contains(one));
const named = (css, name) => every(css).find((one) => seen(one) && !one.disabled && called(one).startsWith(name));
const says = (css) => flat(every(css).map((one) => one.innerText).join(' '));
";

/// The name under which a WebDriver hands over an element.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

/// The page in the window, as someone at it uses it.
pub struct Page {
    client: Client,
}

impl Page {
    /// The page of this stage, with time enough for a slow answer.
    pub async fn of(stage: &Stage) -> Self {
        let client = stage.page().clone();
        let times = fantoccini::wd::TimeoutConfiguration::new(Some(AT_MOST * 2), None, None);
        client.update_timeouts(times).await.expect("a driver keeps its timeouts");
        Self { client }
    }

    /// Runs a script once, without waiting.
    pub async fn run(&self, script: &str, with: Vec<Value>) -> Value {
        let whole = format!("{WORDS}{script}");
        self.client.execute(&whole, with).await.unwrap_or_else(|error| panic!("{script}: {error}"))
    }

    /// Runs a script once and waits for what it hands to its last argument.
    pub async fn run_async(&self, script: &str) -> Value {
        self.client.execute_async(script, Vec::new()).await.unwrap_or_else(|error| panic!("{script}: {error}"))
    }

    /// Puts on the light or the dark theme and waits until no colour is on its way any more.
    pub async fn wear(&self, theme: &str) {
        let script = format!("document.documentElement.dataset.theme = '{theme}'; {STILL}");
        self.run_async(&script).await;
    }

    /// Waits until the script answers something that is true, and hands that back. `what` is said when it never does.
    pub async fn until(&self, what: &str, script: &str, with: Vec<Value>) -> Value {
        let whole = format!(
            "const done = arguments[arguments.length - 1];
            const given = [...arguments].slice(0, -1);
            const end = performance.now() + {};
            const probe = (...arguments) => {{ {WORDS}{script} }};
            (function look() {{
              let found = null;
              try {{ found = probe(...given); }} catch (thrown) {{ found = null; }}
              if (found) done(found);
              else if (performance.now() > end) done(null);
              else setTimeout(look, 20);
            }})();",
            AT_MOST.as_millis()
        );
        let found = self.client.execute_async(&whole, with).await.unwrap_or_else(|error| panic!("{what}: {error}"));
        if found.is_null() {
            panic!("{what}: not within {AT_MOST:?}. The page says: {}", self.shown().await);
        }
        found
    }

    /// All the page says, for who has to find out why it does not say something else.
    async fn shown(&self) -> Value {
        let script =
            "return [location.hash, flat(document.activeElement.outerHTML).slice(0, 300), says('#explanation'), says('body')];";
        self.run(script, Vec::new()).await
    }

    /// Goes to a room by its address and waits for its heading.
    pub async fn go(&self, route: &str) {
        self.run("location.hash = arguments[0];", vec![json!(format!("#{route}"))]).await;
        self.until(route, "return location.hash === arguments[0] && says('main h1') !== '';", vec![json!(format!("#{route}"))])
            .await;
    }

    /// Waits until the address is this.
    pub async fn arrives(&self, route: &str) {
        self.until(
            &format!("the page goes to {route}"),
            "return location.hash === arguments[0];",
            vec![json!(format!("#{route}"))],
        )
        .await;
    }

    /// The first thing seen that is called so; `name` is how its accessible name begins.
    pub async fn find(&self, css: &str, name: &str) -> Element {
        let found =
            self.until(&format!("{css} called {name}"), "return named(...arguments);", vec![json!(css), json!(name)]).await;
        self.element(&found)
    }

    fn element(&self, found: &Value) -> Element {
        let id = found[ELEMENT].as_str().expect("the script hands over an element").to_owned();
        Element::from_element_id(self.client.clone(), ElementRef::from(id))
    }

    /// Clicks it, as soon as it is there.
    pub async fn click(&self, css: &str, name: &str) {
        self.find(css, name).await.click().await.unwrap_or_else(|error| panic!("{css} called {name}: {error}"));
    }

    /// Presses a button.
    pub async fn press(&self, name: &str) {
        self.click("button", name).await;
    }

    /// Goes to a room by its link at the left.
    pub async fn enter(&self, room: &str) {
        self.click("nav[aria-label=Rooms] a", room).await;
    }

    /// Presses the button of the room Data and answers its dialog with these files.
    pub async fn add_files(&self, stage: &Stage, files: &[PathBuf]) {
        let files: Vec<&Path> = files.iter().map(PathBuf::as_path).collect();
        stage.next_pick(&files);
        self.click("main button", "Add files").await;
    }

    /// Types into a field that is called so.
    pub async fn write(&self, name: &str, text: &str) {
        let field = self.find("input, textarea", name).await;
        field.send_keys(text).await.unwrap_or_else(|error| panic!("{name}: {error}"));
    }

    /// Chooses in a list that is called so, by what the choice is called.
    pub async fn choose(&self, list: &str, choice: &str) {
        self.press(list).await;
        self.click("[role=option]", choice).await;
    }

    /// Waits until what these elements say holds `part`, and hands all of it back.
    pub async fn says(&self, css: &str, part: &str) -> String {
        let what = format!("{css} says {part:?}");
        let script = "const text = says(arguments[0]); return text.includes(arguments[1]) && text;";
        let found = self.until(&what, script, vec![json!(css), json!(part)]).await;
        found.as_str().unwrap_or_default().to_owned()
    }

    /// Waits until what these elements say is there and is not `before`.
    pub async fn says_otherwise(&self, css: &str, before: &str) -> String {
        let what = format!("{css} no longer says {before:?}");
        let script = "const text = says(arguments[0]); return text !== arguments[1] && text;";
        let found = self.until(&what, script, vec![json!(css), json!(before)]).await;
        found.as_str().unwrap_or_default().to_owned()
    }

    /// Waits until what these elements say is there and does not hold `part`.
    pub async fn says_no_longer(&self, css: &str, part: &str) {
        let what = format!("{css} no longer says {part:?}");
        let script = "const text = says(arguments[0]); return text !== '' && !text.includes(arguments[1]);";
        self.until(&what, script, vec![json!(css), json!(part)]).await;
    }

    /// What these elements say as soon as they say anything.
    pub async fn text(&self, css: &str) -> String {
        self.says_otherwise(css, "").await
    }

    /// Presses keys one after the other; those but the last of a chord are held meanwhile.
    pub async fn chord(&self, keys: &[char]) {
        let down = keys.iter().map(|&value| KeyAction::Down { value });
        let up = keys.iter().rev().map(|&value| KeyAction::Up { value });
        let pressed = down.chain(up).fold(KeyActions::new("keys".to_owned()), KeyActions::then);
        self.client.perform_actions(pressed).await.unwrap_or_else(|error| panic!("{keys:?}: {error}"));
    }

    /// Presses one key.
    pub async fn key(&self, key: char) {
        self.chord(&[key]).await;
    }

    /// Types with the keyboard, wherever it is.
    pub async fn keys(&self, text: &str) {
        for key in text.chars() {
            self.key(key).await;
        }
    }

    /// Asks the shell as the page would; a refusal comes as what it says.
    pub async fn ask(&self, command: &str, question: Value) -> Result<Value, Value> {
        let asked = self.client.execute_async(ASK, vec![json!(command), question]).await;
        let answer = asked.unwrap_or_else(|error| panic!("{command}: {error}"));
        if answer[1].is_null() { Ok(answer[0].clone()) } else { Err(answer[1].clone()) }
    }

    /// Where the file stands, as the shell says.
    pub async fn state(&self) -> Value {
        self.ask("state", json!({})).await.expect("the state can always be asked for")
    }

    /// Waits until the file stands at this change, in the shell and on the page.
    pub async fn until_changed(&self, to: u64) {
        self.until_state(&format!("the file stands at change {to}"), "state.change === args[0]", json!(to)).await;
    }

    /// Waits until the file stands at another change.
    pub async fn until_moved_from(&self, change: &Value) {
        self.until_state(&format!("the file moves on from change {change}"), "state.change !== args[0]", change.clone()).await;
    }

    /// Asks for the state until it is so; `args[0]` is what it is compared with.
    async fn until_state(&self, what: &str, so: &str, with: Value) {
        let script = format!(
            "const done = arguments[arguments.length - 1]; const args = [...arguments]; const end = performance.now() + {};
            (async function look() {{
              const state = await window.__TAURI_INTERNALS__.invoke('state', {{}});
              if ({so}) done(true); else if (performance.now() > end) done(false); else setTimeout(look, 20);
            }})();",
            AT_MOST.as_millis()
        );
        let found = self.client.execute_async(&script, vec![with]).await.unwrap_or_else(|error| panic!("{what}: {error}"));
        assert_eq!(found, json!(true), "{what}, in {AT_MOST:?}");
    }

    /// Presses the pointer near the right end of the track of a slider and holds it there.
    pub async fn hold(&self, css: &str) {
        let found = self.until(css, "return named(arguments[0], '');", vec![json!(css)]).await;
        let slider = self.element(&found);
        let script = "return named(arguments[0], '').clientWidth * 0.4;";
        let right = self.run(script, vec![json!(css)]).await.as_f64().expect("a slider has a width");
        let held = MouseActions::new("pointer".to_owned())
            .then(PointerAction::MoveToElement { element: slider, duration: None, x: right, y: 0.0 })
            .then(PointerAction::Down { button: MOUSE_BUTTON_LEFT });
        self.client.perform_actions(held).await.unwrap_or_else(|error| panic!("{css} is held: {error}"));
    }

    /// Lets go of what the pointer holds.
    pub async fn let_go(&self) {
        let up = MouseActions::new("pointer".to_owned()).then(PointerAction::Up { button: MOUSE_BUTTON_LEFT });
        self.client.perform_actions(up).await.unwrap_or_else(|error| panic!("the pointer is let go: {error}"));
    }

    /// Waits until the figures on the page are those of what is in the file.
    pub async fn settled(&self) {
        self.until(
            "nothing is running",
            "return document.querySelector('.stale, [aria-busy=true], progress') === null;",
            Vec::new(),
        )
        .await;
    }
}
