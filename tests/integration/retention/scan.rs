//! Every column of every table, searched for what was written in a case.

use std::collections::BTreeMap;

use ::audit::event::{Content, Event};

use super::marked::mark;
use crate::chain;
use crate::support::schemes::TestScheme;
use crate::support::world::World;

/// Words of the story of the grant that is claimed back, which no other case has.
const STORY: [&str; 8] = [
    "Tiltaket gikk som planlagt",
    "Beløpet stemmer",
    "Økonomien tilsier det",
    "Som avtalt",
    "Den delen av tilskuddet",
    "Tiltaket kostet mindre",
    "Salget er tinglyst",
    "Vilkårene er dokumentert",
];

/// What must be gone: the mark of the case, and the words of its story that are there before.
pub async fn needles<S: TestScheme>(world: &World<S>, n: u32) -> Vec<String> {
    let stored = world.stored().await;
    assert!(holds(&stored, &mark(n)));
    let story = STORY.map(str::to_owned).into_iter();
    let mut needles: Vec<String> = story.filter(|words| holds(&stored, words)).collect();
    assert!(needles.len() >= 3, "{needles:?}");
    needles.push(mark(n));
    needles
}

/// Tells whether a text is in stored rows: as it is, or as bytes are shown.
fn holds(stored: &str, text: &str) -> bool {
    let bytes: String = text.bytes().map(|byte| format!("{byte:02x}")).collect();
    stored.contains(text) || stored.contains(&bytes)
}

/// Checks that nothing of the erased cases is in any column of any table, and that the search finds
/// what is kept: that of the held case.
pub async fn nothing_is_left<S: TestScheme>(world: &World<S>, needles: &[String], held: u32) {
    let stored = world.stored().await;
    let erased = [3, 4].map(mark).into_iter();
    for needle in needles.iter().cloned().chain(erased) {
        let rows = stored.lines().filter(|row| holds(row, &needle));
        let rows: Vec<&str> = rows.collect();
        assert!(rows.is_empty(), "{needle}: {rows:#?}");
    }
    assert!(
        holds(&stored, &mark(held)),
        "the search finds what is there"
    );
    let content = format!("%PDF-1.7 {}", mark(held));
    assert!(holds(&stored, &content), "also in bytes");
}

/// The links of all chains as they are stored.
pub struct Skeleton(BTreeMap<String, Vec<u8>>);

impl Skeleton {
    pub async fn of<S: TestScheme>(world: &World<S>) -> Self {
        let sql = "select chain || '#' || sequence, commitment || previous || hash
            from casework.event";
        let rows: Vec<(String, Vec<u8>)> =
            sqlx::query_as(sql).fetch_all(world.pool()).await.unwrap();
        Self(rows.into_iter().collect())
    }

    /// Checks that every link of before stands, and that every chain verifies; the chain of a case
    /// whose link is changed does not.
    pub async fn stands<S: TestScheme>(&self, world: &World<S>) {
        let after = Self::of(world).await.0;
        for (place, link) in &self.0 {
            assert_eq!(after.get(place), Some(link), "{place}");
        }
        let options = world.pool().connect_options();
        let report = ::audit::database::check(&options, &[]).await.unwrap();
        assert_eq!(report.findings, []);
        let sql = "select distinct chain from casework.event where salt is null";
        let chains: Vec<String> = sqlx::query_scalar(sql)
            .fetch_all(world.pool())
            .await
            .unwrap();
        let mut erased = 0;
        for name in chains {
            let (mut events, _) = ::audit::database::chain(&options, &name).await.unwrap();
            let is_erased = |event: &Event| event.content == Content::Erased;
            let place = events.iter().position(is_erased).unwrap();
            erased += 1;
            assert!(chain::holds(&events), "{name}");
            events[place].commitment[0] ^= 1;
            assert!(!chain::holds(&events), "{name}");
            events[place].commitment[0] ^= 1;
            events[place].content = Content::Spoilt;
            assert!(!chain::holds(&events), "{name}");
            events[place].content = Content::Erased;
            // Without the event that tells of it, an erasure is none.
            events.retain(|event| event.step != "carry_out_disposal");
            assert!(!chain::holds(&events), "{name}");
        }
        assert!(erased >= 3);
    }
}
