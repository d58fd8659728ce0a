//! A virtual display, a WebDriver and the window in it, all on free numbers and all gone at the end.

use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Map, json};
use std::io::{BufRead, BufReader};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;
use tempfile::TempDir;

/// How often the driver is asked whether it listens, and how long to wait between.
const TRIES: u32 = 100;
const PAUSE: Duration = Duration::from_millis(100);

/// Long enough for a cold start of an unoptimised build on a busy machine.
pub const PATIENCE: Duration = Duration::from_secs(60);

/// The window on its virtual display.
pub struct Stage {
    page: Client,
    driver: Process,
    _display: Process,
    /// Where the program and the webview keep what they keep, and what the file dialogs answer.
    home: TempDir,
}

/// How the window is opened.
pub struct Opening<'a> {
    /// Arguments of the program.
    pub args: &'a [&'a str],
    /// The program, or what starts it.
    pub binary: &'a str,
    /// Size of the virtual display, which the window fills.
    pub size: (u32, u32),
}

impl Default for Opening<'_> {
    fn default() -> Self {
        Self { args: &[], binary: env!("CARGO_BIN_EXE_threshold-desktop"), size: (1280, 832) }
    }
}

/// A child process that ends with its owner.
struct Process(Child);

impl Drop for Process {
    fn drop(&mut self) {
        // It may have ended by itself; then there is nothing to end.
        drop(self.0.kill());
        drop(self.0.wait());
    }
}

impl Stage {
    /// Opens the window as asked.
    pub async fn open(opening: &Opening<'_>) -> Self {
        let (display, number) = start_display(opening.size);
        let home = tempfile::tempdir().expect("a temporary folder");
        let (driver, port) = start_driver(&number, home.path());
        Self { page: open_window(port, opening).await, driver, _display: display, home }
    }

    /// The page in the window.
    pub fn page(&self) -> &Client {
        &self.page
    }

    /// The driver's process, of which the window is a child.
    pub fn driver(&self) -> u32 {
        self.driver.0.id()
    }

    /// A folder of this stage's own.
    pub fn home(&self) -> &Path {
        self.home.path()
    }

    /// What the next file dialog answers: these paths, one a line; none is cancelled.
    pub fn next_pick(&self, paths: &[&Path]) {
        let lines: Vec<String> = paths.iter().map(|path| path.display().to_string()).collect();
        std::fs::write(self.home.path().join(PICKER), lines.join("\n")).expect("the answer can be written");
    }

    /// Closes the window, then the driver, then the display.
    pub async fn close(self) {
        self.page.close().await.expect("the window closes");
    }
}

/// An export of the sample engagement.
pub fn sample(file: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/samples/ridgeline").join(file)
}

/// The file the window's file dialogs are answered from while it is driven.
const PICKER: &str = "picker";

fn start(program: &str, package: &str, command: &mut Command) -> Process {
    let child = command.spawn().unwrap_or_else(|error| {
        panic!("{program} does not start ({error}). Install it with: apt-get install {package}, or run scripts/setup tests")
    });
    Process(child)
}

/// Starts Xvfb on a free display and returns its name.
fn start_display((width, height): (u32, u32)) -> (Process, String) {
    let mut command = Command::new("Xvfb");
    command.args(["-displayfd", "1", "-screen", "0", &format!("{width}x{height}x24"), "-nolisten", "tcp"]);
    command.stdout(Stdio::piped()).stderr(Stdio::null());
    let mut display = start("Xvfb", "xvfb", &mut command);
    let output = display.0.stdout.take().expect("its output is piped");
    let mut number = String::new();
    BufReader::new(output).read_line(&mut number).expect("Xvfb says its display");
    assert!(!number.trim().is_empty(), "Xvfb ended before it had a display");
    (display, format!(":{}", number.trim()))
}

/// Starts the WebDriver on a free port. It is what starts the window, so the variables are for both.
fn start_driver(display: &str, home: &Path) -> (Process, u16) {
    let port = free_port();
    let mut command = Command::new("WebKitWebDriver");
    command.arg(format!("--port={port}")).stdout(Stdio::null()).stderr(Stdio::null());
    command
        .env("DISPLAY", display)
        .env("TAURI_WEBVIEW_AUTOMATION", "true")
        .env_remove("WAYLAND_DISPLAY")
        .env("GDK_BACKEND", "x11");
    command.env("THRESHOLD_PICKER", home.join(PICKER));
    command.env("XDG_DATA_HOME", home).env("XDG_CACHE_HOME", home).env("XDG_CONFIG_HOME", home);
    (start("WebKitWebDriver", "webkit2gtk-driver", &mut command), port)
}

fn free_port() -> u16 {
    let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a free port");
    listener.local_addr().expect("a bound address").port()
}

async fn open_window(port: u16, opening: &Opening<'_>) -> Client {
    let mut wanted = Map::new();
    let options = json!({ "binary": opening.binary, "args": opening.args });
    wanted.insert("webkitgtk:browserOptions".to_owned(), options);
    until_listening(port).await;
    let mut builder = ClientBuilder::new(HttpConnector::new());
    let address = format!("http://127.0.0.1:{port}");
    let opening = builder.capabilities(wanted).connect(&address);
    let opened = tokio::time::timeout(PATIENCE, opening).await.expect("the driver opens the window in time");
    opened.unwrap_or_else(|error| panic!("the driver could not open the window: {error}"))
}

async fn until_listening(port: u16) {
    for _ in 0..TRIES {
        if TcpStream::connect(("127.0.0.1", port)).is_ok() {
            return;
        }
        tokio::time::sleep(PAUSE).await;
    }
    panic!("WebKitWebDriver does not listen on port {port}");
}
