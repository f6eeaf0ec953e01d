use serde_json::Value;

use super::*;
use crate::specimen;

fn json(grants: Vec<Grant>) -> Result<(Published, Value), ThreeSixtyError> {
    let mut out = Vec::new();
    let grants = grants.into_iter().map(Ok::<_, ThreeSixtyError>);
    let published = write_json(&mut out, &specimen::package(), grants)?;
    Ok((published, serde_json::from_slice(&out)?))
}

/// Sum of the values of a kind of transaction, in øre, from the digits of the file.
fn sum(package: &Value, kind: &str) -> i64 {
    let grants = package["grants"].as_array().unwrap();
    let transactions = grants
        .iter()
        .filter_map(|grant| grant[kind].as_array())
        .flatten();
    transactions
        .map(|one| (one["value"].as_f64().unwrap() * 100.0).round().to_string())
        .map(|ore| ore.parse::<i64>().unwrap())
        .sum()
}

#[test]
fn sums_of_transactions_are_those_of_the_ledger() {
    let (published, package) = json(specimen::grants()).unwrap();
    assert_eq!(
        (
            published.grants,
            published.persons,
            published.without_commitment
        ),
        (4, 1, 1)
    );
    assert_eq!(package["version"], "1.4");
    assert_eq!(
        sum(&package, "commitmentTransaction"),
        published.committed.ore()
    );
    assert_eq!(
        sum(&package, "disbursementTransaction"),
        published.disbursed.ore()
    );
    let amounts = specimen::AMOUNTS;
    assert_eq!(
        published.committed.ore(),
        amounts[..4].iter().sum::<i64>() - 50
    );
    assert_eq!(published.disbursed.ore(), 3 * 33 + amounts[3]);
}

#[test]
fn a_grant_has_its_purposes_and_no_empty_list_of_them() {
    let (_, package) = json(specimen::grants()).unwrap();
    let expected = serde_json::json!({
        "vocabulary": "goal", "code": "goal_1", "title": "Personer med rusavhengighet",
    });
    assert_eq!(package["grants"][2]["classifications"][0], expected);
    assert!(package["grants"][0].get("classifications").is_none());
}

#[test]
fn no_person_is_published() {
    let (_, package) = json(specimen::grants()).unwrap();
    let text = package.to_string();
    assert!(!text.contains("Bråtveit"), "{text}");
    // Negative control: the same search finds an organisation.
    assert!(text.contains("Ærfugldalen"));
}

#[test]
fn a_package_without_grants_is_no_package() {
    let persons = specimen::grants().split_off(4);
    assert!(matches!(json(persons), Err(ThreeSixtyError::Empty)));
}

#[test]
fn lines_of_csv_have_the_same_sums() {
    let grants = specimen::grants();
    let mut out = Vec::new();
    let published = write_csv(
        &mut out,
        &specimen::package(),
        grants.into_iter().map(Ok::<_, ThreeSixtyError>),
    )
    .unwrap();
    let mut reader = ::csv::Reader::from_reader(out.as_slice());
    let heads = reader.headers().unwrap().clone();
    let records: Vec<_> = reader.records().map(Result::unwrap).collect();
    // The second grant has three payments and the third two classifications.
    assert_eq!(records.len(), 7);
    let at = heads
        .iter()
        .position(|head| head == "classifications/0/code");
    let codes: Vec<&str> = records.iter().map(|record| &record[at.unwrap()]).collect();
    let codes: Vec<&str> = codes.into_iter().filter(|code| !code.is_empty()).collect();
    assert_eq!(codes, ["goal_1", "target_group_1"]);
    for (kind, expected) in [
        ("commitmentTransaction/0/value", published.committed),
        ("disbursementTransaction/0/value", published.disbursed),
    ] {
        let at = heads.iter().position(|head| head == kind).unwrap();
        let cells = records.iter().map(|record| record[at].replace('.', ""));
        let sum: i64 = cells.filter_map(|ore| ore.parse::<i64>().ok()).sum();
        assert_eq!(sum, expected.ore(), "{kind}");
    }
}
