//! The ways an application can carry on.

/// The way an application carries on after it is written.
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
