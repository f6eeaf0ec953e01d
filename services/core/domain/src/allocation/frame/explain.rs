//! The explanation of one award, sentence by sentence, and what would have changed it.

use std::borrow::Cow;

use allocation::Score;
use insight::explain::{Sentence, frame, steps};
use text::{Catalogue, Language};

use super::{Account, Run};
use crate::allocation::award::{Award, AwardReason, figures};
use crate::application::claim::ClaimStep;
use crate::findings::{FindingValue, args, message_id, sentence};
use crate::money::Money;

/// One sentence: the message `explain-<code>` of the domain's catalogue with its values, or the
/// award's reason.
#[derive(Debug, Clone, PartialEq)]
pub enum Explanation {
    /// A step of the division.
    Step {
        /// Code, for example `RANK`.
        code: &'static str,
        /// The values in the sentence.
        args: Vec<(Cow<'static, str>, FindingValue)>,
    },
    /// The award's reason.
    Reason(AwardReason),
}

/// An award with everything there is to say about it.
#[derive(Debug, Clone, PartialEq)]
pub struct ExplainedAward {
    /// The award.
    pub award: Award,
    /// The calculation of the claim.
    pub claim_steps: Vec<ClaimStep>,
    /// The division's way to the amount.
    pub explanation: Vec<Explanation>,
    /// The figures behind it, and what would have changed it. `None` when the run does not have the
    /// award.
    pub account: Option<Account>,
}

impl ExplainedAward {
    /// The sentence that says which amount the figures and what-ifs are about, where a person
    /// decided another.
    #[must_use]
    pub fn calculated_text(&self) -> Option<Explanation> {
        let award = &self.award;
        award.is_changed().then(|| {
            Explanation::step(
                "CALCULATED_ONLY",
                args([
                    ("calculated", award.calculated.into()),
                    ("amount", award.amount.into()),
                ]),
            )
        })
    }
}

impl Explanation {
    pub(super) fn step(code: &'static str, values: Vec<(&'static str, FindingValue)>) -> Self {
        Self::Step {
            code,
            args: values
                .into_iter()
                .map(|(name, value)| (Cow::Borrowed(name), value))
                .collect(),
        }
    }

    /// The sentence, from the first of the catalogues that has it: the scheme's, then the domain's.
    #[must_use]
    pub fn text(&self, catalogues: &[&Catalogue], language: Language) -> String {
        match self {
            Self::Step { code, args } => {
                sentence(catalogues, language, &message_id("explain-", code), args)
            }
            Self::Reason(reason) => reason.text(catalogues, language),
        }
    }
}

impl From<Sentence> for Explanation {
    fn from(sentence: Sentence) -> Self {
        Self::step(sentence.code, figures(sentence.figures))
    }
}

/// Most thousandths of a point there are.
pub(super) const SCORE_MAX: Score = Score::new(100_000);

/// Explains an award from the frozen run of its sub-frame. What it says would have changed the
/// award was found by running the engine again with that one change. An organisation is told no
/// sums of a frame in which they would tell what a few others applied for.
#[must_use]
pub fn explain(run: &Run, award: &Award, for_staff: bool) -> Vec<Explanation> {
    let id = award.application.to_string();
    let reason = award.reason.clone().map(Explanation::Reason);
    let Some(calculated) = run.result.award(&id) else {
        return reason.into_iter().collect();
    };
    let mut sentences = Vec::new();
    if for_staff || !run.is_small() {
        sentences.push(frame(&run.scenario).into());
    }
    if award.notified > Money::ZERO {
        sentences.push(Explanation::step(
            "NOTIFIED",
            args([
                ("notified", award.notified.into()),
                ("amount", award.amount.into()),
            ]),
        ));
    }
    let steps = steps(&run.scenario, &run.result, calculated, SCORE_MAX);
    sentences.extend(steps.into_iter().map(Explanation::from));
    match &award.reason {
        Some(AwardReason::Person { text, .. }) => sentences.push(adjusted(award, text)),
        Some(reason) => sentences.push(Explanation::Reason(reason.clone())),
        None => {}
    }
    sentences
}

/// Words a person's amount: set in this allocation, or in the one it follows.
fn adjusted(award: &Award, text: &str) -> Explanation {
    let carried = award.notified.is_positive() && award.notified == award.amount;
    let code = if carried && !award.is_changed() {
        "ADJUSTED_BEFORE"
    } else {
        "ADJUSTED"
    };
    Explanation::step(
        code,
        args([
            ("calculated", award.calculated.into()),
            ("amount", award.amount.into()),
            ("text", FindingValue::Text(text.to_owned())),
        ]),
    )
}
