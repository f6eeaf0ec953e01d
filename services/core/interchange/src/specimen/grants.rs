//! The awards as published grants.

use domain::money::Money;

use super::{awards, day, organisation, time};
use crate::awards::Award;
use crate::three_sixty;

/// The package of the grants.
#[must_use]
pub fn package() -> three_sixty::Package {
    three_sixty::Package {
        title: "Tilskudd til utleieboliger 2026".to_owned(),
        snapshot: "S-2026-0001".to_owned(),
        issued: time(),
        licence: "https://creativecommons.org/licenses/by/4.0/".to_owned(),
        publisher_name: "Husbanken".to_owned(),
        publisher: organisation(900),
        prefix: "husbanken".to_owned(),
    }
}

/// The awards as grants; the last is a private person's, the last but one was refused.
#[must_use]
pub fn grants() -> Vec<three_sixty::Grant> {
    let transaction = |id: &str, date, amount| three_sixty::Transaction {
        id: id.to_owned(),
        date,
        amount,
    };
    let grant = |(number, award): (usize, Award)| three_sixty::Grant {
        case_reference: award.case_reference,
        title: "Utleieboliger".to_owned(),
        description: "Boliger til personer med rusproblemer".to_owned(),
        recipient: match award.organisation {
            Some(organisation) => {
                three_sixty::Recipient::Organisation(organisation, award.organisation_name)
            }
            None => three_sixty::Recipient::Person,
        },
        awarded: day(5, 1),
        planned: (number != 2).then(|| (day(6, 1), day(12, 31))),
        municipality: award.municipality.map(|code| (code, "Oslo".to_owned())),
        chapter_post: award.chapter_post,
        scheme_title: "Tilskudd til utleieboliger".to_owned(),
        application: (day(2, 1), award.requested),
        commitments: match number {
            4 => Vec::new(),
            1 => vec![
                transaction("2026", day(5, 1), award.awarded),
                transaction("2026-released", day(9, 1), Money::from_ore(-50)),
            ],
            _ => vec![transaction("2026", day(5, 1), award.awarded)],
        },
        disbursements: match number {
            1 => (1..=3)
                .map(|part| transaction(&part.to_string(), day(6 + part, 1), Money::from_ore(33)))
                .collect(),
            3 => vec![transaction("1", day(6, 30), award.paid)],
            _ => Vec::new(),
        },
        classifications: match number {
            2 => ["goal", "target_group"].map(classification).to_vec(),
            _ => Vec::new(),
        },
        modified: time(),
    };
    awards().into_iter().enumerate().map(grant).collect()
}

fn classification(vocabulary: &str) -> three_sixty::Classification {
    three_sixty::Classification {
        vocabulary: vocabulary.to_owned(),
        code: format!("{vocabulary}_1"),
        title: "Personer med rusavhengighet".to_owned(),
    }
}
