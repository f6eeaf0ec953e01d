//! Scenario files: read, written, published and verified.
//!
//! [`parse_json`] and [`parse_sheet`] read a scenario and tell every fault of a file at once;
//! [`to_json`] writes it back. [`publish`] puts inputs and result into one text, and [`verify`]
//! runs such a text again and compares the bytes.
//!
//! ```
//! use insight::Style;
//! use text::Language;
//!
//! let file = br#"{ "budget": "300", "applicants": [{ "id": "a", "claim": "400" }] }"#;
//! let scenario = scenario_file::parse_json(file)?;
//! let allocation = allocation::allocate(&scenario).expect("no conflict");
//! let text = scenario_file::publish(&scenario, &allocation, Style::Plain, Language::English);
//! assert_eq!(scenario_file::verify(&text), Ok(allocation));
//! # Ok::<(), Vec<scenario_file::Fault>>(())
//! ```

mod document;
mod parse;
mod verify;

pub use document::{as_json, document, to_json};
pub use parse::{Fault, Problem, parse_json, parse_sheet, sheet};
pub use verify::{Mismatch, publish, verify};
