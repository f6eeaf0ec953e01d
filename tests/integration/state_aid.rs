//! State aid through the service: awards to economic activity in euro at the rate of their day, the
//! room of a group over several calls, and what must be registered.

use serde_json::{Value, json};
use tonic::Code;

use crate::support::fault::Fault;
use crate::support::round::{at_with, id, only, seen};
use crate::support::schemes::{TestScheme, Training};
use crate::support::world::{World, at};

/// An applicant of a round: its number, kroner, and the small aid that it declares.
struct Asks {
    n: u32,
    kroner: i64,
    declared: Value,
}

/// Small aid that was given before, in euro.
fn aid(n: u32, day: &str, euro_cents: i64) -> Value {
    let number = Training::application(n)["applicant"]["organisation_number"].clone();
    json!({
        "organisation_number": number, "giver": "Kommunen", "awarded_date": day,
        "euro_cents": euro_cents,
    })
}

fn call_of(year: u32) -> String {
    format!("{}/calls/{year}", Training::name())
}

/// The application of a round, to economic activity.
fn application(year: u32, asks: &Asks) -> Value {
    let mut application = Training::application(asks.n);
    let name = format!("{}/applications/{}", call_of(year), id(year, asks.n));
    application["name"] = name.into();
    application["applicant"]["municipality_number"] = "0301".into();
    application["requested"]["ore"] = (asks.kroner * 100).into();
    let form = &mut application["form"];
    form["project"]["start_date"] = format!("{year}-08-01").into();
    form["cooperations"][0]["municipality_number"] = "0301".into();
    form["cooperations"][0]["signed_date"] = format!("{}-11-03", year - 1).into();
    form["economic_activity"] = json!({ "economic": true, "reason": "Varene selges." });
    form["de_minimis_awards"] = asks.declared.clone();
    application
}

/// A round up to its proposed allocation.
async fn proposed(world: &World<Training>, year: u32, all: &[Asks]) -> Value {
    world.clock.set(at(&format!("{year}-02-01T11:00:00Z")));
    let (astrid, kari) = (world.administrator(), world.case_handler());
    let mut call = Training::call();
    call["name"] = call_of(year).into();
    call["grant_year"] = year.into();
    call["deadline_time"] = format!("{year}-02-15T22:59:59Z").into();
    // Under later rules small aid is paused, and no application to it can be sent.
    call["rules_date"] = format!("{}-01-01", year.min(2023)).into();
    call["report_due_date"] = format!("{}-04-01", year + 1).into();
    let created = astrid.call("CreateCall", json!({ "call": call })).await;
    let created = only(created.unwrap());
    world.appropriate(&created).await;
    let opened = world.step(&astrid, "OpenCall", &created).await.unwrap();
    let mut submitted = Vec::new();
    for asks in all {
        let own = world.applicant(asks.n);
        let create = json!({ "application": application(year, asks) });
        let draft = only(own.call("CreateApplication", create).await.unwrap());
        let sent = world.step(&own, "SubmitApplication", &draft).await;
        submitted.push(sent.unwrap());
    }
    world.clock.set(at(&format!("{year}-03-15T11:00:00Z")));
    world.step(&astrid, "CloseCall", &opened).await.unwrap();
    for application in submitted {
        let request = json!({ "name": application["name"] });
        let read = only(kari.call("GetApplication", request).await.unwrap());
        let scores = json!({
            "application": read["name"], "etag": read["etag"],
            "scores": World::<Training>::scores(80),
        });
        kari.call("RecordAssessment", scores).await.unwrap();
    }
    let create = json!({ "name": format!("{}/allocations/{}", call_of(year), id(2, year)) });
    let created = only(kari.call("CreateAllocation", create).await.unwrap());
    let proposed = world.step(&kari, "ProposeAllocation", &created).await;
    proposed.unwrap()
}

async fn approve(
    world: &World<Training>,
    proposed: &Value,
    rate: Option<&str>,
) -> Result<Value, Fault> {
    let mut more = seen(proposed);
    if let Some(rate) = rate {
        more["euro_rate"] = rate.into();
    }
    let berit = world.decision_maker();
    let request = at_with(proposed, more);
    berit.call("ApproveAllocation", request).await
}

