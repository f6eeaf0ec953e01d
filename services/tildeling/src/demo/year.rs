//! A demonstration year of a scheme: the call, the applicants, and how each of
//! them carries on.

use chrono::{DateTime, Utc};
use contract::{SchemeContract, v1};
use domain::application::Applicant;
use domain::money::Money;

use super::course::Course;
use super::world::World;

/// An application that will be written.
#[derive(Debug, Clone)]
pub struct Planned<F> {
    /// The applicant.
    pub applicant: Applicant,
    /// Amount applied for.
    pub requested: Money,
    /// Amount of the year before.
    pub last_year: Option<Money>,
    /// The scheme's form.
    pub form: F,
    /// Kinds of the files it attaches.
    pub attachments: Vec<&'static str>,
    /// Merit, 0–100: assessors differ a little from it and from each other.
    pub merit: u8,
    /// The way it carries on.
    pub course: Course,
}

/// A scheme's demonstration year.
pub trait Year: Clone + Send + Sync + 'static {
    /// The scheme.
    type Scheme: SchemeContract;

    /// The call, complete but for its name.
    fn call(&self) -> v1::Call;

    /// The call's id.
    fn call_id(&self) -> &'static str;

    /// Returns the moment the year begins: the call is made.
    fn begins(&self) -> DateTime<Utc>;

    /// Returns the register entries from before the applications.
    fn entries(&self, world: &mut World) -> Vec<v1::RegisterEntry>;

    /// Returns the applications.
    fn applications(
        &self,
        world: &mut World,
    ) -> Vec<Planned<<Self::Scheme as domain::scheme::Scheme>::Form>>;

    /// Returns the indicators a recipient reports.
    fn indicators(
        &self,
        planned: &Planned<<Self::Scheme as domain::scheme::Scheme>::Form>,
        world: &mut World,
    ) -> <Self::Scheme as domain::scheme::Scheme>::Indicators;
}
