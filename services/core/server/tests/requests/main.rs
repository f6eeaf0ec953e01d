//! Every field of every request.
//!
//! The modules say `cfg(test)` so that `.clippy.toml` knows their helpers for tests.

#[cfg(test)]
mod exceptions;
#[cfg(test)]
mod fields;
#[cfg(test)]
mod readers;
#[cfg(test)]
#[path = "../../../contract/tests/contract/test_scheme.rs"]
mod test_scheme;
#[cfg(test)]
mod walk;
