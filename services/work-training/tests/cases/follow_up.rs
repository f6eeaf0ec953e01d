//! The letter and the report.

use domain::grant::{Condition, Grant};
use domain::money::Money;
use domain::report::{
    AccountLine, AuditorKind, FullTimeEquivalents, ReportContent, ReportKind, ReportPlace,
};
use domain::scheme::{Decided, Reported, Scheme};
use testing::specimen;
use work_training::WorkTraining;
use work_training::form::Stage;
use work_training::indicators::{Exits, Indicators, ParticipantFlow};

use crate::scene::{Situation, date};

const GRANTED: Money = Money::kroner(800_000);

fn conditions(situation: &Situation) -> Vec<Condition> {
    let (call, application) = (situation.call(), situation.application());
    let decided = Decided {
        call: &call,
        application: &application,
        granted: GRANTED,
        date: date("2020-02-01"),
    };
    WorkTraining::conditions(&decided, &situation.rules()).unwrap()
}

fn has(conditions: &[Condition], code: &str) -> bool {
    conditions.iter().any(|condition| condition.code == code)
}

#[test]
fn a_new_project_may_not_have_started_and_a_continuation_has() {
    let new = conditions(&Situation::default());
    assert!(has(&new, "not_started") && has(&new, "continuation") && !has(&new, "last_year"));
    let third = conditions(&Situation {
        stage: Stage::Continuation,
        year: 3,
        ..Situation::default()
    });
    assert!(
        !has(&third, "not_started") && !has(&third, "continuation") && has(&third, "last_year")
    );
}

#[test]
fn state_aid_and_missing_cooperation_are_conditions_where_they_apply() {
    let plain = conditions(&Situation::default());
    assert!(!has(&plain, "state_aid") && !has(&plain, "cooperation"));
    let both = conditions(&Situation {
        economic: true,
        cooperation_signed: None,
        ..Situation::default()
    });
    assert!(has(&both, "state_aid") && has(&both, "cooperation"));
}

fn due(grant_year: i32, announced: &str) -> chrono::NaiveDate {
    let situation = Situation {
        grant_year,
        ..Situation::default()
    };
    let (mut call, application) = (situation.call(), situation.application());
    call.terms.report_due = date(announced);
    let decided = Decided {
        call: &call,
        application: &application,
        granted: GRANTED,
        date: date("2020-02-01"),
    };
    let rules = situation.rules();
    let payments = WorkTraining::payment_plan(&decided, &rules).unwrap();
    assert_eq!(
        Money::sum(payments.iter().map(|one| one.amount)),
        Ok(GRANTED)
    );
    let reports = WorkTraining::report_plan(&decided, &rules).unwrap();
    assert_eq!(reports.len(), 1);
    reports[0].due.day().unwrap()
}

#[test]
fn reports_are_due_on_31_march_once_moved_to_1_may_2020() {
    assert_eq!(due(2018, "2019-03-31"), date("2019-03-31"));
    assert_eq!(
        due(2019, "2020-03-31"),
        date("2020-05-01"),
        "moved for all, because of corona"
    );
    assert_eq!(due(2020, "2021-03-31"), date("2021-03-31"));
    assert_eq!(
        due(2020, "2021-04-15"),
        date("2021-04-15"),
        "the call gives longer"
    );
}

fn grant(situation: &Situation) -> Grant {
    specimen::grant::<WorkTraining>(&situation.call(), situation.draft(), GRANTED)
}

fn line(line: &str, actual: i64) -> AccountLine {
    AccountLine {
        line: line.to_owned(),
        budget: Money::kroner(actual),
        actual: Money::kroner(actual),
    }
}

fn flow(started: u32) -> ParticipantFlow {
    ParticipantFlow {
        started,
        completed: 3,
        dropped_out: 2,
        exits: Exits {
            ordinary_work_full_time: 1,
            ordinary_work_part_time: 1,
            nothing: 3,
            ..Exits::default()
        },
    }
}

