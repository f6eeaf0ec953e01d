//! One award as an applicant reads it: the steps that led to it, and the reason for what it lacks.
//!
//! [`lines`](super::lines) let a reader recompute an award by hand; the sentences here are short.
//! Both follow from the engine's trace, and both are words of one catalogue.

use crate::counterfactual::score_in_full;
use allocation::fraction::Fraction;
use allocation::scenario::{Applicant, Collar, Damping, Rule, Scenario};
use allocation::{Allocation, Award, Pot};
use allocation::{Clause, Outcome, Refusal};
use std::collections::BTreeMap;

/// A sentence of the catalogue with its figures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence {
    /// Code, for example `RANK`. The message is `explain-` (of a step) or `reason-` (of a reason)
    /// and the code in lower case, with `-` for `_`.
    pub code: &'static str,
    /// Figures by the names they have in the message.
    pub figures: Vec<(&'static str, Figure)>,
}

impl Sentence {
    fn new<const COUNT: usize>(
        code: &'static str,
        figures: [(&'static str, Figure); COUNT],
    ) -> Self {
        Self {
            code,
            figures: figures.to_vec(),
        }
    }
}

/// A figure in a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Figure {
    /// An amount, in units.
    Amount(allocation::Amount),
    /// A score, in units.
    Score(allocation::Score),
    /// A whole number.
    Count(i64),
    /// A limit, in basis points.
    Limit(u32),
    /// A part of a claim, in basis points; written with two decimals.
    Share(i64),
}

use Figure::{Amount, Count, Limit, Score, Share};

/// Returns the sentence about the frame: its budget and the claims on it.
#[must_use]
pub fn frame(scenario: &Scenario) -> Sentence {
    let claimed = scenario.applicants.iter().map(|one| one.claim).sum();
    let count = i64::try_from(scenario.applicants.len()).unwrap_or(i64::MAX);
    Sentence::new(
        "FRAME",
        [
            ("claimed", Amount(claimed)),
            ("budget", Amount(scenario.budget)),
            ("count", Count(count)),
        ],
    )
}

/// Returns the steps from the class to the award, with what would have given the whole claim.
/// `score_max` is the highest score there is.
#[must_use]
pub fn steps(
    scenario: &Scenario,
    allocation: &Allocation,
    award: &Award,
    score_max: allocation::Score,
) -> Vec<Sentence> {
    let trace = &award.trace;
    let pot = pot_of(allocation, award);
    let mut steps = Vec::with_capacity(3);
    if let Some(pot) = pot {
        let figures = [
            ("class", Count(pot.class.into())),
            ("budget", Amount(pot.budget)),
        ];
        steps.push(Sentence::new("CLASS", figures));
    }
    if let Some(rank) = trace.rank {
        let applicant = scenario.applicants.iter().find(|one| one.id == award.id);
        let score = applicant.and_then(|one| one.score).unwrap_or_default();
        let figures = [("score", Score(score)), ("rank", Count(rank.into()))];
        steps.push(Sentence::new("RANK", figures));
    } else if scenario.rule == Rule::Proportional && trace.outcome == Outcome::Shared {
        // An applicant held by a bound of its own did not get the common share.
        steps.push(Sentence::new("SHARE", [("share", share(pot, award))]));
    }
    if award.amount == trace.claim {
        steps.push(Sentence::new("IN_FULL", [("amount", Amount(award.amount))]));
    } else if matches!(scenario.rule, Rule::Ranked(_)) {
        steps.push(
            match score_in_full(scenario, allocation, &award.id, score_max) {
                Some(score) => Sentence::new(
                    "NEEDED_SCORE",
                    [("score", Score(score)), ("claimed", Amount(trace.claim))],
                ),
                None => Sentence::new("OUT_OF_REACH", [("claimed", Amount(trace.claim))]),
            },
        );
    } else if reaches_claim(scenario, award) {
        let budget = budget_in_full(scenario, pot.map_or(1, |pot| pot.class));
        let figures = [("budget", Amount(budget)), ("claimed", Amount(trace.claim))];
        steps.push(Sentence::new("NEEDED_BUDGET", figures));
    }
    steps
}

/// Returns true if a larger budget would have given the whole claim: not where a cap or the collar
/// holds it, nor where groups share the budget.
fn reaches_claim(scenario: &Scenario, award: &Award) -> bool {
    award.trace.hi == award.trace.claim
        && scenario.groups.is_empty()
        && scenario.reserved.is_empty()
}

/// Returns the least budget with which all in the class would have got the whole claim: the claims
/// of its class and those before.
#[must_use]
pub fn budget_in_full(scenario: &Scenario, class: u32) -> allocation::Amount {
    let served = scenario
        .applicants
        .iter()
        .filter(|one| one.class() <= class);
    served.map(|one| one.claim).sum()
}

/// The reasons of one allocation.
#[derive(Debug)]
pub struct Reasons<'a> {
    scenario: &'a Scenario,
    allocation: &'a Allocation,
    applicants: BTreeMap<&'a str, &'a Applicant>,
    /// By pot: the lowest score that got anything.
    lowest_funded: BTreeMap<u32, allocation::Score>,
}

