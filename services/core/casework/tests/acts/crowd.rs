//! Two hundred hands at once on one frame: approvals, payments, declines, releases and reversals.
//! Each round begins on a copy of the same decided call and takes other steps.

use std::collections::BTreeMap;
use std::sync::Arc;

use casework::application::ApplicationKey;
use casework::finance::{ApprovePayments, AttestPayments, ImportReceipts, StopPayment};
use casework::{CaseError, Run};
use domain::caller::Role;
use domain::finance::Receipt;
use domain::grant::{Grant, GrantState};
use domain::identifiers::{AllocationId, BatchId};
use domain::page::Page;
use domain::randomness::{Randomness, SeededRandomness};
use domain::refusal::Refusal;
use store::StoreError;

use crate::journey::{decision_maker, finance, grant_as_read};
use crate::pilot::Pilot;
use crate::steps;
use crate::world::{World, call_id, portal, staff};

/// Steps of a round, all at once.
const HANDS: u64 = 200;

/// Offers that are played: half of them are accepted at the start, and can be paid.
const OFFERS: u32 = 20;

/// Times that a hand tries where others are faster.
const ATTEMPTS: u32 = 5;

/// Rounds that every run of the tests plays.
const ROUNDS: u64 = 4;

/// Rounds that are added where a step never came through.
const SPARE: u64 = 20;

/// Rounds of the proof.
const PROOF: u64 = 1_000;

/// A call with offers and grants to pay, that later worlds copy.
async fn stage() -> (World, Vec<ApplicationKey>, AllocationId) {
    let world = World::new().await;
    // Twenty-five of 40 000 kr fit in the million; five wait.
    let asked: Vec<(i64, u8)> = (0..30).map(|place| (4, 95 - place)).collect();
    let (cases, decided) = world.decided_round(&asked).await;
    for (case, organisation) in cases.iter().zip(1..=OFFERS) {
        if organisation % 2 == 0 {
            world.activate(case, organisation).await;
        } else {
            world.offer(case).await;
        }
    }
    // What is attested can be stopped and approved from the start.
    world.take(&finance(), due()).await.unwrap();
    (world, cases, decided.id)
}

/// The end of a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Came {
    Accepted,
    Declined,
    Done,
    Refused,
}

/// Takes a refusal as an answer; any other error is a fault.
fn came<T>(result: Result<T, CaseError>, done: Came) -> Came {
    match result {
        Ok(_) => done,
        // So many wait that the pool's patience ends, and nothing was done.
        Err(CaseError::Refused(_) | CaseError::Store(StoreError::Unavailable(_))) => Came::Refused,
        Err(other) => panic!("{other:?}"),
    }
}

struct Hand {
    world: Arc<World>,
    cases: Arc<Vec<ApplicationKey>>,
    /// The allocation that is approved.
    decided: AllocationId,
    number: u64,
    random: u64,
}

impl Hand {
    /// Draws one of several.
    fn draw(&mut self, of: usize) -> usize {
        let drawn = usize::try_from(self.random % 1_000).unwrap() % of;
        self.random /= 1_000;
        drawn
    }

    async fn play(mut self) -> Came {
        let place = self.draw(self.cases.len().min(usize::try_from(OFFERS).unwrap()));
        let organisation = u32::try_from(place + 1).unwrap();
        match self.draw(12) {
            0 => self.answer(place, organisation, true).await,
            1 | 2 => self.answer(place, organisation, false).await,
            3..=5 => came(self.take_finance(due()).await, Came::Done),
            6..=9 => came(self.stop(place).await, Came::Done),
            _ => match self.draw(4) {
                0 | 1 => came(self.approve_payment(place).await, Came::Done),
                2 => came(self.receive().await, Came::Done),
                _ => came(self.decide().await, Came::Done),
            },
        }
    }

    async fn take_finance<T, K>(&self, step: T) -> Result<<T as Run<Pilot, K>>::Answer, CaseError>
    where
        T: Run<Pilot, K>,
    {
        let person = staff(&format!("frida-{}", self.number % 3), &[Role::Finance]);
        self.world.take(&person, step).await
    }

