//! The outbox: notifications, written in the transaction of the events that they tell of.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use domain::event::{EventRef, NewEvent};
use domain::names;
use domain::notification::{NotificationKind, told_of};
use sqlx::PgConnection;
use sqlx::types::Uuid;

use crate::error::StoreError;

/// Writes a notification for each of these events that tells the party something; `places` are
/// theirs. The heads of their chains are locked, so numbers have no gaps. Of one resource a step
/// tells one thing once.
///
/// # Errors
/// [`StoreError`].
pub async fn append(
    connection: &mut PgConnection,
    events: &[NewEvent],
    places: &[EventRef],
) -> Result<(), StoreError> {
    let mut seen = BTreeSet::new();
    let mut columns = Columns::default();
    for (event, place) in events.iter().zip(places) {
        let (Some(kind), Some(application)) = (told_of(event), names::application_of(&event.chain))
        else {
            continue;
        };
        if seen.insert((&event.resource, kind)) {
            columns.push(event, place, kind, application.uuid());
        }
    }
    columns.write(connection).await
}

/// The columns of the notifications to write.
#[derive(Default)]
struct Columns {
    chain: Vec<String>,
    sequence: Vec<i64>,
    kind: Vec<String>,
    call_id: Vec<Option<String>>,
    application_id: Vec<Uuid>,
    resource: Vec<String>,
    at: Vec<DateTime<Utc>>,
}

impl Columns {
    fn push(&mut self, event: &NewEvent, place: &EventRef, kind: NotificationKind, id: Uuid) {
        self.chain.push(place.chain.clone());
        self.sequence.push(place.sequence);
        self.kind.push(kind.code().to_owned());
        self.call_id.push(event.call.clone().map(String::from));
        self.application_id.push(id);
        self.resource.push(event.resource.clone());
        self.at.push(event.at);
    }

    async fn write(self, connection: &mut PgConnection) -> Result<(), StoreError> {
        if self.chain.is_empty() {
            return Ok(());
        }
        sqlx::query!(
            "insert into casework.notification (chain, number, sequence, kind, \
             organisation_number, call_id, application_id, case_reference, resource, language, at)
             select new.chain, (select count(*) from casework.notification old \
             where old.chain = new.chain) + row_number() over (partition by new.chain \
             order by new.sequence), new.sequence, new.kind, a.organisation_number, new.call_id, \
             new.application_id, a.case_reference, new.resource, a.letter_language, new.at
             from unnest($1::text[], $2::bigint[], $3::text[], $4::text[], $5::uuid[], \
             $6::text[], $7::timestamptz[]) with ordinality
                 as new (chain, sequence, kind, call_id, application_id, resource, at, place)
             join casework.application a using (call_id, application_id)
             order by new.place",
            &self.chain,
            &self.sequence,
            &self.kind,
            &self.call_id as &[Option<String>],
            &self.application_id,
            &self.resource,
            &self.at,
        )
        .execute(connection)
        .await?;
        Ok(())
    }
}