impl<'a> Reasons<'a> {
    /// Reads the traces of an allocation.
    #[must_use]
    pub fn of(scenario: &'a Scenario, allocation: &'a Allocation) -> Self {
        let applicants: BTreeMap<&str, &Applicant> = scenario
            .applicants
            .iter()
            .map(|one| (one.id.as_str(), one))
            .collect();
        let mut lowest_funded = BTreeMap::new();
        for award in &allocation.awards {
            // A floor or a promise comes from no place on the list.
            if award.amount.get() > 0 && !matches!(award.trace.outcome, Outcome::Refused(_)) {
                let own = applicants.get(award.id.as_str());
                let score = own.and_then(|own| own.score).unwrap_or_default();
                let lowest = lowest_funded.entry(award.trace.pot).or_insert(score);
                *lowest = score.min(*lowest);
            }
        }
        Self {
            scenario,
            allocation,
            applicants,
            lowest_funded,
        }
    }

    /// Returns the reason for what an award lacks of its claim; `None` where it lacks nothing, or
    /// where the scenario has no such applicant.
    #[must_use]
    pub fn reason(&self, award: &Award) -> Option<Sentence> {
        let trace = &award.trace;
        let (amount, claimed) = (Amount(award.amount), Amount(trace.claim));
        let applicant = *self.applicants.get(award.id.as_str())?;
        if award.amount == trace.claim {
            return None;
        }
        if let Some(reason) = self.bound(applicant, award) {
            return Some(reason);
        }
        let pot = pot_of(self.allocation, award);
        Some(match trace.outcome {
            Outcome::Reduced => Sentence::new(
                "PARTLY_FUNDED_LAST",
                [
                    ("amount", amount),
                    ("claimed", claimed),
                    ("score", Score(applicant.score.unwrap_or_default())),
                ],
            ),
            Outcome::Refused(refusal) => self.refused(applicant, award, refusal, pot),
            Outcome::Shared | Outcome::AtFloor | Outcome::AtCeiling | Outcome::Funded
                if self.scenario.rule == Rule::Proportional =>
            {
                let part = ("share", share(pot, award));
                let figures = [part, ("amount", amount), ("claimed", claimed)];
                Sentence::new("PROPORTIONAL_CUT", figures)
            }
            Outcome::Shared | Outcome::AtFloor | Outcome::AtCeiling | Outcome::Funded => {
                Sentence::new("SHARED_BY_RULE", [("amount", amount), ("claimed", claimed)])
            }
        })
    }

    /// Returns the reason where a bound beside the claim made the amount: a cap, a ceiling, a
    /// floor, the collar, a group that was full.
    fn bound(&self, applicant: &Applicant, award: &Award) -> Option<Sentence> {
        let trace = &award.trace;
        match trace.outcome {
            Outcome::AtCeiling | Outcome::Funded | Outcome::Refused(Refusal::NothingAllowed) => {
                self.at_most(applicant, award)
            }
            // A list that ended before its turn still pays what the applicant was sure of.
            Outcome::AtFloor | Outcome::Refused(_) if award.amount.get() > 0 => {
                self.at_least(award)
            }
            Outcome::Refused(Refusal::GroupFull) => Some(Sentence::new(
                "GROUP_FULL",
                [("claimed", Amount(trace.claim))],
            )),
            Outcome::AtFloor | Outcome::Shared | Outcome::Reduced | Outcome::Refused(_) => None,
        }
    }

    fn at_most(&self, applicant: &Applicant, award: &Award) -> Option<Sentence> {
        let amount = ("amount", Amount(award.amount));
        match award.trace.hi_clause {
            Clause::Maximum => Some(Sentence::new("AWARD_CAP", [amount])),
            // Nothing but the step stands between the claim and the award.
            Clause::Claim => {
                let step = ("step", Amount(self.scenario.step));
                let claimed = ("claimed", Amount(award.trace.claim));
                Some(Sentence::new("WHOLE_STEPS", [step, amount, claimed]))
            }
            Clause::LastYearCeiling => {
                let (_, rise) = self.collar();
                Some(Sentence::new("LAST_YEAR_CEILING", near(award, rise)))
            }
            Clause::YearlyCeiling => {
                let year = ("year", Count(applicant.year.unwrap_or(1).into()));
                Some(Sentence::new("YEARLY_CEILING", [year, amount]))
            }
            Clause::Nothing
            | Clause::Committed
            | Clause::Notified
            | Clause::Minimum
            | Clause::LastYearFloor
            | Clause::UsefulMinimum
            | Clause::Base
            | Clause::Headroom
            | Clause::CutFloor => None,
        }
    }

