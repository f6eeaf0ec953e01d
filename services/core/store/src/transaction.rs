//! Transactions: the one way to write, and the one way to read more than a row.

use std::future::Future;
use std::panic::resume_unwind;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use sqlx::{PgConnection, PgPool};
use tracing::Instrument;

use crate::error::StoreError;
use crate::pool::begin;
use crate::reach::Reach;

/// An error a job can end with: one that may be the database's.
pub trait JobError: From<StoreError> + Send + 'static {
    /// Returns the database's error, if it is the database's.
    fn store(&self) -> Option<&StoreError>;
}

impl JobError for StoreError {
    fn store(&self) -> Option<&StoreError> {
        Some(self)
    }
}

/// One attempt at a job. Its answer stays with the job, so that a transaction need not know its
/// type.
pub type Attempt<'a, E> = Pin<Box<dyn Future<Output = Result<(), E>> + Send + 'a>>;

/// Work for one transaction, which its runner begins and ends. It may be attempted several
/// times, each time in a new transaction, and must keep its effects in the transaction.
pub trait Job<E>: Send + Sync + 'static {
    /// Attempts the job.
    fn attempt<'a>(&'a self, connection: &'a mut PgConnection) -> Attempt<'a, E>;
}

/// The answer of a job's last attempt.
#[derive(Debug)]
pub struct Answer<T>(Mutex<Option<T>>);

impl<T> Default for Answer<T> {
    fn default() -> Self {
        Self(Mutex::new(None))
    }
}

impl<T> Answer<T> {
    /// Keeps the answer of an attempt in place of an earlier one.
    pub fn put(&self, answer: T) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(answer);
    }

    /// Takes the answer out.
    ///
    /// # Panics
    /// If there is none: a job that ended well has put it.
    pub fn take(&self) -> T {
        let answer = self.0.lock().unwrap_or_else(PoisonError::into_inner).take();
        answer.expect("a job that ended well has put its answer")
    }
}

/// The mode of a transaction that only reads.
const READ_ONLY: &str = " isolation level repeatable read read only";

/// The number of attempts at a job when the database gives it up in favour of another.
const ATTEMPTS_MAX: u32 = 5;

/// The pause before the second attempt; doubled before each further one.
const FIRST_PAUSE: Duration = Duration::from_millis(5);

/// Runs a job in a transaction, to its end, even when the caller goes away.
///
/// The transaction lives in a task of its own. When the caller's deadline drops the future returned
/// here, the job goes on and commits or rolls back; it is never cut off in the middle. sqlx 0.9.0
/// loses *later*, acknowledged writes when a future is dropped during BEGIN (15 of 2,000 in a
/// measurement; none of 2,000 with tasks), so no write may be done in any other way.
///
/// Serialization failures and deadlocks are attempted again.
///
/// # Errors
/// The job's own; [`StoreError::Unavailable`] when the transaction cannot begin or commit.
///
/// # Panics
/// If the job does; the transaction is rolled back.
pub async fn write<E: JobError>(
    pool: &PgPool,
    reach: &Reach,
    job: Arc<dyn Job<E>>,
) -> Result<(), E> {
    let (pool, statement) = (pool.clone(), reach.begin(""));
    detached(async move { attempt_until_settled(&pool, &statement, job.as_ref()).await }).await
}

/// Runs a job that only reads, from one snapshot, in a transaction in which PostgreSQL refuses to
/// write.
///
/// It too lives in a task of its own: a BEGIN that is cut off leaves its connection in an unknown
/// transaction, in which the next write on that connection would be lost.
///
/// # Errors
/// The job's own; [`StoreError::Unavailable`] when the transaction cannot begin.
///
/// # Panics
/// If the job does.
pub async fn read<E: JobError>(
    pool: &PgPool,
    reach: &Reach,
    job: Arc<dyn Job<E>>,
) -> Result<(), E> {
    let (pool, statement) = (pool.clone(), reach.begin(READ_ONLY));
    detached(async move {
        let begun = begin(&pool, &statement).await;
        let mut transaction = begun.map_err(StoreError::from)?;
        let seen = job.attempt(&mut transaction).await;
        // Nothing was written, so only the connection can be lost, and the pool replaces it.
        if let Err(failed) = transaction.rollback().await {
            tracing::debug!(error = %failed, "the transaction could not be ended in order");
        }
        seen
    })
    .await
}

/// Runs a future in a task of its own, which goes on when the caller does not wait.
///
/// # Errors
/// The future's own; [`StoreError::Unavailable`] when the runtime shuts down before it ends.
///
/// # Panics
/// If the future does.
pub async fn detached<T, E>(
    task: impl Future<Output = Result<T, E>> + Send + 'static,
) -> Result<T, E>
where
    T: Send + 'static,
    E: JobError,
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

async fn attempt_until_settled<E: JobError>(
    pool: &PgPool,
    statement: &str,
    job: &dyn Job<E>,
) -> Result<(), E> {
    let mut pause = FIRST_PAUSE;
    for attempt in 1..ATTEMPTS_MAX {
        match attempt_once(pool, statement, job).await {
            Err(error) if matches!(error.store(), Some(StoreError::Contended(_))) => {
                tracing::debug!(attempt, "the transaction gave way to another");
                tokio::time::sleep(pause).await;
                pause *= 2;
            }
            settled => return settled,
        }
    }
    attempt_once(pool, statement, job).await
}

async fn attempt_once<E: JobError>(
    pool: &PgPool,
    statement: &str,
    job: &dyn Job<E>,
) -> Result<(), E> {
    let mut transaction = begin(pool, statement).await.map_err(StoreError::from)?;
    match job.attempt(&mut transaction).await {
        Ok(()) => {
            transaction.commit().await.map_err(StoreError::from)?;
            Ok(())
        }
        Err(error) => {
            // The job's error is the answer; a connection that cannot even roll back is closed by
            // the pool.
            if let Err(failed) = transaction.rollback().await {
                let error = failed.to_string();
                tracing::debug!(error, "the transaction could not be rolled back in order");
            }
            Err(error)
        }
    }
}
