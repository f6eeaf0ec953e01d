//! The log of all chains: entries for ends of chains that moved.

use std::sync::Arc;

use domain::event::{Hash, log_entry};
use sqlx::{PgConnection, PgPool};

use crate::error::{Row, StoreError};
use crate::reach::Reach;
use crate::transaction::{self, Attempt, Job};

/// The advisory lock under which entries get their places: one instance at a time.
const LOCK: i64 = 0x7469_6c64_0002;

/// Gives each chain whose end moved since the last time an entry. While another instance does it,
/// nothing is done.
///
/// # Errors
/// [`StoreError`].
pub async fn extend(pool: &PgPool) -> Result<(), StoreError> {
    transaction::write(pool, &Reach::Scheme, Arc::new(Extending)).await
}

struct Extending;

impl Job<StoreError> for Extending {
    fn attempt<'a>(&'a self, db: &'a mut PgConnection) -> Attempt<'a, StoreError> {
        Box::pin(async move {
            let got = sqlx::query_scalar!("select pg_try_advisory_xact_lock($1) as \"got!\"", LOCK)
                .fetch_one(&mut *db)
                .await?;
            if !got {
                return Ok(());
            }
            // A statement of its own, so that it sees what was committed before the lock.
            sqlx::query!(
                "insert into casework.log_entry (place, chain, sequence, hash)
                 select (select coalesce(max(place), -1) from casework.log_entry)
                     + row_number() over (order by chain), chain, sequence, hash
                 from casework.chain_head h
                 where sequence > 0 and not exists (select from casework.log_entry e
                     where e.chain = h.chain and e.sequence = h.sequence)",
            )
            .execute(db)
            .await?;
            Ok(())
        })
    }
}

/// The entries from a place on, at most so many, as the tree has them.
///
/// # Errors
/// [`StoreError`].
pub async fn entries(pool: &PgPool, from: i64, limit: i64) -> Result<Vec<Hash>, StoreError> {
    let rows = sqlx::query!(
        "select place, chain, sequence, hash from casework.log_entry
         where place >= $1 order by place limit $2",
        from,
        limit,
    )
    .fetch_all(pool)
    .await?;
    rows.into_iter()
        .zip(from..)
        .map(|(row, expected)| {
            let at = Row::of("log_entry", expected);
            at.known("place", (row.place == expected).then_some(()))?;
            let hash: Hash = at.column("hash", row.hash.try_into())?;
            Ok(log_entry(&row.chain, row.sequence, &hash))
        })
        .collect()
}
