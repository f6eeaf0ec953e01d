//! The outbox and the journal, written in the transaction of the events that they tell of.

use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDate, Utc};
use domain::calendar::local_date;
use domain::event::{EventRef, NewEvent};
use domain::identifiers::ApplicationId;
use domain::journal::{Direction, JournalKind, entered};
use domain::names;
use domain::notification::{NotificationKind, told_day, told_of};
use sqlx::PgConnection;
use sqlx::types::Uuid;

use crate::error::StoreError;

/// Writes a notification for each of these events that tells the party something, and a journal
/// entry for each that has one, in one statement; `places` are theirs. The heads of their chains
/// are locked, so numbers have no gaps. Of one resource a step tells one thing once, and enters it
/// once.
///
/// # Errors
/// [`StoreError`].
pub async fn append(
    connection: &mut PgConnection,
    events: &[NewEvent],
    places: &[EventRef],
) -> Result<(), StoreError> {
    let (mut told, mut noted) = (BTreeSet::new(), BTreeSet::new());
    let mut columns = Columns::default();
    for (event, place) in events.iter().zip(places) {
        let Some(application) = names::application_of(&event.chain) else {
            continue;
        };
        let notice = told_of(event).filter(|kind| told.insert((&event.resource, *kind)));
        let entry = entered(event).filter(|entry| noted.insert((&event.resource, *entry)));
        if notice.is_some() || entry.is_some() {
            columns.push(event, place, application, (notice, entry));
        }
    }
    columns.write(connection).await
}

/// The columns of what is written, a row an event.
#[derive(Default)]
struct Columns {
    chain: Vec<String>,
    sequence: Vec<i64>,
    notice: Vec<Option<String>>,
    kind: Vec<Option<String>>,
    direction: Vec<Option<String>>,
    call_id: Vec<Option<String>>,
    application_id: Vec<Uuid>,
    resource: Vec<String>,
    handler: Vec<String>,
    at: Vec<DateTime<Utc>>,
    day: Vec<NaiveDate>,
    about: Vec<Option<NaiveDate>>,
}

/// The notification and the journal entry of an event.
type Written = (Option<NotificationKind>, Option<(JournalKind, Direction)>);

impl Columns {
    fn push(
        &mut self,
        event: &NewEvent,
        place: &EventRef,
        application: ApplicationId,
        (notice, entry): Written,
    ) {
        let handler = if event.by_staff { &event.actor } else { "" };
        self.chain.push(place.chain.clone());
        self.sequence.push(place.sequence);
        self.notice.push(notice.map(|kind| kind.code().to_owned()));
        self.kind
            .push(entry.map(|(kind, _)| kind.code().to_owned()));
        self.direction
            .push(entry.map(|(_, direction)| direction.code().to_owned()));
        self.call_id.push(event.call.clone().map(String::from));
        self.application_id.push(application.uuid());
        self.resource.push(event.resource.clone());
        self.handler.push(handler.to_owned());
        self.at.push(event.at);
        self.day.push(local_date(event.at));
        self.about.push(notice.and_then(|_| told_day(event)));
    }

    async fn write(self, connection: &mut PgConnection) -> Result<(), StoreError> {
        if self.chain.is_empty() {
            return Ok(());
        }
        sqlx::query!(
            "with new as (
                 select * from unnest($1::text[], $2::bigint[], $3::text[], $4::text[], \
                 $5::text[], $6::text[], $7::uuid[], $8::text[], $9::text[], $10::timestamptz[], \
                 $11::date[], $12::date[]) with ordinality
                     as n (chain, sequence, notice, kind, direction, call_id, application_id, \
                     resource, handler, at, day, about, place)
             ), entered as (
                 insert into casework.journal_entry (call_id, application_id, number, kind, \
                 direction, resource, handler, at, day)
                 select new.call_id, new.application_id, (select count(*) \
                 from casework.journal_entry old where old.call_id = new.call_id \
                 and old.application_id = new.application_id) + row_number() over \
                 (partition by new.call_id, new.application_id order by new.sequence), new.kind, \
                 new.direction, new.resource, new.handler, new.at, new.day
                 from new where new.kind is not null order by new.place
             )
             insert into casework.notification (chain, number, sequence, kind, \
             organisation_number, call_id, application_id, case_reference, resource, language, at, \
             about)
             select new.chain, (select count(*) from casework.notification old \
             where old.chain = new.chain) + row_number() over (partition by new.chain \
             order by new.sequence), new.sequence, new.notice, a.organisation_number, \
             new.call_id, new.application_id, a.case_reference, new.resource, a.letter_language, \
             new.at, new.about
             from new join casework.application a using (call_id, application_id)
             where new.notice is not null
             order by new.place",
            &self.chain,
            &self.sequence,
            &self.notice as &[Option<String>],
            &self.kind as &[Option<String>],
            &self.direction as &[Option<String>],
            &self.call_id as &[Option<String>],
            &self.application_id,
            &self.resource,
            &self.handler,
            &self.at,
            &self.day,
            &self.about as &[Option<NaiveDate>],
        )
        .execute(connection)
        .await?;
        Ok(())
    }
}
