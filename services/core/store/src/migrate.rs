//! Brings a database to the schema this program was built for. Forward only.

use sqlx::migrate::Migrator;
use sqlx::{Connection, Executor, PgPool};

use crate::error::StoreError;

/// Runs the migrations that have not run yet: first those of the tables that all schemes share,
/// then the scheme's own, if it has tables of its own.
///
/// `scheme` is the scheme's code. Both have books of their own (`migration_casework`,
/// `migration_<scheme>`), so that neither takes the other's migrations for missing ones. Services
/// that start at the same moment take turns under the database's advisory lock.
///
/// # Errors
/// [`StoreError::Database`] when a migration fails, or one that has run was changed afterwards;
/// [`StoreError::Unavailable`].
pub async fn migrate(pool: &PgPool, scheme: &str, own: Option<Migrator>) -> Result<(), StoreError> {
    // A connection of its own: the turn may be long in coming and an index long in building. A
    // notice that the table of migrations exists already is no news.
    let mut connection = pool.acquire().await?.detach();
    connection
        .execute(
            "set statement_timeout = 0; set lock_timeout = 0; set client_min_messages = warning",
        )
        .await?;
    let shared = ("casework", sqlx::migrate!("../../../migrations/casework"));
    let own = own.map(|own| (scheme, own));
    for (name, mut migrator) in [Some(shared), own].into_iter().flatten() {
        migrator.dangerous_set_table_name(format!("migration_{}", name.replace('-', "_")));
        migrator
            .run_direct(None, &mut connection, false)
            .await
            .map_err(|error| StoreError::Database(error.into()))?;
    }
    connection.close().await?;
    Ok(())
}
