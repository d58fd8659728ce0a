//! Times the answer and its study on the sample: `cargo bench -p advisor --bench study`.
#![allow(clippy::expect_used, reason = "a bench stops at the first thing that is not as it says")]
#![allow(clippy::float_arithmetic, reason = "times")]

use advisor::{Host, Studied};
use chrono::NaiveDateTime;
use std::hint::black_box;
use std::time::Instant;

/// Runs; the median and the best are told.
const RUNS: usize = 15;

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
    let studied = Studied::of(&session).expect("an answer");
    println!("the sample, in milliseconds                       median     best");
    told("exact answer without the study", || drop(black_box(studied.draft())));
    told("recording who leads, as a program", || drop(black_box(studied.contest())));
    told("flips of every input", || drop(black_box(studied.flips())));
    told("tornado of every option", || drop(black_box(studied.tornado())));
    for (trials, threads) in [(16_384, 2), (65_536, 1), (65_536, 2)] {
        told(&format!("study of {trials} trials, {threads} threads"), || drop(black_box(studied.study(trials, threads))));
    }
    println!("{}", studied.size());
}

fn told(what: &str, mut run: impl FnMut()) {
    let mut times: Vec<f64> = (0..RUNS)
        .map(|_| {
            let start = Instant::now();
            run();
            start.elapsed().as_secs_f64() * 1000.0
        })
        .collect();
    times.sort_by(f64::total_cmp);
    println!("{what:46} {:9.3} {:8.3}", times[RUNS / 2], times[0]);
}
