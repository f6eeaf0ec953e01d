//! Brings a database to the schema this program was built for. Forward only.

use std::collections::BTreeSet;

use sqlx::migrate::Migrator;
use sqlx::{AssertSqlSafe, Connection, Executor, PgPool};

use crate::error::StoreError;
use crate::reach::REACH;

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
pub async fn migrate(
    pool: &PgPool,
    scheme: &str,
    own: Option<fn() -> Migrator>,
) -> Result<(), StoreError> {
    // A connection of its own: the turn may be long in coming and an index long in building. A
    // notice that the table of migrations exists already is no news.
    let mut connection = pool.acquire().await?.detach();
    connection
        .execute(
            "set statement_timeout = 0; set lock_timeout = 0; set client_min_messages = warning",
        )
        .await?;
    // Safe: a text of our own. Policies hold the owner too.
    let reach = AssertSqlSafe(format!("set {REACH} = 'scheme'"));
    connection.execute(reach).await?;
    for migrator in books(scheme, own) {
        migrator
            .run_direct(None, &mut connection, false)
            .await
            .map_err(|error| StoreError::Database(error.into()))?;
        // A service without the owner's sign-in reads what has run. Services that start together
        // take turns: a grant in two transactions at once fails.
        let book = &migrator.table_name;
        let grant = format!(
            "begin; select pg_advisory_xact_lock(hashtext('{book}'));
             grant select on {book} to tildeling_application; commit"
        );
        connection.execute(AssertSqlSafe(grant)).await?;
    }
    connection.close().await?;
    Ok(())
}

/// Returns the names of the migrations that have not run on a database, in their order.
///
/// # Errors
/// [`StoreError`].
pub async fn missing(
    pool: &PgPool,
    scheme: &str,
    own: Option<fn() -> Migrator>,
) -> Result<Vec<String>, StoreError> {
    let mut missing = Vec::new();
    for migrator in books(scheme, own) {
        let book: Option<String> = sqlx::query_scalar("select to_regclass($1)::text")
            .bind(&*migrator.table_name)
            .fetch_one(pool)
            .await?;
        let run: BTreeSet<i64> = match book {
            Some(book) => {
                // Safe: the name of a table, as the database quotes it.
                let run = AssertSqlSafe(format!("select version from {book} where success"));
                let run = sqlx::query_scalar(run).fetch_all(pool).await?;
                run.into_iter().collect()
            }
            None => BTreeSet::new(),
        };
        let waits = migrator.iter().filter(|one| !run.contains(&one.version));
        missing.extend(waits.map(|one| one.description.to_string()));
    }
    Ok(missing)
}

/// The migrations of the shared tables and of the scheme's own, each with its book.
fn books(scheme: &str, own: Option<fn() -> Migrator>) -> impl Iterator<Item = Migrator> {
    let shared = sqlx::migrate!("../../../migrations/casework");
    let shared = ("casework".to_owned(), shared);
    let own = own.map(|own| (scheme.to_owned(), own()));
    let books = [Some(shared), own].into_iter().flatten();
    books.map(|(name, mut migrator)| {
        migrator.dangerous_set_table_name(format!("migration_{}", name.replace('-', "_")));
        migrator
    })
}
