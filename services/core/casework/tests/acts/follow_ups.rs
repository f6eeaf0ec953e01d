//! The waiting list: what declined and lapsed offers free, divided again.

use casework::CaseError;
use casework::application::ApplicationKey;
use chrono::TimeDelta;
use domain::allocation::Allocation;
use domain::allocation::award::{Award, Decision};
use domain::decision::DecisionKind;
use domain::grant::{Grant, GrantState};
use domain::money::Money;
use domain::refusal::Refusal;

use crate::journey::{
    Asked, ROUND, allocation_as_read, decision_maker, finance, first_page, grant_as_read, key_of,
};
use crate::letters::kinds;
use crate::steps;
use crate::world::{World, applicant, at, case_handler};

impl World {
    pub async fn decline(&self, case: &ApplicationKey, organisation: u32) {
        let at = grant_as_read(&self.grant(case).await);
        self.on_grant(&applicant(organisation), steps::decline_grant(&at, ""))
            .await
            .unwrap();
    }

    async fn follow(&self, allocation: &Allocation) -> Result<Allocation, CaseError> {
        let new = steps::follow(&self.allocation_key(), allocation.id);
        self.created(&new).await
    }

    /// A round decided in which a person cut the second application to 300,000 kroner.
    pub async fn decided_with_a_cut(&self) -> (Vec<ApplicationKey>, Allocation) {
        let cases = self.assessed_round(&ROUND).await;
        let draft = self.allocation().await;
        let draft = self
            .adjusted(&draft, &cases[1], 300_000, "fewer places")
            .await;
        let proposed = self.propose(&draft).await.unwrap();
        (cases, self.approve(&proposed).await.unwrap())
    }

    /// The second grant of a round decided with a cut, raised when the first declines.
    pub async fn raised(&self, cases: &[ApplicationKey], first: &Allocation, kroner: i64) -> Grant {
        self.decline(&cases[0], 1).await;
        let draft = self.follow(first).await.unwrap();
        let reason = "there are places after all";
        let draft = self.adjusted(&draft, &cases[1], kroner, reason).await;
        let proposed = self.propose(&draft).await.unwrap();
        self.approve(&proposed).await.unwrap();
        self.grant(&cases[1]).await
    }

    /// The allocation with another amount for one application.
    async fn adjusted(
        &self,
        allocation: &Allocation,
        case: &ApplicationKey,
        kroner: i64,
        reason: &str,
    ) -> Allocation {
        let (at, asked) = (
            allocation_as_read(allocation),
            (Money::kroner(kroner), reason),
        );
        let adjust = steps::adjust(&at, case.application, asked);
        self.take(&case_handler(), adjust).await.unwrap().allocation
    }

    async fn state_of(&self, case: &ApplicationKey) -> &'static str {
        let view = self.take(&case_handler(), steps::get(case)).await.unwrap();
        view.application.state.name()
    }

    /// Returns what finance exports, which must be each application once and what is promised.
    async fn exported(&self) -> Vec<Award> {
        let page = first_page(500);
        let listed = self.take(&finance(), steps::export_awards(&page)).await;
        listed.unwrap().awards.rows
    }
}

fn kroner(awards: &[Award]) -> Vec<i64> {
    awards
        .iter()
        .map(|award| award.amount.ore() / 100)
        .collect()
}

/// The frame holds a million: 500 000 and 400 000 kroner are granted, the third and the fourth are
/// refused.
#[tokio::test]
async fn a_declined_offer_goes_to_the_next_on_the_list() {
    let world = World::new().await;
    let (cases, first) = world.decided_round(&ROUND).await;
    world.accept(&cases[1], 2).await.unwrap();
    let kept = world.grant(&cases[1]).await;
    world.decline(&cases[0], 1).await;
    let draft = world.follow(&first).await.unwrap();
    assert_eq!(draft.follows, Some(first.id));
    let awards = world.awards(&draft).await;
    assert_eq!(kroner(&awards), [0, 400_000, 200_000, 100_000]);
    let notified: Vec<i64> = awards
        .iter()
        .map(|award| award.notified.ore() / 100)
        .collect();
    assert_eq!(notified, [0, 400_000, 0, 0]);
    assert_eq!(awards[0].decision(), Decision::Released);
    let proposed = world.propose(&draft).await.unwrap();
    assert_eq!(
        world.state_of(&cases[2]).await,
        "refused",
        "a proposal moves no application"
    );
    let approved = world.approve(&proposed).await.unwrap();
    let mut states = Vec::new();
    for case in &cases {
        states.push(world.state_of(case).await);
    }
    assert_eq!(states, ["granted", "granted", "granted", "granted"]);
    assert_eq!(world.committed().await, 70_000_000);
    let offered = world.grant(&cases[2]).await;
    assert_eq!(offered.state, GrantState::Offered);
    assert_eq!(
        (offered.granted, offered.allocation),
        (Money::kroner(200_000), approved.id)
    );
    let plan: i64 = offered.instalments.iter().map(|one| one.amount.ore()).sum();
    assert_eq!(plan, offered.granted.ore());
    assert_eq!(world.grant(&cases[1]).await, kept, "nobody else is touched");
    assert_eq!(world.grant(&cases[0]).await.state, GrantState::Declined);
    let exported = world.exported().await;
    assert_eq!(exported, world.awards(&approved).await);
    let sum: i64 = exported.iter().map(|award| award.amount.ore()).sum();
    assert_eq!(
        sum,
        world.committed().await,
        "sum of awards = committed = export"
    );
    let verify = steps::verify(&key_of(&approved));
    let verification = world.take(&case_handler(), verify).await.unwrap();
    assert!(verification.verified);
    // Accepted like any offer, by the applicant that waited.
    world.accept(&cases[2], 3).await.unwrap();
}

