//! `tildeling serve`: all four services in one program.

use std::net::SocketAddr;
use std::process::ExitCode;

use clap::Args;
use server::config::{ConfigFaults, HostConfig, HostFlags, SignInFlags, address};
use server::host::Host;
use server::{RunningService, Start, StartError, start, start_with};

use crate::output::{complain, finish, say};
use crate::schemes::{CODES, default_address};

/// Options of `serve`.
#[derive(Debug, Args)]
#[command(after_help = DATABASES)]
pub struct Options {
    /// Address of rental housing.
    #[arg(
        long,
        env = "TILDELING_RENTAL_HOUSING_LISTEN",
        value_name = "ADDRESS:PORT"
    )]
    rental_housing: Option<String>,
    /// Address of child next-of-kin.
    #[arg(
        long,
        env = "TILDELING_CHILD_NEXT_OF_KIN_LISTEN",
        value_name = "ADDRESS:PORT"
    )]
    child_next_of_kin: Option<String>,
    /// Address of user-run centres.
    #[arg(
        long,
        env = "TILDELING_USER_RUN_CENTRES_LISTEN",
        value_name = "ADDRESS:PORT"
    )]
    user_run_centres: Option<String>,
    /// Address of work training.
    #[arg(
        long,
        env = "TILDELING_WORK_TRAINING_LISTEN",
        value_name = "ADDRESS:PORT"
    )]
    work_training: Option<String>,
    /// One PostgreSQL database cannot serve four schemes: set a variable for each, listed below.
    #[arg(long, env = "DATABASE_URL", value_name = "URL", hide_env_values = true)]
    database_url: Option<String>,
    /// The flags of sign-in.
    #[command(flatten)]
    sign_in: SignInFlags,
    /// The flags of every program that serves.
    #[command(flatten)]
    host: HostFlags,
}

/// The end of `serve --help`.
const DATABASES: &str = "\
Databases of your own, instead of the embedded PostgreSQL, which is not for production:
  TILDELING_RENTAL_HOUSING_DATABASE_URL, TILDELING_CHILD_NEXT_OF_KIN_DATABASE_URL,
  TILDELING_USER_RUN_CENTRES_DATABASE_URL, TILDELING_WORK_TRAINING_DATABASE_URL
Each names a database as postgres://user@host:5432/database, and each scheme needs one of its own.
Its user is a member of the role tildeling_application. TILDELING_<SCHEME>_OWNER_DATABASE_URL names
the owner, with whose sign-in migrations run at start.
DATABASE_URL alone is enough for the program of one scheme, and is refused here.";

/// Services to serve, checked.
struct Setup {
    host: HostConfig,
    /// One address a scheme, in the order of [`CODES`].
    listen: [SocketAddr; 4],
}

impl Options {
    fn check(&self) -> Result<Setup, ConfigFaults> {
        let mut faults = ConfigFaults::default();
        let given = [
            &self.rental_housing,
            &self.child_next_of_kin,
            &self.user_run_centres,
            &self.work_training,
        ];
        let mut listen = Vec::new();
        for (code, given) in CODES.iter().zip(given) {
            let text = given.clone().unwrap_or_else(|| default_address(code));
            listen.extend(faults.take(address(&format!("--{code}"), &text)));
        }
        let general = self.database_url.as_deref();
        let environment = |name: &str| std::env::var(name).ok();
        let sign_in = self.sign_in.read(&mut faults);
        let host = self
            .host
            .read(&mut faults, sign_in, &CODES, general, &environment);
        let listen: Option<[SocketAddr; 4]> = listen.try_into().ok();
        faults.finish(
            host.zip(listen)
                .map(|(host, listen)| Setup { host, listen }),
        )
    }
}

/// Serves until told to stop.
pub fn run(options: &Options) -> ExitCode {
    let setup = match options.check() {
        Ok(setup) => setup,
        Err(faults) => {
            for fault in faults.iter() {
                complain(format_args!("error: {fault}"));
            }
            return ExitCode::from(2);
        }
    };
    server::telemetry::start(&setup.host);
    finish(serve(&setup))
}

fn serve(setup: &Setup) -> anyhow::Result<()> {
    // Before the runtime: starting the embedded PostgreSQL blocks.
    let host = Host::open(&setup.host, &CODES)?;
    let runtime = tokio::runtime::Runtime::new()?;
    let served: anyhow::Result<()> = runtime.block_on(async {
        if let Some(address) = setup.host.metrics {
            server::telemetry::expose_metrics(address)?;
        }
        let services = start_all(&host, setup.listen.map(Start::at)).await?;
        for service in &services {
            say!("{} on {}", service.scheme(), service.address())?;
        }
        Ok(until_stopped(services).await?)
    });
    runtime.shutdown_background();
    host.close()?;
    server::telemetry::stop();
    served
}

/// Starts the four services, in the order of [`CODES`].
pub async fn start_all(host: &Host, with: [Start; 4]) -> Result<Vec<RunningService>, StartError> {
    let [rental, child, centres, work] = with;
    Ok(vec![
        start::<rental_housing::RentalHousing>(host, rental).await?,
        start::<child_next_of_kin::ChildNextOfKin>(host, child).await?,
        start::<user_run_centres::UserRunCentres>(host, centres).await?,
        start_with::<work_training::WorkTraining>(host, work, work_training::capacity::own())
            .await?,
    ])
}

/// Waits for a signal, then stops the services; the first one that ends by itself stops the others
/// too.
pub async fn until_stopped(mut services: Vec<RunningService>) -> Result<(), StartError> {
    let mut ended = Ok(());
    {
        let waits = services.iter_mut().map(|service| Box::pin(service.ended()));
        tokio::select! {
            () = server::told_to_stop() => {}
            (first, _, _) = futures_util::future::select_all(waits) => ended = first,
        }
    }
    let stops = services.into_iter().map(RunningService::stop);
    let stopped = futures_util::future::join_all(stops).await;
    stopped.into_iter().fold(ended, Result::and)
}
