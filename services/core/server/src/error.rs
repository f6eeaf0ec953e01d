//! From a refusal of the domain to a gRPC status: the only place that knows both.
//!
//! Every error carries `ErrorInfo` with a reason of the contract's `ErrorReason`; faults of fields come as `BadRequest`, rules that are
//! not met as `PreconditionFailure`, one violation each. What went wrong inside never leaves: the caller gets an id, the log the rest.

use std::collections::{BTreeMap, HashMap};

use allocation::text::{Catalogue, Language};
use casework::CaseError;
use contract::v1::ErrorReason;
use domain::findings::{Finding, message_id, sentence};
use domain::refusal::Refusal;
use domain::violations::FieldViolation;
use store::StoreError;
use tonic::{Code, Status};
use tonic_types::{ErrorDetails, PreconditionViolation, StatusExt};

use crate::sign_in::TokenError;

/// The domain of every `ErrorInfo`.
pub const DOMAIN: &str = "tildeling";

/// What a request's texts are written with.
#[derive(Debug, Clone, Copy)]
pub struct Texts<'a> {
    /// The language of the request.
    pub language: Language,
    /// The scheme's catalogue, then the domain's.
    pub catalogues: &'a [&'a Catalogue],
}

/// A status with its reason and metadata.
fn status(
    code: Code,
    reason: ErrorReason,
    message: impl Into<String>,
    metadata: BTreeMap<&str, String>,
    mut details: ErrorDetails,
) -> Status {
    let metadata: HashMap<String, String> =
        metadata.into_iter().map(|(key, value)| (key.to_owned(), value)).collect();
    details.set_error_info(reason.as_str_name(), DOMAIN, metadata);
    Status::with_error_details(code, message, details)
}

/// A status with its reason alone.
fn plain(code: Code, reason: ErrorReason, message: impl Into<String>) -> Status {
    status(code, reason, message, BTreeMap::new(), ErrorDetails::new())
}

/// Nobody is signed in. The reason stands in the log, under the id.
#[must_use]
pub fn not_signed_in(problem: TokenError, id: &str) -> Status {
    tracing::info!(id, %problem, "token refused");
    status(
        Code::Unauthenticated,
        ErrorReason::NotSignedIn,
        "sign in: send a valid bearer token in the authorization metadata",
        BTreeMap::from([("id", id.to_owned())]),
        ErrorDetails::new(),
    )
}

/// Fields break their constraints: every fault in one answer.
#[must_use]
pub fn invalid(faults: &[FieldViolation]) -> Status {
    let mut details = ErrorDetails::new();
    for fault in faults {
        details.add_bad_request_violation(&fault.field, &fault.description);
    }
    let first = faults.first().map_or_else(String::new, |fault| format!(": {} {}", fault.field, fault.description));
    status(
        Code::InvalidArgument,
        ErrorReason::InvalidFields,
        format!("{} field(s) are not valid{first}", faults.len()),
        BTreeMap::new(),
        details,
    )
}

/// Something is larger than we take.
#[must_use]
pub fn too_large(what: &str, limit_bytes: usize) -> Status {
    status(
        Code::ResourceExhausted,
        ErrorReason::TooLarge,
        format!("{what} is larger than {limit_bytes} bytes; send a smaller one"),
        BTreeMap::from([("limit_bytes", limit_bytes.to_string())]),
        ErrorDetails::new(),
    )
}

/// Our fault: the caller gets an id, the log the rest.
#[must_use]
pub fn internal(problem: &dyn std::fmt::Display, id: &str) -> Status {
    tracing::error!(id, %problem, "internal error");
    status(
        Code::Internal,
        ErrorReason::Internal,
        "something went wrong on our side; the id finds it in our log",
        BTreeMap::from([("id", id.to_owned())]),
        ErrorDetails::new(),
    )
}

/// The status of what an act answered.
#[must_use]
pub fn refused(error: CaseError, texts: Texts<'_>, id: &str) -> Status {
    match error {
        CaseError::Refused(refusal) => refusal_status(refusal, texts),
        CaseError::Rule(problem) => internal(&problem, id),
        CaseError::Store(StoreError::Unavailable) => {
            plain(Code::Unavailable, ErrorReason::Unavailable, "the database cannot be reached now; try again")
        }
        CaseError::Store(problem) => internal(&problem, id),
    }
}

