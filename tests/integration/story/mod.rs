//! A whole year of each scheme over gRPC, told once for all of them: from the call to the accepted
//! report, with those who withdraw, are dismissed, decline and never answer on the way. Every step
//! of it is then found in the events, once and in order.

mod appeal;
mod apply;
mod change;
mod decide;
pub mod follow_up;
mod next_year;
pub mod recovery;
mod restored;
pub mod succession;

use serde_json::Value;

use crate::chain;
use crate::support::schemes::{Centres, Children, Rental, TestScheme, Training};
use crate::support::world::World;

/// Those who go the whole way, by the place their score gives them.
const ROUND: [u32; 5] = [1, 2, 3, 4, 5];
/// Withdraws after having sent in.
const WITHDRAWS: u32 = 6;
/// Is dismissed.
const DISMISSED: u32 = 7;

#[tokio::test]
async fn a_year_of_rental_housing() {
    year::<Rental>().await;
}

#[tokio::test]
async fn a_year_of_child_next_of_kin() {
    year::<Children>().await;
}

#[tokio::test]
async fn a_year_of_user_run_centres() {
    year::<Centres>().await;
}

#[tokio::test]
async fn a_year_of_work_training() {
    year::<Training>().await;
}

async fn year<S: TestScheme>() {
    let world = World::<S>::start().await;
    apply::apply(&world).await;
    apply::assess(&world).await;
    decide::decide(&world).await;
    follow_up::answer_offers(&world).await;
    follow_up::pay(&world).await;
    follow_up::report(&world).await;
    chain::every_step_is_told_once(&world).await;
}

fn ore(amount: &Value) -> i64 {
    amount["ore"].as_i64().unwrap()
}
