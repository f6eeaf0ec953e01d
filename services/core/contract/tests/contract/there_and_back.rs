//! Values there and back: what the domain says, the contract can say, and reads again as the same.

use allocation::Tail;
use chrono::DateTime;
use contract::application::{state_name, whole};
use contract::{Outward, SchemeContract, call, pack_form, unpack_form, v1};
use domain::appeal::AppealMoney;
use domain::application::Placement;
use domain::application::claim::Claim;
use domain::application::{
    Applicant, Application, ApplicationState, Draft, Outcome, ScoreMilli, Submission,
};
use domain::call::{Call, CallState, CallTerms, SubFrame};
use domain::decision::LETTER_LANGUAGES;
use domain::identifiers::OrganisationNumber;
use domain::money::Money;
use domain::organisation::ApplicantKind;
use domain::rules_of_day::RulesOfDay;
use domain::step::{Revision, StepRecord};
use domain::violations::Violations;
use proptest::prelude::*;
use prost_reflect::prost::Name;
use text::Language;

use crate::test_scheme::TestScheme;

fn out(for_staff: bool) -> Outward<TestScheme> {
    Outward::new(Language::English, for_staff)
}

fn step() -> StepRecord {
    StepRecord {
        actor: "kari".to_owned(),
        at: DateTime::from_timestamp_micros(1_767_225_600_000_001).unwrap(),
        reason: String::new(),
    }
}

prop_compose! {
    fn applicants()(
        number in 0_u32..2_000_000,
        name in "[A-ZÆØÅa-zæøå .-]{0,80}[a-zæøå]",
        kind in proptest::sample::select(ApplicantKind::ALL.to_vec()),
        municipality in proptest::sample::select(vec!["0301", "1120", "5501"]),
        invented_number: bool,
    ) -> Applicant {
        Applicant {
            organisation: OrganisationNumber::invented(number),
            name,
            kind,
            municipality: municipality.parse().unwrap(),
            invented_number,
        }
    }
}

prop_compose! {
    fn drafts()(
        applicant in applicants(),
        form in applicants(),
        requested in 1..=Money::MAX.ore(),
        last_year in proptest::option::of(0..=Money::MAX.ore()),
        letter_language in proptest::sample::select(LETTER_LANGUAGES.to_vec()),
    ) -> Draft<Applicant> {
        Draft {
            applicant,
            requested: Money::from_ore(requested),
            last_year: last_year.map(Money::from_ore),
            letter_language,
            contact: None,
            address: None,
            form,
        }
    }
}

prop_compose! {
    fn terms()(
        title in "[A-ZÆØÅa-zæøå0-9 ]{0,100}[a-zæøå]",
        grant_year in 2000..=2100,
        micros in 1_000_000_000_000_000_i64..4_000_000_000_000_000,
        budget in 1..=Money::MAX.ore(),
        acceptance_days in 1_u16..=365,
        tail_rule in proptest::sample::select(vec![Tail::Stop, Tail::Partial, Tail::OfferReduced,
            Tail::Skip]),
        later_days in 2_u32..2_000,
        previous_call in proptest::option::of(proptest::strategy::Just("2025".parse().unwrap())),
        appeal_money in proptest::sample::select(vec![
            vec![AppealMoney::Left],
            vec![AppealMoney::Reserve, AppealMoney::Left],
        ]),
    ) -> CallTerms {
        let deadline = DateTime::from_timestamp_micros(micros).unwrap();
        CallTerms {
            title,
            grant_year,
            chapter_post: "0765.71".parse().unwrap(),
            deadline,
            rules_date: "2020-06-01".parse().unwrap(),
            sub_frames: vec![("national".to_owned(), Money::from_ore(budget))],
            acceptance_days,
            report_due: domain::calendar::add_days(deadline.date_naive(), later_days).unwrap(),
            tail_rule,
            previous_call,
            appeal_money,
        }
    }
}

fn call_of(terms: CallTerms) -> Call {
    Call {
        id: "2026".parse().unwrap(),
        sub_frames: terms
            .sub_frames
            .iter()
            .map(|(code, budget)| SubFrame {
                code: code.clone(),
                budget: *budget,
                committed: Money::ZERO,
                claimed: Money::ZERO,
            })
            .collect(),
        terms,
        state: CallState::Draft,
        draw_key: None,
        last_step: step(),
        revision: Revision::FIRST,
        created: step().at,
        updated: step().at,
    }
}

fn application(draft: Draft<Applicant>, state: ApplicationState) -> Application<Applicant> {
    Application {
        id: "01890a5d-ac96-774b-bcce-b302099a8057".parse().unwrap(),
        call: "2026".parse().unwrap(),
        case_reference: "TS-2026-00042".parse().unwrap(),
        draft,
        state,
        last_step: step(),
        revision: Revision::FIRST,
        created: step().at,
        updated: step().at,
        erased: None,
    }
}

