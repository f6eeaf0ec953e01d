//! Decisions and their letters: one for each decided application, numbered, never edited.

use casework::application::ApplicationKey;
use casework::decision::{
    DecisionKey, Dispatch, Document, GetLetter, LetterFile, ListDecisions, RequestReasons, Scope,
    Typesetter,
};
use domain::application::DraftChanges;
use domain::caller::{Caller, Role};
use domain::decision::{Decision, DecisionKind, DecisionNumber};
use domain::letter::Letter;
use domain::money::Money;
use domain::refusal::Refusal;
use sha2::{Digest, Sha256};
use text::Language;

use crate::journey::ROUND;
use crate::steps;
use crate::world::{World, applicant, as_read, asking, at, call_id, case_handler, case_of, staff};

/// A typesetter without a layout: the letter as JSON. A question mark cannot be printed.
pub const TYPESETTER: Typesetter = Typesetter {
    typeset: |letter: &Letter| {
        let pdf = serde_json::to_vec(letter).map_err(|fault| fault.to_string())?;
        Ok(Document {
            sha256: Sha256::digest(&pdf).into(),
            pdf,
        })
    },
    unprintable: |letter: &Letter| {
        let text = format!("{:?}", letter.sections);
        Ok(text.chars().filter(|one| *one == '\u{2603}').collect())
    },
};

impl World {
    pub async fn decisions(&self, caller: &Caller, key: &ApplicationKey) -> Vec<Decision> {
        let list = ListDecisions { key: key.clone() };
        self.take(caller, list).await.unwrap()
    }

    async fn letter(
        &self,
        caller: &Caller,
        key: &ApplicationKey,
        number: i32,
    ) -> Result<LetterFile, casework::CaseError> {
        self.letter_in(caller, key, (number, Some(Language::Nynorsk)))
            .await
    }

    async fn letter_in(
        &self,
        caller: &Caller,
        key: &ApplicationKey,
        (number, language): (i32, Option<Language>),
    ) -> Result<LetterFile, casework::CaseError> {
        let get = GetLetter {
            key: decision_key(key, number),
            language,
        };
        self.take(caller, get).await
    }

    /// Reads the letter of the first decision.
    pub async fn read_letter(&self, caller: &Caller, key: &ApplicationKey) -> LetterFile {
        self.letter(caller, key, 1).await.unwrap()
    }

    pub async fn dispatch(&self, scope: Scope) -> casework::decision::Dispatched {
        let dispatch = Dispatch { scope };
        self.take(&case_handler(), dispatch).await.unwrap()
    }
}

pub fn decision_key(application: &ApplicationKey, number: i32) -> DecisionKey {
    DecisionKey {
        application: application.clone(),
        number: DecisionNumber::new(number).unwrap(),
    }
}

pub fn kinds(decisions: &[Decision]) -> Vec<(i32, DecisionKind, Money)> {
    decisions
        .iter()
        .map(|one| (one.number.get(), one.kind, one.amount))
        .collect()
}

#[tokio::test]
async fn an_approval_decides_every_application_once() {
    let world = World::new().await;
    let (cases, allocation) = world.decided_round(&ROUND).await;
    let mut all = Vec::new();
    for case in &cases {
        let decisions = world.decisions(&case_handler(), case).await;
        assert_eq!(decisions.len(), 1);
        assert_eq!(decisions[0].allocation, Some(allocation.id));
        assert_eq!(decisions[0].signer, "bjarne");
        all.extend(kinds(&decisions));
    }
    let full = |kroner| (1, DecisionKind::Grant, Money::kroner(kroner));
    let refused = (1, DecisionKind::Refusal, Money::ZERO);
    assert_eq!(all, [full(500_000), full(400_000), refused, refused]);
    world.clock.set(at("2026-03-20T11:00:00Z"));
    world.lapse(&cases[1]).await;
    let lapsed = world.decisions(&case_handler(), &cases[1]).await;
    assert_eq!(
        kinds(&lapsed)[1],
        (2, DecisionKind::Lapse, Money::kroner(400_000))
    );
    assert_eq!(lapsed[1].allocation, None);
}

