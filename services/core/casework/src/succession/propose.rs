use domain::identifiers::SuccessionId;
use domain::names;
use domain::refusal::Refusal;
use domain::scheme::Scheme;
use domain::step::{Revision, StepName};
use domain::succession::{Succession, SuccessionCase, Takeover};
use domain::violations::Violations;
use serde::Serialize;

use super::{judge, rows};
use crate::actor::Actor;
use crate::error::CaseError;
use crate::standing;
use crate::step::{Context, Record};
use crate::subject::Subject;

/// Proposes that an organisation was taken over by another. First it is tried, which says which
/// cases would be taken over; then it is proposed with the hash that the trial answered, and
/// another person confirms it. Nothing changes before.
///
/// # Errors
/// [`Refusal::RulesNotMet`] with everything that stands in its way;
/// [`Refusal::InterestDeclared`] to a person with an interest in one of the cases;
/// [`Refusal::IdTaken`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Propose {
    /// The id that the client chose.
    pub id: SuccessionId,
    /// The takeover.
    pub takeover: Takeover,
    /// The ground: a decision, a registration, a law.
    pub ground: String,
    /// True to say which cases would be taken over, and propose nothing.
    pub dry_run: bool,
    /// The hash that the trial answered; empty for a trial.
    pub seen: String,
}

impl<S: Scheme> Record<S> for Propose {
    const STEP: StepName = StepName::ProposeSuccession;
    type Answer = Succession;

    fn check(&self, _actor: &Actor) -> Result<(), CaseError> {
        if self.dry_run || !self.seen.is_empty() {
            return Ok(());
        }
        let mut faults = Violations::new();
        let problem = "is required: try with dry_run first, and send what it answered";
        faults.add("seen", problem);
        let faults = Refusal::InvalidFields(faults.into_vec());
        Err(CaseError::Refused(faults))
    }

    async fn record(&self, context: &mut Context<'_>) -> Result<Succession, CaseError> {
        let resource = names::succession(self.id);
        if !self.dry_run && context.was_created(&resource).await? {
            let person = context.actor.caller.subject.clone();
            return Ok(rows::get(context.db, self.id, Some(&person)).await?);
        }
        if !self.dry_run {
            standing::hold(context.db, &self.takeover.predecessor).await?;
        }
        let cases = rows::cases(context.db, &self.takeover.predecessor).await?;
        judge::require_sound(context, &self.takeover, &cases, None).await?;
        let seen = judge::seen(&self.takeover, &cases);
        let mut succession = Succession {
            id: self.id,
            number: 0,
            takeover: self.takeover.clone(),
            predecessor_name: cases.name.clone(),
            predecessor_contact: cases.contact.clone(),
            cases: cases.shown().map(SuccessionCase::from).collect(),
            left_out: 0,
            seen,
            proposed: context.record(&self.ground),
            confirmed: None,
            rejected: None,
            revision: Revision::FIRST,
        };
        if self.dry_run {
            return Ok(succession);
        }
        judge::require_seen(&self.seen, &succession.seen)?;
        succession.number = rows::insert(context.db, &succession).await?;
        let subject = Subject::beside_cases(resource);
        let payload = (&succession.takeover, &succession.cases);
        let event = context.event(&subject, Revision::NONE, &self.ground, &payload);
        context.append(&[event]).await?;
        Ok(succession)
    }
}
