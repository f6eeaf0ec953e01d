//! Reports that are late: the list, later last days, reminders, and what waits.

use casework::application::ApplicationKey;
use casework::finance::{AttestPayments, ListDuePayments};
use casework::report::{Extend, List, Remind, Reminded};
use domain::assessment::InterestGround;
use domain::caller::Caller;
use domain::findings::Finding;
use domain::page::Page;
use domain::refusal::Refusal;
use domain::report::{ReminderSide, Report};
use text::Language;

use crate::journey::{finance, first_page, report_as_read};
use crate::pilot::Indicators;
use crate::reports::paid_round;
use crate::steps;
use crate::world::{World, applicant, at, call_id, case_handler, staff};

impl World {
    async fn overdue(&self, caller: &Caller) -> Vec<Report<Indicators>> {
        let list = List {
            call: None,
            grant: None,
            page: first_page(500),
            states: vec![],
            overdue: true,
        };
        let listed = self.take(caller, list).await.unwrap();
        listed.rows.into_iter().map(|view| view.0).collect()
    }

    async fn remind(&self, caller: &Caller, dry_run: bool) -> Reminded {
        let remind = Remind {
            call: None,
            dry_run,
        };
        self.take(caller, remind).await.unwrap()
    }

    /// Writes and delivers the report of a case.
    async fn deliver(&self, case: &ApplicationKey, organisation: u32) {
        let written = self
            .write_report(case, organisation, (300_000, 300_000, 3))
            .await;
        self.submit_report(&written, organisation).await.unwrap();
    }

    async fn extended(
        &self,
        report: &Report<Indicators>,
        due: &str,
    ) -> Result<Report<Indicators>, casework::CaseError> {
        let (key, revision) = report_as_read(report);
        let extend = Extend {
            key,
            revision,
            due: due.parse().unwrap(),
            reason: "The auditor is ill.".to_owned(),
        };
        self.on_report(&case_handler(), extend).await
    }
}

/// The steps that recipients are reminded at: the organisation and the step.
fn steps_of(reminded: &Reminded) -> Vec<(String, ReminderSide, u32)> {
    let reminders = reminded.reminders.iter();
    let step = |of: &casework::report::ReminderOf| {
        let step = of.reminder.step;
        (of.organisation_name.clone(), step.side, step.days)
    };
    reminders.map(step).collect()
}

#[tokio::test]
async fn overdue_reports_of_all_calls_are_a_list() {
    let world = World::new().await;
    let cases = paid_round(&world, 3).await;
    world.clock.set(at("2027-04-01T12:00:00Z"));
    assert!(world.overdue(&case_handler()).await.is_empty());
    world.deliver(&cases[0], 1).await;
    world.clock.set(at("2027-04-02T12:00:00Z"));
    let overdue = world.overdue(&case_handler()).await;
    let grants: Vec<_> = overdue.iter().map(|report| report.grant).collect();
    assert_eq!(grants, [cases[1].application, cases[2].application]);
    let own = world.overdue(&applicant(2)).await;
    assert_eq!(own.len(), 1, "recipients see their own");
    // A report that is sent back is to be delivered again.
    let sent = world.report(&cases[0], 1).await;
    let back = steps::return_report(&report_as_read(&sent), "Sign the accounts.");
    world.on_report(&case_handler(), back).await.unwrap();
    assert_eq!(world.overdue(&case_handler()).await.len(), 3);
}

