//! Duties to repay through the service: they begin with the payment, are broken and are released;
//! and payment waits for what must be known before it.

use chrono::TimeDelta;
use domain::calendar::start_of_day;
use serde_json::{Value, json};
use tonic::Code;

use crate::support::fault::Fault;
use crate::support::housing::{Round, pay, running};
use crate::support::person::Person;
use crate::support::round::only;
use crate::support::schemes::{Rental, TestScheme};
use crate::support::world::{World, at};

/// What is left of all duties on a day, in øre, and their number.
pub async fn left(world: &World<Rental>, day: &str) -> (i64, i64) {
    let request =
        json!({ "parent": format!("{}/calls/-", Rental::name()), "date": day, "page_size": 1 });
    let listed = world
        .auditor()
        .call("ListObligations", request)
        .await
        .unwrap();
    (
        listed["balance"]["ore"].as_i64().unwrap(),
        listed["count"].as_i64().unwrap(),
    )
}

/// A fact that is supplied on a grant.
pub fn supplied(grant: &str) -> Value {
    let clause = json!({ "date": "2026-01-02", "reference": "2026/1-1" });
    json!({ "name": grant, "etag": "1", "registration": clause })
}

fn breach(numbers: &[i32], day: &str) -> Value {
    json!({
        "numbers": numbers, "breach": "BREACH_KIND_SALE", "breach_date": day,
        "reason": "Salget er tinglyst.",
    })
}

async fn break_it(world: &World<Rental>, n: u32, breach: Value) -> Result<Value, Fault> {
    let (kari, grant) = (world.case_handler(), world.grant(n).await);
    world.step_with(&kari, "RecordBreach", &grant, breach).await
}

/// The round of one grant of 450,000 kroner to one dwelling, paid on 15 March 2027.
async fn one_dwelling() -> World<Rental> {
    let round = Round {
        rules: "2016-01-01",
        projects: vec![vec![450_000]],
    };
    let world = round.granted().await;
    running(&world, 1).await;
    pay(&world, "2027-03-15").await;
    world
}

fn ore(amount: &Value) -> i64 {
    amount["ore"].as_i64().unwrap()
}

/// The text of the last letter to the n-th applicant in a language, as it is stored.
async fn letter(world: &World<Rental>, language: &str) -> String {
    let sql = "select content::text from casework.letter where language = $1
        order by number desc limit 1";
    let text: String = sqlx::query_scalar(sql)
        .bind(language)
        .fetch_one(world.pool())
        .await
        .unwrap();
    text.replace('\u{a0}', " ")
}

/// F14 of the domain's facts: 450,000 kroner, sold after three years and 364 days.
#[tokio::test]
async fn a_dwelling_that_is_sold_owes_what_is_not_written_off() {
    let world = one_dwelling().await;
    let grant = world.grant(1).await;
    let duty = &grant["obligations"][0];
    assert_eq!(duty["state"], "OBLIGATION_STATE_RUNNING");
    assert_eq!(duty["title"], "Bolig 1 på 90 m²");
    assert_eq!(
        (
            &duty["begin_date"],
            &duty["end_date"],
            &duty["yearly_basis_points"]
        ),
        (&json!("2027-03-15"), &json!("2047-03-15"), &json!(500))
    );
    let table = grant["repayment_table"].as_array().unwrap();
    let left_of = |row: &Value| row["left"]["ore"].as_i64().unwrap_or(0) / 100;
    let rows: Vec<i64> = [0, 3, 4, 19, 20].map(|year| left_of(&table[year])).into();
    assert_eq!(rows, [450_000, 382_500, 360_000, 22_500, 0]);
    world.clock.set(at("2031-03-20T10:00:00Z"));
    assert_eq!(left(&world, "2031-03-14").await, (38_250_000, 1));
    assert_eq!(left(&world, "2031-03-15").await, (36_000_000, 1));
    let mut request = breach(&[1], "2031-03-14");
    let before = world.stored().await;
    request["documents"] = json!(["01890a5d-ac96-774b-bcce-b302099a8060"]);
    let unknown = break_it(&world, 1, request.clone()).await.unwrap_err();
    assert_eq!(unknown.rule_codes(), ["BREACH_DOCUMENT_UNKNOWN"]);
    assert_eq!(world.stored().await, before);
    let (kari, name) = (world.case_handler(), grant["name"].as_str().unwrap());
    let deed = world.upload(&kari, name, "other").await;
    let deed = deed.rsplit('/').next().unwrap();
    request["documents"] = json!([deed]);
    let owing = break_it(&world, 1, request.clone()).await.unwrap();
    assert_eq!(owing["state"], "GRANT_STATE_RECOVERY");
    assert_eq!(ore(&owing["to_repay"]), 38_250_000);
    let claim = &owing["obligations"][0]["claim"];
    assert_eq!(
        (
            &claim["completed_years"],
            &claim["basis_points_left"],
            ore(&claim["amount"])
        ),
        (&json!(3), &json!(8_500), 38_250_000)
    );
    assert_eq!(claim["documents"], json!([deed]));
    assert_eq!(left(&world, "2031-03-20").await, (0, 1));
    // Sent again, it changes nothing.
    let (kari, before) = (world.case_handler(), world.stored().await);
    let mut again = request;
    again["name"] = grant["name"].clone();
    again["etag"] = grant["etag"].clone();
    let again = only(kari.call("RecordBreach", again).await.unwrap());
    assert_eq!(again["etag"], owing["etag"]);
    assert_eq!(world.stored().await, before);
    let claimed = claimed_by_another(&world, &owing).await;
    claimed_in_a_letter(&world).await;
    repaid_and_released(&world, &claimed).await;
}

