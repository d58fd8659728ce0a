//! The memory of a window: its own process and those of its webview.

use std::collections::BTreeMap;
use std::fs;

/// Megabytes (proportional set size) of every process below `parent`.
pub fn of_children(parent: u32) -> f64 {
    let parents = parents();
    let below = |pid: &u32| {
        let mut at = *pid;
        while let Some(up) = parents.get(&at).copied() {
            if up == parent {
                return true;
            }
            at = up;
        }
        false
    };
    let kilobytes: f64 = parents.keys().filter(|pid| below(pid)).filter_map(|pid| pss(*pid)).sum();
    kilobytes / 1024.0
}

/// The parent of every process.
fn parents() -> BTreeMap<u32, u32> {
    let entries = fs::read_dir("/proc").into_iter().flatten().flatten();
    let pids = entries.filter_map(|e| e.file_name().to_str()?.parse::<u32>().ok());
    pids.filter_map(|pid| Some((pid, parent(pid)?))).collect()
}

/// The name of a program may hold brackets and blanks; what follows the last bracket does not.
fn parent(pid: u32) -> Option<u32> {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    stat.rsplit_once(')')?.1.split_whitespace().nth(1)?.parse().ok()
}

fn pss(pid: u32) -> Option<f64> {
    let rollup = fs::read_to_string(format!("/proc/{pid}/smaps_rollup")).ok()?;
    let line = rollup.lines().find(|line| line.starts_with("Pss:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}
