//! A row of a decision, as it is read.

use chrono::{DateTime, NaiveDate, Utc};
use domain::calendar::local_date;
use domain::decision::{Decision, DecisionKind, DecisionNumber};
use domain::delivery::{Delivery, Reasons};
use domain::event::EventRef;
use domain::identifiers::{AllocationId, ApplicationId, CallId, OrganisationNumber};
use domain::money::Money;
use store::error::{Row, StoreError};
use uuid::Uuid;

/// The columns of a decision, with its party, its arrivals and the reasons that were asked for.
pub(super) struct DecisionRow {
    pub call_id: String,
    pub application_id: Uuid,
    pub number: i32,
    pub kind: String,
    pub organisation_number: String,
    pub amount_ore: i64,
    pub legal_ground: String,
    pub allocation_id: Option<Uuid>,
    pub signer: String,
    pub decided: DateTime<Utc>,
    pub chain: String,
    pub sequence: i64,
    pub dispatched: Option<NaiveDate>,
    pub appealable: bool,
    pub letter_delivered: Option<NaiveDate>,
    pub letter_read: Option<NaiveDate>,
    pub letter_taken: Option<DateTime<Utc>>,
    pub letter_told: Option<DateTime<Utc>>,
    pub asked: Option<NaiveDate>,
    pub reasons: Option<String>,
    pub given: Option<NaiveDate>,
    pub reasons_delivered: Option<NaiveDate>,
    pub reasons_read: Option<NaiveDate>,
    pub reasons_taken: Option<DateTime<Utc>>,
    pub reasons_told: Option<DateTime<Utc>>,
    pub text_sha256: String,
}

impl DecisionRow {
    pub fn read(self) -> Result<Decision, StoreError> {
        let at = Row::of("decision", format_args!("{}/{}", self.chain, self.number));
        let allocation = self.allocation_id.map(AllocationId::try_from).transpose();
        Ok(Decision {
            call: at.column("call_id", CallId::try_from(self.call_id))?,
            application: at.column(
                "application_id",
                ApplicationId::try_from(self.application_id),
            )?,
            number: at.known("number", DecisionNumber::new(self.number))?,
            kind: at.known("kind", DecisionKind::from_code(&self.kind))?,
            organisation: at.column(
                "organisation_number",
                OrganisationNumber::try_from(self.organisation_number),
            )?,
            amount: Money::from_ore(self.amount_ore),
            legal_ground: self.legal_ground,
            allocation: at.column("allocation_id", allocation)?,
            signer: self.signer,
            decided: self.decided,
            event: EventRef {
                chain: self.chain,
                sequence: self.sequence,
            },
            text_sha256: self.text_sha256,
            appealable: self.appealable,
            dispatched: self.dispatched,
            delivered: delivered(self.letter_delivered, self.letter_taken),
            read: read(self.letter_read, self.letter_told),
            reasons: self.asked.map(|asked| Reasons {
                asked,
                text: self.reasons.unwrap_or_default(),
                delivery: Delivery {
                    sent: self.given,
                    delivered: delivered(self.reasons_delivered, self.reasons_taken),
                    read: read(self.reasons_read, self.reasons_told),
                },
            }),
        })
    }
}

/// Returns the day of delivery: as a person recorded it, else when the party's own system took the
/// notification of it.
fn delivered(recorded: Option<NaiveDate>, taken: Option<DateTime<Utc>>) -> Option<NaiveDate> {
    recorded.or_else(|| taken.map(local_date))
}

/// Returns the day of reading: the first on which it, or the notification of it, was read.
fn read(recorded: Option<NaiveDate>, told: Option<DateTime<Utc>>) -> Option<NaiveDate> {
    recorded.into_iter().chain(told.map(local_date)).min()
}