#[tokio::test]
async fn what_nothing_was_freed_for_is_refused_clearly() {
    let world = World::new().await;
    // Both frames are full, so nothing is left either.
    let round: [Asked; 2] = [(100, 90), (20, 70)];
    let (_, first) = world.decided_round(&round).await;
    let national = Money::kroner(1_000_000);
    world.rebudget(national, Money::ZERO).await.unwrap();
    refused!(
        world.follow(&first).await,
        Refusal::RulesNotMet(findings) if findings[0].code == "WAITING_LIST_NOTHING_FREED"
    );
    // Something is left, and no applicant waits that could get it.
    let one = Money::from_ore(1);
    world.rebudget(national, one).await.unwrap();
    refused!(
        world.follow(&first).await,
        Refusal::RulesNotMet(findings) if findings[0].code == "WAITING_LIST_NOBODY"
    );
}

#[tokio::test]
async fn a_lapsed_offer_is_freed_as_well_and_a_chain_goes_on() {
    let world = World::new().await;
    let (cases, first) = world.decided_round(&ROUND).await;
    world.accept(&cases[0], 1).await.unwrap();
    world.clock.advance(TimeDelta::days(40));
    world.lapse(&cases[1]).await;
    let second = world.follow(&first).await.unwrap();
    let second = world
        .approve(&world.propose(&second).await.unwrap())
        .await
        .unwrap();
    assert_eq!(
        world.committed().await,
        80_000_000,
        "500 000 + 200 000 + 100 000"
    );
    world.decline(&cases[2], 3).await;
    refused!(
        world.follow(&first).await,
        Refusal::WrongState {
            state: "followed",
            ..
        }
    );
    refused!(
        world.follow(&second).await,
        Refusal::RulesNotMet(findings) if findings[0].code == "WAITING_LIST_NOBODY"
    );
    let sum: i64 = world
        .exported()
        .await
        .iter()
        .map(|award| award.amount.ore())
        .sum();
    assert_eq!(
        sum, 80_000_000,
        "what was declined since is told until it is divided again"
    );
    assert_eq!(world.committed().await, 60_000_000);
}

#[tokio::test]
async fn of_two_follow_ups_one_is_proposed_and_the_other_never_approved() {
    let world = World::new().await;
    let (cases, first) = world.decided_round(&ROUND).await;
    world.decline(&cases[0], 1).await;
    let (one, other) = (
        world.follow(&first).await.unwrap(),
        world.follow(&first).await.unwrap(),
    );
    let proposed = world.propose(&one).await.unwrap();
    refused!(
        world.propose(&other).await,
        Refusal::WrongState {
            state: "proposed",
            ..
        }
    );
    world.approve(&proposed).await.unwrap();
    refused!(world.propose(&other).await, Refusal::WrongState { .. });
    // A writer past the program meets the constraint.
    let forged = "update casework.allocation set state = jsonb_build_object('state', 'approved', \
                  'proposed_by', 'a',
        'approved_by', 'b') where state_name = 'draft'";
    assert_eq!(world.refused_by(forged).await, "allocation_one_a_place");
    let lowered = "update casework.award set amount_ore = notified_ore - 1, reason = '{}' \
        where notified_ore > 0 and allocation_id in (select allocation_id from \
        casework.allocation where state_name = 'draft')";
    assert_eq!(world.refused_by(lowered).await, "award_never_lowered");
}

