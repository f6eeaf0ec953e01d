//! Grants to user and next-of-kin work: *brukerstyrte sentre og tiltak* (Helsedirektoratet, chapter
//! 0765 post 71).
//!
//! The escalation plan wants more solutions run by users themselves, set up together with
//! municipalities. An organisation sends one combined application a year, with a goal, a target
//! group and a budget of its own for each activity. National organisations compete in one frame,
//! local and regional measures in another (108 and 22 million in 2020), and nothing leaks between
//! the two.
//!
//! *Who* ([`eligibility`]): organisations registered in *Frivillighetsregisteret* when they apply,
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
//! The rooms are the same in all schemes: `form`, `indicators`, `contract`, `eligibility`, `claim`,
//! `frame`, `letter`, `report`, `rules`, the numbers in `rules.toml`, the sentences in `messages/`,
//! the cases in `cases/`.

mod claim;
mod contract;
pub mod eligibility;
pub mod form;
pub mod frame;
pub mod indicators;
mod letter;
mod report;
mod rules;

use domain::allocation::division::SubFramePlan;
use domain::application::Draft;
use domain::application::Placement;
use domain::application::claim::Claim;
use domain::call::Call;
use domain::findings::Finding;
use domain::grant::{Condition, PlannedInstalment};
use domain::report::IndicatorValue;
use domain::report::PlannedReport;
use domain::rules::{RuleBook, RuleError, RuleValues};
use domain::scheme::{Case, CriterionProfile, Decided, Reported, Scheme, SchemeProfile};
use text::Catalogue;

use form::Form;
use indicators::Indicators;

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
            "accounts",
            "auditor_confirmation",
        ],
        indicators: indicators::PROFILE,
    };

    fn rules() -> &'static RuleBook {
        rules::book()
    }

    fn messages() -> &'static Catalogue {
        rules::messages()
    }

    fn frame_plan(rules: &RuleValues) -> Result<Vec<SubFramePlan>, RuleError> {
        frame::plan(rules)
    }

    fn placement(draft: &Draft<Form>, _rules: &RuleValues) -> Result<Placement, RuleError> {
        Ok(frame::placement(draft))
    }

    fn institution_based(form: &Form) -> Option<bool> {
        Some(form.institution_based)
    }

    fn findings(case: &Case<'_, Form>, rules: &RuleValues) -> Result<Vec<Finding>, RuleError> {
        eligibility::findings(case, rules)
    }

    fn claim(_call: &Call, draft: &Draft<Form>, rules: &RuleValues) -> Result<Claim, RuleError> {
        claim::claim(&draft.form, draft.requested, rules)
    }

    fn conditions(
        decided: &Decided<'_, Form>,
        rules: &RuleValues,
    ) -> Result<Vec<Condition>, RuleError> {
        letter::conditions(decided, rules)
    }

    fn payment_plan(
        decided: &Decided<'_, Form>,
        _rules: &RuleValues,
    ) -> Result<Vec<PlannedInstalment>, RuleError> {
        Ok(letter::payment_plan(decided))
    }

    fn report_plan(
        decided: &Decided<'_, Form>,
        rules: &RuleValues,
    ) -> Result<Vec<PlannedReport>, RuleError> {
        letter::report_plan(decided, rules)
    }

    fn report_findings(
        reported: &Reported<'_, Form, Indicators>,
        rules: &RuleValues,
    ) -> Result<Vec<Finding>, RuleError> {
        report::findings(reported, rules)
    }

    fn totals(indicators: &Indicators) -> Vec<IndicatorValue> {
        report::totals(indicators)
    }
}

/// A criterion of this scheme: no source names any, so they are configurable with their weights.
const fn criterion(code: &'static str) -> CriterionProfile {
    CriterionProfile {
        code,
        citation: "configurable",
    }
}
