//! The ledger: every step that moves money posts it here, in its own transaction.
//!
//! Nouns do not say which postings they need. They say where their money stands after the step, and
//! the difference from where the ledger has it is posted. So the ledger cannot drift from them.

pub(crate) mod budget;
pub(crate) mod export;
mod frames;
mod gauge;
mod left;
pub(crate) mod rows;
pub(crate) mod tags;

use std::collections::BTreeMap;

use domain::appeal::NEXT_YEAR_FRAME;
use domain::call::{Call, CallState};
use domain::event::EventRef;
use domain::grant::Grant;
use domain::identifiers::{AllocationId, CallId};
use domain::ledger::{Account, GrantKey, Position, Posting, postings};
use domain::money::Money;
use domain::refusal::Refusal;

use crate::error::CaseError;
use crate::resource::Moved;
use crate::step::Context;

pub use frames::WithFrames;
pub use gauge::{FRAME_LEFT, record_frames};
pub use left::WithLeft;

/// The source of postings: the event that tells of the step, and the allocation whose decision
/// moved the money, where one did.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Source<'a> {
    /// The event.
    pub event: &'a EventRef,
    /// The allocation.
    pub decision: Option<AllocationId>,
}

/// A posting with its source.
#[derive(Debug, Clone)]
pub(crate) struct Entry<'a> {
    /// The posting.
    pub posting: Posting,
    /// Its source.
    pub source: Source<'a>,
}

/// Posts the money that moved with a change.
///
/// # Errors
/// Those of [`move_grants`] and [`move_frames`].
pub(crate) async fn follow(
    context: &mut Context<'_>,
    moved: &Moved,
    event: &EventRef,
) -> Result<(), CaseError> {
    match moved {
        Moved::Grants(grants, decision) => {
            let decision = *decision;
            let source = Source { event, decision };
            for of_call in grants.chunk_by(|one, other| one.call == other.call) {
                let moved: Vec<_> = of_call.iter().map(|grant| (grant, source)).collect();
                move_grants(context, &of_call[0].call, &moved).await?;
            }
            Ok(())
        }
        Moved::Frames(call) => move_frames(context, call, event).await,
    }
}

/// Brings the ledger to where the money of a call's grants stands.
///
/// # Errors
/// [`Refusal::FrameExceeded`], [`Refusal::AuthorityExceeded`] when there is not enough.
pub(crate) async fn move_grants(
    context: &mut Context<'_>,
    call: &CallId,
    grants: &[(&Grant, Source<'_>)],
) -> Result<(), CaseError> {
    let item = rows::item(context.db, call).await?;
    let ids: Vec<_> = grants.iter().map(|(grant, _)| grant.id).collect();
    let before = rows::positions(context.db, call, &ids).await?;
    let nothing = Position::default();
    let mut all: Vec<Entry<'_>> = Vec::new();
    for (grant, source) in grants {
        let [of_call, of_next_year] = Position::both(grant);
        let sides = [
            (grant.sub_frame.as_str(), item.year, of_call),
            (NEXT_YEAR_FRAME, item.year + 1, of_next_year),
        ];
        for (sub_frame, year, after) in sides {
            let key = GrantKey {
                call: call.clone(),
                sub_frame: sub_frame.to_owned(),
                grant: grant.id,
            };
            let before = before.get(&(grant.id, key.sub_frame.clone()));
            let between = (before.unwrap_or(&nothing), &after);
            let moved = postings(&key, &item.chapter_post, year, between);
            let source = *source;
            all.extend(moved.into_iter().map(|posting| Entry { posting, source }));
        }
    }
    post(context, &all).await
}

/// Brings the ledger to the frames of a call: nothing while it is a draft.
///
/// # Errors
/// [`Refusal::AppropriationExceeded`] when the frames come to more than is appropriated;
/// [`Refusal::FrameExceeded`] when one would fall below what is promised of it.
pub(crate) async fn move_frames(
    context: &mut Context<'_>,
    call: &Call,
    event: &EventRef,
) -> Result<(), CaseError> {
    if call.state == CallState::Draft {
        return Ok(());
    }
    let item = call.item();
    let framed = rows::framed(context.db, &call.id).await?;
    let decision = None;
    let source = Source { event, decision };
    let all: Vec<Entry<'_>> = call
        .sub_frames
        .iter()
        // What next year's call gave is moved where it is given.
        .filter(|frame| frame.code != NEXT_YEAR_FRAME)
        .filter_map(|frame| {
            let before = framed.get(&frame.code).copied().unwrap_or(0);
            let account = Account::Frame {
                item: item.clone(),
                call: call.id.clone(),
                sub_frame: frame.code.clone(),
            };
            let free = Account::Appropriation(item.clone());
            let posting = Posting::of(free, account, frame.budget.ore() - before)?;
            Some(Entry { posting, source })
        })
        .collect();
    post(context, &all).await
}

/// Posts. The accounts are locked, those above the calls first, then frames, then grants.
///
/// # Errors
/// [`Refusal::AppropriationExceeded`], [`Refusal::FrameExceeded`] or
/// [`Refusal::AuthorityExceeded`] when an account would be overdrawn.
pub(crate) async fn post(
    context: &mut Context<'_>,
    entries: &[Entry<'_>],
) -> Result<(), CaseError> {
    if entries.is_empty() {
        return Ok(());
    }
    let accounts = rows::lock(context.db, entries).await?;
    require_cover(entries, &accounts)?;
    Ok(rows::insert(context.db, entries, &accounts, context.actor.now).await?)
}

/// Refuses postings that would overdraw an account, by the first such account in the row.
fn require_cover(
    entries: &[Entry<'_>],
    accounts: &BTreeMap<Account, rows::Locked>,
) -> Result<(), CaseError> {
    let mut changes: BTreeMap<&Account, i64> = BTreeMap::new();
    for Entry { posting, .. } in entries {
        *changes.entry(&posting.from).or_default() -= posting.amount.ore();
        *changes.entry(&posting.to).or_default() += posting.amount.ore();
    }
    for (account, change) in changes {
        let left = accounts.get(account).map_or(0, |locked| locked.balance);
        if left + change >= 0 {
            continue;
        }
        let (left, wanted) = (Money::from_ore(left), Money::from_ore(-change));
        match account {
            Account::Vote(_) | Account::AuthorityVote(_) => {}
            Account::Appropriation(item) => {
                let item = item.clone();
                return Err(Refusal::AppropriationExceeded { item, left, wanted }.into());
            }
            Account::Authority(item) => {
                let item = item.clone();
                return Err(Refusal::AuthorityExceeded { item, left, wanted }.into());
            }
            Account::Frame { sub_frame, .. } => {
                let sub_frame = sub_frame.clone();
                return Err(Refusal::FrameExceeded {
                    sub_frame,
                    left,
                    wanted,
                }
                .into());
            }
            // A grant's position never falls below zero: the database has the last word.
            Account::Grant { .. } | Account::AuthorityUsed { .. } => {}
        }
    }
    Ok(())
}
