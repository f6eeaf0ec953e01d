//! Running a published allocation again, without anybody's database: same inputs, same bytes.

use crate::document::{document, to_json};
use crate::parse::{Fault, parse_json};
use allocation::Allocation;
use allocation::Error;
use allocation::allocate;
use allocation::scenario::Scenario;
use insight::explain::Style;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use text::Language;

/// The published form's name and version.
const FORMAT: &str = "tildeling-published-allocation/1";

/// Everything that a reader needs to run the allocation again, and its result.
#[derive(Deserialize, Serialize)]
struct Published {
    format: String,
    style: Style,
    language: Language,
    scenario: Value,
    allocation: Value,
}

/// Why a published allocation is not what its inputs give.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Mismatch {
    /// Not a published allocation.
    Unreadable(String),
    /// The scenario in it has faults.
    Faults(Vec<Fault>),
    /// The scenario in it contradicts itself.
    Undivided(Error),
    /// It was made by another version of the engine, which may round or hash differently.
    OtherEngine {
        /// The version that made it.
        published: String,
    },
    /// Running it again gives something else.
    Differs {
        /// The run hash that the inputs give.
        run_hash: String,
        /// The first line of the text that differs, from 1.
        line: usize,
    },
}

/// The text to publish: inputs and result in a canonical form (fields in alphabetical order, two
/// spaces).
#[must_use]
pub fn publish(
    scenario: &Scenario,
    allocation: &Allocation,
    style: Style,
    language: Language,
) -> String {
    let published = json!({
        "format": FORMAT,
        "style": style,
        "language": language,
        "scenario": to_json(scenario),
        "allocation": document(allocation, scenario, style, language, None),
    });
    let mut text = String::new();
    write(&published, 0, &mut text);
    text.push('\n');
    text
}

/// Runs a published allocation again from its inputs and compares the bytes. Answers the
/// allocation.
///
/// # Errors
/// What is wrong with it.
pub fn verify(published: &str) -> Result<Allocation, Mismatch> {
    let read: Published = serde_json::from_str(published)
        .map_err(|problem| Mismatch::Unreadable(problem.to_string()))?;
    if read.format != FORMAT {
        return Err(Mismatch::Unreadable(read.format));
    }
    let scenario = parse_json(read.scenario.to_string().as_bytes()).map_err(Mismatch::Faults)?;
    let engine = read
        .allocation
        .get("engine")
        .and_then(Value::as_str)
        .unwrap_or_default();
    if engine != allocation::ENGINE_VERSION {
        return Err(Mismatch::OtherEngine {
            published: engine.to_owned(),
        });
    }
    let allocation = allocate(&scenario).map_err(Mismatch::Undivided)?;
    let again = publish(&scenario, &allocation, read.style, read.language);
    if again == published {
        return Ok(allocation);
    }
    let same = again
        .lines()
        .zip(published.lines())
        .take_while(|(a, b)| a == b)
        .count();
    Err(Mismatch::Differs {
        run_hash: allocation.run_hash,
        line: same + 1,
    })
}

/// Writes JSON with the fields of every object in alphabetical order, whatever order the value
/// holds them in.
fn write(value: &Value, depth: usize, out: &mut String) {
    let indent = |out: &mut String, depth: usize| {
        out.push('\n');
        out.extend(std::iter::repeat_n("  ", depth));
    };
    match value {
        Value::Array(list) if !list.is_empty() => {
            out.push('[');
            for (place, item) in list.iter().enumerate() {
                out.push_str(if place == 0 { "" } else { "," });
                indent(out, depth + 1);
                write(item, depth + 1, out);
            }
            indent(out, depth);
            out.push(']');
        }
        Value::Object(fields) if !fields.is_empty() => {
            let mut names: Vec<&String> = fields.keys().collect();
            names.sort();
            out.push('{');
            for (place, name) in names.into_iter().enumerate() {
                out.push_str(if place == 0 { "" } else { "," });
                indent(out, depth + 1);
                out.push_str(&Value::from(name.as_str()).to_string());
                out.push_str(": ");
                write(&fields[name], depth + 1, out);
            }
            indent(out, depth);
            out.push('}');
        }
        Value::Null
        | Value::Bool(_)
        | Value::Number(_)
        | Value::String(_)
        | Value::Array(_)
        | Value::Object(_) => {
            out.push_str(&value.to_string());
        }
    }
}
