//! The service of the grant to rental dwellings, alone.

use std::process::ExitCode;

fn main() -> ExitCode {
    server::run::<rental_housing::RentalHousing>()
}
