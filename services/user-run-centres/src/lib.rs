//! Grants to user and next-of-kin work: *brukerstyrte sentre og tiltak* (Helsedirektoratet, chapter
//! 0765 post 71).
//!
//! The escalation plan wants more solutions run by users themselves, set up together with
//! municipalities. An organisation sends one combined application a year, with a goal, a target
//! group and a budget of its own for each activity. National organisations compete in one frame,
//! local and regional measures in another (108 and 22 million in 2020), and nothing leaks between
//! the two.
//!
//! *Who* (`rules`): organisations registered in *Frivillighetsregisteret* when they apply,
//! with an ideal purpose, from 2023 with user or next-of-kin involvement as their core business;
//! whose reports on earlier grants are accepted; not shut out after a breach. The form's word on
//! the registration is held against the register `frivillighetsregisteret`: it confirms,
//! contradicts or does not know.
//!
//! *How much* (`claim.rs`): the need of each activity — its cost less what others pay, never more
//! than is applied for — up to a cap, summed. The other published way, a basic amount of 2 G and
//! points as in DT-0057, is there behind one configurable rule value. Public money for an activity
//! never exceeds its cost, and a funder's demand for an equal municipal contribution must be met in
//! the form already.
//!
//! *Division* (`frame.rs`): by score within each frame. No source gives weights; they are
//! configurable.
//!
//! *Letter and report* (`letter.rs`, `report.rs`): an amount for each activity, summing to the
//! grant; no other use without written consent; payment when the signed terms and the account
//! number have come; report and accounts, activity by activity, by 1 April; an auditor from 200,000
//! kroner on.
//!
//! The files are the same in all schemes: `form` and `indicators` (the questions), `wire` (from and
//! to the messages), `rules`, `claim`, `frame`, `letter`, `report`; the numbers in `rules.toml`,
//! the texts in `messages/`, the cases in `cases/`.

mod claim;
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
pub use rules::{EXCLUSION_REGISTER, TRANSITION_REGISTER, VOLUNTARY_REGISTER};

/// The scheme.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UserRunCentres;

impl Scheme for UserRunCentres {
    type Form = Form;
    type Indicators = Indicators;

    const PROFILE: SchemeProfile = SchemeProfile {
        code: "user-run-centres",
        case_prefix: "UC",
        manager: "Helsedirektoratet",
        legal_basis: &[
            "Prop. 15 S (2015–2016), Opptrappingsplanen for rusfeltet",
            "Kap. 0765 post 71, Bruker- og pårørendearbeid innen rus, psykisk helse og voldsfeltet",
            "DT-0055 (tilskudd.dfo.no)",
        ],
        criteria: &[
            criterion("user_governance"),
            criterion("reach"),
            criterion("geographical_spread"),
            criterion("goal_quality"),
            criterion("municipal_cooperation"),
            criterion("predictability"),
        ],
        attachment_kinds: &[
            "articles",
            "budget",
            "municipal_contribution_letter",
            "cooperation_agreement",
            "annual_report",
        ],
        document_kinds: &["annual_report", "accounts", "auditor_certificate", "other"],
        funding_sources: &[],
        indicators: indicators::PROFILES,
        target_groups: &[form::TARGET_GROUP],
        measures: form::OrganisationType::CODES,
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
        state_aid: |_, _| Ok(None),
    };

    domain::scheme_files!(rules::READS);
}

/// A criterion of this scheme: no source names any, so they are configurable with their weights.
const fn criterion(code: &'static str) -> CriterionProfile {
    CriterionProfile {
        code,
        citation: "configurable",
    }
}
