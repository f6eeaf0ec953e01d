//! Events: appended in the transaction of the step they tell of, chained by case, read in an order
//! that never changes.

mod row;

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use domain::event::{
    Event, EventRef, FORMAT, Hash, NewEvent, ORIGIN, Place, Salt, commit, commit_person, link,
};
use domain::identifiers::CallId;
use domain::randomness::{Randomness, random_bytes};
use domain::step::{Revision, StepName};
use sqlx::PgConnection;

use self::row::EventRow;
use crate::error::{Row, StoreError};

/// The end of a chain.
struct Head {
    sequence: i64,
    hash: Hash,
}

/// The salts of an event's content and of its person.
type Salts = (Salt, Salt);

/// Appends events, each to its chain, in the order given. One statement locks the chains' heads, in
/// the order of their names, so that numbers have no gaps and two acts cannot wait for each other;
/// one writes. Returns the places of the events, in the order given.
///
/// # Errors
/// [`StoreError`].
pub async fn append(
    connection: &mut PgConnection,
    chance: &dyn Randomness,
    events: &[NewEvent],
) -> Result<Vec<EventRef>, StoreError> {
    if events.is_empty() {
        return Ok(Vec::new());
    }
    let mut heads = lock_heads(connection, events).await?;
    // Drawn under the locks of the heads: within a chain they rise.
    let cursors = draw_cursors(connection, events.len()).await?;
    let mut columns = Columns::default();
    for (event, cursor) in events.iter().zip(cursors) {
        let head = heads.entry(event.chain.clone()).or_insert(Head {
            sequence: 0,
            hash: ORIGIN,
        });
        let salts = (random_bytes::<16>(chance), random_bytes::<16>(chance));
        columns.push(event, cursor, head, salts);
    }
    columns.write(connection, &heads).await?;
    let places = columns.chain.into_iter().zip(columns.sequence);
    Ok(places
        .map(|(chain, sequence)| EventRef { chain, sequence })
        .collect())
}

async fn lock_heads(
    connection: &mut PgConnection,
    events: &[NewEvent],
) -> Result<BTreeMap<String, Head>, StoreError> {
    let chains: Vec<String> = events
        .iter()
        .map(|event| event.chain.clone())
        .collect::<BTreeSet<_>>()
        .into_iter()
        .collect();
    // The update that changes nothing locks the row and returns its newest version, no matter which
    // transaction wrote it last.
    let rows = sqlx::query!(
        "insert into casework.chain_head (chain, sequence, hash)
         select name, 0, $2 from unnest($1::text[]) as name order by name
         on conflict (chain) do update set sequence = casework.chain_head.sequence
         returning chain, sequence, hash",
        &chains,
        ORIGIN.as_slice(),
    )
    .fetch_all(connection)
    .await?;
    rows.into_iter()
        .map(|row| {
            let at = Row::of("chain_head", &row.chain);
            let head = Head {
                sequence: row.sequence,
                hash: at.column("hash", row.hash.try_into())?,
            };
            Ok((row.chain, head))
        })
        .collect()
}

/// Draws cursors, since the hash of an event is over its cursor as well.
async fn draw_cursors(connection: &mut PgConnection, count: usize) -> Result<Vec<i64>, StoreError> {
    let drawn = sqlx::query_scalar!(
        "select nextval('casework.event_cursor_seq') as \"cursor!\" \
         from generate_series(1, $1::bigint)",
        i64::try_from(count).unwrap_or(i64::MAX),
    );
    Ok(drawn.fetch_all(connection).await?)
}

/// The columns of the events to write: PostgreSQL takes a list as one array a column.
#[derive(Default)]
struct Columns {
    call_id: Vec<Option<String>>,
    chain: Vec<String>,
    sequence: Vec<i64>,
    resource: Vec<String>,
    step: Vec<String>,
    actor: Vec<String>,
    by_staff: Vec<bool>,
    organisation_number: Vec<Option<String>>,
    at: Vec<DateTime<Utc>>,
    from_revision: Vec<i64>,
    request_hash: Vec<Vec<u8>>,
    reason: Vec<String>,
    payload: Vec<String>,
    salt: Vec<Vec<u8>>,
    commitment: Vec<Vec<u8>>,
    previous: Vec<Vec<u8>>,
    hash: Vec<Vec<u8>>,
    cursor: Vec<i64>,
    actor_salt: Vec<Vec<u8>>,
}

