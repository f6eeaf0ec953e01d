//! What a scheme is: data, two types and a few pure functions. Everything else is written once,
//! generic over [`Scheme`].
//!
//! A scheme's crate implements [`Scheme`] for a unit type, keeps every number of its regulation in
//! `rules.toml` and every sentence in `messages/{nb,nn,en}.ftl`. No function here may look at a
//! clock, a file or a database: what it needs is handed in.

use std::fmt::Debug;

use chrono::NaiveDate;
use serde::Serialize;
use serde::de::DeserializeOwned;
use text::Catalogue;

use crate::allocation::division::SubFramePlan;
use crate::application::claim::Claim;
use crate::application::{Applicant, Application, Draft, Placement};
use crate::call::Call;
use crate::findings::Finding;
use crate::grant::{Condition, Grant, PlannedInstalment};
use crate::money::Money;
use crate::register::{EarlierGrant, RegisterEntry};
use crate::report::{IndicatorValue, PlannedReport, ReportContent};
use crate::rules::{RuleBook, RuleError, RuleValues};

/// The ids of the messages that describe a scheme: every scheme's catalogue has all of them.
pub mod message {
    /// The title.
    pub const TITLE: &str = "scheme-title";
    /// The purpose (formål).
    pub const PURPOSE: &str = "scheme-purpose";
    /// The target group (målgruppe).
    pub const TARGET_GROUP: &str = "scheme-target-group";
    /// How goal achievement is judged.
    pub const GOAL_CRITERIA: &str = "scheme-goal-criteria";
    /// How the grant is followed up and controlled.
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
    /// The indicators its reports sum to, in order.
    pub indicators: &'static [IndicatorProfile],
}

/// Something assessors score. Its title is the message `criterion-<code>`.
#[derive(Debug, Clone, Copy)]
pub struct CriterionProfile {
    /// Code, stable.
    pub code: &'static str,
    /// Where the criterion comes from.
    pub citation: &'static str,
}

/// Something reports sum. Its title is the message `indicator-<code>`.
#[derive(Debug, Clone, Copy)]
pub struct IndicatorProfile {
    /// Code, stable.
    pub code: &'static str,
    /// Unit: `persons`, `dwellings`, `hours`.
    pub unit: &'static str,
}

/// What a rule may look at when it judges an application.
#[derive(Debug)]
pub struct Case<'a, F> {
    /// The call.
    pub call: &'a Call,
    /// What the applicant wrote.
    pub draft: &'a Draft<F>,
    /// What registers say of the applicant.
    pub facts: &'a ApplicantFacts,
    /// Codes of the attachments that are there.
    pub attachment_kinds: &'a [String],
    /// The day the application is judged: today in Norway, or the day it was first submitted.
    pub date: NaiveDate,
}

/// What registers and our own history say of an applicant.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ApplicantFacts {
    /// Entries in registers, for the organisation or for its municipality and those merged into it.
    pub entries: Vec<RegisterEntry>,
    /// Grants in this scheme, in any call.
    pub earlier_grants: Vec<EarlierGrant>,
    /// Other applications of the organisation in this call that are submitted and alive.
    pub other_applications: u32,
}

/// What a letter's conditions and plans may look at.
#[derive(Debug)]
pub struct Decided<'a, F> {
    /// The call.
    pub call: &'a Call,
    /// The application that was decided.
    pub application: &'a Application<F>,
    /// What was granted.
    pub granted: Money,
    /// The day of the decision, in Norway.
    pub date: NaiveDate,
}

/// What report rules may look at.
#[derive(Debug)]
pub struct Reported<'a, F, I> {
    /// The call.
    pub call: &'a Call,
    /// The application behind the grant.
    pub application: &'a Application<F>,
    /// The grant.
    pub grant: &'a Grant,
    /// What the recipient reports.
    pub content: &'a ReportContent<I>,
}

/// A grant scheme (tilskuddsordning).
pub trait Scheme: Debug + Clone + Copy + Send + Sync + 'static {
    /// What the applicant is asked.
    type Form: Debug + Clone + PartialEq + Serialize + DeserializeOwned + Send + Sync + 'static;
    /// What the recipient reports in numbers.
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

    /// The rule book, parsed once from `rules.toml`.
    fn rules() -> &'static RuleBook;

    /// The sentences, parsed once from `messages/`.
    fn messages() -> &'static Catalogue;

    /// How a call's budget is framed on the values in force.
    ///
    /// # Errors
    /// [`RuleError`] when a value the plan needs is not in force.
    fn frame_plan(rules: &RuleValues) -> Result<Vec<SubFramePlan>, RuleError>;

    /// Where an application competes.
    ///
    /// # Errors
    /// [`RuleError`] when a value it needs is not in force.
    fn placement(draft: &Draft<Self::Form>, rules: &RuleValues) -> Result<Placement, RuleError>;

    /// Whether the measure is based in an institution, as the form says; `None` where it does not
    /// ask. It stands in the figures of an allocation (the escalation plan asks how much of the
    /// money goes to institution-based services), and no rule looks at it.
    #[must_use]
    fn institution_based(_form: &Self::Form) -> Option<bool> {
        None
    }

    /// What the rules say of an application: everything, not only the first.
    ///
    /// # Errors
    /// [`RuleError`] when a value a rule needs is not in force.
    fn findings(case: &Case<'_, Self::Form>, rules: &RuleValues)
    -> Result<Vec<Finding>, RuleError>;

    /// What an application can be granted at the most.
    ///
    /// # Errors
    /// [`RuleError`] when a value the calculation needs is not in force.
    fn claim(
        call: &Call,
        draft: &Draft<Self::Form>,
        rules: &RuleValues,
    ) -> Result<Claim, RuleError>;

    /// The conditions of the grant letter, in order.
    ///
    /// # Errors
    /// [`RuleError`] when a value a condition states is not in force.
    fn conditions(
        decided: &Decided<'_, Self::Form>,
        rules: &RuleValues,
    ) -> Result<Vec<Condition>, RuleError>;

    /// When what is paid; sums to what was granted.
    ///
    /// # Errors
    /// [`RuleError`] when a value the plan needs is not in force.
    fn payment_plan(
        decided: &Decided<'_, Self::Form>,
        rules: &RuleValues,
    ) -> Result<Vec<PlannedInstalment>, RuleError>;

    /// What must be reported when; at least one, the last closes the grant.
    ///
    /// # Errors
    /// [`RuleError`] when a value the plan needs is not in force.
    fn report_plan(
        decided: &Decided<'_, Self::Form>,
        rules: &RuleValues,
    ) -> Result<Vec<PlannedReport>, RuleError>;

    /// What the report rules say of a report.
    ///
    /// # Errors
    /// [`RuleError`] when a value a rule needs is not in force.
    fn report_findings(
        reported: &Reported<'_, Self::Form, Self::Indicators>,
        rules: &RuleValues,
    ) -> Result<Vec<Finding>, RuleError>;

    /// The indicators of one report, in the profile's order.
    fn totals(indicators: &Self::Indicators) -> Vec<IndicatorValue>;
}

/// The applicant, where a rule needs no more.
impl<F> Case<'_, F> {
    /// Who applies.
    #[must_use]
    pub const fn applicant(&self) -> &Applicant {
        &self.draft.applicant
    }

    /// The entries of one register that hold on the case's day.
    pub fn entries<'b>(
        &'b self,
        register: &'b str,
    ) -> impl Iterator<Item = &'b RegisterEntry> + 'b {
        self.facts
            .entries
            .iter()
            .filter(move |entry| entry.register == register && entry.holds_on(self.date))
    }
}
