//! The service of the grant to find and follow up exposed children, alone.

use std::process::ExitCode;

fn main() -> ExitCode {
    server::run::<child_next_of_kin::ChildNextOfKin>()
}
