//! The status of each refusal: its code, its reason, and the facts a client can act on.

use std::borrow::Cow;

use chrono::{DateTime, SecondsFormat, Utc};
use contract::v1::ErrorReason;
use domain::calendar::local_date;
use domain::findings::FindingValue;
use domain::money::Money;
use domain::refusal::Refusal;
use tonic::Code;

/// Facts beside the reason.
#[derive(Debug, Default)]
pub(super) struct Facts {
    /// For programs: `ErrorInfo.metadata`.
    pub metadata: Vec<(&'static str, String)>,
    /// For the sentence.
    pub values: Vec<(Cow<'static, str>, FindingValue)>,
}

impl Facts {
    /// Adds a fact for programs and people.
    fn both(mut self, name: &'static str, value: impl Into<String>) -> Self {
        let value = value.into();
        self.value(name, value.clone());
        self.metadata.push((name, value));
        self
    }

    /// Adds a fact for programs.
    fn for_programs(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.metadata.push((name, value.into()));
        self
    }

    /// Adds a fact for people.
    fn for_people(mut self, name: &'static str, value: impl Into<FindingValue>) -> Self {
        self.value(name, value);
        self
    }

    /// Adds a value of the sentence.
    pub fn value(&mut self, name: &'static str, value: impl Into<FindingValue>) {
        self.values.push((Cow::Borrowed(name), value.into()));
    }

    /// Adds the count of faults, for the sentence.
    pub fn count(&mut self, count: usize) {
        self.value("count", i64::try_from(count).unwrap_or(i64::MAX));
    }

    fn of_count(count: usize) -> Self {
        let mut facts = Self::default();
        facts.count(count);
        facts
    }
}

/// Returns a resource's full name. The domain names resources below their scheme.
pub(super) fn full_name(scheme: &str, resource: &str) -> String {
    if resource.is_empty() {
        format!("schemes/{scheme}")
    } else {
        format!("schemes/{scheme}/{resource}")
    }
}

/// Returns a refusal's code and reason. Exhaustive: a new refusal does not compile before it has
/// both.
pub(super) const fn of(refusal: &Refusal) -> (Code, ErrorReason) {
    match refusal {
        Refusal::InvalidFields(_) => (Code::InvalidArgument, ErrorReason::InvalidFields),
        Refusal::RoleNotAllowed { .. } => (Code::PermissionDenied, ErrorReason::RoleNotAllowed),
        Refusal::NotFound { .. } => (Code::NotFound, ErrorReason::NotFound),
        Refusal::InterestDeclared { .. } => (Code::PermissionDenied, ErrorReason::InterestDeclared),
        Refusal::FourEyes { .. } => (Code::PermissionDenied, ErrorReason::FourEyes),
        Refusal::IdTaken { .. } => (Code::AlreadyExists, ErrorReason::IdTaken),
        Refusal::DuplicateApplication { .. } => {
            (Code::AlreadyExists, ErrorReason::DuplicateApplication)
        }
        Refusal::Stale { .. } => (Code::Aborted, ErrorReason::StaleEtag),
        Refusal::WrongState { .. } => (Code::FailedPrecondition, ErrorReason::WrongState),
        Refusal::Erased { .. } => (Code::FailedPrecondition, ErrorReason::Erased),
        Refusal::DeadlinePassed { .. } => (Code::FailedPrecondition, ErrorReason::DeadlinePassed),
        Refusal::RulesNotMet(_) => (Code::FailedPrecondition, ErrorReason::RulesNotMet),
        Refusal::NotInOrder(_) => (Code::FailedPrecondition, ErrorReason::RulesNotMet),
        Refusal::IncompleteRound(_) => (Code::FailedPrecondition, ErrorReason::IncompleteRound),
        Refusal::AllocationConflict(_) => {
            (Code::FailedPrecondition, ErrorReason::AllocationConflict)
        }
        Refusal::EngineFault(_) => (Code::Internal, ErrorReason::Internal),
        Refusal::OtherRun { .. } => (Code::Aborted, ErrorReason::OtherRun),
        Refusal::OtherDecision { .. } => (Code::Aborted, ErrorReason::OtherDecision),
        Refusal::OtherTerms { .. } => (Code::Aborted, ErrorReason::OtherTerms),
        Refusal::FrameExceeded { .. } => (Code::FailedPrecondition, ErrorReason::FrameExceeded),
        Refusal::AppropriationExceeded { .. } => {
            (Code::FailedPrecondition, ErrorReason::AppropriationExceeded)
        }
        Refusal::AuthorityExceeded { .. } => {
            (Code::FailedPrecondition, ErrorReason::AuthorityExceeded)
        }
    }
}

/// Returns the facts a client can act on, and those its sentence tells.
pub(super) fn facts(refusal: &Refusal, scheme: &str) -> Facts {
    let none = Facts::default;
    // A person does not read the path of a resource; the sentence does without.
    let about = |resource: &str| none().for_programs("resource", full_name(scheme, resource));
    match refusal {
        Refusal::InvalidFields(faults) => Facts::of_count(faults.len()),
        Refusal::RoleNotAllowed { step, roles } => {
            let roles: Vec<&str> = roles.iter().map(|role| role.name()).collect();
            none()
                .for_programs("step", step.name())
                .for_programs("roles", roles.join(","))
        }
        Refusal::NotFound { resource }
        | Refusal::InterestDeclared { resource }
        | Refusal::IdTaken { resource } => about(resource),
        Refusal::FourEyes { other, step, .. } => none()
            .for_programs("step", step.name())
            .for_programs("taken", other.name()),
        Refusal::DuplicateApplication { existing, .. } => {
            none().for_programs("existing", full_name(scheme, existing))
        }
        Refusal::Stale { resource, current } => {
            about(resource).for_programs("current_etag", current.etag())
        }
        Refusal::WrongState {
            resource,
            state,
            step,
        } => about(resource)
            .both("state", *state)
            .for_programs("step", step.name()),
        Refusal::Erased {
            resource,
            at,
            disposal,
        } => about(resource)
            .for_programs("erase_time", exact(*at))
            .for_programs("disposal", full_name(scheme, disposal))
            .for_people("date", local_date(*at)),
        Refusal::DeadlinePassed { deadline } => none()
            .for_programs("deadline", exact(*deadline))
            .for_people("date", local_date(*deadline)),
        Refusal::RulesNotMet(findings) => Facts::of_count(findings.len()),
        Refusal::NotInOrder(cases) => Facts::of_count(cases.len()),
        Refusal::IncompleteRound(cases) => Facts::of_count(cases.len()),
        Refusal::AllocationConflict(conflicts) => Facts::of_count(conflicts.len()),
        Refusal::EngineFault(_) => none(),
        Refusal::OtherRun { run_hash } => none().for_programs("run_hash", run_hash.as_str()),
        Refusal::OtherDecision { decision_hash } => {
            none().for_programs("decision_hash", decision_hash.as_str())
        }
        Refusal::OtherTerms {
            decision,
            text_sha256,
        } => none()
            .for_programs("decision", full_name(scheme, decision))
            .for_programs("text_sha256", text_sha256.as_str()),
        Refusal::FrameExceeded {
            sub_frame,
            left,
            wanted,
        } => amounts(none().both("sub_frame", sub_frame.as_str()), *left, *wanted),
        Refusal::AppropriationExceeded { item, left, wanted }
        | Refusal::AuthorityExceeded { item, left, wanted } => {
            let about = none()
                .both("chapter_post", item.chapter_post.as_str())
                .both("year", item.year.to_string());
            amounts(about, *left, *wanted)
        }
    }
}

/// Writes a time for programs, to the second.
fn exact(time: DateTime<Utc>) -> String {
    time.to_rfc3339_opts(SecondsFormat::Secs, true)
}

/// Adds what is left and what was wanted.
fn amounts(facts: Facts, left: Money, wanted: Money) -> Facts {
    facts
        .for_programs("left_ore", left.ore().to_string())
        .for_programs("wanted_ore", wanted.ore().to_string())
        .for_people("left", left)
        .for_people("wanted", wanted)
}
