//! Errors of the database, as the layers above need to know them. The database's own words
//! stay in the source, for the log.

use std::borrow::Cow;
use std::fmt::Display;

/// An error of reading or writing. The texts name no value of any row, and can be
/// logged.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The database cannot be reached, is starting or stopping, or is too busy. Nothing is known to
    /// have changed; repeating is safe.
    #[error("the database cannot be reached or is too busy")]
    Unavailable(#[source] sqlx::Error),
    /// Two transactions met, and the database gave one up. It is tried again before the caller
    /// hears of it.
    #[error("the database gave the transaction up in favour of another")]
    Contended(#[source] sqlx::Error),
    /// A named constraint refused the change. Casework translates the names it expects.
    #[error("constraint {constraint} refused the change")]
    Refused {
        /// The constraint's name, as the migration gives it.
        constraint: String,
    },
    /// A row holds what the domain does not know: written by another version, or by hand.
    #[error("{table}.{column} of row {row} holds what the domain does not know")]
    Inconsistent {
        /// Table, without its schema.
        table: &'static str,
        /// Column.
        column: &'static str,
        /// Primary key of the row.
        row: String,
    },
    /// Anything else: a fault of ours.
    #[error("the database refused a statement")]
    Database(#[source] sqlx::Error),
}

impl StoreError {
    /// Tells whether this constraint refused the change.
    #[must_use]
    pub fn is_refused_by(&self, name: &str) -> bool {
        matches!(self, StoreError::Refused { constraint } if constraint == name)
    }
}

/// Returns the error for a class or code of SQLSTATE.
fn by_code(code: &str) -> fn(sqlx::Error) -> StoreError {
    match code {
        // serialization_failure, deadlock_detected.
        "40001" | "40P01" => StoreError::Contended,
        // lock_not_available, query_canceled (statement_timeout),
        // idle_in_transaction_session_timeout, and the shutdowns.
        "55P03" | "57014" | "25P03" | "57P01" | "57P02" | "57P03" => StoreError::Unavailable,
        // Connection exceptions, insufficient resources.
        _ if code.starts_with("08") || code.starts_with("53") => StoreError::Unavailable,
        _ => StoreError::Database,
    }
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        match &error {
            sqlx::Error::Database(refused) => {
                let class = refused.code().unwrap_or(Cow::Borrowed(""));
                match refused.constraint() {
                    // Class 23: integrity constraint violations.
                    Some(name) if class.starts_with("23") => StoreError::Refused {
                        constraint: name.to_owned(),
                    },
                    _ => by_code(&class)(error),
                }
            }
            sqlx::Error::Io(_)
            | sqlx::Error::Tls(_)
            | sqlx::Error::PoolTimedOut
            | sqlx::Error::PoolClosed
            | sqlx::Error::WorkerCrashed
            | sqlx::Error::BeginFailed => StoreError::Unavailable(error),
            _ => StoreError::Database(error),
        }
    }
}

/// A row being read: names the place when a column holds what the domain does not know.
///
/// ```
/// use domain::identifiers::CallId;
/// use store::error::Row;
///
/// let row = Row::of("call", "housing-2026");
/// let error = row.column("call_id", "Not An Id".parse::<CallId>()).unwrap_err();
/// assert_eq!(
///     error.to_string(),
///     "call.call_id of row housing-2026 holds what the domain does not know",
/// );
/// ```
#[derive(Debug)]
pub struct Row {
    table: &'static str,
    key: String,
}

impl Row {
    /// The row of a table with this primary key.
    #[must_use]
    pub fn of(table: &'static str, key: impl Display) -> Self {
        Self {
            table,
            key: key.to_string(),
        }
    }

    /// A column's value as the domain reads it.
    ///
    /// # Errors
    /// [`StoreError::Inconsistent`] naming the column. What the domain said of the value is
    /// dropped: it may quote it.
    pub fn column<T, E>(&self, column: &'static str, read: Result<T, E>) -> Result<T, StoreError> {
        read.map_err(|_| self.inconsistent(column))
    }

    /// A column's value that the domain must know.
    ///
    /// # Errors
    /// [`StoreError::Inconsistent`] naming the column.
    pub fn known<T>(&self, column: &'static str, read: Option<T>) -> Result<T, StoreError> {
        read.ok_or_else(|| self.inconsistent(column))
    }

    fn inconsistent(&self, column: &'static str) -> StoreError {
        StoreError::Inconsistent {
            table: self.table,
            column,
            row: self.key.clone(),
        }
    }
}
