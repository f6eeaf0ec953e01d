//! Errors of [`allocate`](crate::allocate): contradictions of the input, or a bug of the engine.

use crate::check::Refused;
use crate::conflict::Conflict;

/// A scenario that was not divided.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The scenario contradicts itself: every contradiction, at least one.
    #[error("the scenario contradicts itself: {}", sentences(.0))]
    Conflicts(Vec<Conflict>),
    /// The checker refused the result, or a solver broke its promise: a bug of this crate, never of
    /// the input.
    #[error("bug in the allocation engine: {0}")]
    Engine(String),
}

impl Error {
    /// Wraps the statement that the checker found false.
    pub(crate) fn refused(refused: Refused) -> Self {
        Self::Engine(refused.to_string())
    }

    /// Joins the errors of two scenarios: all contradictions of both, or the bug if there is one.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::Conflicts(mut conflicts), Self::Conflicts(more)) => {
                conflicts.extend(more);
                Self::Conflicts(conflicts)
            }
            (bug @ Self::Engine(_), _) | (_, bug) => bug,
        }
    }

    /// Returns the contradictions of the scenario; empty for a bug of the engine.
    #[must_use]
    pub fn conflicts(&self) -> &[Conflict] {
        match self {
            Self::Conflicts(conflicts) => conflicts,
            Self::Engine(_) => &[],
        }
    }
}

impl From<Conflict> for Error {
    fn from(conflict: Conflict) -> Self {
        Self::Conflicts(vec![conflict])
    }
}

fn sentences(conflicts: &[Conflict]) -> String {
    let sentences: Vec<String> = conflicts.iter().map(Conflict::to_string).collect();
    sentences.join("; ")
}
