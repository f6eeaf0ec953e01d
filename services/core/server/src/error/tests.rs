use std::collections::BTreeSet;

use allocation::Conflict;
use domain::caller::Role;
use domain::money::Money;
use domain::refusal::IncompleteCase;
use domain::step::{Revision, StepName};

use super::*;

fn asked(language: Language) -> Asked<'static> {
    Asked {
        id: "the-id",
        language,
        scheme: "test",
        catalogues: &[],
    }
}

/// One of each that is about who asks and what for, with the code and reason it must get.
fn refusals_of_access() -> Vec<(Refusal, Code, &'static str)> {
    let resource = || "calls/2026/applications/x".to_owned();
    let role = Refusal::RoleNotAllowed {
        step: StepName::OpenCall,
        roles: BTreeSet::from([Role::Finance]),
    };
    let four_eyes = Refusal::FourEyes {
        actor: "kari".into(),
        other: StepName::ProposeAllocation,
        step: StepName::ApproveAllocation,
    };
    let not_found = Refusal::NotFound {
        resource: resource(),
    };
    let interest = Refusal::InterestDeclared {
        resource: resource(),
    };
    let id_taken = Refusal::IdTaken {
        resource: resource(),
    };
    let duplicate = Refusal::DuplicateApplication {
        organisation_number: "958935420".into(),
        existing: resource(),
    };
    let invalid = Refusal::InvalidFields(vec![]);
    vec![
        (invalid, Code::InvalidArgument, "INVALID_FIELDS"),
        (role, Code::PermissionDenied, "ROLE_NOT_ALLOWED"),
        (not_found, Code::NotFound, "NOT_FOUND"),
        (interest, Code::PermissionDenied, "INTEREST_DECLARED"),
        (four_eyes, Code::PermissionDenied, "FOUR_EYES"),
        (id_taken, Code::AlreadyExists, "ID_TAKEN"),
        (duplicate, Code::AlreadyExists, "DUPLICATE_APPLICATION"),
    ]
}

/// One of each that is about where things stand.
fn refusals_of_state() -> Vec<(Refusal, Code, &'static str)> {
    let resource = || "calls/2026".to_owned();
    let stale = Refusal::Stale {
        resource: resource(),
        current: Revision::FIRST,
    };
    let state = Refusal::WrongState {
        resource: resource(),
        state: "draft",
        step: StepName::CloseCall,
    };
    let deadline = Refusal::DeadlinePassed {
        deadline: "2016-02-15T22:59:59Z".parse().unwrap(),
    };
    let rules = Refusal::RulesNotMet(vec![Finding::blocking("A_RULE", "§ 1")]);
    let round = Refusal::IncompleteRound(vec![IncompleteCase {
        application: resource(),
        missing: "missing-assessment",
    }]);
    let conflict = Refusal::AllocationConflict(Vec::<Conflict>::new());
    let decision = Refusal::OtherDecision {
        decision_hash: "00".repeat(32),
    };
    let terms = Refusal::OtherTerms {
        decision: resource(),
        text_sha256: "00".repeat(32),
    };
    let frame = Refusal::FrameExceeded {
        sub_frame: "national".into(),
        left: Money::kroner(1),
        wanted: Money::kroner(2),
    };
    vec![
        (stale, Code::Aborted, "STALE_ETAG"),
        (state, Code::FailedPrecondition, "WRONG_STATE"),
        (deadline, Code::FailedPrecondition, "DEADLINE_PASSED"),
        (rules, Code::FailedPrecondition, "RULES_NOT_MET"),
        (round, Code::FailedPrecondition, "INCOMPLETE_ROUND"),
        (conflict, Code::FailedPrecondition, "ALLOCATION_CONFLICT"),
        (decision, Code::Aborted, "OTHER_DECISION"),
        (terms, Code::Aborted, "OTHER_TERMS"),
        (frame, Code::FailedPrecondition, "FRAME_EXCEEDED"),
    ]
}

