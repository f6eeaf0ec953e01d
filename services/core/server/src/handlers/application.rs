//! `ApplicationService`: applications, from draft to submitted, and what ends one before it is
//! assessed.

use std::sync::Arc;

use casework::act::Act;
use casework::application;
use casework::application::attachment::{self, NewAttachment};
use casework::application::estimate;
use casework::application::view::{self, ApplicationView};
use casework::call;
use casework::error::CaseError;
use chrono::{DateTime, Utc};
use contract::application::{
    CheckApplication, CreateApplication, DismissApplication, GetApplication, ListApplications,
    ReturnApplication, SubmitApplication, UpdateApplication, WithdrawApplication,
};
use contract::attachment::DownloadAttachment;
use contract::estimate::EstimateAward;
use contract::names::{ApplicationName, AttachmentName};
use contract::v1::application_service_server::ApplicationService;
use contract::v1::{
    Application, CheckApplicationRequest, CheckApplicationResponse, CreateApplicationRequest,
    CreateApplicationResponse, DismissApplicationRequest, DismissApplicationResponse,
    DownloadAttachmentRequest, DownloadAttachmentResponse, EstimateAwardRequest,
    EstimateAwardResponse, GetApplicationRequest, GetApplicationResponse, ListApplicationsRequest,
    ListApplicationsResponse, ReturnApplicationRequest, ReturnApplicationResponse,
    SubmitApplicationRequest, SubmitApplicationResponse, UpdateApplicationRequest,
    UpdateApplicationResponse, UploadAttachmentRequest, UploadAttachmentResponse,
    WithdrawApplicationRequest, WithdrawApplicationResponse,
};
use contract::{Outward, SchemeContract};
use domain::identifiers::CallId;
use sqlx::PgConnection;
use tonic::{Request, Response, Status, Streaming};

use super::assessment::{case_at, case_id};
use super::{Handlers, PageOf, upload};
use crate::desk::{Desk, Sitting};
use crate::step;
use crate::stream::Parts;

/// What is seen of applications, with the deadline of their call, which decides whether they were
/// late.
async fn with_deadline<T>(
    db: &mut PgConnection,
    act: &Act<'_>,
    call: &CallId,
    seen: T,
) -> Result<(T, DateTime<Utc>), CaseError> {
    let call = call::get_call(db, act, call).await?;
    Ok((seen, call.terms.deadline))
}

fn application<S: SchemeContract>(
    outward: &Outward<S>,
    view: ApplicationView<S::Form>,
    deadline: DateTime<Utc>,
) -> Application {
    let mut application = outward.application(view.application, deadline, view.attachments);
    if !view.score_visible {
        application.score_milli = 0;
    }
    application
}

fn page(list: &ListApplications) -> view::ListApplications {
    view::ListApplications {
        call: list.parent.call.clone(),
        page: list.page.clone(),
        states: list.states.clone(),
        organisation: list.organisation.clone(),
    }
}

fn application_of(file: &AttachmentName) -> ApplicationName {
    ApplicationName {
        scheme: file.scheme.clone(),
        call: file.call.clone(),
        application: file.application,
    }
}

#[tonic::async_trait]
impl<S: SchemeContract> ApplicationService for Handlers<S> {
    type DownloadAttachmentStream = Parts<DownloadAttachmentResponse>;

    async fn check_application(
        &self,
        request: Request<CheckApplicationRequest>,
    ) -> Result<Response<CheckApplicationResponse>, Status> {
        self.desk
            .look(
                request,
                step!(|db, act, check: CheckApplication<S::Form>| async move {
                    let case = case_id(&check.name);
                    application::check_application::<S>(db, &act, &case, &check.draft).await
                }),
                |outward, _, checked| CheckApplicationResponse {
                    findings: outward.findings(&checked.findings),
                    claim: checked.claim.map(|claim| outward.claim(&claim)),
                },
            )
            .await
    }

    async fn estimate_award(
        &self,
        request: Request<EstimateAwardRequest>,
    ) -> Result<Response<EstimateAwardResponse>, Status> {
        self.desk
            .look_and_work(
                request,
                step!(|db, act, ask: EstimateAward| async move {
                    estimate::ask_estimate::<S>(db, &act, &case_id(&ask.name)).await
                }),
                |_, asked| asked.estimate(),
                |outward, _, (previous, estimate)| outward.estimate(&previous, &estimate),
            )
            .await
    }

    async fn create_application(
        &self,
        request: Request<CreateApplicationRequest>,
    ) -> Result<Response<CreateApplicationResponse>, Status> {
        self.desk
            .act(
                request,
                step!(|db, act, create: CreateApplication<S::Form>| async move {
                    let case = case_id(&create.name);
                    let view = application::create_application::<S>(db, &act, &case, &create.draft)
                        .await?;
                    with_deadline(db, &act, &create.name.call, view).await
                }),
                |outward, _, (view, deadline)| CreateApplicationResponse {
                    application: Some(application(outward, view, deadline)),
                },
            )
            .await
    }

    async fn update_application(
        &self,
        request: Request<UpdateApplicationRequest>,
    ) -> Result<Response<UpdateApplicationResponse>, Status> {
        self.desk
            .act(
                request,
                step!(|db, act, update: UpdateApplication<S::Form>| async move {
                    let at = case_at(&update.name, update.revision);
                    let view = application::update_application::<S>(db, &act, &at, &update.changes)
                        .await?;
                    with_deadline(db, &act, &update.name.call, view).await
                }),
                |outward, _, (view, deadline)| UpdateApplicationResponse {
                    application: Some(application(outward, view, deadline)),
                },
            )
            .await
    }

