//! A scheme: data, two types and a few pure functions. Everything else is written once, generic
//! over [`Scheme`].
//!
//! A scheme's crate implements [`Scheme`] for a unit type, keeps every number of its regulation in
//! `rules.toml` and every sentence in `messages/{nb,nn,en}.ftl`. No function of a scheme reads a
//! clock, a file or a database: it gets everything as an argument.

use std::fmt::Debug;

use serde::Serialize;
use serde::de::DeserializeOwned;
use text::Catalogue;

use crate::allocation::division::SubFramePlan;
use crate::application::claim::Claim;
use crate::application::{Draft, Placement};
use crate::call::Call;
pub use crate::case::{ApplicantFacts, Case, Decided, Reported};
use crate::document::RequiredDocument;
use crate::findings::Finding;
use crate::grant::BY_LINE;
use crate::grant::{
    Budget, BudgetLine, Condition, GrantPart, PaymentFact, PlannedInstalment, SettlementRule,
};
use crate::identifiers::MunicipalityNumber;
use crate::obligation::{Obligation, PlannedObligation};
pub use crate::report::IndicatorProfile;
use crate::report::{IndicatorValue, PlannedReport};
use crate::rules::{RuleBook, RuleError, RuleValues};
use crate::state_aid::StateAid;
use crate::tags::{FormTags, Tags};

/// The ids of the messages that describe a scheme: every scheme's catalogue has all of them.
pub mod message {
    /// The title.
    pub const TITLE: &str = "scheme-title";
    /// The purpose (formål).
    pub const PURPOSE: &str = "scheme-purpose";
    /// The target group (målgruppe).
    pub const TARGET_GROUP: &str = "scheme-target-group";
    /// The measures of goal achievement.
    pub const GOAL_CRITERIA: &str = "scheme-goal-criteria";
    /// Follow-up and control of the grant.
    pub const FOLLOW_UP: &str = "scheme-follow-up";
    /// All of them.
    pub const ALL: [&str; 5] = [TITLE, PURPOSE, TARGET_GROUP, GOAL_CRITERIA, FOLLOW_UP];
}

/// The fixed facts of a scheme. Texts for people are in its catalogue: those of [`message`], and
/// one for each code below.
#[derive(Debug, Clone, Copy)]
pub struct SchemeProfile {
    /// Resource id, `rental-housing`: also the name of its binary and, with `_`, of its proto
    /// package and database schema.
    pub code: &'static str,
    /// First part of its case references, `RH`.
    pub case_prefix: &'static str,
    /// The authority that manages the scheme (tilskuddsforvalter).
    pub manager: &'static str,
    /// Regulations, guides, budget items.
    pub legal_basis: &'static [&'static str],
    /// The criteria that assessors score; the weight of each is the rule value `weight_<code>` (per
    /// cent, sum 100).
    pub criteria: &'static [CriterionProfile],
    /// Codes of attachments the form may name.
    pub attachment_kinds: &'static [&'static str],
    /// Codes of documents that grants and reports may hold.
    pub document_kinds: &'static [&'static str],
    /// Codes of the sources of money that accounts tell of; none where they do not.
    pub funding_sources: &'static [&'static str],
    /// The indicators its reports sum to, in order.
    pub indicators: &'static [IndicatorProfile],
    /// The target groups that its commitments are tagged with. The title of each is the message
    /// `target-group-<code>`.
    pub target_groups: &'static [&'static str],
    /// The measures that its commitments are tagged with. The title of each is the message
    /// `measure-<code>`.
    pub measures: &'static [&'static str],
    /// The codes of budget lines that the form offers. The title of each is the message
    /// `budget-line-<code>`; none where applicants name their lines themselves.
    pub budget_lines: &'static [&'static str],
}

/// Something assessors score. Its title is the message `criterion-<code>`.
#[derive(Debug, Clone, Copy)]
pub struct CriterionProfile {
    /// Code, stable.
    pub code: &'static str,
    /// The source of the criterion.
    pub citation: &'static str,
}

/// The findings of one rule: none, one or several.
pub type Found = Result<Vec<Finding>, RuleError>;

