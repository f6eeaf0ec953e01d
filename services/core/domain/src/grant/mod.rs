//! A grant (tilskudd): what was promised, on which conditions, and what becomes of it.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::application::Applicant;
use crate::identifiers::{AccountNumber, AllocationId, ApplicationId, CallId, CaseReference};
use crate::money::Money;
use crate::names;
use crate::obligation::Obligation;
use crate::refusal::Refusal;
use crate::step::{Revision, StepName, StepRecord};

pub use crate::grant::acceptance::{
    ACCEPTANCE_DAYS, LAPSE_NOTICE_DAYS, LapseNotice, LateAcceptance,
};
pub use crate::grant::account_change::{
    ACCOUNT_WAITING_DAYS, AccountApproval, AccountChange, AccountChangeState, AccountRequest,
};
pub use crate::grant::area::UnitArea;
pub use crate::grant::budget::{
    Budget, BudgetAmount, BudgetAnswer, BudgetLine, GrantBudget, REVISED_BUDGET, RevisedBudget,
    RevisedBudgetState,
};
pub use crate::grant::change::{
    Asked, CHANGE_BUDGET_FREE, CHANGE_CONTENT_DECIDED, CHANGE_FOUR_EYES, CHANGE_PARTNER_DECIDED,
    CHANGE_REPORT_DAYS, CHANGE_TIME_DECIDED, ChangeKind, ChangeNumber, ChangeRules, ChangeState,
    GrantChange, Wanted,
};
pub use crate::grant::condition::Condition;
pub use crate::grant::documents::PaymentDocument;
pub use crate::grant::fact::{Areas, PaymentFact, Properties, Registration, SuppliedFacts};
pub use crate::grant::instalment::{
    Approval, BankAnswer, BankAnswerKind, Instalment, InstalmentState, PlannedInstalment,
};
pub use crate::grant::lower::Lower;
pub use crate::grant::next_year::{Awaited, InstalmentSource};
pub use crate::grant::notice::Notice;
pub(crate) use crate::grant::notice::notice;
pub use crate::grant::part::{BY_LINE, GrantPart, SettlementRule};
pub use crate::grant::payment::APPROVAL_FOUR_EYES;
pub use crate::grant::raise::Raise;
pub use crate::grant::recovery::{
    Approved, Arrangement, ArrangementPlan, ArrangementState, ClaimLowered, Claiming, DuePart,
    FaultClass, InterestFrom, InterestPaid, InterestRate, InterestRules, KeptOf, Lowered, Recovery,
    RecoveryClaim, RecoveryNotice, RecoveryNumber, RecoveryStanding, SetOff,
};
pub use crate::grant::renewal::Renewal;
pub use crate::grant::repayment::{Received, Repayment};
pub use crate::grant::settlement::Settlement;
pub use crate::grant::takeover::GrantTakeover;
pub use crate::grant::terms::TermsVersion;

mod acceptance;
mod account;
mod account_change;
#[cfg(test)]
mod account_tests;
mod area;
#[cfg(test)]
mod area_tests;
mod budget;
#[cfg(test)]
mod budget_tests;
mod change;
mod condition;
mod documents;
mod duty;
#[cfg(test)]
mod duty_tests;
mod fact;
#[cfg(test)]
mod fact_tests;
pub mod instalment;
#[cfg(test)]
mod lives_tests;
mod lower;
mod next_year;
mod notice;
mod part;
mod payment;
mod raise;
mod recovery;
mod renewal;
mod repayment;
#[cfg(test)]
mod repayment_tests;
pub mod settlement;
#[cfg(test)]
mod settlement_tests;
mod takeover;
mod terms;

