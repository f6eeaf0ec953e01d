//! Walks a message by its descriptor and makes every wrong value there can be in it.

use std::sync::LazyLock;

use contract::FILE_DESCRIPTOR_SET;
use prost_reflect::{DescriptorPool, DynamicMessage, FieldDescriptor, Kind, ReflectMessage, Value};

pub static POOL: LazyLock<DescriptorPool> =
    LazyLock::new(|| DescriptorPool::decode(FILE_DESCRIPTOR_SET).unwrap());

/// One step into a message: a field, and which entry where it is a list.
#[derive(Debug, Clone)]
pub struct Step {
    field: FieldDescriptor,
    index: Option<usize>,
}

/// One wrong value in one place.
#[derive(Debug, Clone)]
pub struct Wrong {
    /// The field a violation must name.
    pub path: String,
    /// The fault, for the exceptions and for the reader of a failure.
    pub what: &'static str,
    /// True if the field is the server's to fill, so that a client's value must be ignored.
    pub output_only: bool,
    steps: Vec<Step>,
    /// The value; `None` takes the field away.
    value: Option<Value>,
}

impl Wrong {
    pub fn apply(&self, message: &mut DynamicMessage) {
        apply(message, &self.steps, self.value.clone());
    }
}

/// The comment above a field.
fn comment(field: &FieldDescriptor) -> String {
    let file = field.parent_message().parent_file();
    let info = file.file_descriptor_proto().source_code_info.clone();
    info.unwrap_or_default()
        .location
        .into_iter()
        .find(|location| location.path == field.path())
        .map(|location| location.leading_comments().to_owned())
        .unwrap_or_default()
}

/// Every wrong value in every field of a message that is right.
pub fn wrongs(message: &DynamicMessage) -> Vec<Wrong> {
    let mut found = Vec::new();
    walk(message, &[], "", &mut found);
    found
}

fn wrong(path: &str, what: &'static str, steps: Vec<Step>, value: Option<Value>) -> Wrong {
    Wrong {
        path: path.to_owned(),
        what,
        output_only: false,
        steps,
        value,
    }
}

fn to(steps: &[Step], field: &FieldDescriptor, index: Option<usize>) -> Vec<Step> {
    let field = field.clone();
    [steps, &[Step { field, index }]].concat()
}

fn walk(message: &DynamicMessage, steps: &[Step], prefix: &str, found: &mut Vec<Wrong>) {
    for field in message.descriptor().fields() {
        let path = format!("{prefix}{}", field.name());
        let comment = comment(&field);
        let here = to(steps, &field, None);
        if comment.trim_start().starts_with("Output only") {
            found.push(Wrong {
                output_only: true,
                ..wrong(&path, "filled in", here, Some(noise(&field)))
            });
            continue;
        }
        let value = message.get_field(&field);
        if let Some(list) = value.as_list() {
            if comment.contains("1–") {
                found.push(wrong(&path, "empty", here.clone(), None));
            }
            let entry = list.first().cloned();
            let entry = entry.unwrap_or_else(|| Value::default_value(&field.kind()));
            let many = Value::List(vec![entry; 6_000]);
            found.push(wrong(&path, "too many", here, Some(many)));
            for (at, entry) in list.iter().enumerate() {
                let steps = to(steps, &field, Some(at));
                let path = format!("{path}[{at}]");
                one(&field, entry, &steps, &path, found);
                inside(entry, &steps, &path, found);
            }
            continue;
        }
        if comment.contains("Required") && message.has_field(&field) {
            found.push(wrong(&path, "absent", here.clone(), None));
        }
        one(&field, &value, &here, &path, found);
        if message.has_field(&field) {
            inside(&value, &here, &path, found);
        }
    }
}

/// Wrong values in place of a single value, or of an entry of a list.
fn one(field: &FieldDescriptor, value: &Value, steps: &[Step], path: &str, found: &mut Vec<Wrong>) {
    for (what, value) in wrong_scalars(&field.kind(), value) {
        found.push(wrong(path, what, steps.to_vec(), Some(value)));
    }
}

/// Walks into a message; what stands in an `Any` is walked as what it is.
fn inside(value: &Value, steps: &[Step], path: &str, found: &mut Vec<Wrong>) {
    let Some(message) = value.as_message() else {
        return;
    };
    let descriptor = message.descriptor();
    match descriptor.full_name() {
        "google.protobuf.Any" => {
            let url = descriptor.get_field_by_name("type_url").unwrap();
            let bytes = descriptor.get_field_by_name("value").unwrap();
            for (what, field, value) in [
                (
                    "another message",
                    url,
                    Value::String("type.googleapis.com/tildeling.v1.Money".into()),
                ),
                ("no message", bytes, Value::Bytes(vec![0xff; 4].into())),
            ] {
                // A path into the Any itself, not into what stands in it.
                found.push(wrong(path, what, to(steps, &field, None), Some(value)));
            }
            walk(&unpacked(message), steps, &format!("{path}."), found);
        }
        name if name.starts_with("google.protobuf.") => {}
        _ => walk(message, steps, &format!("{path}."), found),
    }
}

