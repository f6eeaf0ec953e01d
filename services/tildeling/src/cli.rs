//! What can be asked on the command line.

use clap::{Parser, Subcommand};

use crate::allocate;

/// State grants, given fairly and predictably.
#[derive(Debug, Parser)]
#[command(name = "tildeling", version, about, propagate_version = true)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What can be done.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Divides a budget: scenario in, table, JSON or report out. No server, no database.
    Allocate(allocate::Options),
}
