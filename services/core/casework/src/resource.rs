//! A noun as steps see it: how it is found and locked, who may know of it, its revision, how it is
//! stored.

use std::future::Future;

use domain::call::Call;
use domain::event::NewEvent;
use domain::grant::Grant;
use domain::identifiers::AllocationId;
use domain::refusal::Refusal;
use domain::scheme::Scheme;
use domain::step::{Revision, StepRecord};
use serde::Serialize;
use sqlx::PgConnection;

use crate::context::{Context, canonical_json};
use crate::decision::NewDecision;
use crate::error::CaseError;
use crate::subject::Subject;

/// Whether rows are locked until the transaction ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lock {
    /// Read only.
    No,
    /// Locked for a change.
    Yes,
}

/// A noun that steps change: with what its steps always need beside it, such as its call.
pub trait Resource<S: Scheme>: Sized + Send + Sync + 'static {
    /// The parts of its name below the scheme.
    type Key: Clone + Send + Sync + 'static;

    /// Returns its name below the scheme.
    fn name(key: &Self::Key) -> String;

    /// Returns the subject of its events.
    fn subject(&self) -> Subject;

    /// Returns how many times it has changed.
    fn revision(&self) -> Revision;

    /// Returns the record of the last step on it, whose reason its event repeats.
    fn last_step(&self) -> &StepRecord;

    /// Finds it. With [`Lock::Yes`] its parents are locked before it, so that the order of locks
    /// is in one place.
    fn find(
        db: &mut PgConnection,
        key: &Self::Key,
        lock: Lock,
    ) -> impl Future<Output = Result<Option<Self>, CaseError>> + Send;

    /// Judges whether the caller may take the step on it: whether it exists for the caller, then
    /// whether the caller is impartial. The roles have been judged before.
    ///
    /// # Errors
    /// [`Refusal::NotFound`], [`Refusal::InterestDeclared`].
    fn admit(
        &self,
        context: &mut Context<'_>,
    ) -> impl Future<Output = Result<(), CaseError>> + Send;

    /// Stores it for the first time; returns whether its key was free.
    fn insert(&self, db: &mut PgConnection)
    -> impl Future<Output = Result<bool, CaseError>> + Send;

    /// Stores it after a step. Its rows are locked.
    fn update(&self, db: &mut PgConnection) -> impl Future<Output = Result<(), CaseError>> + Send;
}

/// An answer that shows a noun. The first answer to a step and the answer to a retry are made by
/// the same function, so they cannot differ.
pub trait View<S: Scheme, N>: Sized + Send + 'static {
    /// Shows the noun to the caller.
    fn view(
        noun: N,
        context: &mut Context<'_>,
    ) -> impl Future<Output = Result<Self, CaseError>> + Send;
}

/// A change of a noun: its new state, what its event says of it, events of other nouns that changed
/// with it, and the money that moved.
#[derive(Debug)]
pub struct Change<N> {
    pub(crate) after: N,
    pub(crate) payload: String,
    pub(crate) others: Vec<NewEvent>,
    pub(crate) moved: Option<Moved>,
    pub(crate) decisions: Vec<NewDecision>,
}

/// The money that moved with a change: the ledger is brought to where it stands now.
#[derive(Debug)]
pub(crate) enum Moved {
    /// The money of grants, those of one call together, and the allocation that decided it.
    Grants(Vec<Grant>, Option<AllocationId>),
    /// The frames of a call.
    Frames(Box<Call>),
}

impl<N> Change<N> {
    /// A change whose event shows a part of the new state.
    pub fn showing<P: Serialize>(after: N, part: impl FnOnce(&N) -> &P) -> Self {
        let payload = canonical_json(part(&after));
        Self {
            after,
            payload,
            others: Vec::new(),
            moved: None,
            decisions: Vec::new(),
        }
    }

    /// A change whose event says something else.
    pub fn telling(after: N, payload: &impl Serialize) -> Self {
        let payload = canonical_json(payload);
        Self {
            after,
            payload,
            others: Vec::new(),
            moved: None,
            decisions: Vec::new(),
        }
    }

    /// Adds the event of another noun that changed, and is stored, with this one.
    #[must_use]
    pub fn with(mut self, event: NewEvent) -> Self {
        self.others.push(event);
        self
    }

    /// Adds decisions that are made with the change.
    #[must_use]
    pub(crate) fn deciding(mut self, decisions: Vec<NewDecision>) -> Self {
        self.decisions.extend(decisions);
        self
    }

    /// Says that the money of a grant moved.
    #[must_use]
    pub fn moving(mut self, grant: Grant) -> Self {
        self.moved = Some(Moved::Grants(vec![grant], None));
        self
    }

    /// Says that the money of several grants moved. They are posted call by call, in the order of
    /// calls, in which all steps lock accounts.
    #[must_use]
    pub fn moving_all(mut self, mut grants: Vec<Grant>) -> Self {
        grants.sort_by(|one, other| one.call.cmp(&other.call));
        self.moved = Some(Moved::Grants(grants, None));
        self
    }

    /// Says that an allocation promised money to grants.
    #[must_use]
    pub fn promising(mut self, grants: Vec<Grant>, by: AllocationId) -> Self {
        self.moved = Some(Moved::Grants(grants, Some(by)));
        self
    }

    /// Says that the frames of a call changed.
    #[must_use]
    pub fn framing(mut self, call: Call) -> Self {
        self.moved = Some(Moved::Frames(Box::new(call)));
        self
    }
}

/// Finds a noun that must exist.
pub(crate) async fn found<S: Scheme, N: Resource<S>>(
    context: &mut Context<'_>,
    key: &N::Key,
    lock: Lock,
) -> Result<N, CaseError> {
    let found = N::find(context.db, key, lock).await?;
    found.ok_or_else(|| {
        CaseError::Refused(Refusal::NotFound {
            resource: N::name(key),
        })
    })
}

/// Finds a noun that must exist and that the caller may take the step on.
pub(crate) async fn admitted<S: Scheme, N: Resource<S>>(
    context: &mut Context<'_>,
    key: &N::Key,
    lock: Lock,
) -> Result<N, CaseError> {
    let noun: N = found(context, key, lock).await?;
    noun.admit(context).await?;
    Ok(noun)
}