proptest! {
    #[test]
    fn applicants_come_back(applicant in applicants()) {
        let back: Result<Applicant, Violations> = v1::Applicant::from(applicant.clone()).try_into();
        prop_assert_eq!(back, Ok(applicant));
    }

    #[test]
    fn forms_come_back(form in applicants()) {
        let mut faults = Violations::new();
        let any = pack_form::<TestScheme>(form.clone());
        prop_assert_eq!(unpack_form::<TestScheme>(&mut faults, "form", Some(any)), Some(form));
        prop_assert!(faults.is_empty());
    }

    #[test]
    fn calls_come_back(terms in terms()) {
        let message = out(true).call(call_of(terms.clone()));
        let mut faults = Violations::new();
        let back = call::whole::<TestScheme>(&mut faults, Some(message));
        prop_assert_eq!(back.map(|(_, read)| read), Some(terms));
        prop_assert!(faults.is_empty());
    }

    #[test]
    fn applications_come_back(draft in drafts()) {
        let message = out(true).application(application(draft.clone(), ApplicationState::Draft),
            false, vec![]);
        let mut faults = Violations::new();
        let back = whole::<TestScheme>(&mut faults, Some(message));
        prop_assert_eq!(back.map(|(_, read)| read), Some(draft));
        prop_assert!(faults.is_empty());
    }
}

fn draft() -> Draft<Applicant> {
    let applicant = Applicant {
        organisation: OrganisationNumber::invented(1),
        name: "Klepp".to_owned(),
        kind: ApplicantKind::Municipality,
        municipality: "1120".parse().unwrap(),
        invented_number: true,
    };
    Draft {
        form: applicant.clone(),
        applicant,
        requested: Money::kroner(5),
        last_year: None,
        letter_language: Language::Bokmal,
        contact: None,
        address: None,
    }
}

fn submission() -> Submission {
    Submission {
        at: step().at,
        claim: Claim {
            amount: Money::kroner(5),
            useful_minimum: Money::ZERO,
            steps: Vec::new(),
        },
        placement: Placement::new("national", 2),
        notices: Vec::new(),
    }
}

/// Every state of an application, and whether the applicant's own step leads to it.
fn states() -> Vec<(ApplicationState, bool)> {
    let submission = submission();
    let score = ScoreMilli(80_000);
    let outcome = Outcome {
        allocation: "01890a5d-ac96-774b-bcce-b302099a8058".parse().unwrap(),
        amount: Money::kroner(5),
    };
    let decided = |make: fn(Submission, ScoreMilli, Outcome) -> ApplicationState| {
        (make(submission.clone(), score, outcome.clone()), false)
    };
    let granted = decided(|submission, score, outcome| ApplicationState::Granted {
        submission,
        score,
        outcome,
    });
    let partly = decided(
        |submission, score, outcome| ApplicationState::PartlyGranted {
            submission,
            score,
            outcome,
        },
    );
    let refused = decided(|submission, score, outcome| ApplicationState::Refused {
        submission,
        score,
        outcome,
    });
    let recommended = decided(|submission, score, outcome| ApplicationState::Recommended {
        submission,
        score,
        outcome,
    });
    let submission = || submission.clone();
    let returned = ApplicationState::Returned {
        submission: submission(),
        complete_by: "2026-03-15".parse().unwrap(),
    };
    let assessed = ApplicationState::Assessed {
        submission: submission(),
        score,
    };
    vec![
        (ApplicationState::Draft, true),
        (
            ApplicationState::Submitted {
                submission: submission(),
            },
            true,
        ),
        (ApplicationState::Withdrawn { submission: None }, true),
        (returned, false),
        (
            ApplicationState::Dismissed {
                submission: submission(),
                score: None,
            },
            false,
        ),
        (assessed, false),
        recommended,
        granted,
        partly,
        refused,
    ]
}

#[test]
fn a_list_is_filtered_by_the_names_the_domain_gives_states() {
    for (state, _) in states() {
        assert_eq!(state_name((&state).into()), Some(state.name()));
    }
}

#[test]
fn staff_are_named_to_staff_only() {
    for (state, own_step) in states() {
        let told = |staff: bool| {
            let message =
                out(staff).application(application(draft(), state.clone()), false, vec![]);
            message.last_step.unwrap().actor
        };
        assert_eq!(told(true), "kari");
        assert_eq!(
            told(false),
            if own_step { "kari" } else { "" },
            "{}",
            state.name()
        );
    }
}

#[test]
fn a_score_is_staffs_until_the_decision() {
    let assessed = || {
        let state = ApplicationState::Assessed {
            submission: submission(),
            score: ScoreMilli(80_000),
        };
        application(draft(), state)
    };
    let told = |staff, late| out(staff).application(assessed(), late, vec![]);
    assert_eq!(told(true, false).score_milli, 80_000);
    assert_eq!(told(false, false).score_milli, 0);
    assert!(!told(true, false).late);
    assert!(told(true, true).late);
    assert_eq!(told(true, false).priority_class, 2);
}

#[test]
fn a_scheme_describes_itself() {
    let rules = RulesOfDay::of::<TestScheme>("2026-01-01".parse().unwrap()).unwrap();
    let scheme = out(true).scheme_description(&rules);
    assert_eq!(scheme.name, "schemes/test-scheme");
    assert_eq!(scheme.title, "The test scheme");
    assert_eq!(scheme.criteria[0].weight_percent, 100);
    assert_eq!(scheme.sub_frames[0].title, "National");
    let mut values = scheme.rule_values.iter();
    let rates = values.find(|value| value.id == "rates").unwrap();
    assert_eq!(
        (rates.id.as_str(), rates.value.as_str()),
        ("rates", r#"{"central":"0.4","other":[1,2]}"#)
    );
    assert_eq!(scheme.form_fields.len(), 5);
    let message = <TestScheme as SchemeContract>::FormMessage::full_name();
    assert_eq!(message, "tildeling.v1.Applicant");
}
