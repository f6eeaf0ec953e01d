//! `tildeling demo`: four services, one grant year each, over real gRPC on a real PostgreSQL.

mod after;
mod bank;
mod course;
mod files;
mod outputs;
mod play;
mod sums;
mod world;
mod year;
mod years;

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Instant;

use anyhow::Context;
use chrono::SecondsFormat;
use clap::Args;
use domain::calendar::{Clock, TurnableClock};
use domain::randomness::{Randomness, SeededRandomness};
use server::config::{ConfigFaults, HostFlags, SignIn};
use server::host::Host;
use server::sign_in::EmbeddedIssuer;
use server::{RunningService, Start, start_with};

use crate::output::{complain, fail, say};
use crate::schemes::CODES;
use crate::serve::{start_all, until_stopped};
use crate::session::{Session, connect};
use after::Life;
pub(crate) use play::bank_file_of;
use play::{Appealed, Changed, Merged, Play, Played, SetOff, Sold};
use year::Year;
use years::{
    ChangedProject, ChildNextOfKin2015, CutCentre, MergedMunicipality, RentalHousing2016,
    SoldDwelling, TwoProjects, UserRunCentres2020, WorkTraining2020,
};

/// Seed of what is generated, unless another is asked for.
const SEED: u64 = 2016;

/// The folder of the lives of single grants, a folder each.
const AFTER: &str = "after";

/// Options of `demo`.
#[derive(Debug, Args)]
pub struct Options {
    /// Folder for what comes out: awards.csv, payments.json, indicators.csv, summary.json, runs/
    /// with the frozen runs, and a folder a scheme with letters, exports and files for the bank.
    #[arg(long, default_value = "out", value_name = "FOLDER")]
    out: PathBuf,
    /// Goes on serving afterwards, and prints a command to try.
    #[arg(long)]
    keep_running: bool,
    /// Seed of what is generated: the same seed gives the same applications and scores. Draws
    /// between equals are the services' own.
    #[arg(long, default_value_t = SEED)]
    seed: u64,
    /// Options of every program that serves. Without --data-dir, a folder that is removed
    /// afterwards.
    #[command(flatten)]
    host: HostFlags,
}

/// Plays the four years.
pub fn run(options: &Options) -> ExitCode {
    match play_all(options) {
        Ok(faults) if faults.is_empty() => ExitCode::SUCCESS,
        Ok(faults) => {
            for fault in faults {
                complain(format_args!("invariant broken: {fault}"));
            }
            ExitCode::FAILURE
        }
        Err(problem) => fail(&problem, 1),
    }
}

fn play_all(options: &Options) -> anyhow::Result<Vec<String>> {
    let started = Instant::now();
    let kept = options.host.data_dir.is_some();
    let folder = if kept { None } else { Some(passable_folder()?) };
    let mut flags = options.host.clone();
    if let Some(folder) = &folder {
        flags.data_dir = Some(folder.path().join("data"));
    }
    // The demonstration speaks by its tables; warnings still show.
    if flags.log == "info" {
        "warn".clone_into(&mut flags.log);
    }
    let mut faults = ConfigFaults::default();
    let environment = |name: &str| std::env::var(name).ok();
    let embedded = Some(SignIn::Embedded);
    let config = flags.read(&mut faults, embedded, &CODES, None, &environment);
    let config = faults.finish(config)?;
    server::telemetry::start(&config);
    let host = Host::open(&config, &CODES)?;
    let runtime = tokio::runtime::Runtime::new()?;
    let faults = runtime.block_on(play_and_keep(options, &host, &config.data_dir, started));
    runtime.shutdown_background();
    host.close()?;
    faults
}

/// A folder that the embedded PostgreSQL's own user can pass through, removed at the end.
pub(crate) fn passable_folder() -> anyhow::Result<tempfile::TempDir> {
    use std::os::unix::fs::PermissionsExt;
    let permissions = std::fs::Permissions::from_mode(0o755);
    Ok(tempfile::Builder::new()
        .prefix("tildeling-demo-")
        .permissions(permissions)
        .tempdir()?)
}

