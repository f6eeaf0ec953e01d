//! The money of upheld appeals from next year's frame: it waits, and takes from no recipient.

use casework::CaseError;
use casework::application::ApplicationKey;
use casework::call::Update;
use casework::finance::{AttestPayments, Budget, BudgetOf, GetBudget, ListDuePayments};
use casework::grant::Fund;
use domain::call::CallChanges;
use domain::findings::FindingValue;
use domain::grant::{Grant, GrantState, Instalment, InstalmentSource};
use domain::identifiers::CallId;
use domain::ledger::ItemBudget;
use domain::money::Money;
use domain::refusal::Refusal;

use crate::in_order::second_call;
use crate::journey::{finance, first_page, key_of};
use crate::reports::pay;
use crate::steps;
use crate::world::{
    World, administrator, applicant, as_read, asking, at, call_id, case_handler, case_of,
};

/// A frame: its code, what is left, what waits for it and what of it waits for the next.
type Frame = (String, i64, i64, i64);

impl World {
    /// A round that is decided and sent, whose call names next year's frame as the last source.
    async fn waiting_round(&self) -> Vec<ApplicationKey> {
        let cases = self.sent_round().await;
        // The order is fixed once a call is open.
        self.meddle("update casework.call set appeal_money = '{left,next_year}'")
            .await;
        cases
    }

    async fn uphold(&self, case: &ApplicationKey, (organisation, kroner): (u32, i64)) -> Grant {
        let prepared = self.prepared(case, organisation).await;
        self.reverse(&prepared, kroner).await.unwrap();
        self.grant(case).await
    }

    async fn fund(&self, grant: &Grant) -> Result<Grant, CaseError> {
        let fund = Fund {
            key: ApplicationKey {
                call: grant.call.clone(),
                application: grant.id,
            },
            revision: grant.revision,
            reason: "The budget is passed.".to_owned(),
        };
        self.on_grant(&case_handler(), fund).await
    }

    async fn budget(&self, call: &CallId) -> (Vec<Frame>, ItemBudget) {
        let of = BudgetOf::Call(call.clone());
        let Budget { frames, item, .. } = self.take(&finance(), GetBudget { of }).await.unwrap();
        let frames = frames.into_iter().map(|one| {
            let kroner = [one.left(), one.claimed, one.awaited].map(|it| it.ore() / 100);
            (one.sub_frame, kroner[0], kroner[1], kroner[2])
        });
        (frames.collect(), item)
    }

    /// Sets the national frame of the second call.
    async fn second_frame(&self, kroner: i64) {
        let read = steps::get_call(&second_call());
        let call = self.take(&administrator(), read).await.unwrap();
        let frames = [("national", kroner), ("local", 500_000)];
        let frames = frames.map(|(code, kroner)| (code.to_owned(), Money::kroner(kroner)));
        let change = Update {
            call: call.id,
            revision: call.revision,
            changes: CallChanges {
                sub_frames: Some(frames.to_vec()),
                ..CallChanges::default()
            },
            reason: "The budget is passed.".to_owned(),
        };
        self.take(&administrator(), change).await.unwrap();
    }
}

/// The plan of a grant: kroner, budget year, and whether it waits.
fn plan(grant: &Grant) -> Vec<(i64, i32, bool)> {
    let told = |one: &Instalment| (one.amount.ore() / 100, one.year, one.is_awaited());
    grant.instalments.iter().map(told).collect()
}

/// The code of the only finding, and its amounts in kroner.
fn missing<T: std::fmt::Debug>(refused: Result<T, CaseError>) -> (String, Vec<i64>) {
    let Err(CaseError::Refused(Refusal::RulesNotMet(findings))) = refused else {
        panic!("{refused:?}");
    };
    assert_eq!(findings.len(), 1);
    let amounts = findings[0]
        .args
        .iter()
        .filter_map(|(_, value)| match value {
            FindingValue::Money(amount) => Some(amount.ore() / 100),
            _ => None,
        });
    (findings[0].code.to_string(), amounts.collect())
}

