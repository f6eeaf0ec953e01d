//! The command line.

use std::sync::LazyLock;

use allocation::ENGINE_VERSION;
use clap::{Parser, Subcommand};

use crate::{allocate, audit, bench, client, demo, import, serve, token};

/// State grants, given fairly and predictably.
#[derive(Debug, Parser)]
#[command(name = "tildeling", version = version(), about, propagate_version = true)]
pub struct Cli {
    /// The command.
    #[command(subcommand)]
    pub command: Command,
}

/// The version, the git commit it was built from, and the version of the engine, which is part of
/// every run hash.
fn version() -> &'static str {
    static VERSION: LazyLock<String> = LazyLock::new(|| {
        format!(
            "{} (commit {}, engine {ENGINE_VERSION})",
            env!("CARGO_PKG_VERSION"),
            env!("TILDELING_COMMIT"),
        )
    });
    &VERSION
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Plays one grant year for each of the four schemes, over real gRPC on a real PostgreSQL.
    Demo(demo::Options),
    /// Serves the four schemes on this machine.
    Serve(serve::Options),
    /// Divides a budget: scenario in, table or JSON out. No server, no database.
    Allocate(allocate::Options),
    /// Runs a published allocation again from its inputs and compares every byte. No server, no
    /// database.
    Verify(allocate::verify::Options),
    /// Checks the history: a database, the export of a case, checkpoints.
    #[command(subcommand)]
    Audit(audit::Command),
    /// Measures the engine on this machine.
    Bench(bench::Options),
    /// Brings an existing round from a spreadsheet in, under the scheme's rules like anyone's.
    Import(import::Options),
    /// Prints a token of the embedded sign-in, to try things with.
    Token(token::Options),
    /// The client of a case handler.
    #[command(flatten)]
    Client(client::Command),
}
