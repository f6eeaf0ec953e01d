use std::collections::BTreeMap;

use chrono::NaiveDate;
use text::{Catalogue, Language, TextError};

use super::*;
use crate::allocation::award::AwardReason;
use crate::application::{Applicant, ScoreMilli};
use crate::assessment::{Assessment, CriterionScore};
use crate::call::CallTerms;
use crate::findings::{Finding, args};
use crate::grant::{Condition, PlannedInstalment};
use crate::identifiers::OrganisationNumber;
use crate::money::Money;
use crate::organisation::ApplicantKind;
use crate::report::{ReportDue::On, ReportKind, planned};
use crate::rules::RuleValues;
use crate::scheme::{CriterionProfile, SchemeProfile};
use crate::shared_rules::shared_rules;

const PROFILE: SchemeProfile = SchemeProfile {
    code: "meals",
    case_prefix: "ME",
    manager: "Direktoratet",
    legal_basis: &[],
    criteria: &[CriterionProfile {
        code: "reach",
        citation: "configurable",
    }],
    attachment_kinds: &[],
    document_kinds: &[],
    funding_sources: &[],
    indicators: &[],
    target_groups: &[],
    measures: &[],
    budget_lines: &[],
};

/// The messages of a scheme that divides its grants by place, and has an appeal body of its own.
const MESSAGES: &str = "
scheme-title = Måltider
scheme-purpose = Flere måltider.
scheme-follow-up = Rapport hvert år.
criterion-reach = Rekkevidde
condition-purpose = Tilskuddet er på { $granted }.
condition-place = { $place }: { $amount }
letter-table-place = Tilskudd for hvert sted
letter-column-place-place = Sted
letter-column-place-amount = Tilskudd
letter-appeal-body = Måltidsnemnda
finding-late = Søknaden kom { $date }.
";

fn date(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

struct Case {
    messages: Catalogue,
    rules: RuleValues,
    office: Office,
    terms: CallTerms,
    applicant: Applicant,
    address: Vec<String>,
    conditions: Vec<Condition>,
    instalments: Vec<PlannedInstalment>,
    assessments: Vec<Assessment>,
    weights: BTreeMap<&'static str, i64>,
}

fn office() -> Office {
    let (name, title) = ("Ingrid".into(), "direktør".into());
    Office {
        unit: String::new(),
        address: vec!["0213 Oslo".into()],
        organisation: OrganisationNumber::invented(1).to_string(),
        officer: "Kari".into(),
        signers: vec![Signer { name, title }],
    }
}

fn terms() -> CallTerms {
    CallTerms {
        title: "Måltider 2017".into(),
        grant_year: 2017,
        chapter_post: "0765.71".parse().unwrap(),
        deadline: date("2017-02-01").and_hms_opt(11, 0, 0).unwrap().and_utc(),
        rules_date: date("2017-01-01"),
        sub_frames: Vec::new(),
        acceptance_days: 28,
        report_due: date("2018-04-01"),
        tail_rule: allocation::Tail::Partial,
        previous_call: None,
        appeal_money: vec![crate::appeal::AppealMoney::Left],
    }
}

impl Case {
    fn new() -> Self {
        let place = |place: &str, kroner| {
            let values = [
                ("place", place.into()),
                ("amount", Money::kroner(kroner).into()),
            ];
            Condition::new("place", args(values), "Forskriften § 2")
        };
        let instalment = |due, kroner| PlannedInstalment {
            due: date(due),
            year: 2026,
            amount: Money::kroner(kroner),
        };
        let score = |points, reason: &str| Assessment {
            assessor: "ola".into(),
            scores: vec![CriterionScore {
                criterion: "reach".into(),
                points,
                reason: reason.into(),
            }],
            total: ScoreMilli(70_500),
            updated: date("2017-02-01").and_hms_opt(9, 0, 0).unwrap().and_utc(),
        };
        Self {
            messages: Catalogue::new(&Language::ALL.map(|language| (language, MESSAGES))).unwrap(),
            rules: shared_rules().on(date("2017-03-15")),
            office: office(),
            terms: terms(),
            applicant: Applicant {
                organisation: OrganisationNumber::invented(2),
                name: "Klepp kommune".into(),
                kind: ApplicantKind::Municipality,
                municipality: "1120".parse().unwrap(),
                invented_number: true,
            },
            address: vec!["4352 Kleppe".into()],
            conditions: vec![
                Condition::new(
                    "purpose",
                    args([("granted", Money::kroner(300).into())]),
                    "configurable",
                ),
                place("Klepp", 100),
                place("Bore", 200),
            ],
            instalments: vec![instalment("2017-06-01", 100), instalment("2018-06-01", 200)],
            assessments: vec![score(70, "Når mange."), score(71, "Når nok.")],
            weights: BTreeMap::from([("reach", 100)]),
        }
    }

    fn compose(&self, decision: Decision<'_>) -> Result<Letter, ComposeError> {
        compose(&Facts {
            language: Language::Bokmal,
            ident: "ME-2017-00042/1",
            decision_number: "17/1",
            date: date("2017-03-15"),
            office: &self.office,
            profile: &PROFILE,
            rules: &self.rules,
            messages: &self.messages,
            terms: &self.terms,
            applicant: &self.applicant,
            address: &self.address,
            case_reference: &"ME-2017-00042".parse().unwrap(),
            requested: Money::kroner(500),
            appealable: true,
            decision,
        })
    }

    fn promise<'a>(&'a self, reports: &'a [crate::report::PlannedReport]) -> Promise<'a> {
        Promise {
            granted: Money::kroner(300),
            conditions: &self.conditions,
            instalments: &self.instalments,
            reports,
            obligations: &[],
            awaited: None,
            accept_by: Some(date("2017-04-12")),
            revise_budget: true,
        }
    }
}

fn section<'a>(letter: &'a Letter, heading: &str) -> &'a Section {
    let mut sections = letter.sections.iter();
    let found = sections.find(|section| section.heading == heading);
    found.unwrap_or_else(|| panic!("no {heading}"))
}