/// State of a grant; each state carries its facts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum GrantState {
    /// Waits for the recipient (tilbudt).
    Offered,
    /// Accepted (akseptert).
    Accepted {
        /// Account to pay to.
        account: AccountNumber,
    },
    /// Declined (takket nei).
    Declined,
    /// Not accepted in time (bortfalt).
    Lapsed,
    /// Reversed by the authority before anything was paid (omgjort).
    Reversed,
    /// Runs.
    Active {
        /// Account to pay to.
        account: AccountNumber,
    },
    /// Payments stopped on suspicion.
    Paused {
        /// Account to pay to.
        account: AccountNumber,
    },
    /// Last report delivered.
    Reported {
        /// Account to pay to.
        account: AccountNumber,
    },
    /// Done. What may be kept and is not paid yet can still be paid: some grants hold money back
    /// until the last report.
    Closed {
        /// Account to pay to.
        account: AccountNumber,
    },
    /// Money must be paid back (tilbakebetaling).
    Recovery {
        /// Account that was paid to.
        account: AccountNumber,
        /// The amount that remains to repay.
        to_repay: Money,
        /// True if the grant is closed when nothing remains to repay; else it goes on.
        #[serde(default = "ended")]
        ended: bool,
    },
}

/// Grants that came into recovery before they could go on had all ended.
const fn ended() -> bool {
    true
}

impl GrantState {
    /// The name in the database and in error metadata.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Offered => "offered",
            Self::Accepted { .. } => "accepted",
            Self::Declined => "declined",
            Self::Lapsed => "lapsed",
            Self::Reversed => "reversed",
            Self::Active { .. } => "active",
            Self::Paused { .. } => "paused",
            Self::Reported { .. } => "reported",
            Self::Closed { .. } => "closed",
            Self::Recovery { .. } => "recovery",
        }
    }

    /// The account to pay to, once accepted.
    #[must_use]
    pub const fn account(&self) -> Option<&AccountNumber> {
        match self {
            Self::Accepted { account }
            | Self::Active { account }
            | Self::Paused { account }
            | Self::Reported { account }
            | Self::Closed { account }
            | Self::Recovery { account, .. } => Some(account),
            Self::Offered | Self::Declined | Self::Lapsed | Self::Reversed => None,
        }
    }
}

/// A grant. Its id is the application's.
#[derive(Debug, Clone, PartialEq)]
pub struct Grant {
    /// The application it answers, and its own id.
    pub id: ApplicationId,
    /// The call.
    pub call: CallId,
    /// The allocation that decided it.
    pub allocation: AllocationId,
    /// The case reference, the name people use.
    pub case_reference: CaseReference,
    /// The recipient.
    pub recipient: Applicant,
    /// Sub-frame it is promised from.
    pub sub_frame: String,
    /// The amount promised.
    pub granted: Money,
    /// The person who approved the decision: may not attest its payments.
    pub approved_by: String,
    /// Time of the decision.
    pub decided: DateTime<Utc>,
    /// The terms that were sent last; none before a letter is sent.
    pub terms: Option<TermsVersion>,
    /// The terms that the recipient accepted; none before it did.
    pub accepted_terms: Option<TermsVersion>,
    /// Last day to accept, as the letter has it.
    pub accept_by: NaiveDate,
    /// The leave to accept after that day; none without one.
    pub late_acceptance: Option<LateAcceptance>,
    /// The notice that the offer will lapse; none before it, and none after a late acceptance was
    /// admitted.
    pub lapse_notice: Option<LapseNotice>,
    /// The budget; none for grants that were decided before grants had budgets.
    pub budget: Option<GrantBudget>,
    /// The letter's conditions.
    pub conditions: Vec<Condition>,
    /// The instalments and their dates.
    pub instalments: Vec<Instalment>,
    /// The documents that payment waits for; none for grants that were decided before they were
    /// asked for here.
    pub payment_documents: Vec<PaymentDocument>,
    /// The facts that must be known before payment.
    pub facts: Vec<PaymentFact>,
    /// The duties to repay that outlive the payment, by number.
    pub obligations: Vec<Obligation>,
    /// Every change of its account, in order.
    pub account_changes: Vec<AccountChange>,
    /// Every change that was asked for, in order.
    pub changes: Vec<GrantChange>,
    /// Every repayment, in order.
    pub repayments: Vec<Repayment>,
    /// Every recovery, in order.
    pub recoveries: Vec<Recovery>,
    /// True if nothing is paid before accounts are accepted and settled.
    pub settled_first: bool,
    /// The last settlement; none before one.
    pub settlement: Option<Settlement>,
    /// Its state.
    pub state: GrantState,
    /// The day a payment was rejected or came back, until the account is confirmed or changed.
    pub account_returned_on: Option<NaiveDate>,
    /// The traces of takeovers of its recipient.
    pub takeover: GrantTakeover,
    /// The step that brought it there.
    pub last_step: StepRecord,
    /// Changes so far.
    pub revision: Revision,
}

