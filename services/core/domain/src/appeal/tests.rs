use chrono::{DateTime, Utc};

use super::*;
use crate::decision::{Decision, DecisionKind};
use crate::delivery::{AppealTime, Timeliness};
use crate::event::EventRef;
use crate::money::Money;

const TIME: AppealTime = AppealTime {
    weeks: 3,
    assumed_days: 7,
    to_working_day: true,
    late_years: 1,
};

fn date(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn at() -> DateTime<Utc> {
    "2020-02-27T10:00:00Z".parse().unwrap()
}

fn by(actor: &str) -> StepRecord {
    StepRecord {
        actor: actor.to_owned(),
        at: at(),
        reason: String::new(),
    }
}

fn number(number: i32) -> DecisionNumber {
    DecisionNumber::new(number).unwrap()
}

/// A decision that reached the party on 2 March 2020.
fn decision(of: i32, kind: DecisionKind) -> Decision {
    Decision {
        call: "2020".parse().unwrap(),
        application: "01890a5d-ac96-774b-bcce-b302099a8057".parse().unwrap(),
        number: number(of),
        kind,
        organisation: OrganisationNumber::invented(1),
        amount: Money::ZERO,
        legal_ground: String::new(),
        allocation: None,
        signer: "bjarne".to_owned(),
        decided: at(),
        event: EventRef {
            chain: "chain".to_owned(),
            sequence: 1,
        },
        text_sha256: String::new(),
        appealable: true,
        dispatched: Some(date("2020-02-27")),
        delivered: Some(date("2020-03-02")),
        read: None,
        reasons: None,
    }
}

fn lodged(state: AppealState) -> Appeal {
    let refusal = decision(1, DecisionKind::Refusal);
    Appeal {
        call: refusal.call,
        application: refusal.application,
        number: AppealNumber::FIRST,
        organisation: refusal.organisation,
        decision: refusal.number,
        received: date("2020-03-20"),
        text: "We disagree.".to_owned(),
        lodged: by("portal"),
        admitted: None,
        prepared: None,
        forwarded: None,
        state,
        last_step: by("portal"),
        revision: Revision::FIRST,
    }
}

fn codes(
    series: &[Decision],
    appeals: &[Appeal],
    (received, today): (&str, &str),
) -> (Timeliness, Vec<String>) {
    let appealed = Appealed {
        decision: &series[0],
        series,
        appeals,
        time: &TIME,
    };
    let (timeliness, faults) = lodging_faults(appealed, date(received), date(today)).unwrap();
    let codes = faults.iter().map(|one| one.code.to_string());
    (timeliness, codes.collect())
}

#[test]
fn an_appeal_in_time_has_no_faults_and_a_late_one_waits() {
    let refusal = [decision(1, DecisionKind::Refusal)];
    for (day, timeliness) in [
        ("2020-03-23", Timeliness::InTime),
        ("2020-03-24", Timeliness::Late),
    ] {
        assert_eq!(codes(&refusal, &[], (day, day)), (timeliness, Vec::new()));
    }
}

#[test]
fn every_fault_is_told_at_once() {
    let mut refusal = decision(1, DecisionKind::Refusal);
    refusal.appealable = false;
    let raise = decision(2, DecisionKind::Raise);
    let running = lodged(AppealState::Forwarded);
    let (timeliness, faults) = codes(&[refusal, raise], &[running], ("2021-03-24", "2021-03-23"));
    assert_eq!(timeliness, Timeliness::TooLate);
    let expected = [
        "DELIVERY_IN_FUTURE",
        "APPEAL_NOT_OPEN",
        "APPEAL_SUPERSEDED",
        "APPEAL_RUNS",
        "APPEAL_TOO_LATE",
    ];
    assert_eq!(faults, expected);
    let mut unsent = decision(1, DecisionKind::Refusal);
    unsent.dispatched = None;
    let day = ("2020-03-01", "2020-03-01");
    assert_eq!(codes(&[unsent], &[], day).1, ["DELIVERY_NOT_SENT"]);
    let early = decision(1, DecisionKind::Refusal);
    let day = ("2020-02-26", "2020-03-01");
    assert_eq!(codes(&[early], &[], day).1, ["DELIVERY_BEFORE_DISPATCH"]);
}

#[test]
fn what_was_judged_is_not_judged_again_and_what_was_not_can_be() {
    let refusal = [decision(1, DecisionKind::Refusal)];
    let day = ("2020-03-20", "2020-03-20");
    let ended = |outcome| {
        let decision = number(2);
        lodged(AppealState::Closed { outcome, decision })
    };
    let rejected = [ended(AppealOutcome::Rejected)];
    assert_eq!(codes(&refusal, &rejected, day).1, ["APPEAL_DECIDED"]);
    for open in [
        ended(AppealOutcome::Dismissed),
        lodged(AppealState::Withdrawn),
    ] {
        assert_eq!(codes(&refusal, &[open], day).1, [""; 0]);
    }
    // A decision that changes no amount supersedes nothing.
    let rejection = decision(2, DecisionKind::AppealRejected);
    assert_eq!(codes(&[refusal[0].clone(), rejection], &[], day).1, [""; 0]);
}

#[test]
fn an_appeal_goes_to_the_body_and_back_after_an_annulment() {
    let appeal = lodged(AppealState::Lodged);
    let prepared = appeal.prepare(by("siri")).unwrap();
    let forwarded = prepared.forward(Vec::new(), by("siri")).unwrap();
    assert_eq!(
        forwarded.forwarded.as_ref().map(|one| one.items.len()),
        Some(0)
    );
    let annulled = forwarded
        .decided_by_body(BodyOutcome::Annulled, number(2), by("siri"))
        .unwrap();
    assert_eq!(
        annulled.state,
        AppealState::SentBack {
            annulled_by: number(2)
        }
    );
    let again = annulled.prepare(by("siri")).unwrap();
    // The authority decides now: the body has spoken.
    let refused = again.clone().forward(Vec::new(), by("siri")).unwrap_err();
    assert_eq!(refused, again.wrong_state(StepName::ForwardAppeal));
    assert_eq!(again.revision.number(), 5);
    let decide = |appeal: Appeal| appeal.decide(OwnOutcome::Reconsidered, number(3), by("berit"));
    let outcome = AppealOutcome::Reconsidered;
    let decided = decide(again).unwrap().state;
    assert_eq!(
        decided,
        AppealState::Closed {
            outcome,
            decision: number(3)
        }
    );
    // Without an annulment the same result is the body's to judge.
    let prepared = lodged(AppealState::Prepared { annulled_by: None });
    assert!(decide(prepared).is_err());
}

type Take = fn(Appeal) -> Result<Appeal, Refusal>;

/// Each step with the states that it is open in.
const STEPS: [(&str, Take, &[&str]); 7] = [
    (
        "reverse",
        |one| one.decide(OwnOutcome::Reversed, number(2), by("berit")),
        &["prepared"],
    ),
    ("admit", |one| one.admit(by("kari")), &["late"]),
    (
        "dismiss",
        |one| one.dismiss(number(2), by("berit")),
        &["lodged", "late", "prepared"],
    ),
    (
        "prepare",
        |one| one.prepare(by("siri")),
        &["lodged", "prepared", "sent_back"],
    ),
    (
        "forward",
        |one| one.forward(Vec::new(), by("siri")),
        &["prepared"],
    ),
    (
        "decide",
        |one| one.decided_by_body(BodyOutcome::Rejected, number(2), by("berit")),
        &["forwarded"],
    ),
    (
        "withdraw",
        |one| one.withdraw(by("portal")),
        &["lodged", "late", "prepared", "forwarded", "sent_back"],
    ),
];

#[test]
fn a_step_is_open_in_its_states_only() {
    let outcome = AppealOutcome::Rejected;
    let states = [
        AppealState::Lodged,
        AppealState::Late,
        AppealState::Prepared { annulled_by: None },
        AppealState::Forwarded,
        AppealState::SentBack {
            annulled_by: number(2),
        },
        AppealState::Closed {
            outcome,
            decision: number(2),
        },
        AppealState::Withdrawn,
    ];
    for name in AppealState::NAMES {
        assert!(states.iter().any(|state| state.name() == name), "{name}");
    }
    for (step, take, open) in STEPS {
        for state in &states {
            let taken = take(lodged(state.clone()));
            let is_open = open.contains(&state.name());
            assert_eq!(taken.is_ok(), is_open, "{step} while {}", state.name());
        }
    }
}
