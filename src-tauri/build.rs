//! Prepares the window's build: where its capabilities and permissions live, and a page to embed before the UI was built.

use std::path::Path;
use std::{error::Error, fs};
use tauri_build::{AppManifest, Attributes};

const CAPABILITIES: &str = "./src-tauri/capabilities/**/*";
const PERMISSIONS: &str = "./src-tauri/permissions/**/*";
const PAGE: &str = "ui/dist/index.html";

fn main() -> Result<(), Box<dyn Error>> {
    for watched in ["src-tauri/capabilities", "src-tauri/permissions", "ui/dist"] {
        println!("cargo:rerun-if-changed={watched}");
    }
    placeholder_page(Path::new(PAGE))?;
    let attributes = Attributes::new()
        .capabilities_path_pattern(CAPABILITIES)
        .app_manifest(AppManifest::new().permissions_path_pattern(PERMISSIONS));
    tauri_build::try_build(attributes)?;
    Ok(())
}

/// Embedding fails without a page, so that checking the Rust side alone would need Node: a sentence stands in for it.
fn placeholder_page(page: &Path) -> Result<(), Box<dyn Error>> {
    if page.exists() {
        return Ok(());
    }
    if let Some(folder) = page.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(page, "<!doctype html><title>Threshold</title><p>The page is not built yet: run make run.</p>\n")?;
    Ok(())
}
