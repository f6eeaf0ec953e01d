//! Notifications are written with the event, numbered in the case, and listed to their parties.

use casework::appeal::{Admit, Dismiss, Forward, Lodge, Prepare, Withdraw};
use casework::application::ApplicationKey;
use casework::decision::{Correct, GiveReasons, RequestReasons, Scope};
use casework::notification::{ListNotifications, MarkRead};
use domain::assessment::InterestGround;
use domain::calendar::{Clock, local_date};
use domain::caller::Caller;
use domain::decision::Decision;
use domain::identifiers::OrganisationNumber;
use domain::notification::{Notification, NotificationKind as Kind};
use domain::page::Page;
use domain::refusal::Refusal;

use crate::appeals::{key, lodge, other_decision_maker, preparer};
use crate::journey::ROUND;
use crate::letters::decision_key;
use crate::steps;
use crate::world::{World, applicant, as_read, at, call_id, case_handler, case_of, staff};

fn everything() -> ListNotifications {
    ListNotifications {
        organisation: None,
        application: None,
        page: Page {
            size: 100,
            after: None,
        },
    }
}

impl World {
    async fn told(&self, caller: &Caller, list: ListNotifications) -> Vec<Notification> {
        self.settle().await;
        self.take(caller, list).await.unwrap().rows
    }

    async fn first_decision(&self, case: &ApplicationKey) -> Decision {
        self.decisions(&case_handler(), case).await.swap_remove(0)
    }
}

fn kinds(told: &[Notification]) -> Vec<(i32, Kind)> {
    told.iter().map(|one| (one.number, one.kind)).collect()
}

#[tokio::test]
async fn a_party_is_told_what_happens_in_its_case() {
    let world = World::new().await;
    world.open_call().await;
    let view = world.submitted(1).await;
    world.submitted(2).await;
    let by = "2026-02-20".parse().unwrap();
    let back = steps::send_back(&as_read(&view), "Mer", by);
    world.take(&case_handler(), back).await.unwrap();
    let told = world.told(&applicant(1), everything()).await;
    assert_eq!(
        kinds(&told),
        [
            (1, Kind::ApplicationReceived),
            (2, Kind::ApplicationReturned)
        ]
    );
    assert_eq!(told[1].resource, case_of(&view).name());
    let case = &view.application.case_reference;
    assert_eq!(told[1].case_reference.as_ref(), Some(case));
    assert_eq!(told[1].at, world.clock.now());
    assert_eq!(
        world.told(&case_handler(), everything()).await.len(),
        3,
        "the staff sees the notifications of all"
    );
    let of_second = ListNotifications {
        organisation: Some(OrganisationNumber::invented(2)),
        ..everything()
    };
    assert_eq!(
        world.told(&applicant(1), of_second.clone()).await,
        [],
        "another organisation's are not there"
    );
    assert_eq!(world.told(&case_handler(), of_second).await.len(), 1);
    let of_case = ListNotifications {
        application: Some(case_of(&view)),
        ..everything()
    };
    assert_eq!(world.told(&case_handler(), of_case).await, told);
    let declare = steps::declare(&case_of(&view), InterestGround::Automatic, "sister");
    world.take(&case_handler(), declare).await.unwrap();
    let rest = world.told(&case_handler(), everything()).await;
    assert_eq!(rest.len(), 1, "cases with a declared interest are left out");
}

#[tokio::test]
async fn pages_of_notifications_go_on_where_they_ended() {
    let world = World::new().await;
    world.open_call().await;
    for organisation in 1..=3 {
        world.submitted(organisation).await;
    }
    let (mut after, mut seen) = (None, Vec::new());
    loop {
        world.settle().await;
        let page = Page { size: 2, after };
        let list = ListNotifications {
            page,
            ..everything()
        };
        let answer = world.take(&case_handler(), list).await.unwrap();
        seen.extend(answer.rows.iter().map(|one| one.cursor));
        if answer.next.is_none() {
            break;
        }
        after = answer.next;
    }
    let all = world.told(&case_handler(), everything()).await;
    assert_eq!(seen, all.iter().map(|one| one.cursor).collect::<Vec<_>>());
    assert_eq!(seen.len(), 3);
}