/// A report in which all is well.
pub fn report() -> ReportContent<Indicators> {
    ReportContent {
        indicators: Some(Indicators {
            all: flow(10),
            drug_problems: flow(8),
            hours: 4_000,
            nav_referrals: 6,
            satisfaction_answers: 5,
            satisfied_answers: 4,
            full_time_equivalents: Some(FullTimeEquivalents {
                total_hundredths: 250,
                higher_education_hundredths: 50,
            }),
        }),
        accounts: vec![line("project", 1_000_000)],
        financing: Vec::new(),
        moved_to_equity: Money::ZERO,
        certificate: Some(specimen::certificate(
            AuditorKind::StateAuthorised,
            Money::ZERO,
        )),
        said_confirmed: false,
        narrative: "We baked.".to_owned(),
    }
}

fn codes(change: impl Fn(&mut ReportContent<Indicators>)) -> Vec<String> {
    codes_with(&["auditor_certificate", "project_report"], change)
}

/// The codes of a report with documents of these kinds.
fn codes_with(kinds: &[&str], change: impl Fn(&mut ReportContent<Indicators>)) -> Vec<String> {
    let situation = Situation {
        cost_of_ordinary_operation: 100_000,
        ..Situation::default()
    };
    let (call, application, grant) = (situation.call(), situation.application(), grant(&situation));
    let mut content = report();
    change(&mut content);
    let actual = content.actual();
    content
        .certificate
        .iter_mut()
        .for_each(|one| one.amount = actual);
    let documents: Vec<_> = kinds.iter().map(|kind| specimen::document(kind)).collect();
    let reported = Reported {
        call: &call,
        application: &application,
        grant: &grant,
        place: &ReportPlace::alone(ReportKind::Whole),
        content: &content,
        documents: &documents,
        today: specimen::later(),
    };
    WorkTraining::report_findings(&reported, &situation.rules())
        .unwrap()
        .iter()
        .map(|finding| finding.code.to_string())
        .collect()
}

#[test]
fn report_rules_find_what_is_missing() {
    assert_eq!(codes(|_| {}), Vec::<String>::new());
    assert_eq!(
        codes(|report| report.certificate = None),
        ["REPORT_AUDITOR_MISSING"]
    );
    assert_eq!(
        codes_with(&["auditor_certificate"], |_| {}),
        ["TRAINING_PROJECT_REPORT_MISSING"]
    );
    assert_eq!(
        codes(|report| report.accounts = vec![line("party", 1_000)]),
        [
            "REPORT_LINE_NOT_APPROVED",
            "REPORT_LOWER_COST",
            "TRAINING_LINE_MISSING"
        ]
    );
    assert_eq!(
        codes(|report| report.accounts.push(line("operation", 1_000))),
        [
            "REPORT_LINE_NOT_APPROVED",
            "REPORT_HIGHER_COST",
            "TRAINING_LINE_OF_ORDINARY_OPERATION"
        ]
    );
    assert_eq!(
        codes(|report| report.indicators = Some(Indicators::default())),
        ["TRAINING_NOBODY_STARTED"]
    );
    assert_eq!(
        codes(
            |report| report.indicators.as_mut().unwrap().drug_problems = ParticipantFlow::default()
        ),
        ["TRAINING_PRIORITISED_GROUP_NOT_REACHED"]
    );
}

#[test]
fn totals_stand_in_the_order_of_the_profile() {
    let totals = WorkTraining::totals(&report().indicators.unwrap(), &"0301".parse().unwrap());
    let codes: Vec<_> = totals.iter().map(|total| total.code).collect();
    let profile: Vec<_> = WorkTraining::PROFILE
        .indicators
        .iter()
        .map(|one| one.code)
        .collect();
    assert_eq!(codes, profile);
    let value = |code| {
        let total = totals.iter().find(|total| total.code == code).unwrap();
        total.figure.as_ref().unwrap().value()
    };
    assert_eq!((value("started"), value("drug_started")), (10, 8));
    assert_eq!(value("full_time_equivalents"), 250);
    assert_eq!(
        (value("drug_exit_ordinary_work"), value("exit_nothing")),
        (2, 3)
    );
}
