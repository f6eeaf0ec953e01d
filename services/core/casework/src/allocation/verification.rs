//! Frozen runs: run again here, and handed out to be run again anywhere.

use allocation::Draw;
use domain::allocation::frame::Run;
use domain::allocation::{AllocationState, SubFrameRun, run_hash};
use domain::names;
use domain::refusal::Refusal;
use domain::step::StepName;
use sqlx::PgConnection;
use store::error::Row;

use super::rows;
use super::{AllocationKey, present};
use crate::act::Actor;
use crate::call::draw;
use crate::call::visible;
use crate::error::CaseError;

/// What running an allocation again came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verification {
    /// Whether every sub-frame is verified, and the hashes are those that were approved.
    pub verified: bool,
    /// The hash of the runs made now.
    pub run_hash: String,
    /// One a sub-frame, in the order of the scheme's plan.
    pub sub_frames: Vec<RunVerdict>,
}

/// What running one sub-frame again came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RunVerdict {
    /// Code of the sub-frame.
    pub sub_frame: String,
    /// Whether it gave the same bytes, with the draw the call committed to, and the checker
    /// accepted them.
    pub verified: bool,
    /// The hash of the run made now; empty when the frozen inputs cannot be run.
    pub run_hash: String,
}

/// An allocation as it is stored: run it again where there is time ([`ToVerify::verified`]).
#[derive(Debug)]
pub struct ToVerify {
    run_hash: String,
    draw: Draw,
    /// In the order of the plan.
    runs: Vec<SubFrameRun>,
}

/// Finds what an allocation is verified from. The staff.
///
/// # Errors
/// [`Refusal::NotFound`].
pub async fn verify_allocation(
    connection: &mut PgConnection,
    actor: &Actor,
    key: &AllocationKey,
) -> Result<ToVerify, CaseError> {
    actor.may(StepName::VerifyAllocation)?;
    let allocation = present(connection, key).await?;
    let call = visible(connection, actor, &key.call).await?;
    Ok(ToVerify {
        run_hash: allocation.run_hash,
        draw: draw::of(connection, &call).await?,
        runs: rows::runs(connection, &key.call, key.allocation).await?,
    })
}

impl ToVerify {
    /// Runs the allocation again from its frozen inputs and compares every byte, one sub-frame at a
    /// time. As heavy as its division.
    #[must_use]
    pub fn verified(self) -> Verification {
        let verdict = |frozen: SubFrameRun| {
            let repeat = Run::verify(&frozen.document);
            RunVerdict {
                sub_frame: frozen.sub_frame,
                verified: repeat.verified
                    && repeat.run_hash == frozen.run_hash
                    && repeat.draw.as_ref() == Some(&self.draw)
                    && self.draw.keeps_its_promise(),
                run_hash: repeat.run_hash,
            }
        };
        let sub_frames: Vec<RunVerdict> = self.runs.into_iter().map(verdict).collect();
        let same = sub_frames.iter().all(|run| run.verified);
        let run_hash = run_hash(sub_frames.iter().map(|run| run.run_hash.as_str()));
        Verification {
            verified: same && run_hash == self.run_hash,
            run_hash,
            sub_frames,
        }
    }
}

/// Characters of a document in one piece: up to four bytes each, 1 MiB at the most.
const CHUNK_CHARACTERS: i32 = 256 * 1024;

/// How far an export of runs has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct RunPlace {
    /// Which of the plan's sub-frames, from 0.
    sub_frame: usize,
    /// Characters of its document that have been given.
    given: i32,
}

/// A piece of a frozen run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RunChunk {
    /// Code of the sub-frame.
    pub sub_frame: String,
    /// The piece of its document.
    pub text: String,
    /// Where the next piece begins; `None` after the last piece of the last run.
    pub next: Option<RunPlace>,
}

/// One piece of the frozen runs of an approved allocation, sub-frame by sub-frame in the order of
/// the plan. The staff, without those who have declared an interest in a case of it: a run holds
/// everybody's scores.
///
/// # Errors
/// [`Refusal::NotFound`]; [`Refusal::InterestDeclared`]; [`Refusal::WrongState`] unless approved: a
/// run holds the key of the draw.
pub async fn export_runs(
    connection: &mut PgConnection,
    actor: &Actor,
    key: &AllocationKey,
    place: RunPlace,
) -> Result<RunChunk, CaseError> {
    let step = StepName::ExportRuns;
    actor.may(step)?;
    let AllocationKey { call, allocation } = key;
    let found = present(connection, key).await?;
    let person = &actor.caller.subject;
    if let Some(case) = rows::award::case_of_interest(connection, call, *allocation, person).await?
    {
        return Err(CaseError::Refused(Refusal::InterestDeclared {
            resource: names::application(call, case),
        }));
    }
    if !matches!(found.state, AllocationState::Approved { .. }) {
        return Err(found.wrong_state(step).into());
    }
    let codes = rows::run_codes(connection, call, *allocation).await?;
    let at = Row::of("allocation_run", allocation.uuid());
    let code = at.known("sub_frame", codes.get(place.sub_frame))?;
    // One character more than is given tells whether more follow.
    let asked = (place.given + 1, CHUNK_CHARACTERS + 1);
    let slice = rows::run_slice(connection, call, *allocation, code, asked).await?;
    let mut text = at.known("document", slice)?;
    let end = text
        .char_indices()
        .nth(usize::try_from(CHUNK_CHARACTERS).unwrap_or(usize::MAX))
        .map(|(end, _)| end);
    let next = match end {
        Some(end) => {
            text.truncate(end);
            Some(RunPlace {
                given: place.given + CHUNK_CHARACTERS,
                ..place
            })
        }
        None => Some(RunPlace {
            sub_frame: place.sub_frame + 1,
            given: 0,
        })
        .filter(|next| next.sub_frame < codes.len()),
    };
    Ok(RunChunk {
        sub_frame: code.clone(),
        text,
        next,
    })
}
