//! From a refusal of the domain to a gRPC status: the only module that knows both.
//!
//! Every error carries `ErrorInfo` with a reason of the contract's `ErrorReason` and the call's id,
//! and a sentence in the language of the request; faults of fields come as `BadRequest`, rules that
//! are not met as `PreconditionFailure`, one violation each. Errors inside never leave: the caller
//! gets the id, the log the rest.

#![warn(
    clippy::wildcard_enum_match_arm,
    reason = "a new refusal must not compile before it has a status"
)]

mod detail_budget;
mod status_mapping;
#[cfg(test)]
mod tests;
mod texts;

use std::collections::HashMap;
use std::error::Error;

use casework::CaseError;
use contract::v1::ErrorReason;
use domain::findings::{Finding, message_id, sentence};
use domain::refusal::Refusal;
use domain::violations::{FieldViolation, Violations};
use insight::Style;
use store::StoreError;
use store::contents::ContentsError;
use text::{Catalogue, Language};
use tonic::{Code, Status};
use tonic_types::{ErrorDetails, PreconditionViolation, StatusExt};

use self::detail_budget::DetailBudget;
use self::status_mapping::Facts;

/// The domain of every `ErrorInfo`.
pub const DOMAIN: &str = "tildeling";

/// The call that an error answers.
#[derive(Debug, Clone, Copy)]
pub struct Asked<'a> {
    /// The call's id.
    pub id: &'a str,
    /// The language of the request.
    pub language: Language,
    /// The scheme's code: resources are named below it.
    pub scheme: &'static str,
    /// The catalogues of findings: the scheme's, then the domain's.
    pub catalogues: &'a [&'a Catalogue],
}

/// Makes a status with its reason, the call's id and a sentence for people.
fn status(
    (code, reason): (Code, ErrorReason),
    message: impl Into<String>,
    facts: Facts,
    (id, language): (&str, Language),
    mut details: ErrorDetails,
) -> Status {
    let mut metadata = HashMap::from([("id".to_owned(), id.to_owned())]);
    metadata.extend(
        facts
            .metadata
            .into_iter()
            .map(|(name, value)| (name.to_owned(), value)),
    );
    details.set_error_info(reason.as_str_name(), DOMAIN, metadata);
    let name = reason.as_str_name().trim_start_matches("ERROR_REASON_");
    let text = sentence(
        &[texts::catalogue()],
        language,
        &message_id("refusal-", name),
        &facts.values,
    );
    details.set_localized_message(language.code(), text);
    Status::with_error_details(code, message, details)
}

/// Answers a call without a valid token. The problem stands in the audit log, under the id.
#[must_use]
pub fn not_signed_in(id: &str, language: Language) -> Status {
    status(
        (Code::Unauthenticated, ErrorReason::NotSignedIn),
        "sign in: send one valid bearer token in the authorization metadata",
        Facts::default(),
        (id, language),
        ErrorDetails::new(),
    )
}

/// Answers a message whose fields break their constraints, with every fault.
#[must_use]
pub fn invalid(faults: &[FieldViolation], id: &str, language: Language) -> Status {
    let mut details = ErrorDetails::new();
    let mut budget = DetailBudget::new(faults.len());
    for fault in faults {
        if !budget.take(&[&fault.field, &fault.description]) {
            details.add_bad_request_violation("", budget.rest());
            break;
        }
        details.add_bad_request_violation(&fault.field, &fault.description);
    }
    let first = faults.first().map_or_else(String::new, |fault| {
        format!(": {} {}", fault.field, fault.description)
    });
    let first: String = first.chars().take(300).collect();
    let mut facts = Facts::default();
    facts.count(faults.len());
    status(
        (Code::InvalidArgument, ErrorReason::InvalidFields),
        format!("{} field(s) are not valid{first}", faults.len()),
        facts,
        (id, language),
        details,
    )
}

/// Answers a message that cannot be decoded at all.
#[must_use]
pub fn unreadable(id: &str, language: Language) -> Status {
    let mut faults = Violations::new();
    faults.add(
        "",
        "the message cannot be decoded; encode it with stubs generated from the contract",
    );
    invalid(&faults.into_vec(), id, language)
}

/// Answers a message or file that is larger than its limit.
#[must_use]
pub fn too_large(what: &str, limit_bytes: usize, id: &str, language: Language) -> Status {
    let mut facts = Facts::default();
    facts
        .metadata
        .push(("limit_bytes", limit_bytes.to_string()));
    facts.value("limit", i64::try_from(limit_bytes).unwrap_or(i64::MAX));
    status(
        (Code::ResourceExhausted, ErrorReason::TooLarge),
        format!("{what} is larger than {limit_bytes} bytes; send a smaller one"),
        facts,
        (id, language),
        ErrorDetails::new(),
    )
}

/// Answers a call that cannot be taken now, but later.
#[must_use]
pub fn unavailable(what: &str, id: &str, language: Language) -> Status {
    status(
        (Code::Unavailable, ErrorReason::Unavailable),
        format!("{what}; try again"),
        Facts::default(),
        (id, language),
        ErrorDetails::new(),
    )
}

/// Answers a call that failed by a fault of ours: the caller gets an id, the log the rest.
#[must_use]
pub fn internal(problem: &dyn Error, id: &str, language: Language) -> Status {
    tracing::error!(id, problem = with_sources(problem), "internal error");
    status(
        (Code::Internal, ErrorReason::Internal),
        "something went wrong on our side; the id finds it in our log",
        Facts::default(),
        (id, language),
        ErrorDetails::new(),
    )
}

