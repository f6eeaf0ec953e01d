//! The service of the grant to work training, with the places that are bought beside it, alone.

use std::process::ExitCode;

fn main() -> ExitCode {
    server::run_with::<work_training::WorkTraining>(work_training::capacity::own())
}
