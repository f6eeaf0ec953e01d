//! The `tildeling` command.

mod allocate;
mod cli;
mod table;

use std::process::ExitCode;

use clap::Parser;

fn main() -> ExitCode {
    match cli::Cli::parse().command {
        cli::Command::Allocate(options) => allocate::run(&options),
    }
}
