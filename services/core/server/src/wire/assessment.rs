//! Assessments and declared interests.

use casework::assessment::{DeclareInterest, ListAssessments, RecordAssessment, Recorded};
use contract::assessment::{ground, scores};
use contract::inward as read;
use contract::v1::assessment_service_server::AssessmentService;
use domain::assessment::Assessment;
use domain::step::StepName;

use super::{application as key, inward, respond};
use crate::handlers::Handlers;

crate::table! {
    impl[S] AssessmentService for Handlers<S>, scheme S {
        declare_interest => casework::assessment::DeclareInterest;
        record_assessment => casework::assessment::RecordAssessment;
        list_assessments => casework::assessment::ListAssessments;
    }
}

inward! {
    DeclareInterestRequest => DeclareInterest |from, faults| {
        key: key::<S>(faults, "application", &from.application),
        ground: read::choice(faults, "ground", from.ground, ground),
        reason: read::reason(faults, "reason", &from.reason),
    }
    RecordAssessmentRequest => RecordAssessment |from, faults| {
        key: key::<S>(faults, "application", &from.application),
        revision: read::etag(faults, "etag", &from.etag),
        scores: scores::<S>(faults, from.scores),
    }
    ListAssessmentsRequest => ListAssessments |from, faults| {
        key: key::<S>(faults, "parent", &from.parent),
    }
}

respond! {
    |_step, earlier: Vec<StepName>, _outward| {
        earlier_steps: earlier.iter().map(|step| step.name().to_owned()).collect(),
    }
    for DeclareInterest => DeclareInterestResponse;

    |_step, recorded: Recorded, _outward| {
        application_etag: recorded.revision.etag(),
        assessment: Some(recorded.assessment.into()),
    }
    for RecordAssessment => RecordAssessmentResponse;

    |_step, found: Vec<Assessment>, _outward| {
        assessments: found.into_iter().map(Into::into).collect(),
    }
    for ListAssessments => ListAssessmentsResponse;
}
