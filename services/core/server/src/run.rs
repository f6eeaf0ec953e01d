//! The program of one scheme:
//! `fn main() -> std::process::ExitCode { server::run::<RentalHousing>() }`.

use std::process::ExitCode;

use clap::Parser;
use contract::SchemeContract;
use tokio::signal::unix::{SignalKind, signal};

use crate::config::{HostConfig, ServiceFlags};
use crate::error::with_sources;
use crate::host::Host;
use crate::start::{Own, Start, StartError, start_with};
use crate::telemetry;

/// The setup is wrong: nothing was started.
const WRONG_SETUP: u8 = 2;

/// Serves the scheme until SIGTERM or SIGINT.
#[must_use]
pub fn run<S: SchemeContract>() -> ExitCode {
    run_with::<S>(Own::default())
}

/// Runs as [`run`] does, with what only this scheme has.
#[must_use]
pub fn run_with<S: SchemeContract>(own: Own<S>) -> ExitCode {
    let environment = |name: &str| std::env::var(name).ok();
    let (listen, config) = match ServiceFlags::parse().check(S::PROFILE.code, &environment) {
        Ok(checked) => checked,
        Err(faults) => {
            for fault in faults.iter() {
                eprintln!("error: {fault}");
            }
            return ExitCode::from(WRONG_SETUP);
        }
    };
    telemetry::start(&config);
    // Before the runtime: starting the embedded PostgreSQL blocks.
    let host = match Host::open(&config, &[S::PROFILE.code]) {
        Ok(host) => host,
        Err(problem) => return failed(&with_sources(&problem)),
    };
    let served = tokio::runtime::Runtime::new()
        .map_err(|problem| with_sources(&problem))
        .and_then(|runtime| {
            let served = runtime.block_on(serve(&host, &config, Start::at(listen), own));
            // Acts that outlive the hard end are the database's to roll back.
            runtime.shutdown_background();
            served
        });
    let closed = host.close().map_err(|problem| with_sources(&problem));
    telemetry::stop();
    match served.and(closed) {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => failed(&problem),
    }
}

async fn serve<S: SchemeContract>(
    host: &Host,
    config: &HostConfig,
    with: Start,
    own: Own<S>,
) -> Result<(), String> {
    if let Some(address) = config.metrics {
        telemetry::expose_metrics(address).map_err(|problem| problem.to_string())?;
    }
    let served = async {
        let mut service = start_with::<S>(host, with, own).await?;
        tokio::select! {
            () = told_to_stop() => service.stop().await,
            ended = service.ended() => ended,
        }
    };
    served
        .await
        .map_err(|problem: StartError| with_sources(&problem))
}

/// Returns at SIGTERM or SIGINT.
pub async fn told_to_stop() {
    let told = async |kind: SignalKind| match signal(kind) {
        Ok(mut signals) => {
            signals.recv().await;
        }
        Err(problem) => {
            tracing::warn!(
                %problem,
                "a signal cannot be listened for; stop the program with the other, or kill it"
            );
            std::future::pending::<()>().await;
        }
    };
    tokio::select! {
        () = told(SignalKind::terminate()) => tracing::info!("SIGTERM: stopping"),
        () = told(SignalKind::interrupt()) => tracing::info!("SIGINT: stopping"),
    }
}

fn failed(problem: &str) -> ExitCode {
    eprintln!("error: {problem}");
    ExitCode::FAILURE
}
