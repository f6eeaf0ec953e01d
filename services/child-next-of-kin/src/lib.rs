//! *Tilskudd til identifikasjon og oppfølging av utsatte barn*: Bufdir's grant to municipalities
//! that find, and follow up, children of parents with mental illness or drug problems.
//!
//! **Who.** Municipalities only. From 2019 the model municipalities of 2007–2014 and earlier
//! recipients stay out. A municipality's exclusion follows it through mergers: in 2019 a new
//! municipality that contains one may only implement the model that is there, in 2022 it is
//! excluded. A new number alone makes no new municipality.
//!
//! **What.** Two phases: a model is developed (to 1 000 000 kroner over 24 months since 2017), and
//! a model that is there is put to use (to 500 000 over 12 months), since 2022 only when Bufdir has
//! approved it.
//!
//! **How much.** The lowest of what is applied for, the cost that the grant pays in the phase, and
//! the phase's ceiling.
//!
//! **Who is served first.** By score: anchoring and professional plan weigh most. In 2018 part of
//! the frame was for municipalities with a running grant to better interdisciplinary work (BTI).
//!
//! **Afterwards.** Paid when accepted; a report one year after the decision, and another at the end
//! where the project runs longer, with accounts line by line that the municipality's auditor
//! confirms whatever the amount.
//!
//! The files are the same in all schemes: [`form`] and [`indicators`] (the questions), `wire` (from
//! and to the messages), `rules`, `claim`, `frame`, `letter`, `report`; the numbers in
//! `rules.toml`, the texts in `messages/`, the cases in `cases/`.

mod claim;
pub mod form;
mod frame;
pub mod indicators;
mod letter;
mod report;
mod rules;
mod wire;

use domain::scheme::{CriterionProfile, Functions, ReportRule, Rule, Scheme, SchemeProfile};

pub use form::Form;
pub use indicators::Indicators;

/// The scheme.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ChildNextOfKin;

/// The source of Bufdir's special weights.
const CALL_OF_2022: &str = "Bufdir, rundskriv 19/2022";

/// The criteria assessors score. The first three are Bufdir's; their weights, and the fourth, are
/// ours.
const CRITERIA: &[CriterionProfile] = &[
    CriterionProfile {
        code: "anchoring",
        citation: CALL_OF_2022,
    },
    CriterionProfile {
        code: "professional_plan",
        citation: CALL_OF_2022,
    },
    CriterionProfile {
        code: "expected_changes",
        citation: CALL_OF_2022,
    },
    CriterionProfile {
        code: "cross_service",
        citation: "configurable",
    },
];

/// Files an application may hold.
const ATTACHMENT_KINDS: &[&str] = &["anchoring_decision", "model", "project_plan", "other"];

impl Scheme for ChildNextOfKin {
    type Form = Form;
    type Indicators = Indicators;

    const PROFILE: SchemeProfile = SchemeProfile {
        code: "child-next-of-kin",
        case_prefix: "CK",
        manager: "Bufdir",
        legal_basis: &[
            "Bufdir, rundskriv 19/2015",
            "Bufdir, utlysning av tilskuddsmidler 2017",
            "Bufdir, tilskudd 2019",
            "Bufdir, rundskriv 19/2022",
            "Prop. 15 S (2015–2016), Innst. 240 S (2015–2016)",
        ],
        criteria: CRITERIA,
        attachment_kinds: ATTACHMENT_KINDS,
        document_kinds: &["accounts", "auditor_certificate", "auditor_report", "other"],
        funding_sources: &[],
        indicators: indicators::PROFILES,
        target_groups: &[form::TARGET_GROUP],
        measures: form::Phase::CODES,
        budget_lines: form::BudgetKind::CODES,
    };

    const RULES: &'static [Rule<Form>] = rules::RULES;

    const DECISION_RULES: &'static [Rule<Form>] = rules::DECISION_RULES;

    const REPORT_RULES: &'static [ReportRule<Form, Indicators>] = report::RULES;

    const FUNCTIONS: Functions<Form, Indicators> = Functions {
        frame_plan: frame::plan,
        placement: frame::placement,
        claim: claim::claim,
        conditions: letter::conditions,
        payment_plan: letter::payment_plan,
        documents: |_, _| Ok(Vec::new()),
        report_plan: letter::report_plan,
        settlement_parts: letter::settlement_parts,
        obligations: |_, _| Ok(Vec::new()),
        payment_facts: |_, _| Ok(Vec::new()),
        totals: Indicators::totals,
        institution_based: Form::institution_based,
        tags: Form::tags,
        budget: Form::budget_lines,
        emptied: Form::emptied,
        state_aid: |_, _| Ok(None),
    };

    domain::scheme_files!(rules::READS);
}