    async fn grant(&self, place: usize) -> Result<Grant, CaseError> {
        let get = steps::get_grant(&self.cases[place]);
        self.world.on_grant(&finance(), get).await
    }

    async fn answer(&self, place: usize, organisation: u32, accepts: bool) -> Came {
        let grant = match self.grant(place).await {
            Ok(grant) if matches!(grant.state, GrantState::Offered) => grant,
            other => return came(other, Came::Refused),
        };
        // Another system each time: the same one twice is a retry, and is answered as the first.
        let caller = portal(&format!("portal-{}", self.number), organisation);
        if accepts {
            let account = "12345678903".parse().unwrap();
            let step = steps::accept_grant(&grant, &account);
            came(self.world.on_grant(&caller, step).await, Came::Accepted)
        } else {
            let step = steps::decline_grant(&grant_as_read(&grant), "no");
            came(self.world.on_grant(&caller, step).await, Came::Declined)
        }
    }

    async fn approve_payment(&self, place: usize) -> Result<(), CaseError> {
        let step = ApprovePayments {
            call: call_id(),
            batch: BatchId::try_from(self.world.id().uuid()).unwrap(),
            grants: vec![self.cases[place].application],
        };
        self.world.take(&decision_maker(), step).await.map(drop)
    }

    /// Stops a payment, read anew where another hand was faster.
    async fn stop(&self, place: usize) -> Result<(), CaseError> {
        for _ in 0..ATTEMPTS {
            let grant = self.grant(place).await?;
            let step = StopPayment {
                key: self.cases[place].clone(),
                revision: grant.revision,
                number: 1,
                reason: "The account is asked about.".to_owned(),
            };
            match self.world.on_grant(&finance(), step).await {
                Err(CaseError::Refused(Refusal::Stale { .. })) => {}
                other => return other.map(drop),
            }
        }
        Ok(())
    }

    /// Imports receipts of all that is approved, as several persons may at once.
    async fn receive(&self) -> Result<(), CaseError> {
        let page = Page {
            size: 500,
            after: None,
        };
        let basis = self
            .take_finance(steps::export_payments(true, page))
            .await?;
        let receipts = basis
            .rows
            .iter()
            .filter(|payment| payment.approval.is_some());
        let receipts = receipts.map(|payment| Receipt {
            end_to_end_id: payment.end_to_end_id(),
            amount: payment.amount,
            booked: "2026-03-20".parse().unwrap(),
        });
        let step = ImportReceipts {
            call: call_id(),
            receipts: receipts.collect(),
        };
        self.take_finance(step).await.map(drop)
    }

    /// Divides what was freed, and approves it; again where more was freed meanwhile.
    async fn decide(&self) -> Result<(), CaseError> {
        for _ in 0..ATTEMPTS {
            let new = steps::follow(&self.world.allocation_key(), self.decided);
            let decided = async {
                let created = self.world.created(&new).await?;
                let proposed = self.world.propose(&created).await?;
                self.world.approve(&proposed).await
            };
            match decided.await {
                Err(CaseError::Refused(Refusal::Stale { .. })) => {}
                other => return other.map(drop),
            }
        }
        Ok(())
    }
}

/// An attestation of all that is due.
fn due() -> AttestPayments {
    AttestPayments {
        call: call_id(),
        grants: vec![],
        due_by: "2026-02-16".parse().unwrap(),
    }
}

/// Counts of a world: accepted and declined grants, payments that stand in two batches, accounts
/// below zero.
async fn counts(world: &World) -> (i64, i64, i64, i64) {
    let sql = "select
        (select count(*) from casework.grant where state_name not in ('offered', 'declined')),
        (select count(*) from casework.grant where state_name = 'declined'),
        (select count(*) - count(distinct p ->> 'end_to_end_id') from casework.payment_batch b,
            jsonb_array_elements(b.payments::jsonb) p),
        (select count(*) from casework.ledger_account
            where balance_ore < 0 and kind not in ('vote', 'authority_vote'))";
    sqlx::query_as(sql).fetch_one(&world.pool).await.unwrap()
}

