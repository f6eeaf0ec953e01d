//! Changes of grants that meet a delivered report, or an appeal that runs: in both orders.

use casework::CaseError;
use casework::appeal::{RecordOutcome, Withdraw};
use casework::application::ApplicationKey;
use casework::change::{Approve, ChangeKey, Request};
use casework::decision::Scope;
use domain::appeal::{Appeal, AppealState, BodyOutcome};
use domain::caller::Caller;
use domain::grant::{Asked, BudgetAmount, Grant, GrantState, InstalmentState};
use domain::money::Money;
use domain::refusal::Refusal;

use crate::appeals::{key, preparer};
use crate::journey::{decision_maker, report_as_read};
use crate::reports::{paid_round, pay};
use crate::steps;
use crate::world::{World, applicant, at, case_handler};

/// Another amount, in kroner.
fn amount(kroner: i64) -> Asked {
    Asked {
        amount: Some(Money::kroner(kroner)),
        ..Asked::default()
    }
}

/// Another amount with a budget of it, in kroner: nine parts are wages and one is rent.
fn whole(kroner: i64) -> Asked {
    let line = |code: &str, parts| BudgetAmount {
        code: code.to_owned(),
        amount: Money::kroner(kroner / 10 * parts),
    };
    Asked {
        budget: Some(vec![line("wages", 9), line("rent", 1)]),
        ..amount(kroner)
    }
}

fn content() -> Asked {
    Asked {
        content: Some("One course less.".to_owned()),
        ..Asked::default()
    }
}

impl World {
    async fn ask(
        &self,
        case: &ApplicationKey,
        (organisation, asked): (u32, Asked),
    ) -> Result<Grant, CaseError> {
        let request = Request {
            key: case.clone(),
            revision: self.grant(case).await.revision,
            asked,
            reason: "The start was late.".to_owned(),
        };
        self.on_grant(&applicant(organisation), request).await
    }

    /// Approves the last change of a grant.
    async fn approve_change(&self, by: &Caller, case: &ApplicationKey) -> Result<Grant, CaseError> {
        let grant = self.grant(case).await;
        let approve = Approve {
            key: ChangeKey {
                grant: case.clone(),
                number: grant.changes.last().unwrap().number,
            },
            revision: grant.revision,
            euro_rate: None,
            reason: "Within the purpose.".to_owned(),
        };
        self.on_grant(by, approve).await
    }

    /// The second case of a round in which it was cut to 300,000 of 400,000 kroner, accepted.
    async fn cut_and_accepted(&self) -> ApplicationKey {
        let (cases, _) = self.decided_with_a_cut().await;
        self.dispatch(Scope::Application(cases[1].clone())).await;
        self.accept(&cases[1], 2).await.unwrap();
        cases[1].clone()
    }

    /// Records that the body of appeal gives the whole 400,000 kroner.
    async fn give_all(&self, appeal: &Appeal) {
        let record = RecordOutcome {
            key: key(appeal),
            revision: appeal.revision,
            outcome: BodyOutcome::Upheld,
            amount: Some(Money::kroner(400_000)),
            euro_rate: None,
            reason: "The board finds for the party.".to_owned(),
        };
        self.take(&decision_maker(), record).await.unwrap();
    }

    async fn take_back(&self, appeal: &Appeal) {
        let withdraw = Withdraw {
            key: key(appeal),
            revision: appeal.revision,
            reason: String::new(),
        };
        let withdrawn = self.take(&applicant(2), withdraw).await.unwrap().0;
        assert_eq!(withdrawn.state, AppealState::Withdrawn);
    }
}

