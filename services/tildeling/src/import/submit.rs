//! One row becomes a submitted application.

use std::sync::Arc;

use anyhow::Context;
use contract::{SchemeContract, pack_form, v1};
use domain::identifiers::OrganisationNumber;
use sha2::{Digest, Sha256};
use tonic::transport::Channel;
use tonic::{Code, Status};
use tonic_types::StatusExt;
use uuid::Uuid;

use super::mapping::Mapping;
use super::row::{Rejected, Row, Score};
use super::template;
use crate::session::{Session, TokenSource};

/// Gives a token for an organisation.
pub type Signatures = Arc<dyn Fn(&OrganisationNumber) -> Result<String, String> + Send + Sync>;

/// The reason that stands beside a score that came with the spreadsheet.
const SCORED_BEFORE: &str = "Poengsum fra regnearket som ble importert";

/// Outcome of a row.
#[derive(Debug)]
pub enum Landed {
    /// Submitted now; in a dry run, one that would be.
    Submitted,
    /// Submitted by an earlier run.
    Known,
    /// Not taken: why.
    Rejected(Vec<Rejected>),
}

/// Sends rows to one call.
#[derive(Clone)]
pub struct Importer {
    channel: Channel,
    call: String,
    signatures: Signatures,
    assessor: TokenSource,
}

impl Importer {
    /// An importer to a call, signing for its applicants, and as an assessor for the scores that
    /// come with the spreadsheet.
    pub fn new(
        channel: Channel,
        call: String,
        signatures: Signatures,
        assessor: TokenSource,
    ) -> Self {
        Self {
            channel,
            call,
            signatures,
            assessor,
        }
    }

    /// The name of a row's application: it follows from the call and the row's key.
    pub fn name(&self, row: &Row) -> String {
        let hash: [u8; 32] = Sha256::new()
            .chain_update(self.call.as_bytes())
            .chain_update([0])
            .chain_update(row.key.as_bytes())
            .finalize()
            .into();
        let mut bytes = [0; 16];
        bytes.copy_from_slice(&hash[..16]);
        let id = uuid::Builder::from_custom_bytes(bytes).into_uuid();
        format!("{}/applications/{}", self.call, Uuid::hyphenated(id))
    }

    /// Creates and submits the application of a row.
    ///
    /// # Errors
    /// The service cannot be reached or fails; what is wrong with the row is a
    /// [`Landed::Rejected`].
    pub async fn row<S: SchemeContract>(
        &self,
        row: &Row,
        mapping: &Mapping,
    ) -> anyhow::Result<Landed> {
        let session = self.session(row);
        let name = self.name(row);
        let application = match self.application::<S>(&session, &name, row, mapping).await? {
            Ok(application) => application,
            Err(landed) => return Ok(landed),
        };
        let request = v1::CreateApplicationRequest {
            application: Some(application),
        };
        let created = match session.applications().create_application(request).await {
            Ok(answer) => answer
                .into_inner()
                .application
                .context("no application in the answer")?,
            Err(status) => return landed(status, row),
        };
        let request = v1::SubmitApplicationRequest {
            name,
            etag: created.etag,
        };
        match session.applications().submit_application(request).await {
            Ok(answer) => {
                let submitted = answer
                    .into_inner()
                    .application
                    .context("no application in the answer")?;
                if let Some(score) = &row.score {
                    self.assess::<S>(&session, submitted, score).await?;
                }
                Ok(Landed::Submitted)
            }
            Err(status) => landed(status, row),
        }
    }
}

impl Importer {
    /// Checks that the call is there and takes applications: else every row would say so.
    ///
    /// # Errors
    /// The call is not there or not open, or the service cannot be reached.
    pub async fn check_call(&self) -> anyhow::Result<()> {
        let session = Session::new(self.channel.clone(), "en", Arc::clone(&self.assessor));
        let request = v1::GetCallRequest {
            name: self.call.clone(),
        };
        let call = match session.scheme().get_call(request).await {
            Ok(answer) => answer.into_inner().call.unwrap_or_default(),
            Err(status) if status.code() == Code::NotFound => {
                anyhow::bail!("{} is no call of this service", self.call)
            }
            Err(status) => return Err(crate::client::told(status)),
        };
        let state = crate::client::plain(call.state().as_str_name(), "CALL_STATE_");
        anyhow::ensure!(
            call.state() == v1::CallState::Open,
            "{} is {state}; applications are taken while it is open",
            self.call
        );
        Ok(())
    }

    /// Asks what the rules would say of a row's application; nothing is stored.
    ///
    /// # Errors
    /// Those of [`Importer::row`].
    pub async fn check<S: SchemeContract>(
        &self,
        row: &Row,
        mapping: &Mapping,
    ) -> anyhow::Result<Landed> {
        let session = self.session(row);
        let name = self.name(row);
        let application = match self.application::<S>(&session, &name, row, mapping).await? {
            Ok(application) => application,
            Err(landed) => return Ok(landed),
        };
        let request = v1::CheckApplicationRequest {
            application: Some(application),
        };
        let findings = match session.applications().check_application(request).await {
            Ok(answer) => answer.into_inner().findings,
            Err(status) => return landed(status, row),
        };
        let blocking = findings
            .into_iter()
            .filter(|finding| finding.severity() == v1::Severity::Blocking);
        let rejected: Vec<Rejected> = blocking
            .map(|finding| Rejected {
                line: row.line,
                column: finding.code,
                reason: finding.text,
            })
            .collect();
        Ok(if rejected.is_empty() {
            Landed::Submitted
        } else {
            Landed::Rejected(rejected)
        })
    }

