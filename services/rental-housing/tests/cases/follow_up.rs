//! The letter of a municipality and of a private owner, before and after 2023; the plans; reports
//! on use.

use domain::money::Money;
use domain::report::{AccountLine, FundingLine, ReportContent, ReportKind, ReportPlace};
use domain::scheme::{Decided, Reported, Scheme};
use rental_housing::form::{AgreementKind, Measure, Owner, TargetGroup};
use rental_housing::indicators::UnitsInUse;
use rental_housing::{Form, Indicators, RentalHousing};
use testing::specimen;

use crate::scene::{application, base, call, date, rules};

/// The codes of a letter's conditions, each once, in order.
fn letter(change: impl FnOnce(&mut Form), granted: Money, rules_date: &str) -> Vec<String> {
    let mut draft = base().draft;
    change(&mut draft.form);
    let application = application(draft);
    let conditions = RentalHousing::conditions(
        &Decided {
            call: &call(date(rules_date)),
            application: &application,
            granted,
            date: date("2017-05-01"),
        },
        &rules(rules_date),
    )
    .unwrap();
    let mut codes: Vec<_> = conditions
        .iter()
        .map(|condition| condition.code.to_string())
        .collect();
    codes.dedup();
    codes
}

fn privately_owned(form: &mut Form) {
    form.project.owner = Owner::Other;
    form.project.measure = Measure::NewBuild;
    form.agreement.kind = AgreementKind::Allocation;
}

#[test]
fn a_municipality_s_letter() {
    let codes = letter(|_| {}, Money::kroner(900_000), "2017-04-01");
    assert_eq!(
        codes,
        [
            "purpose",
            "target_group",
            "completion",
            "unit_amount",
            "payment",
            "payment_document",
            "proportional_reduction",
            "law_breach",
            "write_off",
            "repayment",
            "duty_to_notify",
            "yearly_report",
            "acceptance",
        ]
    );
}

#[test]
fn a_private_owner_s_letter_ties_the_dwellings() {
    for rules_date in ["2017-04-01", "2024-03-01"] {
        let codes = letter(privately_owned, Money::kroner(900_000), rules_date);
        for code in [
            "allocation_right",
            "registered_clause",
            "report",
            "spot_check",
        ] {
            assert!(
                codes.iter().any(|have| have == code),
                "{rules_date}: {code}"
            );
        }
        assert!(!codes.iter().any(|code| code == "yearly_report"));
    }
}

#[test]
fn a_small_grant_is_written_off_at_once() {
    let codes = letter(|_| {}, Money::kroner(39_999), "2017-04-01");
    assert!(codes.iter().any(|code| code == "write_off_at_once"));
    assert!(codes.iter().any(|code| code == "single_report"));
    assert!(!codes.iter().any(|code| code == "repayment"));
}

/// The amounts of the dwellings sum to the grant, to the øre, also where nothing divides evenly.
#[test]
fn what_the_dwellings_carry_sums_to_the_grant() {
    for (rules_date, granted) in [
        ("2017-04-01", 100_000_001),
        ("2024-03-01", 77_777_777),
        ("2024-03-01", 0),
    ] {
        let mut draft = base().draft;
        let unit = draft.form.units[0].clone();
        draft.form.units = [3_330, 6_670, 4_510, 12_000]
            .map(|area| {
                let mut unit = unit.clone();
                unit.primary_area_dm2 = area;
                unit
            })
            .to_vec();
        let application = application(draft);
        let conditions = RentalHousing::conditions(
            &Decided {
                call: &call(date(rules_date)),
                application: &application,
                granted: Money::from_ore(granted),
                date: date("2017-05-01"),
            },
            &rules(rules_date),
        )
        .unwrap();
        let amounts = conditions
            .iter()
            .filter(|condition| condition.code == "unit_amount")
            .flat_map(|condition| &condition.args)
            .filter_map(|(_, value)| match value {
                domain::findings::FindingValue::Money(amount) => Some(*amount),
                _ => None,
            });
        assert_eq!(
            Money::sum(amounts),
            Ok(Money::from_ore(granted)),
            "{rules_date}"
        );
    }
}

#[test]
fn paid_when_in_use_and_never_before_the_decision() {
    for (decided_on, due) in [("2017-05-01", "2017-09-01"), ("2017-10-01", "2017-10-01")] {
        let application = application(base().draft);
        let plan = RentalHousing::payment_plan(
            &Decided {
                call: &call(date("2017-04-01")),
                application: &application,
                granted: Money::kroner(900_000),
                date: date(decided_on),
            },
            &rules("2017-04-01"),
        )
        .unwrap();
        assert_eq!(plan.len(), 1);
        assert_eq!(plan[0].due, date(due));
        assert_eq!(plan[0].amount, Money::kroner(900_000));
    }
}

/// The number of reports, the id of the last, and its years after the payment.
fn reports(owner: Owner, granted: Money, rules_date: &str) -> (usize, String, u32) {
    let mut draft = base().draft;
    draft.form.project.owner = owner;
    let application = application(draft);
    let plan = RentalHousing::report_plan(
        &Decided {
            call: &call(date(rules_date)),
            application: &application,
            granted,
            date: date("2017-05-01"),
        },
        &rules(rules_date),
    )
    .unwrap();
    let last = plan.last().unwrap();
    (
        plan.len(),
        last.id.to_string(),
        last.due.years_after_payment().unwrap(),
    )
}

