use domain::allocation::AllocationState;
use domain::scheme::Scheme;
use domain::step::StepName;
use store::error::Row;

use super::resource::{AllocationKey, existing, require_impartial};
use super::rows;
use crate::error::CaseError;
use crate::step::{Context, Feed, Query};

/// Characters of a document in one piece: up to four bytes each, 1 MiB at the most.
const CHUNK_CHARACTERS: i32 = 256 * 1024;

/// A place in an export of runs.
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

/// The piece at one place of what is handed out of an approved allocation: its frozen runs,
/// sub-frame by sub-frame in the order of the plan, then its decision document. For staff, without
/// those who have declared an interest in a case of it: a run holds the scores of all.
///
/// # Errors
/// [`NotFound`](domain::refusal::Refusal::NotFound);
/// [`InterestDeclared`](domain::refusal::Refusal::InterestDeclared);
/// [`WrongState`](domain::refusal::Refusal::WrongState) unless approved: a run holds the key of the
/// draw.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExportRuns {
    /// The allocation.
    pub key: AllocationKey,
    /// The place of the piece.
    pub place: RunPlace,
}

impl<S: Scheme> Query<S> for ExportRuns {
    const STEP: StepName = StepName::ExportRuns;
    type Answer = RunChunk;

    async fn look(&self, context: &mut Context<'_>) -> Result<RunChunk, CaseError> {
        let AllocationKey { call, allocation } = &self.key;
        let found = existing(context.db, &self.key).await?;
        require_impartial(context, &self.key).await?;
        if !matches!(found.state, AllocationState::Approved { .. }) {
            return Err(found.wrong_state(context.step()).into());
        }
        let place = self.place;
        let codes = rows::run_codes(context.db, call, *allocation).await?;
        // One character more than is given tells whether more follow.
        let (part, slice) = match codes.get(place.document) {
            Some(code) => {
                let asked = (place.given + 1, CHUNK_CHARACTERS + 1);
                let slice = rows::run_slice(context.db, call, *allocation, code, asked);
                let at = Row::of("allocation_run", allocation.uuid());
                let slice = at.known("document", slice.await?)?;
                (RunPart::Run(code.clone()), slice)
            }
            None => (RunPart::Decision, piece(&found.decision, place.given)),
        };
        Ok(place.chunk(part, slice))
    }
}

impl<S: Scheme> Feed<S> for ExportRuns {
    fn next(&self, part: &RunChunk) -> Option<Self> {
        let place = part.next?;
        Some(Self {
            place,
            key: self.key.clone(),
        })
    }
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
