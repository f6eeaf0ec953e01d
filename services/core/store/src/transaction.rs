//! The one way a write is done.

use std::future::Future;
use std::panic::resume_unwind;
use std::pin::Pin;
use std::time::Duration;

use sqlx::{PgConnection, PgPool};
use tracing::Instrument;

use crate::error::StoreError;
use crate::pool::begin;

/// An act's future, which borrows the transaction and the input.
pub type ActFuture<'c, T, E> = Pin<Box<dyn Future<Output = Result<T, E>> + Send + 'c>>;

/// An error an act can end with: one that may be the database's.
pub trait ActError: From<StoreError> + Send + 'static {
    /// The database's part in it, if it is the database's.
    fn store(&self) -> Option<&StoreError>;
}

impl ActError for StoreError {
    fn store(&self) -> Option<&StoreError> {
        Some(self)
    }
}

/// The number of attempts when the database gives an act up in favour of another.
const ATTEMPTS_MAX: u32 = 5;

/// Begins a transaction that reads from one snapshot and cannot write.
const READ_ONLY: &str = "begin isolation level repeatable read read only";

/// The pause before the second attempt; doubled before each further one.
const FIRST_PAUSE: Duration = Duration::from_millis(5);

/// Runs an act in a transaction, to its end, even when the caller goes away.
///
/// The transaction lives in a task of its own. When the caller's deadline drops the future returned
/// here, the act goes on and commits or rolls back; it is never cut off in the middle. sqlx 0.9.0
/// loses *later*, acknowledged writes when a future is dropped during BEGIN (15 of 2,000 in a
/// measurement; none of 2,000 with tasks), so no write may be done in any other way.
///
/// The act may run several times, each time in a new transaction over the same input: serialization
/// failures and deadlocks are tried again. It must keep its effects in the transaction.
///
/// ```no_run
/// # async fn example(pool: sqlx::PgPool) -> Result<(), store::StoreError> {
/// let (chain, events) = ("registers".to_owned(), Vec::new());
/// store::transaction::run_act(&pool, (chain, events), |connection, (_chain, events)| {
///     Box::pin(store::event::append(connection, &domain::randomness::SystemRandomness, events))
/// })
/// .await
/// # }
/// ```
///
/// # Errors
/// The act's own; [`StoreError::Unavailable`] when the transaction cannot begin or commit.
///
/// # Panics
/// If the act does; the transaction is rolled back.
pub async fn run_act<I, T, E, F>(pool: &PgPool, input: I, act: F) -> Result<T, E>
where
    I: Send + Sync + 'static,
    T: Send + 'static,
    E: ActError,
    F: for<'c> Fn(&'c mut PgConnection, &'c I) -> ActFuture<'c, T, E> + Send + Sync + 'static,
{
    let pool = pool.clone();
    detached(async move { attempt_until_settled(&pool, &input, &act).await }).await
}

/// Runs an act that only reads, from one snapshot, in a transaction in which PostgreSQL refuses to
/// write.
///
/// It too lives in a task of its own: a BEGIN that is cut off leaves its connection in a
/// transaction that the pool does not know of, and the next write on that connection would be lost.
///
/// # Errors
/// The act's own; [`StoreError::Unavailable`] when the transaction cannot begin.
///
/// # Panics
/// If the act does.
pub async fn run_look<I, T, E, F>(pool: &PgPool, input: I, act: F) -> Result<T, E>
where
    I: Send + Sync + 'static,
    T: Send + 'static,
    E: ActError,
    F: for<'c> Fn(&'c mut PgConnection, &'c I) -> ActFuture<'c, T, E> + Send + Sync + 'static,
{
    let pool = pool.clone();
    detached(async move {
        let begun = begin(&pool, Some(READ_ONLY)).await;
        let mut transaction = begun.map_err(StoreError::from)?;
        let seen = act(&mut transaction, &input).await;
        // There is nothing to keep: what could be lost is the connection, and the pool sees to
        // that.
        if let Err(failed) = transaction.rollback().await {
            tracing::debug!(error = %failed, "the transaction could not be ended in order");
        }
        seen
    })
    .await
}

/// Runs a future in a task of its own, which goes on when the caller does not wait.
async fn detached<T, E>(task: impl Future<Output = Result<T, E>> + Send + 'static) -> Result<T, E>
where
    T: Send + 'static,
    E: ActError,
{
    match tokio::spawn(task.in_current_span()).await {
        Ok(result) => result,
        Err(ended) => match ended.try_into_panic() {
            Ok(panic) => resume_unwind(panic),
            // Only a runtime that is shutting down cancels the task.
            Err(_) => Err(StoreError::Unavailable(sqlx::Error::WorkerCrashed).into()),
        },
    }
}

async fn attempt_until_settled<I, T, E, F>(pool: &PgPool, input: &I, act: &F) -> Result<T, E>
where
    I: Sync,
    E: ActError,
    F: for<'c> Fn(&'c mut PgConnection, &'c I) -> ActFuture<'c, T, E>,
{
    let mut pause = FIRST_PAUSE;
    for attempt in 1..ATTEMPTS_MAX {
        match attempt_once(pool, input, act).await {
            Err(error) if matches!(error.store(), Some(StoreError::Contended(_))) => {
                tracing::debug!(attempt, "the transaction gave way to another");
                tokio::time::sleep(pause).await;
                pause *= 2;
            }
            settled => return settled,
        }
    }
    attempt_once(pool, input, act).await
}

async fn attempt_once<I, T, E, F>(pool: &PgPool, input: &I, act: &F) -> Result<T, E>
where
    E: ActError,
    F: for<'c> Fn(&'c mut PgConnection, &'c I) -> ActFuture<'c, T, E>,
{
    let mut transaction = begin(pool, None).await.map_err(StoreError::from)?;
    match act(&mut transaction, input).await {
        Ok(done) => {
            transaction.commit().await.map_err(StoreError::from)?;
            Ok(done)
        }
        Err(error) => {
            // The act's error is the answer; a connection that cannot even roll back is closed by
            // the pool.
            if let Err(failed) = transaction.rollback().await {
                let error = failed.to_string();
                tracing::debug!(error, "the transaction could not be rolled back in order");
            }
            Err(error)
        }
    }
}
