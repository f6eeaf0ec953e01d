//! All SQL, one file a table group, and the embedded PostgreSQL.
//!
//! No rule of any grant stands here: a function reads rows and gives back the domain's types, or
//! writes them.
//!
//! # A new query
//!
//! 1. It is a function in the file of its table group, takes `&mut PgConnection` first, and returns
//!    `Result<_, StoreError>`. It opens no transaction: that is [`act::run_act`]'s, so that acts
//!    can share one and tests can look inside.
//! 2. Its text is a literal in `sqlx::query!`, `query_as!` or `query_scalar!`, which checks it
//!    against the real schema.
//! 3. What it reads goes through [`error::Row`]: a value the domain does not know becomes
//!    [`StoreError::Inconsistent`] with table, column and key, never a default and never a panic.
//!
//!    ```
//!    # use domain::money::Money;
//!    # use domain::step::Revision;
//!    # use store::error::{Row, StoreError};
//!    struct PurseRow { code: String, revision: i64 }
//!    fn read(row: PurseRow) -> Result<Revision, StoreError> {
//!        let at = Row::of("sub_frame", &row.code);
//!        at.known("revision", Revision::new(row.revision))
//!    }
//!    assert!(read(PurseRow { code: "national".into(), revision: -1 }).is_err());
//!    ```
//! 4. What the database must refuse is a constraint with a name in `migrations/`; casework
//!    translates the name with [`StoreError::is_refused_by`].
//! 5. `.config/prepare-sqlx` writes the query's description to `.sqlx/`; commit it. Builds need no
//!    database after that.
//!
//! Locks are taken in one order everywhere, so that acts wait for each other but never in a circle:
//! the call, its applications by id, its allocation, its sub-frames by code, grants and reports by
//! id, the heads of event chains by name.

pub mod act;
pub mod allocation;
pub mod application;
pub mod assessment;
pub mod attachment;
pub mod award;
pub mod budget;
pub mod call;
mod columns;
pub mod draw;
pub mod embedded;
pub mod error;
pub mod event;
pub mod fairness;
pub mod grant;
pub mod history;
pub mod instalment;
pub mod migrate;
pub mod pool;
pub mod register;
pub mod report;

pub use error::StoreError;

/// A value of ours as a JSON column.
///
/// # Panics
/// When the type cannot be written as JSON: a fault of ours that the first test of that type finds.
fn json<T: serde::Serialize>(value: &T) -> serde_json::Value {
    serde_json::to_value(value).expect("what is stored can be written as JSON")
}
