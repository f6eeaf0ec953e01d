//! `tildeling token`: a token of the embedded issuer, for trying things on one's own machine.

use std::path::PathBuf;
use std::process::ExitCode;

use chrono::{DateTime, Utc};
use clap::Args;
use domain::calendar::{Clock, SystemClock};
use domain::caller::Role;
use domain::identifiers::OrganisationNumber;
use domain::randomness::SystemRandomness;

use crate::output::{finish, say};
use crate::session::issuer;

/// Options of `token`.
#[derive(Debug, Args)]
pub struct Options {
    /// The data folder of the program that serves.
    #[arg(long, env = "TILDELING_DATA_DIR", value_name = "FOLDER")]
    data_dir: Option<PathBuf>,
    /// A person on the staff; with --role.
    #[arg(long, requires = "roles", required_unless_present = "organisation")]
    person: Option<String>,
    /// A role of that person; can be given several times.
    #[arg(long = "role", id = "roles", value_parser = role)]
    roles: Vec<Role>,
    /// An organisation's client, by organisation number.
    #[arg(long, conflicts_with = "person")]
    organisation: Option<OrganisationNumber>,
    /// Moment of signing: the present of a service whose clock does not show ours, as the
    /// demonstration's. By default now.
    #[arg(long, value_name = "2017-01-31T12:00:00Z")]
    at: Option<DateTime<Utc>>,
}

fn role(text: &str) -> Result<Role, String> {
    Role::of_staff(text).ok_or_else(|| {
        let known = Role::STAFF.map(Role::name);
        format!("choose one of {}", known.join(", "))
    })
}

/// Prints a token.
pub fn run(options: &Options) -> ExitCode {
    finish(token(options).and_then(|token| Ok(say!("{token}")?)))
}

fn token(options: &Options) -> anyhow::Result<String> {
    let issuer = issuer(options.data_dir.as_deref())?;
    let now = options.at.unwrap_or_else(|| SystemClock.now());
    Ok(match (&options.organisation, &options.person) {
        (Some(organisation), _) => {
            issuer.organisation_token(organisation, now, &SystemRandomness)?
        }
        (None, person) => {
            let person = person.as_deref().unwrap_or_default();
            issuer.staff_token(person, &options.roles, now, &SystemRandomness)?
        }
    })
}
