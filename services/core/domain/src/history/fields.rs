//! The fields of a payload, each with its path and its value in words.

use std::collections::BTreeSet;

use serde_json::Value;

/// Characters of a value that are told; what is longer is cut.
const VALUE_CHARACTERS_MAX: usize = 500;

/// Fields of the items of a list by which people tell them apart.
const KEYS: [&str; 6] = ["code", "line", "key", "criterion", "number", "source"];

/// Values for sentences that are told where the sentence is.
const FOR_SENTENCES: &str = "args";

/// The name of a variant among its fields.
const TAG: &str = "state";

/// A field: its path and its value.
pub(super) type Field = (String, String);

/// Returns the fields of a value that stands at a path. The name of a state stands at the path of
/// the state.
pub(super) fn of(path: &str, value: &Value) -> Vec<Field> {
    let mut fields = Vec::new();
    if let Some(tag) = value.get(TAG).and_then(Value::as_str) {
        fields.push((path.to_owned(), tag.to_owned()));
        let others = value.as_object().into_iter().flatten();
        for (name, inner) in others.filter(|(name, _)| *name != TAG) {
            collect(&format!("{path}.{name}"), inner, &mut fields);
        }
        return fields;
    }
    collect(path, value, &mut fields);
    fields
}

fn collect(path: &str, value: &Value, fields: &mut Vec<Field>) {
    match value {
        Value::Null => {}
        Value::Bool(_) | Value::Number(_) => fields.push((path.to_owned(), value.to_string())),
        Value::String(text) => fields.push((path.to_owned(), cut(text))),
        Value::Array(items) => {
            for (label, item) in labelled(items) {
                collect(&format!("{path}[{label}]"), item, fields);
            }
        }
        Value::Object(inner) => {
            let inner = inner.iter().filter(|(name, _)| *name != FOR_SENTENCES);
            for (name, value) in inner {
                collect(&format!("{path}.{name}"), value, fields);
            }
        }
    }
}

/// The items of a list, each with what people tell it apart by, else with its place from 1.
fn labelled(items: &[Value]) -> Vec<(String, &Value)> {
    let pairs = items.iter().map(pair).collect::<Option<Vec<_>>>();
    if let Some(pairs) = pairs.filter(|pairs| are_distinct(pairs)) {
        return pairs;
    }
    for key in KEYS {
        let named = items
            .iter()
            .map(|item| Some((label(item.get(key)?)?, item)));
        let named = named.collect::<Option<Vec<_>>>();
        if let Some(named) = named.filter(|named| are_distinct(named)) {
            return named;
        }
    }
    let places = (1..).map(|place: usize| place.to_string());
    places.zip(items).collect()
}

/// An item that is a name with its value.
fn pair(item: &Value) -> Option<(String, &Value)> {
    match item.as_array()?.as_slice() {
        [name, value] => Some((label(name)?, value)),
        _ => None,
    }
}

fn label(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

fn are_distinct(labelled: &[(String, &Value)]) -> bool {
    let labels: BTreeSet<&String> = labelled.iter().map(|(label, _)| label).collect();
    labels.len() == labelled.len()
}

fn cut(text: &str) -> String {
    let mut characters = text.chars();
    let mut cut: String = characters.by_ref().take(VALUE_CHARACTERS_MAX).collect();
    if characters.next().is_some() {
        cut.push('…');
    }
    cut
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn read(value: &Value) -> Vec<String> {
        let fields = of("at", value);
        let fields = fields
            .into_iter()
            .map(|(path, value)| format!("{path}={value}"));
        fields.collect()
    }

    #[test]
    fn a_state_stands_at_its_path_and_its_fields_below() {
        let state = json!({ "state": "returned", "complete_by": "2026-03-01", "none": null });
        assert_eq!(read(&state), ["at=returned", "at.complete_by=2026-03-01"]);
    }

    #[test]
    fn items_are_named_by_what_tells_them_apart_or_by_their_places() {
        let lines = json!([{ "code": "wages", "amount": 1 }, { "code": "rent", "amount": 2 }]);
        let expected = [
            "at[wages].amount=1",
            "at[wages].code=wages",
            "at[rent].amount=2",
            "at[rent].code=rent",
        ];
        assert_eq!(read(&lines), expected);
        let claims = json!([[1, { "amount": 5, "args": { "of": 1 } }], [3, { "amount": 6 }]]);
        assert_eq!(read(&claims), ["at[1].amount=5", "at[3].amount=6"]);
        let twice = json!([{ "code": "a" }, { "code": "a" }, "b"]);
        assert_eq!(read(&twice), ["at[1].code=a", "at[2].code=a", "at[3]=b"]);
    }

    #[test]
    fn a_long_text_is_cut() {
        let long = json!("æ".repeat(VALUE_CHARACTERS_MAX + 1));
        let fields = of("at", &long);
        assert_eq!(fields[0].1.chars().count(), VALUE_CHARACTERS_MAX + 1);
        assert!(fields[0].1.ends_with('…'));
        let whole = json!("æ".repeat(VALUE_CHARACTERS_MAX));
        assert!(!of("at", &whole)[0].1.ends_with('…'));
    }
}
