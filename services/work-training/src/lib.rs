//! Grants to activation and work training, *tilskudd til aktivisering og arbeidstrening* (NAV,
//! DT-0130, chapter 0621 post 70), and the places that are bought beside them.
//!
//! The scheme pays for new measures and new methods that bring people with little or no connection
//! to the labour market into activity and work; people with drug problems and former users are
//! specially prioritised.
//!
//! *Who* (`rules`): voluntary organisations and private foundations, with a direct offer to
//! the target group that has not started, is not ordinary operation and not commercial. By its
//! third year a project has an agreement, or a letter of intent, with a municipality or NAV. The
//! same activity is not granted money under social entrepreneurship as well. Where the activity is
//! economic, the grant is small state aid (`de_minimis.rs`) with its limit, its window of three
//! years and its pause.
//!
//! *How much* (`claim.rs`): the cost without ordinary operation, less what others pay, within the
//! room for state aid.
//!
//! *Division* ([`frame`]): one frame. Continuations, for up to three years, are served in full
//! before new projects get anything; new ones by score. In 2020, 54 million, of which 11.5 were
//! left for new projects.
//!
//! *Letter and report* (`letter.rs`, `report.rs`): year n of three, no promise beyond the budget
//! year; report with accounts, auditor's report and project report by 31 March, which was moved
//! once, for all, to 1 May 2020.
//!
//! *Places* ([`capacity`]): the plan's 500 more places are bought, not applied for: unit rate ×
//! places × months. They share this crate and its rule book with the grant, and nothing else.
//!
//! The files are the same in all schemes: `form` and `indicators` (the questions), `wire` (from and
//! to the messages), `rules`, `claim`, `frame`, `letter`, `report`; the numbers in `rules.toml`,
//! the texts in `messages/`, the cases in `cases/`.

pub mod capacity;
mod claim;
mod de_minimis;
pub mod form;
pub mod frame;
pub mod indicators;
mod letter;
mod report;
mod rules;
mod wire;

use domain::scheme::{CriterionProfile, Functions, ReportRule, Rule, Scheme, SchemeProfile};

pub use form::Form;
pub use indicators::Indicators;
pub use rules::VOLUNTARY_REGISTER;

/// The source of the criteria. Their weights have none.
const PAGE: &str = "NAV, Tilskudd til aktivisering og arbeidstrening for 2020";

/// The scheme.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WorkTraining;

impl Scheme for WorkTraining {
    type Form = Form;
    type Indicators = Indicators;

    const PROFILE: SchemeProfile = SchemeProfile {
        code: "work-training",
        case_prefix: "WT",
        manager: "Arbeids- og velferdsdirektoratet (NAV)",
        legal_basis: &[
            "Prop. 15 S (2015–2016), Opptrappingsplanen for rusfeltet",
            "Kap. 0621 post 70, Frivillig arbeid",
            "DT-0130 (tilskudd.dfo.no)",
        ],
        criteria: &[
            criterion("drug_target_group", PAGE),
            criterion("new_method", PAGE),
            criterion("cooperation", PAGE),
            criterion("work_path", "configurable"),
            criterion("economy", "configurable"),
        ],
        attachment_kinds: &[
            "project_description",
            "articles",
            "budget",
            "cooperation_agreement",
            "letter_of_intent",
        ],
        document_kinds: &["accounts", "auditor_certificate", "project_report", "other"],
        funding_sources: &[],
        indicators: indicators::PROFILES,
        target_groups: form::TargetGroup::CODES,
        measures: form::Stage::CODES,
        budget_lines: &[],
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
        state_aid: de_minimis::state_aid,
    };

    domain::scheme_files!(rules::READS);
}

const fn criterion(code: &'static str, citation: &'static str) -> CriterionProfile {
    CriterionProfile { code, citation }
}
