//! Times what a window asks for while a slider moves, on the sample: `cargo bench -p advisor --bench live`.
#![allow(clippy::expect_used, reason = "a bench stops at the first thing that is not as it says")]
#![allow(clippy::float_arithmetic, reason = "times")]

use advisor::Host;
use advisor::wire::{Lever, Override};
use chrono::NaiveDateTime;
use std::hint::black_box;
use std::time::Instant;

/// Ticks of a slider; p50, p95 and p99 of them are told.
const TICKS: u32 = 400;

struct Bench;

impl Host for Bench {
    fn now(&self) -> NaiveDateTime {
        NaiveDateTime::default()
    }

    fn who(&self) -> String {
        "bench".to_owned()
    }
}

fn main() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let session = advisor::sample(folder.path(), &Bench).expect("the sample opens");
    println!("{TICKS} ticks of a slider on the sample, in milliseconds    p50      p95      p99");
    told("preview while moving, as JSON", |tick| {
        drop(black_box(serde_json::to_string(&session.preview_moving(&tried(tick)).expect("an answer")).expect("JSON")));
    });
    let first = session.levers().expect("levers").inputs.into_iter().next().expect("an input that moves the answer");
    told("the same across the slider of the first input", |tick| {
        drop(black_box(serde_json::to_string(&session.preview_moving(&across(&first, tick)).expect("an answer")).expect("JSON")));
    });
    told("preview at rest, the whole answer", |tick| drop(black_box(session.preview(&tried(tick)).expect("an answer"))));
    told("the ten inputs", |_| drop(black_box(session.levers().expect("levers"))));
    told("explain a total", |_| drop(black_box(session.explain("full_outsource.total").expect("an explanation"))));
}

/// A fee that moves with every tick.
fn tried(tick: u32) -> [Override; 1] {
    [Override { key: "price.premium".to_owned(), value: Some(format!("{}", 180 + tick % 140)) }]
}

/// The first slider in leaps from nearly one end to nearly the other, past every change of leader on the way.
fn across(lever: &Lever, tick: u32) -> [Override; 1] {
    let at = |end: &str| end.parse::<f64>().expect("a number");
    let share = 0.1 + 0.8 * f64::from(tick * 37 % 100) / 100.0;
    let value = at(&lever.min) + (at(&lever.max) - at(&lever.min)) * share;
    [Override { key: lever.key.clone(), value: Some(format!("{value:.4}")) }]
}

fn told(what: &str, mut run: impl FnMut(u32)) {
    let mut times: Vec<f64> = (0..TICKS)
        .map(|tick| {
            let start = Instant::now();
            run(tick);
            start.elapsed().as_secs_f64() * 1000.0
        })
        .collect();
    times.sort_by(f64::total_cmp);
    let at = |share: usize| times.get(times.len() * share / 100).copied().unwrap_or_default();
    println!("{what:50} {:8.2} {:8.2} {:8.2}", at(50), at(95), at(99));
}