impl Columns {
    /// Adds an event after the head, and moves the head to it. The salts are of the content and of
    /// the person.
    fn push(&mut self, event: &NewEvent, cursor: i64, head: &mut Head, (salt, of_actor): Salts) {
        let sequence = head.sequence + 1;
        let commitment = commit(&salt, event);
        let place = Place {
            cursor,
            sequence,
            previous: head.hash,
        };
        let person = commit_person(&of_actor, &event.actor);
        let hash = link(event, &place, &person, &commitment);
        self.call_id.push(event.call.clone().map(String::from));
        self.chain.push(event.chain.clone());
        self.sequence.push(sequence);
        self.resource.push(event.resource.clone());
        self.step.push(event.step.name().to_owned());
        self.actor.push(event.actor.clone());
        self.by_staff.push(event.by_staff);
        self.organisation_number
            .push(event.organisation.clone().map(String::from));
        self.at.push(event.at);
        self.from_revision.push(event.from_revision.number());
        self.request_hash.push(event.request_hash.to_vec());
        self.reason.push(event.reason.clone());
        self.payload.push(event.payload.clone());
        self.salt.push(salt.to_vec());
        self.commitment.push(commitment.to_vec());
        self.previous.push(head.hash.to_vec());
        self.hash.push(hash.to_vec());
        self.cursor.push(cursor);
        self.actor_salt.push(of_actor.to_vec());
        *head = Head { sequence, hash };
    }

    async fn write(
        &self,
        connection: &mut PgConnection,
        heads: &BTreeMap<String, Head>,
    ) -> Result<(), StoreError> {
        let names: Vec<String> = heads.keys().cloned().collect();
        let sequences: Vec<i64> = heads.values().map(|head| head.sequence).collect();
        let hashes: Vec<Vec<u8>> = heads.values().map(|head| head.hash.to_vec()).collect();
        sqlx::query!(
            "with moved as (
                 update casework.chain_head as head set sequence = new.sequence, hash = new.hash
                 from unnest($18::text[], $19::bigint[], $20::bytea[]) as new (chain, sequence, \
                 hash)
                 where head.chain = new.chain
             )
             insert into casework.event (call_id, chain, sequence, resource, step, actor, \
             by_staff, organisation_number, at,
                 from_revision, request_hash, reason, payload, salt, commitment, previous, hash, \
                 cursor, actor_salt, format)
             overriding system value
             select call_id, chain, sequence, resource, step, actor, by_staff, \
             organisation_number, at,
                 from_revision, request_hash, reason, payload, salt, commitment, previous, hash, \
                 cursor, actor_salt, $23
             from unnest($1::text[], $2::text[], $3::bigint[], $4::text[], $5::text[], \
             $6::text[], $7::boolean[], $8::text[],
                 $9::timestamptz[], $10::bigint[], $11::bytea[], $12::text[], $13::text[], \
                 $14::bytea[], $15::bytea[],
                 $16::bytea[], $17::bytea[], $21::bigint[], $22::bytea[])
                 as new (call_id, chain, sequence, resource, step, actor, by_staff, \
                 organisation_number, at,
                 from_revision, request_hash, reason, payload, salt, commitment, previous, hash, \
                 cursor, actor_salt)",
            &self.call_id as &[Option<String>],
            &self.chain,
            &self.sequence,
            &self.resource,
            &self.step,
            &self.actor,
            &self.by_staff,
            &self.organisation_number as &[Option<String>],
            &self.at,
            &self.from_revision,
            &self.request_hash,
            &self.reason,
            &self.payload,
            &self.salt,
            &self.commitment,
            &self.previous,
            &self.hash,
            &names,
            &sequences,
            &hashes,
            &self.cursor,
            &self.actor_salt,
            FORMAT,
        )
        .execute(connection)
        .await?;
        Ok(())
    }
}