fn refusal_status(refusal: Refusal, texts: Texts<'_>) -> Status {
    let message = refusal.to_string();
    let mut details = ErrorDetails::new();
    let (code, reason, metadata) = place(&refusal);
    match &refusal {
        Refusal::InvalidFields(faults) => return invalid(faults),
        Refusal::RulesNotMet(findings) => {
            details.set_precondition_failure(violations(findings, texts));
        }
        Refusal::IncompleteRound(cases) => {
            let missing = cases.iter().map(|case| {
                let text = sentence(texts.catalogues, texts.language, case.missing, &[]);
                PreconditionViolation::new("INCOMPLETE_ROUND", &case.application, text)
            });
            details.set_precondition_failure(missing.collect::<Vec<_>>());
        }
        Refusal::AllocationConflict(conflicts) => {
            let conflicts =
                conflicts.iter().map(|text| PreconditionViolation::new("ALLOCATION_CONFLICT", "", text));
            details.set_precondition_failure(conflicts.collect::<Vec<_>>());
        }
        _ => {}
    }
    let localized = message_id("refusal-", reason.as_str_name().trim_start_matches("ERROR_REASON_"));
    details.set_localized_message(
        texts.language.code(),
        sentence(texts.catalogues, texts.language, &localized, &[]),
    );
    status(code, reason, message, metadata, details)
}

/// Where each refusal belongs. Exhaustive: a new one does not compile before it has its code and its reason.
fn place(refusal: &Refusal) -> (Code, ErrorReason, BTreeMap<&'static str, String>) {
    use Code::{Aborted, AlreadyExists, FailedPrecondition, InvalidArgument, NotFound, PermissionDenied};
    match refusal {
        Refusal::InvalidFields(_) => (InvalidArgument, ErrorReason::InvalidFields, BTreeMap::new()),
        Refusal::RoleNotAllowed { step, roles } => {
            let roles: Vec<&str> = roles.iter().map(|role| role.name()).collect();
            let metadata = BTreeMap::from([("step", step.name().to_owned()), ("roles", roles.join(","))]);
            (PermissionDenied, ErrorReason::RoleNotAllowed, metadata)
        }
        Refusal::NotFound { resource } => {
            (NotFound, ErrorReason::NotFound, BTreeMap::from([("resource", resource.clone())]))
        }
        Refusal::InterestDeclared { resource } => {
            (PermissionDenied, ErrorReason::InterestDeclared, BTreeMap::from([("resource", resource.clone())]))
        }
        Refusal::FourEyes { other, step, .. } => (
            PermissionDenied,
            ErrorReason::FourEyes,
            BTreeMap::from([("step", step.name().to_owned()), ("taken", other.name().to_owned())]),
        ),
        Refusal::IdTaken { resource } => {
            (AlreadyExists, ErrorReason::IdTaken, BTreeMap::from([("resource", resource.clone())]))
        }
        Refusal::DuplicateApplication { existing, .. } => {
            (AlreadyExists, ErrorReason::DuplicateApplication, BTreeMap::from([("existing", existing.clone())]))
        }
        Refusal::Stale { resource, current } => (
            Aborted,
            ErrorReason::StaleEtag,
            BTreeMap::from([("resource", resource.clone()), ("current_etag", current.etag())]),
        ),
        Refusal::WrongState { resource, state, step } => (
            FailedPrecondition,
            ErrorReason::WrongState,
            BTreeMap::from([
                ("resource", resource.clone()),
                ("state", (*state).to_owned()),
                ("step", step.name().to_owned()),
            ]),
        ),
        Refusal::DeadlinePassed { deadline } => {
            let deadline = deadline.to_rfc3339_opts(chrono::SecondsFormat::Secs, true);
            (FailedPrecondition, ErrorReason::DeadlinePassed, BTreeMap::from([("deadline", deadline)]))
        }
        Refusal::RulesNotMet(_) => (FailedPrecondition, ErrorReason::RulesNotMet, BTreeMap::new()),
        Refusal::IncompleteRound(_) => (FailedPrecondition, ErrorReason::IncompleteRound, BTreeMap::new()),
        Refusal::AllocationConflict(_) => {
            (FailedPrecondition, ErrorReason::AllocationConflict, BTreeMap::new())
        }
        Refusal::FrameExceeded { sub_frame, left, wanted } => (
            FailedPrecondition,
            ErrorReason::FrameExceeded,
            BTreeMap::from([
                ("sub_frame", sub_frame.clone()),
                ("left_ore", left.ore().to_string()),
                ("wanted_ore", wanted.ore().to_string()),
            ]),
        ),
    }
}

fn violations(findings: &[Finding], texts: Texts<'_>) -> Vec<PreconditionViolation> {
    findings
        .iter()
        .map(|finding| {
            let text = finding.text(texts.catalogues, texts.language);
            PreconditionViolation::new(&*finding.code, &finding.field, format!("{text} ({})", finding.citation))
        })
        .collect()
}
