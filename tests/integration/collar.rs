//! Awards by one level for all, held near last year's: what each applicant is told about it, tried
//! on a slow model written out here.

use serde_json::{Value, json};

use crate::support::round::only;
use crate::support::schemes::Centres;
use crate::support::world::World;

type Here = World<Centres>;

/// A centre's claim and last year's award (0: nothing), in kroner; the bound that is to hold, as
/// the trace names it, and the phrases that say so in bokmål, nynorsk and English.
struct Centre {
    claim: i64,
    last_year: i64,
    clause: &'static str,
    said: [&'static str; 3],
}

const LEVEL: [&str; 3] = [
    "samme regel for alle",
    "same regel for alle",
    "the same rule for all",
];

/// Of 2.6 million: the first held back, the second held up, the third paid in full, the rest by the
/// level.
const ROUND: [Centre; 6] = [
    Centre {
        claim: 800_000,
        last_year: 250_000,
        clause: "LAST_YEAR_CEILING",
        said: ["ikke stige mer", "ikkje stige meir", "not let it rise more"],
    },
    Centre {
        claim: 600_000,
        last_year: 800_000,
        clause: "LAST_YEAR_FLOOR",
        said: ["ikke falle mer", "ikkje falle meir", "not let it fall more"],
    },
    Centre {
        claim: 200_000,
        last_year: 600_000,
        clause: "CLAIM",
        said: [
            "alt som kunne gis",
            "alt som kunne givast",
            "all that could be granted",
        ],
    },
    Centre {
        claim: 1_000_000,
        last_year: 850_000,
        clause: "",
        said: LEVEL,
    },
    Centre {
        claim: 1_200_000,
        last_year: 0,
        clause: "",
        said: LEVEL,
    },
    Centre {
        claim: 200_000,
        last_year: 150_000,
        clause: "",
        said: LEVEL,
    },
];

/// The frame, kroner.
const FRAME: f64 = 2_600_000.0;

/// Claims and last year's amounts (none: nothing held), kroner.
type Model = Vec<(f64, Option<f64>)>;

fn model() -> Model {
    let kroner = |amount: i64| f64::from(i32::try_from(amount).unwrap());
    let centre = |one: &Centre| {
        let last = (one.last_year > 0).then(|| kroner(one.last_year));
        (kroner(one.claim), last)
    };
    ROUND.iter().map(centre).collect()
}

/// Returns the awards: the level is found by halving, and 30 per cent of last year's is the most
/// that an award moves.
fn awards(model: &Model, budget: f64) -> Vec<f64> {
    let award = |level: f64, (claim, last): &(f64, Option<f64>)| {
        let most = last.map_or(*claim, |last| claim.min(last * 1.3));
        let least = last.map_or(0.0, |last| (last * 0.7).min(most));
        (level * claim).clamp(least, most)
    };
    let sum = |level: f64| -> f64 { model.iter().map(|one| award(level, one)).sum() };
    let (mut low, mut high) = (0.0, 1.0);
    for _ in 0..100 {
        let middle = f64::midpoint(low, high);
        if sum(middle) < budget {
            low = middle;
        } else {
            high = middle;
        }
    }
    model.iter().map(|one| award(low, one)).collect()
}

/// Tells if an amount is so many kroner, to within the rounding of a step.
fn is(amount: &Value, kroner: f64) -> bool {
    let told = i32::try_from(amount["ore"].as_i64().unwrap_or(0)).unwrap();
    (f64::from(told) / 100.0 - kroner).abs() <= 1.0
}

async fn round() -> Here {
    let world = Here::start().await;
    world.open_call().await;
    for (n, centre) in (1..).zip(ROUND) {
        world.register(n).await;
        let mut application = world.application_to_create(n);
        let asked = json!({ "ore": centre.claim * 100 });
        application["requested"] = asked.clone();
        let activity = &mut application["form"]["activities"][0];
        activity["applied"] = asked.clone();
        activity["budget"][0]["amount"] = asked;
        if centre.last_year > 0 {
            application["last_year"] = json!({ "ore": centre.last_year * 100 });
        }
        let own = world.applicant(n);
        let create = json!({ "application": application });
        let draft = only(own.call("CreateApplication", create).await.unwrap());
        world.step(&own, "SubmitApplication", &draft).await.unwrap();
    }
    world.close_call().await;
    for n in 1..=6 {
        world.assess(&world.case_handler(), n, 70).await.unwrap();
    }
    let kari = world.case_handler();
    let create = json!({
        "name": world.allocation_name(1),
        "scenario": { "name": "proportional", "sub_frames": [ {
            "code": "local_regional",
            "update_mask": "division.rule",
            "division": { "rule": "PLAN_RULE_PROPORTIONAL" },
        } ] },
        "reason": "Alle får samme andel av det de søkte om.",
    });
    let created = only(kari.call("CreateAllocation", create).await.unwrap());
    let proposed = world.step(&kari, "ProposeAllocation", &created).await;
    world.approve(&proposed.unwrap()).await.unwrap();
    world
}

async fn explained(world: &Here, n: u32, language: &'static str) -> Value {
    let request =
        json!({ "name": world.allocation_name(1), "application": world.application_name(n) });
    let own = world.applicant(n).speaking(language);
    own.call("ExplainAward", request).await.unwrap()
}

fn what_if<'a>(told: &'a Value, code: &str, percent: i64) -> &'a Value {
    let all = told["what_if"].as_array().unwrap();
    all.iter()
        .find(|one| one["code"] == code && one["budget_percent"].as_i64().unwrap_or(0) == percent)
        .unwrap_or_else(|| panic!("no {code} in {all:?}"))
}