/// The recipient has its days to answer; then what is left of the duty is claimed, and no more, by
/// another person than the one who recorded the breach.
async fn claimed_by_another(world: &World<Rental>, owing: &Value) -> Value {
    let recovery = &owing["recoveries"][0];
    assert_eq!(ore(&recovery["noticed"]), 38_250_000);
    let claim = async |by: &Person, ore: i64| {
        let request = json!({
            "name": recovery["name"], "etag": owing["etag"], "amount": { "ore": ore },
            "fault_class": "FAULT_CLASS_GOOD_FAITH", "reason": "Boligen er solgt.",
        });
        by.call("ClaimRecovery", request).await
    };
    let berit = world.decision_maker();
    let early = claim(&berit, 38_250_100).await.unwrap_err();
    let codes = ["RECOVERY_ANSWER_WAITS", "RECOVERY_ABOVE_REST"];
    assert_eq!(early.rule_codes(), codes);
    let parent = json!({ "parent": world.application_name(1) });
    let decisions = berit.call("ListDecisions", parent).await.unwrap();
    assert_eq!(decisions["decisions"].as_array().map(Vec::len), Some(1));
    let last_day = recovery["answer_by_date"].as_str().unwrap();
    let after = start_of_day(last_day.parse().unwrap()) + TimeDelta::hours(36);
    world.clock.set(after);
    only(claim(&berit, 38_250_000).await.unwrap())
}

/// The claim is a decision with a letter, which says how it was reckoned.
async fn claimed_in_a_letter(world: &World<Rental>) {
    let kari = world.case_handler();
    let request = json!({ "parent": world.application_name(1) });
    let decisions = kari.call("ListDecisions", request).await.unwrap();
    let claim = &decisions["decisions"][1];
    assert_eq!(claim["kind"], "DECISION_KIND_CLAIM");
    assert_eq!(ore(&claim["amount"]), 38_250_000);
    let bokmal = letter(world, "nb").await;
    for said in [
        "382 500",
        "85 %",
        "14. mars 2031",
        "FOR-2011-02-23-192",
        "12345678903",
        "klage",
    ] {
        assert!(bokmal.contains(said), "{said}: {bokmal}");
    }
    assert!(
        letter(world, "nn")
            .await
            .contains("skal då betalast tilbake")
    );
}

