//! The fuzzers' functions, on their seeds: so that it holds, and compiles, without a nightly
//! toolchain.

#[path = "../../fuzz/bodies/engine.rs"]
mod engine;
#[path = "../../fuzz/bodies/scenario.rs"]
mod scenario;

use crate::property::{cases, property};
use proptest::prelude::*;

/// A fuzz target: what it does with some bytes.
type Body = fn(&[u8]);

#[test]
fn the_bodies_of_the_fuzz_targets_hold_on_their_seeds() {
    let targets: [(&str, Body); 2] = [("engine", engine::run), ("scenario", scenario::run)];
    for (target, body) in targets {
        let folder = format!("{}/fuzz/seeds/{target}", env!("CARGO_MANIFEST_DIR"));
        let files = std::fs::read_dir(folder).expect("seeds");
        let seeds: Vec<_> = files.map(|file| file.expect("a file").path()).collect();
        assert!(seeds.len() > 3, "{target} has seeds");
        for seed in seeds {
            let bytes = std::fs::read(&seed).expect("readable");
            // And cut off anywhere.
            for end in 0..=bytes.len() {
                body(&bytes[..end]);
            }
        }
    }
}

#[test]
fn the_engine_holds_on_random_bytes() {
    let bytes = prop::collection::vec(any::<u8>(), 0..400);
    property(cases(), &bytes, false, |bytes| {
        engine::run(&bytes);
        Ok(())
    });
}
