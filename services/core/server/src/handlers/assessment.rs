//! `AssessmentService`: scores with reasons, and who must not take part.

use casework::application::case::{CaseAt, CaseId};
use casework::assessment;
use contract::SchemeContract;
use contract::assessment::{DeclareInterest, ListAssessments, RecordAssessment};
use contract::names::ApplicationName;
use contract::v1::assessment_service_server::AssessmentService;
use contract::v1::{
    DeclareInterestRequest, DeclareInterestResponse, ListAssessmentsRequest,
    ListAssessmentsResponse, RecordAssessmentRequest, RecordAssessmentResponse,
};
use domain::step::{Revision, StepName};
use tonic::{Request, Response, Status};

use super::Handlers;
use crate::step;

/// The case that a name names.
pub(super) fn case_id(name: &ApplicationName) -> CaseId {
    CaseId {
        call: name.call.clone(),
        application: name.application,
    }
}

/// The case as the caller read it.
pub(super) fn case_at(name: &ApplicationName, revision: Revision) -> CaseAt {
    CaseAt {
        case: case_id(name),
        revision,
    }
}

#[tonic::async_trait]
impl<S: SchemeContract> AssessmentService for Handlers<S> {
    async fn declare_interest(
        &self,
        request: Request<DeclareInterestRequest>,
    ) -> Result<Response<DeclareInterestResponse>, Status> {
        self.desk
            .act(
                request,
                step!(|db, act, declare: DeclareInterest| async move {
                    let case = case_id(&declare.application);
                    let (ground, reason) = (declare.ground, declare.reason.as_str());
                    assessment::declare_interest::<S>(db, &act, &case, ground, reason).await
                }),
                |_, _, earlier| DeclareInterestResponse {
                    earlier_steps: earlier
                        .iter()
                        .map(|step: &StepName| step.name().to_owned())
                        .collect(),
                },
            )
            .await
    }

    async fn record_assessment(
        &self,
        request: Request<RecordAssessmentRequest>,
    ) -> Result<Response<RecordAssessmentResponse>, Status> {
        self.desk
            .act(
                request,
                step!(|db, act, record: RecordAssessment| async move {
                    let at = case_at(&record.application, record.revision);
                    assessment::record_assessment::<S>(db, &act, &at, &record.scores).await
                }),
                |_, _, recorded| RecordAssessmentResponse {
                    application_etag: recorded.revision.etag(),
                    assessment: Some(recorded.assessment.into()),
                },
            )
            .await
    }

    async fn list_assessments(
        &self,
        request: Request<ListAssessmentsRequest>,
    ) -> Result<Response<ListAssessmentsResponse>, Status> {
        self.desk
            .look(
                request,
                step!(|db, act, list: ListAssessments| async move {
                    assessment::list_assessments::<S>(db, &act, &case_id(&list.parent)).await
                }),
                |_, _, found| ListAssessmentsResponse {
                    assessments: found.into_iter().map(Into::into).collect(),
                },
            )
            .await
    }
}