/// The grant is repaid, and the encumbrance is released. The yearly reports from before the sale are
/// still owed, so the grant is not closed.
async fn repaid_and_released(world: &World<Rental>, owing: &Value) {
    let kari = world.case_handler();
    let release = json!({ "numbers": [1], "reference": "2031/77-1", "reason": "Betalt." });
    let early = world.step_with(&kari, "ReleaseObligations", owing, release.clone());
    assert_eq!(
        early.await.unwrap_err().is(),
        (Code::FailedPrecondition, "RULES_NOT_MET")
    );
    let money = json!({
        "amount": { "ore": 38_250_000 }, "booked_date": "2031-03-20", "reference": "Bilag 1",
    });
    let repaid = world
        .step_with(&world.finance(), "RecordRepayment", owing, money)
        .await;
    let repaid = repaid.unwrap();
    assert_eq!(repaid["state"], "GRANT_STATE_ACTIVE");
    let released = world
        .step_with(&kari, "ReleaseObligations", &repaid, release)
        .await;
    let released = released.unwrap();
    assert_eq!(
        released["obligations"][0]["state"],
        "OBLIGATION_STATE_RELEASED"
    );
    let kept = json!({ "parent": world.call_name() });
    let budget = world.finance().call("GetBudget", kept).await.unwrap();
    assert_eq!(ore(&budget["lines"][0]["totals"]["repaid"]), 38_250_000);
}

#[tokio::test]
async fn a_breach_that_cannot_be_is_told_and_changes_nothing() {
    let round = Round {
        rules: "2016-01-01",
        projects: vec![vec![450_000, 450_000]],
    };
    let world = round.granted().await;
    running(&world, 1).await;
    let unpaid = break_it(&world, 1, breach(&[1], "2026-03-01")).await;
    assert_eq!(
        unpaid.unwrap_err().is(),
        (Code::FailedPrecondition, "RULES_NOT_MET")
    );
    pay(&world, "2027-03-15").await;
    world.clock.set(at("2031-03-20T10:00:00Z"));
    let before = world.stored().await;
    for (request, codes) in [
        (breach(&[1], "2027-03-14"), vec!["BREACH_BEFORE_PAYMENT"]),
        (breach(&[1], "2031-03-21"), vec!["BREACH_IN_FUTURE"]),
        (
            breach(&[7], "2031-03-21"),
            vec!["BREACH_IN_FUTURE", "OBLIGATION_UNKNOWN"],
        ),
    ] {
        let refused = break_it(&world, 1, request).await.unwrap_err();
        assert_eq!(refused.is(), (Code::FailedPrecondition, "RULES_NOT_MET"));
        assert_eq!(refused.rule_codes(), codes);
    }
    for request in [
        breach(&[], "2031-03-01"),
        breach(&[1, 1], "2031-03-01"),
        breach(&[0], "2031-03-01"),
    ] {
        let refused = break_it(&world, 1, request).await.unwrap_err();
        assert_eq!(refused.is().0, Code::InvalidArgument);
    }
    assert_eq!(world.stored().await, before, "nothing half done");
}

#[tokio::test]
async fn payment_waits_for_the_property_of_the_municipality() {
    let round = Round {
        rules: "2016-01-01",
        projects: vec![vec![450_000]],
    };
    let world = round.granted().await;
    let accepted = world.accepted(1).await;
    let own = world.applicant(1);
    let known = &accepted["payment_facts"][0];
    assert_eq!(
        (&known["known"], &known["property"]["property_numbers"]),
        (&json!(true), &json!(["12/34"]))
    );
    let property = |municipality: &str| {
        let numbers = json!({ "municipality_number": municipality, "property_numbers": ["7/9"] });
        json!({ "property": numbers })
    };
    let other = world
        .step_with(&own, "SupplyFacts", &accepted, property("4601"))
        .await;
    let other = other.unwrap_err();
    assert_eq!(other.rule_codes(), ["PROPERTY_OF_OTHER_MUNICIPALITY"]);
    let clause = json!({ "registration": { "date": "2026-01-02", "reference": "2026/1-1" } });
    let clause = world
        .step_with(&own, "SupplyFacts", &accepted, clause)
        .await;
    assert_eq!(clause.unwrap_err().rule_codes(), ["FACT_NOT_NEEDED"]);
    let supplied = world
        .step_with(&own, "SupplyFacts", &accepted, property("1103"))
        .await;
    let supplied = supplied.unwrap();
    assert_eq!(
        supplied["payment_facts"][0]["property"]["property_numbers"],
        json!(["7/9"])
    );
    let blocks = supplied["payment_blocks"].as_array().unwrap();
    let codes: Vec<&str> = blocks
        .iter()
        .map(|one| one["code"].as_str().unwrap())
        .collect();
    assert!(codes.contains(&"PAYMENT_CONDITIONS_OPEN"), "{codes:?}");
    assert!(!codes.contains(&"PAYMENT_PROPERTY_MISSING"), "{codes:?}");
}
