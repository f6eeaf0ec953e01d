//! The erasure of what a case holds: what is not named in record 048 as kept is emptied or removed,
//! table by table.

use chrono::{DateTime, Utc};
use domain::event::EventRef;
use domain::identifiers::DisposalId;
use domain::names;
use domain::retention::{CaseFacts, ErasedCounts};
use serde::Serialize;
use serde_json::Value;
use sqlx::PgConnection;
use store::columns::json;
use store::error::StoreError;

use super::grant;
use super::on_case::{on_case, sum};
use crate::application::ApplicationKey;

/// The values that take the place of what the applicant wrote.
pub(in crate::retention) struct Content {
    form: Value,
    /// The name stays with the payments of a grant.
    with_name: bool,
}

impl Content {
    /// An emptied form, and whether the name of the party stays.
    pub(in crate::retention) fn of(form: impl Serialize, facts: &CaseFacts) -> Self {
        Self {
            form: json(&form),
            with_name: facts.grant.as_deref() == Some("closed"),
        }
    }
}

/// Erases a case under a disposal, at a time; `place` is that of the event that tells of it, whose
/// chain is locked. Rows that are never changed give way once the case is marked as erased.
///
/// # Errors
/// [`StoreError`].
pub(in crate::retention) async fn case(
    db: &mut PgConnection,
    (disposal, at): (DisposalId, DateTime<Utc>),
    key: &ApplicationKey,
    (content, place): (&Content, &EventRef),
) -> Result<ErasedCounts, StoreError> {
    application(db, (disposal, at), key, content).await?;
    let mut counts = documents(db, disposal, key).await?;
    let (letters, bytes) = letters(db, key).await?;
    counts.letters = letters;
    counts.bytes += bytes;
    counts.rows = of_decisions(db, key).await? + grant::erase(db, key).await?;
    counts.rows += beside(db, key).await?;
    counts.events = events(db, place).await?;
    Ok(counts)
}

/// Marks the application as erased and empties it.
async fn application(
    db: &mut PgConnection,
    (disposal, at): (DisposalId, DateTime<Utc>),
    key: &ApplicationKey,
    content: &Content,
) -> Result<(), StoreError> {
    sqlx::query!(
        "update casework.application set erased = $3, disposal_id = $4, form = $5,
             organisation_name = case when $6 then organisation_name else organisation_number end,
             contact = null, address = null, last_step = casework.without_reasons(last_step),
             state = case when jsonb_typeof(state -> 'submission') = 'object'
                 then jsonb_set(jsonb_set(state, '{submission,notices}', '[]'),
                     '{submission,claim,steps}', '[]') else state end
         where call_id = $1 and application_id = $2",
        key.call.as_str(),
        key.application.uuid(),
        at,
        disposal.uuid(),
        content.form,
        content.with_name,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Removes documents and the application's files; the objects of those that are in a store are
/// noted, to be deleted once this is committed.
async fn documents(
    db: &mut PgConnection,
    disposal: DisposalId,
    key: &ApplicationKey,
) -> Result<ErasedCounts, StoreError> {
    let (call, id) = (key.call.as_str(), key.application.uuid());
    sqlx::query!(
        "delete from casework.document_content where call_id = $1 and grant_id = $2",
        call,
        id,
    )
    .execute(&mut *db)
    .await?;
    let removed = sqlx::query!(
        "with gone as (
             delete from casework.document where call_id = $1 and grant_id = $2
             returning size_bytes, object_key
         ), noted as (
             insert into casework.disposal_object (object_key, disposal_id)
             select object_key, $3 from gone where object_key is not null
             on conflict (object_key) do nothing
         ), files as (
             delete from casework.attachment where call_id = $1 and application_id = $2
             returning size_bytes
         )
         select count(*) as \"documents!\", coalesce(sum(size_bytes), 0)::bigint as \"bytes!\"
         from (select size_bytes from gone union all select size_bytes from files) as of_both",
        call,
        id,
        disposal.uuid(),
    )
    .fetch_one(db)
    .await?;
    Ok(ErasedCounts {
        documents: removed.documents,
        bytes: removed.bytes,
        ..ErasedCounts::default()
    })
}

/// Removes letters; returns their number and their bytes.
async fn letters(db: &mut PgConnection, key: &ApplicationKey) -> Result<(i64, i64), StoreError> {
    let removed = sqlx::query!(
        "with gone as (
             delete from casework.letter where call_id = $1 and application_id = $2
             returning octet_length(pdf) as bytes
         )
         select count(*) as \"letters!\", coalesce(sum(bytes), 0)::bigint as \"bytes!\" from gone",
        key.call.as_str(),
        key.application.uuid(),
    )
    .fetch_one(db)
    .await?;
    Ok((removed.letters, removed.bytes))
}

