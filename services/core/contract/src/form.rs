//! The questions of a form, read from the contract itself: fields, types, and the comments that
//! stand at them.

use std::sync::LazyLock;

use prost::Message;
use prost_types::field_descriptor_proto::{Label, Type};
use prost_types::{
    DescriptorProto, EnumDescriptorProto, FieldDescriptorProto, FileDescriptorProto,
    FileDescriptorSet,
};

use crate::{FILE_DESCRIPTOR_SET, v1};

/// The greatest depth of messages in each other: a message inside itself would go on for ever.
const DEPTH_MAX: usize = 8;

/// Numbers of fields in `descriptor.proto`, of which source positions are made.
const FILE_MESSAGES: i32 = 4;
const MESSAGE_FIELDS: i32 = 2;

static FILES: LazyLock<Vec<FileDescriptorProto>> = LazyLock::new(|| {
    // The bytes are those the build wrote; a test decodes them.
    FileDescriptorSet::decode(FILE_DESCRIPTOR_SET)
        .map(|set| set.file)
        .unwrap_or_default()
});

/// The fields of a message as questions, in the order of the contract. A message inside it stands
/// as a field itself, followed by its own fields under a dotted path. Empty when the contract has
/// no such message.
#[must_use]
pub fn form_fields(message: &str) -> Vec<v1::FormField> {
    let mut fields = Vec::new();
    collect(message, "", 0, &mut fields);
    fields
}

fn collect(message: &str, prefix: &str, depth: usize, fields: &mut Vec<v1::FormField>) {
    let Some((file, at, descriptor)) = find_message(message) else {
        return;
    };
    for (number, field) in descriptor.field.iter().enumerate() {
        let path = format!("{prefix}{}", field.name());
        let type_name = field.type_name().trim_start_matches('.');
        fields.push(v1::FormField {
            path: path.clone(),
            r#type: type_of(field),
            repeated: field.label() == Label::Repeated,
            description: comment(file, &[FILE_MESSAGES, at, MESSAGE_FIELDS, index(number)]),
            choices: choices(type_name),
        });
        // What all schemes share (Money, dates) is one question; what the scheme made is several.
        let own = field.r#type() == Type::Message && !type_name.starts_with("tildeling.v1.");
        if own && depth < DEPTH_MAX {
            collect(type_name, &format!("{path}."), depth + 1, fields);
        }
    }
}

/// A message by its full name, with its file and its place there. The contract nests no messages
/// (buf's style asks for none).
fn find_message(
    name: &str,
) -> Option<(&'static FileDescriptorProto, i32, &'static DescriptorProto)> {
    FILES.iter().find_map(|file| {
        let short = name.strip_prefix(file.package())?.strip_prefix('.')?;
        let at = file
            .message_type
            .iter()
            .position(|message| message.name() == short)?;
        Some((file, index(at), &file.message_type[at]))
    })
}

/// The values of an enum, without the first, which means that none is given. Empty for everything
/// else.
fn choices(type_name: &str) -> Vec<String> {
    let find = |file: &'static FileDescriptorProto| -> Option<&'static EnumDescriptorProto> {
        let short = type_name.strip_prefix(file.package())?.strip_prefix('.')?;
        file.enum_type.iter().find(|one| one.name() == short)
    };
    let Some(found) = FILES.iter().find_map(find) else {
        return Vec::new();
    };
    found
        .value
        .iter()
        .filter(|value| value.number() != 0)
        .map(|value| value.name().to_owned())
        .collect()
}

/// The type as the contract writes it: a scalar's keyword, or the full name.
fn type_of(field: &FieldDescriptorProto) -> String {
    match field.r#type() {
        Type::Message | Type::Enum | Type::Group => {
            field.type_name().trim_start_matches('.').to_owned()
        }
        scalar => scalar
            .as_str_name()
            .trim_start_matches("TYPE_")
            .to_lowercase(),
    }
}

/// The comment above a position, its lines joined.
fn comment(file: &FileDescriptorProto, path: &[i32]) -> String {
    file.source_code_info
        .iter()
        .flat_map(|info| &info.location)
        .find(|location| location.path == path)
        .map(|location| {
            let lines: Vec<&str> = location.leading_comments().lines().map(str::trim).collect();
            lines.join(" ").trim().to_owned()
        })
        .unwrap_or_default()
}

fn index(at: usize) -> i32 {
    i32::try_from(at).unwrap_or(i32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_describes_itself() {
        let fields = form_fields("tildeling.v1.Applicant");
        let number = &fields[0];
        assert_eq!(
            (
                number.path.as_str(),
                number.r#type.as_str(),
                number.repeated
            ),
            ("organisation_number", "string", false)
        );
        assert!(number.description.starts_with("Nine digits"), "{number:?}");
        let kind = fields.iter().find(|field| field.path == "kind").unwrap();
        assert_eq!(kind.r#type, "tildeling.v1.ApplicantKind");
        assert_eq!(kind.choices.len(), 5);
        assert_eq!(kind.choices[0], "APPLICANT_KIND_MUNICIPALITY");
        assert_eq!(form_fields("tildeling.v1.NoSuchMessage"), []);
    }

    #[test]
    fn every_form_of_every_scheme_has_its_questions_described() {
        for file in FILES.iter().filter(|file| file.package() != "tildeling.v1") {
            for message in ["Form", "Indicators"] {
                for field in form_fields(&format!("{}.{message}", file.package())) {
                    assert!(
                        !field.description.is_empty(),
                        "{}.{message}.{} has no comment",
                        file.package(),
                        field.path
                    );
                }
            }
        }
    }
}
