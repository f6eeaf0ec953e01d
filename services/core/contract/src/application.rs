//! Applications (søknader).

use chrono::{DateTime, NaiveDate, Utc};
use domain::application::DraftChanges;
use domain::application::{Applicant, Application, ApplicationState, Attachment, Draft};
use domain::identifiers::{ApplicationId, CallId, CaseReference, OrganisationNumber};
use domain::money::Money;
use domain::organisation::ApplicantKind;
use domain::page::Page;
use domain::step::Revision;
use domain::violations::Violations;

use crate::inward::{self, Inward, Mask, request};
use crate::names::{ApplicationName, CallName, ResourceName};
use crate::outward::{Outward, count, timestamp};
use crate::scheme::{pack_form, unpack_form};
use crate::{SchemeContract, money, page, v1};

/// What an update of an application can name.
const CHANGEABLE: [&str; 4] = ["applicant", "requested", "last_year", "form"];

/// Ask what the rules would say of an application.
#[derive(Debug, Clone, PartialEq)]
pub struct CheckApplication<F> {
    /// The call is what counts; the last part may be anything.
    pub name: ApplicationName,
    /// What the applicant would write.
    pub draft: Draft<F>,
}

/// Create an application.
#[derive(Debug, Clone, PartialEq)]
pub struct CreateApplication<F> {
    /// The name the client chose.
    pub name: ApplicationName,
    /// What the applicant writes.
    pub draft: Draft<F>,
}

/// Change an application.
#[derive(Debug, Clone, PartialEq)]
pub struct UpdateApplication<F> {
    /// Which.
    pub name: ApplicationName,
    /// As last read.
    pub revision: Revision,
    /// New values for the fields the mask names.
    pub changes: DraftChanges<F>,
}

request! {
    /// Submit an application.
    SubmitApplication from SubmitApplicationRequest |from, faults, scheme| {
        /// Which.
        name: ApplicationName = ApplicationName::read(faults, "name", &from.name, scheme),
        /// As last read.
        revision: Revision = inward::etag(faults, "etag", &from.etag),
    }
}

request! {
    /// Take an application back.
    WithdrawApplication from WithdrawApplicationRequest |from, faults, scheme| {
        /// Which.
        name: ApplicationName = ApplicationName::read(faults, "name", &from.name, scheme),
        /// As last read.
        revision: Revision = inward::etag(faults, "etag", &from.etag),
        /// Why; empty when none was given.
        reason: String = inward::optional_reason(faults, "reason", &from.reason),
    }
}

request! {
    /// Send an application back to be completed.
    ReturnApplication from ReturnApplicationRequest |from, faults, scheme| {
        /// Which.
        name: ApplicationName = ApplicationName::read(faults, "name", &from.name, scheme),
        /// As last read.
        revision: Revision = inward::etag(faults, "etag", &from.etag),
        /// What is missing.
        reason: String = inward::reason(faults, "reason", &from.reason),
        /// Last day to complete. That it lies ahead is for who has a clock to say.
        complete_by: NaiveDate = faults.date("complete_by_date", &from.complete_by_date),
    }
}

request! {
    /// Dismiss an application.
    DismissApplication from DismissApplicationRequest |from, faults, scheme| {
        /// Which.
        name: ApplicationName = ApplicationName::read(faults, "name", &from.name, scheme),
        /// As last read.
        revision: Revision = inward::etag(faults, "etag", &from.etag),
        /// Why it cannot be treated.
        reason: String = inward::reason(faults, "reason", &from.reason),
    }
}

request! {
    /// Read an application.
    GetApplication from GetApplicationRequest |from, faults, scheme| {
        /// Which.
        name: ApplicationName = ApplicationName::read(faults, "name", &from.name, scheme),
    }
}

request! {
    /// List applications.
    ListApplications from ListApplicationsRequest |from, faults, scheme| {
        /// The call.
        parent: CallName = CallName::read(faults, "parent", &from.parent, scheme),
        /// Which page, by case reference.
        page: Page<CaseReference> = page::read(faults, ListApplications::LIST, parent.as_ref(), from.page_size, &from.page_token),
        /// Only those in these states, by the domain's names; all when empty.
        states: Vec<&'static str> = inward::choices(faults, "states", &from.states, state_name),
        /// Only this organisation's.
        organisation: Option<OrganisationNumber> = faults.parse_optional("organisation_number", &from.organisation_number),
    }
}

impl ListApplications {
    /// The list, in page tokens.
    pub const LIST: &str = "ListApplications";
}

impl<S: SchemeContract> Inward<S> for CheckApplication<S::Form> {
    type Message = v1::CheckApplicationRequest;

    fn inward(from: Self::Message) -> Result<Self, Violations> {
        let (name, draft) = whole::<S>(from.application)?;
        Ok(CheckApplication { name, draft })
    }
}

