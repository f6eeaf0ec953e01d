//! The contract as a client meets it: names, files, and values there and back.
//!
//! The modules say `cfg(test)` so that `.clippy.toml` knows their helpers for tests.

#[cfg(test)]
mod names;
#[cfg(test)]
mod test_scheme;
#[cfg(test)]
mod there_and_back;
#[cfg(test)]
mod uploads;
