//! Columns that stand in several tables, read in one way.

use domain::application::Applicant;
use domain::identifiers::CaseReference;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::error::{Row, StoreError};

/// A `jsonb` column as the domain's type.
///
/// # Errors
/// [`StoreError::Inconsistent`] naming the column.
pub(crate) fn from_json<T: DeserializeOwned>(
    at: &Row,
    column: &'static str,
    value: Value,
) -> Result<T, StoreError> {
    at.column(column, serde_json::from_value(value))
}

/// Year and number of a case reference: the order of lists.
pub(crate) fn case_order(case: &CaseReference) -> (i32, i32) {
    // Years have four digits and numbers seven: both fit.
    (
        i32::from(case.year()),
        i32::try_from(case.sequence()).unwrap_or(i32::MAX),
    )
}

/// The columns of `application` that say who applied.
pub(crate) struct ApplicantColumns {
    pub organisation_number: String,
    pub organisation_name: String,
    pub applicant_kind: String,
    pub municipality_number: String,
    pub invented_number: bool,
}

impl ApplicantColumns {
    /// Who applied.
    ///
    /// # Errors
    /// [`StoreError::Inconsistent`] naming the column.
    pub(crate) fn read(self, at: &Row) -> Result<Applicant, StoreError> {
        Ok(Applicant {
            organisation: at.column("organisation_number", self.organisation_number.try_into())?,
            name: self.organisation_name,
            kind: at.column("applicant_kind", self.applicant_kind.parse())?,
            municipality: at.column("municipality_number", self.municipality_number.try_into())?,
            invented_number: self.invented_number,
        })
    }
}
