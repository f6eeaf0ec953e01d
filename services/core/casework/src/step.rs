//! Steps as types. The request is the step; each kind of step is a trait with the one function that
//! differs from step to step. The [`runner`](crate::runner) does the rest.
//!
//! | trait | for a step that |
//! |---|---|
//! | [`Step`] | changes a noun that the caller has read |
//! | [`Create`] | creates a noun under an id that the client chose |
//! | [`ComputeAndCreate`] | creates a noun whose content takes long to compute |
//! | [`Record`] | writes rows that have no revision of their own |
//! | [`Query`] | reads |
//! | [`Compute`] | reads, then computes for long |
//! | [`Feed`] | reads more than one answer can hold, part after part |
//!
//! Every kind runs in a transaction. The one step that needs none,
//! [`GetScheme`](crate::scheme::GetScheme), is a kind of its own.

use std::future::Future;

use domain::scheme::Scheme;
use domain::step::{Revision, StepName};
use serde::Serialize;

use crate::actor::Actor;
pub use crate::context::{Context, content_hash};
use crate::error::CaseError;
use crate::resource::{Change, Resource, View};

/// A step that changes a noun that the caller has read.
///
/// The runner judges the roles, finds and locks the noun, judges access and revision, answers a
/// retry, calls [`Step::take`], stores the noun, appends the event and shows the noun. A retry is
/// the same step by the same caller from the same revision with the same content; the content is
/// the step itself, written as JSON.
pub trait Step<S: Scheme>: Serialize + Send + Sync + 'static {
    /// The name: of the access table's row, the span, the event and the metric.
    const STEP: StepName;
    /// The noun.
    type On: Resource<S>;
    /// The answer.
    type Answer: View<S, Self::On>;

    /// Returns the noun's key, and the revision that the caller read.
    fn on(&self) -> (&<Self::On as Resource<S>>::Key, Revision);

    /// Checks what needs no database, before anything is read.
    ///
    /// # Errors
    /// [`InvalidFields`](domain::refusal::Refusal::InvalidFields) where it depends on the clock or
    /// the scheme.
    fn check(&self, _actor: &Actor) -> Result<(), CaseError> {
        Ok(())
    }

    /// Takes the step. May be called again in another transaction, so it takes `self` by reference
    /// and keeps its effects in the transaction.
    fn take(
        &self,
        before: Self::On,
        context: &mut Context<'_>,
    ) -> impl Future<Output = Result<Change<Self::On>, CaseError>> + Send;
}

/// A step that creates a noun under an id that the client chose. The same id with the same content
/// answers with what exists; with other content it is taken.
pub trait Create<S: Scheme>: Serialize + Send + Sync + 'static {
    /// The name: of the access table's row, the span, the event and the metric.
    const STEP: StepName;
    /// The noun.
    type Of: Resource<S>;
    /// The noun's parent, as [`Create::parent`] found it.
    type Parent: Send;
    /// The answer.
    type Answer: View<S, Self::Of>;

    /// Returns the key that the client chose.
    fn key(&self) -> &<Self::Of as Resource<S>>::Key;

    /// Checks what needs no database, before anything is read.
    ///
    /// # Errors
    /// As [`Step::check`].
    fn check(&self, _actor: &Actor) -> Result<(), CaseError> {
        Ok(())
    }

    /// Finds, locks and judges what the noun is created in. Also called for a retry.
    fn parent(
        &self,
        context: &mut Context<'_>,
    ) -> impl Future<Output = Result<Self::Parent, CaseError>> + Send;

    /// Makes the noun, which the runner inserts. Not called for a retry.
    fn create(
        &self,
        parent: Self::Parent,
        context: &mut Context<'_>,
    ) -> impl Future<Output = Result<Change<Self::Of>, CaseError>> + Send;
}

