//! The four schemes: the one list of them. What is written for every scheme is reached through
//! [`for_scheme`].

use child_next_of_kin::ChildNextOfKin;
use contract::SchemeContract;
use domain::scheme::Scheme;
use rental_housing::RentalHousing;
use user_run_centres::UserRunCentres;
use work_training::WorkTraining;

/// Codes, in the order of their ports.
pub const CODES: [&str; 4] = [
    RentalHousing::PROFILE.code,
    ChildNextOfKin::PROFILE.code,
    UserRunCentres::PROFILE.code,
    WorkTraining::PROFILE.code,
];

/// The port each is served on by default.
pub fn default_address(code: &str) -> String {
    let place = CODES
        .iter()
        .position(|known| *known == code)
        .unwrap_or_default();
    format!("127.0.0.1:{}", 50051 + place)
}

/// Something that can be done with any scheme.
pub trait ForScheme {
    /// The result.
    type Output;

    /// Does it with one scheme.
    fn with<S: SchemeContract>(self) -> Self::Output;
}

/// Does something with the scheme of this code; `None` when there is none.
pub fn for_scheme<W: ForScheme>(code: &str, what: W) -> Option<W::Output> {
    Some(match code {
        code if code == RentalHousing::PROFILE.code => what.with::<RentalHousing>(),
        code if code == ChildNextOfKin::PROFILE.code => what.with::<ChildNextOfKin>(),
        code if code == UserRunCentres::PROFILE.code => what.with::<UserRunCentres>(),
        code if code == WorkTraining::PROFILE.code => what.with::<WorkTraining>(),
        _ => return None,
    })
}
