//! Changes of the account that a grant is paid to (kontoendring): one person asks, another checks,
//! and payments wait until the waiting period is over.

use chrono::NaiveDate;

use super::{Grant, GrantState, InstalmentState, Notice};
use crate::findings::{Finding, FindingValue};
use crate::identifiers::AccountNumber;
use crate::refusal::Refusal;
use crate::step::{StepName, StepRecord};

/// The rule value with the days from the approval of an account to the first day that it is paid
/// to.
pub const ACCOUNT_WAITING_DAYS: &str = "account.waiting_days";

/// The source of the demand that those who keep accounts do not handle payments.
const SEPARATION: &str = "Bestemmelser om økonomistyring i staten 2.5.2.1";

/// A change of the account of a grant. It is kept for ever, whatever became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountChange {
    /// Number among the grant's changes, from 1.
    pub number: i32,
    /// The account that was asked for.
    pub account: AccountNumber,
    /// The account that it replaces.
    pub replaced: AccountNumber,
    /// The person at the recipient who asks.
    pub asked_by: String,
    /// The notice to the recipient, as it was written when the change was asked for.
    pub notice: Notice,
    /// The request: who registered it, when, why.
    pub requested: StepRecord,
    /// The approval; none before it.
    pub approved: Option<AccountApproval>,
    /// The rejection or the withdrawal; none without one.
    pub rejected: Option<StepRecord>,
}

/// The approval of an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountApproval {
    /// The person who approved it, the time, and the way in which it was checked.
    pub record: StepRecord,
    /// First day that payments use the account.
    pub use_from: NaiveDate,
}

/// The place of a change on its way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AccountChangeState {
    /// Waits for another person's check.
    Asked,
    /// Approved; its waiting period runs.
    Waiting,
    /// Approved, and paid to.
    Used,
    /// Rejected or withdrawn.
    Rejected,
}

impl AccountChange {
    /// Returns where the change stands on a day.
    #[must_use]
    pub fn state(&self, today: NaiveDate) -> AccountChangeState {
        match (&self.approved, &self.rejected) {
            (_, Some(_)) => AccountChangeState::Rejected,
            (None, None) => AccountChangeState::Asked,
            (Some(approval), None) if today < approval.use_from => AccountChangeState::Waiting,
            (Some(_), None) => AccountChangeState::Used,
        }
    }
}

/// A change that is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountRequest {
    /// The account to pay to.
    pub account: AccountNumber,
    /// The person at the recipient who asks.
    pub asked_by: String,
    /// The notice to the recipient.
    pub notice: Notice,
}

impl Grant {
    /// Asks for another account. Returns the grant and the change.
    ///
    /// # Errors
    /// [`Refusal::WrongState`] unless the grant is accepted and can be paid;
    /// [`Refusal::RulesNotMet`] when another change is not in use yet, or the account is the
    /// present one.
    pub fn change_account(
        mut self,
        request: AccountRequest,
        today: NaiveDate,
        step: StepRecord,
    ) -> Result<(Self, AccountChange), Refusal> {
        let replaced = match (&self.state, self.state.account()) {
            (GrantState::Recovery { .. }, _) | (_, None) => {
                return Err(self.wrong_state(StepName::ChangeAccount));
            }
            (_, Some(account)) => account.clone(),
        };
        let refused = if self.open_change(today).is_some() {
            Some("ACCOUNT_CHANGE_OPEN")
        } else if replaced == request.account && !self.has_account_of_predecessor() {
            Some("ACCOUNT_UNCHANGED")
        } else {
            None
        };
        if let Some(code) = refused {
            let finding = Finding::blocking(code, "configurable");
            return Err(Refusal::RulesNotMet(vec![finding]));
        }
        let last = self.account_changes.last();
        let change = AccountChange {
            number: last.map_or(0, |last| last.number) + 1,
            account: request.account,
            replaced,
            asked_by: request.asked_by,
            notice: request.notice,
            requested: step.clone(),
            approved: None,
            rejected: None,
        };
        self.account_changes.push(change.clone());
        Ok((self.stamped(step), change))
    }

    /// Approves the account that was asked for; payments use it from a day on. Returns the grant
    /// and the change.
    ///
    /// # Errors
    /// [`Refusal::RulesNotMet`] when no change waits for approval; [`Refusal::FourEyes`] to the
    /// person who registered it.
    pub fn approve_account(
        mut self,
        use_from: NaiveDate,
        step: StepRecord,
    ) -> Result<(Self, AccountChange), Refusal> {
        let asked = |one: &&mut AccountChange| one.approved.is_none() && one.rejected.is_none();
        let Some(change) = self.account_changes.iter_mut().rev().find(asked) else {
            return Err(no_change());
        };
        if change.requested.actor == step.actor {
            return Err(Refusal::FourEyes {
                actor: step.actor,
                other: StepName::ChangeAccount,
                step: StepName::ApproveAccount,
            });
        }
        change.approved = Some(AccountApproval {
            record: step.clone(),
            use_from,
        });
        let change = change.clone();
        self.state = self.state.paid_to(change.account.clone());
        Ok((self.stamped(step), change))
    }