#[test]
fn every_refusal_has_its_code_its_reason_the_id_and_a_sentence() {
    for language in Language::ALL {
        for (refusal, code, reason) in refusals_of_access().into_iter().chain(refusals_of_state()) {
            let status = refused(CaseError::Refused(refusal), &asked(language));
            let details = status.get_error_details();
            let info = details.error_info().unwrap();
            assert_eq!(status.code(), code, "{reason}");
            assert_eq!(info.reason, format!("ERROR_REASON_{reason}"));
            assert_eq!(info.domain, DOMAIN);
            assert_eq!(info.metadata["id"], "the-id");
            let text = details.localized_message().unwrap();
            assert_eq!(text.locale, language.code());
            assert!(
                text.message.ends_with('.') && text.message.contains(' '),
                "{text:?}"
            );
            assert!(!text.message.contains('/'), "a path: {text:?}");
        }
    }
}

#[test]
fn every_reason_of_the_contract_has_a_sentence() {
    Catalogue::new(&texts::SOURCES).unwrap();
    let reasons = (1..).map_while(|number| ErrorReason::try_from(number).ok());
    let mut known = 0;
    for reason in reasons {
        let name = reason.as_str_name().trim_start_matches("ERROR_REASON_");
        let id = message_id("refusal-", name);
        assert!(texts::catalogue().has(&id), "{id}");
        known += 1;
    }
    let written = texts::catalogue()
        .ids()
        .filter(|id| id.starts_with("refusal-"))
        .count();
    assert_eq!(written, known, "and there is no sentence more");
}

#[test]
fn resources_are_named_in_full() {
    let refusal = Refusal::Stale {
        resource: "calls/2026".into(),
        current: Revision::FIRST,
    };
    let status = refused(CaseError::Refused(refusal), &asked(Language::English));
    let metadata = status
        .get_error_details()
        .error_info()
        .unwrap()
        .metadata
        .clone();
    assert_eq!(metadata["resource"], "schemes/test/calls/2026");
    assert_eq!(metadata["current_etag"], "1");
}

#[test]
fn a_refusal_by_rules_lists_each_rule_with_its_citation() {
    let findings = vec![
        Finding::blocking("A_RULE", "FOR-1 § 1").on("form.units"),
        Finding::notice("ANOTHER", "configurable"),
    ];
    let status = refused(
        CaseError::Refused(Refusal::RulesNotMet(findings)),
        &asked(Language::Bokmal),
    );
    let details = status.get_error_details();
    let listed = &details.precondition_failure().unwrap().violations;
    assert_eq!(listed.len(), 2);
    assert_eq!(
        (listed[0].r#type.as_str(), listed[0].subject.as_str()),
        ("A_RULE", "form.units")
    );
    assert!(listed[0].description.ends_with("(FOR-1 § 1)"));
}

#[test]
fn an_error_fits_into_a_header_whatever_is_wrong() {
    let faults: Vec<FieldViolation> = (0..1_000)
        .map(|at| FieldViolation {
            field: format!("application.form.units[{at}].primary_area_dm2"),
            description: "må være fra 1 til 10".to_owned(),
        })
        .collect();
    let status = invalid(&faults, "the-id", Language::English);
    let listed = status
        .get_error_details()
        .bad_request()
        .unwrap()
        .field_violations
        .clone();
    let last = listed.last().unwrap();
    assert_eq!(
        last.description,
        format!(
            "and {} more; correct these and ask again",
            1_000 - (listed.len() - 1)
        )
    );
    let mut trailers = http::HeaderMap::new();
    status.add_header(&mut trailers).unwrap();
    let bytes: usize = trailers
        .iter()
        .map(|(name, value)| name.as_str().len() + value.len() + 32)
        .sum();
    assert!(bytes < 8 * 1024, "{bytes} bytes");
}

#[test]
fn what_went_wrong_inside_does_not_leave() {
    let problem = StoreError::Refused {
        constraint: "ledger_account_not_overdrawn".into(),
    };
    let status = refused(CaseError::Store(problem), &asked(Language::English));
    assert_eq!(status.code(), Code::Internal);
    let everything = format!("{status:?} {:?}", status.get_error_details());
    assert!(!everything.contains("overdrawn"), "{everything}");
    assert!(everything.contains("the-id"));
}

#[test]
fn a_busy_database_is_worth_another_try() {
    let problem = StoreError::from(sqlx::Error::PoolTimedOut);
    let status = refused(CaseError::Store(problem), &asked(Language::English));
    assert_eq!(status.code(), Code::Unavailable);
}
