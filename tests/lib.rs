//! Nothing: the tests are in `integration/`. Cargo wants a target that is not a test.
