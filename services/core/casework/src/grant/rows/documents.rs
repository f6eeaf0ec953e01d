//! The documents that payment waits for.

use domain::document::RequiredDocument;
use domain::grant::{Grant, PaymentDocument};
use serde_json::Value;
use store::columns::{from_json, json};
use store::error::{Row, StoreError};

/// The documents of a new grant, as they are stored.
pub(super) fn required(grant: &Grant) -> Value {
    let documents = grant.payment_documents.iter();
    let required: Vec<&RequiredDocument> = documents.map(|one| &one.required).collect();
    json(&required)
}

/// Reads the documents; `there` are the kinds of those that the grant has.
pub(super) fn read(
    at: &Row,
    stored: Value,
    there: &[String],
) -> Result<Vec<PaymentDocument>, StoreError> {
    let required: Vec<RequiredDocument> = from_json(at, "payment_documents", stored)?;
    let documents = required.into_iter().map(|required| PaymentDocument {
        is_there: there.contains(&required.kind),
        required,
    });
    Ok(documents.collect())
}
