//! The application the cases start from, the changes they make, and the rest of the world around it.

use chrono::{DateTime, NaiveDate, Utc};
use domain::application::{Application, ApplicationState, Draft};
use domain::call::{Call, CallState, CallTerms, SubFrame, TailRule};
use domain::money::Money;
use domain::register::RegisterEntry;
use domain::rules::RuleValues;
use domain::scheme::{ApplicantFacts, Scheme};
use domain::step::{Revision, StepRecord};
use rental_housing::{Form, RentalHousing};
use serde::Deserialize;
use toml::{Table, Value};

/// The application every case starts from.
const BASE: &str = include_str!("../../cases/base.toml");

/// What stands in a case for "this field is not given".
const NOT_GIVEN: &str = "not given";

/// A date as text.
pub fn date(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

/// The rule values of a date.
pub fn rules(on: &str) -> RuleValues {
    RentalHousing::rules().on(date(on))
}

/// An application with its attachments.
#[derive(Debug, Clone, Deserialize)]
pub struct Written {
    #[serde(flatten)]
    pub draft: Draft<Form>,
    pub attachments: Vec<String>,
}

/// The application of `base.toml`.
pub fn base() -> Written {
    changed(&Table::new())
}

/// The application of `base.toml` with changes put over it.
pub fn changed(change: &Table) -> Written {
    let mut written: Table = toml::from_str(BASE).expect("base.toml is TOML");
    put_over(&mut written, change);
    Value::Table(written)
        .try_into()
        .expect("the changed application is one")
}

/// Tables are merged, everything else is replaced; [`NOT_GIVEN`] takes a field away.
fn put_over(below: &mut Table, above: &Table) {
    for (key, value) in above {
        match (below.get_mut(key), value) {
            (Some(Value::Table(below)), Value::Table(above)) => put_over(below, above),
            (_, Value::String(text)) if text == NOT_GIVEN => {
                below.remove(key);
            }
            _ => {
                below.insert(key.clone(), value.clone());
            }
        }
    }
}

/// A call whose rules are those of a date.
pub fn call(rules_date: NaiveDate) -> Call {
    let at: DateTime<Utc> = rules_date
        .and_hms_opt(10, 0, 0)
        .expect("ten o'clock")
        .and_utc();
    Call {
        id: "housing".parse().expect("an id"),
        terms: CallTerms {
            title: "Utleieboliger".to_owned(),
            grant_year: 2017,
            chapter_post: "0581.76".parse().expect("a chapter and post"),
            deadline: at,
            rules_date,
            sub_frames: vec![("general".to_owned(), Money::kroner(100_000_000))],
            acceptance_days: 28,
            report_due: date("2018-06-01"),
            tail_rule: TailRule::Stop,
            previous_call: None,
        },
        sub_frames: vec![SubFrame {
            code: "general".to_owned(),
            budget: Money::kroner(100_000_000),
            committed: Money::ZERO,
        }],
        state: CallState::Draft,
        last_step: step(at),
        revision: Revision::FIRST,
        created: at,
        updated: at,
    }
}

/// Who, when, why.
pub fn step(at: DateTime<Utc>) -> StepRecord {
    StepRecord {
        actor: "kari".to_owned(),
        at,
        reason: String::new(),
    }
}

/// The application as stored.
pub fn application(draft: Draft<Form>) -> Application<Form> {
    let at = "2017-04-01T10:00:00Z".parse().expect("a time");
    Application {
        id: "01890a5d-ac96-774b-bcce-b302099a8057"
            .parse()
            .expect("an id"),
        call: "housing".parse().expect("an id"),
        case_reference: "RH-2017-00042".parse().expect("a reference"),
        draft,
        state: ApplicationState::Draft,
        last_step: step(at),
        revision: Revision::FIRST,
        created: at,
        updated: at,
    }
}

/// What registers say.
pub fn facts(entries: Vec<RegisterEntry>) -> ApplicantFacts {
    ApplicantFacts {
        entries,
        earlier_grants: Vec::new(),
        other_applications: 0,
    }
}