fn said(letter: &Letter) -> String {
    format!("{:?}", letter.sections)
}

#[test]
fn parts_of_a_grant_stand_in_a_table_with_their_sum() {
    let case = Case::new();
    let whole = ReportKind::Whole;
    let reports = planned([("final", whole, On(date("2018-04-01")))]);
    let grant = Decision::Grant(case.promise(&reports));
    let letter = case.compose(grant).unwrap();
    let conditions = &section(&letter, "Vilkår").blocks;
    assert_eq!(
        conditions[1],
        Block::Numbered(vec!["Tilskuddet er på 300 kr.".into()])
    );
    let Block::Table(parts) = &conditions[2] else {
        panic!("{conditions:?}")
    };
    assert_eq!(parts.rows, [["Klepp", "100 kr"], ["Bore", "200 kr"]]);
    assert_eq!(parts.total, ["Sum", "300 kr"]);
    assert_eq!(parts.columns[1].align, Align::Right);
    let Block::Table(plan) = &section(&letter, "Utbetaling").blocks[1] else {
        panic!("no plan")
    };
    assert_eq!(plan.rows[1], ["2", "1. juni 2018", "200 kr"]);
    assert_eq!(plan.total, ["Sum", "", "300 kr"]);
    assert!(said(&letter).contains("Det som utbetales etter 2017"));
    assert_eq!(
        section(&letter, "Regler").blocks[1],
        Block::Numbered(vec!["Forskriften § 2".into()])
    );
}

#[test]
fn a_reservation_stands_only_where_a_later_year_is_paid() {
    let mut case = Case::new();
    case.instalments.truncate(1);
    let letter = case.compose(Decision::Grant(case.promise(&[]))).unwrap();
    assert!(!said(&letter).contains("forbehold"));
    assert!(
        !letter
            .sections
            .iter()
            .any(|section| section.heading == "Rapportering")
    );
}

#[test]
fn a_refusal_gives_points_and_the_reasons_of_every_assessor() {
    let case = Case::new();
    let reason = AwardReason::Person {
        actor: "kari".into(),
        text: "Rammen rakk ikke.".into(),
    };
    let letter = case
        .compose(Decision::Refusal(Grounds {
            reason: Some(&reason),
            assessments: &case.assessments,
            weights: &case.weights,
            score: Some(ScoreMilli(70_500)),
            claim_steps: &[],
            explanation: &[],
        }))
        .unwrap();
    let Block::Table(table) = &section(&letter, "Vurdering av søknaden").blocks[1] else {
        panic!("no points")
    };
    assert_eq!(
        table.rows,
        [[
            "Rekkevidde",
            "100 %",
            "70,5",
            "1: 70 poeng. Når mange.\n2: 71 poeng. Når nok."
        ]]
    );
    assert_eq!(table.total[2], "70,5");
    assert_eq!(
        section(&letter, "Begrunnelse").blocks,
        [Block::Paragraph("Rammen rakk ikke.".into())]
    );
    assert!(!said(&letter).contains("ola"));
    // Nothing of what only a grant has.
    for heading in [
        "Vilkår",
        "Utbetaling",
        "Aksept",
        "Kontroll og brudd på vilkårene",
    ] {
        assert!(
            !letter
                .sections
                .iter()
                .any(|section| section.heading == heading)
        );
    }
}