#[tokio::test]
async fn a_person_can_give_more_and_never_less_than_was_told() {
    let world = World::new().await;
    let (cases, first) = world.decided_round(&ROUND).await;
    world.decline(&cases[0], 1).await;
    let draft = world.follow(&first).await.unwrap();
    let at_read = allocation_as_read(&draft);
    let to = |case: usize, kroner: i64| {
        let asked = (Money::kroner(kroner), "because");
        steps::adjust(&at_read, cases[case].application, asked)
    };
    for (case, kroner, field) in [(1, 399_999, "amount"), (0, 1, "application")] {
        refused!(
            world.take(&case_handler(), to(case, kroner)).await,
            Refusal::InvalidFields(faults) if faults[0].field == field
        );
    }
    let adjusted = world.take(&case_handler(), to(2, 150_000)).await.unwrap();
    assert_eq!(adjusted.award.amount, Money::kroner(150_000));
    let proposed = world.propose(&adjusted.allocation).await.unwrap();
    let back = steps::return_allocation(&allocation_as_read(&proposed), "say why");
    let returned = world.take(&decision_maker(), back).await.unwrap();
    let proposed = world.propose(&returned).await.unwrap();
    world.approve(&proposed).await.unwrap();
    assert_eq!(world.state_of(&cases[2]).await, "partly_granted");
    assert_eq!(world.grant(&cases[2]).await.granted, Money::kroner(150_000));
}

#[tokio::test]
async fn money_promised_elsewhere_meanwhile_is_not_promised_twice() {
    let world = World::new().await;
    let (cases, first) = world.decided_round(&ROUND).await;
    world.decline(&cases[0], 1).await;
    let proposed = world
        .propose(&world.follow(&first).await.unwrap())
        .await
        .unwrap();
    let left = Money::from_ore(world.committed().await + 1);
    world.rebudget(left, Money::ZERO).await.unwrap();
    refused!(
        world.approve(&proposed).await,
        Refusal::FrameExceeded { .. }
    );
    assert_eq!(world.committed().await, 40_000_000);
    assert_eq!(world.state_of(&cases[2]).await, "refused");
}

/// A partly granted application, told 50 000 and adjusted up in the follow-up: its accepted grant
/// rises by an instalment, and nothing of it is lowered. When it ends meanwhile, the approval is
/// refused.
#[tokio::test]
async fn an_accepted_grant_rises_by_an_instalment() {
    let world = World::new().await;
    let (cases, first) = world.decided_with_a_cut().await;
    let accepted = world.accept(&cases[1], 2).await.unwrap();
    world.decline(&cases[0], 1).await;
    world.clock.set(at("2026-03-01T09:00:00Z"));
    let draft = world.follow(&first).await.unwrap();
    assert_eq!(
        kroner(&world.awards(&draft).await),
        [0, 300_000, 200_000, 100_000],
        "as a person decided"
    );
    let draft = world
        .adjusted(&draft, &cases[1], 350_000, "there are places after all")
        .await;
    let approved = world
        .approve(&world.propose(&draft).await.unwrap())
        .await
        .unwrap();
    let risen = world.grant(&cases[1]).await;
    assert_eq!(
        (risen.granted, &risen.state),
        (Money::kroner(350_000), &accepted.state)
    );
    let plan: i64 = risen.instalments.iter().map(|one| one.amount.ore()).sum();
    assert_eq!(plan, risen.granted.ore());
    let before = accepted.instalments.len();
    assert_eq!(risen.instalments[..before], accepted.instalments[..]);
    assert_eq!(risen.instalments.len(), before + 1);
    assert_eq!(risen.allocation, approved.id);
    assert_eq!(world.state_of(&cases[1]).await, "partly_granted");
    assert_eq!(world.committed().await, 65_000_000);
    assert_eq!(
        kinds(&world.decisions(&case_handler(), &cases[1]).await),
        [
            (1, DecisionKind::PartialGrant, Money::kroner(300_000)),
            (2, DecisionKind::Raise, Money::kroner(350_000)),
        ]
    );
}

#[tokio::test]
async fn a_grant_that_ends_meanwhile_is_not_raised() {
    let world = World::new().await;
    let (cases, first) = world.decided_with_a_cut().await;
    world.decline(&cases[0], 1).await;
    let draft = world.follow(&first).await.unwrap();
    let draft = world
        .adjusted(&draft, &cases[1], 350_000, "there are places after all")
        .await;
    let proposed = world.propose(&draft).await.unwrap();
    world.decline(&cases[1], 2).await;
    refused!(
        world.approve(&proposed).await,
        Refusal::IncompleteRound(missing)
            if missing.len() == 1 && missing[0].missing == "missing-changed"
    );
    assert_eq!(world.committed().await, 0, "nothing was promised");
}
