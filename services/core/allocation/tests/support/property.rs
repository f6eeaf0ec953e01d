//! The run of a property: it must hold, or, as a negative control, it must be caught failing.
//!
//! Every property is tried on 50,000 random cases in a plain `cargo test`; `PROPTEST_CASES=1000000`
//! asks for more (or fewer). A property that costs a hundred times what the others do says by how
//! much it takes fewer.

use proptest::prelude::*;
use proptest::test_runner::{Config, TestCaseError, TestError, TestRunner};

/// Cases of each property where no applicant asks for another number.
const CASES: u32 = 50_000;

/// The result of a property.
pub type Held = Result<(), TestCaseError>;

/// Returns true if no applicant has less. Element by element: an order on whole lists would let one
/// lose where an earlier one wins.
pub fn none_less<T: PartialOrd>(before: &[T], after: &[T]) -> bool {
    assert_eq!(before.len(), after.len());
    before
        .iter()
        .zip(after)
        .all(|(before, after)| before <= after)
}

/// Returns the number of cases: what `PROPTEST_CASES` says, 50,000 by default.
pub fn cases() -> u32 {
    let asked = std::env::var_os("PROPTEST_CASES").is_some();
    if asked {
        Config::default().cases
    } else {
        CASES
    }
}

/// Runs a property on so many cases; with `caught` it must be violated, else it must hold.
pub fn property<S: Strategy>(
    cases: u32,
    input: &S,
    caught: bool,
    holds: impl Fn(S::Value) -> Held,
) {
    if caught {
        let found = is_caught(cases, input, holds);
        assert!(found, "the wrong rule was not caught in {cases} cases");
    } else if let Err(error) = TestRunner::new(config(cases)).run(input, holds) {
        panic!("{error}");
    }
}

/// Tells whether a violation is found in so many cases.
pub fn is_caught<S: Strategy>(cases: u32, input: &S, holds: impl Fn(S::Value) -> Held) -> bool {
    let config = Config {
        // The smallest counterexample is worth a search only where none should be.
        max_shrink_iters: 0,
        ..config(cases)
    };
    let found = TestRunner::new(config).run(input, holds);
    matches!(found, Err(TestError::Fail(..)))
}

fn config(cases: u32) -> Config {
    Config {
        cases,
        failure_persistence: None,
        max_shrink_iters: 4_096,
        ..Config::default()
    }
}