/// The steps that the events tell of, with their numbers.
async fn told(world: &World) -> BTreeMap<String, i64> {
    let sql = "select step, count(*) from casework.event group by step";
    let told: Vec<(String, i64)> = sqlx::query_as(sql).fetch_all(&world.pool).await.unwrap();
    told.into_iter().collect()
}

/// Steps that must have happened, or the rounds show nothing.
const STEPS: [&str; 7] = [
    "accept_grant",
    "decline_grant",
    "attest_payments",
    "approve_payments",
    "stop_payment",
    "import_receipts",
    "approve_allocation",
];

/// Plays rounds, and more of them until each step has happened. The ledger is tied to the nouns
/// where each world ends.
async fn play(rounds: u64) {
    let (stage, cases, decided) = stage().await;
    let cases = Arc::new(cases);
    let (before, at_first) = (counts(&stage).await, told(&stage).await);
    stage.close().await;
    let chance = SeededRandomness::new(8);
    let mut happened: BTreeMap<String, i64> = BTreeMap::new();
    for round in 0..rounds + SPARE {
        let all_happened = STEPS.iter().all(|step| happened.get(*step) > Some(&0));
        if round >= rounds && all_happened {
            break;
        }
        let world = Arc::new(World::copy_of(&stage, round + 2).await);
        let hands = (0..HANDS).map(|number| {
            let mut random = [0; 8];
            chance.fill(&mut random);
            let hand = Hand {
                world: Arc::clone(&world),
                cases: Arc::clone(&cases),
                decided,
                number,
                random: u64::from_le_bytes(random),
            };
            tokio::spawn(hand.play())
        });
        let (mut accepted, mut declined) = (0, 0);
        for hand in hands.collect::<Vec<_>>() {
            match hand.await.unwrap() {
                Came::Accepted => accepted += 1,
                Came::Declined => declined += 1,
                Came::Done | Came::Refused => {}
            }
        }
        let after = counts(&world).await;
        assert_eq!(
            after,
            (before.0 + accepted, before.1 + declined, 0, 0),
            "what was acknowledged is what is stored"
        );
        for (step, count) in told(&world).await {
            let new = count - at_first.get(&step).copied().unwrap_or(0);
            *happened.entry(step).or_default() += new;
        }
    }
    for step in STEPS {
        assert!(happened.get(step) > Some(&0), "no {step} in {happened:?}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_200_hands_at_once_none_pays_twice_and_all_totals_tie() {
    play(ROUNDS).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "a thousand rounds; `just crowd` plays them"]
async fn the_same_holds_in_a_thousand_rounds() {
    play(PROOF).await;
}

/// Negative control: hands that read what is attested, think, and then write batches without a
/// lock pay it twice, and the counts tell.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn without_a_lock_an_instalment_would_be_paid_twice() {
    let (world, _, _) = stage().await;
    let naive = "with seen as materialized (
            select i.grant_id, i.amount_ore from casework.instalment i
            where i.state_name = 'attested' limit 1),
        thought as materialized (select *, pg_sleep(0.2) from seen),
        written as (select json_build_array(json_build_object('end_to_end_id', grant_id))::text
            as payments, amount_ore from thought)
        insert into casework.payment_batch
            (batch_id, call_id, payments, count, sum_ore, sha256, last_step)
        select gen_random_uuid(), 'pilot-2026', payments, 1, amount_ore,
            sha256(convert_to(payments, 'UTF8')), '{}' from written";
    let world = Arc::new(world);
    let hands = (0..2).map(|_| {
        let world = Arc::clone(&world);
        tokio::spawn(async move { world.meddle(naive).await })
    });
    for hand in hands.collect::<Vec<_>>() {
        hand.await.unwrap();
    }
    let (_, _, twice, _) = counts(&world).await;
    assert_eq!(twice, 1);
}
