//! The facts that the functions of a scheme may read.

use chrono::NaiveDate;

use crate::application::{Applicant, Application, Draft};
use crate::calendar::add_days;
use crate::call::Call;
use crate::document::Document;
use crate::grant::{Budget, BudgetLine, Grant, PlannedInstalment};
use crate::identifiers::OrganisationNumber;
use crate::money::Money;
use crate::register::{EarlierGrant, RegisterEntry};
use crate::report::{ReportContent, ReportPlace};
use crate::rules::{APPLICATIONS_MAX, Cited, IfInForce, RuleError, RuleValues};

/// The facts a rule about an application may read.
#[derive(Debug)]
pub struct Case<'a, F> {
    /// The call.
    pub call: &'a Call,
    /// The draft.
    pub draft: &'a Draft<F>,
    /// Facts about the applicant.
    pub facts: &'a ApplicantFacts,
    /// Codes of the attachments.
    pub attachment_kinds: &'a [String],
    /// The day the application is judged: today in Norway, or the day it was first submitted.
    pub date: NaiveDate,
}

/// Facts about an applicant, from registers and from earlier calls.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ApplicantFacts {
    /// Entries in registers, for the organisation or for its municipality and those merged into it.
    pub entries: Vec<RegisterEntry>,
    /// Grants in this scheme, in any call.
    pub earlier_grants: Vec<EarlierGrant>,
    /// Grants of other organisations that the form names in the applicant's group.
    pub group_grants: Vec<(OrganisationNumber, EarlierGrant)>,
    /// Other applications of the organisation in this call that are submitted and alive.
    pub other_applications: u32,
}

/// The facts the conditions and plans of a letter may read.
#[derive(Debug)]
pub struct Decided<'a, F> {
    /// The call.
    pub call: &'a Call,
    /// The decided application.
    pub application: &'a Application<F>,
    /// The amount granted.
    pub granted: Money,
    /// The day of the decision, in Norway.
    pub date: NaiveDate,
}

/// The facts a rule about a report may read.
#[derive(Debug)]
pub struct Reported<'a, F, I> {
    /// The call.
    pub call: &'a Call,
    /// The application behind the grant.
    pub application: &'a Application<F>,
    /// The grant.
    pub grant: &'a Grant,
    /// The place of the report in the plan.
    pub place: &'a ReportPlace,
    /// The content of the report.
    pub content: &'a ReportContent<I>,
    /// The documents of the report.
    pub documents: &'a [Document],
    /// The day the report is judged, in Norway.
    pub today: NaiveDate,
}

impl<F> Case<'_, F> {
    /// The applicant.
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

    /// The entries of a register of the applicant itself, of whatever day: a registration is not
    /// taken over with an organisation, as an exclusion is.
    pub fn own_entries<'b>(
        &'b self,
        register: &'b str,
    ) -> impl Iterator<Item = &'b RegisterEntry> + 'b {
        let own = &self.applicant().organisation;
        let entries = self.facts.entries.iter();
        entries.filter(move |entry| entry.register == register && entry.organisation == *own)
    }
}

impl ApplicantFacts {
    /// Returns the largest number of applications of one organisation in a call, where the
    /// applicant has reached it. A scheme without the rule value sets no limit.
    ///
    /// # Errors
    /// [`RuleError`] when the value is not a count.
    pub fn reached_limit<'r>(
        &self,
        rules: &'r RuleValues,
    ) -> Result<Option<Cited<'r, u32>>, RuleError> {
        let most = rules.count(APPLICATIONS_MAX).if_in_force()?;
        Ok(most.filter(|most| self.other_applications >= most.value))
    }
}

impl<F, I> Reported<'_, F, I> {
    /// Returns whether the report has a document of this kind.
    #[must_use]
    pub fn has_document(&self, kind: &str) -> bool {
        self.documents.iter().any(|document| document.kind == kind)
    }

    /// The scheme's indicators; none where the report asks for none, or has none yet.
    #[must_use]
    pub const fn indicators(&self) -> Option<&I> {
        match self.place.kind.asks_for_results() {
            true => self.content.indicators.as_ref(),
            false => None,
        }
    }

    /// Returns the lines of a budget that no report tells of when this one settles the grant.
    #[must_use]
    pub fn missing_lines<'b>(&self, budget: &'b Budget) -> Vec<&'b BudgetLine> {
        self.content.missing_lines(budget, self.place)
    }

    /// The budget that the accounts are held against: the grant's, or the application's `lines` for
    /// a grant that was decided before grants had budgets.
    #[must_use]
    pub fn budget(&self, lines: fn(&F) -> Vec<BudgetLine>) -> Budget {
        let approved = self.grant.approved_budget().cloned();
        approved.unwrap_or_else(|| lines(&self.application.draft.form).into())
    }
}

impl<F> Decided<'_, F> {
    /// The last day to accept the grant.
    #[must_use]
    pub fn accept_by(&self) -> NaiveDate {
        let days = self.call.terms.acceptance_days.into();
        // At most 365 days: the calendar does not end there.
        add_days(self.date, days).unwrap_or(NaiveDate::MAX)
    }

    /// One instalment of the whole grant, on a day or on that of the decision where it is later.
    #[must_use]
    pub fn paid_at_once(&self, due: NaiveDate) -> Vec<PlannedInstalment> {
        vec![PlannedInstalment {
            due: due.max(self.date),
            year: self.call.terms.grant_year,
            amount: self.granted,
        }]
    }
}
