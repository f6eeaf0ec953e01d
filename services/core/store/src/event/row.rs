//! A row of events.

use chrono::{DateTime, Utc};
use domain::event::{Event, NewEvent, Salt, commit_person};
use domain::identifiers::{CallId, OrganisationNumber};
use domain::step::{Revision, StepName};

use crate::error::{Row, StoreError};

/// A row of events, as it is read.
pub(super) struct EventRow {
    pub(super) cursor: i64,
    pub(super) call_id: Option<String>,
    pub(super) chain: String,
    pub(super) sequence: i64,
    pub(super) resource: String,
    pub(super) step: String,
    pub(super) actor: String,
    pub(super) by_staff: bool,
    pub(super) organisation_number: Option<String>,
    pub(super) at: DateTime<Utc>,
    pub(super) from_revision: i64,
    pub(super) request_hash: Vec<u8>,
    pub(super) reason: String,
    pub(super) payload: String,
    pub(super) salt: Option<Vec<u8>>,
    pub(super) commitment: Vec<u8>,
    pub(super) previous: Vec<u8>,
    pub(super) hash: Vec<u8>,
    pub(super) actor_salt: Option<Vec<u8>>,
    pub(super) format: i16,
}

impl TryFrom<EventRow> for Event {
    type Error = StoreError;

    fn try_from(row: EventRow) -> Result<Self, StoreError> {
        let at = Row::of("event", row.cursor);
        let call = row.call_id.map(CallId::try_from).transpose();
        let organisation = row
            .organisation_number
            .map(OrganisationNumber::try_from)
            .transpose();
        let salt: Option<Result<Salt, Vec<u8>>> = row.actor_salt.map(TryInto::try_into);
        let person = salt.map(|salt| salt.map(|salt| commit_person(&salt, &row.actor)));
        let person = person.transpose();
        Ok(Event {
            cursor: row.cursor,
            event: NewEvent {
                call: at.column("call_id", call)?,
                chain: row.chain,
                resource: row.resource,
                step: at.known("step", StepName::from_name(&row.step))?,
                actor: row.actor,
                by_staff: row.by_staff,
                organisation: at.column("organisation_number", organisation)?,
                at: row.at,
                from_revision: at.known("from_revision", Revision::new(row.from_revision))?,
                request_hash: at.column("request_hash", row.request_hash.try_into())?,
                reason: row.reason,
                payload: row.payload,
            },
            sequence: row.sequence,
            salt: at.column("salt", row.salt.map(TryInto::try_into).transpose())?,
            person: at.column("actor_salt", person)?,
            format: row.format,
            commitment: at.column("commitment", row.commitment.try_into())?,
            previous: at.column("previous", row.previous.try_into())?,
            hash: at.column("hash", row.hash.try_into())?,
        })
    }
}
