//! *Tilskudd til utleieboliger*: Husbanken's grant to rental dwellings for people with difficulty
//! in the housing market.
//!
//! **Who and what.** Municipalities, foundations and others build, buy or upgrade dwellings, or
//! give a municipality the right to allocate them. An upgrade raises quality; maintenance is
//! refused. Where the owner is no municipality, the municipality allocates the dwellings for twenty
//! years (thirty from 2023) and a clause on use is registered on the property.
//!
//! **How much.** Two versions, chosen by the rule values of the call's date: to 4 July 2023 the
//! lower of the need `T = P − Σ C/(1+r)^t` and 40 % of approved cost, 20 % for upgrades; from 5
//! July 2023 a rate per square metre of primary area, in six groups of municipalities, at most 80
//! m² a dwelling. Approved cost is normally not above market value, a grant never above approved
//! cost or request. [`claim`](domain::scheme::Scheme::claim) says each step.
//!
//! **Who is served first.** Projects that could get the investment grant for care homes come last.
//! In 2017–2023 programme municipalities have a frame of their own.
//!
//! **Afterwards.** The grant is paid when the dwellings are in use, on documents the letter names.
//! The duty to repay shrinks by 5 % a year over 20 years, or 3.3 % over 30 ([`write_off`]); as long
//! as it runs, municipalities report each year how the dwellings are used.
//!
//! Rooms: [`form`] and [`indicators`] (what is asked), `contract` (from and to the messages),
//! `eligibility`, `claim`, `frame`, `letter`, `report` (the rules), `rules` (the rule book
//! `rules.toml` and the sentences `messages/`); and one room that only this scheme has,
//! [`write_off`].

mod claim;
mod contract;
mod eligibility;
pub mod form;
mod frame;
pub mod indicators;
mod letter;
mod report;
mod rules;
pub mod write_off;

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

pub use form::Form;
pub use indicators::Indicators;

/// The scheme.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RentalHousing;

/// What assessors score. The criteria are the guide's; their weights are ours.
const CRITERIA: &[CriterionProfile] = &[
    CriterionProfile {
        code: "target_group",
        citation: "Husbanken, veileder HB 8.B.20, kap. 4.1",
    },
    CriterionProfile {
        code: "housing_challenge",
        citation: "Husbanken, veileder HB 8.B.20, kap. 4.1",
    },
    CriterionProfile {
        code: "net_addition",
        citation: "Husbanken, veileder HB 8.B.20, kap. 4.1",
    },
    CriterionProfile {
        code: "living_environment",
        citation: "Husbanken, veileder HB 8.B.20, kap. 4.1–4.2",
    },
    CriterionProfile {
        code: "follow_up_services",
        citation: "Statsbudsjettet 2012, utleieboliger",
    },
    CriterionProfile {
        code: "project_need",
        citation: "Husbanken, veileder HB 8.B.20, kap. 3",
    },
];

/// Files an application may hold.
const ATTACHMENT_KINDS: &[&str] = &[
    "project_description",
    "floor_plans",
    "valuation",
    "cooperation_agreement",
    "allocation_agreement",
    "purchase_contract",
    "tax_certificate",
    "municipality_recommendation",
    "follow_up_services_plan",
    "other",
];

impl Scheme for RentalHousing {
    type Form = Form;
    type Indicators = Indicators;

    const PROFILE: SchemeProfile = SchemeProfile {
        code: "rental-housing",
        case_prefix: "RH",
        manager: "Husbanken",
        legal_basis: &[
            "Forskrift om tilskudd til utleieboliger, FOR-2011-02-23-192",
            "Husbanken, veileder HB 8.B.20 (09.03.2017)",
            "Husbanken, veileder 05.07.2023, satser 16.06.2023",
            "Prop. 15 S (2015–2016), Innst. 240 S (2015–2016)",
        ],
        criteria: CRITERIA,
        attachment_kinds: ATTACHMENT_KINDS,
        indicators: indicators::PROFILES,
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
        indicators.totals()
    }
}
