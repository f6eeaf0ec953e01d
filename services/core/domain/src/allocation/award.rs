//! An award: what one application gets, and the reason for what it lacks.

use std::borrow::Cow;

use insight::explain::{Figure, Sentence};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use text::{Catalogue, Language};

use crate::application::Applicant;
use crate::findings::{FindingValue, message_id, sentence};
use crate::identifiers::{ApplicationId, CaseReference};
use crate::money::Money;

/// A decision on an application.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Decision {
    /// Everything it applied for (innvilget).
    Granted,
    /// Less, with a reason (delvis innvilget).
    PartlyGranted,
    /// Nothing, with a reason (avslag).
    Refused,
    /// It was granted, declined or left to lapse, and its money was divided again (frigitt).
    Released,
}

impl Decision {
    /// Returns what an amount means for a request.
    #[must_use]
    pub fn of(requested: Money, amount: Money) -> Self {
        if amount == Money::ZERO {
            Self::Refused
        } else if amount < requested {
            Self::PartlyGranted
        } else {
            Self::Granted
        }
    }

    /// The name in exports and in the database.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Granted => "granted",
            Self::PartlyGranted => "partly_granted",
            Self::Refused => "refused",
            Self::Released => "released",
        }
    }
}

impl From<Sentence> for AwardReason {
    fn from(sentence: Sentence) -> Self {
        Self::engine(sentence.code, figures(sentence.figures))
    }
}

/// The figures of the engine's sentences as values: it counts øre and thousandths of a point.
pub(super) fn figures(figures: Vec<(&'static str, Figure)>) -> Vec<(&'static str, FindingValue)> {
    let value = |figure| match figure {
        Figure::Amount(amount) => FindingValue::Money(amount.into()),
        Figure::Score(milli) => FindingValue::Decimal(Decimal::new(milli.get(), 3)),
        Figure::Count(count) => FindingValue::Number(count),
        Figure::Limit(points) => FindingValue::Decimal(Decimal::new(points.into(), 2).normalize()),
        Figure::Share(points) => FindingValue::Decimal(Decimal::new(points, 2)),
    };
    figures
        .into_iter()
        .map(|(name, figure)| (name, value(figure)))
        .collect()
}

/// Code of the reason of an award whose money was divided again.
pub const RELEASED: &str = "RELEASED";

/// Why an award is not everything that was applied for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "by", rename_all = "snake_case")]
pub enum AwardReason {
    /// The engine: a message of the domain's catalogue, `reason-<code>` with `-` for `_` and in
    /// lower case.
    Engine {
        /// Code, for example `RANKED_BELOW_LINE`.
        code: Cow<'static, str>,
        /// The values in the sentence.
        args: Vec<(Cow<'static, str>, FindingValue)>,
    },
    /// A person who adjusted the award; code `ADJUSTED`.
    Person {
        /// The actor.
        actor: String,
        /// Their words.
        text: String,
    },
}

impl AwardReason {
    /// A reason of the engine's.
    pub(crate) fn engine(code: &'static str, args: Vec<(&'static str, FindingValue)>) -> Self {
        Self::Engine {
            code: Cow::Borrowed(code),
            args: args
                .into_iter()
                .map(|(name, value)| (Cow::Borrowed(name), value))
                .collect(),
        }
    }

    /// The reason's code.
    #[must_use]
    pub fn code(&self) -> &str {
        match self {
            Self::Engine { code, .. } => code,
            Self::Person { .. } => "ADJUSTED",
        }
    }

    /// The reason in words: what a person wrote as it was written, the engine's in the
    /// language. Where the claim's calculation set the limit, `step` names its step and
    /// `step-…` carry the values of that step's sentence, which becomes `$limit` in ours.
    #[must_use]
    pub fn text(&self, catalogues: &[&Catalogue], language: Language) -> String {
        let (code, args) = match self {
            Self::Person { text, .. } => return text.clone(),
            Self::Engine { code, args } => (code, args),
        };
        let mut values = args.clone();
        let step = args.iter().find(|(name, _)| name == "step");
        if let Some((_, FindingValue::Text(step))) = step {
            let step_values: Vec<_> = args
                .iter()
                .filter_map(|(name, value)| {
                    let name = name.strip_prefix("step-")?.to_owned();
                    Some((Cow::Owned(name), value.clone()))
                })
                .collect();
            let limit = sentence(
                catalogues,
                language,
                &message_id("step-", step),
                &step_values,
            );
            values.push((Cow::Borrowed("limit"), FindingValue::Text(limit)));
        }
        sentence(catalogues, language, &message_id("reason-", code), &values)
    }
}

/// The award of one application.
#[derive(Debug, Clone, PartialEq)]
pub struct Award {
    /// The application.
    pub application: ApplicationId,
    /// The case reference, the name people use.
    pub case_reference: CaseReference,
    /// The applicant.
    pub applicant: Applicant,
    /// The sub-frame and class it competes in.
    pub sub_frame: String,
    /// The amount applied for.
    pub requested: Money,
    /// The most that could be granted.
    pub claimed: Money,
    /// The amount the applicant was notified of before this allocation; zero in the first. No award
    /// is below it.
    pub notified: Money,
    /// The amount the engine calculated.
    pub calculated: Money,
    /// The proposed or decided amount (innstilt, vedtatt).
    pub amount: Money,
    /// The reason for less than everything; `None` only when it is everything and was not adjusted.
    pub reason: Option<AwardReason>,
}

impl Award {
    /// Returns what was decided.
    #[must_use]
    pub fn decision(&self) -> Decision {
        match &self.reason {
            Some(reason) if reason.code() == RELEASED => Decision::Released,
            Some(_) | None => Decision::of(self.requested, self.amount),
        }
    }

    /// Returns the person who changed it, where one did.
    #[must_use]
    pub fn adjusted_by(&self) -> Option<&str> {
        match &self.reason {
            Some(AwardReason::Person { actor, .. }) => Some(actor),
            Some(AwardReason::Engine { .. }) | None => None,
        }
    }

    /// Returns true if a person set it below what the engine calculated.
    #[must_use]
    pub fn is_lowered(&self) -> bool {
        self.amount < self.calculated && self.adjusted_by().is_some()
    }

    /// Returns true if it is another amount than the engine calculated.
    #[must_use]
    pub fn is_changed(&self) -> bool {
        self.amount != self.calculated
    }

    /// Returns true if the allocation gives more than the applicant had been told before.
    #[must_use]
    pub fn is_raised(&self) -> bool {
        self.amount > self.notified
    }

    /// Returns true if the award may be proposed: cut or refused, it has its reason.
    #[must_use]
    pub fn is_explained(&self) -> bool {
        self.decision() == Decision::Granted || self.reason.is_some()
    }
}
