#![no_main]
#[path = "../exercises.rs"]
mod exercises;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| exercises::archive(bytes));
