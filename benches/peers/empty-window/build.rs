//! Prepares the empty window's build.

fn main() {
    tauri_build::build();
}
