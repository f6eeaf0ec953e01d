//! Columns that several tables have, read in one way.

use domain::application::Applicant;
use domain::identifiers::CaseReference;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::error::{Row, StoreError};

/// Reads a `jsonb` column as the domain's type.
///
/// # Errors
/// [`StoreError::Inconsistent`] naming the column.
pub fn from_json<T: DeserializeOwned>(
    at: &Row,
    column: &'static str,
    value: Value,
) -> Result<T, StoreError> {
    at.column(column, serde_json::from_value(value))
}

/// Writes a value as a JSON column.
///
/// # Panics
/// If the type cannot be written as JSON: a fault of ours that the first test of that type finds.
pub fn json<T: serde::Serialize>(value: &T) -> Value {
    serde_json::to_value(value).expect("what is stored can be written as JSON")
}

/// Writes a value as a text column: the JSON of the value must be a string.
///
/// # Panics
/// Like [`json`].
pub fn name<T: serde::Serialize>(value: &T) -> String {
    match json(value) {
        Value::String(name) => name,
        other => other.to_string(),
    }
}

/// Returns year and number of a case reference: the order of lists.
pub fn case_order(case: &CaseReference) -> (i32, i32) {
    // Years have four digits and numbers seven: both fit.
    (
        i32::from(case.year()),
        i32::try_from(case.sequence()).unwrap_or(i32::MAX),
    )
}

/// The columns of `application` with its applicant.
pub struct ApplicantColumns {
    /// `organisation_number`.
    pub organisation_number: String,
    /// `organisation_name`.
    pub organisation_name: String,
    /// `applicant_kind`.
    pub applicant_kind: String,
    /// `municipality_number`.
    pub municipality_number: String,
    /// `invented_number`.
    pub invented_number: bool,
}

impl ApplicantColumns {
    /// Reads the applicant.
    ///
    /// # Errors
    /// [`StoreError::Inconsistent`] naming the column.
    pub fn read(self, at: &Row) -> Result<Applicant, StoreError> {
        Ok(Applicant {
            organisation: at.column("organisation_number", self.organisation_number.try_into())?,
            name: self.organisation_name,
            kind: at.column("applicant_kind", self.applicant_kind.parse())?,
            municipality: at.column("municipality_number", self.municipality_number.try_into())?,
            invented_number: self.invented_number,
        })
    }
}
