//! Commitments by their tags: fixed at the decision, and always the ledger's totals.

use std::collections::BTreeMap;

use casework::allocation::ExportAwards;
use casework::finance::{BudgetOf, GetBudget, SummarizeTags};
use domain::ledger::{AwardMoney, Movement};
use domain::money::Money;
use domain::tags::{Tag, TagFilter, TagSummary, TaggedSums};

use crate::journey::{ROUND, finance, first_page};
use crate::reports::paid_round;
use crate::steps;
use crate::world::{World, at, call_id, case_handler};

impl World {
    async fn tagged(&self, filter: TagFilter) -> TagSummary {
        let step = SummarizeTags {
            call: Some(call_id()),
            years: 2000..=2100,
            filter,
        };
        let of_call = self.take(&finance(), step.clone()).await.unwrap();
        let of_all = SummarizeTags { call: None, ..step };
        assert_eq!(self.take(&finance(), of_all).await.unwrap(), of_call);
        of_call
    }

    /// Checks that exported awards have the sums of their changes, also where the changes are left
    /// out.
    async fn sums_hold(&self) {
        let export = steps::export_awards(&first_page(500));
        let sums_only = ExportAwards {
            sums_only: true,
            ..export.clone()
        };
        let whole = self.take(&finance(), export).await.unwrap().money;
        let sums_only = self.take(&finance(), sums_only).await.unwrap().money;
        assert_eq!(whole.len(), sums_only.len());
        for (award, of_sums) in whole.iter().zip(&sums_only) {
            assert_eq!(sums(award), sums(of_sums));
            let sum = |part: fn(&Movement) -> Money| {
                let changes = award.movements.iter().flatten();
                Money::sum(changes.map(part)).unwrap()
            };
            let changed = [
                sum(|one| one.committed),
                sum(|one| one.paid),
                sum(|one| one.repaid),
            ];
            assert_eq!(changed, sums(award));
            assert!(of_sums.movements.is_none());
            assert!(of_sums.tagged().iter().all(|(_, money)| money.is_none()));
        }
    }

    /// Returns the sums by tag that the exported awards have.
    async fn tags_of_awards(&self) -> BTreeMap<Tag, TaggedSums> {
        let export = steps::export_awards(&first_page(500));
        let exported = self.take(&finance(), export).await.unwrap();
        let mut sums: BTreeMap<Tag, TaggedSums> = BTreeMap::new();
        for (share, of) in exported.money.iter().flat_map(AwardMoney::tagged) {
            sums.entry(share.tag.clone()).or_default().add(&of.unwrap());
        }
        sums
    }

    /// Returns all sums by tag, which must come to the budget's totals.
    async fn tied_tags(&self) -> TagSummary {
        let of = BudgetOf::Call(call_id());
        let budget = self.take(&finance(), GetBudget { of }).await.unwrap();
        let totals = &budget.item.totals;
        let expected = TaggedSums {
            committed: totals.committed(),
            paid: totals.paid(),
            repaid: totals.repaid(),
            released: Money::from_ore(totals.released),
        };
        let summary = self.tagged(TagFilter::default()).await;
        assert_eq!(summary.total, expected);
        let mut rows = TaggedSums::default();
        for row in summary.rows.values() {
            assert!(row.repaid <= row.paid && row.paid <= row.committed);
            rows.add(row);
        }
        assert_eq!(rows, expected);
        assert_eq!(self.tags_of_awards().await, by_tag(&summary));
        self.sums_hold().await;
        for (year, amount) in totals.committed_by_year() {
            let of_year = summary.rows.iter().filter(|((of, _), _)| *of == year);
            let sum = Money::sum(of_year.map(|(_, sums)| sums.committed));
            assert_eq!(sum, Ok(amount), "{year}");
        }
        summary
    }
}

/// Returns what is promised, paid and repaid on an award.
fn sums(award: &AwardMoney) -> [Money; 3] {
    [award.committed, award.paid, award.repaid]
}

