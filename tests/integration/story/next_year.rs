//! An upheld appeal that waits for the frame of next year's call, and is given from it: the same for
//! all schemes.

use serde_json::{Value, json};

use super::appeal::{CUT, FIRST, cut_and_sent, forwarded, told, upheld};
use super::ore;
use crate::support::round::{at_with, only};
use crate::support::schemes::{Centres, Children, Rental, TestScheme, Training};
use crate::support::world::World;

/// Opens a call as it is written.
async fn opened<S: TestScheme>(world: &World<S>, call: Value) -> Value {
    let administrator = world.administrator();
    let create = json!({ "call": call });
    let created = only(administrator.call("CreateCall", create).await.unwrap());
    world.appropriate(&created).await;
    let opened = world.step(&administrator, "OpenCall", &created).await;
    opened.unwrap()
}

/// A decided round of two whose upheld appeals have nothing but next year's frame.
async fn cut<S: TestScheme>(world: &World<S>) {
    let mut call = world.call_to_create();
    let wrong = json!(["APPEAL_MONEY_NEXT_YEAR", "APPEAL_MONEY_LEFT"]);
    call["appeal_money"] = wrong;
    let create = json!({ "call": call });
    let refused = world.administrator().call("CreateCall", create).await;
    assert_eq!(refused.unwrap_err().paths(), ["call.appeal_money[0]"]);
    call["appeal_money"] = json!(["APPEAL_MONEY_NEXT_YEAR"]);
    opened(world, call).await;
    for n in 1..=2 {
        world.submitted(n).await;
    }
    world.close_call().await;
    for (n, points) in [(1, 90), (2, 80)] {
        let kari = world.case_handler();
        world.assess(&kari, n, points).await.unwrap();
    }
    cut_and_sent(world).await;
}

/// The call of the year after.
fn next_call<S: TestScheme>(world: &World<S>) -> Value {
    let mut call = S::call();
    let year = call["grant_year"].as_i64().unwrap() + 1;
    call["name"] = format!("{}/calls/next", S::name()).into();
    call["grant_year"] = year.into();
    call["deadline_time"] = format!("{year}-02-15T22:59:59Z").into();
    call["report_due_date"] = format!("{}-04-01", year + 1).into();
    call["previous_call"] = world.call_name().into();
    call
}

/// The budget of a call: the line of a sub-frame, and the chapter and post.
async fn budget<S: TestScheme>(world: &World<S>, call: &Value, frame: &str) -> (Value, Value) {
    let parent = json!({ "parent": call["name"] });
    let budget = world.finance().call("GetBudget", parent).await.unwrap();
    let lines = budget["lines"].as_array().unwrap();
    let line = lines.iter().find(|line| line["sub_frame"] == frame);
    (line.cloned().unwrap_or_default(), budget["item"].clone())
}

/// The sub-frame that the first application was awarded from.
async fn frame_of<S: TestScheme>(world: &World<S>) -> String {
    let request = json!({
        "name": world.allocation_name(1), "application": world.application_name(FIRST),
    });
    let explained = world.case_handler().call("ExplainAward", request).await;
    let explained = explained.unwrap();
    assert!(
        ore(&explained["awaited"]) > 0,
        "the explanation has what waits"
    );
    explained["award"]["sub_frame"].as_str().unwrap().to_owned()
}

/// The amounts that the postings of a call move out of a sub-frame to another call's.
async fn given<S: TestScheme>(world: &World<S>, call: &Value) -> Vec<i64> {
    let parent = json!({ "parent": call["name"] });
    let parts = world.finance().stream("ExportPostings", vec![parent]).await;
    let parts = parts.unwrap();
    let postings = parts
        .iter()
        .flat_map(|part| part["postings"].as_array().unwrap());
    let between = postings.filter(|one| {
        let [to, from] = ["debit", "credit"].map(|side| &one[side]["kind"]);
        to == "frame" && from == "frame"
    });
    between.map(|one| ore(&one["amount"])).collect()
}

async fn waits_and_is_given<S: TestScheme>() {
    let world = World::<S>::start().await;
    cut(&world).await;
    let (this, other) = (json!({ "name": world.call_name() }), world.grant(2).await);
    let appeal = forwarded(&world).await;
    world.accepted(FIRST).await;
    upheld(&world, &appeal).await.unwrap();
    let (kari, grant) = (world.case_handler(), world.grant(FIRST).await);
    let more = ore(&grant["granted"]) - CUT;
    let last = grant["instalments"]
        .as_array()
        .unwrap()
        .last()
        .unwrap()
        .clone();
    let next = next_call(&world);
    assert_eq!(last["source"], "INSTALMENT_SOURCE_AWAITED");
    assert_eq!(
        (ore(&last["amount"]), &last["budget_year"]),
        (more, &next["grant_year"])
    );
    let fund = |grant: &Value| at_with(grant, json!({ "reason": "Budsjettet er vedtatt." }));
    told(
        kari.call("FundGrant", fund(&grant)).await,
        "NEXT_YEAR_NOT_FRAMED",
    );

    let next = opened(&world, next).await;
    let frame = frame_of(&world).await;
    let (line, _) = budget(&world, &next, &frame).await;
    let framed = ore(&line["budget"]);
    assert_eq!(
        (ore(&line["claimed"]), ore(&line["left"])),
        (more, framed - more)
    );
    let funded = kari.call("FundGrant", fund(&grant)).await.unwrap();
    let again = kari.call("FundGrant", fund(&grant)).await.unwrap();
    assert_eq!(again, funded, "a retry");
    let (line, item) = budget(&world, &next, &frame).await;
    assert_eq!(
        (ore(&line["claimed"]), ore(&line["left"])),
        (0, framed - more)
    );
    assert_eq!(ore(&item["totals"]["committed"]), more, "of the next year");
    let (line, item) = budget(&world, &this, "next_year").await;
    assert_eq!(
        (ore(&line["budget"]), ore(&line["committed"])),
        (more, more)
    );
    let committed = CUT + ore(&other["granted"]);
    assert_eq!(ore(&item["totals"]["committed"]), committed, "of this year");
    for call in [&this, &next] {
        assert_eq!(
            given(&world, call).await,
            [more],
            "in the ledger of both calls"
        );
    }
    assert_eq!(world.grant(2).await, other, "no other is touched");
    let grant = world.grant(FIRST).await;
    told(
        kari.call("FundGrant", fund(&grant)).await,
        "NEXT_YEAR_NOTHING_WAITS",
    );
}

#[tokio::test]
async fn an_appeal_of_rental_housing_waits_for_next_year() {
    waits_and_is_given::<Rental>().await;
}

#[tokio::test]
async fn an_appeal_of_child_next_of_kin_waits_for_next_year() {
    waits_and_is_given::<Children>().await;
}

#[tokio::test]
async fn an_appeal_of_user_run_centres_waits_for_next_year() {
    waits_and_is_given::<Centres>().await;
}

#[tokio::test]
async fn an_appeal_of_work_training_waits_for_next_year() {
    waits_and_is_given::<Training>().await;
}
