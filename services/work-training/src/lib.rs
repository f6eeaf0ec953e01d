//! Grants to activation and work training, *tilskudd til aktivisering og arbeidstrening* (NAV,
//! DT-0130, chapter 0621 post 70), and the places that are bought beside them.
//!
//! The scheme pays for new measures and new methods that bring people with little or no connection
//! to the labour market into activity and work; people with drug problems and former users are
//! specially prioritised.
//!
//! *Who* ([`eligibility`]): voluntary organisations and private foundations, with a direct offer to
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
//! The rooms are the same in all schemes: `form`, `indicators`, `contract`, `eligibility`, `claim`,
//! `frame`, `letter`, `report`, `rules`, the numbers in `rules.toml`, the sentences in `messages/`,
//! the cases in `cases/`.

pub mod capacity;
mod claim;
mod contract;
mod de_minimis;
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

/// Where the sourced criteria come from. Their weights have no source.
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
            "accounts",
            "auditor_report",
            "project_report",
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

    fn placement(draft: &Draft<Form>, rules: &RuleValues) -> Result<Placement, RuleError> {
        frame::placement(draft, rules)
    }

    fn institution_based(form: &Form) -> Option<bool> {
        Some(form.project.institution_based)
    }

    fn findings(case: &Case<'_, Form>, rules: &RuleValues) -> Result<Vec<Finding>, RuleError> {
        eligibility::findings(case, rules)
    }

    fn claim(call: &Call, draft: &Draft<Form>, rules: &RuleValues) -> Result<Claim, RuleError> {
        claim::claim(&draft.form, draft.requested, call.terms.grant_year, rules)
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

const fn criterion(code: &'static str, citation: &'static str) -> CriterionProfile {
    CriterionProfile { code, citation }
}