#[test]
fn reports_as_long_as_the_duty_to_repay_runs() {
    let granted = Money::kroner(900_000);
    let cases = [
        (Owner::Municipality, granted, "2017-04-01", 21, 20),
        (Owner::Municipality, granted, "2024-03-01", 31, 30),
        (Owner::Other, granted, "2017-04-01", 3, 20),
        (
            Owner::Municipality,
            Money::kroner(39_999),
            "2017-04-01",
            2,
            1,
        ),
    ];
    for (owner, granted, rules_date, count, last) in cases {
        assert_eq!(
            reports(owner, granted, rules_date),
            (count, "final".to_owned(), last),
            "{owner:?} {rules_date}"
        );
    }
}

/// The codes the report rules find.
fn report(indicators: Indicators, accounts: Vec<AccountLine>) -> Vec<String> {
    let application = application(base().draft);
    let grant = specimen::grant::<RentalHousing>(
        &call(date("2017-04-01")),
        application.draft.clone(),
        Money::kroner(900_000),
    );
    let content = ReportContent {
        indicators: Some(indicators),
        accounts,
        financing: Vec::new(),
        moved_to_equity: Money::ZERO,
        certificate: None,
        said_confirmed: false,
        narrative: "Leiligheten er i bruk.".to_owned(),
    };
    let found = RentalHousing::report_findings(
        &Reported {
            call: &call(date("2017-04-01")),
            application: &application,
            grant: &grant,
            place: &ReportPlace::alone(ReportKind::Whole),
            content: &content,
            documents: &[],
            today: specimen::later(),
        },
        &rules("2017-04-01"),
    )
    .unwrap();
    found
        .iter()
        .map(|finding| finding.code.to_string())
        .collect()
}

#[test]
fn reports_on_use() {
    let in_use = |units| Indicators {
        in_use: vec![UnitsInUse {
            target_group: TargetGroup::SubstanceDependency,
            units,
        }],
        ..Indicators::default()
    };
    assert!(report(in_use(1), Vec::new()).is_empty());
    assert_eq!(
        report(in_use(2), Vec::new()),
        ["HOUSING_REPORT_UNITS_DIFFER"]
    );
    let sold = Indicators {
        sold: 1,
        ..Indicators::default()
    };
    assert_eq!(report(sold, Vec::new()), ["HOUSING_REPORT_SOLD"]);
    let otherwise = Indicators {
        vacant: 1,
        other_use: 1,
        ..Indicators::default()
    };
    assert_eq!(
        report(otherwise, Vec::new()),
        [
            "HOUSING_REPORT_UNITS_DIFFER",
            "HOUSING_REPORT_OTHER_USE",
            "HOUSING_REPORT_VACANT"
        ]
    );
    let line = |line: &str, actual: i64| AccountLine {
        line: line.to_owned(),
        budget: Money::ZERO,
        actual: Money::kroner(actual),
    };
    assert_eq!(
        report(
            in_use(1),
            vec![line("price", 2_000_000), line("fees", 50_000)]
        ),
        ["REPORT_LOWER_COST", "REPORT_AUDITOR_MISSING"]
    );
    assert_eq!(
        report(in_use(1), vec![line("price", 2_000_000)]),
        [
            "REPORT_LOWER_COST",
            "REPORT_AUDITOR_MISSING",
            "HOUSING_REPORT_LINE_MISSING"
        ]
    );
}

/// The codes found on a final cost of so many kroner, of 2,050,000 that were approved, and its
/// financing.
fn final_cost(cost: i64, financing: &[(&str, i64)]) -> Vec<String> {
    let application = application(base().draft);
    let grant = specimen::grant::<RentalHousing>(
        &call(date("2017-04-01")),
        application.draft.clone(),
        Money::kroner(900_000),
    );
    let line = |(source, kroner): &(&str, i64)| FundingLine {
        source: (*source).to_owned(),
        amount: Money::kroner(*kroner),
    };
    let content = ReportContent {
        indicators: None,
        accounts: vec![AccountLine {
            line: "price".to_owned(),
            budget: Money::ZERO,
            actual: Money::kroner(cost),
        }],
        financing: financing.iter().map(line).collect(),
        moved_to_equity: Money::ZERO,
        certificate: None,
        said_confirmed: false,
        narrative: String::new(),
    };
    let found = RentalHousing::report_findings(
        &Reported {
            call: &call(date("2017-04-01")),
            application: &application,
            grant: &grant,
            place: &ReportPlace::alone(ReportKind::Accounts),
            content: &content,
            documents: &[],
            today: specimen::later(),
        },
        &rules("2017-04-01"),
    );
    let found = found.unwrap();
    let codes = found.iter().map(|finding| finding.code.to_string());
    let others = ["REPORT_AUDITOR_MISSING", "HOUSING_REPORT_LINE_MISSING"];
    codes
        .filter(|code| !others.contains(&code.as_str()))
        .collect()
}

#[test]
fn the_final_cost_is_financed_without_more_of_the_grant_than_is_left() {
    let approved = base().draft.form.economy.cost().ore() / 100;
    let plan = |cost: i64, grant: i64| [("loan", cost - grant), ("grant", grant)];
    assert!(final_cost(approved, &plan(approved, 900_000)).is_empty());
    let half = approved / 2;
    assert_eq!(
        final_cost(half, &plan(half, 450_000)),
        ["REPORT_LOWER_COST"]
    );
    assert_eq!(
        final_cost(half, &plan(half, 450_001)),
        ["REPORT_LOWER_COST", "HOUSING_REPORT_GRANT_TOO_HIGH"]
    );
    assert_eq!(
        final_cost(approved, &[("loan", approved - 1)]),
        ["HOUSING_REPORT_FINANCING_IMBALANCE"]
    );
    assert_eq!(
        final_cost(approved, &[]),
        ["HOUSING_REPORT_FINANCING_MISSING"]
    );
    assert_eq!(
        final_cost(approved + 10, &plan(approved + 10, 900_000)),
        ["REPORT_HIGHER_COST"]
    );
}
