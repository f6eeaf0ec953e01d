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
//! The duty to repay shrinks by 5 % a year over 20 years, or 3.3 % over 30 ([`obligation`]); as
//! long as it runs, municipalities report each year how the dwellings are used.
//!
//! The files are the same in all schemes: [`form`] and [`indicators`] (the questions), `wire` (from
//! and to the messages), `rules`, `claim`, `frame`, `letter`, `report`; the numbers in
//! `rules.toml`, the texts in `messages/`, the cases in `cases/`. Only this scheme has
//! [`obligation`].

mod claim;
mod emptied;
pub mod form;
mod frame;
pub mod indicators;
mod letter;
pub mod obligation;
mod report;
mod rules;
mod wire;

use domain::scheme::{CriterionProfile, Functions, ReportRule, Rule, Scheme, SchemeProfile};

pub use form::Form;
pub use indicators::Indicators;

/// The scheme.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RentalHousing;

/// The criteria assessors score. They are the guide's; their weights are ours.
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

/// Documents that a grant or a report may hold: the papers that payment waits for, and those of
/// reports.
const DOCUMENT_KINDS: &[&str] = &[
    "audited_accounts",
    "completion_certificate",
    "improvement_accounts",
    "accounts_and_invoices",
    "registered_security",
    "registered_declaration",
    "insurance_certificate",
    "signatory_certificate",
    "identity_control",
    "self_declaration",
    "accounts",
    "auditor_certificate",
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
        document_kinds: DOCUMENT_KINDS,
        funding_sources: form::FinancingPlan::SOURCES,
        indicators: indicators::PROFILES,
        target_groups: form::TargetGroup::CODES,
        measures: form::MEASURES,
        budget_lines: form::CostKind::CODES,
    };

    const RULES: &'static [Rule<Form>] = rules::RULES;

    const DECISION_RULES: &'static [Rule<Form>] = &[];

    const REPORT_RULES: &'static [ReportRule<Form, Indicators>] = report::RULES;

    const FUNCTIONS: Functions<Form, Indicators> = Functions {
        frame_plan: frame::plan,
        placement: frame::placement,
        claim: claim::claim,
        conditions: letter::conditions,
        payment_plan: letter::payment_plan,
        documents: letter::documents,
        report_plan: letter::report_plan,
        settlement_parts: letter::settlement_parts,
        obligations: obligation::planned,
        payment_facts: obligation::payment_facts,
        totals: Indicators::totals,
        institution_based: Form::institution_based,
        tags: Form::tags,
        budget: Form::budget_lines,
        emptied: Form::emptied,
        state_aid: |_, _| Ok(None),
    };

    domain::scheme_files!(rules::READS);
}