    fn session(&self, row: &Row) -> Session {
        let (signatures, organisation) = (Arc::clone(&self.signatures), row.organisation.clone());
        Session::new(
            self.channel.clone(),
            "nb",
            Arc::new(move || signatures(&organisation)),
        )
    }

    /// The application of a row, or what became of it already.
    async fn application<S: SchemeContract>(
        &self,
        session: &Session,
        name: &str,
        row: &Row,
        mapping: &Mapping,
    ) -> anyhow::Result<Result<v1::Application, Landed>> {
        let form = match template::form::<S::Form>(&mapping.form, row) {
            Ok(form) => form,
            Err(reason) => {
                return Ok(Err(Landed::Rejected(vec![Rejected {
                    line: row.line,
                    column: "form".to_owned(),
                    reason,
                }])));
            }
        };
        let waiting = match state(session, name).await? {
            Some(state) => matches!(
                state,
                v1::ApplicationState::Draft | v1::ApplicationState::Returned
            ),
            None => true,
        };
        Ok(if waiting {
            Ok(application::<S>(name, row, mapping, form))
        } else {
            Err(Landed::Known)
        })
    }

    /// Records the spreadsheet's score, the same for every criterion: it does not say more.
    async fn assess<S: SchemeContract>(
        &self,
        session: &Session,
        application: v1::Application,
        score: &Score,
    ) -> anyhow::Result<()> {
        let rounded = match score.given.is_integer() {
            true => String::new(),
            false => format!(
                ", {}, i hele poeng",
                score.given.to_string().replace('.', ",")
            ),
        };
        let reason = format!("{SCORED_BEFORE}{rounded}.");
        let scores = S::PROFILE
            .criteria
            .iter()
            .map(|criterion| v1::CriterionScore {
                criterion: criterion.code.to_owned(),
                points: score.points.into(),
                reason: reason.clone(),
            });
        let request = v1::RecordAssessmentRequest {
            application: application.name,
            etag: application.etag,
            scores: scores.collect(),
        };
        let assessor = session.signed_by(Arc::clone(&self.assessor));
        assessor
            .assessments()
            .record_assessment(request)
            .await
            .map_err(crate::client::told)?;
        Ok(())
    }
}

async fn state(session: &Session, name: &str) -> anyhow::Result<Option<v1::ApplicationState>> {
    let request = v1::GetApplicationRequest {
        name: name.to_owned(),
    };
    match session.applications().get_application(request).await {
        Ok(answer) => Ok(answer
            .into_inner()
            .application
            .map(|application| application.state())),
        Err(status) if status.code() == Code::NotFound => Ok(None),
        Err(status) => Err(crate::client::told(status)),
    }
}

fn application<S: SchemeContract>(
    name: &str,
    row: &Row,
    mapping: &Mapping,
    form: S::Form,
) -> v1::Application {
    let kind = format!("APPLICANT_KIND_{}", mapping.organisation.kind);
    v1::Application {
        name: name.to_owned(),
        applicant: Some(v1::Applicant {
            organisation_number: row.organisation.to_string(),
            organisation_name: row.name.clone(),
            kind: v1::ApplicantKind::from_str_name(&kind)
                .unwrap_or_default()
                .into(),
            municipality_number: row.municipality.to_string(),
            invented_number: row.invented,
        }),
        requested: Some(v1::Money {
            ore: row.requested.ore(),
        }),
        last_year: row.last_year.map(|amount| v1::Money { ore: amount.ore() }),
        form: Some(pack_form::<S>(form)),
        ..v1::Application::default()
    }
}

/// Turns a refusal into the outcome of a row; a fault of the service is an error.
fn landed(status: Status, row: &Row) -> anyhow::Result<Landed> {
    let details = status.get_error_details();
    let rejected = |column: &str, reason: &str| Rejected {
        line: row.line,
        column: column.to_owned(),
        reason: reason.to_owned(),
    };
    let rules = details
        .precondition_failure()
        .into_iter()
        .flat_map(|failure| &failure.violations);
    let fields = details
        .bad_request()
        .into_iter()
        .flat_map(|request| &request.field_violations);
    let mut reasons: Vec<Rejected> = rules
        .map(|violation| rejected(&violation.r#type, &violation.description))
        .chain(fields.map(|violation| rejected(&violation.field, &violation.description)))
        .collect();
    match status.code() {
        Code::InvalidArgument | Code::FailedPrecondition | Code::AlreadyExists | Code::NotFound => {
            if reasons.is_empty() {
                reasons.push(rejected("", status.message()));
            }
            Ok(Landed::Rejected(reasons))
        }
        _ => Err(crate::client::told(status)),
    }
}
