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

/// The last step of every calculation. Its message is `step-lower-of-calculation-and-request`.
pub const LOWER_OF_CALCULATION_AND_REQUEST: &str = "lower_of_calculation_and_request";

impl Claim {
    /// Ends a calculation: the lower of what was calculated and what was requested. Any smaller
    /// amount is of use.
    #[must_use]
    pub fn lower_of(calculated: Money, requested: Money, mut steps: Vec<ClaimStep>) -> Self {
        let amount = calculated.min(requested);
        steps.push(ClaimStep::amount(
            LOWER_OF_CALCULATION_AND_REQUEST,
            amount,
            vec![
                ("calculated", calculated.into()),
                ("requested", requested.into()),
            ],
            &[],
        ));
        Self {
            amount,
            useful_minimum: Money::ZERO,
            steps,
        }
    }
}
