//! CloudEvents 1.0 in JSON: an event of the log for other systems.
//!
//! Specification: <https://github.com/cloudevents/spec>, version 1.0.2.

use domain::event::hexadecimal;
use std::io::{self, Write};

use domain::event::Event;
use serde::Serialize;
use serde_json::value::RawValue;

/// Content type of one event.
pub const CONTENT_TYPE: &str = "application/cloudevents+json";

/// The part of its content that an event tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Content {
    /// Which resource changed, by which step, to which revision: the receiver reads the resource
    /// with its own rights. No personal data.
    Reference,
    /// The change itself too. It may have personal data.
    Payload,
}

#[derive(Serialize)]
struct Envelope<'e> {
    specversion: &'static str,
    id: String,
    source: &'e str,
    r#type: String,
    subject: &'e str,
    time: String,
    datacontenttype: &'static str,
    sequence: String,
    data: Data<'e>,
}

#[derive(Serialize)]
struct Data<'e> {
    chain: &'e str,
    sequence: i64,
    from_revision: i64,
    hash: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    payload: Option<&'e RawValue>,
}

/// Writes an event, without a line end. `source` is the URI of the log, as in
/// `https://tildeling.example/schemes/rental-housing`: with the id it is unique for ever. An erased
/// payload is left out.
///
/// # Errors
/// Those of the writer, and [`io::ErrorKind::InvalidData`] for a payload that is not JSON.
pub fn write(mut out: impl Write, event: &Event, source: &str, content: Content) -> io::Result<()> {
    let new = &event.event;
    let payload = match content {
        Content::Payload if !new.payload.is_empty() => Some(serde_json::from_str(&new.payload)?),
        _ => None,
    };
    let envelope = Envelope {
        specversion: "1.0",
        id: event.cursor.to_string(),
        source,
        r#type: format!("no.tildeling.{}.v1", new.step.name()),
        subject: &new.resource,
        time: new.at.format("%Y-%m-%dT%H:%M:%S%.6fZ").to_string(),
        datacontenttype: "application/json",
        // Zeros in front: the extension's values are compared as texts.
        sequence: format!("{:020}", event.cursor),
        data: Data {
            chain: &new.chain,
            sequence: event.sequence,
            from_revision: new.from_revision.number(),
            hash: hexadecimal(&event.hash),
            payload,
        },
    };
    serde_json::to_writer(&mut out, &envelope)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;
    use crate::specimen;

    fn written(event: &Event, content: Content) -> Value {
        let mut out = Vec::new();
        write(
            &mut out,
            event,
            "https://tildeling.example/schemes/x",
            content,
        )
        .unwrap();
        serde_json::from_slice(&out).unwrap()
    }

    #[test]
    fn attributes_are_those_of_the_specification() {
        let event = written(&specimen::event(7), Content::Reference);
        assert_eq!(event["specversion"], "1.0");
        assert_eq!(event["id"], "7");
        assert_eq!(event["time"], "2026-06-01T10:00:00.000000Z");
        assert_eq!(event["sequence"], "00000000000000000007");
        assert!(event["type"].as_str().unwrap().starts_with("no.tildeling."));
        assert_eq!(event["data"].get("payload"), None);
    }

    #[test]
    fn the_payload_goes_only_where_it_is_asked_for() {
        let event = specimen::event(7);
        assert_eq!(
            written(&event, Content::Payload)["data"]["payload"]["name"],
            "Kari Åsgård"
        );
        let text = written(&event, Content::Reference).to_string();
        assert!(!text.contains("Åsgård"), "{text}");
        let mut erased = event;
        erased.event.payload.clear();
        assert_eq!(
            written(&erased, Content::Payload)["data"].get("payload"),
            None
        );
    }
}
