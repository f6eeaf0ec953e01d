//! The data of a scheme's demonstration year: the call, the applicants, and how each of them
//! carries on.

use chrono::{DateTime, Utc};
use contract::{SchemeContract, v1};
use domain::application::Applicant;
use domain::money::Money;

use super::world::World;

/// The course of an application after it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Course {
    /// Submits, accepts if granted, reports.
    Straight,
    /// Withdraws before the deadline.
    Withdraws,
    /// Is asked to complete, and does.
    Completes,
    /// Tries to submit a second after the deadline.
    Late,
    /// Declines what it is offered.
    Declines,
    /// Never answers the offer.
    Silent,
    /// Spends less than it budgeted.
    Underspends,
}

/// An application that will be written.
#[derive(Debug, Clone)]
pub struct Planned<F> {
    /// The applicant.
    pub applicant: Applicant,
    /// The amount applied for.
    pub requested: Money,
    /// The award of the year before.
    pub last_year: Option<Money>,
    /// The scheme's form.
    pub form: F,
    /// Kinds of the files it attaches.
    pub attachments: Vec<&'static str>,
    /// Its quality in the eyes of assessors, 0–100: they differ a little from it and from each
    /// other.
    pub merit: u8,
    /// Its course after it is written.
    pub course: Course,
    /// Budget lines of its accounts.
    pub budget: Vec<(String, Money)>,
}

/// A scheme's demonstration year.
pub trait Year: Clone + Send + Sync + 'static {
    /// The scheme.
    type Scheme: SchemeContract;

    /// The call, complete but for its name.
    fn call(&self) -> v1::Call;

    /// The call's id.
    fn call_id(&self) -> &'static str;

    /// Returns when the year begins: the call is made.
    fn begins(&self) -> DateTime<Utc>;

    /// Returns what stands in registers before anybody applies.
    fn entries(&self, world: &mut World) -> Vec<v1::RegisterEntry>;

    /// Returns who applies for what.
    fn applications(
        &self,
        world: &mut World,
    ) -> Vec<Planned<<Self::Scheme as domain::scheme::Scheme>::Form>>;

    /// Returns what a recipient reports.
    fn indicators(
        &self,
        planned: &Planned<<Self::Scheme as domain::scheme::Scheme>::Form>,
        world: &mut World,
    ) -> <Self::Scheme as domain::scheme::Scheme>::Indicators;
}