    async fn submit_application(
        &self,
        request: Request<SubmitApplicationRequest>,
    ) -> Result<Response<SubmitApplicationResponse>, Status> {
        self.desk
            .act(
                request,
                step!(|db, act, submit: SubmitApplication| async move {
                    let at = case_at(&submit.name, submit.revision);
                    let view = application::submit_application::<S>(db, &act, &at).await?;
                    with_deadline(db, &act, &submit.name.call, view).await
                }),
                |outward, _, (view, deadline)| SubmitApplicationResponse {
                    application: Some(application(outward, view, deadline)),
                },
            )
            .await
    }

    async fn withdraw_application(
        &self,
        request: Request<WithdrawApplicationRequest>,
    ) -> Result<Response<WithdrawApplicationResponse>, Status> {
        self.desk
            .act(
                request,
                step!(|db, act, withdraw: WithdrawApplication| async move {
                    let at = case_at(&withdraw.name, withdraw.revision);
                    let view =
                        application::withdraw_application::<S>(db, &act, &at, &withdraw.reason)
                            .await?;
                    with_deadline(db, &act, &withdraw.name.call, view).await
                }),
                |outward, _, (view, deadline)| WithdrawApplicationResponse {
                    application: Some(application(outward, view, deadline)),
                },
            )
            .await
    }

    async fn return_application(
        &self,
        request: Request<ReturnApplicationRequest>,
    ) -> Result<Response<ReturnApplicationResponse>, Status> {
        self.desk
            .act(
                request,
                step!(|db, act, back: ReturnApplication| async move {
                    let at = case_at(&back.name, back.revision);
                    let view = application::return_application::<S>(
                        db,
                        &act,
                        &at,
                        &back.reason,
                        back.complete_by,
                    )
                    .await?;
                    with_deadline(db, &act, &back.name.call, view).await
                }),
                |outward, _, (view, deadline)| ReturnApplicationResponse {
                    application: Some(application(outward, view, deadline)),
                },
            )
            .await
    }

    async fn dismiss_application(
        &self,
        request: Request<DismissApplicationRequest>,
    ) -> Result<Response<DismissApplicationResponse>, Status> {
        self.desk
            .act(
                request,
                step!(|db, act, dismiss: DismissApplication| async move {
                    let at = case_at(&dismiss.name, dismiss.revision);
                    let view =
                        application::dismiss_application::<S>(db, &act, &at, &dismiss.reason)
                            .await?;
                    with_deadline(db, &act, &dismiss.name.call, view).await
                }),
                |outward, _, (view, deadline)| DismissApplicationResponse {
                    application: Some(application(outward, view, deadline)),
                },
            )
            .await
    }

    async fn get_application(
        &self,
        request: Request<GetApplicationRequest>,
    ) -> Result<Response<GetApplicationResponse>, Status> {
        self.desk
            .look(
                request,
                step!(|db, act, get: GetApplication| async move {
                    let view = view::get_application::<S>(db, &act, &case_id(&get.name)).await?;
                    with_deadline(db, &act, &get.name.call, view).await
                }),
                |outward, _, (view, deadline)| GetApplicationResponse {
                    application: Some(application(outward, view, deadline)),
                },
            )
            .await
    }

    async fn list_applications(
        &self,
        request: Request<ListApplicationsRequest>,
    ) -> Result<Response<ListApplicationsResponse>, Status> {
        self.desk
            .look(
                request,
                step!(|db, act, list: ListApplications| async move {
                    let listed = view::list_applications::<S>(db, &act, &page(list)).await?;
                    with_deadline(db, &act, &list.parent.call, listed).await
                }),
                |outward, list, (listed, deadline)| {
                    let more = listed.next.is_some();
                    let rows = listed.rows.into_iter().map(|view| {
                        let key = view.application.case_reference.clone();
                        (key, application(outward, view, deadline))
                    });
                    let (applications, next_page_token) = PageOf {
                        list: ListApplications::LIST,
                        parent: &list.parent.to_string(),
                    }
                    .answer(rows, more);
                    ListApplicationsResponse {
                        applications,
                        next_page_token,
                    }
                },
            )
            .await
    }

    async fn upload_attachment(
        &self,
        request: Request<Streaming<UploadAttachmentRequest>>,
    ) -> Result<Response<UploadAttachmentResponse>, Status> {
        let sitting = Sitting::<S>::of(&request)?;
        let received = upload::receive(&sitting, request.into_inner()).await?;
        let received = Arc::new(received);
        let stored = self
            .desk
            .take(
                &sitting,
                Arc::clone(&received),
                step!(
                    |db, act, file: (ApplicationName, NewAttachment)| async move {
                        attachment::upload_attachment::<S>(db, &act, &case_id(&file.0), &file.1)
                            .await
                    }
                ),
            )
            .await?;
        Ok(Response::new(UploadAttachmentResponse {
            attachment: Some(sitting.outward().attachment(&received.0, stored)),
        }))
    }

    async fn download_attachment(
        &self,
        request: Request<DownloadAttachmentRequest>,
    ) -> Result<Response<Self::DownloadAttachmentStream>, Status> {
        let (sitting, download) = Desk::<S>::receive::<DownloadAttachment>(request)?;
        let download = Arc::new(download);
        let (file, content) = self
            .desk
            .see(
                &sitting,
                Arc::clone(&download),
                step!(|db, act, download: DownloadAttachment| async move {
                    let case = case_id(&application_of(&download.name));
                    let file = download.name.attachment;
                    attachment::download_attachment::<S>(db, &act, &case, file).await
                }),
            )
            .await?;
        let facts = sitting
            .outward()
            .attachment(&application_of(&download.name), file);
        let messages = upload::messages(facts, content);
        Ok(Response::new(Box::pin(tokio_stream::iter(messages))))
    }
}
