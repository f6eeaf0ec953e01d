//! The money of one grant: how much stands at each stage, for each budget year.

use std::collections::{BTreeMap, BTreeSet};

use super::{Account, BudgetItem, GrantKey, Posting};
use crate::grant::{Grant, GrantState, InstalmentSource, InstalmentState};
use crate::identifiers::ChapterPost;

/// A stage of promised money.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// Promised (tilsagn) and in a payment plan.
    Committed,
    /// Attested for payment, approved or not.
    Attested,
    /// Paid to the recipient.
    Paid,
    /// Paid back by the recipient.
    Repaid,
}

impl Stage {
    /// Every stage, in the order that money takes.
    pub const ALL: [Self; 4] = [Self::Committed, Self::Attested, Self::Paid, Self::Repaid];

    /// The name in the database and in exports.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Committed => "committed",
            Self::Attested => "attested",
            Self::Paid => "paid",
            Self::Repaid => "repaid",
        }
    }

    /// The stage with this name, if there is one.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|stage| stage.name() == name)
    }
}

/// The money of one grant, in øre: by budget year, what stands at each stage.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Position(BTreeMap<i32, [i64; Stage::ALL.len()]>);

impl Position {
    /// Reads what a grant holds of its call's frames from its payment plan and its repayments. An
    /// offer that was declined or lapsed holds nothing.
    #[must_use]
    pub fn of(grant: &Grant) -> Self {
        let [of_call, _] = Self::both(grant);
        of_call
    }

    /// Reads what a grant holds of its call's frames, and of next year's: what waits for that is
    /// in no frame yet. What was repaid of a year is of the call's frame first.
    #[must_use]
    pub fn both(grant: &Grant) -> [Self; 2] {
        let [mut of_call, mut of_next_year] = [Self::default(), Self::default()];
        if matches!(grant.state, GrantState::Declined | GrantState::Lapsed) {
            return [of_call, of_next_year];
        }
        for instalment in &grant.instalments {
            let stage = match instalment.state {
                InstalmentState::Planned => Stage::Committed,
                InstalmentState::Attested { .. } | InstalmentState::Approved { .. } => {
                    Stage::Attested
                }
                InstalmentState::Paid { .. } => Stage::Paid,
                InstalmentState::Cancelled => continue,
            };
            let position = match instalment.source {
                InstalmentSource::Call => &mut of_call,
                InstalmentSource::Repaid => {
                    of_call.add(instalment.year, Stage::Repaid, -instalment.amount.ore());
                    &mut of_call
                }
                InstalmentSource::NextYear => &mut of_next_year,
                InstalmentSource::Awaited { .. } => continue,
            };
            position.add(instalment.year, stage, instalment.amount.ore());
        }
        for (year, amount) in grant.repayments.iter().flat_map(|one| &one.years) {
            let beyond = (amount.ore() - of_call.paid_in(*year)).max(0);
            let next = beyond.min(of_next_year.paid_in(*year));
            of_call.repay(*year, amount.ore() - next);
            of_next_year.repay(*year, next);
        }
        [of_call, of_next_year]
    }

    fn paid_in(&self, year: i32) -> i64 {
        let stages = self.0.get(&year);
        stages.map_or(0, |stages| stages[Stage::Paid as usize].max(0))
    }

    fn repay(&mut self, year: i32, ore: i64) {
        if ore != 0 {
            self.add(year, Stage::Paid, -ore);
            self.add(year, Stage::Repaid, ore);
        }
    }

    /// Adds an amount, which may be below zero.
    pub fn add(&mut self, year: i32, stage: Stage, ore: i64) {
        self.0.entry(year).or_default()[stage as usize] += ore;
    }

    /// Returns the amount at a stage, over all years.
    #[must_use]
    pub fn at(&self, stage: Stage) -> i64 {
        self.0.values().map(|stages| stages[stage as usize]).sum()
    }

    /// Returns the amount of a year, over all stages.
    #[must_use]
    pub fn in_year(&self, year: i32) -> i64 {
        self.0.get(&year).map_or(0, |stages| stages.iter().sum())
    }

    /// Returns the whole amount.
    #[must_use]
    pub fn total(&self) -> i64 {
        self.0.values().flatten().sum()
    }
}

/// Returns the postings that bring a grant's money from one position to another.
///
/// Money stands in a row, and a posting crosses one border of it. So the amount that crosses a
/// border is the sum of all changes beyond it: there is one way only. Amounts for a year after the
/// call's `year` use or free authority for that year as well.
#[must_use]
pub fn postings(
    grant: &GrantKey,
    chapter_post: &ChapterPost,
    year: i32,
    (before, after): (&Position, &Position),
) -> Vec<Posting> {
    let item = |year| BudgetItem {
        chapter_post: chapter_post.clone(),
        year,
    };
    let frame = Account::Frame {
        item: item(year),
        call: grant.call.clone(),
        sub_frame: grant.sub_frame.clone(),
    };
    let at = |year, stage| Account::Grant {
        item: item(year),
        grant: grant.clone(),
        stage,
    };
    let mut postings = Vec::new();
    let years: BTreeSet<&i32> = before.0.keys().chain(after.0.keys()).collect();
    for of in years {
        let [old, new] = [before, after].map(|side| side.0.get(of).copied().unwrap_or_default());
        let mut from = frame.clone();
        for (place, stage) in Stage::ALL.into_iter().enumerate() {
            let beyond = (place..Stage::ALL.len()).map(|place| new[place] - old[place]);
            let to = at(*of, stage);
            postings.extend(Posting::of(from, to.clone(), beyond.sum()));
            from = to;
        }
        if *of > year {
            let used = Account::AuthorityUsed {
                item: item(*of),
                grant: grant.clone(),
            };
            let change = after.in_year(*of) - before.in_year(*of);
            postings.extend(Posting::of(Account::Authority(item(*of)), used, change));
        }
    }
    postings
}