#[tokio::test]
async fn a_later_day_is_given_with_its_reason_and_kept() {
    let world = World::new().await;
    let cases = paid_round(&world, 2).await;
    let open = world.report(&cases[0], 1).await;
    let refused = world.extended(&open, "2027-04-01").await;
    refused!(refused, Refusal::RulesNotMet(findings)
        if findings[0].code == "REPORT_EXTENSION_NOT_LATER");
    let first = world.extended(&open, "2027-05-01").await.unwrap();
    assert_eq!(first.due, "2027-05-01".parse().ok());
    let again = world.extended(&open, "2027-05-01").await.unwrap();
    assert_eq!(again, first, "a retry");
    world.clock.set(at("2027-06-10T12:00:00Z"));
    let past = world.extended(&first, "2027-06-09").await;
    refused!(past, Refusal::RulesNotMet(findings) if findings[0].code == "REPORT_EXTENSION_PAST");
    let second = world.extended(&first, "2027-07-01").await.unwrap();
    let days: Vec<_> = second
        .extensions
        .iter()
        .map(|one| (one.from.to_string(), one.due.to_string()))
        .collect();
    let day = |from: &str, due: &str| (from.to_owned(), due.to_owned());
    assert_eq!(
        days,
        [
            day("2027-04-01", "2027-05-01"),
            day("2027-05-01", "2027-07-01")
        ]
    );
    let seen = world.report(&cases[0], 1).await;
    let told = &seen.extensions[1];
    assert!(told.record.actor.is_empty(), "staff are not named");
    assert_eq!(told.record.reason, "The auditor is ill.");
    let notice = &told.notice[&Language::English];
    assert!(
        notice.contains("1 July 2027") && notice.contains("The auditor is ill."),
        "{notice}"
    );
    assert!(
        world.overdue(&case_handler()).await.len() == 1,
        "the other one"
    );
    world.deliver(&cases[0], 1).await;
    let delivered = world.report(&cases[0], 1).await;
    refused!(
        world.extended(&delivered, "2027-08-01").await,
        Refusal::WrongState { .. }
    );
}

#[tokio::test]
async fn who_delivered_meanwhile_gets_no_reminder_and_no_step_is_taken_twice() {
    let world = World::new().await;
    let cases = paid_round(&world, 3).await;
    world.clock.set(at("2027-03-01T12:00:00Z"));
    assert!(
        world
            .remind(&case_handler(), false)
            .await
            .reminders
            .is_empty()
    );
    // Seven days before the last: the pilot's rules name 30, 7 and 1 day.
    world.clock.set(at("2027-03-25T12:00:00Z"));
    let planned = world.remind(&case_handler(), true).await;
    assert_eq!(planned.reminders.len(), 3);
    world.deliver(&cases[0], 1).await;
    let sent = world.remind(&case_handler(), false).await;
    let grants: Vec<_> = sent.reminders.iter().map(|of| of.grant).collect();
    assert_eq!(grants, [cases[1].application, cases[2].application]);
    assert!(
        steps_of(&sent)
            .iter()
            .all(|of| (of.1, of.2) == (ReminderSide::Before, 7))
    );
    assert!(
        world
            .remind(&case_handler(), false)
            .await
            .reminders
            .is_empty(),
        "sent"
    );
    let own = world.report(&cases[1], 2).await;
    assert_eq!(own.reminders.len(), 1);
    assert!(own.reminders[0].by.is_empty(), "staff are not named");
    for (language, word) in [(Language::Bokmal, "senest"), (Language::Nynorsk, "seinast")] {
        assert!(own.reminders[0].notice[&language].contains(word));
    }
    assert!(world.report(&cases[0], 1).await.reminders.is_empty());
    // A later last day begins anew.
    let later = world.extended(&own, "2027-04-20").await.unwrap();
    world.clock.set(at("2027-04-02T12:00:00Z"));
    let after = steps_of(&world.remind(&case_handler(), false).await);
    let sides: Vec<_> = after.iter().map(|of| (of.1, of.2)).collect();
    assert_eq!(
        sides,
        [(ReminderSide::Before, 30), (ReminderSide::After, 1)]
    );
    assert_eq!(later.reminders.len(), 1);
    // Only a grant that runs can be reported on.
    world
        .meddle(
            "update casework.grant set state = jsonb_set(state, '{state}', '\"paused\"') \
                 where state_name = 'active'",
        )
        .await;
    world.clock.set(at("2027-05-10T12:00:00Z"));
    assert!(
        world
            .remind(&case_handler(), true)
            .await
            .reminders
            .is_empty()
    );
}

#[tokio::test]
async fn a_case_of_interest_is_left_out() {
    let world = World::new().await;
    let cases = paid_round(&world, 2).await;
    let declared = steps::declare(&cases[0], InterestGround::Automatic, "my club");
    world.take(&case_handler(), declared).await.unwrap();
    world.clock.set(at("2027-04-02T12:00:00Z"));
    let reminded = world.remind(&case_handler(), false).await;
    let reminders: Vec<_> = reminded.reminders.iter().map(|of| of.grant).collect();
    assert_eq!(
        (reminders, reminded.left_out),
        (vec![cases[1].application], 1)
    );
    assert!(world.report(&cases[0], 1).await.reminders.is_empty());
}

