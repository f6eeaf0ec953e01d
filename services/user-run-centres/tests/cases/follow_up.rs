//! The letter and the report.

use domain::grant::Grant;
use domain::money::Money;
use domain::report::{AccountLine, AuditorKind, ReportContent, ReportKind, ReportPlace};
use domain::scheme::{Decided, Reported, Scheme};
use testing::specimen;
use user_run_centres::UserRunCentres;
use user_run_centres::indicators::{AgeBand, Indicators, Sex, UserGroup};

use crate::scene::{Situation, Work, date};

fn two_activities() -> Situation {
    Situation {
        activities: vec![
            Work {
                cost: 400_000,
                applied: 300_000,
                ..Work::default()
            },
            Work {
                cost: 700_000,
                applied: 600_000,
                ..Work::default()
            },
        ],
        ..Situation::default()
    }
}

fn conditions(situation: &Situation, granted: Money) -> Vec<domain::grant::Condition> {
    let (call, application) = (situation.call(), situation.application());
    let decided = Decided {
        call: &call,
        application: &application,
        granted,
        date: date("2020-04-01"),
    };
    UserRunCentres::conditions(&decided, &situation.rules()).unwrap()
}

#[test]
fn each_activity_gets_its_part_and_the_parts_sum_to_the_grant() {
    let granted = Money::from_ore(70_000_001);
    let amounts: Vec<Money> = conditions(&two_activities(), granted)
        .iter()
        .filter(|condition| condition.code == "activity")
        .flat_map(|condition| condition.args.clone())
        .filter_map(|(name, value)| match value {
            domain::findings::FindingValue::Money(amount) if name == "amount" => Some(amount),
            _ => None,
        })
        .collect();
    assert_eq!(
        amounts,
        [Money::from_ore(23_333_333), Money::from_ore(46_666_668)]
    );
    assert_eq!(Money::sum(amounts), Ok(granted));
}

#[test]
fn an_auditor_is_asked_for_from_200_000_on() {
    let asks = |kroner| {
        conditions(&two_activities(), Money::kroner(kroner))
            .iter()
            .any(|condition| condition.code == "auditor")
    };
    assert!(!asks(199_999));
    assert!(asks(200_000));
}

#[test]
fn terms_of_2022_are_not_cited_before_they_were_written() {
    let mut situation = two_activities();
    let cites = |situation: &Situation| {
        conditions(situation, Money::kroner(300_000))
            .iter()
            .any(|condition| condition.citation.contains("12.09.2022"))
    };
    assert!(!cites(&situation));
    situation.date = date("2022-11-30");
    assert!(cites(&situation));
}

#[test]
fn all_is_paid_on_acceptance_and_reported_by_1_april() {
    let situation = two_activities();
    let (mut call, application) = (situation.call(), situation.application());
    let granted = Money::kroner(300_000);
    let rules = situation.rules();
    let due = |call: &domain::call::Call| {
        let decided = Decided {
            call,
            application: &application,
            granted,
            date: date("2020-04-01"),
        };
        let payments = UserRunCentres::payment_plan(&decided, &rules).unwrap();
        assert_eq!(
            Money::sum(payments.iter().map(|one| one.amount)),
            Ok(granted)
        );
        let reports = UserRunCentres::report_plan(&decided, &rules).unwrap();
        assert_eq!(reports.len(), 1);
        reports[0].due.day().unwrap()
    };
    call.terms.report_due = date("2021-03-01");
    assert_eq!(due(&call), date("2021-04-01"), "the rules' day");
    call.terms.report_due = date("2021-05-01");
    assert_eq!(due(&call), date("2021-05-01"), "the call gives longer");
}

fn grant(situation: &Situation, granted: Money) -> Grant {
    specimen::grant::<UserRunCentres>(&situation.call(), situation.draft(), granted)
}

fn line(line: &str, actual: i64) -> AccountLine {
    AccountLine {
        line: line.to_owned(),
        budget: Money::kroner(actual),
        actual: Money::kroner(actual),
    }
}

