//! Applicants: written, attached, submitted, withdrawn, returned and completed, too late.

use anyhow::{Context, ensure};
use chrono::{DateTime, TimeDelta, Utc};
use contract::{pack_form, v1};
use domain::identifiers::OrganisationNumber;
use tonic::Code;

use super::{Play, Written, each, told};
use crate::demo::course::Course;
use crate::demo::year::{Planned, Year};
use crate::session::Session;

impl<Y: Year> Play<Y> {
    /// Sends all applications; the clock ends after the deadline. Returns the eligible ones.
    pub(super) async fn apply(
        &mut self,
        deadline: DateTime<Utc>,
    ) -> anyhow::Result<Vec<Written<Y>>> {
        let planned = self.year.applications(&mut self.world);
        self.played.applications = planned.len();
        // Names are drawn before anything runs at the same time as anything else: the same seed
        // gives the same ones.
        let named: Vec<_> = planned
            .into_iter()
            .map(|planned| (self.new_name("applications"), planned))
            .collect();
        let this = &*self;
        let written = each(named, |(name, planned)| this.write(name, planned)).await?;
        let (late, in_time): (Vec<_>, Vec<_>) = written
            .into_iter()
            .partition(|(planned, _)| planned.course == Course::Late);
        let submitted = each(in_time, |written| this.submit_or_not(written)).await?;
        let eligible: Vec<Written<Y>> = submitted.into_iter().flatten().collect();

        self.clock.set(deadline + TimeDelta::seconds(1));
        each(late, |written| this.submit_late(written)).await?;
        let (completes, _): (Vec<_>, Vec<_>) = eligible
            .iter()
            .cloned()
            .partition(|(planned, _)| planned.course == Course::Completes);
        each(completes, |written| this.complete(written)).await?;

        self.played.eligible = eligible.len();
        self.played.sought_ore = eligible
            .iter()
            .map(|(planned, _)| planned.requested.ore())
            .sum();
        Ok(eligible)
    }

    async fn write(
        &self,
        name: String,
        planned: Planned<super::FormOf<Y>>,
    ) -> anyhow::Result<Written<Y>> {
        let applicant = &planned.applicant;
        let portal = self.portal(&applicant.organisation);
        let application = v1::Application {
            name: name.clone(),
            applicant: Some(v1::Applicant {
                organisation_number: applicant.organisation.to_string(),
                organisation_name: applicant.name.clone(),
                kind: v1::ApplicantKind::from_str_name(&format!(
                    "APPLICANT_KIND_{}",
                    applicant.kind
                ))
                .unwrap_or_default()
                .into(),
                municipality_number: applicant.municipality.to_string(),
                invented_number: applicant.invented_number,
            }),
            requested: Some(v1::Money {
                ore: planned.requested.ore(),
            }),
            last_year: planned
                .last_year
                .map(|amount| v1::Money { ore: amount.ore() }),
            letter_language: letter_language(&applicant.organisation).to_owned(),
            contact: Some(contact(&applicant.organisation)),
            form: Some(pack_form::<Y::Scheme>(planned.form.clone())),
            ..v1::Application::default()
        };
        let check = v1::CheckApplicationRequest {
            application: Some(application.clone()),
        };
        portal
            .applications()
            .check_application(check)
            .await
            .map_err(told)?;
        let create = v1::CreateApplicationRequest {
            application: Some(application),
        };
        portal
            .applications()
            .create_application(create)
            .await
            .map_err(told)
            .with_context(|| name.clone())?;
        for kind in &planned.attachments {
            self.attach(&portal, &name, kind).await?;
        }
        Ok((planned, name))
    }

