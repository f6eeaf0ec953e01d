//! The `tildeling` command.

fn main() -> std::process::ExitCode {
    tildeling::run()
}
