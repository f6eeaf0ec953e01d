use domain::application::{Application, Submission};
use domain::findings::{Finding, any_blocking};
use domain::identifiers::ApplicationId;
use domain::names;
use domain::refusal::Refusal;
use domain::scheme::Scheme;
use domain::step::{Revision, StepName};
use serde::Serialize;

use super::case::{ApplicationKey, WholeApplication};
use super::facts::{group_of, judge, judged_on, known};
use super::view::ApplicationView;
use crate::call::pinned_rules;
use crate::error::CaseError;
use crate::resource::Change;
use crate::step::{Context, Step};

/// Submits an application: the rules are run, the claim is calculated, the deadline is judged by
/// the service's clock.
///
/// # Errors
/// [`Refusal::WrongState`], [`Refusal::DeadlinePassed`], [`Refusal::DuplicateApplication`],
/// [`Refusal::RulesNotMet`] with every blocking finding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Submit {
    /// The application.
    pub key: ApplicationKey,
    /// The revision that the caller read.
    pub revision: Revision,
}

impl<S: Scheme> Step<S> for Submit {
    const STEP: StepName = StepName::SubmitApplication;
    type On = WholeApplication<S::Form>;
    type Answer = ApplicationView<S::Form>;

    fn on(&self) -> (&ApplicationKey, Revision) {
        (&self.key, self.revision)
    }

    async fn take(
        &self,
        before: Self::On,
        context: &mut Context<'_>,
    ) -> Result<Change<Self::On>, CaseError> {
        let (application, call) = (&before.application, &before.call);
        application.in_time(call, context.actor.now)?;
        let rules = pinned_rules::<S>(call)?;
        let date = judged_on(application, context.actor.today());
        let applicant = &application.draft.applicant;
        let organisation = &applicant.organisation;
        crate::register::rows::take_turn(context.db, &self.key.call, organisation).await?;
        let group = group_of::<S>(&application.draft, &rules)?;
        let known = known(context.db, &self.key, (applicant, &group), date).await?;
        if known.facts.reached_limit(&rules)?.is_some() {
            require_no_other(application, &known.others)?;
        }
        let facts = (&known.facts, before.attachments.as_slice());
        let checked = judge::<S>(call, &application.draft, facts, (date, &rules))?;
        let submission = Submission {
            at: context.actor.now,
            claim: match checked.claim {
                Some(claim) if !any_blocking(&checked.findings) => claim,
                Some(_) | None => return Err(rules_not_met(checked.findings)),
            },
            placement: S::placement(&application.draft, &rules)?,
            notices: checked.findings,
        };
        let after =
            before.step(|application| application.submit(submission, context.record("")))?;
        Ok(Change::showing(after, |after| &after.application.state))
    }
}

/// Refuses an application beside another live one of the organisation.
fn require_no_other<F>(
    application: &Application<F>,
    others: &[ApplicationId],
) -> Result<(), CaseError> {
    others.first().map_or(Ok(()), |existing| {
        Err(CaseError::Refused(Refusal::DuplicateApplication {
            organisation_number: application.draft.applicant.organisation.to_string(),
            existing: names::application(&application.call, *existing),
        }))
    })
}

fn rules_not_met(findings: Vec<Finding>) -> CaseError {
    CaseError::Refused(Refusal::RulesNotMet(
        findings.into_iter().filter(Finding::blocks).collect(),
    ))
}