/// A report in which all is well.
fn report() -> ReportContent<Indicators> {
    ReportContent {
        indicators: Some(Indicators {
            users: vec![
                UserGroup {
                    age: AgeBand::From18To25,
                    sex: Sex::Women,
                    users: 20,
                },
                UserGroup {
                    age: AgeBand::From67,
                    sex: Sex::Men,
                    users: 5,
                },
            ],
            users_in_target_group: 22,
            activities_carried_out: vec!["activity_1".to_owned(), "activity_2".to_owned()],
            ..Indicators::default()
        }),
        accounts: vec![line("activity_1", 400_000), line("activity_2.all", 700_000)],
        financing: Vec::new(),
        moved_to_equity: Money::ZERO,
        certificate: Some(specimen::certificate(AuditorKind::Registered, Money::ZERO)),
        said_confirmed: false,
        narrative: "We did what we said.".to_owned(),
    }
}

fn codes(content: &ReportContent<Indicators>) -> Vec<String> {
    let situation = two_activities();
    let (call, application) = (situation.call(), situation.application());
    let grant = grant(&situation, Money::kroner(900_000));
    let mut content = content.clone();
    let actual = content.actual();
    content
        .certificate
        .iter_mut()
        .for_each(|one| one.amount = actual);
    let reported = Reported {
        call: &call,
        application: &application,
        grant: &grant,
        place: &ReportPlace::alone(ReportKind::Whole),
        content: &content,
        documents: &[specimen::document("auditor_certificate")],
        today: specimen::later(),
    };
    UserRunCentres::report_findings(&reported, &situation.rules())
        .unwrap()
        .iter()
        .map(|finding| finding.code.to_string())
        .collect()
}

#[test]
fn report_rules_find_what_is_missing() {
    assert_eq!(codes(&report()), Vec::<String>::new());
    let mut content = report();
    content.certificate = None;
    assert_eq!(codes(&content), ["REPORT_AUDITOR_MISSING"]);
    let mut content = report();
    content.accounts.truncate(1);
    assert_eq!(
        codes(&content),
        [
            "REPORT_LOWER_COST",
            "CENTRE_ACTIVITY_NOT_IN_ACCOUNTS",
            "CENTRE_LINE_NOT_IN_ACCOUNTS"
        ]
    );
    let mut content = report();
    // Not `activity_1`: a key is the whole key, or the key and a dot.
    content.accounts.push(line("activity_10", 50_000));
    assert_eq!(
        codes(&content),
        ["REPORT_LINE_NOT_APPROVED", "REPORT_HIGHER_COST"]
    );
    let mut content = report();
    content.indicators.as_mut().unwrap().activities_carried_out =
        vec!["activity_1".to_owned(), "holiday".to_owned()];
    assert_eq!(
        codes(&content),
        ["CENTRE_UNKNOWN_ACTIVITY", "CENTRE_ACTIVITY_NOT_CARRIED_OUT"]
    );
    let mut content = report();
    content.indicators.as_mut().unwrap().users.clear();
    assert_eq!(codes(&content), ["CENTRE_NO_USERS_REACHED"]);
    let mut content = report();
    content.moved_to_equity = Money::kroner(1);
    assert_eq!(codes(&content), ["REPORT_MOVED_TO_EQUITY"]);
}

#[test]
fn totals_stand_in_the_order_of_the_profile() {
    let totals = UserRunCentres::totals(&report().indicators.unwrap(), &"0301".parse().unwrap());
    let codes: Vec<_> = totals.iter().map(|total| total.code).collect();
    let profile: Vec<_> = UserRunCentres::PROFILE
        .indicators
        .iter()
        .map(|one| one.code)
        .collect();
    assert_eq!(codes, profile);
    let value = |code| {
        let total = totals.iter().find(|total| total.code == code).unwrap();
        total.figure.as_ref().unwrap().value()
    };
    assert_eq!(
        (
            value("users_reached"),
            value("users_women"),
            value("users_under_26")
        ),
        (25, 20, 20)
    );
    assert_eq!(
        (
            value("users_men"),
            value("users_67_plus"),
            value("activities_carried_out")
        ),
        (5, 5, 2)
    );
}