/// Makes a step on an appeal as it was read.
macro_rules! on {
    ($step:ident, $appeal:expr) => {
        $step {
            key: key($appeal),
            revision: $appeal.revision,
            reason: "As the case shows.".to_owned(),
        }
    };
}

impl World {
    /// The kinds of what a party is told of its case after the decision on it.
    async fn told_after_decision(&self, organisation: u32) -> Vec<Kind> {
        let told = self.told(&applicant(organisation), everything()).await;
        let kinds = told.into_iter().map(|one| one.kind);
        kinds
            .skip_while(|kind| *kind != Kind::DecisionDispatched)
            .skip(1)
            .collect()
    }

    async fn registered(&self, case: &ApplicationKey) -> domain::appeal::Appeal {
        let by_post = Lodge {
            received: Some("2026-03-27".parse().unwrap()),
            ..lodge(case, 1)
        };
        self.take(&case_handler(), by_post).await.unwrap().0
    }
}

#[tokio::test]
async fn a_party_is_told_what_staff_did_with_its_appeal() {
    let world = World::new().await;
    let cases = world.sent_round().await;
    world.clock.set(at("2026-04-08T11:00:00Z"));
    // What the party did itself is not told; what was registered for it is.
    let late = world.lodged(&cases[3], 4).await;
    assert_eq!(world.told_after_decision(4).await, []);
    let admitted = world
        .take(&case_handler(), on!(Admit, &late))
        .await
        .unwrap()
        .0;
    assert_eq!(world.told_after_decision(4).await, [Kind::AppealAdmitted]);
    let registered = world.registered(&cases[2]).await;
    world.registered(&cases[2]).await;
    assert_eq!(
        world.told_after_decision(3).await,
        [Kind::AppealRegistered],
        "once"
    );
    let last = world.told(&applicant(3), everything()).await.pop().unwrap();
    assert_eq!(last.resource, key(&registered).name());
    let prepared = world
        .take(&preparer(), on!(Prepare, &registered))
        .await
        .unwrap()
        .0;
    world
        .take(&preparer(), on!(Forward, &prepared))
        .await
        .unwrap();
    assert_eq!(
        world.told_after_decision(3).await,
        [Kind::AppealRegistered, Kind::AppealForwarded],
        "nothing of the work before"
    );
    let of_first = world.registered(&cases[0]).await;
    world
        .take(&case_handler(), on!(Withdraw, &of_first))
        .await
        .unwrap();
    assert_eq!(
        world.told_after_decision(1).await,
        [Kind::AppealRegistered, Kind::AppealWithdrawn]
    );
    // The outcome is a decision, and told when its letter is sent.
    let dismiss = on!(Dismiss, &admitted);
    world.take(&other_decision_maker(), dismiss).await.unwrap();
    assert_eq!(world.told_after_decision(4).await, [Kind::AppealAdmitted]);
    world.dispatch(Scope::Application(cases[3].clone())).await;
    assert_eq!(
        world.told_after_decision(4).await,
        [Kind::AppealAdmitted, Kind::DecisionDispatched]
    );
}

#[tokio::test]
async fn a_correction_is_told_once_when_its_letter_is_sent() {
    let world = World::new().await;
    let cases = world.sent_round().await;
    let correct = Correct {
        key: decision_key(&cases[0], 1),
        wrong: "Lag 11".to_owned(),
        right: "Lag 1".to_owned(),
        reason: "The name was misprinted.".to_owned(),
    };
    world.take(&other_decision_maker(), correct).await.unwrap();
    assert_eq!(world.told_after_decision(1).await, []);
    world.dispatch(Scope::Application(cases[0].clone())).await;
    assert_eq!(
        world.told_after_decision(1).await,
        [Kind::DecisionDispatched]
    );
}

