//! Instalments (utbetalinger): when what of a grant is paid.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::identifiers::BatchId;
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
}