/// A rule about an application.
pub type Rule<F> = fn(&Case<'_, F>, &RuleValues) -> Found;

/// A rule about a report.
pub type ReportRule<F, I> = fn(&Reported<'_, F, I>, &RuleValues) -> Found;

/// The pure functions of a scheme, each in the file of its name.
///
/// A [`RuleError`] from any of them means that a value it needs is not in force.
#[derive(Debug, Clone, Copy)]
pub struct Functions<F: 'static, I: 'static> {
    /// The frames of a call's budget (`frame.rs`).
    pub frame_plan: fn(&RuleValues) -> Result<Vec<SubFramePlan>, RuleError>,
    /// The place an application competes in (`frame.rs`).
    pub placement: fn(&Draft<F>, &RuleValues) -> Result<Placement, RuleError>,
    /// The largest amount an application can be granted (`claim.rs`).
    pub claim: fn(&Call, &Draft<F>, &RuleValues) -> Result<Claim, RuleError>,
    /// The conditions of the grant letter, in order (`letter.rs`).
    pub conditions: fn(&Decided<'_, F>, &RuleValues) -> Result<Vec<Condition>, RuleError>,
    /// The instalments; they sum to the grant (`letter.rs`).
    pub payment_plan: fn(&Decided<'_, F>, &RuleValues) -> Result<Vec<PlannedInstalment>, RuleError>,
    /// The documents that payment waits for (`letter.rs`).
    pub documents: fn(&Decided<'_, F>, &RuleValues) -> Result<Vec<RequiredDocument>, RuleError>,
    /// The reports; at least one, the last closes the grant (`letter.rs`).
    pub report_plan: fn(&Decided<'_, F>, &RuleValues) -> Result<Vec<PlannedReport>, RuleError>,
    /// The parts of the grant that its accounts reduce by themselves; they sum to the grant
    /// (`letter.rs`).
    pub settlement_parts: fn(&Decided<'_, F>, &RuleValues) -> Result<Vec<GrantPart>, RuleError>,
    /// The duties to repay that outlive the payment; they sum to the grant, or there are none
    /// (`obligation.rs`).
    pub obligations: fn(&Decided<'_, F>, &RuleValues) -> Result<Vec<PlannedObligation>, RuleError>,
    /// The facts that must be known before payment (`obligation.rs`).
    pub payment_facts: fn(&Decided<'_, F>, &RuleValues) -> Result<Vec<PaymentFact>, RuleError>,
    /// The figures of one report of a recipient in this municipality, in the profile's order
    /// (`indicators.rs`).
    pub totals: fn(&I, &MunicipalityNumber) -> Vec<IndicatorValue>,
    /// The form's answer to whether the measure is based in an institution; `None` where the form
    /// does not ask (`form.rs`). It stands in the figures of an allocation, and no rule reads it.
    pub institution_based: fn(&F) -> Option<bool>,
    /// The form's part of a commitment's tags: measure and target groups (`form.rs`).
    pub tags: fn(&F) -> FormTags,
    /// The budget of the application, by the codes that the accounts of reports name (`form.rs`).
    pub budget: fn(&F) -> Vec<BudgetLine>,
    /// The form without what was written in it, for a case that is erased (`form.rs`): of its
    /// fields those stay alone that it cannot do without.
    pub emptied: fn(&F) -> F,
    /// The form's answers on state aid; `None` where the form does not ask.
    pub state_aid: fn(&F, &RuleValues) -> Result<Option<StateAid>, RuleError>,
}

/// A grant scheme (tilskuddsordning): data, two types and a few pure functions.
///
/// The functions of this trait call those of [`Scheme::FUNCTIONS`]; no scheme writes them again.
pub trait Scheme: Debug + Clone + Copy + Send + Sync + 'static {
    /// The application form.
    type Form: Debug + Clone + PartialEq + Serialize + DeserializeOwned + Send + Sync + 'static;
    /// The figures of a report.
    type Indicators: Debug
        + Clone
        + PartialEq
        + Serialize
        + DeserializeOwned
        + Send
        + Sync
        + 'static;

    /// Name, basis, criteria.
    const PROFILE: SchemeProfile;
    /// The rules about an application, in the order a case handler goes through them.
    const RULES: &'static [Rule<Self::Form>];
    /// Those of the rules that judge again at the decision, on the facts of its day: what earlier
    /// grants and registers say of an applicant can change after the submission.
    const DECISION_RULES: &'static [Rule<Self::Form>];
    /// The rules about a report.
    const REPORT_RULES: &'static [ReportRule<Self::Form, Self::Indicators>];
    /// The functions.
    const FUNCTIONS: Functions<Self::Form, Self::Indicators>;

    /// The rule book, parsed once from `rules.toml`; see [`scheme_files!`](crate::scheme_files).
    fn rules() -> &'static RuleBook;

    /// The texts, parsed once from `messages/`.
    fn messages() -> &'static Catalogue;

    /// The frames of a call's budget on the values in force.
    ///
    /// # Errors
    /// [`RuleError`].
    fn frame_plan(rules: &RuleValues) -> Result<Vec<SubFramePlan>, RuleError> {
        (Self::FUNCTIONS.frame_plan)(rules)
    }

    /// The place an application competes in.
    ///
    /// # Errors
    /// [`RuleError`].
    fn placement(draft: &Draft<Self::Form>, rules: &RuleValues) -> Result<Placement, RuleError> {
        (Self::FUNCTIONS.placement)(draft, rules)
    }

    /// The form's answer to whether the measure is based in an institution.
    #[must_use]
    fn institution_based(form: &Self::Form) -> Option<bool> {
        (Self::FUNCTIONS.institution_based)(form)
    }

    /// The tags of a commitment on an application, under the rules of its call.
    ///
    /// # Errors
    /// [`RuleError`].
    fn tags(form: &Self::Form, rules: &RuleValues) -> Result<Tags, RuleError> {
        Tags::of(&(Self::FUNCTIONS.tags)(form), rules)
    }

    /// The budget of an application.
    #[must_use]
    fn budget(form: &Self::Form) -> Budget {
        (Self::FUNCTIONS.budget)(form).into()
    }

    /// The form without what was written in it.
    #[must_use]
    fn emptied(form: &Self::Form) -> Self::Form {
        (Self::FUNCTIONS.emptied)(form)
    }

    /// The form's answers on state aid.
    ///
    /// # Errors
    /// [`RuleError`].
    fn state_aid(form: &Self::Form, rules: &RuleValues) -> Result<Option<StateAid>, RuleError> {
        (Self::FUNCTIONS.state_aid)(form, rules)
    }

    /// The findings of every rule about an application, in the order of the rules.
    ///
    /// # Errors
    /// [`RuleError`].
    fn findings(case: &Case<'_, Self::Form>, rules: &RuleValues) -> Found {
        let mut findings = Vec::new();
        for rule in Self::RULES {
            findings.extend(rule(case, rules)?);
        }
        Ok(findings)
    }

    /// The findings that stop the decision on an application, on the facts of its day.
    ///
    /// # Errors
    /// [`RuleError`].
    fn decision_findings(case: &Case<'_, Self::Form>, rules: &RuleValues) -> Found {
        let mut findings = Vec::new();
        for rule in Self::DECISION_RULES {
            findings.extend(rule(case, rules)?);
        }
        findings.retain(Finding::blocks_decision);
        Ok(findings)
    }

    /// The largest amount an application can be granted.
    ///
    /// # Errors
    /// [`RuleError`].
    fn claim(
        call: &Call,
        draft: &Draft<Self::Form>,
        rules: &RuleValues,
    ) -> Result<Claim, RuleError> {
        (Self::FUNCTIONS.claim)(call, draft, rules)
    }

    /// The conditions of the grant letter, in order.
    ///
    /// # Errors
    /// [`RuleError`].
    fn conditions(
        decided: &Decided<'_, Self::Form>,
        rules: &RuleValues,
    ) -> Result<Vec<Condition>, RuleError> {
        (Self::FUNCTIONS.conditions)(decided, rules)
    }

    /// The instalments; they sum to the grant.
    ///
    /// # Errors
    /// [`RuleError`].
    fn payment_plan(
        decided: &Decided<'_, Self::Form>,
        rules: &RuleValues,
    ) -> Result<Vec<PlannedInstalment>, RuleError> {
        (Self::FUNCTIONS.payment_plan)(decided, rules)
    }

    /// The documents that payment waits for.
    ///
    /// # Errors
    /// [`RuleError`].
    fn documents(
        decided: &Decided<'_, Self::Form>,
        rules: &RuleValues,
    ) -> Result<Vec<RequiredDocument>, RuleError> {
        (Self::FUNCTIONS.documents)(decided, rules)
    }

    /// The reports; at least one, the last closes the grant.
    ///
    /// # Errors
    /// [`RuleError`].
    fn report_plan(
        decided: &Decided<'_, Self::Form>,
        rules: &RuleValues,
    ) -> Result<Vec<PlannedReport>, RuleError> {
        (Self::FUNCTIONS.report_plan)(decided, rules)
    }

    /// The rule by which accepted accounts reduce the grant.
    ///
    /// # Errors
    /// [`RuleError`].
    fn settlement_rule(
        decided: &Decided<'_, Self::Form>,
        rules: &RuleValues,
    ) -> Result<SettlementRule, RuleError> {
        Ok(SettlementRule {
            parts: (Self::FUNCTIONS.settlement_parts)(decided, rules)?,
            by_line: rules.flag(BY_LINE)?.value,
        })
    }

    /// The duties to repay that outlive the payment, as the decision plans them.
    ///
    /// # Errors
    /// [`RuleError`].
    fn obligations(
        decided: &Decided<'_, Self::Form>,
        rules: &RuleValues,
    ) -> Result<Vec<Obligation>, RuleError> {
        (Self::FUNCTIONS.obligations)(decided, rules).map(Obligation::plan)
    }

    /// The facts that must be known before payment.
    ///
    /// # Errors
    /// [`RuleError`].
    fn payment_facts(
        decided: &Decided<'_, Self::Form>,
        rules: &RuleValues,
    ) -> Result<Vec<PaymentFact>, RuleError> {
        (Self::FUNCTIONS.payment_facts)(decided, rules)
    }

    /// The findings of every rule about a report.
    ///
    /// # Errors
    /// [`RuleError`].
    fn report_findings(
        reported: &Reported<'_, Self::Form, Self::Indicators>,
        rules: &RuleValues,
    ) -> Found {
        let mut findings = Vec::new();
        for rule in Self::REPORT_RULES {
            findings.extend(rule(reported, rules)?);
        }
        Ok(findings)
    }

    /// The figures of one report of a recipient in this municipality, in the profile's order.
    #[must_use]
    fn totals(
        indicators: &Self::Indicators,
        municipality: &MunicipalityNumber,
    ) -> Vec<IndicatorValue> {
        (Self::FUNCTIONS.totals)(indicators, municipality)
    }
}
