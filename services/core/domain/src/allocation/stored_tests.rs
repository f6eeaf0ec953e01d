//! The JSON of what stands in the database: a division in its run, the reason in its award.

use std::fmt::Debug;

use allocation::{Collar, Rounding, Tail};
use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::award::AwardReason;
use super::division::{Division, GroupQuota, Grouping, Part, PlanRule, ReservedPart};
use crate::findings::{FindingValue, args};
use crate::money::Money;

/// Returns true if the value is written as this text, and read from it.
fn is_stored<T: Serialize + DeserializeOwned + PartialEq + Debug>(value: &T, text: &str) -> bool {
    let read: Option<T> = serde_json::from_str(text).ok();
    serde_json::to_string(value).unwrap() == text && read.as_ref() == Some(value)
}

fn division() -> Division {
    Division {
        rule: PlanRule::BasePlusProportional {
            base: Money::kroner(5),
        },
        tail_rule: Some(Tail::OfferReduced),
        step: Money::kroner(1),
        rounding: Rounding::LargestRemainder,
        collar: Collar {
            down: Some(1_000),
            up: None,
        },
        floor: Some(Money::kroner(10)),
        cap: None,
        yearly_ceilings: vec![Money::kroner(90)],
        first_claims: vec![1],
        grouping: vec![
            Grouping::County,
            Grouping::MunicipalitySize {
                limits: vec![5_000],
            },
            Grouping::NewEntrant,
            Grouping::Scheme("kind".to_owned()),
        ],
        quotas: vec![GroupQuota {
            path: vec!["46".to_owned()],
            least: Some(Part::Share(500)),
            most: Some(Part::Amount(Money::kroner(40))),
        }],
        reserved: vec![ReservedPart {
            path: vec!["46".to_owned()],
            part: Part::Share(1),
            released_from: NaiveDate::from_ymd_opt(2026, 10, 2),
        }],
    }
}

/// Checks a value with its text, and that no name or word in the text can be another.
fn pinned<T: Serialize + DeserializeOwned + PartialEq + Debug>(value: &T, text: &str) {
    assert!(is_stored(value, text), "{value:?}");
    for word in text.split('"').skip(1).step_by(2) {
        let other = text.replacen(&format!("\"{word}\""), "\"other\"", 1);
        assert!(!is_stored(value, &other), "{word}");
    }
}

#[test]
fn a_division_is_stored_as_it_was() {
    pinned(
        &division(),
        concat!(
            r#"{"rule":{"base_plus_proportional":{"base":500}},"tail_rule":"offer_reduced","#,
            r#""step":100,"rounding":"largest_remainder","collar":{"down":1000,"up":null},"#,
            r#""floor":1000,"cap":null,"yearly_ceilings":[9000],"first_claims":[1],"#,
            r#""grouping":["county",{"municipality_size":{"limits":[5000]}},"new_entrant","#,
            r#"{"scheme":"kind"}],"quotas":[{"path":["46"],"least":{"share":500},"#,
            r#""most":{"amount":4000}}],"reserved":[{"path":["46"],"part":{"share":1},"#,
            r#""released_from":"2026-10-02"}]}"#
        ),
    );
}

#[test]
fn a_reason_is_stored_as_it_was() {
    let engine = AwardReason::engine(
        "RANKED_BELOW_LINE",
        args([
            ("score", FindingValue::Decimal(Decimal::new(7_250, 2))),
            ("claimed", Money::kroner(3).into()),
            ("count", FindingValue::Number(4)),
            ("name", FindingValue::Text("t".to_owned())),
        ]),
    );
    pinned(
        &engine,
        concat!(
            r#"{"by":"engine","code":"RANKED_BELOW_LINE","args":["#,
            r#"["score",{"is":"decimal","value":"72.50"}],"#,
            r#"["claimed",{"is":"money","value":300}],"#,
            r#"["count",{"is":"number","value":4}],["name",{"is":"text","value":"t"}]]}"#
        ),
    );
    let person = AwardReason::Person {
        actor: "a".to_owned(),
        text: "b".to_owned(),
    };
    pinned(&person, r#"{"by":"person","actor":"a","text":"b"}"#);
}