impl<S: SchemeContract> Inward<S> for CreateApplication<S::Form> {
    type Message = v1::CreateApplicationRequest;

    fn inward(from: Self::Message) -> Result<Self, Violations> {
        let (name, draft) = whole::<S>(from.application)?;
        Ok(CreateApplication { name, draft })
    }
}

/// An application of which the client gives everything that is not ours to say.
fn whole<S: SchemeContract>(
    application: Option<v1::Application>,
) -> Result<(ApplicationName, Draft<S::Form>), Violations> {
    let mut faults = Violations::new();
    let application = faults.required("application", application);
    let read = application.and_then(|from| {
        faults.within("application", |faults| {
            let name = ApplicationName::read(faults, "name", &from.name, S::PROFILE.code);
            let applicant = applicant(faults, from.applicant);
            let requested = money::positive(faults, "requested", from.requested);
            let last_year = money::optional(faults, "last_year", from.last_year);
            let form = unpack_form::<S>(faults, "form", from.form);
            let draft = Draft {
                applicant: applicant?,
                requested: requested?,
                last_year: last_year?,
                form: form?,
            };
            Some((name?, draft))
        })
    });
    faults.finish(read)
}

impl<S: SchemeContract> Inward<S> for UpdateApplication<S::Form> {
    type Message = v1::UpdateApplicationRequest;

    fn inward(from: Self::Message) -> Result<Self, Violations> {
        let mut faults = Violations::new();
        let mask = Mask::read(&mut faults, from.update_mask, &CHANGEABLE);
        let application = faults.required("application", from.application);
        let read = application.and_then(|from| {
            faults.within("application", |faults| {
                let name = ApplicationName::read(faults, "name", &from.name, S::PROFILE.code);
                let revision = inward::etag(faults, "etag", &from.etag);
                let applicant = mask.field("applicant", || applicant(faults, from.applicant));
                let requested = mask.field("requested", || {
                    money::positive(faults, "requested", from.requested)
                });
                let last_year = mask.field("last_year", || {
                    money::optional(faults, "last_year", from.last_year)
                });
                let form = mask.field("form", || unpack_form::<S>(faults, "form", from.form));
                let changes = DraftChanges {
                    applicant: applicant?,
                    requested: requested?,
                    last_year: last_year?,
                    form: form?,
                };
                Some(UpdateApplication {
                    name: name?,
                    revision: revision?,
                    changes,
                })
            })
        });
        faults.finish(read)
    }
}

fn applicant(faults: &mut Violations, applicant: Option<v1::Applicant>) -> Option<Applicant> {
    let applicant = faults.required("applicant", applicant)?;
    let read: Result<Applicant, Violations> = applicant.try_into();
    read.map_err(|found| faults.absorb("applicant", found.into_vec()))
        .ok()
}

impl TryFrom<v1::Applicant> for Applicant {
    type Error = Violations;

    fn try_from(from: v1::Applicant) -> Result<Self, Violations> {
        let mut faults = Violations::new();
        let organisation = faults.parse("organisation_number", &from.organisation_number);
        let name = faults.line("organisation_name", &from.organisation_name, 200);
        let kind = inward::choice(&mut faults, "kind", from.kind, applicant_kind);
        let municipality = faults.parse("municipality_number", &from.municipality_number);
        let read = (|| {
            Some(Applicant {
                organisation: organisation?,
                name: name?,
                kind: kind?,
                municipality: municipality?,
                invented_number: from.invented_number,
            })
        })();
        faults.finish(read)
    }
}

fn applicant_kind(kind: v1::ApplicantKind) -> Option<ApplicantKind> {
    match kind {
        v1::ApplicantKind::Unspecified => None,
        v1::ApplicantKind::Municipality => Some(ApplicantKind::Municipality),
        v1::ApplicantKind::Foundation => Some(ApplicantKind::Foundation),
        v1::ApplicantKind::Company => Some(ApplicantKind::Company),
        v1::ApplicantKind::VoluntaryOrganisation => Some(ApplicantKind::VoluntaryOrganisation),
        v1::ApplicantKind::Other => Some(ApplicantKind::Other),
    }
}

/// The domain's name of a state, by which lists are filtered.
fn state_name(state: v1::ApplicationState) -> Option<&'static str> {
    match state {
        v1::ApplicationState::Unspecified => None,
        v1::ApplicationState::Draft => Some("draft"),
        v1::ApplicationState::Submitted => Some("submitted"),
        v1::ApplicationState::Returned => Some("returned"),
        v1::ApplicationState::Withdrawn => Some("withdrawn"),
        v1::ApplicationState::Dismissed => Some("dismissed"),
        v1::ApplicationState::Assessed => Some("assessed"),
        v1::ApplicationState::Recommended => Some("recommended"),
        v1::ApplicationState::Granted => Some("granted"),
        v1::ApplicationState::PartlyGranted => Some("partly_granted"),
        v1::ApplicationState::Refused => Some("refused"),
    }
}