/// Returns whether this actor has taken this step on this resource, from this revision, with this
/// content: what makes the same step again a retry.
///
/// # Errors
/// [`StoreError`].
pub async fn was_taken(
    connection: &mut PgConnection,
    resource: &str,
    step: StepName,
    from_revision: Revision,
    actor: &str,
    request_hash: &Hash,
) -> Result<bool, StoreError> {
    let taken = sqlx::query_scalar!(
        "select exists (select from casework.event
               where resource = $1 and step = $2 and from_revision = $3 and actor = $4 \
               and request_hash = $5) as \"taken!\"",
        resource,
        step.name(),
        from_revision.number(),
        actor,
        request_hash.as_slice(),
    )
    .fetch_one(connection)
    .await?;
    Ok(taken)
}

/// The hashes of the requests that created a resource: one, or none where there is no such
/// resource.
///
/// # Errors
/// [`StoreError`].
pub async fn creation_hashes(
    connection: &mut PgConnection,
    resource: &str,
    step: StepName,
) -> Result<Vec<Hash>, StoreError> {
    let rows = sqlx::query_scalar!(
        "select request_hash from casework.event where resource = $1 and step = $2 \
            and from_revision = 0",
        resource,
        step.name(),
    )
    .fetch_all(connection)
    .await?;
    let at = Row::of("event", resource);
    rows.into_iter()
        .map(|hash| at.column("request_hash", hash.try_into()))
        .collect()
}

/// A choice of events to read.
#[derive(Debug, Clone, Copy)]
pub struct Reading<'a> {
    /// Those after the event with this cursor; 0 from the beginning.
    pub after: i64,
    /// Only this call's.
    pub call: Option<&'a CallId>,
    /// Only those of the cases of these organisations, by number.
    pub organisations: Option<&'a [String]>,
    /// The most items.
    pub limit: i64,
}

/// The next events. Goes by transaction, then by cursor, and stops before the oldest transaction
/// still running: of what is before that point no event can come any more, so a reader that goes on
/// from the last one it got misses none. A transaction that has written, in any database of the
/// server, holds followers back until it ends.
///
/// # Errors
/// [`StoreError`].
pub async fn read_after(
    connection: &mut PgConnection,
    reading: Reading<'_>,
) -> Result<Vec<Event>, StoreError> {
    let rows = sqlx::query_as!(
        EventRow,
        "select cursor, call_id, chain, sequence, resource, step, actor, by_staff, \
         organisation_number, at, from_revision,
             request_hash, reason, payload, salt, commitment, previous, hash, actor_salt, format
         from casework.event
         where written_by < pg_snapshot_xmin(pg_current_snapshot())
             and (written_by, cursor) > (
                 select written_by, cursor from (
                     (select written_by, cursor from casework.event where cursor <= $1
                         order by cursor desc limit 1)
                     union all select '0'::xid8, 0::bigint
                 ) as reached order by cursor desc limit 1)
             and ($2::text is null or call_id = $2)
             and ($3::text[] is null or organisation_number = any($3))
         order by written_by, cursor
         limit $4",
        reading.after,
        reading.call.map(CallId::as_str),
        reading.organisations,
        reading.limit,
    )
    .fetch_all(connection)
    .await?;
    rows.into_iter().map(Event::try_from).collect()
}

/// One chain, from its first event.
///
/// # Errors
/// [`StoreError`].
pub async fn read_chain(
    connection: &mut PgConnection,
    chain: &str,
) -> Result<Vec<Event>, StoreError> {
    let rows = sqlx::query_as!(
        EventRow,
        "select cursor, call_id, chain, sequence, resource, step, actor, by_staff, \
         organisation_number, at, from_revision,
             request_hash, reason, payload, salt, commitment, previous, hash, actor_salt, format
         from casework.event where chain = $1 order by sequence",
        chain,
    )
    .fetch_all(connection)
    .await?;
    rows.into_iter().map(Event::try_from).collect()
}