/// Returns the sums of all years by tag, but for grants without tags.
fn by_tag(summary: &TagSummary) -> BTreeMap<Tag, TaggedSums> {
    let mut sums: BTreeMap<Tag, TaggedSums> = BTreeMap::new();
    let tagged = summary.rows.iter();
    for ((_, tag), of) in tagged.filter(|((_, tag), _)| *tag != Tag::default()) {
        sums.entry(tag.clone()).or_default().add(of);
    }
    sums
}

fn only(target_group: &str) -> TagFilter {
    TagFilter {
        target_group: Some(target_group.to_owned()),
        ..TagFilter::default()
    }
}

#[tokio::test]
async fn the_tags_of_a_round_are_the_ledger_from_decision_to_release() {
    let world = World::new().await;
    let (cases, _) = world.decided_round(&ROUND).await;
    let offered = world.tied_tags().await;
    let kroner = |summary: &TagSummary| summary.total.committed.ore() / 100;
    assert_eq!(kroner(&offered), 900_000);
    let tags: Vec<[&str; 4]> = offered
        .rows
        .keys()
        .map(|(_, tag)| [&tag.plan_line, &tag.goal, &tag.target_group, &tag.measure])
        .map(|codes| codes.map(String::as_str))
        .collect();
    let expected = [
        ("g1", "old"),
        ("g1", "young"),
        ("g4", "old"),
        ("g4", "young"),
    ]
    .map(|(goal, group)| ["trials", goal, group, "national"]);
    assert_eq!(tags, expected);
    // 50 places of 151 parts, and 40 of 121.
    let old = world.tagged(only("old")).await.total.committed;
    let exact = 50_000_000 * 50 / 151 + 40_000_000 * 40 / 121;
    assert!((old.ore() - exact).abs() <= 8, "{old:?}");
    world.clock.set(at("2026-03-10T12:00:00Z"));
    world.lapse(&cases[1]).await;
    let after = world.tied_tags().await;
    assert_eq!(kroner(&after), 500_000);
    assert_eq!(after.total.released, Money::kroner(400_000));
}

#[tokio::test]
async fn the_tags_of_paid_and_reduced_grants_are_the_ledger() {
    let world = World::new().await;
    let cases = paid_round(&world, 1).await;
    assert!(world.tied_tags().await.total.paid.is_positive());
    let written = world
        .write_report(&cases[0], 1, (300_000, 270_000, 1))
        .await;
    let submitted = world.submit_report(&written, 1).await.unwrap();
    let at = crate::journey::report_as_read(&submitted);
    let accept = steps::accept_report(&at, "Attained in part.");
    world.on_report(&case_handler(), accept).await.unwrap();
    let settled = world.tied_tags().await;
    assert_eq!(settled.total.released, Money::kroner(30_000));
}

#[tokio::test]
async fn tags_are_never_changed() {
    let world = World::new().await;
    world.decided_round(&ROUND).await;
    for sql in [
        "update casework.grant_tag set weight = weight + 1",
        "delete from casework.grant_tag",
        "truncate casework.grant_tag",
    ] {
        let refused = sqlx::query(sql).execute(&world.pool).await.unwrap_err();
        assert!(
            refused.to_string().contains("fixed at the decision"),
            "{refused}"
        );
    }
    let twice = "insert into casework.grant_tag
        select call_id, grant_id, position + 9, plan_line, goal, target_group, measure, weight
        from casework.grant_tag";
    assert_eq!(world.refused_by(twice).await, "grant_tag_unique");
}

/// As after an upgrade: the money of a grant that was decided before there were tags is told
/// without codes, and is not lost.
#[tokio::test]
async fn grants_without_tags_are_told_without_codes() {
    let world = World::new().await;
    world.decided_round(&ROUND).await;
    world
        .meddle("alter table casework.grant_tag disable trigger all")
        .await;
    world
        .meddle(
            "delete from casework.grant_tag where grant_id = (select grant_id from casework.grant
             order by granted_ore desc limit 1)",
        )
        .await;
    let summary = world.tied_tags().await;
    assert_eq!(summary.rows.len(), 5);
    let untagged = summary
        .rows
        .iter()
        .find(|((_, tag), _)| tag.goal.is_empty());
    assert_eq!(untagged.unwrap().1.committed, Money::kroner(500_000));
    world.untie();
}
