//! Appeals: lodged, prepared by others than those who decided, sent on, and ended by a decision.

use casework::CaseError;
use casework::appeal::{
    Admit, AppealKey, Dismiss, Forward, Get, List, Lodge, Prepare, RecordOutcome, Withdraw,
};
use casework::application::ApplicationKey;
use casework::decision::Scope;
use domain::appeal::{Appeal, AppealOutcome, AppealState, BodyOutcome};
use domain::caller::{Caller, Role};
use domain::case_file::CaseFileKind;
use domain::decision::DecisionKind;
use domain::money::Money;
use domain::refusal::Refusal;
use domain::step::StepName;

use crate::journey::{ROUND, decision_maker, first_page};
use crate::letters::{decision_key, kinds};
use crate::world::{World, applicant, at, call_id, case_handler, staff};

/// The person who prepares appeals: neither proposed nor decided.
pub fn preparer() -> Caller {
    staff("siri", &[Role::CaseHandler])
}

/// Another decision maker than the one who approved the allocation.
pub fn other_decision_maker() -> Caller {
    staff("berit", &[Role::DecisionMaker])
}

pub fn key(appeal: &Appeal) -> AppealKey {
    AppealKey {
        application: ApplicationKey {
            call: appeal.call.clone(),
            application: appeal.application,
        },
        number: appeal.number,
    }
}

pub fn lodge(case: &ApplicationKey, decision: i32) -> Lodge {
    Lodge {
        decision: decision_key(case, decision),
        received: None,
        text: "The need is larger.".to_owned(),
    }
}

/// Makes a step on an appeal as it was read: type, appeal, the fields that the step has besides.
macro_rules! on {
    ($step:ident, $appeal:expr $(, $field:ident: $value:expr)*) => {
        $step {
            key: key($appeal),
            revision: $appeal.revision,
            reason: "As the case shows.".to_owned(),
            $($field: $value,)*
        }
    };
}

impl World {
    /// A round that is decided, and dispatched on Monday 2 March 2026. The first two are granted,
    /// the others refused.
    pub async fn sent_round(&self) -> Vec<ApplicationKey> {
        let (cases, _) = self.decided_round(&ROUND).await;
        self.clock.set(at("2026-03-02T11:00:00Z"));
        self.dispatch(Scope::Call(call_id())).await;
        cases
    }

    pub async fn lodged(&self, case: &ApplicationKey, organisation: u32) -> Appeal {
        let lodged = self.take(&applicant(organisation), lodge(case, 1)).await;
        lodged.unwrap().0
    }

    pub async fn prepared(&self, case: &ApplicationKey, organisation: u32) -> Appeal {
        let appeal = self.lodged(case, organisation).await;
        let prepared = self.take(&preparer(), on!(Prepare, &appeal)).await;
        prepared.unwrap().0
    }

    pub async fn forwarded(&self, case: &ApplicationKey, organisation: u32) -> Appeal {
        let appeal = self.prepared(case, organisation).await;
        let forwarded = self.take(&preparer(), on!(Forward, &appeal)).await;
        forwarded.unwrap().0
    }

    pub async fn appeal(&self, caller: &Caller, appeal: &Appeal) -> Result<Appeal, CaseError> {
        let found = self.take(caller, Get { key: key(appeal) }).await;
        found.map(|view| view.0)
    }
}

