//! The ledger: where the money of the state budget stands, and every move of it.
//!
//! Money stands in a row of accounts, from the Storting's vote to the recipient:
//!
//! ```text
//! vote → appropriation → frame → committed → attested → paid → repaid
//!        (bevilgning)   (ramme) (tilsagn)                (utbetalt)
//! ```
//!
//! A [`Posting`] moves an amount from one account to another, so debits and credits are always
//! equal. Only the vote may fall below zero. That one rule gives every limit: frames never exceed
//! the appropriation, commitments never exceed the frame, payments never exceed the commitment.
//! A release, a stop or a return is a posting the other way.
//!
//! A commitment for a later year also needs authority (tilsagnsfullmakt) for that year. Authority
//! stands in a row of its own, from the Storting's vote to the grant that uses it.

mod appropriation;
mod budget;
#[cfg(test)]
mod model;
mod position;
mod posted;

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::identifiers::{ApplicationId, CallId, ChapterPost};
use crate::money::Money;

pub use appropriation::{AppropriationChange, ChangeKind};
pub use budget::{AuthorityBudget, FrameBudget, ItemBudget, Totals};
pub use position::{Position, Stage, postings};
pub use posted::{AwardMoney, Movement, Posted};

/// A chapter and post of the state budget in one budget year.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct BudgetItem {
    /// Chapter and post.
    pub chapter_post: ChapterPost,
    /// The budget year.
    pub year: i32,
}

impl fmt::Display for BudgetItem {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}/{}", self.chapter_post, self.year)
    }
}

/// An account: a place where money stands.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Account {
    /// The Storting's vote for a budget item: below zero by what has been voted.
    Vote(BudgetItem),
    /// Appropriated and in no call's frame yet.
    Appropriation(BudgetItem),
    /// In a sub-frame of a call and not promised.
    Frame {
        /// The budget item the call draws on.
        item: BudgetItem,
        /// The call.
        call: CallId,
        /// Code of the sub-frame.
        sub_frame: String,
    },
    /// Promised to a grant, at a stage.
    Grant {
        /// The chapter and post, in the year that the money is promised for.
        item: BudgetItem,
        /// The grant.
        grant: GrantKey,
        /// The stage.
        stage: Stage,
    },
    /// The Storting's authority to commit a later year: below zero by what has been voted.
    AuthorityVote(BudgetItem),
    /// Authority that is not used.
    Authority(BudgetItem),
    /// Authority used by a grant.
    AuthorityUsed {
        /// The later year.
        item: BudgetItem,
        /// The grant.
        grant: GrantKey,
    },
}

/// A grant as the ledger names it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct GrantKey {
    /// The call.
    pub call: CallId,
    /// Code of the sub-frame it is promised from.
    pub sub_frame: String,
    /// The grant, by its application's id.
    pub grant: ApplicationId,
}

impl Account {
    /// Returns the budget item.
    #[must_use]
    pub const fn item(&self) -> &BudgetItem {
        match self {
            Self::Vote(item)
            | Self::Appropriation(item)
            | Self::AuthorityVote(item)
            | Self::Authority(item)
            | Self::Frame { item, .. }
            | Self::Grant { item, .. }
            | Self::AuthorityUsed { item, .. } => item,
        }
    }

    /// Returns the call and the sub-frame, of accounts below a call.
    #[must_use]
    pub fn frame(&self) -> Option<(&CallId, &str)> {
        match self {
            Self::Vote(_)
            | Self::Appropriation(_)
            | Self::AuthorityVote(_)
            | Self::Authority(_) => None,
            Self::Frame {
                call, sub_frame, ..
            } => Some((call, sub_frame)),
            Self::Grant { grant, .. } | Self::AuthorityUsed { grant, .. } => {
                Some((&grant.call, &grant.sub_frame))
            }
        }
    }

    /// Returns the grant, of accounts of one.
    #[must_use]
    pub const fn grant(&self) -> Option<&GrantKey> {
        match self {
            Self::Vote(_)
            | Self::Appropriation(_)
            | Self::AuthorityVote(_)
            | Self::Authority(_)
            | Self::Frame { .. } => None,
            Self::Grant { grant, .. } | Self::AuthorityUsed { grant, .. } => Some(grant),
        }
    }

    /// Returns the kind: its name in the database and in exports.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Vote(_) => "vote",
            Self::Appropriation(_) => "appropriation",
            Self::Frame { .. } => "frame",
            Self::Grant { stage, .. } => stage.name(),
            Self::AuthorityVote(_) => "authority_vote",
            Self::Authority(_) => "authority",
            Self::AuthorityUsed { .. } => "authority_used",
        }
    }
}

/// A move of money from one account to another. It is never changed; a wrong one is reversed by
/// another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Posting {
    /// The account that the money leaves: credited.
    pub from: Account,
    /// The account that it comes to: debited.
    pub to: Account,
    /// The amount, above zero.
    pub amount: Money,
}

impl Posting {
    /// A posting of an amount, in the other direction when it is below zero; `None` for zero.
    #[must_use]
    pub fn of(from: Account, to: Account, ore: i64) -> Option<Self> {
        let (from, to) = if ore < 0 { (to, from) } else { (from, to) };
        let amount = Money::from_ore(ore.abs());
        amount.is_positive().then_some(Self { from, to, amount })
    }
}
