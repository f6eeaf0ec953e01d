//! The estimate before the deadline: the band in which an award would have fallen in the round
//! before, held against a ranked list written out here.

use domain::identifiers::OrganisationNumber;
use serde_json::{Value, json};
use tonic::Code;

use crate::support::round::{id, only};
use crate::support::schemes::{Centres, TestScheme};
use crate::support::world::World;

type Scene = World<Centres>;

/// Kroner applied for and points of those who competed in the round before, in 2.6 million kroner.
const BEFORE: [(i64, i32); 6] = [
    (700_000, 90),
    (650_000, 85),
    (600_000, 80),
    (550_000, 70),
    (500_000, 60),
    (450_000, 50),
];
/// Took part in the round before; asks again for more.
const KNOWN: u32 = 3;
/// Never applied before.
const NEW: u32 = 20;

/// The application of the n-th applicant for an amount in kroner.
fn application(name: String, n: u32, kroner: i64) -> Value {
    let mut application = Centres::application(n);
    application["name"] = name.into();
    application["requested"]["ore"] = (kroner * 100).into();
    application["form"]["activities"][0]["applied"]["ore"] = (kroner * 100).into();
    application
}

fn next_call() -> String {
    format!("{}/calls/autumn-2027", Centres::name())
}

/// The call of the year after, which names the round before.
fn next_terms(world: &Scene) -> Value {
    let mut call = Centres::call();
    call["name"] = next_call().into();
    call["title"] = "Brukerstyrte sentre 2027".into();
    call["grant_year"] = 2027.into();
    call["deadline_time"] = "2027-02-15T22:59:59Z".into();
    call["report_due_date"] = "2028-04-01".into();
    call["previous_call"] = world.call_name().into();
    call
}

async fn round_before(world: &Scene) {
    world.open_call().await;
    for (n, (kroner, _)) in (1..).zip(BEFORE) {
        world.register(n).await;
        let create = application(world.application_name(n), n, kroner);
        let create = json!({ "application": create });
        let applicant = world.applicant(n);
        let draft = only(applicant.call("CreateApplication", create).await.unwrap());
        world
            .step(&applicant, "SubmitApplication", &draft)
            .await
            .unwrap();
    }
    world.close_call().await;
    for (n, (_, points)) in (1..).zip(BEFORE) {
        world
            .assess(&world.case_handler(), n, points)
            .await
            .unwrap();
    }
}

async fn open_next(world: &Scene) {
    let request = json!({ "call": next_terms(world) });
    let administrator = world.administrator();
    let created = only(administrator.call("CreateCall", request).await.unwrap());
    world.appropriate(&created).await;
    world
        .step(&administrator, "OpenCall", &created)
        .await
        .unwrap();
}

async fn drafted(world: &Scene, n: u32, kroner: i64) -> String {
    let name = format!("{}/applications/{}", next_call(), id(9, n));
    let create = json!({ "application": application(name.clone(), n, kroner) });
    world
        .applicant(n)
        .call("CreateApplication", create)
        .await
        .unwrap();
    name
}

/// Returns the newcomer's award from a ranked list with the tail rule `partial`, kroner; it stands
/// before or after those with its score.
fn ranked(pool: &[(i64, i32)], claim: i64, points: i32, budget: i64, wins_ties: bool) -> i64 {
    let before: i64 = pool
        .iter()
        .filter(|(_, theirs)| *theirs > points || (*theirs == points && !wins_ties))
        .map(|(claim, _)| claim)
        .sum();
    (budget - before).clamp(0, claim)
}

/// The band from nine tenths to eleven tenths of 2.6 million, in whole thousands outwards.
fn band(pool: &[(i64, i32)], claim: i64, points: i32, wins_ties: bool) -> (i64, i64) {
    let gets = |budget| ranked(pool, claim, points, budget, wins_ties);
    let runs = [gets(2_340_000), gets(2_600_000), gets(2_860_000)];
    let (low, high) = (*runs.iter().min().unwrap(), *runs.iter().max().unwrap());
    (
        low / 1_000 * 1_000,
        ((high + 999) / 1_000 * 1_000).min(claim),
    )
}

/// The bands of an answer: points, least and most, kroner.
fn bands(answer: &Value) -> Vec<(i32, (i64, i64))> {
    let kroner = |amount: &Value| amount["ore"].as_i64().unwrap() / 100;
    let bands = answer["bands"].as_array().unwrap().iter();
    bands
        .map(|band| {
            let points = band["score_milli"].as_i64().unwrap() / 1_000;
            let points = i32::try_from(points).unwrap();
            (points, (kroner(&band["low"]), kroner(&band["high"])))
        })
        .collect()
}

