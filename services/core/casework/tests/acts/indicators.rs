//! Sums of indicators: which reports count, what is missing, and the groups.

use casework::application::ApplicationKey;
use casework::report::SumIndicators;
use chrono::NaiveDate;
use domain::report::{Figure, GroupBy, GroupSum, IndicatorSums};
use serde_json::{Value, json};

use crate::journey::report_as_read;
use crate::reports::paid_round;
use crate::steps;
use crate::world::{World, at, call_id, case_handler};

impl World {
    async fn summed(&self, by: GroupBy) -> IndicatorSums {
        let call = Some(call_id());
        self.take(&case_handler(), SumIndicators { call, by })
            .await
            .unwrap()
    }

    /// Accepts the final report of a case, with this many people.
    async fn accepted_report(&self, case: &ApplicationKey, organisation: u32, people: i64) {
        let written = self
            .write_report(case, organisation, (300_000, 300_000, people))
            .await;
        let submitted = self.submit_report(&written, organisation).await.unwrap();
        let at = report_as_read(&submitted);
        self.on_report(&case_handler(), steps::accept_report(&at, "Attained."))
            .await
            .unwrap();
    }

    /// Puts an accepted report with these figures beside the final one of a case.
    async fn earlier_report(&self, case: &ApplicationKey, id: &str, due: &str, figures: Value) {
        self.meddle("update casework.report set number = 100 where report_id = 'final'")
            .await;
        sqlx::query(
            "insert into casework.report (call_id, grant_id, report_id, due, last, content, state, \
             last_step, revision, kind, number)
             select call_id, grant_id, $2, $3::date, false, \
             jsonb_set(content, '{indicators}', $4), state, last_step, revision, kind, \
             (select count(*) from casework.report where grant_id = $1)
             from casework.report where grant_id = $1 and report_id = 'final'",
        )
        .bind(case.application.uuid())
        .bind(id)
        .bind(due.parse::<NaiveDate>().unwrap())
        .bind(figures)
        .execute(&self.pool)
        .await
        .unwrap();
    }

    /// Gives the final report of a case these figures.
    async fn final_report(&self, case: &ApplicationKey, figures: Value) {
        sqlx::query(
            "update casework.report set content = jsonb_set(content, '{indicators}', $2) \
             where grant_id = $1 and report_id = 'final'",
        )
        .bind(case.application.uuid())
        .bind(figures)
        .execute(&self.pool)
        .await
        .unwrap();
    }
}

fn values(group: &GroupSum) -> Vec<Option<i64>> {
    let figures = group.sums.iter().map(|sum| sum.figure.as_ref());
    figures.map(|figure| figure.map(Figure::value)).collect()
}

#[tokio::test]
async fn a_stock_counts_at_the_latest_report_and_a_flow_in_every_one() {
    let world = World::new().await;
    let cases = paid_round(&world, 2).await;
    for (case, organisation) in [(&cases[0], 1), (&cases[1], 2)] {
        world.accepted_report(case, organisation, 3).await;
        // Ten places, and what is found grows from report to report.
        for (id, due, found) in [("year-1", "2026-08-01", 4), ("year-2", "2027-02-01", 7)] {
            let offer = id == "year-2";
            let figures = json!({ "people": 5, "places_open": 10, "found": found, "offer": offer });
            world.earlier_report(case, id, due, figures).await;
        }
        let last = json!({ "people": 3, "places_open": 10, "found": 9, "offer": true });
        world.final_report(case, last).await;
    }
    let sums = world.summed(GroupBy::Nothing).await;
    // Both are of the same municipality, which is one.
    assert_eq!(values(&sums.total), [26, 20, 18, 1].map(Some));
    assert_eq!((sums.total.reports, sums.total.missing), (6, 0));
    assert!(sums.groups.is_empty());
    let of_scheme = SumIndicators {
        call: None,
        by: GroupBy::Nothing,
    };
    let of_scheme = world.take(&case_handler(), of_scheme).await.unwrap();
    assert_eq!(of_scheme.total, sums.total, "there is one call");
}

#[tokio::test]
async fn what_is_missing_is_null_and_not_zero() {
    let world = World::new().await;
    let cases = paid_round(&world, 3).await;
    let sums = world.summed(GroupBy::Nothing).await;
    assert_eq!(values(&sums.total), [None; 4]);
    world.accepted_report(&cases[0], 1, 12).await;
    world.accepted_report(&cases[1], 2, 0).await;
    let sums = world.summed(GroupBy::Nothing).await;
    let said = [Some(12), None, Some(0), Some(0)];
    assert_eq!(values(&sums.total), said);
    assert_eq!((sums.total.reports, sums.total.missing), (2, 0));
    world.clock.set(at("2027-04-01T12:00:00Z"));
    let missing = async || world.summed(GroupBy::Nothing).await.total.missing;
    assert_eq!(missing().await, 0, "the last day is not over");
    world.clock.set(at("2027-04-02T12:00:00Z"));
    assert_eq!(missing().await, 1);
    let sums = world.summed(GroupBy::Nothing).await;
    assert_eq!(values(&sums.total), said);
}

#[tokio::test]
async fn groups_are_of_calls_years_municipalities_and_tags() {
    let world = World::new().await;
    let cases = paid_round(&world, 2).await;
    world.accepted_report(&cases[0], 1, 12).await;
    sqlx::query(
        "update casework.application set municipality_number = '1201' where application_id = $1",
    )
    .bind(cases[1].application.uuid())
    .execute(&world.pool)
    .await
    .unwrap();
    world.accepted_report(&cases[1], 2, 5).await;
    let people = async |by| {
        let sums = world.summed(by).await;
        let groups = sums.groups.iter();
        let people = groups.map(|(key, group)| (key.clone(), values(group)[0], group.reports));
        people.collect::<Vec<_>>()
    };
    let group = |key: &str, people, reports| (key.to_owned(), people, reports);
    let call = call_id().to_string();
    assert_eq!(people(GroupBy::Call).await, [group(&call, Some(17), 2)]);
    let year = people(GroupBy::GrantYear).await;
    assert_eq!(year, [group("2026", Some(17), 2)]);
    // The third grant has no report. Bergen has a new number today.
    let municipalities = [group("0301", Some(12), 1), group("4601", Some(5), 1)];
    assert_eq!(people(GroupBy::Municipality).await, municipalities);
    // Every grant is for both, and counts whole in both.
    let target_groups = [group("old", Some(17), 2), group("young", Some(17), 2)];
    assert_eq!(people(GroupBy::TargetGroup).await, target_groups);
    let plan_line = people(GroupBy::PlanLine).await;
    assert_eq!(plan_line.len(), 1);
    assert_eq!((plan_line[0].1, plan_line[0].2), (Some(17), 2));
    let goals = people(GroupBy::Goal).await;
    assert!(goals.iter().all(|goal| (goal.1, goal.2) == (Some(17), 2)));
    assert!(!people(GroupBy::Measure).await.is_empty());
}
