//! How long cases are kept, and what keeps them longer.

use super::*;
use crate::caller::Role;
use crate::rules::{Reads, RuleBook, RuleType};
use crate::step::StepRecord;

const BOOK: &str = r#"
[[value]]
id = "retention.draft_days"
value = 90
unit = "days"
from = 2016-01-01
source = "configurable"

[[value]]
id = "retention.granted_years"
value = 10
unit = "years"
from = 2016-01-01
source = "configurable"
"#;

fn rules() -> RuleValues {
    let reads = Reads {
        as_type: RuleType::Count,
        ids: &[DRAFT_DAYS, GRANTED_YEARS],
    };
    RuleBook::parse(BOOK, &[reads])
        .unwrap()
        .on(day("2020-01-01"))
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn time(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

fn facts(state: &str, grant: Option<&str>) -> CaseFacts {
    CaseFacts {
        state: state.to_owned(),
        grant: grant.map(str::to_owned),
        deadline: time("2016-02-29T22:59:59Z"),
        call_open: false,
        last_step: time("2016-02-29T10:00:00Z"),
        running: Vec::new(),
        held: false,
    }
}

fn judged(facts: &CaseFacts) -> Standing {
    Standing::of(facts, &rules(), time("2020-01-01T00:00:00Z")).unwrap()
}

#[test]
fn a_grant_that_ended_on_a_leap_day_is_kept_ten_calendar_years() {
    let closed = judged(&facts("granted", Some("closed")));
    assert_eq!(closed.class, Some(RetentionClass::Granted));
    assert_eq!(closed.due, Some(day("2026-02-28")));
    assert_eq!(closed.source, "configurable");
    assert_eq!(closed.kept_on(day("2026-02-27")), [KeptReason::NotDue]);
    assert!(closed.kept_on(day("2026-02-28")).is_empty());
}

#[test]
fn a_draft_is_counted_from_the_deadline_of_its_call() {
    let mut draft = facts("draft", None);
    draft.last_step = time("2016-01-10T10:00:00Z");
    let standing = judged(&draft);
    assert_eq!(standing.ended, Some(day("2016-02-29")));
    assert_eq!(standing.due, Some(day("2016-05-29")));
    draft.call_open = true;
    draft.deadline = time("2020-01-01T00:00:00Z");
    assert_eq!(judged(&draft).kept, [KeptReason::CallOpen]);
    draft.deadline = time("2019-12-31T23:59:59Z");
    assert_eq!(judged(&draft).class, Some(RetentionClass::Draft));
}

#[test]
fn a_class_without_a_rule_is_kept_for_ever() {
    for (state, grant) in [
        ("withdrawn", None),
        ("dismissed", None),
        ("refused", None),
        ("granted", Some("declined")),
        ("partly_granted", Some("lapsed")),
        ("refused", Some("reversed")),
    ] {
        let standing = judged(&facts(state, grant));
        assert_eq!(standing.class, Some(RetentionClass::WithoutGrant));
        assert_eq!((standing.due, standing.source.as_str()), (None, ""));
        assert_eq!(standing.kept_on(NaiveDate::MAX), [KeptReason::NoRule]);
    }
}

#[test]
fn what_runs_keeps_a_case_whatever_the_day() {
    for (state, grant, reason) in [
        ("submitted", None, KeptReason::NotDecided),
        ("recommended", None, KeptReason::NotDecided),
        ("granted", None, KeptReason::NotDecided),
        ("granted", Some("active"), KeptReason::GrantRuns),
        ("granted", Some("recovery"), KeptReason::GrantRuns),
        ("granted", Some("unheard_of"), KeptReason::GrantRuns),
    ] {
        let standing = judged(&facts(state, grant));
        assert_eq!((standing.class, standing.kept), (None, vec![reason]));
    }
    for reason in KeptReason::ALL {
        let mut running = facts("granted", Some("closed"));
        running.running = vec![*reason];
        let standing = judged(&running);
        assert_eq!(standing.kept_on(NaiveDate::MAX), [*reason]);
        assert_eq!((standing.class, standing.due), (None, None));
    }
    let mut held = facts("granted", Some("closed"));
    held.held = true;
    let standing = judged(&held);
    assert_eq!(standing.due, Some(day("2026-02-28")), "its day is known");
    assert_eq!(standing.kept_on(NaiveDate::MAX), [KeptReason::Held]);
}

#[test]
fn a_day_past_the_calendar_is_never() {
    let mut late = facts("granted", Some("closed"));
    late.last_step = DateTime::<Utc>::MAX_UTC - chrono::TimeDelta::days(2);
    assert_eq!(judged(&late).kept, [KeptReason::NoRule]);
}

fn record(actor: &str) -> StepRecord {
    StepRecord {
        actor: actor.to_owned(),
        at: time("2027-01-01T10:00:00Z"),
        reason: "Over.".to_owned(),
    }
}

fn disposal() -> Disposal {
    Disposal {
        id: "0192f000-0001-7000-8000-000000000001".parse().unwrap(),
        number: 1,
        call: None,
        due_by: day("2027-01-01"),
        erase_on: day("2027-01-15"),
        cases: Vec::new(),
        left_out: 0,
        announced: record("kari"),
        carried_out: None,
        objects_left: 0,
    }
}

#[test]
fn another_person_carries_it_out_when_the_notice_is_over() {
    let of = disposal();
    let code = |refused: Result<(), crate::refusal::Refusal>| match refused {
        Err(crate::refusal::Refusal::FourEyes { .. }) => "four eyes".to_owned(),
        Err(crate::refusal::Refusal::RulesNotMet(found)) => found[0].code.to_string(),
        other => format!("{other:?}"),
    };
    let carried = |by, on| code(of.may_be_carried_out(by, day(on)));
    assert_eq!(carried("kari", "2027-01-15"), "four eyes");
    assert_eq!(carried("berit", "2027-01-14"), "DISPOSAL_NOTICE_RUNS");
    assert_eq!(carried("berit", "2027-01-15"), "Ok(())");
}

#[test]
fn a_case_is_held_once_and_each_change_is_a_revision() {
    let mut case = RetainedCase {
        call: "a".parse().unwrap(),
        application: "0192f000-0001-7000-8000-000000000002".parse().unwrap(),
        organisation: crate::identifiers::OrganisationNumber::invented(1),
        standing: judged(&facts("granted", Some("closed"))),
        holds: Vec::new(),
        announced: None,
        erased: None,
    };
    let open = |case: &RetainedCase| {
        let steps = [StepName::HoldCase, StepName::ReleaseCase];
        steps.map(|step| case.hold(step).is_ok())
    };
    assert_eq!((open(&case), case.revision().number()), ([true, false], 1));
    case.holds.push(CaseHold {
        held: record("kari"),
        released: None,
    });
    assert_eq!((open(&case), case.revision().number()), ([false, true], 2));
    case.holds[0].released = Some(record("berit"));
    assert_eq!((open(&case), case.revision().number()), ([true, false], 3));
}

#[test]
fn steps_about_a_case_do_not_count_as_steps_in_it() {
    for step in NOT_COUNTED {
        assert!(!step.roles().contains(&Role::Applicant), "{}", step.name());
    }
}