/// The work list of a round: for each award its euro cents, what must be registered, what is used
/// before it and what is left.
async fn listed(world: &World<Training>, year: u32) -> Vec<(i64, bool, i64, i64)> {
    let request = json!({ "parent": call_of(year) });
    let answer = world.finance().call("ListStateAid", request).await.unwrap();
    let awards = answer["awards"].as_array().unwrap().iter();
    let read = awards.map(|award| {
        let cents = |field: &str| award[field].as_i64().unwrap();
        (
            cents("euro_cents"),
            award["must_register"].as_bool().unwrap(),
            cents("used_euro_cents"),
            cents("left_euro_cents"),
        )
    });
    read.collect()
}

#[tokio::test]
async fn a_group_has_one_room_at_the_rates_of_the_days_over_all_calls() {
    let world = World::<Training>::start().await;
    // The award of 2019 counts 2017, 2018 and 2019: not 2016, and not 2020 or 2021.
    let declared = [
        aid(1, "2016-12-31", 100),
        aid(1, "2017-06-01", 1_000_000),
        aid(2, "2018-05-01", 2_000_000),
        aid(1, "2019-01-05", 3_000_000),
        aid(1, "2020-03-01", 100),
        aid(1, "2021-03-01", 100),
    ];
    let asks = Asks {
        n: 1,
        kroner: 500_000,
        declared: declared.into(),
    };
    let first = proposed(&world, 2019, &[asks]).await;
    // Without the rate of the day nothing is decided.
    let missing = approve(&world, &first, None).await.unwrap_err();
    assert_eq!(missing.is(), (Code::FailedPrecondition, "RULES_NOT_MET"));
    assert_eq!(missing.rule_codes(), ["EURO_RATE_MISSING"]);
    missing.assert_whole("nb");
    for wrong in ["9,75", "9.75001", "0", "-9.75", "1000"] {
        let refused = approve(&world, &first, Some(wrong)).await.unwrap_err();
        assert_eq!(refused.is(), (Code::InvalidArgument, "INVALID_FIELDS"));
        assert_eq!(refused.fields[0].0, "euro_rate", "{wrong}");
    }
    assert_eq!(listed(&world, 2019).await, []);
    approve(&world, &first, Some("9.75")).await.unwrap();
    // 500 000 kroner at 9.75 is 51 282.05… euro.
    let (given, before) = (5_128_206, 6_000_000);
    let left = 20_000_000 - before - given;
    assert_eq!(listed(&world, 2019).await, [(given, false, before, left)]);

    // The sister declares in 2020 what was awarded here: it counts once, at its own rate.
    let asks = Asks {
        n: 2,
        kroner: 200_000,
        declared: json!([aid(1, "2019-03-15", given)]),
    };
    let second = proposed(&world, 2020, &[asks]).await;
    approve(&world, &second, Some("10")).await.unwrap();
    let before = 2_000_000 + 3_000_000 + 100 + given;
    let left = 20_000_000 - before - 2_000_000;
    assert_eq!(
        listed(&world, 2020).await,
        [(2_000_000, false, before, left)]
    );
    let request = json!({ "parent": call_of(2020) });
    let answer = world.auditor().call("ListStateAid", request).await.unwrap();
    let group = answer["awards"][0]["group"].as_array().unwrap().clone();
    let number = |n: u32| Training::application(n)["applicant"]["organisation_number"].clone();
    assert_eq!(group.len(), 2);
    assert!(group.contains(&number(1)) && group.contains(&number(2)));
}

#[tokio::test]
async fn an_award_is_registered_from_the_threshold_of_its_day() {
    let world = World::<Training>::start().await;
    let asks = |n, kroner| Asks {
        n,
        kroner,
        declared: json!([]),
    };
    // At four kroner a euro: 125 000 and 75 000 euro, on both sides of the new threshold.
    for (year, registered) in [(2023, false), (2024, true)] {
        let round = proposed(&world, year, &[asks(1, 500_000), asks(2, 300_000)]).await;
        approve(&world, &round, Some("4")).await.unwrap();
        let list = listed(&world, year).await;
        let told: Vec<_> = list.iter().map(|one| (one.0, one.1)).collect();
        assert_eq!(told, [(12_500_000, registered), (7_500_000, false)]);
    }
    // The year before counts too, so that the second award to the first is beyond the limit.
    let rooms: Vec<_> = listed(&world, 2024)
        .await
        .iter()
        .map(|one| (one.2, one.3))
        .collect();
    assert_eq!(rooms, [(12_500_000, -5_000_000), (7_500_000, 5_000_000)]);
    let parent = json!({ "parent": call_of(2024) });
    let parts = world.finance().stream("ExportAwards", vec![parent]).await;
    let money = parts.unwrap()[0]["money"].as_array().unwrap().clone();
    assert!(money.iter().all(|one| one["state_aid"] == true));
}
