//! The database: pool, sign-in, transactions, migrations and the event log; and the place of
//! documents' contents.
//!
//! The SQL of a noun is in its folder in `casework`; no rule of any grant is here.
//!
//! # A new query
//!
//! 1. It is a function in the `rows` of its noun, takes `&mut PgConnection` first, and returns
//!    `Result<_, StoreError>`. It opens no transaction: that is [`transaction::write`]'s, so that
//!    steps can share one and tests can look inside.
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

pub mod columns;
pub mod contents;
pub mod error;
pub mod event;
pub mod lanes;
pub mod log;
pub mod login;
pub mod migrate;
pub mod outbox;
pub mod pool;
pub mod reach;
pub mod transaction;

pub use error::StoreError;
