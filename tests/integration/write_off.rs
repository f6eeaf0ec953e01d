//! Write-offs through the service, walked day by day, against the published figures.

use chrono::{Datelike, NaiveDate};
use domain::calendar::add_years;
use serde_json::{Value, json};

use crate::duty::left;
use crate::support::housing::{Round, pay, running};
use crate::support::schemes::{Rental, TestScheme};
use crate::support::world::{World, at};

/// Walks the duties on the day of the clock.
async fn walk(world: &World<Rental>) -> Value {
    let request = json!({ "parent": Rental::name() });
    let kari = world.case_handler();
    kari.call("WalkObligations", request).await.unwrap()
}

/// Walks every day of a write-off, and holds what is left against the published figures.
async fn walk_all(round: Round, years: u32, left_of_one: &[(u32, i64)]) {
    let world = round.granted().await;
    let count = i64::try_from(round.projects.iter().flatten().count()).unwrap();
    for n in (1..).take(round.projects.len()) {
        running(&world, n).await;
    }
    let began: NaiveDate = "2028-02-29".parse().unwrap();
    pay(&world, "2028-02-29").await;
    let end = add_years(began, years).unwrap();
    let (mut today, mut posted) = (began, 0);
    while today <= end {
        world.clock.set(at(&format!("{today}T10:00:00Z")));
        let walked = walk(&world).await;
        let written_off = walked["years"].as_i64().unwrap_or(0);
        posted += written_off;
        if written_off > 0 {
            let year = posted / count;
            let year = u32::try_from(year).unwrap();
            assert_eq!(today, add_years(began, year).unwrap(), "all on one day");
            assert_eq!(today.year(), began.year() + i32::try_from(year).unwrap());
            let (sum, duties) = left(&world, &today.to_string()).await;
            assert_eq!(duties, count);
            for (_, kroner) in left_of_one.iter().filter(|(at, _)| *at == year) {
                assert_eq!(sum, count * kroner * 100, "after {year} years");
            }
        }
        today = today.succ_opt().unwrap();
    }
    assert_eq!(posted, count * i64::from(years));
    let before = world.stored().await;
    let again = walk(&world).await;
    assert_eq!(again["years"].as_i64().unwrap_or(0), 0, "walked before");
    assert_eq!(world.stored().await, before);
}

/// 5 % over 20 years, as the regulation of 2011 has it.
#[tokio::test]
async fn the_write_off_of_twenty_years_comes_to_the_published_table() {
    let round = Round {
        rules: "2016-01-01",
        projects: vec![vec![450_000; 8]],
    };
    let table = [
        (1, 427_500),
        (3, 382_500),
        (4, 360_000),
        (19, 22_500),
        (20, 0),
    ];
    walk_all(round, 20, &table).await;
}

/// 3.3 % over 30 years, as the guide of 2023 has it: a thousand duties, day by day.
#[tokio::test]
async fn a_thousand_duties_are_walked_day_by_day_over_thirty_years() {
    let round = Round {
        rules: "2024-01-01",
        projects: vec![vec![100_000; 200]; 5],
    };
    let table = [(1, 96_700), (6, 80_200), (7, 76_900), (29, 4_300), (30, 0)];
    walk_all(round, 30, &table).await;
}
