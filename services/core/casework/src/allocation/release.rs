//! A sub-frame that has been released (frigitt): what it has left goes where the scheme's plan
//! says, and the transfer is an event of the call.

use domain::allocation::award::Award;
use domain::call::Call;
use domain::ledger::{Account, Posting};
use domain::money::Money;
use domain::refusal::Refusal;
use domain::scheme::Scheme;
use serde::Serialize;

use crate::call::pinned_rules;
use crate::call::sub_frame;
use crate::error::CaseError;
use crate::ledger::{Entry, Source, post};
use crate::step::Context;
use crate::subject::Subject;

/// A transfer, in the call's chain of events.
#[derive(Serialize)]
struct Transfer<'a> {
    released: &'a str,
    to: &'a str,
    amount: Money,
}

/// Moves what released sub-frames have left to those they are released to, as far as the awards
/// need it. Before the awards are promised; what does not suffice is refused then.
pub(super) async fn transfer_released<S: Scheme>(
    context: &mut Context<'_>,
    call: &Call,
    awards: &[Award],
) -> Result<(), CaseError> {
    let plans = S::frame_plan(&pinned_rules::<S>(call)?)?;
    let (year, today) = (call.terms.grant_year, context.actor.today());
    let released = plans.iter().filter_map(|plan| {
        let release = plan.release?;
        let has_come = release.has_come(year, today);
        has_come.then_some((plan.code, release.to))
    });
    for (from, to) in released {
        let sub_frames = sub_frame::lock(context.db, &call.id).await?;
        // Below nothing where the awards need more than there is.
        let rest = |code: &str| -> i64 {
            let found = sub_frames.iter().find(|found| found.code == code);
            let within = awards.iter().filter(|award| award.sub_frame == code);
            let wanted: i64 = within.map(|award| award.amount.ore()).sum();
            found.map_or(0, |found| found.left().ore()) - wanted
        };
        let amount = Money::from_ore(rest(from).min(-rest(to)));
        if !amount.is_positive() {
            continue;
        }
        transfer(context, call, (from, to), amount).await?;
    }
    Ok(())
}

/// Refuses awards that would take what upheld appeals of the year before wait for. After released
/// money is transferred, and before the awards are promised.
pub(super) async fn require_unclaimed(
    context: &mut Context<'_>,
    call: &Call,
    awards: &[Award],
) -> Result<(), CaseError> {
    for frame in sub_frame::lock(context.db, &call.id).await? {
        let within = awards.iter().filter(|award| award.sub_frame == frame.code);
        let more = within.map(|award| award.amount.ore() - award.notified.ore());
        let (left, wanted) = (frame.left(), Money::from_ore(more.sum()));
        if frame.claimed.is_positive() && wanted > left {
            let sub_frame = frame.code;
            return Err(CaseError::Refused(Refusal::FrameExceeded {
                sub_frame,
                left,
                wanted,
            }));
        }
    }
    Ok(())
}

/// Moves money that is left from one sub-frame to another, as an event of the call.
pub(crate) async fn transfer(
    context: &mut Context<'_>,
    call: &Call,
    (from, to): (&str, &str),
    amount: Money,
) -> Result<(), CaseError> {
    sub_frame::transfer(context.db, &call.id, (from, to), amount).await?;
    let payload = Transfer {
        released: from,
        to,
        amount,
    };
    let event = context.event(&Subject::call(&call.id), call.revision, "", &payload);
    let places = context.append(&[event]).await?;
    let frame = |code: &str| Account::Frame {
        item: call.item(),
        call: call.id.clone(),
        sub_frame: code.to_owned(),
    };
    let posting = Posting::of(frame(from), frame(to), amount.ore());
    if let (Some(event), Some(posting)) = (places.first(), posting) {
        let decision = None;
        let source = Source { event, decision };
        post(context, &[Entry { posting, source }]).await?;
    }
    Ok(())
}
