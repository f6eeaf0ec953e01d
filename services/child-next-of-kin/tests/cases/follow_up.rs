//! The letters of both phases, the plans, reports.

use child_next_of_kin::form::Phase;
use child_next_of_kin::{ChildNextOfKin, Form, Indicators};
use domain::application::Application;
use domain::findings::FindingValue;
use domain::grant::Condition;
use domain::money::Money;
use domain::report::{AccountLine, AuditorKind, ReportContent, ReportKind, ReportPlace};
use domain::scheme::{Decided, Reported, Scheme};
use testing::specimen;

use crate::scene::{application, base, call, date, rules};

/// An application to develop (24 months) or implement (12 months).
fn applied(phase: Phase) -> Application<Form> {
    let mut draft = base().draft;
    if phase == Phase::Implement {
        draft.form.phase = phase;
        draft.form.period_months = 12;
        draft.form.model.name = "Haugesundmodellen".to_owned();
    }
    application(draft)
}

fn letter(phase: Phase, granted: Money, rules_date: &str) -> Vec<Condition> {
    ChildNextOfKin::conditions(
        &Decided {
            call: &call(date(rules_date)),
            application: &applied(phase),
            granted,
            date: date("2022-12-01"),
        },
        &rules(rules_date),
    )
    .unwrap()
}

fn codes(conditions: &[Condition]) -> Vec<&str> {
    conditions
        .iter()
        .map(|condition| condition.code.as_ref())
        .collect()
}

#[test]
fn the_letter_of_a_model_to_be_developed() {
    let conditions = letter(Phase::Develop, Money::kroner(900_000), "2022-09-01");
    assert_eq!(
        codes(&conditions),
        [
            "purpose_develop",
            "project_period",
            "guidance",
            "change_notice",
            "no_transfer",
            "report",
            "report",
            "auditor",
            "accounts_by_line",
            "not_carried_out",
            "unused",
            "acceptance",
        ]
    );
    let period: Vec<_> = conditions[1].args.iter().map(|(_, value)| value).collect();
    assert_eq!(
        period,
        [
            &FindingValue::Date(date("2022-12-01")),
            &FindingValue::Date(date("2024-12-01"))
        ]
    );
}

#[test]
fn guidance_came_in_2017() {
    let conditions = letter(Phase::Develop, Money::kroner(500_000), "2015-06-01");
    assert!(!codes(&conditions).contains(&"guidance"));
}

#[test]
fn the_auditor_confirms_every_amount_and_a_fuller_report_is_due_above_a_million() {
    let small = letter(Phase::Implement, Money::kroner(1), "2022-09-01");
    assert!(codes(&small).contains(&"auditor"));
    let at = letter(Phase::Develop, Money::kroner(1_000_000), "2022-09-01");
    assert!(!codes(&at).contains(&"fuller_report"));
    let above = letter(Phase::Develop, Money::from_ore(100_000_001), "2022-09-01");
    assert!(codes(&above).contains(&"fuller_report"));
}

#[test]
fn reports_one_year_after_the_decision_and_at_the_end() {
    for (phase, expected, paid) in [
        (
            Phase::Develop,
            vec![("year-1", "2023-12-01"), ("final", "2024-12-01")],
            vec![("2022-12-01", 2017, 250_000), ("2023-12-01", 2018, 250_000)],
        ),
        (
            Phase::Implement,
            vec![("final", "2023-12-01")],
            vec![("2022-12-01", 2017, 500_000)],
        ),
    ] {
        let application = applied(phase);
        let call = call(date("2022-09-01"));
        let decided = Decided {
            call: &call,
            application: &application,
            granted: Money::kroner(500_000),
            date: date("2022-12-01"),
        };
        let rules = rules("2022-09-01");
        let plan: Vec<_> = ChildNextOfKin::report_plan(&decided, &rules)
            .unwrap()
            .iter()
            .map(|report| (report.id.to_string(), report.due.day().unwrap().to_string()))
            .collect();
        let expected: Vec<_> = expected
            .into_iter()
            .map(|(id, due)| (id.to_owned(), due.to_owned()))
            .collect();
        assert_eq!(plan, expected);
        let plan = ChildNextOfKin::payment_plan(&decided, &rules).unwrap();
        let plan = plan.iter().map(|one| (one.due, one.year, one.amount));
        let paid = paid.into_iter();
        let paid = paid.map(|(due, year, kroner)| (date(due), year, Money::kroner(kroner)));
        assert_eq!(plan.collect::<Vec<_>>(), paid.collect::<Vec<_>>());
    }
}

/// The codes the report rules find.
fn report(indicators: Indicators, lines: &[(&str, i64)], auditor: bool) -> Vec<String> {
    let application = applied(Phase::Develop);
    let grant = specimen::grant::<ChildNextOfKin>(
        &call(date("2017-04-01")),
        application.draft.clone(),
        Money::kroner(900_000),
    );
    let mut content = ReportContent {
        indicators: Some(indicators),
        accounts: lines
            .iter()
            .map(|(line, kroner)| AccountLine {
                line: (*line).to_owned(),
                budget: Money::kroner(*kroner),
                actual: Money::kroner(*kroner),
            })
            .collect(),
        financing: Vec::new(),
        moved_to_equity: Money::ZERO,
        certificate: None,
        said_confirmed: false,
        narrative: "Modellen er i bruk.".to_owned(),
    };
    let certificate = specimen::certificate(AuditorKind::Municipal, content.actual());
    content.certificate = auditor.then_some(certificate);
    let documents = [specimen::document("auditor_certificate")];
    let found = ChildNextOfKin::report_findings(
        &Reported {
            call: &call(date("2017-03-01")),
            application: &application,
            grant: &grant,
            place: &ReportPlace::alone(ReportKind::Whole),
            content: &content,
            documents: &documents,
            today: specimen::later(),
        },
        &rules("2017-03-01"),
    )
    .unwrap();
    found
        .iter()
        .map(|finding| finding.code.to_string())
        .collect()
}

#[test]
fn reports() {
    let done = Indicators {
        model_in_place: Some(date("2018-05-01")),
        children_identified: 12,
        children_followed_up: 9,
        ..Indicators::default()
    };
    let whole = [
        ("personnel_release", 600_000),
        ("material", 100_000),
        ("training", 200_000),
    ];
    assert!(report(done.clone(), &whole, true).is_empty());
    assert_eq!(
        report(done.clone(), &whole, false),
        ["REPORT_AUDITOR_MISSING"]
    );
    assert_eq!(report(done.clone(), &[], true), ["REPORT_ACCOUNTS_MISSING"]);
    let other = [("personnel_release", 600_000), ("equipment", 300_000)];
    assert_eq!(
        report(done, &other, true),
        [
            "REPORT_LINE_NOT_APPROVED",
            "CHILD_REPORT_LINE_MISSING",
            "CHILD_REPORT_LINE_MISSING",
            "CHILD_REPORT_EQUIPMENT"
        ]
    );
    let odd = Indicators {
        children_followed_up: 1,
        ..Indicators::default()
    };
    assert_eq!(
        report(odd, &whole, true),
        [
            "CHILD_REPORT_MODEL_NOT_IN_PLACE",
            "CHILD_REPORT_MORE_FOLLOWED_UP"
        ]
    );
}
