//! How a property is run: it must hold, or, as a control, it must be caught failing.

use proptest::prelude::*;
use proptest::test_runner::{Config, TestCaseError, TestError, TestRunner};

/// Runs a property; with `caught` it must be violated, else it must hold.
pub fn property<S: Strategy>(
    cases: u32,
    input: &S,
    caught: bool,
    holds: impl Fn(S::Value) -> Result<(), TestCaseError>,
) {
    let config = Config {
        cases,
        failure_persistence: None,
        ..Config::default()
    };
    match (TestRunner::new(config).run(input, holds), caught) {
        (Ok(()), false) | (Err(TestError::Fail(..)), true) => {}
        (Ok(()), true) => panic!("the wrong rule was not caught in {cases} cases"),
        (Err(error), _) => panic!("{error}"),
    }
}
