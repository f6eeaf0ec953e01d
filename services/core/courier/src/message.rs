//! A message as all channels carry it.

use chrono::{DateTime, SecondsFormat, Utc};
use serde_json::{Map, Value, json};

/// A notification on its way. It holds nothing protected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// The same in every attempt, and of no other message: receivers know a repetition by it. It
    /// has no full stop.
    pub id: String,
    /// The type, `decision.dispatched`.
    pub kind: String,
    /// Time of the event.
    pub time: DateTime<Utc>,
    /// Language of title and text.
    pub language: String,
    /// The title.
    pub title: String,
    /// The text.
    pub text: String,
    /// Further values for programs, by name.
    pub data: Vec<(&'static str, Value)>,
}

impl Message {
    /// Returns the message as JSON, in the form that Standard Webhooks recommends: type, timestamp
    /// and data. Always the same bytes for the same message.
    #[must_use]
    pub fn body(&self) -> String {
        let mut data: Map<String, Value> = self
            .data
            .iter()
            .map(|(name, value)| ((*name).to_owned(), value.clone()))
            .collect();
        data.insert("language".to_owned(), self.language.as_str().into());
        data.insert("title".to_owned(), self.title.as_str().into());
        data.insert("text".to_owned(), self.text.as_str().into());
        let time = self.time.to_rfc3339_opts(SecondsFormat::Micros, true);
        json!({ "type": self.kind, "timestamp": time, "data": data }).to_string()
    }
}

#[cfg(test)]
pub(crate) fn sample() -> Message {
    Message {
        id: "rental-housing-17".to_owned(),
        kind: "decision.dispatched".to_owned(),
        time: "2026-03-02T11:00:00Z".parse().unwrap(),
        language: "nb".to_owned(),
        title: "Vedtak er sendt".to_owned(),
        text: "Vi har truffet vedtak i sak RH-2026-00042.".to_owned(),
        data: vec![("case_reference", "RH-2026-00042".into())],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_body_has_type_timestamp_and_data() {
        let body: Value = serde_json::from_str(&sample().body()).unwrap();
        let expected = json!({
            "type": "decision.dispatched",
            "timestamp": "2026-03-02T11:00:00.000000Z",
            "data": {
                "case_reference": "RH-2026-00042",
                "language": "nb",
                "title": "Vedtak er sendt",
                "text": "Vi har truffet vedtak i sak RH-2026-00042.",
            },
        });
        assert_eq!(body, expected);
        assert_eq!(sample().body(), sample().body());
    }
}