    /// Rejects or withdraws a change that is not in use yet; the account before it stays. Returns
    /// the grant and the change.
    ///
    /// # Errors
    /// [`Refusal::RulesNotMet`] when there is none.
    pub fn reject_account(
        mut self,
        today: NaiveDate,
        step: StepRecord,
    ) -> Result<(Self, AccountChange), Refusal> {
        let Some(number) = self.open_change(today).map(|open| open.number) else {
            return Err(no_change());
        };
        let open = |one: &&mut AccountChange| one.number == number;
        let Some(change) = self.account_changes.iter_mut().find(open) else {
            return Err(no_change());
        };
        change.rejected = Some(step.clone());
        let change = change.clone();
        self.state = self.state.paid_to(change.replaced.clone());
        Ok((self.stamped(step), change))
    }

    /// Returns the account that is paid to on a day: while a change waits, the one before it.
    #[must_use]
    pub fn account_on(&self, today: NaiveDate) -> Option<&AccountNumber> {
        match self.open_change(today) {
            Some(open) => Some(&open.replaced),
            None => self.state.account(),
        }
    }

    /// Returns what stands in the way of a payment because of the account. `person` is who would
    /// attest or approve it.
    pub(super) fn account_blocks(&self, person: Option<&str>, today: NaiveDate) -> Vec<Finding> {
        let mut blocks = Vec::new();
        if let Some(open) = self.open_change(today) {
            blocks.push(match &open.approved {
                None => Finding::blocking("PAYMENT_ACCOUNT_PENDING", "configurable"),
                Some(approval) => Finding::blocking("PAYMENT_ACCOUNT_WAITING", "configurable")
                    .with("date", FindingValue::Date(approval.use_from)),
            });
        }
        blocks.extend(self.predecessor_block());
        if person.is_some_and(|person| self.keeps_account(person)) {
            blocks.push(Finding::blocking("PAYMENT_ACCOUNT_FOUR_EYES", SEPARATION));
        }
        blocks
    }

    /// Returns the finding on payments that were attested to an account that has been replaced.
    pub(crate) fn attested_to_another(&self) -> Option<Finding> {
        let approved = self.account_changes.iter().filter_map(|one| {
            let approval = one.approved.as_ref().filter(|_| one.rejected.is_none());
            approval.map(|approval| approval.record.at)
        });
        let last = approved.max()?;
        let before = self.instalments.iter().any(|one| match one.state {
            InstalmentState::Attested { at, .. } => at <= last,
            InstalmentState::Planned
            | InstalmentState::Approved { .. }
            | InstalmentState::Paid { .. }
            | InstalmentState::Cancelled => false,
        });
        before.then(|| Finding::blocking("PAYMENT_ACCOUNT_CHANGED", SEPARATION))
    }

    /// Returns true if the person registered or approved an account of this grant.
    fn keeps_account(&self, person: &str) -> bool {
        self.account_changes.iter().any(|one| {
            let approval = one.approved.as_ref();
            approval.is_some_and(|approval| {
                approval.record.actor == person || one.requested.actor == person
            })
        })
    }

    /// Returns the change that is asked for or waits on a day.
    fn open_change(&self, today: NaiveDate) -> Option<&AccountChange> {
        let state = |one: &&AccountChange| {
            let state = one.state(today);
            state == AccountChangeState::Asked || state == AccountChangeState::Waiting
        };
        self.account_changes.iter().rev().find(state)
    }
}

impl GrantState {
    /// The same state with another account.
    fn paid_to(self, account: AccountNumber) -> Self {
        match self {
            Self::Accepted { .. } => Self::Accepted { account },
            Self::Active { .. } => Self::Active { account },
            Self::Paused { .. } => Self::Paused { account },
            Self::Reported { .. } => Self::Reported { account },
            Self::Closed { .. } => Self::Closed { account },
            Self::Recovery {
                to_repay, ended, ..
            } => Self::Recovery {
                account,
                to_repay,
                ended,
            },
            Self::Offered | Self::Declined | Self::Lapsed | Self::Reversed => self,
        }
    }
}

fn no_change() -> Refusal {
    Refusal::RulesNotMet(vec![Finding::blocking("ACCOUNT_NO_CHANGE", "configurable")])
}
