//! Budgets and what changes them (bevilgning, ramme, tilsagn).

use domain::call::SubFrame;
use domain::identifiers::ChapterPost;
use domain::ledger::{
    AppropriationChange, AuthorityBudget, BudgetItem, ChangeKind, FrameBudget, ItemBudget, Totals,
};
use domain::money::Money;
use domain::violations::Violations;

use crate::inward::choice;
use crate::v1;

/// The longest name of a document.
const SOURCE_CHARACTERS_MAX: usize = 200;

/// Reads a budget year.
fn year(faults: &mut Violations, year: i32) -> Option<i32> {
    faults.number("year", year, 2000..=2100)
}

/// Reads a chapter and post with its year.
pub fn item(faults: &mut Violations, chapter_post: &str, of: i32) -> Option<BudgetItem> {
    let chapter_post = faults.parse::<ChapterPost>("chapter_post", chapter_post);
    let year = year(faults, of);
    Some(BudgetItem {
        chapter_post: chapter_post?,
        year: year?,
    })
}

/// Reads a change of an appropriation.
pub fn change(
    faults: &mut Violations,
    change: Option<v1::AppropriationChange>,
) -> Option<AppropriationChange> {
    let from = faults.required("change", change)?;
    faults.within("change", |faults| {
        let id = faults.parse("id", &from.id);
        let item = item(faults, &from.chapter_post, from.year);
        let kind = choice(faults, "kind", from.kind, |kind| {
            Some(match kind {
                v1::AppropriationChangeKind::Unspecified => return None,
                v1::AppropriationChangeKind::Voted => ChangeKind::Voted,
                v1::AppropriationChangeKind::Revised => ChangeKind::Revised,
                v1::AppropriationChangeKind::Transferred => ChangeKind::Transferred,
                v1::AppropriationChangeKind::CarriedOver => ChangeKind::CarriedOver,
            })
        });
        let amount = faults.required("amount", from.amount);
        let most = Money::MAX.ore();
        let amount = amount.and_then(|it| faults.number("amount.ore", it.ore, -most..=most));
        let amount = amount.map(Money::from_ore);
        if amount.is_some_and(Money::is_zero) {
            faults.add("amount", "is zero and would change nothing; give an amount");
        }
        let source = faults.line("source", &from.source, SOURCE_CHARACTERS_MAX);
        let item = item?;
        Some(AppropriationChange {
            id: id?,
            chapter_post: item.chapter_post,
            year: item.year,
            authority: from.authority,
            kind: kind?,
            amount: amount?,
            source: source?,
        })
    })
}

impl From<&Totals> for v1::BudgetTotals {
    fn from(totals: &Totals) -> Self {
        let ore = |ore| Some(v1::Money { ore });
        Self {
            proposed: ore(totals.proposed),
            committed: Some(totals.committed().into()),
            committed_by_year: totals
                .committed_by_year()
                .map(|(year, amount)| v1::YearAmount {
                    year,
                    amount: Some(amount.into()),
                })
                .collect(),
            attested: Some(totals.attested().into()),
            paid: Some(totals.paid().into()),
            repaid: Some(totals.repaid().into()),
            released: ore(totals.released),
        }
    }
}

impl From<FrameBudget> for v1::BudgetLine {
    fn from(frame: FrameBudget) -> Self {
        Self {
            left: Some(frame.left().into()),
            budget: Some(frame.budget.into()),
            committed: Some(frame.totals.committed().into()),
            paid: Some(frame.totals.paid().into()),
            totals: Some((&frame.totals).into()),
            claimed: Some(frame.claimed.into()),
            awaited: Some(frame.awaited.into()),
            sub_frame: frame.sub_frame,
        }
    }
}

impl From<SubFrame> for v1::FrameLeft {
    fn from(frame: SubFrame) -> Self {
        Self {
            left: Some(frame.left().into()),
            budget: Some(frame.budget.into()),
            sub_frame: frame.code,
        }
    }
}

impl From<ItemBudget> for v1::ItemBudget {
    fn from(budget: ItemBudget) -> Self {
        Self {
            left: Some(budget.left().into()),
            chapter_post: budget.item.chapter_post.into(),
            year: budget.item.year,
            appropriated: Some(budget.appropriated.into()),
            framed: Some(budget.framed.into()),
            totals: Some((&budget.totals).into()),
            authority: budget.authority.into_iter().map(Into::into).collect(),
            changes: budget.changes.into_iter().map(Into::into).collect(),
        }
    }
}

impl From<AuthorityBudget> for v1::AuthorityBudget {
    fn from(authority: AuthorityBudget) -> Self {
        Self {
            year: authority.year,
            given: Some(authority.given.into()),
            used: Some(authority.used.into()),
        }
    }
}

impl From<AppropriationChange> for v1::AppropriationChange {
    fn from(change: AppropriationChange) -> Self {
        Self {
            id: change.id.to_string(),
            chapter_post: change.chapter_post.into(),
            year: change.year,
            authority: change.authority,
            kind: v1::AppropriationChangeKind::from(change.kind).into(),
            amount: Some(change.amount.into()),
            source: change.source,
        }
    }
}

impl From<ChangeKind> for v1::AppropriationChangeKind {
    fn from(kind: ChangeKind) -> Self {
        match kind {
            ChangeKind::Voted => Self::Voted,
            ChangeKind::Revised => Self::Revised,
            ChangeKind::Transferred => Self::Transferred,
            ChangeKind::CarriedOver => Self::CarriedOver,
        }
    }
}
