//! A call to export: a year of the demonstration, and copies of what it granted and paid.

use std::io::{BufWriter, Write};
use std::path::Path;

use anyhow::Context;
use embedded_postgres::Server;
use server::config::{ConfigFaults, HostFlags, SignIn};
use server::host::Host;

use crate::demo::{Running, play_one};
use crate::schemes::CODES;

/// Payments in a batch of the copies: the most that one takes.
const BATCH_PAYMENTS: u32 = 5_000;

/// Opens an embedded PostgreSQL in a folder. Databases that the environment names are left alone:
/// what is measured is filled with copies.
pub(super) fn host(folder: &Path) -> anyhow::Result<Host> {
    let flags = HostFlags {
        data_dir: Some(folder.join("data")),
        log: "warn".to_owned(),
        log_format: "human".to_owned(),
        connections_max: "20".to_owned(),
        ..HostFlags::default()
    };
    let mut faults = ConfigFaults::default();
    let config = flags.read(&mut faults, Some(SignIn::Embedded), &CODES, None, &|_| None);
    Ok(Host::open(&faults.finish(config)?, &CODES)?)
}

/// A played call and its copies.
pub(super) struct Base<'a> {
    /// The call, on a service that runs.
    pub(super) running: Running,
    server: &'a Server,
    /// The scheme's database.
    database: String,
}

impl<'a> Base<'a> {
    /// Plays the year; its files go to the folder.
    pub(super) async fn play(host: &'a Host, folder: &Path) -> anyhow::Result<Self> {
        let running = play_one(host, folder).await?;
        let server = host.embedded().context("no PostgreSQL of its own")?;
        let database = host.database(running.service.scheme()).await?;
        let database = database
            .service
            .get_database()
            .unwrap_or_default()
            .to_owned();
        server.script(&database, include_str!("base.sql")).await?;
        Ok(Self {
            running,
            server,
            database,
        })
    }

    /// Adds copies until there are this many cases and payments, and as many in batches.
    pub(super) async fn grow(&self, rows: u32) -> anyhow::Result<()> {
        let grow = format!("call bench.grow({rows}, {BATCH_PAYMENTS})");
        self.server.script(&self.database, grow).await?;
        // As the server's own upkeep would have done meanwhile.
        Ok(self.server.script(&self.database, "vacuum analyze").await?)
    }

    /// Copies rows to a file. Returns their number: no cell has a line break.
    pub(super) async fn copy(&self, sql: &'static str) -> anyhow::Result<u64> {
        let mut out = BufWriter::new(tempfile::tempfile()?);
        let rows = self.server.copy_out(&self.database, sql, &mut out).await?;
        out.flush()?;
        Ok(rows)
    }
}
