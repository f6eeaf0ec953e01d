//! Facts about applicants that rules look up.

pub(crate) mod rows;

use std::collections::BTreeMap;

use domain::identifiers::OrganisationNumber;
use domain::refusal::Refusal;
use domain::register::RegisterEntry;
use domain::step::{Revision, StepName};
use domain::violations::FieldViolation;
use sqlx::PgConnection;

use crate::act::{Actor, Subject, Told, content_hash};
use crate::error::CaseError;

/// Records entries; how many were new or changed. An entry is known by register, organisation,
/// municipality and first day: the same again changes nothing, with another last day or source it
/// replaces the one that is there.
///
/// # Errors
/// [`Refusal::InvalidFields`] when two of the entries contradict each other.
pub async fn record_entries(
    connection: &mut PgConnection,
    actor: &Actor,
    entries: &[RegisterEntry],
) -> Result<u64, CaseError> {
    let step = StepName::RecordEntries;
    let entries = without_repetitions(entries)?;
    actor.may(step)?;
    let recorded = rows::put(connection, &entries).await?;
    if recorded > 0 {
        let told = Told {
            step,
            from: Revision::NONE,
            content: content_hash(&entries),
            reason: "",
            payload: &entries,
        };
        actor.tell(connection, &Subject::registers(), &told).await?;
    }
    Ok(recorded)
}

/// The entries about an organisation, by register, then by first day.
///
/// # Errors
/// [`Refusal::RoleNotAllowed`].
pub async fn list_entries(
    connection: &mut PgConnection,
    actor: &Actor,
    organisation: &OrganisationNumber,
) -> Result<Vec<RegisterEntry>, CaseError> {
    actor.may(StepName::ListEntries)?;
    Ok(rows::entries(connection, organisation, &[]).await?)
}

/// Each entry once.
fn without_repetitions(entries: &[RegisterEntry]) -> Result<Vec<RegisterEntry>, CaseError> {
    let mut by_key = BTreeMap::new();
    let mut faults = Vec::new();
    for (at, entry) in entries.iter().enumerate() {
        let key = (
            &entry.register,
            &entry.organisation,
            &entry.municipality,
            entry.from,
        );
        if *by_key.entry(key).or_insert(entry) != entry {
            faults.push(FieldViolation {
                field: format!("entries[{at}]"),
                description: "contradicts another entry of the request with the same register, organisation, municipality and first \
                              day; keep one"
                    .to_owned(),
            });
        }
    }
    if !faults.is_empty() {
        return Err(CaseError::Refused(Refusal::InvalidFields(faults)));
    }
    Ok(by_key.into_values().cloned().collect())
}
