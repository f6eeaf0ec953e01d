//! Letters of every kind with the texts and rules of two schemes: one with the longest name and
//! forty dwellings, one with twelve activities and two assessors.

mod content;
mod later;

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use domain::allocation::award::AwardReason;
use domain::allocation::frame::Explanation;
use domain::application::claim::ClaimStep;
use domain::application::{Applicant, ScoreMilli};
use domain::assessment::Assessment;
use domain::call::CallTerms;
use domain::findings::Finding;
use domain::grant::{Condition, PlannedInstalment};
use domain::identifiers::OrganisationNumber;
use domain::letter::{
    Decision, Dismissal, Facts, Grounds, Lapse, Letter, Office, Promise, Signer, compose,
};
use domain::money::Money;
use domain::obligation::Obligation;
use domain::organisation::ApplicantKind;
use domain::report::{PlannedReport, ReportDue, ReportKind, planned};
use domain::rules::{RuleBook, RuleValues};
use domain::scheme::{CriterionProfile, SchemeProfile};
use text::{Catalogue, Language};

/// The kinds of letters.
pub const KINDS: [&str; 19] = [
    "grant",
    "partial-grant",
    "refusal",
    "dismissal",
    "lapse",
    "claim",
    "recovery",
    "appeal-reversal",
    "appeal-upheld",
    "reconsidered",
    "appeal-dismissal",
    "appeal-rejected",
    "appeal-annulled",
    "claim-reversal",
    "claim-upheld",
    "correction",
    "reversal",
    "change",
    "change-refusal",
];

/// An organisation with 88 characters in its name.
pub const LONGEST_NAME: &str =
    "Interkommunalt samarbeid om bolig og oppfølging i Midt-Telemark, Vest-Telemark og Grenland";

const fn criterion(code: &'static str) -> CriterionProfile {
    CriterionProfile {
        code,
        citation: "configurable",
    }
}

const HOUSING: SchemeProfile = SchemeProfile {
    code: "rental-housing",
    case_prefix: "RH",
    manager: "Husbanken",
    legal_basis: &[],
    criteria: &[],
    attachment_kinds: &[],
    document_kinds: &[],
    funding_sources: &[],
    indicators: &[],
    target_groups: &[],
    measures: &[],
    budget_lines: &[],
};

const CENTRES: SchemeProfile = SchemeProfile {
    code: "user-run-centres",
    case_prefix: "UC",
    manager: "Helsedirektoratet",
    legal_basis: &[],
    criteria: &[
        criterion("user_governance"),
        criterion("reach"),
        criterion("geographical_spread"),
        criterion("goal_quality"),
        criterion("municipal_cooperation"),
        criterion("predictability"),
    ],
    attachment_kinds: &[],
    document_kinds: &[],
    funding_sources: &[],
    indicators: &[],
    target_groups: &[],
    measures: &[],
    budget_lines: &[],
};

macro_rules! files {
    ($scheme:literal) => {
        (
            Catalogue::new(&[
                (
                    Language::Bokmal,
                    include_str!(concat!("../../../../", $scheme, "/messages/nb.ftl")),
                ),
                (
                    Language::Nynorsk,
                    include_str!(concat!("../../../../", $scheme, "/messages/nn.ftl")),
                ),
                (
                    Language::English,
                    include_str!(concat!("../../../../", $scheme, "/messages/en.ftl")),
                ),
            ])
            .expect("the scheme's messages"),
            RuleBook::parse(
                include_str!(concat!("../../../../", $scheme, "/rules.toml")),
                &[],
            )
            .expect("the scheme's rules"),
        )
    };
}