/// Returns true if a reminder follows the last delivery among the steps of a case.
fn reminded_late(steps: &[&str]) -> bool {
    let last = |name| steps.iter().rposition(|step| *step == name);
    last("remind_reports") > last("submit_report")
}

#[test]
fn a_reminder_after_the_delivery_is_told() {
    assert!(reminded_late(&[
        "update_report",
        "submit_report",
        "remind_reports"
    ]));
    assert!(!reminded_late(&["remind_reports", "submit_report"]));
    assert!(!reminded_late(&["submit_report"]));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_reminder_follows_a_delivery_in_any_race() {
    let world = World::new().await;
    let cases = paid_round(&world, 3).await;
    world.clock.set(at("2027-03-25T12:00:00Z"));
    for (case, organisation) in cases.iter().zip(1..) {
        let written = world
            .write_report(case, organisation, (300_000, 300_000, 3))
            .await;
        let handler = case_handler();
        let (submitted, reminded) = tokio::join!(
            world.submit_report(&written, organisation),
            world.take(
                &handler,
                Remind {
                    call: None,
                    dry_run: false
                }
            )
        );
        submitted.unwrap();
        reminded.unwrap();
    }
    for case in &cases {
        let mut connection = world.pool.acquire().await.unwrap();
        let chain = store::event::read_chain(&mut connection, &case.name())
            .await
            .unwrap();
        let steps: Vec<&str> = chain.iter().map(|event| event.event.step.name()).collect();
        assert!(!reminded_late(&steps), "{steps:?}");
    }
}

#[tokio::test]
async fn a_reminder_stands_as_it_was_sent() {
    let world = World::new().await;
    paid_round(&world, 1).await;
    world.clock.set(at("2027-04-02T12:00:00Z"));
    world
        .remind(
            &staff("job", &[domain::caller::Role::SchemeAdministrator]),
            false,
        )
        .await;
    for change in [
        "update casework.report_reminder set days = 2",
        "delete from casework.report_reminder",
        "truncate casework.report_reminder",
    ] {
        let refused = sqlx::query(change).execute(&world.pool).await.unwrap_err();
        assert!(
            refused.to_string().contains("as they were sent"),
            "{refused}"
        );
    }
}

#[tokio::test]
async fn payments_wait_while_a_report_is_overdue() {
    let world = World::new().await;
    let cases = paid_round(&world, 2).await;
    let attest = AttestPayments {
        call: call_id(),
        grants: vec![cases[0].application],
        due_by: "2027-04-10".parse().unwrap(),
    };
    world.clock.set(at("2027-04-02T12:00:00Z"));
    let blocked = world.take(&finance(), attest.clone()).await.unwrap();
    assert_eq!(blocked.instalments, 0);
    let codes: Vec<_> = blocked.blocked[0].blocks.iter().map(code).collect();
    assert_eq!(codes, ["PAYMENT_REPORT_OVERDUE"]);
    let seen = world.take(&applicant(1), steps::get_grant(&cases[0])).await;
    let overdue = seen.unwrap().other_blocks.remove(0);
    assert_eq!(code(&overdue), "PAYMENT_REPORT_OVERDUE");
    let due = ListDuePayments {
        call: call_id(),
        due_by: "2027-04-10".parse().unwrap(),
        page: Page {
            size: 10,
            after: None,
        },
    };
    let due = world.take(&finance(), due).await.unwrap();
    let reasons: Vec<_> = due.rows[0].reasons.iter().map(code).collect();
    assert!(reasons.contains(&"PAYMENT_REPORT_OVERDUE"), "{reasons:?}");
    let open = world.report(&cases[0], 1).await;
    world.extended(&open, "2027-05-01").await.unwrap();
    let paid = world.take(&finance(), attest).await.unwrap();
    assert_eq!((paid.instalments, paid.blocked.len()), (1, 0));
}

fn code(finding: &Finding) -> &str {
    &finding.code
}