#[tokio::test]
async fn a_step_that_is_refused_tells_nothing() {
    let world = World::new().await;
    world.open_call().await;
    let view = world.submitted(1).await;
    let late = steps::send_back(&as_read(&view), "Mer", "2026-01-01".parse().unwrap());
    assert!(world.take(&case_handler(), late).await.is_err());
    assert_eq!(world.told(&applicant(1), everything()).await.len(), 1);
}

#[tokio::test]
async fn reading_is_recorded_once() {
    let world = World::new().await;
    let (cases, _) = world.decided_round(&ROUND).await;
    world.dispatch(Scope::Call(call_id())).await;
    let told = world.told(&applicant(1), everything()).await;
    let sent = told.last().unwrap();
    assert_eq!(sent.kind, Kind::DecisionDispatched);
    assert_eq!(sent.resource, decision_key(&cases[0], 1).name());
    let read = async || {
        let told = world.told(&applicant(1), everything()).await;
        let read = told.last().unwrap().read;
        assert_eq!(
            world.first_decision(&cases[0]).await.read,
            read.map(local_date)
        );
        read
    };
    assert_eq!(read().await, None);
    let read_at = at("2026-03-03T09:00:00Z");
    world.clock.set(read_at);
    world.read_letter(&case_handler(), &cases[0]).await;
    assert_eq!(read().await, None, "staff reads");
    world.read_letter(&applicant(1), &cases[0]).await;
    assert_eq!(read().await, Some(read_at));
    let others = world.told(&applicant(2), everything()).await;
    assert!(others.iter().all(|one| one.read.is_none()));
    world.clock.set(at("2026-03-04T09:00:00Z"));
    world.read_letter(&applicant(1), &cases[0]).await;
    assert_eq!(read().await, Some(read_at));
    let cursors: Vec<i64> = told.iter().map(|one| one.cursor).collect();
    let mark = MarkRead { cursors };
    let marked = world.take(&applicant(1), mark.clone()).await.unwrap();
    assert_eq!(marked, u64::try_from(told.len()).unwrap() - 1);
    assert_eq!(world.take(&applicant(1), mark.clone()).await.unwrap(), 0);
    refused!(
        world.take(&applicant(2), mark).await,
        Refusal::NotFound { .. }
    );
    let finance = staff("frida", &[domain::caller::Role::Finance]);
    refused!(
        world.take(&finance, everything()).await,
        Refusal::RoleNotAllowed { .. }
    );
}

/// A notification that was read makes the decision read, and so do those of reasons: the time to
/// appeal runs from there, and the letter that is opened later changes nothing.
#[tokio::test]
async fn who_reads_the_notification_has_read_the_decision() {
    let world = World::new().await;
    let (cases, _) = world.decided_round(&ROUND).await;
    world.dispatch(Scope::Call(call_id())).await;
    let read_last = async || {
        let told = world.told(&applicant(1), everything()).await;
        let cursors = vec![told.last().unwrap().cursor];
        world
            .take(&applicant(1), MarkRead { cursors })
            .await
            .unwrap();
    };
    let first = at("2026-03-03T09:00:00Z");
    world.clock.set(first);
    read_last().await;
    let decision = world.first_decision(&cases[0]).await;
    assert_eq!(decision.read, Some(local_date(first)));
    assert_eq!(decision.delivered, None, "no system took it");
    world.clock.set(at("2026-03-05T09:00:00Z"));
    world.read_letter(&applicant(1), &cases[0]).await;
    assert_eq!(world.first_decision(&cases[0]).await.read, decision.read);
    let key = decision_key(&cases[0], 1);
    let ask = RequestReasons {
        key: key.clone(),
        received: None,
        reason: String::new(),
    };
    world.take(&applicant(1), ask).await.unwrap();
    let give = GiveReasons {
        key,
        text: "Rammen var brukt opp.".to_owned(),
    };
    world.take(&case_handler(), give).await.unwrap();
    read_last().await;
    let reasons = world.first_decision(&cases[0]).await.reasons.unwrap();
    assert_eq!(reasons.delivery.read, Some(local_date(world.clock.now())));
    let other = world.first_decision(&cases[1]).await;
    assert_eq!((other.read, other.delivered), (None, None));
}
