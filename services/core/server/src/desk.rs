//! What every handler does, written once: reads the request, takes the step, answers.
//!
//! The order in which a request is judged is fixed here and in `casework`: the gate has asked who calls; the desk reads the message, all
//! faults at once; the step asks whether they may, whether it is what they read, whether the step is open, what the rules say, and last
//! the database.

use std::marker::PhantomData;
use std::sync::Arc;

use allocation::text::Catalogue;
use casework::act::{Act, Actor};
use casework::error::CaseError;
use contract::{Inward, Outward, SchemeContract};
use domain::calendar::Clock;
use domain::chance::Randomness;
use domain::violations::Violations;
use sqlx::{PgConnection, PgPool};
use store::act::ActFuture;
use tokio_util::sync::CancellationToken;
use tonic::{Request, Response, Status};

use crate::error::{self, Asked};
use crate::gate::Admitted;

/// What a service works with.
#[derive(Clone)]
pub struct Tools {
    /// Its database.
    pub pool: PgPool,
    /// The clock: what "now" is.
    pub clock: Arc<dyn Clock>,
    /// Randomness, for salts and ids.
    pub chance: Arc<dyn Randomness>,
    /// Cancelled when the service stops: streams end then.
    pub stopping: CancellationToken,
}

/// The desk of one scheme, where its handlers take their steps.
pub struct Desk<S> {
    tools: Tools,
    scheme: PhantomData<fn() -> S>,
}

impl<S> Clone for Desk<S> {
    fn clone(&self) -> Self {
        Self {
            tools: self.tools.clone(),
            scheme: PhantomData,
        }
    }
}

/// One call at the desk: who asks, and how to answer.
pub struct Sitting<S> {
    admitted: Admitted,
    scheme: PhantomData<fn() -> S>,
}

impl<S: SchemeContract> Desk<S> {
    /// A desk with these tools.
    #[must_use]
    pub fn new(tools: Tools) -> Self {
        Self {
            tools,
            scheme: PhantomData,
        }
    }

    /// Takes a step that changes something: in a transaction of its own, to its end, whatever becomes of the caller.
    ///
    /// # Errors
    /// The status of whatever stood in the way.
    pub async fn act<R, T, A, F>(
        &self,
        request: Request<R::Message>,
        step: F,
        answer: impl FnOnce(&Outward<S>, T) -> A,
    ) -> Result<Response<A>, Status>
    where
        R: Inward<S> + Send + Sync + 'static,
        T: Send + 'static,
        F: for<'c> Fn(&'c mut PgConnection, Act<'c>, &'c R) -> ActFuture<'c, T, CaseError>
            + Send
            + Sync
            + 'static,
    {
        let (sitting, plain) = Self::receive::<R>(request)?;
        self.act_on(&sitting, plain, step, answer).await
    }

    /// As [`Desk::act`], for what has been read already.
    ///
    /// # Errors
    /// The status of whatever stood in the way.
    pub async fn act_on<R, T, A, F>(
        &self,
        sitting: &Sitting<S>,
        plain: R,
        step: F,
        answer: impl FnOnce(&Outward<S>, T) -> A,
    ) -> Result<Response<A>, Status>
    where
        R: Send + Sync + 'static,
        T: Send + 'static,
        F: for<'c> Fn(&'c mut PgConnection, Act<'c>, &'c R) -> ActFuture<'c, T, CaseError>
            + Send
            + Sync
            + 'static,
    {
        let done = casework::run(&self.tools.pool, self.actor(sitting), plain, step).await;
        let done = done.map_err(|problem| sitting.refused(problem))?;
        Ok(Response::new(answer(&sitting.outward(), done)))
    }

    /// Takes a step that only reads: from one snapshot, in a transaction that cannot write.
    ///
    /// # Errors
    /// The status of whatever stood in the way.
    pub async fn look<R, T, A, F>(
        &self,
        request: Request<R::Message>,
        step: F,
        answer: impl FnOnce(&Outward<S>, T) -> A,
    ) -> Result<Response<A>, Status>
    where
        R: Inward<S> + Send + Sync + 'static,
        T: Send + 'static,
        F: for<'c> Fn(&'c mut PgConnection, Act<'c>, &'c R) -> ActFuture<'c, T, CaseError>
            + Send
            + Sync
            + 'static,
    {
        let (sitting, plain) = Self::receive::<R>(request)?;
        let seen = casework::look(&self.tools.pool, self.actor(&sitting), plain, step).await;
        let seen = seen.map_err(|problem| sitting.refused(problem))?;
        Ok(Response::new(answer(&sitting.outward(), seen)))
    }

    /// Who asks, and what for. Every fault of the message is in the refusal.
    ///
    /// # Errors
    /// INVALID_ARGUMENT; INTERNAL when the service stands outside the gate.
    pub fn receive<R: Inward<S>>(request: Request<R::Message>) -> Result<(Sitting<S>, R), Status> {
        let sitting = Sitting::of(&request)?;
        let plain = R::inward(request.into_inner()).map_err(|faults| sitting.invalid(faults))?;
        Ok((sitting, plain))
    }

    /// What the desk works with.
    #[must_use]
    pub const fn tools(&self) -> &Tools {
        &self.tools
    }

    pub(crate) fn actor(&self, sitting: &Sitting<S>) -> Actor {
        Actor {
            caller: sitting.admitted.caller.clone(),
            now: self.tools.clock.now(),
            chance: Arc::clone(&self.tools.chance),
        }
    }
}

impl<S: SchemeContract> Sitting<S> {
    /// What the gate learnt of a request.
    ///
    /// # Errors
    /// INTERNAL when the request did not come through the gate: nobody knows who asks, so nobody gets an answer.
    pub fn of<M>(request: &Request<M>) -> Result<Self, Status> {
        let admitted = request.extensions().get::<Admitted>().cloned();
        let admitted = admitted.ok_or_else(|| Status::internal("not behind the gate"))?;
        Ok(Self {
            admitted,
            scheme: PhantomData,
        })
    }

    /// The call's id, its caller, its language.
    #[must_use]
    pub const fn admitted(&self) -> &Admitted {
        &self.admitted
    }

    /// How to write the answer.
    #[must_use]
    pub fn outward(&self) -> Outward<S> {
        Outward::new(self.admitted.language, self.admitted.caller.is_staff())
    }

    /// The status of faults of form.
    #[must_use]
    pub fn invalid(&self, faults: Violations) -> Status {
        error::invalid(
            &faults.into_vec(),
            &self.admitted.id,
            self.admitted.language,
        )
    }

    /// The status of a step that was not taken.
    #[must_use]
    pub fn refused(&self, problem: CaseError) -> Status {
        let catalogues: [&Catalogue; 2] = [S::messages(), domain::texts::catalogue()];
        let asked = Asked {
            id: &self.admitted.id,
            language: self.admitted.language,
            scheme: S::PROFILE.code,
            catalogues: &catalogues,
        };
        error::refused(problem, &asked)
    }
}
