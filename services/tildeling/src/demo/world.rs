//! The seeded generator behind what no source publishes: organisations, sizes, merits. The same
//! seed gives the same world.

use chrono::NaiveDate;
use domain::application::Applicant;
use domain::identifiers::{AccountNumber, OrganisationNumber};
use domain::money::Money;
use domain::municipalities::{self, Municipality};
use domain::organisation::ApplicantKind;
use domain::report::FullTimeEquivalents;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha12Rng;

use super::course::Course;

/// First and last parts of generated names. Every generated applicant's name ends with this mark.
pub const GENERATED: &str = "(generert)";

/// A source of repeatable chance.
pub struct World {
    random: ChaCha12Rng,
    organisations: u32,
}

impl World {
    /// A world from a seed.
    pub fn new(seed: u64) -> Self {
        Self {
            random: ChaCha12Rng::seed_from_u64(seed),
            organisations: u32::try_from(seed % 1_000).unwrap_or_default() * 1_000_000,
        }
    }

    /// A whole number between two, both included.
    pub fn between(&mut self, least: i64, most: i64) -> i64 {
        self.random.random_range(least..=most)
    }

    /// Draws an event that happens to this many in a hundred.
    pub fn chance(&mut self, per_cent: i64) -> bool {
        self.between(1, 100) <= per_cent
    }

    /// Full-time equivalents between two numbers of hundredths, half of them with higher education.
    pub fn positions(&mut self, least: i64, most: i64) -> FullTimeEquivalents {
        let total_hundredths = u32::try_from(self.between(least, most)).unwrap_or_default();
        FullTimeEquivalents {
            total_hundredths,
            higher_education_hundredths: total_hundredths / 2,
        }
    }

    /// One of several.
    pub fn one_of<T: Copy>(&mut self, these: &[T]) -> T {
        these[self.random.random_range(0..these.len())]
    }

    /// Whole thousands of kroner between two numbers of thousands, both included.
    pub fn thousands(&mut self, least: i64, most: i64) -> Money {
        Money::kroner(self.between(least, most) * 1_000)
    }

    /// A merit, most of them in the middle.
    pub fn merit(&mut self) -> u8 {
        let sum: i64 = (0..4).map(|_| self.between(5, 24)).sum();
        u8::try_from(sum).unwrap_or(50)
    }

    /// Draws the way an application carries on: most go straight.
    pub fn course(&mut self) -> Course {
        match self.between(1, 100) {
            1..=3 => Course::Withdraws,
            4..=7 => Course::Completes,
            8..=9 => Course::Late,
            10..=12 => Course::Declines,
            13 => Course::Silent,
            14..=20 => Course::Underspends,
            _ => Course::Straight,
        }
    }

    /// A municipality that existed on a day, each as likely as the other.
    pub fn municipality(&mut self, on: NaiveDate) -> &'static Municipality {
        let all: Vec<&'static Municipality> = municipalities::all_on(on).collect();
        self.one_of(&all)
    }

    /// An organisation in a municipality, with an invented valid number.
    pub fn organisation(
        &mut self,
        kind: ApplicantKind,
        name: &str,
        municipality: &Municipality,
    ) -> Applicant {
        self.organisations += 1;
        Applicant {
            organisation: OrganisationNumber::invented(self.organisations),
            name: format!("{name} {} {GENERATED}", municipality.name),
            kind,
            municipality: municipality.number.clone(),
            invented_number: false,
        }
    }
}

/// A valid account number for an organisation.
pub fn account(organisation: &OrganisationNumber) -> AccountNumber {
    let digits: String = organisation.to_string();
    // One of eleven check digits does not exist; a neighbour's does.
    (0..10)
        .filter_map(|tail| {
            let stem = format!("{digits}{tail}");
            (0..10).find_map(|check| format!("{stem}{check}").parse().ok())
        })
        .next()
        .unwrap_or_else(|| unreachable!("ten neighbours cannot all lack a check digit"))
}
