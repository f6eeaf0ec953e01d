//! Cases that change a whole application, `base.toml`, in the words of the form.

use std::collections::BTreeMap;
use std::marker::PhantomData;

use chrono::NaiveDate;
use domain::application::Draft;
use domain::money::Money;
use domain::register::{EarlierGrant, RegisterEntry};
use domain::scheme::{ApplicantFacts, Scheme};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use toml::{Table, Value};

use crate::cases::{Given, Kroner, Scene};
use crate::specimen::{self, earlier_grant};

/// The amount of an earlier grant that a case names without one.
const GRANTED: Money = Money::kroner(500_000);

/// The mark for "this field is not given" in a case.
const NOT_GIVEN: &str = "not given";

/// The application that the cases of a scheme start from.
pub trait Base: Default {
    /// The scheme.
    type Scheme: Scheme;
    /// `cases/base.toml`.
    const TEXT: &'static str;
    /// `rules.toml`.
    const BOOK: &'static str;
    /// The fields that hold amounts: kroner in the files, øre in the form.
    const AMOUNTS: &'static [&'static str];
}

/// Changes to the base application.
#[derive(Debug, Default, Deserialize)]
#[serde(transparent, bound = "")]
pub struct Changed<B> {
    changes: Table,
    #[serde(skip)]
    base: PhantomData<B>,
}

/// An earlier grant.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Earlier {
    year: i32,
    #[serde(default)]
    running: bool,
    #[serde(default = "yes")]
    delivered: bool,
    #[serde(default = "yes")]
    accepted: bool,
}

const fn yes() -> bool {
    true
}

/// A changed application.
#[derive(Debug, Deserialize)]
#[serde(bound = "F: DeserializeOwned")]
struct Whole<F> {
    /// The day of the rule values.
    date: NaiveDate,
    /// The day the application is judged, where that is another.
    judged: Option<NaiveDate>,
    grant_year: i32,
    attachments: Vec<String>,
    #[serde(default)]
    entries: Vec<RegisterEntry>,
    #[serde(default)]
    earlier_grants: Vec<Earlier>,
    #[serde(default)]
    other_applications: u32,
    /// Rule values that the case replaces.
    #[serde(default)]
    rules: BTreeMap<String, Value>,
    #[serde(flatten)]
    draft: Draft<F>,
}

impl<B: Base> Given for Changed<B> {
    type Scheme = B::Scheme;

    fn scene(&self) -> Scene<B::Scheme> {
        let mut table: Table = toml::from_str(B::TEXT).expect("base.toml is TOML");
        put_over(&mut table, &self.changes);
        in_ore(&mut table, B::AMOUNTS);
        let whole: Whole<<B::Scheme as Scheme>::Form> = Value::Table(table)
            .try_into()
            .expect("the changed application is one");
        let grants = whole.earlier_grants.iter();
        Scene {
            call: specimen::call::<B::Scheme>(whole.grant_year, whole.date),
            draft: whole.draft,
            facts: ApplicantFacts {
                entries: whole.entries,
                earlier_grants: grants
                    .map(|grant| EarlierGrant {
                        running: grant.running,
                        delivered: grant.delivered,
                        accepted: grant.accepted,
                        ..earlier_grant(grant.year, GRANTED)
                    })
                    .collect(),
                group_grants: Vec::new(),
                other_applications: whole.other_applications,
            },
            attachments: whole.attachments,
            date: whole.judged.unwrap_or(whole.date),
            rules: specimen::rules::<B::Scheme>(B::BOOK, &whole.rules, whole.date),
        }
    }
}

/// Puts changes over a table: tables are merged, everything else is replaced, and "not given" takes
/// a field away.
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

/// Turns the amounts of a table from kroner into øre.
fn in_ore(table: &mut Table, amounts: &[&str]) {
    for (key, value) in table.iter_mut() {
        if amounts.contains(&key.as_str()) {
            amount_in_ore(value);
            continue;
        }
        match value {
            Value::Table(table) => in_ore(table, amounts),
            Value::Array(items) => {
                let tables = items.iter_mut().filter_map(Value::as_table_mut);
                tables.for_each(|table| in_ore(table, amounts));
            }
            _ => {}
        }
    }
}

fn amount_in_ore(value: &mut Value) {
    if let Value::Array(items) = value {
        items.iter_mut().for_each(amount_in_ore);
    } else {
        let kroner: Kroner = value.clone().try_into().expect("an amount in kroner");
        *value = Value::Integer(kroner.0.ore());
    }
}