#[test]
fn the_reasons_of_many_assessors_take_several_rows() {
    let mut case = Case::new();
    case.assessments.truncate(1);
    case.assessments[0].scores[0].reason = "r".repeat(2_000);
    let grounds = Grounds {
        reason: None,
        assessments: &vec![case.assessments[0].clone(); 12],
        weights: &case.weights,
        score: None,
        claim_steps: &[],
        explanation: &[],
    };
    let letter = case.compose(Decision::Refusal(grounds)).unwrap();
    let said = said(&letter);
    assert_eq!(said.matches("poeng. rrr").count(), 12);
    assert_eq!(said.matches(r#"["", "", "", ""#).count(), 2);
}

#[test]
fn a_dismissal_cites_the_rules_it_rests_on() {
    let case = Case::new();
    let findings = [Finding::blocking("LATE", "Forskriften § 7").with("date", date("2017-02-03"))];
    let letter = case
        .compose(Decision::Dismissal(Dismissal {
            reason: "Søknaden kom for sent.",
            findings: &findings,
        }))
        .unwrap();
    assert!(said(&letter).contains("Søknaden kom 3. februar 2017."));
    assert_eq!(
        section(&letter, "Regler").blocks[1],
        Block::Numbered(vec!["Forskriften § 7".into()])
    );
}

#[test]
fn the_appeal_states_deadline_and_body() {
    let case = Case::new();
    let lapse = Lapse {
        granted: Money::kroner(300),
        decided: date("2016-11-02"),
        accept_by: date("2016-11-30"),
        noticed: date("2016-12-05"),
        answer_by: date("2016-12-19"),
        reason: "",
    };
    let letter = case.compose(Decision::Lapse(lapse)).unwrap();
    let appeal = format!("{:?}", section(&letter, "Klage og innsyn"));
    assert!(
        appeal.contains("Fristen er 3 uker fra den dagen brevet kom"),
        "{appeal}"
    );
    assert!(
        appeal.contains("sendes klagen til Måltidsnemnda"),
        "{appeal}"
    );
    // The reason is given, so none is to be asked for.
    assert!(!appeal.contains("nærmere begrunnelse"), "{appeal}");
}

#[test]
fn a_letter_with_a_missing_text_is_not_composed() {
    let mut case = Case::new();
    case.conditions
        .push(Condition::new("unheard_of", Vec::new(), "configurable"));
    let fault = case
        .compose(Decision::Grant(case.promise(&[])))
        .unwrap_err();
    let missing = TextError::NoMessage("condition-unheard-of".into());
    assert_eq!(fault, ComposeError::Text(missing));
}

#[test]
fn a_letter_over_a_limit_names_the_field() {
    let mut case = Case::new();
    case.assessments[0].scores[0].reason = "x".repeat(TEXT_MAX + 1);
    let grounds = Grounds {
        reason: None,
        assessments: &case.assessments,
        weights: &case.weights,
        score: None,
        claim_steps: &[],
        explanation: &[],
    };
    let fault = case
        .compose(Decision::Refusal(grounds))
        .unwrap_err()
        .to_string();
    assert_eq!(
        fault,
        "sections[1].blocks[1].rows[0][3] has 10014 characters; at most 10000 fit, so shorten it"
    );
}

#[test]
fn a_letter_is_the_same_after_it_was_stored() {
    let case = Case::new();
    let letter = case.compose(Decision::Grant(case.promise(&[]))).unwrap();
    let stored = serde_json::to_string(&letter).unwrap();
    assert_eq!(serde_json::from_str::<Letter>(&stored).unwrap(), letter);
}

#[test]
fn every_standard_text_exists_and_only_some_rest_on_law() {
    for (id, source) in STANDARD_TEXTS {
        assert!(crate::texts::catalogue().has(id), "{id}");
        assert!(is_letter_text(id));
        assert!(!source.is_empty());
    }
    assert!(is_letter_text(APPEAL_BODY) && !is_letter_text("letter-heading-appeal"));
}