#[tokio::test]
async fn what_is_missing_waits_for_the_frame_of_next_year_and_is_paid_from_it() {
    let world = World::new().await;
    let cases = world.waiting_round().await;
    let others = [world.grant(&cases[0]).await, world.grant(&cases[1]).await];
    let offered = world.uphold(&cases[2], (3, 200_000)).await;
    assert_eq!(offered.granted, Money::kroner(200_000));
    assert_eq!(plan(&offered).last(), Some(&(100_000, 2027, true)));
    assert_eq!(offered.awaited_amount(), Money::kroner(100_000));
    assert_eq!(
        world.committed().await,
        100_000_000,
        "what was left, and no more"
    );
    let (frames, _) = world.budget(&call_id()).await;
    assert_eq!(frames[0], ("national".to_owned(), 0, 0, 100_000));
    let letter =
        "select content::text from casework.letter order by content::text like '%2027%' desc";
    let letter: String = sqlx::query_scalar(letter)
        .fetch_one(&world.pool)
        .await
        .unwrap();
    assert!(
        letter.contains("kjem frå budsjettet for 2027, med atterhald"),
        "{letter}"
    );
    world.activate(&cases[2], 3).await;

    // It waits, and is not paid, while there is no frame.
    let grant = world.grant(&cases[2]).await;
    assert_eq!(missing(world.fund(&grant).await).0, "NEXT_YEAR_NOT_FRAMED");
    world.clock.set(at("2027-01-10T09:00:00Z"));
    pay(&world, "2027-01-08").await;
    let due = ListDuePayments {
        call: call_id(),
        due_by: "2027-05-01".parse().unwrap(),
        page: first_page(10),
    };
    let waits = world.take(&finance(), due).await.unwrap().rows;
    let waits = waits.iter().filter(|one| one.grant.id == grant.id);
    let codes: Vec<_> = waits.map(|one| one.reasons[0].code.to_string()).collect();
    assert_eq!(codes, ["DUE_NEXT_YEAR"]);

    // The frame of the next year holds it, before any allocation divides the frame.
    world.open_second("2027-02-15T22:59:59Z").await;
    let (frames, _) = world.budget(&second_call()).await;
    assert_eq!(frames[0], ("national".to_owned(), 900_000, 100_000, 0));
    let grant = world.grant(&cases[2]).await;
    let funded = world.fund(&grant).await.unwrap();
    assert_eq!(funded, world.fund(&grant).await.unwrap(), "a retry");
    assert!(plan(&funded).iter().all(|(_, _, waits)| !waits));
    let source = funded.instalments.last().unwrap().source;
    assert_eq!(source, InstalmentSource::NextYear);
    assert_eq!(
        missing(world.fund(&funded).await).0,
        "NEXT_YEAR_NOTHING_WAITS"
    );

    // Both calls and both years tie, before it is paid and after.
    for is_paid in [false, true] {
        if is_paid {
            world.clock.set(at("2027-04-01T09:00:00Z"));
            pay(&world, "2027-04-01").await;
        }
        let (frames, item) = world.budget(&second_call()).await;
        assert_eq!(frames[0], ("national".to_owned(), 900_000, 0, 0));
        assert_eq!(item.totals.committed(), Money::kroner(100_000), "of 2027");
        let (frames, item) = world.budget(&call_id()).await;
        assert_eq!(frames[0], ("national".to_owned(), 0, 0, 0));
        assert_eq!(frames[2], ("next_year".to_owned(), 0, 0, 0));
        assert_eq!(item.totals.committed(), Money::kroner(1_000_000), "of 2026");
    }
    assert_eq!(world.grant(&cases[2]).await.paid(), Money::kroner(200_000));
    let now = [world.grant(&cases[0]).await, world.grant(&cases[1]).await];
    assert_eq!(now, others, "no other is touched");
}

#[tokio::test]
async fn an_allocation_of_next_year_divides_what_appeals_leave() {
    let world = World::new().await;
    let cases = world.waiting_round().await;
    world.uphold(&cases[2], (3, 200_000)).await;
    world.clock.set(at("2027-01-10T09:00:00Z"));
    world.open_second("2027-02-15T22:59:59Z").await;
    let view = world.second_draft(9).await;
    let submitted = world.submit(9, &view).await;
    let allocation = world
        .second_allocation(&[&submitted], "2027-02-17T09:00:00Z")
        .await;
    let national = &allocation.sub_frames[0];
    assert_eq!(national.budget, Money::kroner(900_000));
    let proposed = world.propose(&allocation).await.unwrap();
    world.approve_second(&proposed).await.unwrap();
    let grant = world.grant(&cases[2]).await;
    world.fund(&grant).await.unwrap();
    let (frames, _) = world.budget(&second_call()).await;
    assert_eq!(frames[0], ("national".to_owned(), 800_000, 0, 0));
}