#[tokio::test]
async fn a_report_that_settles_waits_for_a_change_that_was_asked_for_before_it() {
    let world = World::new().await;
    let case = paid_round(&world, 1).await.remove(0);
    world.ask(&case, (1, whole(250_000))).await.unwrap();
    world.clock.set(at("2027-03-20T09:00:00Z"));
    let written = world.write_report(&case, 1, (225_000, 250_000, 5)).await;
    let submitted = world.submit_report(&written, 1).await.unwrap();
    let accept = steps::accept_report(&report_as_read(&submitted), "Attained.");
    let before = world.grant(&case).await;
    refused!(
        world.on_report(&case_handler(), accept.clone()).await,
        Refusal::RulesNotMet(findings) if findings[0].code == "REPORT_CHANGE_WAITS"
    );
    assert_eq!(world.grant(&case).await, before, "nothing is half done");
    // Approved while the report is delivered, it is what the report is held against.
    let approved = world.approve_change(&case_handler(), &case).await.unwrap();
    assert_eq!(approved.granted, Money::kroner(250_000));
    world.on_report(&case_handler(), accept).await.unwrap();
    let closed = world.grant(&case).await;
    assert!(matches!(closed.state, GrantState::Closed { .. }));
    assert_eq!(closed.settlement.unwrap().kept, Money::kroner(250_000));
    pay(&world, "2027-04-01").await;
    assert_eq!(world.grant(&case).await.paid(), Money::kroner(250_000));
}

#[tokio::test]
async fn no_change_is_asked_for_once_the_last_report_is_delivered() {
    let world = World::new().await;
    let case = paid_round(&world, 1).await.remove(0);
    world.clock.set(at("2027-03-20T09:00:00Z"));
    let written = world.write_report(&case, 1, (270_000, 300_000, 5)).await;
    let submitted = world.submit_report(&written, 1).await.unwrap();
    let refused = async || {
        refused!(
            world.ask(&case, (1, content())).await,
            Refusal::WrongState {
                state: "reported",
                ..
            }
        );
    };
    refused().await;
    // Sent back, it is corrected; the grant stays as it was reported on.
    let back = steps::return_report(&report_as_read(&submitted), "Sign the accounts.");
    world.on_report(&case_handler(), back).await.unwrap();
    refused().await;
    let report = world.report(&case, 1).await;
    let again = world.submit_report(&report, 1).await.unwrap();
    let accept = steps::accept_report(&report_as_read(&again), "Attained.");
    world.on_report(&case_handler(), accept).await.unwrap();
    assert_eq!(world.grant(&case).await.changes, []);
}

/// Expects that the amount waits for the appeal.
async fn waits_for_the_appeal(world: &World, case: &ApplicationKey) {
    let before = world.grant(case).await;
    refused!(
        world.approve_change(&case_handler(), case).await,
        Refusal::RulesNotMet(findings) if findings[0].code == "CHANGE_APPEAL_RUNS"
    );
    assert_eq!(world.grant(case).await, before, "nothing is half done");
}

/// Whichever came first, the amount changes after the appeal is decided: from what the body of
/// appeal gave.
#[tokio::test]
async fn an_amount_changes_after_an_appeal_that_runs() {
    for appealed_first in [true, false] {
        let world = World::new().await;
        let case = world.cut_and_accepted().await;
        if !appealed_first {
            world.ask(&case, (2, amount(250_000))).await.unwrap();
        }
        let appeal = world.forwarded(&case, 2).await;
        if appealed_first {
            world.ask(&case, (2, amount(250_000))).await.unwrap();
        }
        waits_for_the_appeal(&world, &case).await;
        world.give_all(&appeal).await;
        assert_eq!(world.grant(&case).await.granted, Money::kroner(400_000));
        let approved = world.approve_change(&case_handler(), &case).await.unwrap();
        assert_eq!(approved.granted, Money::kroner(250_000));
        let plan = approved.instalments.iter();
        let plan = plan.filter(|one| one.state != InstalmentState::Cancelled);
        let plan: i64 = plan.map(|one| one.amount.ore()).sum();
        assert_eq!(
            plan,
            approved.granted.ore(),
            "appealed first: {appealed_first}"
        );
    }
}

#[tokio::test]
async fn other_kinds_change_while_an_appeal_runs_and_the_amount_once_it_is_taken_back() {
    let world = World::new().await;
    let case = world.cut_and_accepted().await;
    let appeal = world.prepared(&case, 2).await;
    world.ask(&case, (2, content())).await.unwrap();
    let changed = world.approve_change(&preparer(), &case).await.unwrap();
    assert!(changed.changes[0].state.holds());
    world.ask(&case, (2, amount(250_000))).await.unwrap();
    waits_for_the_appeal(&world, &case).await;
    world.take_back(&appeal).await;
    let approved = world.approve_change(&case_handler(), &case).await.unwrap();
    assert_eq!(approved.granted, Money::kroner(250_000));
}