    async fn attach(&self, portal: &Session, application: &str, kind: &str) -> anyhow::Result<()> {
        use v1::upload_attachment_request::Content;
        let name = self.new_name("attachments");
        let id = name.rsplit('/').next().unwrap_or_default();
        let facts = v1::Attachment {
            name: format!("{application}/attachments/{id}"),
            kind: kind.to_owned(),
            file_name: format!("{kind}.txt"),
            media_type: "text/plain".to_owned(),
            ..v1::Attachment::default()
        };
        let content = format!("{kind}: generated for the demonstration\n").into_bytes();
        let messages = [Content::Attachment(facts), Content::Chunk(content)].map(|content| {
            v1::UploadAttachmentRequest {
                content: Some(content),
            }
        });
        portal
            .applications()
            .upload_attachment(tokio_stream::iter(messages))
            .await
            .map_err(told)?;
        Ok(())
    }

    /// The application, if it got in: the rules may refuse it, and some withdraw.
    async fn submit_or_not(
        &self,
        (planned, name): Written<Y>,
    ) -> anyhow::Result<Option<Written<Y>>> {
        let portal = self.portal(&planned.applicant.organisation);
        let request = v1::SubmitApplicationRequest {
            name: name.clone(),
            etag: etag(&portal, &name).await?,
        };
        match portal.applications().submit_application(request).await {
            Ok(_) if planned.course == Course::Withdraws => {
                let request = v1::WithdrawApplicationRequest {
                    name: name.clone(),
                    etag: etag(&portal, &name).await?,
                    reason: "Prosjektet blir finansiert på annen måte.".to_owned(),
                };
                portal
                    .applications()
                    .withdraw_application(request)
                    .await
                    .map_err(told)?;
                Ok(None)
            }
            Ok(_) => Ok(Some((planned, name))),
            Err(status) if status.code() == Code::FailedPrecondition => {
                tracing::debug!(name, problem = %told(status), "not within the rules");
                Ok(None)
            }
            Err(status) => Err(told(status)).context(name),
        }
    }

    async fn submit_late(&self, (planned, name): Written<Y>) -> anyhow::Result<()> {
        let portal = self.portal(&planned.applicant.organisation);
        let request = v1::SubmitApplicationRequest {
            name: name.clone(),
            etag: etag(&portal, &name).await?,
        };
        let answer = portal.applications().submit_application(request).await;
        ensure!(
            answer.is_err_and(|status| status.code() == Code::FailedPrecondition),
            "{name} was taken a second after the deadline"
        );
        Ok(())
    }

    async fn complete(&self, (planned, name): Written<Y>) -> anyhow::Result<()> {
        let request = v1::ReturnApplicationRequest {
            name: name.clone(),
            etag: etag(&self.handler, &name).await?,
            reason: "Budsjettet mangler en forklaring; send den innen fristen.".to_owned(),
            complete_by_date: domain::calendar::local_date(
                domain::calendar::Clock::now(&self.clock) + TimeDelta::days(7),
            )
            .to_string(),
        };
        self.handler
            .applications()
            .return_application(request)
            .await
            .map_err(told)?;
        let portal = self.portal(&planned.applicant.organisation);
        let request = v1::SubmitApplicationRequest {
            name: name.clone(),
            etag: etag(&portal, &name).await?,
        };
        portal
            .applications()
            .submit_application(request)
            .await
            .map_err(told)
            .context(name)?;
        Ok(())
    }
}

/// The application's etag now.
pub(super) async fn etag(session: &Session, name: &str) -> anyhow::Result<String> {
    let request = v1::GetApplicationRequest {
        name: name.to_owned(),
    };
    let answer = session
        .applications()
        .get_application(request)
        .await
        .map_err(told)?
        .into_inner();
    Ok(answer
        .application
        .context("no application in the answer")?
        .etag)
}

/// The language that an applicant chooses for its letters: nynorsk for about a fifth of them.
fn contact(organisation: &OrganisationNumber) -> v1::ContactPerson {
    v1::ContactPerson {
        name: "Post i demonstrasjonen".to_owned(),
        email: format!("post-{organisation}@example.org"),
        phone: String::new(),
    }
}

fn letter_language(organisation: &OrganisationNumber) -> &'static str {
    if organisation.as_str().ends_with(['0', '1']) {
        "nn"
    } else {
        "nb"
    }
}
