//! A call to export: a year of the demonstration, and copies of what it granted and paid.

use std::path::Path;

use server::config::{ConfigFaults, HostFlags};
use server::host::Host;
use sqlx::{Connection, PgConnection};

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
    let config = flags.read(&mut faults, &CODES, None, &|_| None);
    Ok(Host::open(&faults.finish(config)?, &CODES)?)
}

/// A played call and its copies.
pub(super) struct Base {
    /// The call, on a service that runs.
    pub(super) running: Running,
    /// The scheme's database.
    pub(super) database: PgConnection,
    /// Cases that each copy adds.
    cases: u32,
    copies: u32,
    batches: u32,
}

impl Base {
    /// Plays the year; its files go to the folder.
    pub(super) async fn play(host: &Host, folder: &Path) -> anyhow::Result<Self> {
        let running = play_one(host, folder).await?;
        let options = host.database(running.service.scheme()).await?;
        let mut database = PgConnection::connect_with(&options).await?;
        sqlx::raw_sql(include_str!("base.sql"))
            .execute(&mut database)
            .await?;
        let cases: i64 = sqlx::query_scalar("select count(*) from bench.base")
            .fetch_one(&mut database)
            .await?;
        anyhow::ensure!(cases > 0, "the year has paid nothing");
        Ok(Self {
            running,
            database,
            cases: u32::try_from(cases)?,
            copies: 0,
            batches: 0,
        })
    }

    /// Adds copies until there are this many cases and payments, and as many in batches.
    pub(super) async fn grow(&mut self, rows: u32) -> anyhow::Result<()> {
        let copies = rows.div_ceil(self.cases);
        let batches = rows.div_ceil(BATCH_PAYMENTS);
        sqlx::query("call bench.multiply_cases($1, $2)")
            .bind(i32::try_from(self.copies + 1)?)
            .bind(i32::try_from(copies)?)
            .execute(&mut self.database)
            .await?;
        sqlx::query("call bench.multiply_batches($1, $2, $3)")
            .bind(i32::try_from(BATCH_PAYMENTS)?)
            .bind(i32::try_from(self.batches + 1)?)
            .bind(i32::try_from(batches)?)
            .execute(&mut self.database)
            .await?;
        (self.copies, self.batches) = (copies, batches);
        // As the server's own upkeep would have done meanwhile.
        sqlx::raw_sql("vacuum analyze")
            .execute(&mut self.database)
            .await?;
        Ok(())
    }
}
