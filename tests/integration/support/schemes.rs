//! The schemes as tests see them: what is written once for all runs here with a good call,
//! application and report of each, as data.

use std::fmt::Debug;
use std::sync::LazyLock;

use domain::identifiers::OrganisationNumber;
use domain::scheme::Scheme;
use serde_json::Value;
use server::host::Host;
use server::{RunningService, Start, StartError};
use sqlx::migrate::Migrator;

/// A scheme with its good data (`forms/<code>.json`).
pub trait TestScheme: Debug + Default + Clone + Copy + Send + Sync + 'static {
    /// The scheme's code.
    const CODE: &'static str;

    /// The data.
    fn data() -> &'static Value;

    /// Starts its service as its own program does.
    fn serve(
        host: &Host,
        with: Start,
    ) -> impl Future<Output = Result<RunningService, StartError>> + Send;

    /// Migrations of its own tables.
    fn tables() -> Option<fn() -> Migrator>;

    /// The codes of its criteria.
    fn criteria() -> Vec<&'static str>;

    /// `schemes/{scheme}`.
    fn name() -> String {
        format!("schemes/{}", Self::CODE)
    }

    /// The time its tests begin: its call can be opened.
    fn begins() -> &'static str {
        Self::data()["begins"].as_str().unwrap()
    }

    /// The call, without its name.
    fn call() -> Value {
        Self::data()["call"].clone()
    }

    /// The application of the n-th applicant, without its name.
    fn application(n: u32) -> Value {
        Self::filled("/application", n)
    }

    /// The register entries of the n-th applicant.
    fn entries(n: u32) -> Value {
        Self::filled("/entries", n)
    }

    /// One part of the data with the n-th applicant put in.
    fn filled(pointer: &str, n: u32) -> Value {
        let municipalities = Self::data()["municipalities"].as_array().unwrap();
        let municipality = &municipalities[n as usize % municipalities.len()];
        let text = Self::data().pointer(pointer).unwrap().to_string();
        let text = text
            .replace("{organisation}", OrganisationNumber::invented(n).as_str())
            .replace("{municipality}", municipality.as_str().unwrap())
            .replace("{n}", &n.to_string());
        serde_json::from_str(&text).unwrap()
    }
}

macro_rules! test_scheme {
    ($(#[$doc:meta])* $name:ident, $scheme:ty, $data:literal, $start:expr, $tables:expr) => {
        $(#[$doc])*
        #[derive(Debug, Default, Clone, Copy)]
        pub struct $name;

        impl TestScheme for $name {
            const CODE: &'static str = <$scheme as Scheme>::PROFILE.code;

            fn data() -> &'static Value {
                static DATA: LazyLock<Value> =
                    LazyLock::new(|| serde_json::from_str(include_str!(concat!("../forms/", $data))).unwrap());
                &DATA
            }

            async fn serve(host: &Host, with: Start) -> Result<RunningService, StartError> {
                $start(host, with).await
            }

            fn tables() -> Option<fn() -> Migrator> {
                $tables
            }

            fn criteria() -> Vec<&'static str> {
                <$scheme as Scheme>::PROFILE.criteria.iter().map(|criterion| criterion.code).collect()
            }
        }
    };
}

test_scheme!(
    /// Rental housing.
    Rental,
    rental_housing::RentalHousing,
    "rental-housing.json",
    server::start::<rental_housing::RentalHousing>,
    None
);
test_scheme!(
    /// Child next-of-kin.
    Children,
    child_next_of_kin::ChildNextOfKin,
    "child-next-of-kin.json",
    server::start::<child_next_of_kin::ChildNextOfKin>,
    None
);
test_scheme!(
    /// User-run centres.
    Centres,
    user_run_centres::UserRunCentres,
    "user-run-centres.json",
    server::start::<user_run_centres::UserRunCentres>,
    None
);
test_scheme!(
    /// Work training, with the places that are bought beside it.
    Training,
    work_training::WorkTraining,
    "work-training.json",
    async |host, with| server::start_with::<work_training::WorkTraining>(host, with, work_training::capacity::own()).await,
    Some(work_training::capacity::tables)
);
