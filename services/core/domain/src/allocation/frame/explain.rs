//! The explanation of one award, sentence by sentence, and what would have changed it.

use std::borrow::Cow;

use allocation::{Award as Share, Outcome, Pot, Rule, Scenario, allocate};
use text::{Catalogue, Language};

use super::reason::{per_cent, points};
use super::{Account, Run};
use crate::allocation::award::{Award, AwardReason};
use crate::application::ScoreMilli;
use crate::application::claim::ClaimStep;
use crate::findings::args;
use crate::findings::{FindingValue, message_id, sentence};
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

/// Explains an award from the frozen run of its sub-frame. What it says would have changed the
/// award was found by running the engine again with that one change. An organisation is told no
/// sums of a frame in which they would tell what a few others applied for.
#[must_use]
pub fn explain(run: &Run, award: &Award, for_staff: bool) -> Vec<Explanation> {
    let id = award.application.to_string();
    let reason = award.reason.clone().map(Explanation::Reason);
    let Some(share) = run.result.award(&id) else {
        return reason.into_iter().collect();
    };
    let mut sentences = Vec::new();
    if for_staff || !run.is_small() {
        sentences.push(the_frame(run));
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
    let pot = run.pot(share);
    if let Some(pot) = pot {
        sentences.push(Explanation::step(
            "CLASS",
            args([
                ("class", FindingValue::Number(pot.class.into())),
                ("budget", Money::from_ore(pot.budget).into()),
            ]),
        ));
    }
    // An applicant held by a bound of its own did not get the common share.
    let shared = run.scenario.rule == Rule::Proportional && share.trace.outcome == Outcome::Shared;
    match (share.trace.rank, shared) {
        (Some(rank), _) => sentences.push(Explanation::step(
            "RANK",
            args([
                ("score", own_score(&run.scenario, &id)),
                ("rank", FindingValue::Number(rank.into())),
            ]),
        )),
        (None, true) => sentences.push(Explanation::step(
            "SHARE",
            args([("share", FindingValue::Decimal(per_cent(pot, share)))]),
        )),
        (None, false) => {}
    }
    if share.amount == share.trace.claim {
        let amount = Money::from_ore(share.amount);
        sentences.push(Explanation::step(
            "IN_FULL",
            args([("amount", amount.into())]),
        ));
    } else if matches!(run.scenario.rule, Rule::Ranked(_)) || reaches_claim(run, share) {
        sentences.push(counterfactual(run, share, pot));
    }
    match &award.reason {
        Some(AwardReason::Person { text, .. }) => sentences.push(Explanation::step(
            "ADJUSTED",
            args([
                ("calculated", award.calculated.into()),
                ("amount", award.amount.into()),
                ("text", FindingValue::Text(text.clone())),
            ]),
        )),
        Some(reason) => sentences.push(Explanation::Reason(reason.clone())),
        None => {}
    }
    sentences
}

/// Returns true if a larger frame would have given the whole claim: not where a cap or the collar
/// holds it, nor where groups share the frame.
fn reaches_claim(run: &Run, share: &Share) -> bool {
    let scenario = &run.scenario;
    share.trace.hi == share.trace.claim
        && scenario.groups.is_empty()
        && scenario.reserved.is_empty()
}

fn the_frame(run: &Run) -> Explanation {
    let applicants = &run.scenario.applicants;
    let claimed = applicants.iter().map(|entrant| entrant.claim).sum();
    let count = i64::try_from(applicants.len()).unwrap_or(i64::MAX);
    Explanation::step(
        "FRAME",
        args([
            ("claimed", Money::from_ore(claimed).into()),
            ("budget", Money::from_ore(run.scenario.budget).into()),
            ("count", FindingValue::Number(count)),
        ]),
    )
}

fn own_score(scenario: &Scenario, id: &str) -> FindingValue {
    let entrant = scenario.applicants.iter().find(|entrant| entrant.id == id);
    points(ScoreMilli(
        entrant.and_then(|entrant| entrant.score).unwrap_or(0),
    ))
}

fn counterfactual(run: &Run, share: &Share, pot: Option<&Pot>) -> Explanation {
    let claimed = Money::from_ore(share.trace.claim);
    match run.scenario.rule {
        Rule::Ranked(_) => match needed_score(&run.scenario, share) {
            Some(score) => Explanation::step(
                "NEEDED_SCORE",
                args([("score", points(score)), ("claimed", claimed.into())]),
            ),
            None => Explanation::step("OUT_OF_REACH", args([("claimed", claimed.into())])),
        },
        _ => {
            let budget = needed_budget(&run.scenario, pot.map_or(1, |pot| pot.class));
            Explanation::step(
                "NEEDED_BUDGET",
                args([("budget", budget.into()), ("claimed", claimed.into())]),
            )
        }
    }
}

/// Most thousandths of a point there are.
const SCORE_MAX: i64 = 100_000;

/// The least score with which the application would have got its whole claim. A higher score never
/// hurts, under any tail rule, so the least is found by halving; each trial is a full run.
pub(super) fn needed_score(scenario: &Scenario, share: &Share) -> Option<ScoreMilli> {
    let mut trial = scenario.clone();
    let own = trial
        .applicants
        .iter()
        .position(|entrant| entrant.id == share.id)?;
    let mut in_full = |score: i64| {
        trial.applicants[own].score = Some(score);
        allocate(&trial).is_ok_and(|division| {
            division
                .award(&share.id)
                .is_some_and(|again| again.amount == again.trace.claim)
        })
    };
    let (mut too_low, mut enough) = (scenario.applicants[own].score.unwrap_or(0), SCORE_MAX);
    if !in_full(enough) {
        return None;
    }
    while too_low + 1 < enough {
        let middle = too_low + (enough - too_low) / 2;
        if in_full(middle) {
            enough = middle;
        } else {
            too_low = middle;
        }
    }
    Some(ScoreMilli(enough))
}

/// The least budget with which all in the class would have got the whole claim: the claims of its
/// class and those before.
pub(super) fn needed_budget(scenario: &Scenario, class: u32) -> Money {
    let entrants = scenario.applicants.iter();
    let served = entrants.filter(|entrant| entrant.class() <= class);
    Money::from_ore(served.map(|entrant| entrant.claim).sum())
}