#[tokio::test]
async fn the_body_of_appeal_gets_the_case_file_and_its_decision_ends_the_appeal() {
    let world = World::new().await;
    let cases = world.sent_round().await;
    let forwarded = world.forwarded(&cases[2], 3).await;
    let sent = forwarded.forwarded.as_ref().unwrap();
    let sent: Vec<CaseFileKind> = sent.items.iter().map(|item| item.kind).collect();
    assert_eq!(
        sent,
        [
            CaseFileKind::Application,
            CaseFileKind::Allocation,
            CaseFileKind::Decision,
            CaseFileKind::Appeal,
        ]
    );
    let record = on!(
        RecordOutcome, &forwarded, outcome: BodyOutcome::Rejected, amount: None, euro_rate: None
    );
    let ended = world
        .take(&decision_maker(), record.clone())
        .await
        .unwrap()
        .answer
        .0;
    let again = world
        .take(&decision_maker(), record)
        .await
        .unwrap()
        .answer
        .0;
    assert_eq!(again, ended, "a retry is answered");
    let decisions = world.decisions(&case_handler(), &cases[2]).await;
    assert_eq!(
        kinds(&decisions),
        [
            (1, DecisionKind::Refusal, Money::ZERO),
            (2, DecisionKind::AppealRejected, Money::ZERO),
        ]
    );
    assert!(!decisions[1].appealable, "the body's decision is final");
    let AppealState::Closed { outcome, decision } = ended.state else {
        panic!("{:?}", ended.state);
    };
    assert_eq!((outcome, decision.get()), (AppealOutcome::Rejected, 2));
    world.dispatch(Scope::Application(cases[2].clone())).await;
    refused!(
        world.take(&applicant(3), lodge(&cases[2], 1)).await,
        Refusal::RulesNotMet(findings) if findings[0].code == "APPEAL_DECIDED"
    );
    refused!(
        world.take(&applicant(3), lodge(&cases[2], 2)).await,
        Refusal::RulesNotMet(findings) if findings[0].code == "APPEAL_NOT_OPEN"
    );
}

#[tokio::test]
async fn an_annulled_decision_is_prepared_again_and_not_sent_on_again() {
    let world = World::new().await;
    let cases = world.sent_round().await;
    let forwarded = world.forwarded(&cases[2], 3).await;
    let record = on!(
        RecordOutcome, &forwarded, outcome: BodyOutcome::Annulled, amount: None, euro_rate: None
    );
    let back = world
        .take(&decision_maker(), record)
        .await
        .unwrap()
        .answer
        .0;
    assert_eq!(back.state.name(), "sent_back");
    let prepared = world
        .take(&preparer(), on!(Prepare, &back))
        .await
        .unwrap()
        .0;
    refused!(
        world.take(&preparer(), on!(Forward, &prepared)).await,
        Refusal::WrongState {
            state: "prepared",
            ..
        }
    );
    let decisions = world.decisions(&case_handler(), &cases[2]).await;
    assert_eq!(decisions[1].kind, DecisionKind::AppealAnnulled);
}

#[tokio::test]
async fn those_who_recommended_or_decided_do_not_judge_the_appeal() {
    let world = World::new().await;
    let cases = world.sent_round().await;
    let appeal = world.lodged(&cases[2], 3).await;
    refused!(
        world.take(&case_handler(), on!(Prepare, &appeal)).await,
        Refusal::FourEyes {
            other: StepName::ProposeAllocation,
            ..
        }
    );
    let both = staff("bjarne", &[Role::CaseHandler, Role::DecisionMaker]);
    refused!(
        world.take(&both, on!(Prepare, &appeal)).await,
        Refusal::FourEyes {
            other: StepName::ApproveAllocation,
            ..
        }
    );
    refused!(
        world.take(&both, on!(Dismiss, &appeal)).await,
        Refusal::FourEyes {
            other: StepName::ApproveAllocation,
            ..
        }
    );
    world
        .take(&preparer(), on!(Prepare, &appeal))
        .await
        .unwrap();
}

#[tokio::test]
async fn a_late_appeal_is_admitted_with_a_reason_or_dismissed_by_a_decision() {
    let world = World::new().await;
    let cases = world.sent_round().await;
    world.clock.set(at("2026-03-30T21:30:00Z"));
    let in_time = world.lodged(&cases[2], 3).await;
    assert_eq!(
        in_time.state,
        AppealState::Lodged,
        "23:30 in Norway, on the last day"
    );
    world.clock.set(at("2026-03-30T22:30:00Z"));
    let late = world.lodged(&cases[3], 4).await;
    assert_eq!(late.state, AppealState::Late);
    refused!(
        world.take(&preparer(), on!(Prepare, &late)).await,
        Refusal::WrongState { state: "late", .. }
    );
    let admitted = world
        .take(&case_handler(), on!(Admit, &late))
        .await
        .unwrap()
        .0;
    assert_eq!(admitted.state, AppealState::Lodged);
    assert_eq!(admitted.admitted.as_ref().unwrap().actor, "kari");
    refused!(
        world.take(&case_handler(), on!(Admit, &admitted)).await,
        Refusal::WrongState {
            state: "lodged",
            ..
        }
    );
    let dismissed = world
        .take(&other_decision_maker(), on!(Dismiss, &admitted))
        .await;
    assert_eq!(dismissed.unwrap().0.state.name(), "closed");
    let decisions = world.decisions(&case_handler(), &cases[3]).await;
    assert_eq!(decisions[1].kind, DecisionKind::AppealDismissal);
    assert!(decisions[1].appealable, "a dismissal can be appealed");
    // What was dismissed was not judged: within the year another can be lodged.
    world.clock.set(at("2027-02-16T11:00:00Z"));
    assert_eq!(world.lodged(&cases[3], 4).await.number.get(), 2);
}

