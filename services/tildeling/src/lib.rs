//! The `tildeling` command as a library: what the binary does, and what the tests try.

// A closed pipe is no panic: everything is printed through `output`.
#![deny(clippy::print_stdout, clippy::print_stderr)]

pub mod allocate;
pub mod audit;
pub mod bench;
pub mod cli;
pub mod client;
pub mod demo;
pub mod export;
pub mod import;
mod output;
pub mod pages;
pub mod schemes;
pub mod serve;
pub mod session;
pub mod table;
pub mod token;

use std::process::ExitCode;

use clap::Parser;

/// Reads the command line and does what it says.
#[must_use]
pub fn run() -> ExitCode {
    match cli::Cli::parse().command {
        cli::Command::Demo(options) => demo::run(&options),
        cli::Command::Serve(options) => serve::run(&options),
        cli::Command::Allocate(options) => allocate::run(&options),
        cli::Command::Verify(options) => allocate::verify::run(&options),
        cli::Command::Audit(command) => command.run(),
        cli::Command::Bench(options) => bench::run(&options),
        cli::Command::Import(options) => import::run(&options),
        cli::Command::Token(options) => token::run(&options),
        cli::Command::Client(command) => command.run(),
    }
}
