//! What a scheme is: data, two types and a few pure functions. Everything else is written once,
//! generic over [`Scheme`].
//!
//! A scheme's crate implements [`Scheme`] for a unit type, keeps every number of its regulation in
//! `rules.toml` and every sentence in `messages/{nb,nn,en}.ftl`. No function here may look at a
//! clock, a file or a database: what it needs is handed in.

use std::collections::BTreeMap;
use std::fmt::Debug;

use chrono::NaiveDate;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use text::Catalogue;

use crate::application::{Applicant, Application, Draft};
use crate::call::Call;
use crate::claim::Claim;
use crate::division::Division;
pub use crate::division::PlanRule;
use crate::findings::{Finding, FindingValue};
use crate::grant::{Condition, Grant, PlannedInstalment};
use crate::money::Money;
use crate::register::{EarlierGrant, RegisterEntry};
use crate::report::{PlannedReport, ReportContent};
use crate::rules::{RuleBook, RuleError, RuleValues};

/// What a scheme is called, rests on and asks assessors. What people read is in its catalogue: the
/// messages `scheme-title`, `scheme-purpose` (formål), `scheme-target-group` (målgruppe),
/// `scheme-goal-criteria` (how goal achievement is judged) and `scheme-follow-up` (how the grant is
/// followed up and controlled), and one for each code below.
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

/// Where an application competes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Placement {
    /// Code of the sub-frame.
    pub sub_frame: String,
    /// Priority class, 1 first; class 1 is served in full before class 2 gets anything.
    pub priority_class: u32,
    /// Which year of support this is, from 1, where the scheme counts them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub support_year: Option<u32>,
    /// The groups the scheme itself names, by the code of the grouping; see
    /// [`Grouping::Scheme`](crate::division::Grouping::Scheme).
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub groups: BTreeMap<String, String>,
}

impl Placement {
    /// A place in a sub-frame and a class, and nothing else to say.
    #[must_use]
    pub fn new(sub_frame: impl Into<String>, priority_class: u32) -> Self {
        Self {
            sub_frame: sub_frame.into(),
            priority_class,
            support_year: None,
            groups: BTreeMap::new(),
        }
    }
}

/// How one sub-frame is divided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SubFramePlan {
    /// Code. Its title is the message `sub-frame-<code>`.
    pub code: &'static str,
    /// How it is divided.
    pub division: Division,
    /// Priority classes in order. Each title is the message `class-<code>`. Empty: all stand equal,
    /// in class 1.
    pub priority_classes: &'static [&'static str],
    /// Whether what nobody here can use goes to another sub-frame from some day.
    pub release: Option<Release>,
}

impl SubFramePlan {
    /// A sub-frame divided by a rule and nothing else: all equal, nothing released.
    #[must_use]
    pub const fn by(code: &'static str, rule: PlanRule) -> Self {
        Self {
            code,
            division: Division::by(rule),
            priority_classes: &[],
            release: None,
        }
    }

    /// The same, with priority classes.
    #[must_use]
    pub const fn in_classes(mut self, classes: &'static [&'static str]) -> Self {
        self.priority_classes = classes;
        self
    }

    /// How many priority classes there are: one where all stand equal.
    #[must_use]
    pub fn classes(&self) -> u32 {
        u32::try_from(self.priority_classes.len().max(1)).unwrap_or(u32::MAX)
    }
}

/// A sub-frame that is kept for its own applicants until a day of the grant year, and then open to
/// another's (frigis).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Release {
    /// Code of the sub-frame that what is left goes to.
    pub to: &'static str,
    /// Month of the last day it is kept.
    pub month: u32,
    /// Day of the month.
    pub day: u32,
}

impl Release {
    /// Whether it is open to all on a day: the day after the last, in the grant year, and from then
    /// on. A day that the year lacks has not come.
    #[must_use]
    pub fn has_come(&self, grant_year: i32, today: NaiveDate) -> bool {
        NaiveDate::from_ymd_opt(grant_year, self.month, self.day).is_some_and(|last| today > last)
    }
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

/// One summed indicator of one report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct IndicatorValue {
    /// One of the profile's codes.
    pub code: &'static str,
    /// The value, in the profile's unit.
    pub value: i64,
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

/// Arguments of a message, written short.
#[must_use]
pub fn args<const N: usize>(
    pairs: [(&'static str, FindingValue); N],
) -> Vec<(&'static str, FindingValue)> {
    pairs.to_vec()
}
