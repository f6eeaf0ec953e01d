//! The place of a history: a scheme's database, and the files beside it.

use std::path::PathBuf;

use ::audit::database::{Database, options_from_url};
use anyhow::Context;
use clap::Args;
use embedded_postgres::{Options, Server};

use crate::schemes::CODES;

/// A scheme's database.
#[derive(Debug, Args)]
pub struct Place {
    /// The scheme.
    #[arg(long, value_parser = CODES)]
    scheme: Option<String>,
    /// Its database, `postgres://user@host/database`; the embedded one of the data folder when
    /// unset. A role that may only read is enough.
    #[arg(long, value_name = "URL", requires = "scheme")]
    database_url: Option<String>,
    /// The data folder of the program that serves.
    #[arg(long, env = "TILDELING_DATA_DIR", value_name = "FOLDER")]
    data_dir: Option<PathBuf>,
}

impl Place {
    pub(super) const fn is_none(&self) -> bool {
        self.scheme.is_none()
    }

    fn scheme(&self) -> anyhow::Result<&str> {
        self.scheme.as_deref().context("--scheme is needed")
    }

    fn folder(&self) -> anyhow::Result<PathBuf> {
        match &self.data_dir {
            Some(folder) => Ok(folder.clone()),
            None => Ok(embedded_postgres::default_data_dir()?),
        }
    }

    /// The scheme's file of checkpoints in the data folder.
    pub(super) fn checkpoints(&self) -> anyhow::Result<PathBuf> {
        let name = format!("{}.checkpoints", self.scheme()?);
        Ok(self.folder()?.join("checkpoints").join(name))
    }

    /// Reads the database, starting the embedded PostgreSQL where it is in the data folder.
    pub(super) fn read<T>(
        &self,
        job: impl AsyncFnOnce(Database) -> anyhow::Result<T>,
    ) -> anyhow::Result<T> {
        let scheme = self.scheme()?;
        let runtime = || tokio::runtime::Runtime::new();
        if let Some(url) = &self.database_url {
            let database = options_from_url(url).context(
                "--database-url is no PostgreSQL URL, as in postgres://user@host/database",
            )?;
            return runtime()?.block_on(job(database));
        }
        let server = Server::start(Options {
            install: false,
            ..Options::new(self.folder()?)
        })?;
        let database = server.options(&scheme.replace('-', "_"));
        let read = runtime()?.block_on(job(database));
        server.stop()?;
        read
    }
}
