//! The database of a service: brought to the schema of this program, and opened with a sign-in that
//! the database holds to something.

use sqlx::PgPool;
use sqlx::migrate::Migrator;
use store::StoreError;
use store::login::TooMighty;
use store::pool::PoolSettings;

use crate::config::{Logins, database_variable, owner_variable};

/// A fault of a scheme's database.
#[derive(Debug, thiserror::Error)]
pub enum DatabaseFault {
    /// It cannot be reached, or refuses a statement.
    #[error("the database of {scheme} cannot be used")]
    Unusable {
        /// The scheme's code.
        scheme: &'static str,
        /// The store's error.
        source: StoreError,
    },
    /// The sign-in to the database is not one that the database can hold to anything.
    #[error(
        "the sign-in of {scheme} to its database {why}: its policies would hold it to nothing. \
         Make a role with `create role … login in role tildeling_application` and name it in \
         {variable}; the owner's sign-in belongs in {owner}, which brings the schema up to date"
    )]
    Login {
        /// The scheme's code.
        scheme: &'static str,
        /// What the sign-in is.
        why: TooMighty,
        /// The variable of the service's sign-in.
        variable: String,
        /// The variable of the owner's.
        owner: String,
    },
    /// The schema is older than this program, and there is no sign-in that may change it.
    #[error(
        "the database of {scheme} lacks {missing} of this program's migrations, the first of them \
         {first:?}. Name the sign-in of its owner in {owner}, and they are run at the start"
    )]
    Behind {
        /// The scheme's code.
        scheme: &'static str,
        /// How many migrations are missing.
        missing: usize,
        /// The first of them.
        first: String,
        /// The variable of the owner's sign-in.
        owner: String,
    },
}

/// Opens the database of a scheme for its service: brought up to date by its owner, and with a
/// sign-in that its policies hold.
pub(crate) async fn open(
    scheme: &'static str,
    logins: &Logins,
    settings: PoolSettings,
    tables: Option<fn() -> Migrator>,
) -> Result<PgPool, DatabaseFault> {
    let database = |source| DatabaseFault::Unusable { scheme, source };
    if let Some(owner) = &logins.owner {
        let settings = PoolSettings {
            connections_max: 1,
            ..settings
        };
        let pool = store::pool::open(owner.clone(), settings)
            .await
            .map_err(database)?;
        let migrated = store::migrate::migrate(&pool, scheme, tables).await;
        pool.close().await;
        migrated.map_err(database)?;
    }
    let pool = store::pool::open(logins.service.clone(), settings)
        .await
        .map_err(database)?;
    let missing = store::migrate::missing(&pool, scheme, tables).await;
    let missing = missing.map_err(database)?;
    if let Some(first) = missing.first() {
        return Err(DatabaseFault::Behind {
            scheme,
            missing: missing.len(),
            first: first.clone(),
            owner: owner_variable(scheme),
        });
    }
    match store::login::too_mighty(&pool).await.map_err(database)? {
        None => Ok(pool),
        Some(why) => Err(DatabaseFault::Login {
            scheme,
            why,
            variable: database_variable(scheme),
            owner: owner_variable(scheme),
        }),
    }
}
