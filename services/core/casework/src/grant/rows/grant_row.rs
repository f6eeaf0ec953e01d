//! A row of a grant, as it is read.

use chrono::{DateTime, NaiveDate, Utc};
use domain::grant::{Condition, Grant, GrantState, GrantTakeover};
use domain::money::Money;
use domain::step::Revision;
use serde::de::DeserializeOwned;
use serde_json::Value;
use store::columns::{ApplicantColumns, from_json};
use store::error::{Row, StoreError};
use uuid::Uuid;

use super::{budget, documents, terms};

/// The columns of a grant, with its recipient and the terms that were sent and accepted.
pub(super) struct GrantRow {
    pub call_id: String,
    pub grant_id: Uuid,
    pub allocation_id: Uuid,
    pub case_reference: String,
    pub organisation_number: String,
    pub organisation_name: String,
    pub applicant_kind: String,
    pub municipality_number: String,
    pub invented_number: bool,
    pub sub_frame: String,
    pub granted_ore: i64,
    pub approved_by: String,
    pub decided: DateTime<Utc>,
    pub accept_by: NaiveDate,
    pub late_acceptance: Option<Value>,
    pub lapse_notice: Option<Value>,
    pub budget: Option<Value>,
    pub revised_budget: Option<Value>,
    pub settled_first: bool,
    pub settlement: Option<Value>,
    pub payment_documents: Value,
    pub document_kinds: Vec<String>,
    pub payment_facts: Value,
    pub conditions: Value,
    pub state: Value,
    pub account_returned_on: Option<NaiveDate>,
    pub last_step: Value,
    pub revision: i64,
    pub accepted_decision: Option<i32>,
    pub accepted_sha256: Option<String>,
    pub sent_decision: Option<i32>,
    pub sent_sha256: Option<String>,
}

/// Reads a grant without what other tables hold of it.
pub(super) fn grant(row: GrantRow) -> Result<Grant, StoreError> {
    let at = Row::of("grant", row.grant_id);
    let recipient = ApplicantColumns {
        organisation_number: row.organisation_number,
        organisation_name: row.organisation_name,
        applicant_kind: row.applicant_kind,
        municipality_number: row.municipality_number,
        invented_number: row.invented_number,
    };
    let state: GrantState = from_json(&at, "state", row.state)?;
    let conditions: Vec<Condition> = from_json(&at, "conditions", row.conditions)?;
    Ok(Grant {
        id: at.column("grant_id", row.grant_id.try_into())?,
        call: at.column("call_id", row.call_id.try_into())?,
        allocation: at.column("allocation_id", row.allocation_id.try_into())?,
        case_reference: at.column("case_reference", row.case_reference.try_into())?,
        recipient: recipient.read(&at)?,
        sub_frame: row.sub_frame,
        granted: Money::from_ore(row.granted_ore),
        approved_by: row.approved_by,
        decided: row.decided,
        terms: terms::read(&at, row.sent_decision, row.sent_sha256)?,
        accepted_terms: terms::read(&at, row.accepted_decision, row.accepted_sha256)?,
        accept_by: row.accept_by,
        late_acceptance: optional(&at, "late_acceptance", row.late_acceptance)?,
        lapse_notice: optional(&at, "lapse_notice", row.lapse_notice)?,
        budget: budget::read(&at, row.budget, row.revised_budget)?,
        conditions,
        instalments: Vec::new(),
        payment_documents: documents::read(&at, row.payment_documents, &row.document_kinds)?,
        facts: from_json(&at, "payment_facts", row.payment_facts)?,
        obligations: Vec::new(),
        account_changes: Vec::new(),
        changes: Vec::new(),
        repayments: Vec::new(),
        recoveries: Vec::new(),
        settled_first: row.settled_first,
        settlement: optional(&at, "settlement", row.settlement)?,
        state,
        account_returned_on: row.account_returned_on,
        takeover: GrantTakeover::default(),
        last_step: from_json(&at, "last_step", row.last_step)?,
        revision: at.known("revision", Revision::new(row.revision))?,
    })
}

/// Reads a column that may hold nothing.
pub(super) fn optional<T: DeserializeOwned>(
    at: &Row,
    column: &'static str,
    value: Option<Value>,
) -> Result<Option<T>, StoreError> {
    value.map(|value| from_json(at, column, value)).transpose()
}
