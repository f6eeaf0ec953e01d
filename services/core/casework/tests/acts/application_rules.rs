//! Findings of the rules on an application, and the facts they look up.

use casework::CaseError;
use casework::application::ApplicationKey;
use domain::application::DraftChanges;
use domain::money::Money;
use domain::refusal::Refusal;
use domain::register::RegisterEntry;

use crate::registers::record_entries;
use crate::steps;
use crate::world::{World, applicant, as_read, call_id, case_of, draft, with_places};

#[tokio::test]
async fn the_scheme_takes_one_application_of_an_organisation_whoever_is_first() {
    let world = World::new().await;
    world.open_call().await;
    let drafts = [world.draft(1).await, world.draft(1).await];
    let caller = applicant(1);
    let submit = |view| world.take(&caller, steps::submit(&as_read(view)));
    let (one, other) = tokio::join!(submit(&drafts[0]), submit(&drafts[1]));
    let (won, lost) = if one.is_ok() {
        (one, other)
    } else {
        (other, one)
    };
    let won = won.unwrap();
    refused!(
        lost,
        Refusal::DuplicateApplication { existing, .. } if existing == case_of(&won).name()
    );
    world
        .take(&applicant(1), steps::withdraw(&as_read(&won), ""))
        .await
        .unwrap();
    let left = drafts
        .iter()
        .find(|view| view.application.id != won.application.id)
        .unwrap();
    world.submit(1, left).await;
}

#[tokio::test]
async fn every_rule_that_is_not_met_is_told() {
    let world = World::new().await;
    world.open_call().await;
    let view = world.draft(1).await;
    let mut applicant_of = draft(1).applicant;
    // Never a municipality.
    applicant_of.municipality = "9998".parse().unwrap();
    applicant_of.invented_number = true;
    let wrong = DraftChanges {
        applicant: Some(applicant_of),
        ..with_places(0)
    };
    let view = world
        .take(&applicant(1), steps::update(&as_read(&view), &wrong))
        .await
        .unwrap();
    match world
        .take(&applicant(1), steps::submit(&as_read(&view)))
        .await
    {
        Err(CaseError::Refused(Refusal::RulesNotMet(findings))) => {
            let codes: Vec<&str> = findings.iter().map(|finding| &*finding.code).collect();
            assert_eq!(codes, ["MUNICIPALITY_UNKNOWN", "PILOT_NO_PLACES"]);
        }
        other => panic!("{other:?}"),
    }
    let draft = view.application.draft.clone();
    let checked = world
        .take(&applicant(1), steps::check(&case_of(&view), &draft))
        .await
        .unwrap();
    let codes: Vec<&str> = checked
        .findings
        .iter()
        .map(|finding| &*finding.code)
        .collect();
    assert_eq!(
        codes,
        [
            "MUNICIPALITY_UNKNOWN",
            "PILOT_NO_PLACES",
            "ORGANISATION_NUMBER_INVENTED"
        ],
        "a check tells what only informs, too"
    );
}

#[tokio::test]
async fn facts_follow_a_municipality_through_mergers() {
    let world = World::new().await;
    world.open_call().await;
    let entry = RegisterEntry {
        register: "earlier_recipient".to_owned(),
        organisation: domain::identifiers::OrganisationNumber::invented(77),
        // Andebu, which became part of Sandefjord in 2017.
        municipality: Some("0719".parse().unwrap()),
        from: "2016-01-01".parse().unwrap(),
        to: None,
        source: "Liste 2016".to_owned(),
    };
    assert_eq!(record_entries(&world, &[entry]).await, 1);
    let noted = |municipality: &'static str| {
        let world = &world;
        async move {
            let mut draft = draft(1);
            draft.applicant.municipality = municipality.parse().unwrap();
            let case = ApplicationKey {
                call: call_id(),
                application: world.id(),
            };
            let checked = world
                .take(&applicant(1), steps::check(&case, &draft))
                .await
                .unwrap();
            assert_eq!(checked.claim.unwrap().amount, Money::kroner(100_000));
            checked
                .findings
                .iter()
                .any(|finding| finding.code == "PILOT_EARLIER_RECIPIENT")
        }
    };
    assert!(noted("3907").await, "Sandefjord since 2024");
    assert!(!noted("3911").await, "Færder");
}
