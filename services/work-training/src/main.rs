//! The program that serves work training alone, with the places that are bought.

/// Serves the scheme until it is told to stop.
fn main() -> std::process::ExitCode {
    server::run_with::<work_training::WorkTraining>(work_training::capacity::beside)
}
