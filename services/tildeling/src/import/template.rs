//! The form of a row: the mapping's form with its places filled in.

use serde::de::DeserializeOwned;
use serde_json::Value;

use super::row::Row;

/// Fills the places of a form: `$requested` (øre), `$organisation_number`, `$name`,
/// `$municipality_number`, `$line`, `$column:NAME` stand for a whole value.
///
/// # Errors
/// The fault of the filled form, as the scheme's type sees it.
pub(super) fn form<F: DeserializeOwned>(template: &toml::Table, row: &Row) -> Result<F, String> {
    let filled = fill(&toml::Value::Table(template.clone()), row)?;
    serde_json::from_value(filled)
        .map_err(|problem| format!("the mapping's form is not one of this scheme: {problem}"))
}

fn fill(value: &toml::Value, row: &Row) -> Result<Value, String> {
    Ok(match value {
        toml::Value::String(text) => place(text, row)?,
        toml::Value::Integer(number) => Value::from(*number),
        toml::Value::Float(number) => Value::from(*number),
        toml::Value::Boolean(flag) => Value::from(*flag),
        // Forms keep dates as text.
        toml::Value::Datetime(date) => Value::from(date.to_string()),
        toml::Value::Array(values) => Value::Array(
            values
                .iter()
                .map(|value| fill(value, row))
                .collect::<Result<_, _>>()?,
        ),
        toml::Value::Table(table) => Value::Object(
            table
                .iter()
                .map(|(key, value)| Ok((key.clone(), fill(value, row)?)))
                .collect::<Result<_, String>>()?,
        ),
    })
}

fn place(text: &str, row: &Row) -> Result<Value, String> {
    let Some(name) = text.strip_prefix('$') else {
        return Ok(Value::from(text));
    };
    Ok(match name {
        "requested" => Value::from(row.requested.ore()),
        "organisation_number" => Value::from(row.organisation.to_string()),
        "name" => Value::from(row.name.clone()),
        "municipality_number" => Value::from(row.municipality.to_string()),
        "line" => Value::from(row.line),
        other => {
            let column = other
                .strip_prefix("column:")
                .and_then(|column| row.columns.get(column));
            let cell = column.ok_or_else(|| format!("${other} is no place of a form"))?;
            // Spreadsheets break long titles over lines; a form's line is one line.
            Value::from(cell.split_whitespace().collect::<Vec<_>>().join(" "))
        }
    })
}