#[tokio::test]
async fn the_party_reads_its_letter_once_it_is_dispatched() {
    let world = World::new().await;
    let (cases, _) = world.decided_round(&ROUND).await;
    let preview = world.letter(&case_handler(), &cases[0], 1).await.unwrap();
    refused!(
        world.letter(&applicant(1), &cases[0], 1).await,
        Refusal::NotFound { .. }
    );
    assert_eq!(world.decisions(&applicant(1), &cases[0]).await, []);
    let sent = world.dispatch(Scope::Application(cases[0].clone())).await;
    assert_eq!((sent.count, sent.unprintable.len()), (1, 0));
    let read = world.letter(&applicant(1), &cases[0], 1).await.unwrap();
    assert_eq!(read.document, preview.document);
    assert_eq!(read.decision.dispatched, Some(sent.date));
    refused!(
        world.letter(&applicant(2), &cases[0], 1).await,
        Refusal::NotFound { .. }
    );
    refused!(
        world.letter(&applicant(1), &cases[0], 2).await,
        Refusal::NotFound { .. }
    );
    let all = world.dispatch(Scope::Call(call_id())).await;
    assert_eq!(all.count, 4, "those of today, the first included");
    assert_eq!(world.dispatch(Scope::Call(call_id())).await, all);
    world.clock.set(at("2026-03-03T11:00:00Z"));
    assert_eq!(world.dispatch(Scope::Call(call_id())).await.count, 0);
    let first = world.decisions(&applicant(1), &cases[0]).await;
    assert_eq!(first[0].dispatched, Some(sent.date), "the date stays");
    refused!(
        world
            .take(
                &staff("frida", &[Role::Finance]),
                ListDecisions {
                    key: cases[0].clone()
                }
            )
            .await,
        Refusal::RoleNotAllowed { .. }
    );
}

#[tokio::test]
async fn a_dismissal_tells_of_characters_that_cannot_be_printed() {
    let world = World::new().await;
    world.open_call().await;
    let view = world.submitted(1).await;
    let dismiss = steps::dismiss(&as_read(&view), "Late \u{2603}.");
    world.take(&case_handler(), dismiss).await.unwrap();
    let case = case_of(&view);
    let decisions = world.decisions(&case_handler(), &case).await;
    assert_eq!(
        kinds(&decisions),
        [(1, DecisionKind::Dismissal, Money::ZERO)]
    );
    let sent = world.dispatch(Scope::Application(case.clone())).await;
    assert_eq!(sent.unprintable[0].characters, ['\u{2603}']);
    let letter = world.letter(&applicant(1), &case, 1).await.unwrap();
    assert_eq!(letter.unprintable, ['\u{2603}']);
}

#[tokio::test]
async fn decisions_and_letters_are_never_edited() {
    let world = World::new().await;
    let (cases, _) = world.decided_round(&ROUND).await;
    world.letter(&case_handler(), &cases[0], 1).await.unwrap();
    world.dispatch(Scope::Call(call_id())).await;
    world.letter(&applicant(1), &cases[0], 1).await.unwrap();
    let ask = RequestReasons {
        key: decision_key(&cases[0], 1),
        received: None,
        reason: String::new(),
    };
    world.take(&applicant(1), ask).await.unwrap();
    for sql in [
        "update casework.decision set amount_ore = 1",
        "update casework.decision set dispatched = null",
        "update casework.decision set dispatched = dispatched + 1",
        "delete from casework.decision",
        "truncate casework.decision, casework.letter",
        "update casework.letter set content = '{}'",
        "update casework.letter set pdf = null, sha256 = null where pdf is not null",
        "update casework.letter set pdf = '', sha256 = sha256('x') where pdf is null",
        "delete from casework.letter",
        "update casework.delivery set arrived = arrived + 1",
        "delete from casework.delivery",
        "update casework.reasons set asked = asked + 1",
        "delete from casework.reasons",
    ] {
        let refused = sqlx::query(sql).execute(&world.pool).await;
        assert!(refused.is_err(), "{sql}");
    }
}

#[tokio::test]
async fn the_applicant_chooses_the_language_of_its_letters() {
    let world = World::new().await;
    world.open_call().await;
    let draft = world.draft(1).await;
    let changes = DraftChanges {
        letter_language: Some(Language::Nynorsk),
        ..asking(5)
    };
    let update = steps::update(&as_read(&draft), &changes);
    let draft = world.take(&applicant(1), update).await.unwrap();
    let sent = world.submit(1, &draft).await;
    let case = case_of(&sent);
    let dismiss = steps::dismiss(&as_read(&sent), "too late");
    world.take(&case_handler(), dismiss).await.unwrap();
    let read = async |language| {
        let found = world.letter_in(&case_handler(), &case, (1, language)).await;
        found.unwrap()
    };
    let chosen = read(None).await;
    assert_eq!(chosen.language, Language::Nynorsk);
    assert_eq!(chosen, read(Some(Language::Nynorsk)).await);
    assert_ne!(chosen.document, read(Some(Language::Bokmal)).await.document);
}
