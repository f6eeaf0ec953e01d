//! The service for user-run centres alone; `--help` says how it is set up.

use user_run_centres::UserRunCentres;

fn main() -> std::process::ExitCode {
    server::run::<UserRunCentres>()
}