/// A date as text.
pub fn date(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

/// The sides of a letter that a test may change before it is composed.
pub struct Specimen {
    pub applicant: Applicant,
    pub office: Office,
    pub address: Vec<String>,
    pub conditions: Vec<Condition>,
    pub granted: Money,
    pub requested: Money,
    profile: &'static SchemeProfile,
    messages: Catalogue,
    rules: RuleValues,
    terms: CallTerms,
    instalments: Vec<PlannedInstalment>,
    reports: Vec<PlannedReport>,
    obligations: Vec<Obligation>,
    pub assessments: Vec<Assessment>,
    weights: BTreeMap<&'static str, i64>,
    reason: AwardReason,
    claim_steps: Vec<ClaimStep>,
    explanation: Vec<Explanation>,
    findings: Vec<Finding>,
}

impl Specimen {
    /// A municipality with the longest name and this many dwellings.
    pub fn housing(units: u32) -> Self {
        let (messages, book) = files!("rental-housing");
        let granted = Money::kroner(i64::from(units) * 412_500);
        let years = (1..=20).map(|year| {
            let id = if year == 20 {
                "final".to_owned()
            } else {
                format!("year-{year}")
            };
            let due = ReportDue::On(date(&format!("{}-02-01", 2018 + year)));
            (id, ReportKind::Results, due)
        });
        Self {
            applicant: content::applicant(LONGEST_NAME, ApplicantKind::Municipality),
            address: vec!["Postboks 83".into(), "3833 Bø i Telemark".into()],
            conditions: content::dwellings(units, granted),
            granted,
            requested: granted,
            profile: &HOUSING,
            rules: book.on(date("2017-03-15")),
            terms: terms("0581.76"),
            instalments: vec![
                instalment("2017-09-01", 4_000_000),
                instalment("2018-06-30", granted.ore() / 100 - 4_000_000),
            ],
            reports: planned(years),
            obligations: content::duties(units, granted),
            ..Self::base(messages, book)
        }
    }

    /// An organisation with twelve activities, assessed by two persons.
    pub fn centres() -> Self {
        let (messages, book) = files!("user-run-centres");
        Self {
            rules: book.on(date("2020-02-17")),
            ..Self::base(messages, book)
        }
    }

    fn base(messages: Catalogue, book: RuleBook) -> Self {
        let (granted, requested) = (Money::kroner(2_400_000), Money::kroner(3_150_000));
        Self {
            applicant: content::applicant(
                "Stiftelsen Vårsol brukerstyrte senter",
                ApplicantKind::Foundation,
            ),
            office: office(),
            address: vec!["Storgata 14 B".into(), "9008 Tromsø".into()],
            conditions: content::activities(granted),
            granted,
            requested,
            profile: &CENTRES,
            messages,
            rules: book.on(date("2020-02-17")),
            terms: terms("0765.71"),
            instalments: vec![instalment("2017-03-15", granted.ore() / 100)],
            reports: planned([(
                "final",
                ReportKind::Whole,
                ReportDue::On(date("2018-04-01")),
            )]),
            obligations: Vec::new(),
            assessments: vec![content::assessment("a", 0), content::assessment("b", 7)],
            weights: CENTRES
                .criteria
                .iter()
                .map(|one| one.code)
                .zip([25, 20, 15, 15, 15, 10])
                .collect(),
            reason: AwardReason::Person {
                actor: "kari".into(),
                text: "Rammen rakk ikke til hele beløpet. Aktivitetene med flest deltakere er \
                       prioritert."
                    .into(),
            },
            claim_steps: content::steps(requested),
            explanation: Vec::new(),
            findings: vec![
                Finding::blocking("CENTRE_COOPERATION_MISSING", "DT-0055 (tilskudd.dfo.no)"),
                Finding::blocking("CENTRE_ARTICLES_NOT_ATTACHED", "configurable"),
                Finding::blocking("CENTRE_FEW_COUNTIES", "DT-0055 (tilskudd.dfo.no)")
                    .with("has", 2_i64)
                    .with("least", 5_i64),
            ],
        }
    }

    /// The letter of one kind in one language.
    pub fn letter(&self, kind: &str, language: Language) -> Letter {
        let promise = Promise {
            granted: self.granted,
            conditions: &self.conditions,
            instalments: &self.instalments,
            reports: &self.reports,
            obligations: &self.obligations,
            awaited: None,
            accept_by: Some(date("2017-04-12")),
            revise_budget: false,
        };
        let grounds = Grounds {
            reason: Some(&self.reason),
            assessments: &self.assessments,
            weights: &self.weights,
            score: Some(ScoreMilli(73_250)),
            claim_steps: &self.claim_steps,
            explanation: &self.explanation,
        };
        let duties = self.obligations.iter().take(3).cloned();
        let broken: Vec<Obligation> = duties.map(content::broken).collect();
        let claimed: Vec<&Obligation> = broken.iter().collect();
        let asked = content::change(self.granted);
        let (recovery, sold) = (content::recovery(), content::sold(&claimed));
        let decision = match kind {
            "grant" => Decision::Grant(promise),
            "partial-grant" => Decision::PartialGrant(promise, grounds),
            "refusal" => Decision::Refusal(grounds),
            "dismissal" => Decision::Dismissal(Dismissal {
                reason: "Søknaden mangler opplysninger som vi har bedt om to ganger.",
                findings: &self.findings,
            }),
            "lapse" => Decision::Lapse(Lapse {
                granted: self.granted,
                decided: date("2016-11-02"),
                accept_by: date("2016-11-30"),
                noticed: date("2016-12-05"),
                answer_by: date("2016-12-19"),
                reason: "Vi minnet om fristen 23. november 2016 og har ikke fått svar.",
            }),
            "claim" => Decision::Recovery(content::sale(&sold, &claimed)),
            "recovery" => Decision::Recovery(content::recovered(&recovery)),
            "change" => Decision::Change(Some(promise), content::answered(&asked)),
            "change-refusal" => Decision::ChangeRefusal(content::answered(&asked)),
            other => later::decision(other, promise),
        };
        let case = format!("{}-2017-00042", self.profile.case_prefix);
        compose(&Facts {
            language,
            ident: &format!("{case}/{kind}"),
            decision_number: "2017-0311",
            date: date("2017-03-15"),
            office: &self.office,
            profile: self.profile,
            rules: &self.rules,
            messages: &self.messages,
            terms: &self.terms,
            applicant: &self.applicant,
            address: &self.address,
            case_reference: &case.parse().expect("a case reference"),
            requested: self.requested,
            appealable: true,
            decision,
        })
        .expect("a letter")
    }
}

/// A letter of each kind: housing for grants, lapses and claims, centres for the rest.
pub fn of(kind: &str, language: Language) -> Letter {
    match kind {
        "grant" | "lapse" | "claim" => Specimen::housing(40).letter(kind, language),
        _ => Specimen::centres().letter(kind, language),
    }
}

/// Texts that try to be markup, run out of their columns or have no shape in the typeface.
pub fn hostile() -> Specimen {
    let mut specimen = Specimen::centres();
    specimen.applicant.name =
        "*AS* $x^2$ @ref <lbl> _kursiv_ #{i} \\ ] 李 🎉 Ǥiehta A\u{30a}se".into();
    specimen.address = vec!["W".repeat(200), "9008 Tromsø".into()];
    specimen.office.officer = "W".repeat(90);
    specimen.assessments[0].scores[0].reason =
        "https://www.example.no/".to_owned() + &"w".repeat(300);
    specimen.assessments[1].scores[1].reason =
        "En begrunnelse som går over flere sider. ".repeat(180);
    specimen
}

fn office() -> Office {
    let signer = |name: &str, title: &str| Signer {
        name: name.into(),
        title: title.into(),
    };
    Office {
        unit: "Avdeling for tilskudd".into(),
        address: vec!["Postboks 220 Skøyen".into(), "0213 Oslo".into()],
        organisation: OrganisationNumber::invented(7).to_string(),
        officer: "Kari Nordmann".into(),
        signers: vec![
            signer("Ingrid Bøe Haugland", "avdelingsdirektør"),
            signer("Kari Nordmann", "seniorrådgiver"),
        ],
    }
}

fn terms(chapter_post: &str) -> CallTerms {
    CallTerms {
        title: "Tilskudd 2017".into(),
        grant_year: 2017,
        chapter_post: chapter_post.parse().expect("a chapter and post"),
        deadline: noon(),
        rules_date: date("2017-03-15"),
        sub_frames: Vec::new(),
        acceptance_days: 28,
        report_due: date("2018-04-01"),
        tail_rule: Default::default(),
        previous_call: None,
        appeal_money: vec![domain::appeal::AppealMoney::Left],
    }
}

fn noon() -> DateTime<Utc> {
    date("2017-02-01")
        .and_hms_opt(12, 0, 0)
        .expect("noon")
        .and_utc()
}

fn instalment(due: &str, kroner: i64) -> PlannedInstalment {
    PlannedInstalment {
        due: date(due),
        year: 2026,
        amount: Money::kroner(kroner),
    }
}
