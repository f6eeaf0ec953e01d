//! The most that an application can be granted, with its calculation.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::findings::FindingValue;
use crate::money::Money;

/// One line of a calculation: a message of the scheme's catalogue with its numbers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ClaimStep {
    /// Code; the catalogue's message is `step-` and the code with `-` for `_`.
    pub code: Cow<'static, str>,
    /// The numbers in the sentence.
    pub args: Vec<(Cow<'static, str>, FindingValue)>,
    /// The result of the step, where it is an amount.
    pub amount: Option<Money>,
    /// The rule values it used.
    pub rule_ids: Vec<Cow<'static, str>>,
}

impl ClaimStep {
    /// A step that came to an amount.
    #[must_use]
    pub fn amount(
        code: &'static str,
        amount: Money,
        args: Vec<(&'static str, FindingValue)>,
        rule_ids: &[&'static str],
    ) -> Self {
        Self {
            amount: Some(amount),
            ..Self::fact(code, args, rule_ids)
        }
    }

    /// A step that is no amount, a share or a number of years, say.
    #[must_use]
    pub fn fact(
        code: &'static str,
        args: Vec<(&'static str, FindingValue)>,
        rule_ids: &[&'static str],
    ) -> Self {
        Self {
            code: Cow::Borrowed(code),
            args: args
                .into_iter()
                .map(|(name, value)| (Cow::Borrowed(name), value))
                .collect(),
            amount: None,
            rule_ids: rule_ids.iter().map(|id| Cow::Borrowed(*id)).collect(),
        }
    }
}

/// The most an application can be granted.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Claim {
    /// The amount: never more than was requested.
    pub amount: Money,
    /// The least that is of use, for an offer of a reduced amount; zero where any amount is.
    pub useful_minimum: Money,
    /// The calculation, in order. The last step is the lower of calculation and request.
    pub steps: Vec<ClaimStep>,
}
