//! Frozen runs and what was decided on them: verified here, and handed out to be verified anywhere.

use allocation::Draw;
use domain::allocation::award::Award;
use domain::allocation::decision::{DecisionDocument, decision_hash, unaccounted};
use domain::allocation::frame::Run;
use domain::allocation::{AllocationState, SubFrameResult, SubFrameRun, run_hash};
use domain::money::Money;
use domain::names;
use domain::refusal::Refusal;
use domain::step::StepName;
use sqlx::PgConnection;
use store::error::Row;

use super::rows;
use super::rows::award::AwardFilter;
use super::{AllocationKey, present};
use crate::act::Actor;
use crate::call::draw;
use crate::call::visible;
use crate::error::CaseError;

/// The outcome of running an allocation again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verification {
    /// True if every sub-frame and the decision are verified, and the hashes are those that were
    /// approved.
    pub verified: bool,
    /// The hash of the runs made now.
    pub run_hash: String,
    /// One a sub-frame, in the order of the scheme's plan.
    pub sub_frames: Vec<RunVerdict>,
    /// The awards, held against the runs.
    pub decision: DecisionVerdict,
}

/// The outcome of comparing an allocation's awards with its runs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DecisionVerdict {
    /// True if every award is as its run gave it or was changed by a person, and the decision is
    /// the approved one.
    pub verified: bool,
    /// The hash of the decision as the awards have it now.
    pub decision_hash: String,
    /// The decision as the awards have it now.
    pub decision: DecisionDocument,
    /// Applications whose award is accounted for by neither a run nor a person.
    pub unaccounted: Vec<String>,
}

/// The outcome of running one sub-frame again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RunVerdict {
    /// Code of the sub-frame.
    pub sub_frame: String,
    /// True if it gave the same bytes, with the draw the call committed to, and the checker
    /// accepted them.
    pub verified: bool,
    /// The hash of the run made now; empty when the frozen inputs cannot be run.
    pub run_hash: String,
    /// The sum of what the engine came to, as the awards have it.
    pub calculated: Money,
    /// The sum of the awards.
    pub decided: Money,
}

/// An allocation as it is stored: run it again where there is time ([`ToVerify::verified`]).
#[derive(Debug)]
pub struct ToVerify {
    run_hash: String,
    /// The decision document as it is kept.
    decision: String,
    draw: Draw,
    /// In the order of the plan.
    runs: Vec<SubFrameRun>,
    sub_frames: Vec<SubFrameResult>,
    awards: Vec<Award>,
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
        decision: allocation.decision,
        sub_frames: allocation.sub_frames,
        awards: rows::award::page(connection, &key.call, key.allocation, AwardFilter::ALL).await?,
        draw: draw::of(connection, &call).await?,
        runs: rows::runs(connection, &key.call, key.allocation).await?,
    })
}

impl ToVerify {
    /// Runs the allocation again from its frozen inputs and compares every byte, one sub-frame at a
    /// time, and every award. As heavy as its division.
    #[must_use]
    pub fn verified(self) -> Verification {
        let sub_frames: Vec<RunVerdict> = self.runs.iter().map(|run| self.verdict(run)).collect();
        let same = sub_frames.iter().all(|run| run.verified);
        let run_hash = run_hash(sub_frames.iter().map(|run| run.run_hash.as_str()));
        let decision = self.decision_verdict();
        Verification {
            verified: same && run_hash == self.run_hash && decision.verified,
            run_hash,
            sub_frames,
            decision,
        }
    }

    fn verdict(&self, frozen: &SubFrameRun) -> RunVerdict {
        let repeat = Run::verify(&frozen.document);
        let sums = self
            .sub_frames
            .iter()
            .find(|sums| sums.sub_frame == frozen.sub_frame);
        RunVerdict {
            calculated: sums.map_or(Money::ZERO, |sums| sums.calculated),
            decided: sums.map_or(Money::ZERO, |sums| sums.awarded),
            sub_frame: frozen.sub_frame.clone(),
            verified: repeat.verified
                && repeat.run_hash == frozen.run_hash
                && repeat.draw.as_ref() == Some(&self.draw)
                && self.draw.keeps_its_promise(),
            run_hash: repeat.run_hash,
        }
    }

    fn decision_verdict(&self) -> DecisionVerdict {
        // A run that cannot be read accounts for no award.
        let readable = self.runs.iter().filter_map(|frozen| {
            let run = Run::read(&frozen.document).ok()?;
            Some((frozen.sub_frame.clone(), run))
        });
        let runs: Vec<(String, Run)> = readable.collect();
        let unaccounted = unaccounted(&runs, &self.awards);
        let decision = DecisionDocument::of(&self.run_hash, &self.sub_frames, &self.awards);
        let text = decision.text();
        let runs: Vec<Run> = runs.into_iter().map(|(_, run)| run).collect();
        DecisionVerdict {
            verified: unaccounted.is_empty()
                && text == self.decision
                && decision.faults(&runs).is_empty(),
            decision_hash: decision_hash(&text),
            decision,
            unaccounted,
        }
    }
}

/// Characters of a document in one piece: up to four bytes each, 1 MiB at the most.
const CHUNK_CHARACTERS: i32 = 256 * 1024;

/// The place an export of runs has come to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct RunPlace {
    /// Index of the document: the plan's sub-frames from 0, then the decision.
    document: usize,
    /// Characters of its document that have been given.
    given: i32,
}

/// A piece of what is handed out of an approved allocation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RunChunk {
    /// The document it belongs to.
    pub part: RunPart,
    /// The piece.
    pub text: String,
    /// The place of the next piece; `None` after the last.
    pub next: Option<RunPlace>,
}

/// A document that is handed out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RunPart {
    /// The frozen run of the sub-frame with this code.
    Run(String),
    /// The decision document, after all runs.
    Decision,
}

/// One piece of what is handed out of an approved allocation: its frozen runs, sub-frame by
/// sub-frame in the order of the plan, then its decision document. The staff, without those who
/// have declared an interest in a case of it: a run holds the scores of all.
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
    // One character more than is given tells whether more follow.
    let (part, slice) = match codes.get(place.document) {
        Some(code) => {
            let asked = (place.given + 1, CHUNK_CHARACTERS + 1);
            let slice = rows::run_slice(connection, call, *allocation, code, asked);
            let at = Row::of("allocation_run", allocation.uuid());
            let slice = at.known("document", slice.await?)?;
            (RunPart::Run(code.clone()), slice)
        }
        None => (RunPart::Decision, piece(&found.decision, place.given)),
    };
    Ok(place.chunk(part, slice))
}

/// The characters of a text from one on: as many as fit, and one more.
fn piece(text: &str, given: i32) -> String {
    let count = |characters: i32| usize::try_from(characters).unwrap_or(usize::MAX);
    let rest = text.chars().skip(count(given));
    rest.take(count(CHUNK_CHARACTERS + 1)).collect()
}

impl RunPlace {
    /// The chunk at this place, cut to its size.
    fn chunk(self, part: RunPart, mut text: String) -> RunChunk {
        let end = text
            .char_indices()
            .nth(usize::try_from(CHUNK_CHARACTERS).unwrap_or(usize::MAX))
            .map(|(end, _)| end);
        let next = match (end, &part) {
            (Some(end), _) => {
                text.truncate(end);
                Some(RunPlace {
                    given: self.given + CHUNK_CHARACTERS,
                    ..self
                })
            }
            (None, RunPart::Run(_)) => Some(RunPlace {
                document: self.document + 1,
                given: 0,
            }),
            (None, RunPart::Decision) => None,
        };
        RunChunk { part, text, next }
    }
}