#[tokio::test]
async fn what_next_year_has_divided_is_not_taken_from_its_recipients() {
    let world = World::new().await;
    let cases = world.waiting_round().await;
    world.clock.set(at("2026-03-03T09:00:00Z"));
    world.open_second("2026-03-10T22:59:59Z").await;
    let view = world.second_draft(9).await;
    let mut change = asking(1_000_000);
    change.form = Some(crate::pilot::Form {
        places: 100,
        local: false,
    });
    let changed = world
        .take(&applicant(9), steps::update(&as_read(&view), &change))
        .await
        .unwrap();
    let submitted = world.submit(9, &changed).await;
    let late = world
        .second_allocation(&[&submitted], "2026-03-11T09:00:00Z")
        .await;
    let proposed = world.propose(&late).await.unwrap();
    // One that was divided before the appeal was upheld cannot be approved on what the appeal has.
    let waits = world.uphold(&cases[2], (3, 200_000)).await;
    refused!(
        world.approve_second(&proposed).await,
        Refusal::FrameExceeded { left, .. } if left == Money::kroner(900_000)
    );
    world
        .meddle("update casework.call set appeal_money = '{left}' where grant_year = 2026")
        .await;
    world.decline(&cases[2], 3).await;
    let declined = world.grant(&cases[2]).await;
    assert_eq!(declined.state, GrantState::Declined);
    assert_eq!(
        missing(world.fund(&declined).await).0,
        "NEXT_YEAR_NOTHING_WAITS"
    );
    world.approve_second(&proposed).await.unwrap();
    assert!(waits.awaited_amount().is_positive());

    // One that was decided after all is divided waits until there is more.
    world
        .meddle("update casework.call set appeal_money = '{next_year}' where grant_year = 2026")
        .await;
    let waits = world.uphold(&cases[3], (4, 100_000)).await;
    let refused = world.fund(&waits).await;
    let told = ("NEXT_YEAR_MONEY_MISSING".to_owned(), vec![100_000, 0, 0]);
    assert_eq!(missing(refused), told);
    let recipient = world.grant(&case_of(&submitted)).await;
    assert_eq!(recipient.granted, Money::kroner(1_000_000));
    world.second_frame(1_100_000).await;
    world.fund(&waits).await.unwrap();
    assert_eq!(world.grant(&case_of(&submitted)).await, recipient);
}

#[tokio::test]
async fn claims_are_met_in_the_order_they_were_decided_in() {
    let world = World::new().await;
    let cases = world.waiting_round().await;
    let first = world.uphold(&cases[2], (3, 200_000)).await;
    world.clock.set(at("2026-03-05T09:00:00Z"));
    let second = world.uphold(&cases[3], (4, 100_000)).await;
    assert_eq!(
        plan(&second),
        [(100_000, 2027, true)],
        "the whole of it waits"
    );
    world.clock.set(at("2027-01-10T09:00:00Z"));
    world.open_second("2027-02-15T22:59:59Z").await;
    world.second_frame(150_000).await;
    let told = |amounts| ("NEXT_YEAR_MONEY_MISSING".to_owned(), amounts);
    let refused = missing(world.fund(&second).await);
    assert_eq!(refused, told(vec![50_000, 150_000, 100_000]));
    world.fund(&first).await.unwrap();
    let refused = missing(world.fund(&second).await);
    assert_eq!(refused, told(vec![50_000, 50_000, 0]));
    world.second_frame(100_000).await;
    world.fund(&second).await.unwrap();
    let (frames, item) = world.budget(&second_call()).await;
    assert_eq!(frames[0], ("national".to_owned(), 0, 0, 0));
    assert_eq!(item.totals.committed(), Money::kroner(200_000));

    // What is given back is of next year still, and serves the next who waits.
    world.decline(&cases[3], 4).await;
    let (frames, _) = world.budget(&call_id()).await;
    assert_eq!(frames[2], ("next_year".to_owned(), 100_000, 0, 0));
}

#[tokio::test]
async fn what_waits_is_not_attested_and_the_explanation_of_the_award_has_it() {
    let world = World::new().await;
    let cases = world.waiting_round().await;
    world.uphold(&cases[2], (3, 200_000)).await;
    world.activate(&cases[2], 3).await;
    world.clock.set(at("2027-03-01T09:00:00Z"));
    let attest = AttestPayments {
        call: call_id(),
        grants: vec![cases[2].application],
        due_by: "2027-12-31".parse().unwrap(),
    };
    let attested = world.take(&finance(), attest).await.unwrap();
    assert_eq!(attested.amount, Money::kroner(100_000));
    let list = steps::list_allocations(&first_page(1));
    let allocation = world
        .take(&case_handler(), list)
        .await
        .unwrap()
        .rows
        .remove(0);
    let explain = steps::explain(&key_of(&allocation), cases[2].application);
    let explained = world.take(&case_handler(), explain).await.unwrap();
    assert_eq!(explained.awaited, Money::kroner(100_000));
}
