use domain::appeal::NEXT_YEAR_FRAME;
use domain::call::{Call, CallState, SubFrame};
use domain::findings::Finding;
use domain::grant::Grant;
use domain::ledger::{Account, Posting};
use domain::money::Money;
use domain::scheme::Scheme;
use domain::step::{Revision, StepName};
use serde::Serialize;

use super::rows;
use super::view::GrantView;
use crate::application::ApplicationKey;
use crate::call::{find, sub_frame, visible};
use crate::decision::refused;
use crate::error::CaseError;
use crate::ledger::{Entry, Source, WithFrames, post};
use crate::resource::{Change, Lock};
use crate::step::{Context, Step};
use crate::subject::Subject;

/// Gives a grant from next year's frame what an upheld appeal waited for. Claims on one sub-frame
/// are met in the order they were decided in, and what is promised to others stays.
///
/// # Errors
/// [`RulesNotMet`](domain::refusal::Refusal::RulesNotMet) when nothing waits, while next year's
/// call is not open, and with what is missing where its frame does not reach.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Fund {
    /// The grant.
    pub key: ApplicationKey,
    /// The revision that the caller read.
    pub revision: Revision,
    /// The reason; may be empty.
    pub reason: String,
}

/// The payload of the events in the chains of both calls: the money that next year's call gave.
#[derive(Serialize)]
struct Given<'a> {
    from: &'a str,
    sub_frame: &'a str,
    to: &'a str,
    amount: Money,
}

impl<S: Scheme> Step<S> for Fund {
    const STEP: StepName = StepName::FundGrant;
    type On = WithFrames<Grant>;
    type Answer = GrantView;

    fn on(&self) -> (&ApplicationKey, Revision) {
        (&self.key, self.revision)
    }

    async fn take(
        &self,
        WithFrames(before): WithFrames<Grant>,
        context: &mut Context<'_>,
    ) -> Result<Change<WithFrames<Grant>>, CaseError> {
        let amount = before.awaited_amount();
        let after = before.clone().fund(context.record(&self.reason))?;
        let next = sub_frame::next_call(context.db, (&before.call, before.id)).await?;
        let next = match next {
            Some(next) => find(context.db, &next, Lock::No).await?,
            None => None,
        };
        let next = next.filter(|next| next.state != CallState::Draft);
        let Some(next) = next else {
            return Err(refused(vec![fault("NEXT_YEAR_NOT_FRAMED")]));
        };
        let call = visible(context.db, context.actor, &before.call).await?;
        // What another grant gave back is of the same year, and is used first.
        let frames = sub_frame::lock(context.db, &call.id).await?;
        let given = frames.iter().find(|one| one.code == NEXT_YEAR_FRAME);
        let given = given.map_or(Money::ZERO, SubFrame::left).min(amount);
        let needed = Money::from_ore(amount.ore() - given.ore());
        if needed.is_positive() {
            self.require_left(context, &before, &next, needed).await?;
            give(context, (&next, &before.sub_frame), &call, needed).await?;
        }
        rows::instalment::fund(context.db, &after).await?;
        let payload = (next.id.as_str(), amount);
        let change = Change::telling(WithFrames(after.clone()), &payload);
        Ok(change.moving(after))
    }
}

impl Fund {
    /// Refuses what the frame does not reach after the claims that were decided before.
    async fn require_left(
        &self,
        context: &mut Context<'_>,
        grant: &Grant,
        next: &Call,
        amount: Money,
    ) -> Result<(), CaseError> {
        let frames = sub_frame::lock(context.db, &next.id).await?;
        let frame = frames.iter().find(|one| one.code == grant.sub_frame);
        let there = frame.map_or(Money::ZERO, SubFrame::uncommitted);
        let last = grant.awaited().filter_map(|one| one.source.awaited_since());
        let since = last.max().unwrap_or(context.actor.now);
        let place = (&next.id, grant.sub_frame.as_str());
        let of = (&grant.call, grant.id);
        let ahead = sub_frame::claimed_before(context.db, place, of, since).await?;
        let missing = amount.ore() + ahead.ore() - there.ore();
        if missing <= 0 {
            return Ok(());
        }
        let missing = fault("NEXT_YEAR_MONEY_MISSING")
            .with("missing", Money::from_ore(missing))
            .with("call", next.id.as_str())
            .with("sub_frame", grant.sub_frame.as_str())
            .with("left", there)
            .with("ahead", ahead);
        Err(refused(vec![missing]))
    }
}

/// Moves money of next year's call to what a call was given from it, as an event of both.
async fn give(
    context: &mut Context<'_>,
    (next, code): (&Call, &str),
    call: &Call,
    amount: Money,
) -> Result<(), CaseError> {
    sub_frame::give_next_year(context.db, (&next.id, code), &call.id, amount).await?;
    let payload = Given {
        from: next.id.as_str(),
        sub_frame: code,
        to: call.id.as_str(),
        amount,
    };
    let event = |call: &Call| context.event(&Subject::call(&call.id), call.revision, "", &payload);
    let events = [event(next), event(call)];
    let places = context.append(&events).await?;
    let frame = |call: &Call, code: &str| Account::Frame {
        item: next.item(),
        call: call.id.clone(),
        sub_frame: code.to_owned(),
    };
    let (from, to) = (frame(next, code), frame(call, NEXT_YEAR_FRAME));
    if let (Some(event), Some(posting)) = (places.first(), Posting::of(from, to, amount.ore())) {
        let decision = None;
        let source = Source { event, decision };
        post(context, &[Entry { posting, source }]).await?;
    }
    Ok(())
}

fn fault(code: &'static str) -> Finding {
    Finding::blocking(code, "configurable")
}