#[tokio::test]
async fn what_cannot_be_appealed_is_told_with_every_reason() {
    let world = World::new().await;
    let (cases, _) = world.decided_round(&ROUND).await;
    refused!(
        world.take(&applicant(3), lodge(&cases[2], 1)).await,
        Refusal::NotFound { .. }
    );
    refused!(
        world.take(&case_handler(), lodge(&cases[2], 1)).await,
        Refusal::RulesNotMet(findings) if findings[0].code == "DELIVERY_NOT_SENT"
    );
    world.clock.set(at("2026-03-02T11:00:00Z"));
    world.dispatch(Scope::Call(call_id())).await;
    refused!(
        world.take(&applicant(2), lodge(&cases[2], 1)).await,
        Refusal::NotFound { .. }
    );
    let first = world.lodged(&cases[2], 3).await;
    assert_eq!(world.lodged(&cases[2], 3).await, first, "the same again");
    let other = Lodge {
        text: "And another thing.".to_owned(),
        ..lodge(&cases[2], 1)
    };
    refused!(
        world.take(&applicant(3), other).await,
        Refusal::RulesNotMet(findings) if findings[0].code == "APPEAL_RUNS"
    );
    // A year and a day, and a decision that a later one took the place of.
    world.clock.set(at("2026-03-20T11:00:00Z"));
    world.lapse(&cases[1]).await;
    world.clock.set(at("2027-03-03T11:00:00Z"));
    refused!(
        world.take(&applicant(2), lodge(&cases[1], 1)).await,
        Refusal::RulesNotMet(findings)
            if findings.iter().map(|one| one.code.as_ref()).collect::<Vec<_>>()
                == ["APPEAL_SUPERSEDED", "APPEAL_TOO_LATE"]
    );
}

#[tokio::test]
async fn staff_register_an_appeal_that_came_by_post() {
    let world = World::new().await;
    let cases = world.sent_round().await;
    world.clock.set(at("2026-04-08T11:00:00Z"));
    let by_post = Lodge {
        received: Some("2026-03-27".parse().unwrap()),
        ..lodge(&cases[2], 1)
    };
    let registered = world.take(&case_handler(), by_post).await.unwrap().0;
    assert_eq!(registered.state, AppealState::Lodged, "it came in time");
    let seen = world.appeal(&applicant(3), &registered).await.unwrap();
    assert_eq!(seen.lodged.actor, "", "no names of people on the staff");
    assert_eq!(
        world
            .appeal(&case_handler(), &registered)
            .await
            .unwrap()
            .lodged
            .actor,
        "kari"
    );
    refused!(
        world.appeal(&applicant(2), &registered).await,
        Refusal::NotFound { .. }
    );
    let withdrawn = world.take(&applicant(3), on!(Withdraw, &registered)).await;
    assert_eq!(withdrawn.unwrap().0.state, AppealState::Withdrawn);
}

#[tokio::test]
async fn a_list_has_ones_own_and_the_states_asked_for() {
    let world = World::new().await;
    let cases = world.sent_round().await;
    let prepared = world.prepared(&cases[2], 3).await;
    world.lodged(&cases[3], 4).await;
    let list = async |caller: &Caller, states: &[&'static str]| {
        let list = List {
            call: call_id(),
            states: states.to_vec(),
            page: first_page(50),
        };
        let rows = world.take(caller, list).await.unwrap().rows;
        let appeals = rows.into_iter().map(|one| one.appeal);
        appeals.collect::<Vec<_>>()
    };
    assert_eq!(list(&case_handler(), &[]).await.len(), 2);
    assert_eq!(list(&case_handler(), &["prepared"]).await, [prepared]);
    let own = list(&applicant(3), &[]).await;
    assert_eq!(own.len(), 1);
    assert_eq!(
        own[0].prepared.as_ref().unwrap().reason,
        "",
        "not told before the decision"
    );
}
