//! `cargo fuzz run engine`; what it does stands in `bodies/engine.rs`, which the ordinary tests run
//! on the seeds as well.

#![no_main]

#[path = "../bodies/engine.rs"]
mod body;

libfuzzer_sys::fuzz_target!(|data: &[u8]| body::run(data));
