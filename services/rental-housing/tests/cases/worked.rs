//! The cases of `cases/*.toml`, each told by its name when it fails.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use domain::application::Placement;
use domain::grant::settlement::kept;
use domain::money::Money;
use domain::register::RegisterEntry;
use domain::scheme::{Case, Scheme};
use rental_housing::RentalHousing;
use rental_housing::write_off::WriteOff;
use serde::Deserialize;

use crate::scene::{call, changed, facts, rules};

#[derive(Deserialize)]
struct Cases<C> {
    case: Vec<C>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Worked {
    name: String,
    #[expect(dead_code, reason = "for the reader of the case")]
    source: String,
    rules_date: NaiveDate,
    /// The day the application is judged; the rules' date where not given.
    judged: Option<NaiveDate>,
    #[serde(default)]
    change: toml::Table,
    #[serde(default)]
    entries: Vec<RegisterEntry>,
    expect: Expected,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Expected {
    claim: Option<Money>,
    #[serde(default)]
    steps: BTreeMap<String, Money>,
    unit_amounts: Option<Vec<Money>>,
    findings: Option<Vec<String>>,
    placement: Option<Placement>,
}

fn check(case: &Worked) {
    let name = &case.name;
    let rules = rules(&case.rules_date.to_string());
    let written = changed(&case.change);
    let call = call(case.rules_date);

    let claim = RentalHousing::claim(&call, &written.draft, &rules).unwrap();
    if let Some(expected) = case.expect.claim {
        assert_eq!(claim.amount, expected, "{name}: claim");
    }
    for (code, expected) in &case.expect.steps {
        let step = claim.steps.iter().find(|step| step.code == code.as_str());
        let amount = step.and_then(|step| step.amount);
        assert_eq!(amount, Some(*expected), "{name}: step {code}");
    }
    if let Some(expected) = &case.expect.unit_amounts {
        let by_unit = claim
            .steps
            .iter()
            .filter(|step| step.code == "unit_by_area");
        let amounts: Vec<_> = by_unit.filter_map(|step| step.amount).collect();
        assert_eq!(&amounts, expected, "{name}: amounts by dwelling");
    }
    if let Some(expected) = &case.expect.findings {
        let found = RentalHousing::findings(
            &Case {
                call: &call,
                draft: &written.draft,
                facts: &facts(case.entries.clone()),
                attachment_kinds: &written.attachments,
                date: case.judged.unwrap_or(case.rules_date),
            },
            &rules,
        )
        .unwrap();
        let codes: Vec<_> = found.iter().map(|finding| finding.code.as_ref()).collect();
        assert_eq!(&codes, expected, "{name}: findings");
    }
    if let Some(expected) = &case.expect.placement {
        let placement = RentalHousing::placement(&written.draft, &rules).unwrap();
        assert_eq!(&placement, expected, "{name}: placement");
    }
}

#[test]
fn calculations() {
    let cases: Cases<Worked> =
        toml::from_str(include_str!("../../cases/calculation.toml")).unwrap();
    cases.case.iter().for_each(check);
}

#[test]
fn eligibility() {
    let cases: Cases<Worked> =
        toml::from_str(include_str!("../../cases/eligibility.toml")).unwrap();
    cases.case.iter().for_each(check);
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Left {
    name: String,
    rules_date: NaiveDate,
    granted: Money,
    years: Option<u32>,
    paid: Option<NaiveDate>,
    breached: Option<NaiveDate>,
    left: Money,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Reduction {
    name: String,
    granted: Money,
    approved: Money,
    actual: Money,
    kept: Money,
}

#[derive(Deserialize)]
struct WriteOffs {
    case: Vec<Left>,
    reduction: Vec<Reduction>,
}

#[test]
fn write_offs_and_reductions() {
    let cases: WriteOffs = toml::from_str(include_str!("../../cases/write_off.toml")).unwrap();
    for case in cases.case {
        let plan = WriteOff::from_rules(&rules(&case.rules_date.to_string())).unwrap();
        let left = match (case.years, case.paid, case.breached) {
            (Some(years), None, None) => plan.left(case.granted, years),
            (None, Some(paid), Some(breached)) => plan.left_on(case.granted, paid, breached),
            _ => panic!("{}: give years, or both dates", case.name),
        };
        assert_eq!(left, case.left, "{}", case.name);
    }
    for case in cases.reduction {
        let kept = kept(case.granted, case.approved, case.actual, Money::ZERO);
        assert_eq!(kept, case.kept, "{}", case.name);
    }
}

#[test]
fn the_plan_of_a_grant_runs_from_all_to_nothing() {
    let plan = WriteOff::from_rules(&rules("2017-04-01")).unwrap();
    let table: Vec<_> = plan.table(Money::kroner(450_000)).collect();
    assert_eq!(table.len(), 21);
    assert_eq!(table[0], (0, Money::kroner(450_000)));
    assert_eq!(table[3], (3, Money::kroner(382_500)));
    assert_eq!(table[20], (20, Money::ZERO));
}

/// The kinds of applicants are a rule value, not code: a narrower list refuses more.
#[test]
fn a_narrower_rule_book_refuses_more() {
    let narrower = include_str!("../../rules.toml").replace(
        r#"["MUNICIPALITY", "FOUNDATION", "COMPANY", "VOLUNTARY_ORGANISATION", "OTHER"]"#,
        r#"["FOUNDATION"]"#,
    );
    let book = domain::rules::RuleBook::parse(&narrower, &[]).unwrap();
    let rules = book.on("2017-04-01".parse().unwrap());
    let written = crate::scene::base();
    let found = RentalHousing::findings(
        &Case {
            call: &call(rules.date()),
            draft: &written.draft,
            facts: &facts(Vec::new()),
            attachment_kinds: &written.attachments,
            date: rules.date(),
        },
        &rules,
    )
    .unwrap();
    assert_eq!(found[0].code, "HOUSING_APPLICANT_KIND");
}
