//! The auditor's check of a chain.

use audit::Checker;

use crate::world::World;

/// The number of the first event of a chain that does not fit.
pub async fn first_break(world: &World, chain: &str) -> Option<i64> {
    let options = world.pool.connect_options();
    let (events, _) = audit::database::chain(&options, chain).await.unwrap();
    let mut checker = Checker::default();
    events.iter().for_each(|event| checker.event(event));
    let last = events.last().unwrap();
    checker.end(chain.to_owned(), last.sequence, last.hash);
    let report = checker.finish(&[]);
    report.findings.first().map(|finding| finding.sequence)
}