#[tokio::test]
async fn what_changed_since_last_year_and_the_years_ahead_are_the_collars() {
    let world = round().await;
    let this_year = awards(&model(), FRAME);
    let after = |paid: &[f64]| -> Model {
        let claims = model().into_iter().zip(paid);
        claims
            .map(|((claim, _), paid)| (claim, Some(*paid)))
            .collect()
    };
    let next = awards(&after(&this_year), FRAME);
    let second = awards(&after(&next), FRAME);
    assert!(
        (next[0] - this_year[0]).abs() > 1.0 && (second[0] - next[0]).abs() > 1.0,
        "the control: a year at the ceiling moves the ceiling"
    );
    for (at, centre) in ROUND.iter().enumerate() {
        let n = u32::try_from(at + 1).unwrap();
        for (language, phrase) in ["nb", "nn", "en"].into_iter().zip(centre.said) {
            let told = explained(&world, n, language).await;
            assert!(is(&told["trace"]["amount"], this_year[at]), "{n}: {told}");
            let years = told["indicative"].as_array().unwrap();
            assert!(is(&years[0]["amount"], next[at]), "{n}: {years:?}");
            assert!(is(&years[1]["amount"], second[at]), "{n}: {years:?}");
            let since = &told["since_last_year"];
            if centre.last_year == 0 {
                assert!(since.is_null(), "{since}");
                continue;
            }
            assert_eq!(since["last_year"]["ore"], centre.last_year * 100);
            assert!(is(&since["amount"], this_year[at]));
            assert_eq!(since["clause"].as_str().unwrap_or(""), centre.clause, "{n}");
            let text = since["text"].as_str().unwrap();
            assert!(text.contains(phrase) && text.ends_with('.'), "{text}");
        }
    }
}

#[tokio::test]
async fn what_would_have_changed_an_award_by_a_level_is_the_models() {
    let world = round().await;
    for at in 0..ROUND.len() {
        let n = u32::try_from(at + 1).unwrap();
        let told = explained(&world, n, "nb").await;
        for (percent, budget) in [(-10, FRAME * 0.9), (10, FRAME * 1.1)] {
            let other = what_if(&told, "OTHER_BUDGET", percent);
            assert!(
                is(&other["amount"], awards(&model(), budget)[at]),
                "{n}: {other}"
            );
        }
    }
    // Without the bound that held it, each of the first two would have had what the level gives.
    for at in [0, 1] {
        let told = explained(&world, u32::try_from(at + 1).unwrap(), "nb").await;
        let without = what_if(&told, "WITHOUT", 0);
        assert_eq!(without["clause"], ROUND[at].clause);
        let mut free = model();
        free[at].1 = None;
        assert!(
            is(&without["amount"], awards(&free, FRAME)[at]),
            "{without}"
        );
        assert!(
            !is(&without["amount"], awards(&model(), FRAME)[at]),
            "the control"
        );
    }
    // No claim above the award would have been paid in full, by the model either, and so nothing is
    // said of one.
    let told = explained(&world, 6, "nb").await;
    let all = told["what_if"].as_array().unwrap();
    assert!(all.iter().all(|one| one["code"] != "CLAIM"), "{all:?}");
    let award = awards(&model(), FRAME)[5];
    for claim in [award + 2.0, award + 20_000.0, 200_000.0] {
        let mut smaller = model();
        smaller[5].0 = claim;
        assert!(awards(&smaller, FRAME)[5] < claim - 1.0, "{claim}");
    }
}
