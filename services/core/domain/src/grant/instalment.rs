//! Instalments (utbetalinger): when what of a grant is paid.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::next_year::InstalmentSource;
use crate::identifiers::{BatchId, CaseReference};
use crate::money::Money;

/// One payment of the plan, before it is stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PlannedInstalment {
    /// Earliest day to pay.
    pub due: NaiveDate,
    /// The budget year that it is charged to.
    pub year: i32,
    /// Amount.
    pub amount: Money,
}

/// The approval of an attested instalment for payment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Approval {
    /// The person with budget authority who approved it: another than the attestant.
    pub by: String,
    /// The time.
    pub at: DateTime<Utc>,
    /// The batch that it is paid in.
    pub batch: BatchId,
}

/// State of an instalment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum InstalmentState {
    /// In the plan.
    Planned,
    /// Attested (attestert); part of the payment basis.
    Attested {
        /// By whom.
        by: String,
        /// The time.
        at: DateTime<Utc>,
    },
    /// Approved for payment, in a batch that is exported to the bank.
    Approved {
        /// By whom it was attested.
        by: String,
        /// Time of the attestation.
        at: DateTime<Utc>,
        /// The approval.
        approval: Approval,
    },
    /// Paid: a receipt has come.
    Paid {
        /// By whom it was attested.
        by: String,
        /// Time of the attestation.
        at: DateTime<Utc>,
        /// The day it was booked.
        booked: NaiveDate,
        /// The approval; none where it was paid before payments were approved.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        approval: Option<Approval>,
        /// The case whose debt it was kept for; none where it was paid by the bank.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        set_off: Option<CaseReference>,
    },
    /// Will not be paid.
    Cancelled,
}

impl InstalmentState {
    /// The name in the database.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Planned => "planned",
            Self::Attested { .. } => "attested",
            Self::Approved { .. } => "approved",
            Self::Paid { .. } => "paid",
            Self::Cancelled => "cancelled",
        }
    }

    /// The case whose debt it was kept for.
    #[must_use]
    pub const fn set_off(&self) -> Option<&CaseReference> {
        match self {
            Self::Paid { set_off, .. } => set_off.as_ref(),
            Self::Planned | Self::Attested { .. } | Self::Approved { .. } | Self::Cancelled => None,
        }
    }

    /// The approval for payment, once there is one.
    #[must_use]
    pub const fn approval(&self) -> Option<&Approval> {
        match self {
            Self::Approved { approval, .. } => Some(approval),
            Self::Paid { approval, .. } => approval.as_ref(),
            Self::Planned | Self::Attested { .. } | Self::Cancelled => None,
        }
    }
}

/// What a bank's answer says of a payment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BankAnswerKind {
    /// Taken by the bank, not booked yet.
    Accepted,
    /// Refused by the bank; the instalment is in the plan again.
    Rejected,
    /// Booked out of the payer's account.
    Booked,
    /// Came back; the instalment is in the plan again.
    Returned,
}

/// The bank's last answer about an instalment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BankAnswer {
    /// The kind.
    pub kind: BankAnswerKind,
    /// The day it was booked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub booked: Option<NaiveDate>,
    /// The bank's reason, an ISO 20022 code; empty where there is none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub code: String,
    /// The bank's words; empty where there are none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
}

/// One payment of a grant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Instalment {
    /// Number in the plan, from 1.
    pub number: i32,
    /// Earliest day to pay.
    pub due: NaiveDate,
    /// The budget year that it is charged to.
    pub year: i32,
    /// Amount.
    pub amount: Money,
    /// Its state.
    pub state: InstalmentState,
    /// The hand-over to the bank that is next or under way, from 1: one more each time that the
    /// bank rejects or returns it.
    pub hand_over: i32,
    /// The bank's last answer.
    pub bank: Option<BankAnswer>,
    /// The frame that it is promised from.
    pub source: InstalmentSource,
}

impl Instalment {
    /// An instalment of a new plan.
    #[must_use]
    pub const fn planned(number: i32, planned: PlannedInstalment) -> Self {
        Self {
            number,
            due: planned.due,
            year: planned.year,
            amount: planned.amount,
            state: InstalmentState::Planned,
            hand_over: 1,
            bank: None,
            source: InstalmentSource::Call,
        }
    }
}