/// Wrong values of a field that is not a message of ours.
fn wrong_scalars(kind: &Kind, right: &Value) -> Vec<(&'static str, Value)> {
    match kind {
        Kind::String => {
            let text = right.as_str().unwrap_or_default();
            vec![
                ("a megabyte", Value::String("x".repeat(1_000_000))),
                ("control character", Value::String(format!("{text}\u{7}"))),
                ("nonsense", Value::String("no/such thing?".to_owned())),
            ]
        }
        Kind::Int32 => vec![
            ("negative", Value::I32(i32::MIN)),
            ("huge", Value::I32(i32::MAX)),
        ],
        Kind::Int64 => vec![
            ("negative", Value::I64(i64::MIN)),
            ("huge", Value::I64(i64::MAX)),
        ],
        Kind::Enum(_) => vec![
            ("unspecified", Value::EnumNumber(0)),
            ("unknown number", Value::EnumNumber(9_999)),
        ],
        Kind::Bytes => vec![("too many", Value::Bytes(vec![0; 300 * 1024].into()))],
        Kind::Message(message) if message.full_name() == "google.protobuf.Timestamp" => {
            let time = |seconds: i64, nanos: i32| {
                let mut time = DynamicMessage::new(message.clone());
                time.set_field_by_name("seconds", Value::I64(seconds));
                time.set_field_by_name("nanos", Value::I32(nanos));
                Value::Message(time)
            };
            vec![
                ("huge", time(i64::MAX, 0)),
                ("negative", time(1_800_000_000, -1)),
                (
                    "nanos of a second and more",
                    time(1_800_000_000, 1_000_000_000),
                ),
                ("1999", time(946_684_799, 0)),
            ]
        }
        Kind::Message(message) if message.full_name() == "google.protobuf.FieldMask" => {
            let mut mask = right.as_message().cloned().unwrap();
            let mut paths = mask
                .get_field_by_name("paths")
                .unwrap()
                .as_list()
                .unwrap()
                .to_vec();
            paths.push(Value::String("no_such_path".into()));
            mask.set_field_by_name("paths", Value::List(paths));
            vec![
                ("unknown path", Value::Message(mask)),
                (
                    "no path",
                    Value::Message(DynamicMessage::new(message.clone())),
                ),
            ]
        }
        Kind::Message(_) | Kind::Bool => Vec::new(),
        other => panic!("the walk knows no wrong value of {other:?}"),
    }
}

/// Something in a field that clients do not fill.
fn noise(field: &FieldDescriptor) -> Value {
    let single = match field.kind() {
        Kind::Message(message) => Value::Message(DynamicMessage::new(message)),
        kind => wrong_scalars(&kind, &Value::default_value(&kind))
            .pop()
            .map_or(Value::Bool(true), |(_, value)| value),
    };
    if field.is_list() {
        Value::List(vec![single])
    } else {
        single
    }
}

fn unpacked(any: &DynamicMessage) -> DynamicMessage {
    let url = any.get_field_by_name("type_url").unwrap();
    let name = url.as_str().unwrap().rsplit('/').next().unwrap();
    let descriptor = POOL.get_message_by_name(name).unwrap();
    let bytes = any.get_field_by_name("value").unwrap();
    DynamicMessage::decode(descriptor, bytes.as_bytes().unwrap().clone()).unwrap()
}

fn apply(message: &mut DynamicMessage, steps: &[Step], value: Option<Value>) {
    let (step, rest) = steps.split_first().unwrap();
    let descriptor = message.descriptor();
    if descriptor != *step.field.parent_message() {
        assert_eq!(descriptor.full_name(), "google.protobuf.Any");
        let mut inner = unpacked(message);
        apply(&mut inner, steps, value);
        let bytes = prost_reflect::prost::Message::encode_to_vec(&inner);
        message.set_field_by_name("value", Value::Bytes(bytes.into()));
        return;
    }
    if rest.is_empty() {
        match (step.index, value) {
            (None, Some(value)) => message.set_field(&step.field, value),
            (None, None) => message.clear_field(&step.field),
            (Some(at), value) => {
                let list = message.get_field_mut(&step.field).as_list_mut().unwrap();
                list[at] = value.unwrap();
            }
        }
        return;
    }
    let inner = match (step.index, message.get_field_mut(&step.field)) {
        (None, Value::Message(inner)) => inner,
        (Some(at), Value::List(list)) => list[at].as_message_mut().unwrap(),
        other => panic!("no message at {}: {other:?}", step.field.full_name()),
    };
    apply(inner, rest, value);
}