impl From<&ApplicationState> for v1::ApplicationState {
    fn from(state: &ApplicationState) -> Self {
        match state {
            ApplicationState::Draft => v1::ApplicationState::Draft,
            ApplicationState::Submitted { .. } => v1::ApplicationState::Submitted,
            ApplicationState::Returned { .. } => v1::ApplicationState::Returned,
            ApplicationState::Withdrawn { .. } => v1::ApplicationState::Withdrawn,
            ApplicationState::Dismissed { .. } => v1::ApplicationState::Dismissed,
            ApplicationState::Assessed { .. } => v1::ApplicationState::Assessed,
            ApplicationState::Recommended { .. } => v1::ApplicationState::Recommended,
            ApplicationState::Granted { .. } => v1::ApplicationState::Granted,
            ApplicationState::PartlyGranted { .. } => v1::ApplicationState::PartlyGranted,
            ApplicationState::Refused { .. } => v1::ApplicationState::Refused,
        }
    }
}

impl From<ApplicantKind> for v1::ApplicantKind {
    fn from(kind: ApplicantKind) -> Self {
        match kind {
            ApplicantKind::Municipality => v1::ApplicantKind::Municipality,
            ApplicantKind::Foundation => v1::ApplicantKind::Foundation,
            ApplicantKind::Company => v1::ApplicantKind::Company,
            ApplicantKind::VoluntaryOrganisation => v1::ApplicantKind::VoluntaryOrganisation,
            ApplicantKind::Other => v1::ApplicantKind::Other,
        }
    }
}

impl From<Applicant> for v1::Applicant {
    fn from(applicant: Applicant) -> Self {
        v1::Applicant {
            organisation_number: applicant.organisation.into(),
            organisation_name: applicant.name,
            kind: v1::ApplicantKind::from(applicant.kind).into(),
            municipality_number: applicant.municipality.into(),
            invented_number: applicant.invented_number,
        }
    }
}

impl<S: SchemeContract> Outward<S> {
    /// The name of an application.
    #[must_use]
    pub fn application_name(&self, call: &CallId, application: ApplicationId) -> ApplicationName {
        ApplicationName {
            scheme: self.scheme(),
            call: call.clone(),
            application,
        }
    }

    /// An application. `deadline` is its call's; `attachments` are its files.
    #[must_use]
    pub fn application(
        &self,
        application: Application<S::Form>,
        deadline: DateTime<Utc>,
        attachments: Vec<Attachment>,
    ) -> v1::Application {
        let name = self.application_name(&application.call, application.id);
        let state = application.state;
        let decided: Option<Money> = state.decided().map(|outcome| outcome.amount);
        let submission = state.submission();
        let placement = submission.map(|submission| &submission.placement);
        // An applicant learns its score with the decision.
        let score = state
            .score()
            .filter(|_| self.for_staff || decided.is_some());
        let by_staff = !matches!(
            state,
            ApplicationState::Draft
                | ApplicationState::Submitted { .. }
                | ApplicationState::Withdrawn { .. }
        );
        let complete_by = match &state {
            ApplicationState::Returned { complete_by, .. } => complete_by.to_string(),
            _ => String::new(),
        };
        v1::Application {
            case_reference: application.case_reference.to_string(),
            applicant: Some(application.draft.applicant.into()),
            requested: Some(application.draft.requested.into()),
            last_year: application.draft.last_year.map(Into::into),
            form: Some(pack_form::<S>(application.draft.form)),
            state: v1::ApplicationState::from(&state).into(),
            last_step: Some(self.step(&application.last_step, by_staff)),
            submit_time: submission.map(|submission| timestamp(submission.at)),
            late: submission.is_some_and(|submission| submission.at > deadline),
            claim: submission.map(|submission| self.claim(&submission.claim)),
            notices: submission
                .map(|submission| self.findings(&submission.notices))
                .unwrap_or_default(),
            sub_frame: placement
                .map(|placement| placement.sub_frame.clone())
                .unwrap_or_default(),
            priority_class: placement.map_or(0, |placement| count(placement.priority_class)),
            score_milli: score.map_or(0, |score| score.0),
            awarded: decided.map(Into::into),
            attachments: attachments
                .into_iter()
                .map(|file| self.attachment(&name, file))
                .collect(),
            etag: application.revision.etag(),
            create_time: Some(timestamp(application.created)),
            update_time: Some(timestamp(application.updated)),
            complete_by_date: complete_by,
            name: name.to_string(),
        }
    }
}
