//! The service of the grant to user-run centres, alone.

use std::process::ExitCode;

fn main() -> ExitCode {
    server::run::<user_run_centres::UserRunCentres>()
}
