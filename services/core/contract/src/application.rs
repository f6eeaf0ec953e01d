//! Applications (søknader).

use domain::application::DraftChanges;
use domain::application::{Applicant, Application, ApplicationState, Attachment, Draft};
use domain::identifiers::{ApplicationId, CallId};
use domain::money::Money;
use domain::organisation::ApplicantKind;
use domain::step::Revision;
use domain::violations::Violations;
use prost_types::FieldMask;
use text::Language;

use crate::contact::{address, contact};
use crate::inward::{self, Mask};
use crate::names::{ApplicationName, ResourceName};
use crate::outward::{Outward, count, timestamp};
use crate::scheme::{pack_form, unpack_form};
use crate::{SchemeContract, decision, money, v1};

/// Fields that an update of an application can name.
const CHANGEABLE: [&str; 7] = [
    "applicant",
    "requested",
    "last_year",
    "form",
    "letter_language",
    "contact",
    "address",
];

/// Reads the field `application` of a request that writes all of it.
pub fn whole<S: SchemeContract>(
    faults: &mut Violations,
    application: Option<v1::Application>,
) -> Option<(ApplicationName, Draft<S::Form>)> {
    let from = faults.required("application", application)?;
    faults.within("application", |faults| {
        let name = ApplicationName::read(faults, "name", &from.name, S::PROFILE.code);
        let applicant = applicant(faults, "applicant", from.applicant);
        let requested = money::positive(faults, "requested", from.requested);
        let last_year = money::optional(faults, "last_year", from.last_year);
        let form = unpack_form::<S>(faults, "form", from.form);
        let letter_language = letter_language(faults, &from.letter_language);
        let contact = contact(faults, from.contact);
        let address = address(faults, from.address);
        let draft = Draft {
            applicant: applicant?,
            requested: requested?,
            last_year: last_year?,
            letter_language: letter_language?,
            contact: contact?,
            address: address?,
            form: form?,
        };
        Some((name?, draft))
    })
}

/// Reads the field `application` of a request that changes what its mask names.
pub fn changed<S: SchemeContract>(
    faults: &mut Violations,
    mask: Option<FieldMask>,
    application: Option<v1::Application>,
) -> Option<(ApplicationName, Revision, DraftChanges<S::Form>)> {
    let mask = Mask::read(faults, mask, &CHANGEABLE);
    let from = faults.required("application", application)?;
    faults.within("application", |faults| {
        let name = ApplicationName::read(faults, "name", &from.name, S::PROFILE.code);
        let revision = inward::etag(faults, "etag", &from.etag);
        let applicant = mask.field("applicant", || {
            applicant(faults, "applicant", from.applicant)
        });
        let requested = mask.field("requested", || {
            money::positive(faults, "requested", from.requested)
        });
        let last_year = mask.field("last_year", || {
            money::optional(faults, "last_year", from.last_year)
        });
        let form = mask.field("form", || unpack_form::<S>(faults, "form", from.form));
        let letter_language = mask.field("letter_language", || {
            letter_language(faults, &from.letter_language)
        });
        let contact = mask.field("contact", || contact(faults, from.contact));
        let address = mask.field("address", || address(faults, from.address));
        let changes = DraftChanges {
            applicant: applicant?,
            requested: requested?,
            last_year: last_year?,
            letter_language: letter_language?,
            contact: contact?,
            address: address?,
            form: form?,
        };
        Some((name?, revision?, changes))
    })
}

fn letter_language(faults: &mut Violations, text: &str) -> Option<Language> {
    Some(decision::language(faults, "letter_language", text)?.unwrap_or_default())
}

/// Reads an organisation.
pub(crate) fn applicant(
    faults: &mut Violations,
    field: &'static str,
    applicant: Option<v1::Applicant>,
) -> Option<Applicant> {
    let applicant = faults.required(field, applicant)?;
    let read: Result<Applicant, Violations> = applicant.try_into();
    read.map_err(|found| faults.absorb(field, found.into_vec()))
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

/// Returns the domain's name of a state, by which lists are filtered.
#[must_use]
pub const fn state_name(state: v1::ApplicationState) -> Option<&'static str> {
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
    /// Writes the name of an application.
    #[must_use]
    pub fn application_name(&self, call: &CallId, application: ApplicationId) -> ApplicationName {
        ApplicationName {
            scheme: self.scheme(),
            call: call.clone(),
            application,
        }
    }

    /// Writes an application with its files. `late`: submitted after its call's deadline.
    #[must_use]
    pub fn application(
        &self,
        application: Application<S::Form>,
        late: bool,
        attachments: Vec<Attachment>,
    ) -> v1::Application {
        let name = self.application_name(&application.call, application.id);
        let (state, erased) = (application.state, application.erased);
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
            form: erased
                .is_none()
                .then(|| pack_form::<S>(application.draft.form)),
            state: v1::ApplicationState::from(&state).into(),
            letter_language: application.draft.letter_language.to_string(),
            contact: application.draft.contact.map(Into::into),
            address: application.draft.address.map(Into::into),
            last_step: Some(self.step(&application.last_step, by_staff)),
            submit_time: submission.map(|submission| timestamp(submission.at)),
            late,
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
            erase_time: erased.map(|erased| timestamp(erased.at)),
            disposal: erased
                .map(|erased| self.disposal_name(erased.disposal))
                .unwrap_or_default(),
            name: name.to_string(),
        }
    }
}
