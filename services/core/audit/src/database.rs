//! The history as a database has it, read row by row in one snapshot.

use std::str::FromStr;

use futures_util::TryStreamExt;

pub use sqlx::postgres::PgConnectOptions as Database;
use sqlx::postgres::PgRow;
use sqlx::{Connection, PgConnection, Row};

use crate::check::{Checker, LogEntry, Report};
use crate::event::{Content, Event, Person};
use crate::note::Checkpoint;

/// The columns of an event, as they are read.
const EVENTS: &str = "select format, cursor, call_id, chain, sequence, resource, step, actor, \
    actor_salt, by_staff, organisation_number, (extract(epoch from at) * 1000000)::bigint as at, \
    from_revision, request_hash, reason, payload, salt, commitment, previous, hash, \
    written_by >= pg_snapshot_xmax(pg_current_snapshot()) as is_ahead from casework.event";

/// Reads a `postgres://` URL.
///
/// # Errors
/// The text is none.
pub fn options_from_url(url: &str) -> Result<Database, DatabaseFault> {
    Ok(Database::from_str(url)?)
}

/// An error of reading a database.
#[derive(Debug, thiserror::Error)]
pub enum DatabaseFault {
    /// The database does not answer, or has no history.
    #[error("the database cannot be read: {0}")]
    Unreadable(#[from] sqlx::Error),
    /// A value that no history has.
    #[error("the chain {chain} has no history of its own")]
    NoChain {
        /// The chain.
        chain: String,
    },
}

/// Checks the history in a database, and checkpoints, whose signatures fit, against it. It needs no
/// right but to read.
///
/// # Errors
/// [`DatabaseFault`] when it cannot be read.
pub async fn check(
    options: &Database,
    checkpoints: &[Checkpoint],
) -> Result<Report, DatabaseFault> {
    let mut connection = open(options).await?;
    let mut checker = Checker::default();
    for entry in entries(&mut connection).await? {
        checker.entry(entry);
    }
    let ends = sqlx::query("select chain, sequence, hash from casework.chain_head");
    for row in ends.fetch_all(&mut connection).await? {
        checker.end(row.try_get(0)?, row.try_get(1)?, bytes(&row, "hash")?);
    }
    let mut ahead = None;
    let sql = format!("{EVENTS} order by chain, sequence");
    let mut rows = sqlx::query(sqlx::AssertSqlSafe(sql)).fetch(&mut connection);
    while let Some(row) = rows.try_next().await? {
        let event = event(&row)?;
        checker.event(&event);
        if row.try_get("is_ahead")? && ahead.is_none() {
            ahead = Some((event.chain, event.sequence));
        }
    }
    drop(rows);
    if let Some((chain, sequence)) = ahead {
        let fault = "its transaction number lies ahead: readers are kept from it";
        checker.find(&chain, sequence, fault.to_owned());
    }
    connection.close().await?;
    Ok(checker.finish(checkpoints))
}

/// Begins a transaction that only reads, from one snapshot of the whole scheme.
async fn open(options: &Database) -> Result<PgConnection, sqlx::Error> {
    let mut connection = PgConnection::connect_with(options).await?;
    let begin = [
        "begin isolation level repeatable read read only",
        "set local tildeling.reach = 'scheme'",
    ];
    for statement in begin {
        sqlx::query(statement).execute(&mut connection).await?;
    }
    Ok(connection)
}

async fn entries(connection: &mut PgConnection) -> Result<Vec<LogEntry>, sqlx::Error> {
    let sql = "select chain, sequence, hash from casework.log_entry order by place";
    let rows = sqlx::query(sql).fetch_all(connection).await?;
    let entry = |row: PgRow| {
        Ok(LogEntry {
            chain: row.try_get("chain")?,
            sequence: row.try_get("sequence")?,
            hash: bytes(&row, "hash")?,
        })
    };
    rows.into_iter().map(entry).collect()
}

/// The events of one chain, and the entries of the log.
///
/// # Errors
/// [`DatabaseFault::NoChain`], or when it cannot be read.
pub async fn chain(
    options: &Database,
    chain: &str,
) -> Result<(Vec<Event>, Vec<LogEntry>), DatabaseFault> {
    let mut connection = open(options).await?;
    let entries = entries(&mut connection).await?;
    let sql = format!("{EVENTS} where chain = $1 order by sequence");
    let rows = sqlx::query(sqlx::AssertSqlSafe(sql)).bind(chain);
    let rows = rows.fetch_all(&mut connection).await?;
    connection.close().await?;
    if rows.is_empty() {
        return Err(DatabaseFault::NoChain {
            chain: chain.to_owned(),
        });
    }
    let events: Result<Vec<Event>, sqlx::Error> = rows.iter().map(event).collect();
    Ok((events?, entries))
}

fn event(row: &PgRow) -> Result<Event, sqlx::Error> {
    Ok(Event {
        format: row.try_get("format")?,
        cursor: row.try_get("cursor")?,
        call: row.try_get("call_id")?,
        chain: row.try_get("chain")?,
        sequence: row.try_get("sequence")?,
        resource: row.try_get("resource")?,
        step: row.try_get("step")?,
        person: Person::Named {
            actor: row.try_get("actor")?,
            salt: optional(row, "actor_salt")?,
        },
        by_staff: row.try_get("by_staff")?,
        organisation: row.try_get("organisation_number")?,
        at: row.try_get("at")?,
        from_revision: row.try_get("from_revision")?,
        content: Content::stored(
            optional(row, "salt")?,
            row.try_get("payload")?,
            row.try_get("reason")?,
            bytes(row, "request_hash")?,
        ),
        commitment: bytes(row, "commitment")?,
        previous: bytes(row, "previous")?,
        hash: bytes(row, "hash")?,
    })
}

/// Bytes of a known length. The database's own checks hold the length; without them the zeros that
/// stand in fit nothing.
fn bytes<const N: usize>(row: &PgRow, column: &str) -> Result<[u8; N], sqlx::Error> {
    let stored: Vec<u8> = row.try_get(column)?;
    Ok(stored.try_into().unwrap_or([0; N]))
}

fn optional<const N: usize>(row: &PgRow, column: &str) -> Result<Option<[u8; N]>, sqlx::Error> {
    let stored: Option<Vec<u8>> = row.try_get(column)?;
    Ok(stored.map(|bytes| bytes.try_into().unwrap_or([0; N])))
}