/// Tells if the bands are those of a ranked list: a tie falls the same way in all runs of a band.
fn is_right(pool: &[(i64, i32)], claim: i64, told: &[(i32, (i64, i64))]) -> bool {
    told.iter().all(|(points, told)| {
        [true, false]
            .map(|wins| band(pool, claim, *points, wins))
            .contains(told)
    })
}

#[tokio::test]
async fn a_band_is_what_the_round_before_would_have_given() {
    let world = Scene::start().await;
    round_before(&world).await;
    let request = json!({ "call": next_terms(&world) });
    let early = world.administrator().call("CreateCall", request).await;
    let early = early.unwrap_err();
    assert_eq!(early.is(), (Code::FailedPrecondition, "RULES_NOT_MET"));
    assert_eq!(early.rule_codes(), ["PREVIOUS_CALL_NOT_DECIDED"]);
    let proposed = world.proposed().await;
    world.approve(&proposed).await.unwrap();
    open_next(&world).await;

    let stored = |name: String| json!({ "name": name });
    let new = drafted(&world, NEW, 720_000).await;
    let before = world.stored().await;
    let asked = world
        .applicant(NEW)
        .call("EstimateAward", stored(new.clone()))
        .await
        .unwrap();
    assert_eq!(before, world.stored().await, "nothing is stored");
    let told = bands(&asked);
    // Nearest ranks of 50, 60, 70, 80, 85, 90.
    let scores: Vec<i32> = told.iter().map(|(points, _)| *points).collect();
    assert_eq!(scores, [60, 70, 85]);
    assert!(is_right(&BEFORE, 720_000, &told), "{asked}");
    assert_eq!(asked["pool_applications"], 6);
    assert_eq!(asked["previous_call"], world.call_name());
    says_nothing_of_others(&world, &asked);

    // Its own application of last year is not its competitor.
    let known = drafted(&world, KNOWN, 720_000).await;
    let asked = world
        .applicant(KNOWN)
        .call("EstimateAward", stored(known))
        .await
        .unwrap();
    let others: Vec<(i64, i32)> = [0, 1, 3, 4, 5].map(|at| BEFORE[at]).to_vec();
    let told = bands(&asked);
    assert!(is_right(&others, 720_000, &told), "{asked}");
    assert!(
        !is_right(&BEFORE, 720_000, &told),
        "the control: with its own application left in, the bands would be others"
    );
    assert_eq!(asked["pool_applications"], 5);

    for (language, word) in [("nb", "løfte"), ("nn", "lovnad"), ("en", "promise")] {
        let person = world.applicant(NEW).speaking(language);
        let said = person
            .call("EstimateAward", stored(new.clone()))
            .await
            .unwrap();
        let said = said["explanation"].to_string();
        assert!(said.contains(word) && !said.contains(['{', '$']), "{said}");
    }
}

/// No other's name, number or application stands in what one applicant is told.
fn says_nothing_of_others(world: &Scene, answer: &Value) {
    let answer = answer.to_string();
    for n in 1..=6 {
        let secrets = [
            OrganisationNumber::invented(n).as_str().to_owned(),
            format!("Brukerhuset {n}"),
            world.application_name(n),
        ];
        for secret in secrets {
            assert!(!answer.contains(&secret), "{secret} stands in {answer}");
        }
    }
}

#[tokio::test]
async fn where_there_is_nothing_that_may_be_told() {
    let world = Scene::start().await;
    world.open_call().await;
    world.draft(NEW).await;
    let asked = |name: String| {
        let person = world.applicant(NEW);
        async move {
            let fault = person
                .call("EstimateAward", json!({ "name": name }))
                .await
                .unwrap_err();
            fault.assert_whole("nb");
            let codes: Vec<String> = fault.rule_codes().iter().map(ToString::to_string).collect();
            (fault.is().1.to_owned(), codes)
        }
    };
    let unmet = |code: &str| ("RULES_NOT_MET".to_owned(), vec![code.to_owned()]);
    let own = world.application_name(NEW);
    assert_eq!(asked(own.clone()).await, unmet("ESTIMATE_NO_PREVIOUS_CALL"));
    let submitted = world.read(NEW).await;
    world
        .step(&world.applicant(NEW), "SubmitApplication", &submitted)
        .await
        .unwrap();
    world.close_call().await;
    assert_eq!(asked(own).await, ("DEADLINE_PASSED".to_owned(), vec![]));
    world.assess(&world.case_handler(), NEW, 80).await.unwrap();
    let proposed = world.proposed().await;
    world.approve(&proposed).await.unwrap();
    open_next(&world).await;
    let next = drafted(&world, NEW, 720_000).await;
    assert_eq!(asked(next).await, unmet("ESTIMATE_POOL_TOO_SMALL"));
}
