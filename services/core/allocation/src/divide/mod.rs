//! The engine: from a scenario to an allocation, class by class and pot by pot.

mod admission;
mod classes;
mod cut;
mod damping;
pub(crate) mod draft;
mod fixed;
mod groups;
pub(crate) mod kernel;
pub(crate) mod losses;
pub(crate) mod nested;
#[cfg(feature = "places")]
mod places;
#[cfg(not(feature = "places"))]
#[path = "unbuilt.rs"]
mod places;
mod pot;
pub(crate) mod prepare;
pub(crate) mod quotas;
mod ranked;
pub(crate) mod rounding;
mod share;
mod weights;

use crate::check;
use crate::conflict::{Conflict, Field};
use crate::error::Error;
use crate::fraction::Fraction;
use crate::outcome::Allocation;
use crate::scenario::Scenario;
use crate::units::Amount;
use draft::Draft;
use prepare::Prepared;
use quotas::Tree;

/// Divides the budget of a scenario.
///
/// # Errors
/// [`Error::Conflicts`] with every contradiction in the scenario: bounds that exclude each other,
/// floors that do not fit, repeated ids, a broken commitment, … Nothing is repaired silently.
/// [`Error::Engine`] if the checker refuses the result: a bug of this crate.
pub fn allocate(scenario: &Scenario) -> Result<Allocation, Error> {
    let (prepared, draft) = run(scenario)?;
    let allocation = draft.finish(&prepared);
    // The checker identifies each applicant itself; this only tells it where to look.
    let places: Vec<usize> = prepared.lines.iter().map(|line| line.place).collect();
    check::check_at(scenario, &allocation, &places).map_err(Error::refused)?;
    Ok(allocation)
}

/// An award without its trace.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Portion {
    /// The award in whole units. Without rounding, `exact` rounded down.
    pub amount: Amount,
    /// The exact share in units, before rounding.
    pub exact: Fraction,
}

/// Returns the awards alone, in the order of the scenario's applicants: for searches over many
/// runs. There is no certificate and no hash, and the checker has not seen the result.
///
/// # Errors
/// The same as [`allocate`].
pub fn divide(scenario: &Scenario) -> Result<Vec<Portion>, Error> {
    let (prepared, draft) = run(scenario)?;
    let nothing = Portion {
        amount: Amount::ZERO,
        exact: Fraction::ZERO,
    };
    let mut portions = vec![nothing; scenario.applicants.len()];
    let awards = draft.amounts.iter().zip(&draft.exacts);
    for (line, (amount, exact)) in prepared.lines.iter().zip(awards) {
        portions[line.place] = Portion {
            amount: (*amount).into(),
            exact: *exact,
        };
    }
    Ok(portions)
}

/// Returns the amounts alone, in the order of the scenario's applicants: for searches over many
/// runs. There is no certificate and no hash, and the checker has not seen the result.
///
/// # Errors
/// The same as [`allocate`].
pub fn amounts(scenario: &Scenario) -> Result<Vec<Amount>, Error> {
    let portions = divide(scenario)?;
    Ok(portions.iter().map(|portion| portion.amount).collect())
}

fn run(scenario: &Scenario) -> Result<(Prepared<'_>, Draft), Error> {
    let mut prepared = Prepared::new(scenario)?;
    let draft = within(&mut prepared)?;
    Ok((prepared, draft))
}

/// Everything between bounds that do not contradict each other and the awards: quotas, classes,
/// pots, dampers.
fn within(prepared: &mut Prepared<'_>) -> Result<Draft, Error> {
    let scenario = prepared.scenario;
    let tree = Tree::new(prepared)?;
    let mut draft = Draft::new(prepared, &tree);
    if prepared.cut {
        cut::share(prepared, &mut draft)?;
        return Ok(draft);
    }
    classes::divide(prepared, &mut draft, &tree)?;
    let missed = tree.missed(prepared, &draft.amounts);
    if !missed.is_empty() {
        return Err(Error::Conflicts(missed));
    }
    damping::damp(prepared, &mut draft)?;
    if scenario.damping.is_some() && tree.exceeded(prepared, &draft.amounts) {
        // A damper that follows the allocation knows no groups.
        return Err(Conflict::together(&[Field::Damping, Field::Groups]).into());
    }
    Ok(draft)
}
