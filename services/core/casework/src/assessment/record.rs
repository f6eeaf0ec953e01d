use domain::application::ScoreMilli;
use domain::assessment::{Assessment, CriterionScore, check_scores, mean, total, weights};
use domain::refusal::Refusal;
use domain::scheme::Scheme;
use domain::step::{Revision, StepName};
use serde::Serialize;

use super::rows;
use crate::actor::Actor;
use crate::application::{ApplicationKey, WholeApplication};
use crate::call::pinned_rules;
use crate::error::{CaseError, not_found};
use crate::resource::{Change, View};
use crate::step::{Context, Step};

/// Records the caller's scores, or corrects them until the allocation is proposed. The
/// application's score is the mean over assessors.
///
/// # Errors
/// [`Refusal::InvalidFields`] unless every criterion is scored once;
/// [`Refusal::InterestDeclared`], [`Refusal::WrongState`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RecordAssessment {
    /// The application.
    pub key: ApplicationKey,
    /// The application's revision that the caller read.
    pub revision: Revision,
    /// One score for each of the scheme's criteria.
    pub scores: Vec<CriterionScore>,
}

/// The caller's assessment as stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recorded {
    /// The assessment.
    pub assessment: Assessment,
    /// The application's revision.
    pub revision: Revision,
}

impl<S: Scheme> Step<S> for RecordAssessment {
    const STEP: StepName = StepName::RecordAssessment;
    type On = WholeApplication<S::Form>;
    type Answer = Recorded;

    fn on(&self) -> (&ApplicationKey, Revision) {
        (&self.key, self.revision)
    }

    fn check(&self, _actor: &Actor) -> Result<(), CaseError> {
        let faults = check_scores(&S::PROFILE, &self.scores);
        if faults.is_empty() {
            return Ok(());
        }
        Err(CaseError::Refused(Refusal::InvalidFields(faults)))
    }

    async fn take(
        &self,
        before: Self::On,
        context: &mut Context<'_>,
    ) -> Result<Change<Self::On>, CaseError> {
        let weights = weights(&S::PROFILE, &pinned_rules::<S>(&before.call)?)?;
        let assessment = Assessment {
            assessor: context.actor.caller.subject.clone(),
            scores: self.scores.clone(),
            total: total(&weights, &self.scores),
            updated: context.actor.now,
        };
        let mut totals: Vec<ScoreMilli> = rows::of_application(context.db, &self.key)
            .await?
            .into_iter()
            .filter(|other| other.assessor != assessment.assessor)
            .map(|other| other.total)
            .collect();
        totals.push(assessment.total);
        // There is at least the caller's own.
        let score = mean(&totals).unwrap_or(assessment.total);
        let after = before.step(|application| application.assess(score, context.record("")))?;
        rows::put(context.db, &self.key, &assessment).await?;
        Ok(Change::telling(after, &(&assessment.scores, score)))
    }
}

impl<S: Scheme> View<S, WholeApplication<S::Form>> for Recorded {
    async fn view(
        whole: WholeApplication<S::Form>,
        context: &mut Context<'_>,
    ) -> Result<Self, CaseError> {
        let key = whole.key();
        let all = rows::of_application(context.db, &key).await?;
        let own = all
            .into_iter()
            .find(|assessment| assessment.assessor == context.actor.caller.subject);
        Ok(Recorded {
            assessment: own.ok_or_else(|| not_found(key.name()))?,
            revision: whole.application.revision,
        })
    }
}