/// A year that was played, on a service that runs.
pub(crate) struct Running {
    /// The service.
    pub(crate) service: RunningService,
    /// Finance, at the moment the year ended.
    pub(crate) finance: Session,
    /// `schemes/{scheme}/calls/{call}`.
    pub(crate) call: String,
}

/// Plays one year and goes on serving, for measurements. The files of the year go to a folder.
pub(crate) async fn play_one(host: &Host, out: &Path) -> anyhow::Result<Running> {
    let clock = TurnableClock::at(WorkTraining2020.begins());
    let chance: Arc<dyn Randomness> = Arc::new(SeededRandomness::new(SEED));
    let start = Start::local(Arc::new(clock.clone()));
    let service = start_with(host, start, work_training::capacity::own()).await?;
    let channel = connect(&service.address().to_string()).await?;
    let issuer = Arc::new(host.issuer().context("no issuer of its own")?.clone());
    let play = Play::new(
        WorkTraining2020,
        channel,
        issuer,
        clock,
        chance,
        (SEED, out),
    );
    let (finance, call) = (play.finance(), play.call().to_owned());
    play.run().await?;
    Ok(Running {
        service,
        finance,
        call,
    })
}

async fn play_and_keep(
    options: &Options,
    host: &Host,
    data_dir: &Path,
    started: Instant,
) -> anyhow::Result<Vec<String>> {
    let clocks = years::begins().map(TurnableClock::at);
    let chance: Arc<dyn Randomness> = Arc::new(SeededRandomness::new(options.seed));
    let starts = clocks.clone().map(|clock| Start::local(Arc::new(clock)));
    say!("Four services on 127.0.0.1, each with a clock of its own.")?;
    let services = start_all(host, starts).await?;
    let stage = Stage {
        issuer: Arc::new(host.issuer().context("no issuer of its own")?.clone()),
        clocks,
        chance,
        seed: options.seed,
        out: options.out.clone(),
    };
    let played = [
        stage.play(0, &services, RentalHousing2016).await?,
        stage.play(1, &services, ChildNextOfKin2015).await?,
        stage.play(2, &services, UserRunCentres2020).await?,
        stage.play(3, &services, WorkTraining2020).await?,
    ];
    let lives = [
        after::sale(stage.sell(&services).await?),
        after::merger(stage.merge(&services).await?),
        after::appeal(stage.appeal(&services).await?),
        after::change(stage.change(&services).await?),
        after::set_off(stage.set_off(&services).await?),
    ];
    let seconds = started.elapsed().as_secs_f64();
    let summaries = lives.each_ref().map(Life::summary);
    outputs::write(&options.out, (&played, &summaries), seconds)?;
    let mut untied = files::write_all(&options.out, &played)?;
    for life in &lives {
        let folder = options.out.join(AFTER).join(life.kind);
        untied.extend(files::write_all(&folder, [&life.played])?);
    }
    say!("\n{}", outputs::overview(&played))?;
    say!("\n{}\n", outputs::tags(&played))?;
    for life in &lives {
        say!("{}", life.told())?;
    }
    if untied.is_empty() {
        say!("{}", files::TIED)?;
    }
    say!("{}", outputs::notes(&options.out, seconds))?;
    let of_lives = lives.iter().flat_map(|life| life.faults.clone()).collect();
    let faults = [outputs::faults(&played), of_lives, untied].concat();
    if options.keep_running && faults.is_empty() {
        invite(&services, data_dir, &stage.clocks)?;
        until_stopped(services).await?;
    } else {
        for service in services {
            service.stop().await?;
        }
    }
    Ok(faults)
}

/// Everything the years have in common.
struct Stage {
    issuer: Arc<EmbeddedIssuer>,
    clocks: [TurnableClock; 4],
    chance: Arc<dyn Randomness>,
    seed: u64,
    out: PathBuf,
}

