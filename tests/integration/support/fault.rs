//! A refused call, read the way a client reads it.

use std::collections::BTreeMap;
use std::fmt;

use tonic::{Code, Status};
use tonic_types::StatusExt;

/// A refusal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The gRPC code.
    pub code: Code,
    /// The reason without its prefix: `STALE_ETAG`. Empty where the error carries no `ErrorInfo`.
    pub reason: String,
    /// The facts beside the reason.
    pub metadata: BTreeMap<String, String>,
    /// The sentence for people, with its language.
    pub sentence: Option<(String, String)>,
    /// Faults of fields: path and what to write.
    pub fields: Vec<(String, String)>,
    /// Rules that are not met: code, subject, text.
    pub rules: Vec<(String, String, String)>,
    /// The status's own message.
    pub message: String,
}

impl Fault {
    /// Code and reason, for a comparison.
    pub fn is(&self) -> (Code, &str) {
        (self.code, &self.reason)
    }

    /// The paths of the fields at fault, in order.
    pub fn paths(&self) -> Vec<&str> {
        self.fields.iter().map(|(path, _)| path.as_str()).collect()
    }

    /// The codes of the rules that are not met, in order.
    pub fn rule_codes(&self) -> Vec<&str> {
        self.rules
            .iter()
            .map(|(code, _, _)| code.as_str())
            .collect()
    }

    /// The same fault but for the call's id, which is never the same: for comparing answers.
    pub fn without_id(mut self) -> Self {
        self.metadata.remove("id");
        self
    }

    /// Fails unless the error is whole: a reason of the contract, an id, and one sentence in the
    /// language asked for.
    pub fn assert_whole(&self, language: &str) {
        assert!(!self.reason.is_empty(), "no reason: {self:?}");
        let id = self.metadata.get("id").unwrap();
        assert_eq!(id.len(), 36, "{self:?}");
        let (spoken, sentence) = self.sentence.as_ref().unwrap();
        assert_eq!(spoken, language, "{self:?}");
        let whole = sentence.ends_with('.')
            && sentence.starts_with(|first: char| first.is_uppercase() || first.is_ascii_digit());
        assert!(
            whole || sentence.starts_with("schemes/"),
            "no sentence: {self:?}"
        );
        for unwritten in ["{", "$", "??", "refusal-"] {
            assert!(!sentence.contains(unwritten), "{self:?}");
        }
    }
}

impl From<Status> for Fault {
    fn from(status: Status) -> Self {
        let details = status.get_error_details();
        let info = details.error_info();
        assert!(
            info.is_none_or(|info| info.domain == "tildeling"),
            "{status:?}"
        );
        let reason = info.map_or("", |info| &info.reason);
        Self {
            code: status.code(),
            reason: reason.trim_start_matches("ERROR_REASON_").to_owned(),
            metadata: info
                .map(|info| info.metadata.clone().into_iter().collect())
                .unwrap_or_default(),
            sentence: details
                .localized_message()
                .map(|message| (message.locale.clone(), message.message.clone())),
            fields: details
                .bad_request()
                .map(|bad| &bad.field_violations[..])
                .unwrap_or_default()
                .iter()
                .map(|fault| (fault.field.clone(), fault.description.clone()))
                .collect(),
            rules: details
                .precondition_failure()
                .map(|failure| &failure.violations[..])
                .unwrap_or_default()
                .iter()
                .map(|one| {
                    (
                        one.r#type.clone(),
                        one.subject.clone(),
                        one.description.clone(),
                    )
                })
                .collect(),
            message: status.message().to_owned(),
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{self:?}")
    }
}
