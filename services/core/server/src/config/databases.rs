//! Databases of the user's own: one for each scheme.

use sqlx::postgres::PgConnectOptions;

use super::{ConfigFaults, Environment};

/// The sign-ins to one database.
#[derive(Debug, Clone)]
pub struct Logins {
    /// Of the service: a member of the role `tildeling_application`.
    pub service: PgConnectOptions,
    /// Of the schema's owner, which brings it up to date; without one it must be so already.
    pub owner: Option<PgConnectOptions>,
}

/// Returns the variable that names a scheme's database: `TILDELING_RENTAL_HOUSING_DATABASE_URL`.
#[must_use]
pub fn database_variable(scheme: &str) -> String {
    let scheme = scheme.to_uppercase().replace('-', "_");
    format!("TILDELING_{scheme}_DATABASE_URL")
}

/// Returns the variable with the sign-in of the owner of a scheme's database:
/// `TILDELING_RENTAL_HOUSING_OWNER_DATABASE_URL`.
#[must_use]
pub fn owner_variable(scheme: &str) -> String {
    database_variable(scheme).replace("_DATABASE_URL", "_OWNER_DATABASE_URL")
}

/// Reads the databases that schemes have of their own.
pub(super) fn databases(
    faults: &mut ConfigFaults,
    schemes: &[&str],
    environment: Environment<'_>,
) -> Vec<(String, Logins)> {
    let mut known: Vec<(String, Logins)> = Vec::new();
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
            .find(|(_, other)| place(&other.service) == place(&options))
        {
            faults.add(format!(
                "{variable} names the database of {other}; each scheme needs one of its own"
            ));
        }
        let owner = owner(faults, scheme, environment);
        let logins = Logins {
            service: options,
            owner,
        };
        known.push(((*scheme).to_owned(), logins));
    }
    known
}

/// Reads the sign-in of the owner of a scheme's database.
fn owner(
    faults: &mut ConfigFaults,
    scheme: &str,
    environment: Environment<'_>,
) -> Option<PgConnectOptions> {
    let variable = owner_variable(scheme);
    let url = environment(&variable)?;
    faults.take(database_url(&variable, &url))
}

/// Gives the general database to the one scheme without a database of its own, if several schemes
/// are not waiting for it.
pub(super) fn general_database(
    faults: &mut ConfigFaults,
    url: &str,
    (schemes, own): (&[&str], &[&str]),
    environment: Environment<'_>,
) -> Option<(String, Logins)> {
    let setting = "--database-url (DATABASE_URL)";
    let service = faults.take(database_url(setting, url))?;
    let without: Vec<&str> = schemes
        .iter()
        .filter(|scheme| !own.contains(*scheme))
        .copied()
        .collect();
    match (schemes, without.as_slice()) {
        (_, []) => None,
        ([scheme], _) => {
            let owner = owner(faults, scheme, environment);
            Some(((*scheme).to_owned(), Logins { service, owner }))
        }
        (_, without) => {
            let variables: Vec<String> = without.iter().copied().map(database_variable).collect();
            faults.add(format!(
                "{setting} names one database, and each of {} schemes needs one of its own; set \
                 {}, or unset DATABASE_URL to use the embedded PostgreSQL",
                schemes.len(),
                variables.join(", ")
            ));
            None
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