    fn at_least(&self, award: &Award) -> Option<Sentence> {
        let amount = ("amount", Amount(award.amount));
        match award.trace.lo_clause {
            Clause::LastYearFloor => {
                let (fall, _) = self.collar();
                Some(Sentence::new("LAST_YEAR_FLOOR", near(award, fall)))
            }
            Clause::Minimum => {
                let claimed = ("claimed", Amount(award.trace.claim));
                Some(Sentence::new("AWARD_FLOOR", [amount, claimed]))
            }
            // Promised, but no more than the cap.
            Clause::Committed => Some(Sentence::new("AWARD_CAP", [amount])),
            Clause::Nothing
            | Clause::Notified
            | Clause::UsefulMinimum
            | Clause::Base
            | Clause::Claim
            | Clause::Maximum
            | Clause::Headroom
            | Clause::LastYearCeiling
            | Clause::YearlyCeiling
            | Clause::CutFloor => None,
        }
    }

    /// The largest fall and rise of the collar, in basis points.
    fn collar(&self) -> (u32, u32) {
        match self.scenario.damping {
            Some(Damping::Collar(Collar { down, up })) => (down.unwrap_or(0), up.unwrap_or(0)),
            Some(Damping::GrowthGuarantee { .. } | Damping::FloorThenScale { .. }) | None => (0, 0),
        }
    }

    fn refused(
        &self,
        applicant: &Applicant,
        award: &Award,
        refusal: Refusal,
        pot: Option<&Pot>,
    ) -> Sentence {
        let claimed = ("claimed", Amount(award.trace.claim));
        let class = ("class", Count(pot.map_or(1, |pot| pot.class).into()));
        match refusal {
            Refusal::OpenPartEnded => Sentence::new("OPEN_PART_ENDED", [claimed]),
            Refusal::DidNotFit => Sentence::new("DID_NOT_FIT", [claimed]),
            Refusal::BelowOwnMinimum => {
                let minimum = ("minimum", Amount(applicant.min.unwrap_or_default()));
                Sentence::new("BELOW_USEFUL_MINIMUM", [minimum])
            }
            Refusal::ClassNotReached => Sentence::new("CLASS_NOT_REACHED", [class]),
            Refusal::BudgetEnded => {
                let score = applicant.score.unwrap_or_default();
                let own = ("score", Score(score));
                match (self.lowest_funded.get(&award.trace.pot), pot) {
                    (Some(line), _) if *line == score => Sentence::new("RANKED_DRAWN", [own]),
                    (Some(line), _) => {
                        Sentence::new("RANKED_BELOW_LINE", [own, ("line", Score(*line))])
                    }
                    (None, Some(pot)) if pot.class > 1 && pot.budget.get() == 0 => {
                        Sentence::new("CLASS_EXHAUSTED", [class])
                    }
                    (None, pot) => {
                        let left =
                            Amount(pot.map(|pot| pot.budget - pot.spent).unwrap_or_default());
                        Sentence::new("FRAME_TOO_SMALL", [("left", left), claimed])
                    }
                }
            }
            Refusal::BelowThreshold
            | Refusal::NothingAllowed
            | Refusal::NotAdmitted
            | Refusal::GroupFull
            | Refusal::NotInBestSet => Sentence::new("NOT_FUNDED", []),
        }
    }
}

fn near(award: &Award, basis_points: u32) -> [(&'static str, Figure); 3] {
    [
        (
            "last_year",
            Amount(award.trace.last_year.unwrap_or_default()),
        ),
        ("percent", Limit(basis_points)),
        ("amount", Amount(award.amount)),
    ]
}

/// The part of a claim that all in the pot get, rounded down. Only shown: the engine divides by the
/// exact λ.
fn share(pot: Option<&Pot>, award: &Award) -> Figure {
    let level = pot
        .and_then(|pot| pot.level)
        .or_else(|| Fraction::new(award.amount.into(), award.trace.claim.into()));
    let basis_points = level.map_or(0, |level| {
        level.numerator().saturating_mul(10_000) / level.denominator()
    });
    Share(i64::try_from(basis_points).unwrap_or(i64::MAX))
}

fn pot_of<'a>(allocation: &'a Allocation, award: &Award) -> Option<&'a Pot> {
    let index = usize::try_from(award.trace.pot).ok()?;
    allocation.certificate.pots.get(index)
}
