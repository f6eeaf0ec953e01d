//! `cargo fuzz run scenario`; what it does stands in `bodies/scenario.rs`, which the ordinary tests
//! run on the seeds as well.

#![no_main]

#[path = "../bodies/scenario.rs"]
mod body;

libfuzzer_sys::fuzz_target!(|data: &[u8]| body::run(data));
