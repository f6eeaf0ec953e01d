//! One award explained to the one who applied: what would have changed it, tried on a ranked list
//! written out here.

use domain::identifiers::OrganisationNumber;
use serde_json::{Value, json};

use crate::fairness::{ROUND, Scene, assessed};

/// The frame of the round, kroner.
const FRAME: i64 = 2_600_000;
/// Twelfth of twelve: the money ended before it.
const LAST: u32 = 12;

/// Returns the award, in kroner, of an application with a claim and a score (thousandths) after
/// those above it.
fn gets(score: i64, claim: i64, wins_ties: bool) -> i64 {
    let others = ROUND.iter().take(ROUND.len() - 1);
    let above = others.filter(|(_, _, points)| {
        let theirs = i64::from(*points) * 1_000;
        theirs > score || (theirs == score && !wins_ties)
    });
    (FRAME - above.map(|(claim, _, _)| claim).sum::<i64>()).clamp(0, claim)
}

fn what_if<'a>(explained: &'a Value, code: &str) -> &'a Value {
    let all = explained["what_if"].as_array().unwrap();
    all.iter()
        .find(|one| one["code"] == code)
        .unwrap_or_else(|| panic!("no {code} in {all:?}"))
}

fn kroner(amount: &Value) -> i64 {
    amount["ore"].as_i64().unwrap() / 100
}

#[tokio::test]
async fn a_refusal_says_what_would_have_changed_it() {
    let world = Scene::start().await;
    // No applicant had a grant last year: no collar holds anything near it, and the list alone
    // decides.
    assessed(&world, false).await;
    let proposed = world.proposed().await;
    world.approve(&proposed).await.unwrap();
    let request =
        json!({ "name": world.allocation_name(1), "application": world.application_name(LAST) });
    let own = world.applicant(LAST);
    let told = own.call("ExplainAward", request.clone()).await.unwrap();

    let (claim, _, points) = ROUND[LAST as usize - 1];
    let trace = &told["trace"];
    assert_eq!(
        (kroner(&trace["claim"]), kroner(&trace["amount"])),
        (claim, 0)
    );
    assert_eq!(trace["score_milli"], points * 1_000);
    assert_eq!(
        (&trace["sharing"], &trace["outcome"]),
        (&json!("RANKED"), &json!("BUDGET_ENDED"))
    );

    // The score said to be needed is the least: it gives what is said, and a thousandth less gives
    // nothing.
    let score = what_if(&told, "SCORE");
    let needed = score["score_milli"].as_i64().unwrap();
    let right = |needed: i64, amount: i64| {
        [true, false]
            .iter()
            .any(|wins| gets(needed, claim, *wins) == amount)
            && amount > 0
            && [true, false]
                .iter()
                .any(|wins| gets(needed - 1, claim, *wins) == 0)
    };
    assert!(right(needed, kroner(&score["amount"])), "{score}");
    assert!(
        !right(needed + 5_001, kroner(&score["amount"]))
            && !right(needed - 5_001, kroner(&score["amount"])),
        "the control: another score is not the least that is enough"
    );
    // One øre more than all the claims above it.
    let budget = what_if(&told, "BUDGET")["budget"]["ore"].as_i64().unwrap();
    let above: i64 = ROUND.iter().map(|(claim, _, _)| claim).sum::<i64>() - claim;
    assert_eq!(budget, above * 100 + 1);

    let years: Vec<&Value> = told["indicative"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| &one["year"])
        .collect();
    assert_eq!(years, [2027, 2028]);

    says_nothing_of_others(&world, &told);
    for language in ["nb", "nn", "en"] {
        let said = own
            .clone()
            .speaking(language)
            .call("ExplainAward", request.clone())
            .await;
        let said = said.unwrap();
        let text = what_if(&said, "SCORE")["text"].as_str().unwrap();
        assert!(text.ends_with('.') && text.contains(' '), "{text}");
        assert!(
            !said.to_string().contains("{ $") && !said.to_string().contains("explain-"),
            "{said}"
        );
    }
}

/// No other's application or number stands in what one applicant is told.
fn says_nothing_of_others(world: &Scene, told: &Value) {
    let text = told.to_string();
    for n in 1..LAST {
        let number = OrganisationNumber::invented(n).as_str().to_owned();
        for secret in [world.application_name(n), number] {
            assert!(!text.contains(&secret), "{secret} stands in {text}");
        }
    }
}
