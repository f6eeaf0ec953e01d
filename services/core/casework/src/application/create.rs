use chrono::{Datelike, NaiveDate};
use domain::application::{Application, ApplicationState, Draft};
use domain::call::Call;
use domain::identifiers::CaseReference;
use domain::scheme::Scheme;
use domain::step::{Revision, StepName};
use serde::Serialize;
use sqlx::PgConnection;
use store::error::Row;

use super::case::{ApplicationKey, WholeApplication, require_own};
use super::rows;
use super::view::ApplicationView;
use crate::actor::Actor;
use crate::call::held;
use crate::error::CaseError;
use crate::resource::Change;
use crate::standing::require_standing;
use crate::step::{self, Context};

/// Creates a draft.
///
/// # Errors
/// [`RoleNotAllowed`](domain::refusal::Refusal::RoleNotAllowed) for another organisation's;
/// [`IdTaken`](domain::refusal::Refusal::IdTaken);
/// [`DeadlinePassed`](domain::refusal::Refusal::DeadlinePassed);
/// [`RulesNotMet`](domain::refusal::Refusal::RulesNotMet) of an organisation that was taken over.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Create<F> {
    /// The key that the client chose.
    pub key: ApplicationKey,
    /// The applicant's draft.
    pub draft: Draft<F>,
}

impl<S: Scheme> step::Create<S> for Create<S::Form> {
    const STEP: StepName = StepName::CreateApplication;
    type Of = WholeApplication<S::Form>;
    type Parent = Call;
    type Answer = ApplicationView<S::Form>;

    fn key(&self) -> &ApplicationKey {
        &self.key
    }

    fn check(&self, actor: &Actor) -> Result<(), CaseError> {
        let organisation = &self.draft.applicant.organisation;
        require_own(actor, StepName::CreateApplication, organisation)
    }

    async fn parent(&self, context: &mut Context<'_>) -> Result<Call, CaseError> {
        held(context.db, context.actor, &self.key.call).await
    }

    async fn create(
        &self,
        call: Call,
        context: &mut Context<'_>,
    ) -> Result<Change<Self::Of>, CaseError> {
        let now = context.actor.now;
        call.takes_applications_at(now)?;
        require_standing(context.db, &self.draft.applicant.organisation).await?;
        let application = Application {
            id: self.key.application,
            call: self.key.call.clone(),
            case_reference: next_reference::<S>(context.db, context.actor.today()).await?,
            draft: self.draft.clone(),
            state: ApplicationState::Draft,
            last_step: context.record(""),
            revision: Revision::FIRST,
            created: now,
            updated: now,
            erased: None,
        };
        let whole = WholeApplication {
            application,
            call,
            attachments: Vec::new(),
        };
        Ok(Change::telling(whole, &self.draft))
    }
}

/// Takes the next case reference of the year from the database's counter.
async fn next_reference<S: Scheme>(
    db: &mut PgConnection,
    today: NaiveDate,
) -> Result<CaseReference, CaseError> {
    let number = rows::take_case_number(db, today.year()).await?;
    let at = Row::of("case_counter", today.year());
    let year = at.column("year", u16::try_from(today.year()))?;
    let number = at.column("last", u32::try_from(number))?;
    let reference = CaseReference::new(S::PROFILE.case_prefix, year, number);
    Ok(at.column("last", reference)?)
}
