//! Every field of every request: a wrong value in it is told, by a violation that names exactly
//! that field.

use std::collections::{BTreeMap, BTreeSet};

use domain::violations::Violations;
use prost_reflect::{DynamicMessage, Kind, MethodDescriptor, ReflectMessage, Value};

use crate::exceptions::EXCEPTIONS;
use crate::readers::{Reader, readers, right_requests};
use crate::walk::{POOL, Wrong, wrongs};

/// Returns what reading says of a request: the fields with a fault, in order.
fn faults(reader: Reader, message: &DynamicMessage) -> Vec<String> {
    match reader(message) {
        Ok(()) => Vec::new(),
        Err(faults) => faults.iter().map(|fault| fault.field.clone()).collect(),
    }
}

fn apply(message: &DynamicMessage, wrong: &Wrong) -> DynamicMessage {
    let mut message = message.clone();
    wrong.apply(&mut message);
    message
}

#[test]
fn every_method_has_its_reader_and_its_right_request() {
    let methods: BTreeSet<String> = POOL
        .services()
        .filter(|service| service.package_name() == "tildeling.v1")
        .flat_map(|service| service.methods().collect::<Vec<MethodDescriptor>>())
        .map(|method| method.input().name().to_owned())
        .collect();
    let readers = readers();
    let read: BTreeSet<String> = readers.keys().cloned().collect();
    assert_eq!(read, methods);
    let right: BTreeSet<String> = right_requests().into_iter().map(|(name, _)| name).collect();
    assert_eq!(right, methods);
    for (name, message) in right_requests() {
        assert_eq!(readers[&name](&message), Ok(()), "{name}");
    }
}

/// Returns what reading a request gets wrong about wrong values: one line for each. Exceptions that
/// were needed are noted in `used`.
fn problems(
    name: &str,
    reader: Reader,
    message: &DynamicMessage,
    used: &mut BTreeSet<usize>,
) -> Vec<String> {
    let judge = |wrong: &Wrong| {
        let exception = EXCEPTIONS.iter().position(|one| one.covers(name, wrong));
        used.extend(exception);
        let expected = if exception.is_some() || wrong.output_only {
            vec![]
        } else {
            vec![wrong.path.clone()]
        };
        let found = faults(reader, &apply(message, wrong));
        (found != expected).then(|| {
            let (path, what) = (&wrong.path, wrong.what);
            format!("{name}.{path} {what}: expected {expected:?}, found {found:?}")
        })
    };
    wrongs(message).iter().filter_map(judge).collect()
}

#[test]
fn a_wrong_value_in_a_field_is_a_violation_of_that_field() {
    let readers = readers();
    let mut used = BTreeSet::new();
    let problems: Vec<String> = right_requests()
        .iter()
        .flat_map(|(name, message)| problems(name, readers[name], message, &mut used))
        .collect();
    assert!(problems.is_empty(), "\n{}", problems.join("\n"));
    for (at, exception) in EXCEPTIONS.iter().enumerate() {
        assert!(
            used.contains(&at),
            "{exception:?} excepts nothing: remove it"
        );
    }
}

/// Negative control: a reader that forgets a field, and one that names the wrong one, are caught by
/// the same walk.
#[test]
fn the_walk_catches_readers_that_forget() {
    let name = "SubmitApplicationRequest";
    let requests: BTreeMap<_, _> = right_requests().into_iter().collect();
    let found = |reader| problems(name, reader, &requests[name], &mut BTreeSet::new());
    assert_eq!(found(readers()[name]), Vec::<String>::new());
    let forgets_the_etag: Reader = |message| {
        let mut message = message.clone();
        message.set_field_by_name("etag", Value::String("3".to_owned()));
        readers()["SubmitApplicationRequest"](&message)
    };
    assert_eq!(found(forgets_the_etag).len(), 4);
    let names_another_field: Reader = |message| {
        readers()["SubmitApplicationRequest"](message).map_err(|_| {
            let mut faults = Violations::new();
            faults.add("etag", "is wrong");
            faults
        })
    };
    assert_eq!(found(names_another_field).len(), 4);
}

/// A form, and everything else, with every field wrong at once: all the faults stand in one answer.
#[test]
fn every_fault_of_a_request_is_told_at_once() {
    let readers = readers();
    for (name, message) in right_requests() {
        let mut all_wrong = message.clone();
        let mut expected = BTreeSet::new();
        for wrong in wrongs(&message) {
            let whole = matches!(
                wrong.what,
                "absent" | "empty" | "too many" | "no path" | "another message" | "no message"
            );
            let excepted = EXCEPTIONS.iter().any(|one| one.covers(&name, &wrong));
            if !whole && !excepted && !wrong.output_only && expected.insert(wrong.path.clone()) {
                wrong.apply(&mut all_wrong);
            }
        }
        let found: BTreeSet<String> = faults(readers[&name], &all_wrong).into_iter().collect();
        assert_eq!(found, expected, "{name}");
    }
}

#[test]
fn an_empty_request_names_what_is_required() {
    let readers = readers();
    for (name, message) in right_requests() {
        let empty = DynamicMessage::new(message.descriptor());
        let found = faults(readers[&name], &empty);
        assert!(!found.is_empty(), "{name}: an empty request was accepted");
        assert!(
            !found.contains(&String::new()),
            "{name}: a fault without a field"
        );
    }
}

#[test]
fn what_the_mask_does_not_name_is_neither_read_nor_judged() {
    let readers = readers();
    let masked = [
        ("UpdateCallRequest", "call", "title"),
        ("UpdateApplicationRequest", "application", "requested"),
        ("UpdateReportRequest", "report", "narrative"),
    ];
    for (name, part, path) in masked {
        let (_, mut message) = right_requests()
            .into_iter()
            .find(|(request, _)| request == name)
            .unwrap();
        let field = message
            .descriptor()
            .get_field_by_name("update_mask")
            .unwrap();
        let Kind::Message(mask) = field.kind() else {
            panic!("a mask is a message");
        };
        let mask = DynamicMessage::deserialize(mask, serde_json::json!(path)).unwrap();
        message.set_field(&field, Value::Message(mask));
        assert_eq!(readers[name](&message), Ok(()), "{name}");
        let always = [format!("{part}.name"), format!("{part}.etag")];
        let named = format!("{part}.{path}");
        for wrong in wrongs(&message) {
            if !wrong.path.starts_with(&format!("{part}.")) {
                continue;
            }
            let judged = wrong.path.starts_with(&named) || always.contains(&wrong.path);
            let excepted = EXCEPTIONS.iter().any(|one| one.covers(name, &wrong));
            let found = faults(readers[name], &apply(&message, &wrong));
            assert_eq!(
                !found.is_empty(),
                judged && !excepted,
                "{name}.{} {}: {found:?}",
                wrong.path,
                wrong.what
            );
        }
    }
}