impl Stage {
    async fn play<Y: Year>(
        &self,
        place: usize,
        services: &[RunningService],
        year: Y,
    ) -> anyhow::Result<Played> {
        let service = &services[place];
        say!(
            "\n{} {}: playing the year over gRPC on {}",
            service.scheme(),
            year.call_id(),
            service.address()
        )?;
        let channel = connect(&service.address().to_string()).await?;
        let (clock, chance) = (self.clocks[place].clone(), Arc::clone(&self.chance));
        let played = Play::new(
            year,
            channel,
            Arc::clone(&self.issuer),
            clock,
            chance,
            (self.seed + place as u64, &self.out),
        )
        .run()
        .await?;
        say!("{}", outputs::year(&played))?;
        Ok(played)
    }
}

impl Stage {
    /// A round after the years, on the service of its scheme, of which one grant is followed.
    async fn life<Y: Year>(
        &self,
        place: usize,
        services: &[RunningService],
        (kind, year): (&str, Y),
    ) -> anyhow::Result<Play<Y>> {
        let channel = connect(&services[place].address().to_string()).await?;
        let (clock, chance) = (self.clocks[place].clone(), Arc::clone(&self.chance));
        let seed = self.seed + (self.clocks.len() + place) as u64;
        Ok(Play::new(
            year,
            channel,
            Arc::clone(&self.issuer),
            clock,
            chance,
            (seed, &self.out.join(AFTER).join(kind)),
        ))
    }

    /// Plays the sale of a dwelling, years after it was paid for.
    async fn sell(&self, services: &[RunningService]) -> anyhow::Result<Sold> {
        let life = self.life(0, services, (after::SALE, SoldDwelling)).await?;
        let (paid, sold) = (SoldDwelling::paid(), SoldDwelling::sold());
        life.sell(paid, sold).await
    }

    /// Plays the merger of a municipality whose grant runs.
    async fn merge(&self, services: &[RunningService]) -> anyhow::Result<Merged> {
        let life = self
            .life(1, services, (after::MERGER, MergedMunicipality))
            .await?;
        let successor = MergedMunicipality::successor();
        let successor = successor.context("the table does not have the new municipality")?;
        life.merge(MergedMunicipality::merged(), successor).await
    }

    /// Plays an appeal against a grant that was cut.
    async fn appeal(&self, services: &[RunningService]) -> anyhow::Result<Appealed> {
        let life = self.life(2, services, (after::APPEAL, CutCentre)).await?;
        life.appeal().await
    }

    /// Plays a change of a grant that its recipient asks for.
    async fn change(&self, services: &[RunningService]) -> anyhow::Result<Changed> {
        let life = self
            .life(3, services, (after::CHANGE, ChangedProject))
            .await?;
        life.change(ChangedProject::given_back_ore()).await
    }

    /// Plays a debt of one grant that is set off against the payment of another.
    async fn set_off(&self, services: &[RunningService]) -> anyhow::Result<SetOff> {
        let life = self
            .life(3, services, (after::SET_OFF, TwoProjects))
            .await?;
        life.set_off(TwoProjects::reported()).await
    }
}

/// Prints commands to try while the services go on. A token is good for the service whose present
/// it was signed in.
fn invite(
    services: &[RunningService],
    data_dir: &Path,
    clocks: &[TurnableClock],
) -> std::io::Result<()> {
    say!(
        "\nStill serving; Ctrl-C stops. The clocks stand where the years ended. Try, in another \
         terminal:"
    )?;
    for (service, clock) in services.iter().zip(clocks) {
        let (scheme, address) = (service.scheme(), service.address());
        let now = clock.now().to_rfc3339_opts(SecondsFormat::Secs, true);
        say!(
            "\n  # {scheme}\n  export TILDELING_ADDRESS={address} TILDELING_TOKEN=$(cargo run \
             -q --release -- token \
             --data-dir {} --person me --role case_handler --at {now})\n  \
             cargo run -q --release -- call list {scheme}",
            data_dir.display(),
        )?;
    }
    Ok(())
}