/// Removes what was said about decisions and by assessors; the decisions stay.
async fn of_decisions(db: &mut PgConnection, key: &ApplicationKey) -> Result<i64, StoreError> {
    Ok(sum(&[
        on_case!(
            db,
            key,
            "delete from casework.assessment where call_id = $1 and application_id = $2"
        ),
        on_case!(
            db,
            key,
            "delete from casework.delivery where call_id = $1 and application_id = $2"
        ),
        on_case!(
            db,
            key,
            "delete from casework.reasons where call_id = $1 and application_id = $2"
        ),
        on_case!(
            db,
            key,
            "delete from casework.appeal where call_id = $1 and application_id = $2"
        ),
    ]))
}

/// Empties or removes what stands beside the case: titles of its journal, interests, holds,
/// controls, and the words of servers that could not take its notifications.
async fn beside(db: &mut PgConnection, key: &ApplicationKey) -> Result<i64, StoreError> {
    let chain = names::application(&key.call, key.application);
    let of_case = sum(&[
        on_case!(
            db,
            key,
            "delete from casework.journal_titles where call_id = $1 and application_id = $2"
        ),
        on_case!(
            db,
            key,
            "update casework.interest set reason = '' where call_id = $1 and application_id = $2"
        ),
        on_case!(
            db,
            key,
            "update casework.case_hold set held = casework.without_reasons(held), \
             released = casework.without_reasons(released)
             where call_id = $1 and application_id = $2"
        ),
        on_case!(
            db,
            key,
            "update casework.sample_control set record = casework.without_reasons(record) \
             where call_id = $1 and grant_id = $2"
        ),
    ]);
    let problems = sqlx::query!(
        "update casework.notification_delivery d set problem = null
         from casework.notification n
         where n.chain = $1 and d.cursor = n.cursor and d.problem is not null",
        chain,
    )
    .execute(&mut *db)
    .await?;
    Ok(of_case + sum(&[problems]))
}

/// Erases payload, salt and reason of the events of the case before one. What is left of an event
/// is its link in the chain.
async fn events(db: &mut PgConnection, place: &EventRef) -> Result<i64, StoreError> {
    let before: Vec<i64> = (1..place.sequence).collect();
    erase(db, &place.chain, &before).await
}

/// Erases events of a chain, which an event after them must tell of; returns how many.
pub(super) async fn erase(
    db: &mut PgConnection,
    chain: &str,
    numbers: &[i64],
) -> Result<i64, StoreError> {
    let erased = sqlx::query_scalar!(
        "select casework.erase_events($1, $2) as \"count!\"",
        chain,
        numbers,
    );
    Ok(erased.fetch_one(db).await?)
}

/// Empties what several cases have in common, once the last of them is erased: the reason of a move
/// of last days, and the contacts and grounds of a takeover.
///
/// # Errors
/// [`StoreError`].
pub(in crate::retention) async fn common(
    db: &mut PgConnection,
    disposal: DisposalId,
) -> Result<(), StoreError> {
    sqlx::query!(
        "with touched as (
             select distinct m.move_id from casework.deadline_moved m
             join casework.application p using (call_id, application_id) where p.disposal_id = $1
         ), over as (
             select move_id from touched t where not exists (select from casework.deadline_moved m
                 join casework.application p using (call_id, application_id)
                 where m.move_id = t.move_id and p.erased is null)
         )
         update casework.deadline_move set last_step = casework.without_reasons(last_step)
         where move_id in (select move_id from over)",
        disposal.uuid(),
    )
    .execute(&mut *db)
    .await?;
    sqlx::query!(
        "with touched as (
             select distinct s.succession_id from casework.succession_case s
             join casework.application p using (call_id, application_id) where p.disposal_id = $1
         ), over as (
             select succession_id from touched t where not exists (
                 select from casework.succession_case s
                 join casework.application p using (call_id, application_id)
                 where s.succession_id = t.succession_id and p.erased is null)
         )
         update casework.succession set predecessor_contact = null, successor_contact = null,
             proposed = casework.without_reasons(proposed),
             confirmed = casework.without_reasons(confirmed)
         where succession_id in (select succession_id from over)",
        disposal.uuid(),
    )
    .execute(db)
    .await?;
    Ok(())
}