/// A panic behind the authentication layer.
#[derive(Debug, thiserror::Error)]
#[error("{0} panicked")]
pub(crate) struct Panicked(pub &'static str);

/// Returns an error's text with those of its sources. PostgreSQL's DETAIL, which quotes rows, is in
/// none of them.
pub(crate) fn with_sources(problem: &dyn Error) -> String {
    let mut text = problem.to_string();
    let mut source = problem.source();
    while let Some(cause) = source {
        let cause_text = cause.to_string();
        // Some errors quote their cause themselves.
        if !text.contains(&cause_text) {
            text.push_str(": ");
            text.push_str(&cause_text);
        }
        source = cause.source();
    }
    text
}

/// Returns the status of an act's error.
#[must_use]
pub fn refused(error: CaseError, asked: &Asked<'_>) -> Status {
    match error {
        CaseError::Refused(refusal) => refusal_status(&refusal, asked),
        CaseError::Store(problem @ (StoreError::Unavailable(_) | StoreError::Contended(_))) => {
            tracing::warn!(
                id = asked.id,
                problem = with_sources(&problem),
                "the database is not available"
            );
            unavailable(
                "the database cannot be reached or is busy now",
                asked.id,
                asked.language,
            )
        }
        CaseError::Scan(problem) => {
            tracing::error!(id = asked.id, %problem, "a file could not be scanned");
            unavailable(
                "the file could not be scanned for viruses now, and is not stored",
                asked.id,
                asked.language,
            )
        }
        CaseError::Contents(problem @ ContentsError::Unavailable(_)) => {
            tracing::error!(id = asked.id, %problem, "the object store is not available");
            unavailable(
                "the store of documents cannot be reached now",
                asked.id,
                asked.language,
            )
        }
        CaseError::Store(
            problem @ (StoreError::Refused { .. }
            | StoreError::Inconsistent { .. }
            | StoreError::Database(_)),
        ) => internal(&problem, asked.id, asked.language),
        problem @ (CaseError::Rule(_)
        | CaseError::RulesChanged { .. }
        | CaseError::Plan { .. }
        | CaseError::Letter { .. }
        | CaseError::Typeset { .. }
        | CaseError::SubFrameMissing { .. }
        | CaseError::Panicked(_)
        | CaseError::ContentDiffers { .. }
        | CaseError::Contents(
            ContentsError::Setup(_) | ContentsError::Missing(_) | ContentsError::NotSetUp(_),
        )
        | CaseError::BankFile(_)) => internal(&problem, asked.id, asked.language),
    }
}

fn refusal_status(refusal: &Refusal, asked: &Asked<'_>) -> Status {
    if let Refusal::InvalidFields(faults) = refusal {
        return invalid(faults, asked.id, asked.language);
    }
    let mut details = ErrorDetails::new();
    let violations = violations(refusal, asked);
    if !violations.is_empty() {
        details.set_precondition_failure(violations);
    }
    status(
        status_mapping::of(refusal),
        refusal.to_string(),
        status_mapping::facts(refusal, asked.scheme),
        (asked.id, asked.language),
        details,
    )
}

/// Returns one violation for each rule, application or contradiction, as far as the budget goes.
fn violations(refusal: &Refusal, asked: &Asked<'_>) -> Vec<PreconditionViolation> {
    let all: Vec<PreconditionViolation> = match refusal {
        Refusal::RulesNotMet(findings) => findings
            .iter()
            .map(|finding| rule_violation(finding, asked))
            .collect(),
        Refusal::NotInOrder(cases) => cases
            .iter()
            .map(|(application, finding)| {
                let text = finding.text(asked.catalogues, asked.language);
                let application = status_mapping::full_name(asked.scheme, application);
                PreconditionViolation::new(finding.code.as_ref(), application, text)
            })
            .collect(),
        Refusal::IncompleteRound(cases) => cases
            .iter()
            .map(|case| {
                let text = sentence(asked.catalogues, asked.language, case.missing, &[]);
                let application = status_mapping::full_name(asked.scheme, &case.application);
                PreconditionViolation::new("INCOMPLETE_ROUND", application, text)
            })
            .collect(),
        Refusal::AllocationConflict(conflicts) => conflicts
            .iter()
            .map(|conflict| {
                let text = insight::conflict(conflict, Style::Plain, 1, asked.language);
                PreconditionViolation::new(conflict.code(), "", text)
            })
            .collect(),
        Refusal::InvalidFields(_)
        | Refusal::EngineFault(_)
        | Refusal::RoleNotAllowed { .. }
        | Refusal::NotFound { .. }
        | Refusal::InterestDeclared { .. }
        | Refusal::FourEyes { .. }
        | Refusal::IdTaken { .. }
        | Refusal::DuplicateApplication { .. }
        | Refusal::Stale { .. }
        | Refusal::WrongState { .. }
        | Refusal::Erased { .. }
        | Refusal::DeadlinePassed { .. }
        | Refusal::OtherRun { .. }
        | Refusal::OtherDecision { .. }
        | Refusal::OtherTerms { .. }
        | Refusal::FrameExceeded { .. }
        | Refusal::AppropriationExceeded { .. }
        | Refusal::AuthorityExceeded { .. } => Vec::new(),
    };
    let mut budget = DetailBudget::new(all.len());
    let mut fitting: Vec<PreconditionViolation> = all
        .into_iter()
        .take_while(|one| budget.take(&[&one.r#type, &one.subject, &one.description]))
        .collect();
    if budget.is_exhausted() {
        fitting.push(PreconditionViolation::new("MORE", "", budget.rest()));
    }
    fitting
}

fn rule_violation(finding: &Finding, asked: &Asked<'_>) -> PreconditionViolation {
    let text = finding.text(asked.catalogues, asked.language);
    PreconditionViolation::new(
        finding.code.as_ref(),
        finding.field.as_str(),
        format!("{text} ({})", finding.citation),
    )
}
