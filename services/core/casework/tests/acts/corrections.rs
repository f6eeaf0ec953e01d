//! Corrections of obvious errors in decisions.

use casework::decision::{Correct, Scope};
use domain::decision::DecisionKind;
use domain::money::Money;
use domain::refusal::Refusal;

use crate::appeals::{lodge, other_decision_maker};
use crate::letters::{decision_key, kinds};
use crate::world::{World, applicant, case_handler};

#[tokio::test]
async fn a_misprint_is_corrected_by_a_decision_that_changes_no_amount() {
    let world = World::new().await;
    let cases = world.sent_round().await;
    let before = world.grant(&cases[0]).await;
    let correct = Correct {
        key: decision_key(&cases[0], 1),
        wrong: "Lag 11".to_owned(),
        right: "Lag 1".to_owned(),
        reason: "The name was misprinted.".to_owned(),
    };
    let same = Correct {
        right: correct.wrong.clone(),
        ..correct.clone()
    };
    refused!(
        world.take(&other_decision_maker(), same).await,
        Refusal::RulesNotMet(findings) if findings[0].code == "CORRECTION_CHANGES_NOTHING"
    );
    refused!(
        world.take(&case_handler(), correct.clone()).await,
        Refusal::RoleNotAllowed { .. }
    );
    let first = world.take(&other_decision_maker(), correct.clone()).await;
    let first = first.unwrap();
    let again = world.take(&other_decision_maker(), correct).await.unwrap();
    assert_eq!(again, first, "a retry changes nothing");
    let decisions = world.decisions(&case_handler(), &cases[0]).await;
    let amount = Money::kroner(500_000);
    assert_eq!(
        kinds(&decisions),
        [
            (1, DecisionKind::Grant, amount),
            (2, DecisionKind::Correction, amount),
        ]
    );
    assert!(!first.appealable);
    assert_eq!(world.grant(&cases[0]).await, before);
    world.dispatch(Scope::Application(cases[0].clone())).await;
    // The decision that was corrected can be appealed as before; its offer has the same terms.
    assert_eq!(world.grant(&cases[0]).await.terms, before.terms);
    world
        .take(&applicant(1), lodge(&cases[0], 1))
        .await
        .unwrap();
}
