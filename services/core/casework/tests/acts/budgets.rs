//! A partial grant is accepted on a revised budget that a case handler approved.

use casework::CaseError;
use casework::grant::{ApproveRevisedBudget, ReturnRevisedBudget, SubmitRevisedBudget};
use domain::grant::{BudgetAmount, Grant, GrantState, RevisedBudgetState};
use domain::money::Money;
use domain::refusal::Refusal;

use crate::journey::grant_as_read;
use crate::steps;
use crate::world::{World, applicant, at, case_handler};

/// A line of the pilot's budget with its kroner.
type Line = (&'static str, i64);

/// Three quarters of the second application's 400,000 kroner.
const CUT: [Line; 2] = [("wages", 270_000), ("rent", 30_000)];

fn submit(offer: &Grant, lines: &[Line]) -> SubmitRevisedBudget {
    let lines = lines.iter().map(|(code, kroner)| BudgetAmount {
        code: (*code).to_owned(),
        amount: Money::kroner(*kroner),
    });
    let at = grant_as_read(offer);
    SubmitRevisedBudget {
        key: at.case,
        revision: at.revision,
        lines: lines.collect(),
    }
}

fn approve(submitted: &Grant) -> ApproveRevisedBudget {
    let at = grant_as_read(submitted);
    ApproveRevisedBudget {
        key: at.case,
        revision: at.revision,
        reason: String::new(),
    }
}

fn send_back(submitted: &Grant, reason: &str) -> ReturnRevisedBudget {
    let at = grant_as_read(submitted);
    ReturnRevisedBudget {
        key: at.case,
        revision: at.revision,
        reason: reason.to_owned(),
    }
}

fn accept(offer: &Grant) -> casework::grant::Accept {
    steps::accept_grant(offer, &"12345678903".parse().unwrap())
}

impl World {
    /// An offer as it can be accepted: with a revised budget approved where it needs one.
    pub async fn with_budget(&self, offer: Grant, organisation: u32) -> Result<Grant, CaseError> {
        if !offer.needs_revised_budget() {
            return Ok(offer);
        }
        let rent = offer.granted.ore() / 10;
        let mut submit = submit(&offer, &CUT);
        submit.lines[0].amount = Money::from_ore(offer.granted.ore() - rent);
        submit.lines[1].amount = Money::from_ore(rent);
        let own = applicant(organisation);
        let submitted = self.on_grant(&own, submit).await?;
        self.on_grant(&case_handler(), approve(&submitted)).await
    }

    /// The second offer of a round decided with a cut, which was sent: 300,000 of 400,000 kroner.
    async fn partial_offer(&self) -> Grant {
        let (cases, _) = self.decided_with_a_cut().await;
        self.offer(&cases[1]).await
    }
}

#[tokio::test]
async fn a_partial_grant_is_accepted_on_an_approved_budget() {
    let world = World::new().await;
    let (cases, _) = world.decided_with_a_cut().await;
    let (own, kari) = (applicant(2), case_handler());
    let offer = world.offer(&cases[1]).await;
    assert_eq!(
        offer.approved_budget().unwrap().sum(),
        Money::kroner(400_000)
    );
    refused!(world.on_grant(&own, accept(&offer)).await, Refusal::RulesNotMet(findings)
        if findings.len() == 1 && findings[0].code == "GRANT_BUDGET_NOT_APPROVED");
    let faulty = [("wages", 360_001), ("travel", 1), ("rent", 1), ("rent", 1)];
    refused!(world.on_grant(&own, submit(&offer, &faulty)).await, Refusal::InvalidFields(faults)
    if faults.iter().map(|fault| fault.field.as_str()).eq([
        "lines[0].amount.ore", "lines[1].code", "lines[3].code",
    ]));
    refused!(world.on_grant(&own, submit(&offer, &[("wages", 299_999)])).await,
        Refusal::InvalidFields(faults) if faults.len() == 1 && faults[0].field == "lines");
    refused!(world.on_grant(&kari, approve(&offer)).await, Refusal::RulesNotMet(findings)
        if findings[0].code == "GRANT_BUDGET_NOT_WAITING");
    refused!(
        world.on_grant(&applicant(1), submit(&offer, &CUT)).await,
        Refusal::NotFound { .. }
    );
    let first = world
        .on_grant(&own, submit(&offer, &[("wages", 300_000)]))
        .await
        .unwrap();
    let again = world
        .on_grant(&own, submit(&offer, &[("wages", 300_000)]))
        .await;
    assert_eq!(again.unwrap(), first, "a retry");
    refused!(world.on_grant(&own, accept(&first)).await, Refusal::RulesNotMet(findings)
        if findings[0].code == "GRANT_BUDGET_NOT_APPROVED");
    let back = send_back(&first, "the rent is missing");
    world.on_grant(&kari, back).await.unwrap();
    let told = world
        .on_grant(&own, steps::get_grant(&cases[1]))
        .await
        .unwrap();
    let revised = told.budget.clone().unwrap().revised.unwrap();
    let answer = revised.state.answer().unwrap();
    assert_eq!(
        (answer.actor.as_str(), answer.reason.as_str()),
        ("", "the rent is missing"),
        "a recipient is not told which person"
    );
    let second = world.on_grant(&own, submit(&told, &CUT)).await.unwrap();
    let third = world.on_grant(&own, submit(&second, &CUT)).await.unwrap();
    let approved = world.on_grant(&kari, approve(&third)).await.unwrap();
    assert_eq!(
        approved.approved_budget().unwrap().sum(),
        Money::kroner(300_000)
    );
    refused!(world.on_grant(&own, submit(&approved, &CUT)).await, Refusal::RulesNotMet(findings)
        if findings[0].code == "GRANT_BUDGET_NOT_NEEDED");
    let accepted = world.on_grant(&own, accept(&approved)).await.unwrap();
    assert!(matches!(accepted.state, GrantState::Accepted { .. }));
    refused!(
        world.on_grant(&own, submit(&accepted, &CUT)).await,
        Refusal::WrongState { .. }
    );
    let whole = world.offer(&cases[0]).await;
    refused!(world.on_grant(&applicant(1), submit(&whole, &CUT)).await,
        Refusal::RulesNotMet(findings) if findings[0].code == "GRANT_BUDGET_NOT_NEEDED");
}

#[tokio::test]
async fn the_letter_of_a_partial_grant_tells_of_the_budget() {
    let world = World::new().await;
    world.partial_offer().await;
    let letters = "select count(*) from casework.letter \
        where language = 'nb' and content::text like '%først et revidert budsjett%'";
    let told: i64 = sqlx::query_scalar(letters)
        .fetch_one(&world.pool)
        .await
        .unwrap();
    assert_eq!(told, 1, "and no other letter of the round");
}

#[tokio::test]
async fn an_answer_that_comes_late_takes_no_days_from_the_recipient() {
    let world = World::new().await;
    let (own, kari) = (applicant(2), case_handler());
    let offer = world.partial_offer().await;
    // The last day is 9 March.
    world.clock.set(at("2026-03-09T11:00:00Z"));
    let submitted = world.on_grant(&own, submit(&offer, &CUT)).await.unwrap();
    world.clock.set(at("2026-03-20T11:00:00Z"));
    let notice = steps::notice_lapse(&grant_as_read(&submitted));
    refused!(world.on_grant(&kari, notice).await, Refusal::RulesNotMet(findings)
        if findings[0].code == "GRANT_BUDGET_WAITS");
    let late = steps::admit_late(&submitted, "2026-04-01");
    refused!(world.on_grant(&kari, late).await, Refusal::RulesNotMet(findings)
        if findings[0].code == "GRANT_BUDGET_WAITS");
    let back = world
        .on_grant(&kari, send_back(&submitted, "the rent?"))
        .await
        .unwrap();
    assert_eq!(back.last_day(), "2026-04-17".parse().unwrap());
    let again = world.on_grant(&own, submit(&back, &CUT)).await.unwrap();
    assert_eq!(again.last_day(), back.last_day());
    let approved = world.on_grant(&kari, approve(&again)).await.unwrap();
    world.clock.set(at("2026-04-17T11:00:00Z"));
    let accepted = world.on_grant(&own, accept(&approved)).await.unwrap();
    assert!(matches!(accepted.state, GrantState::Accepted { .. }));
}

#[tokio::test]
async fn a_recipient_that_is_silent_on_its_budget_can_lose_the_offer() {
    let world = World::new().await;
    let (own, kari) = (applicant(2), case_handler());
    let offer = world.partial_offer().await;
    world.clock.set(at("2026-03-10T11:00:00Z"));
    refused!(world.on_grant(&own, submit(&offer, &CUT)).await, Refusal::RulesNotMet(findings)
        if findings[0].code == "GRANT_ACCEPTANCE_LATE");
    refused!(world.on_grant(&own, accept(&offer)).await, Refusal::RulesNotMet(findings)
        if findings.len() == 2);
    let late = steps::admit_late(&offer, "2026-03-11");
    let late = world.on_grant(&kari, late).await.unwrap();
    let submitted = world.on_grant(&own, submit(&late, &CUT)).await.unwrap();
    let back = world
        .on_grant(&kari, send_back(&submitted, "the rent?"))
        .await
        .unwrap();
    assert_eq!(back.last_day(), "2026-04-07".parse().unwrap());
    world.clock.set(at("2026-04-08T11:00:00Z"));
    let lapsed = world.lapse(&grant_as_read(&back).case).await;
    assert_eq!(lapsed.answer.grant.state, GrantState::Lapsed);
}

#[tokio::test]
async fn a_raise_in_part_needs_another_budget() {
    let world = World::new().await;
    let (cases, first) = world.decided_with_a_cut().await;
    let offer = world.offer(&cases[1]).await;
    world.with_budget(offer, 2).await.unwrap();
    let risen = world.raised(&cases, &first, 350_000).await;
    assert!(risen.needs_revised_budget());
    let told = world.offer(&cases[1]).await;
    let (own, kari) = (applicant(2), case_handler());
    refused!(world.on_grant(&own, accept(&told)).await, Refusal::RulesNotMet(findings)
        if findings[0].code == "GRANT_BUDGET_NOT_APPROVED");
    let accepted = world.accept(&cases[1], 2).await.unwrap();
    assert_eq!(
        accepted.approved_budget().unwrap().sum(),
        Money::kroner(350_000)
    );
    refused!(
        world.on_grant(&kari, approve(&accepted)).await,
        Refusal::WrongState { .. }
    );
}

#[tokio::test]
async fn a_budget_that_waits_while_the_grant_is_raised_is_sent_back() {
    let world = World::new().await;
    let (cases, first) = world.decided_with_a_cut().await;
    let offer = world.offer(&cases[1]).await;
    world
        .on_grant(&applicant(2), submit(&offer, &CUT))
        .await
        .unwrap();
    let risen = world.raised(&cases, &first, 350_000).await;
    let kari = case_handler();
    refused!(world.on_grant(&kari, approve(&risen)).await, Refusal::RulesNotMet(findings)
        if findings[0].code == "GRANT_BUDGET_BELOW_GRANT");
    let back = world
        .on_grant(&kari, send_back(&risen, "it was raised"))
        .await
        .unwrap();
    let revised = back.budget.unwrap().revised.unwrap();
    assert!(matches!(revised.state, RevisedBudgetState::Returned(_)));
}

#[tokio::test]
async fn a_raise_to_the_whole_amount_needs_none() {
    let world = World::new().await;
    let (cases, first) = world.decided_with_a_cut().await;
    let offer = world.offer(&cases[1]).await;
    world
        .on_grant(&applicant(2), submit(&offer, &CUT))
        .await
        .unwrap();
    let risen = world.raised(&cases, &first, 400_000).await;
    assert!(!risen.needs_revised_budget());
    refused!(world.on_grant(&case_handler(), approve(&risen)).await,
        Refusal::RulesNotMet(findings) if findings[0].code == "GRANT_BUDGET_NOT_WAITING");
    let told = world.offer(&cases[1]).await;
    let accepted = world.on_grant(&applicant(2), accept(&told)).await.unwrap();
    assert_eq!(
        accepted.approved_budget().unwrap().sum(),
        Money::kroner(400_000)
    );
}

#[tokio::test]
async fn offers_from_before_budgets_and_rules_that_ask_for_none_need_none() {
    for change in [
        "update casework.grant set budget = null",
        "update casework.grant set budget = jsonb_set(budget, '{revise}', 'false')",
    ] {
        let world = World::new().await;
        let offer = world.partial_offer().await;
        world.meddle(change).await;
        let accepted = world.on_grant(&applicant(2), accept(&offer)).await.unwrap();
        assert!(matches!(accepted.state, GrantState::Accepted { .. }));
    }
    let world = World::new().await;
    world.partial_offer().await;
    let forged = "update casework.grant set budget = null, revised_budget = '{}'";
    assert_eq!(
        world.refused_by(forged).await,
        "grant_revised_budget_of_budget"
    );
}