/// A step that creates a noun whose content takes long to compute: a first transaction gathers the
/// inputs, the computation runs while nothing is locked, and a second transaction gathers again,
/// under the same locks, and creates the noun only when the inputs are the same.
pub trait ComputeAndCreate<S: Scheme>: Serialize + Send + Sync + 'static {
    /// The name: of the access table's row, the span, the event and the metric.
    const STEP: StepName;
    /// The noun.
    type Of: Resource<S>;
    /// The inputs of the computation.
    type Inputs: PartialEq + Send + Sync + 'static;
    /// The result of the computation.
    type Output: Send + Sync + 'static;
    /// The answer.
    type Answer: View<S, Self::Of>;

    /// Returns the key that the client chose.
    fn key(&self) -> &<Self::Of as Resource<S>>::Key;

    /// Gathers and locks the inputs. Not called for a retry.
    fn gather(
        &self,
        context: &mut Context<'_>,
    ) -> impl Future<Output = Result<Self::Inputs, CaseError>> + Send;

    /// Returns the resource that the inputs belong to and its revision, for a caller whose inputs
    /// have changed meanwhile.
    fn basis(inputs: &Self::Inputs) -> (String, Revision);

    /// Computes, off the threads that serve others.
    ///
    /// # Errors
    /// A fault or refusal where the inputs do not allow a result.
    fn compute(inputs: &Self::Inputs) -> Result<Self::Output, CaseError>;

    /// Makes the noun, which the runner inserts.
    fn create(
        &self,
        inputs: Self::Inputs,
        output: &Self::Output,
        context: &mut Context<'_>,
    ) -> impl Future<Output = Result<Change<Self::Of>, CaseError>> + Send;
}

/// A step that writes rows without a revision: it says itself what makes a repetition harmless, and
/// appends its own events.
pub trait Record<S: Scheme>: Serialize + Send + Sync + 'static {
    /// The name: of the access table's row, the span, the event and the metric.
    const STEP: StepName;
    /// The answer.
    type Answer: Send + 'static;

    /// Checks what needs no database, before anything is read.
    ///
    /// # Errors
    /// As [`Step::check`].
    fn check(&self, _actor: &Actor) -> Result<(), CaseError> {
        Ok(())
    }

    /// Writes. May be called again in another transaction.
    fn record(
        &self,
        context: &mut Context<'_>,
    ) -> impl Future<Output = Result<Self::Answer, CaseError>> + Send;
}

/// A step that reads, from one snapshot, in a transaction in which PostgreSQL refuses to write.
pub trait Query<S: Scheme>: Send + Sync + 'static {
    /// The name: of the access table's row, the span and the metric.
    const STEP: StepName;
    /// The answer.
    type Answer: Send + 'static;

    /// Checks what needs no database, before anything is read.
    ///
    /// # Errors
    /// As [`Step::check`].
    fn check(&self, _actor: &Actor) -> Result<(), CaseError> {
        Ok(())
    }

    /// Reads.
    fn look(
        &self,
        context: &mut Context<'_>,
    ) -> impl Future<Output = Result<Self::Answer, CaseError>> + Send;
}

/// A step that reads, then computes for so long that it must not keep a thread that serves others,
/// nor a connection.
pub trait Compute<S: Scheme>: Send + Sync + 'static {
    /// The name: of the access table's row, the span and the metric.
    const STEP: StepName;
    /// The inputs of the computation.
    type Inputs: Send + 'static;
    /// The answer.
    type Answer: Send + 'static;

    /// Reads the inputs, from one snapshot.
    fn gather(
        &self,
        context: &mut Context<'_>,
    ) -> impl Future<Output = Result<Self::Inputs, CaseError>> + Send;

    /// Computes.
    ///
    /// # Errors
    /// A fault or refusal where the inputs do not allow a result.
    fn compute(&self, inputs: Self::Inputs) -> Result<Self::Answer, CaseError>;
}

/// A query whose answer is the first part of many. Between two parts nothing of the database is
/// held; each part is a query of its own, judged like any other.
pub trait Feed<S: Scheme>: Query<S> + Sized {
    /// Returns the query for the part after this one; `None` after the last.
    fn next(&self, part: &Self::Answer) -> Option<Self>;
}
