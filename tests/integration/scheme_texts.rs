//! `GetScheme` answers texts, never the ids of messages.

use serde_json::json;

use crate::support::schemes::{Centres, Children, Rental, TestScheme, Training};
use crate::support::world::World;

/// Asks for the scheme in every language and reads its five texts and the titles of its codes.
async fn answers_texts<S: TestScheme>() {
    let world = World::<S>::start().await;
    for language in ["nb", "nn", "en"] {
        let person = world.case_handler().speaking(language);
        let answer = person.call("GetScheme", json!({ "name": S::name() })).await;
        let scheme = answer.unwrap()["scheme"].take();
        for field in [
            "title",
            "purpose",
            "target_group",
            "goal_criteria",
            "follow_up",
        ] {
            let text = scheme[field].as_str().unwrap();
            assert!(text.contains(' '), "{language}: {field} is {text:?}");
        }
        for list in ["criteria", "sub_frames"] {
            for item in scheme[list].as_array().unwrap() {
                let id = item["code"].as_str().unwrap().replace('_', "-");
                let title = item["title"].as_str().unwrap();
                assert!(!title.is_empty() && !title.ends_with(&id), "{title:?}");
            }
        }
    }
}

#[tokio::test]
async fn rental_housing_answers_texts() {
    answers_texts::<Rental>().await;
}

#[tokio::test]
async fn child_next_of_kin_answers_texts() {
    answers_texts::<Children>().await;
}

#[tokio::test]
async fn user_run_centres_answer_texts() {
    answers_texts::<Centres>().await;
}

#[tokio::test]
async fn work_training_answers_texts() {
    answers_texts::<Training>().await;
}
