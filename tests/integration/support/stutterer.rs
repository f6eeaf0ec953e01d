//! A client that repeats itself.

use serde_json::Value;

use super::person::Person;
use super::round::{at_with, only};
use super::schemes::Centres;
use super::world::World;

/// A client that sends everything twice, as after an answer that was lost.
pub struct Stutterer<'a> {
    pub world: &'a World<Centres>,
    pub twice: Vec<&'static str>,
}

impl Stutterer<'_> {
    /// Sends a request twice: the second answer is the first, and nothing is stored or told twice.
    pub async fn send(&mut self, by: &Person, method: &'static str, request: Value) -> Value {
        let first = by.call(method, request.clone()).await.unwrap();
        let stored = self.world.stored().await;
        let second = by.call(method, request).await.unwrap();
        assert_eq!(first, second, "{method}");
        assert_eq!(
            stored,
            self.world.stored().await,
            "{method} changed something when it was sent again"
        );
        self.twice.push(method);
        only(first)
    }

    pub async fn step(
        &mut self,
        by: &Person,
        method: &'static str,
        on: &Value,
        more: Value,
    ) -> Value {
        self.send(by, method, at_with(on, more)).await
    }
}
