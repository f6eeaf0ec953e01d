//! Changes of an appropriation or of an authority through the year.

use serde::{Deserialize, Serialize};

use super::{Account, BudgetItem, Posting};
use crate::identifiers::{AppropriationChangeId, ChapterPost};
use crate::money::Money;

crate::coded! {
    /// The reason that an appropriation or an authority changed.
    pub ChangeKind {
        /// The Storting's vote on the budget (saldert budsjett).
        Voted = "voted",
        /// The revised budget (revidert nasjonalbudsjett).
        Revised = "revised",
        /// Moved from or to another post.
        Transferred = "transferred",
        /// Not used the year before, and allowed to be used this year (overført).
        CarriedOver = "carried_over",
    }
}

/// A change of what the Storting gives: an appropriation, or the authority to commit a later year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AppropriationChange {
    /// UUID that the client made.
    pub id: AppropriationChangeId,
    /// Chapter and post.
    pub chapter_post: ChapterPost,
    /// The budget year of the appropriation, or the later year that may be committed.
    pub year: i32,
    /// True for the authority to commit the year before its budget is voted (tilsagnsfullmakt).
    pub authority: bool,
    /// The reason.
    pub kind: ChangeKind,
    /// The amount: below zero where it is taken back; never zero.
    pub amount: Money,
    /// The document, such as a bill or a letter.
    pub source: String,
}

impl AppropriationChange {
    /// Returns the budget item.
    #[must_use]
    pub fn item(&self) -> BudgetItem {
        BudgetItem {
            chapter_post: self.chapter_post.clone(),
            year: self.year,
        }
    }

    /// Returns its posting; `None` for zero.
    #[must_use]
    pub fn posting(&self) -> Option<Posting> {
        let item = self.item();
        let (from, to) = if self.authority {
            (
                Account::AuthorityVote(item.clone()),
                Account::Authority(item),
            )
        } else {
            (Account::Vote(item.clone()), Account::Appropriation(item))
        };
        Posting::of(from, to, self.amount.ore())
    }
}