impl Grant {
    /// Records that the conditions for payment are met.
    ///
    /// # Errors
    /// [`Refusal::WrongState`] unless accepted; [`Refusal::RulesNotMet`] with every document and
    /// every fact that must be there before payment and is missing.
    pub fn activate(mut self, step: StepRecord) -> Result<Self, Refusal> {
        let mut missing = self.document_blocks();
        missing.extend(self.missing_facts());
        self.state = match self.state {
            GrantState::Accepted { .. } if !missing.is_empty() => {
                return Err(Refusal::RulesNotMet(missing));
            }
            GrantState::Accepted { account } => GrantState::Active { account },
            _ => return Err(self.wrong_state(StepName::ActivateGrant)),
        };
        Ok(self.stamped(step))
    }

    /// Stops payments.
    ///
    /// # Errors
    /// [`Refusal::WrongState`] unless active.
    pub fn pause(mut self, step: StepRecord) -> Result<Self, Refusal> {
        self.state = match self.state {
            GrantState::Active { account } => GrantState::Paused { account },
            _ => return Err(self.wrong_state(StepName::PauseGrant)),
        };
        Ok(self.stamped(step))
    }

    /// Takes payments up again.
    ///
    /// # Errors
    /// [`Refusal::WrongState`] unless paused.
    pub fn resume(mut self, step: StepRecord) -> Result<Self, Refusal> {
        self.state = match self.state {
            GrantState::Paused { account } => GrantState::Active { account },
            _ => return Err(self.wrong_state(StepName::ResumeGrant)),
        };
        Ok(self.stamped(step))
    }

    /// Returns true if reports on the grant can be delivered and accepted: it runs, also while
    /// money remains to repay; or it is accepted, where accounts are settled before payment.
    #[must_use]
    pub const fn takes_reports(&self) -> bool {
        match self.state {
            GrantState::Accepted { .. } => self.settled_first,
            GrantState::Active { .. }
            | GrantState::Reported { .. }
            | GrantState::Recovery { ended: false, .. } => true,
            GrantState::Offered
            | GrantState::Declined
            | GrantState::Lapsed
            | GrantState::Reversed
            | GrantState::Paused { .. }
            | GrantState::Closed { .. }
            | GrantState::Recovery { ended: true, .. } => false,
        }
    }

    /// Records that a report was delivered; the last one makes a grant that runs reported.
    ///
    /// # Errors
    /// [`Refusal::WrongState`] unless it takes reports.
    pub fn report(mut self, last: bool, step: StepRecord) -> Result<Self, Refusal> {
        if !self.takes_reports() {
            return Err(self.wrong_state(StepName::SubmitReport));
        }
        if let (true, GrantState::Active { account }) = (last, &self.state) {
            self.state = GrantState::Reported {
                account: account.clone(),
            };
        }
        Ok(self.stamped(step))
    }

    /// The refusal for a step that is not open now.
    #[must_use]
    pub fn wrong_state(&self, step: StepName) -> Refusal {
        Refusal::WrongState {
            resource: names::grant(&self.call, self.id),
            state: self.state.name(),
            step,
        }
    }

    fn stamped(mut self, step: StepRecord) -> Self {
        self.last_step = step;
        self.revision = self.revision.next();
        self
    }
}
