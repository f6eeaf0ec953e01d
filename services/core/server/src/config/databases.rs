//! Databases of the user's own: one for each scheme.

use sqlx::postgres::PgConnectOptions;

use super::{ConfigFaults, Environment};

/// Returns the variable that names a scheme's database: `TILDELING_RENTAL_HOUSING_DATABASE_URL`.
#[must_use]
pub fn database_variable(scheme: &str) -> String {
    let scheme = scheme.to_uppercase().replace('-', "_");
    format!("TILDELING_{scheme}_DATABASE_URL")
}

/// Reads the databases that schemes have of their own.
pub(super) fn databases(
    faults: &mut ConfigFaults,
    schemes: &[&str],
    environment: Environment<'_>,
) -> Vec<(String, PgConnectOptions)> {
    let mut known: Vec<(String, PgConnectOptions)> = Vec::new();
    for scheme in schemes {
        let variable = database_variable(scheme);
        let Some(url) = environment(&variable) else {
            continue;
        };
        let Some(options) = faults.take(database_url(&variable, &url)) else {
            continue;
        };
        let place = |options: &PgConnectOptions| {
            let database = options.get_database().unwrap_or_default().to_owned();
            (options.get_host().to_owned(), options.get_port(), database)
        };
        if let Some((other, _)) = known
            .iter()
            .find(|(_, other)| place(other) == place(&options))
        {
            faults.add(format!(
                "{variable} names the database of {other}; each scheme needs one of its own"
            ));
        }
        known.push(((*scheme).to_owned(), options));
    }
    known
}

/// Gives the general database to the one scheme without a database of its own, if several schemes
/// are not waiting for it.
pub(super) fn general_database(
    url: &str,
    schemes: &[&str],
    own: &[&str],
) -> Result<Option<(String, PgConnectOptions)>, String> {
    let setting = "--database-url (DATABASE_URL)";
    let options = database_url(setting, url)?;
    let without: Vec<&str> = schemes
        .iter()
        .filter(|scheme| !own.contains(*scheme))
        .copied()
        .collect();
    match (schemes, without.as_slice()) {
        (_, []) => Ok(None),
        ([scheme], _) => Ok(Some(((*scheme).to_owned(), options))),
        (_, without) => {
            let variables: Vec<String> = without.iter().copied().map(database_variable).collect();
            Err(format!(
                "{setting} names one database, and each of {} schemes needs one of its own; set \
                 {}, or unset DATABASE_URL to use the embedded PostgreSQL",
                schemes.len(),
                variables.join(", ")
            ))
        }
    }
}

/// Reads a database's URL. It may hold a password and is not repeated in faults.
fn database_url(setting: &str, url: &str) -> Result<PgConnectOptions, String> {
    let postgres = ["postgres://", "postgresql://"];
    let options = store::pool::options_from_url(url)
        .ok()
        .filter(|_| postgres.iter().any(|scheme| url.starts_with(scheme)));
    options.ok_or_else(|| {
        format!(
            "{setting} is no PostgreSQL URL; write one as in postgres://user@host:5432/database"
        )
    })
}
