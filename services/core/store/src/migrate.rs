//! Brings a database to the schema this program was built for. Forward only.

use include_dir::{Dir, include_dir};
use sqlx::migrate::{Migration, MigrationType, Migrator};
use sqlx::{Connection, Executor, PgPool, SqlSafeStr};

use crate::error::StoreError;

/// The migrations, one folder a schema. In the binary: a service needs no files beside it.
static MIGRATIONS: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/../../../migrations");

/// The folder of the tables that all schemes share.
const SHARED: &str = "casework";

/// Runs the migrations that have not run yet: first the shared ones, then the scheme's own, if it
/// has tables of its own.
///
/// `scheme` is the scheme's code, which with `_` for `-` is the name of its folder and schema. Each
/// folder keeps its own books (`migration_<folder>`), so that neither takes the other's migrations
/// for missing ones. Services that start at the same moment take turns under the database's
/// advisory lock.
///
/// # Errors
/// [`StoreError::Database`] when a migration fails, or one that has run was changed afterwards;
/// [`StoreError::Unavailable`].
pub async fn migrate(pool: &PgPool, scheme: &str) -> Result<(), StoreError> {
    // A connection of its own: the turn may be long in coming and an index long in building. A
    // notice that the table of migrations exists already is no news.
    let mut connection = pool.acquire().await?.detach();
    connection
        .execute(
            "set statement_timeout = 0; set lock_timeout = 0; set client_min_messages = warning",
        )
        .await?;
    for folder in [SHARED, scheme.replace('-', "_").as_str()] {
        if let Some(migrator) = migrator(folder) {
            migrator
                .run_direct(None, &mut connection, false)
                .await
                .map_err(|error| StoreError::Database(error.into()))?;
        }
    }
    connection.close().await?;
    Ok(())
}

/// Reads the migrations of one folder; `None` where there is no such folder.
fn migrator(folder: &str) -> Option<Migrator> {
    let migrations = MIGRATIONS
        .get_dir(folder)?
        .files()
        .filter_map(|file| {
            // `0001_casework.sql`: version, what it does.
            let name = file.path().file_stem()?.to_str()?;
            let (version, description) = name.split_once('_')?;
            Some(Migration::new(
                version.parse().ok()?,
                description.replace('_', " ").into(),
                MigrationType::Simple,
                file.contents_utf8()?.into_sql_str(),
                false,
            ))
        })
        .collect();
    let mut migrator = Migrator::with_migrations(migrations);
    migrator.dangerous_set_table_name(format!("migration_{folder}"));
    Some(migrator)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_under_migrations_is_a_migration() {
        for folder in MIGRATIONS.dirs() {
            let name = folder.path().to_str().unwrap();
            let found = migrator(name).unwrap();
            let versions: Vec<i64> = found.iter().map(|migration| migration.version).collect();
            let expected: Vec<i64> = (1..).take(folder.files().count()).collect();
            assert_eq!(versions, expected, "{name}: numbered from 1 without gaps");
        }
        assert!(migrator("no_such_folder").is_none());
    }
}
