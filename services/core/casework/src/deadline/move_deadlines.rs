use std::collections::BTreeSet;

use domain::deadline::{DeadlineMove, MOVED_MAX, MovedDeadlines};
use domain::event::hexadecimal;
use domain::findings::Finding;
use domain::identifiers::{ApplicationId, CallId, DeadlineMoveId};
use domain::names;
use domain::refusal::Refusal;
use domain::scheme::Scheme;
use domain::step::{Revision, StepName};
use domain::violations::Violations;
use serde::Serialize;

use super::{rows, take};
use crate::actor::Actor;
use crate::application::ApplicationKey;
use crate::call::visible;
use crate::error::CaseError;
use crate::step::{Context, Record, content_hash};
use crate::subject::Subject;

/// Moves every last day of a kind between two days to a later one: of a call, of all calls, or of
/// named cases alone. First it is tried, which says what would be moved; then it is taken with what
/// the trial was seen by, so that exactly those are moved. Each case has an event of its own, and
/// one record says which were moved. Cases in which the caller has declared an interest are passed
/// over.
///
/// # Errors
/// [`Refusal::InvalidFields`] unless the new day is later and not over; [`Refusal::RulesNotMet`]
/// when there is nothing to move, too much, or other cases than were seen;
/// [`Refusal::NotFound`] when there is no such call.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MoveDeadlines {
    /// The id that the client chose.
    pub id: DeadlineMoveId,
    /// The call; `None` for all.
    pub call: Option<CallId>,
    /// The move.
    pub asked: DeadlineMove,
    /// Only these cases; all when empty.
    pub cases: Vec<ApplicationKey>,
    /// The reason, which the parties are told.
    pub reason: String,
    /// True to say what would be moved, and move nothing.
    pub dry_run: bool,
    /// The hash that the trial answered; empty for a trial.
    pub seen: String,
}

/// A move, and the hash of what it moved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moved {
    /// The move.
    pub deadlines: MovedDeadlines,
    /// SHA-256 of the last days that were moved, in hexadecimal.
    pub seen: String,
}

impl<S: Scheme> Record<S> for MoveDeadlines {
    const STEP: StepName = StepName::MoveDeadlines;
    type Answer = Moved;

    fn check(&self, actor: &Actor) -> Result<(), CaseError> {
        let mut faults = Violations::new();
        self.asked.faults(actor.today(), &mut faults);
        if !self.dry_run && self.seen.is_empty() {
            let problem = "is required: try with dry_run first, and send what it answered";
            faults.add("seen", problem);
        }
        if faults.is_empty() {
            return Ok(());
        }
        Err(CaseError::Refused(Refusal::InvalidFields(
            faults.into_vec(),
        )))
    }

    async fn record(&self, context: &mut Context<'_>) -> Result<Moved, CaseError> {
        let resource = names::deadline_move(self.id);
        if !self.dry_run && context.was_created(&resource).await? {
            let person = &context.actor.caller.subject;
            return Ok(moved(rows::get(context.db, self.id, person).await?));
        }
        let calls = match &self.call {
            Some(call) => vec![visible(context.db, context.actor, call).await?.id],
            None => rows::calls(context.db).await?,
        };
        let mut deadlines = MovedDeadlines {
            id: self.id,
            number: 0,
            call: self.call.clone(),
            asked: self.asked,
            moved: Vec::new(),
            left_out: 0,
            record: context.record(&self.reason),
        };
        for call in &calls {
            self.take::<S>(context, call, &mut deadlines).await?;
        }
        let answer = moved(deadlines);
        self.require_seen(&answer)?;
        if self.dry_run {
            return Ok(answer);
        }
        rows::insert(context.db, &answer.deadlines).await?;
        let told = answer.deadlines.named();
        let subject = Subject::beside_cases(resource);
        let event = context.event(&subject, Revision::NONE, &self.reason, &(self.asked, told));
        context.append(&[event]).await?;
        Ok(answer)
    }
}

impl MoveDeadlines {
    /// Moves the last days of a call.
    async fn take<S: Scheme>(
        &self,
        context: &mut Context<'_>,
        call: &CallId,
        deadlines: &mut MovedDeadlines,
    ) -> Result<(), CaseError> {
        let of_call = self.cases.iter().filter(|case| case.call == *call);
        let named: BTreeSet<ApplicationId> = of_call.map(|case| case.application).collect();
        if named.is_empty() && !self.cases.is_empty() {
            return Ok(());
        }
        let person = &context.actor.caller.subject;
        let interests = crate::assessment::rows::interests_of(context.db, call, person).await?;
        let scope = take::Scope {
            call,
            asked: self.asked,
            named,
            interests: interests.into_iter().collect(),
            reason: &self.reason,
            dry_run: self.dry_run,
        };
        let taken = scope.take::<S>(context).await?;
        deadlines.moved.extend(taken.moved);
        deadlines.left_out += taken.left_out;
        Ok(())
    }

    /// Judges that there is something to move, not too much, and just what was seen.
    fn require_seen(&self, answer: &Moved) -> Result<(), Refusal> {
        let found = answer.deadlines.moved.len();
        let fault = |code| Finding::blocking(code, "configurable");
        let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
        let finding = if found > MOVED_MAX {
            fault("DEADLINES_TOO_MANY")
                .with("count", number(found))
                .with("most", number(MOVED_MAX))
        } else if self.dry_run {
            return Ok(());
        } else if answer.seen != self.seen {
            fault("DEADLINES_CHANGED").on("seen")
        } else if found == 0 {
            fault("DEADLINES_NONE")
        } else {
            return Ok(());
        };
        Err(Refusal::RulesNotMet(vec![finding]))
    }
}

/// Adds the hash of what is moved.
fn moved(deadlines: MovedDeadlines) -> Moved {
    let named = (deadlines.asked.until, deadlines.named());
    Moved {
        seen: hexadecimal(&content_hash(&named)),
        deadlines,
    }
}
