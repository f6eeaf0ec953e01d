//! Conditions of the grant letter.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::findings::FindingValue;

/// One condition of the grant letter: the message `condition-<code>` of the scheme's catalogue, or
/// of the domain's.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Condition {
    /// Code, stable.
    pub code: Cow<'static, str>,
    /// The values in the sentence.
    pub args: Vec<(Cow<'static, str>, FindingValue)>,
    /// Regulation or guide, or `configurable`.
    pub citation: Cow<'static, str>,
}

impl Condition {
    /// A condition with its values and its source.
    #[must_use]
    pub fn new(
        code: &'static str,
        args: Vec<(&'static str, FindingValue)>,
        citation: impl Into<Cow<'static, str>>,
    ) -> Self {
        Self {
            code: Cow::Borrowed(code),
            args: args
                .into_iter()
                .map(|(name, value)| (Cow::Borrowed(name), value))
                .collect(),
            citation: citation.into(),
        }
    }
}
