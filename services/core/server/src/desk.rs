//! The common part of every handler, written once: reads the request, takes the step, answers.
//!
//! The order in which a request is judged is fixed here and in `casework`: the gate has asked who
//! calls; the desk reads the message, all faults at once; the step asks whether they may, whether
//! it is what they read, whether the step is open, what the rules say, and last the database.

use std::marker::PhantomData;
use std::sync::Arc;

use casework::act::{Act, Actor};
use casework::error::CaseError;
use contract::{Inward, Outward, SchemeContract};
use domain::access::{Access, require};
use domain::calendar::Clock;
use domain::randomness::Randomness;
use domain::step::StepName;
use domain::violations::Violations;
use sqlx::{PgConnection, PgPool};
use store::transaction::ActFuture;
use text::Catalogue;
use tokio::sync::{Notify, Semaphore};
use tokio::task::JoinError;
use tokio_util::sync::CancellationToken;
use tonic::{Request, Response, Status};
use tracing::Instrument;

use crate::auth::Admitted;
use crate::error::{self, Asked};

/// A step as the desk takes it: `step!(|db, act, open: OpenCall| calls::open_call::<S>(db, &act,
/// &open.name.call, open.revision))`.
#[macro_export]
macro_rules! step {
    (|$connection:ident, $act:ident, $request:ident: $type:ty| $step:expr) => {
        |$connection, $act, $request: &$type| ::std::boxed::Box::pin(async move { $step.await })
    };
}

/// The tools of a service.
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
    news: Arc<Notify>,
    /// Permits for those that may keep a processor busy at the same time.
    work: Arc<Semaphore>,
    scheme: PhantomData<fn() -> S>,
}

impl<S> Clone for Desk<S> {
    fn clone(&self) -> Self {
        Self {
            tools: self.tools.clone(),
            news: Arc::clone(&self.news),
            work: Arc::clone(&self.work),
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
            news: Arc::default(),
            work: Arc::new(Semaphore::new(
                std::thread::available_parallelism().map_or(1, std::num::NonZero::get),
            )),
            scheme: PhantomData,
        }
    }

    /// Takes a step that changes something: in a transaction of its own, to its end, whatever
    /// becomes of the caller.
    ///
    /// # Errors
    /// The status of whatever stood in the way.
    pub async fn act<R, T, A, F>(
        &self,
        request: Request<R::Message>,
        step: F,
        answer: impl FnOnce(&Outward<S>, &R, T) -> A,
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
        let plain = Arc::new(plain);
        let done = self.take(&sitting, Arc::clone(&plain), step).await?;
        Ok(Response::new(answer(&sitting.outward(), &plain, done)))
    }

    /// Takes a step that only reads: from one snapshot, in a transaction that cannot write.
    ///
    /// # Errors
    /// The status of whatever stood in the way.
    pub async fn look<R, T, A, F>(
        &self,
        request: Request<R::Message>,
        step: F,
        answer: impl FnOnce(&Outward<S>, &R, T) -> A,
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
        let plain = Arc::new(plain);
        let seen = self.see(&sitting, Arc::clone(&plain), step).await?;
        Ok(Response::new(answer(&sitting.outward(), &plain, seen)))
    }

    /// A look, and then work on what was seen that keeps a processor busy: after the transaction,
    /// off the threads that serve others, and no more at the same time than there are processors.
    ///
    /// # Errors
    /// The status of whatever stood in the way.
    pub async fn look_and_work<R, T, U, A, F>(
        &self,
        request: Request<R::Message>,
        step: F,
        work: impl FnOnce(&R, T) -> Result<U, CaseError> + Send + 'static,
        answer: impl FnOnce(&Outward<S>, &R, U) -> A,
    ) -> Result<Response<A>, Status>
    where
        R: Inward<S> + Send + Sync + 'static,
        T: Send + 'static,
        U: Send + 'static,
        F: for<'c> Fn(&'c mut PgConnection, Act<'c>, &'c R) -> ActFuture<'c, T, CaseError>
            + Send
            + Sync
            + 'static,
    {
        let (sitting, plain) = Self::receive::<R>(request)?;
        let plain = Arc::new(plain);
        let seen = self.see(&sitting, Arc::clone(&plain), step).await?;
        let request = Arc::clone(&plain);
        let done = busy(&self.work, move || work(&request, seen))
            .await
            .map_err(|_| sitting.internal(&error::Panicked("the engine")))?
            .map_err(|problem| sitting.refused(problem))?;
        Ok(Response::new(answer(&sitting.outward(), &plain, done)))
    }

    /// A step that writes what work came to: a first transaction gathers what is worked on, the
    /// work is done as in [`Desk::look_and_work`] while nothing is locked, and a second transaction
    /// writes. Like any step that changes something it goes to its end, whatever becomes of the
    /// caller; both transactions have the same present.
    ///
    /// # Errors
    /// The status of whatever stood in the way.
    pub async fn act_on_work<R, G, W, T, A, F, K>(
        &self,
        request: Request<R::Message>,
        gather: F,
        work: impl FnOnce(G) -> Result<W, CaseError> + Send + 'static,
        write: K,
        answer: impl FnOnce(&Outward<S>, &R, T) -> A,
    ) -> Result<Response<A>, Status>
    where
        R: Inward<S> + Send + Sync + 'static,
        G: Send + 'static,
        W: Send + Sync + 'static,
        T: Send + 'static,
        F: for<'c> Fn(&'c mut PgConnection, Act<'c>, &'c R) -> ActFuture<'c, G, CaseError>
            + Send
            + Sync
            + 'static,
        K: for<'c> Fn(
                &'c mut PgConnection,
                Act<'c>,
                &'c (Arc<R>, W),
            ) -> ActFuture<'c, T, CaseError>
            + Send
            + Sync
            + 'static,
    {
        let (sitting, plain) = Self::receive::<R>(request)?;
        let plain = Arc::new(plain);
        let (pool, actor) = (self.tools.pool.clone(), self.actor(&sitting));
        let (permits, asked) = (Arc::clone(&self.work), Arc::clone(&plain));
        let whole = async move {
            let (first, request) = (actor.clone(), Arc::clone(&asked));
            let gathered = casework::run(&pool, first, request, move |connection, act, asked| {
                gather(connection, act, asked)
            })
            .await;
            let worked = match gathered {
                Ok(gathered) => busy(&permits, move || work(gathered)).await?,
                Err(refused) => Err(refused),
            };
            Ok(match worked {
                Ok(worked) => casework::run(&pool, actor, (asked, worked), write).await,
                Err(refused) => Err(refused),
            })
        };
        let ended = tokio::spawn(whole.in_current_span()).await;
        let done = ended
            .and_then(|ended: Result<_, JoinError>| ended)
            .map_err(|_| sitting.internal(&error::Panicked("the engine")))?
            .map_err(|problem| sitting.refused(problem))?;
        self.news.notify_waiters();
        Ok(Response::new(answer(&sitting.outward(), &plain, done)))
    }

    /// The step of [`Desk::act`] alone, for what has been read already.
    ///
    /// # Errors
    /// The status of whatever stood in the way.
    pub async fn take<R, T, F>(
        &self,
        sitting: &Sitting<S>,
        plain: Arc<R>,
        step: F,
    ) -> Result<T, Status>
    where
        R: Send + Sync + 'static,
        T: Send + 'static,
        F: for<'c> Fn(&'c mut PgConnection, Act<'c>, &'c R) -> ActFuture<'c, T, CaseError>
            + Send
            + Sync
            + 'static,
    {
        let (pool, actor) = (&self.tools.pool, self.actor(sitting));
        let done = casework::run(pool, actor, plain, move |connection, act, plain| {
            step(connection, act, plain)
        })
        .await;
        if done.is_ok() {
            self.news.notify_waiters();
        }
        done.map_err(|problem| sitting.refused(problem))
    }

    /// The step of [`Desk::look`] alone, for what has been read already.
    ///
    /// # Errors
    /// The status of whatever stood in the way.
    pub async fn see<R, T, F>(
        &self,
        sitting: &Sitting<S>,
        plain: Arc<R>,
        step: F,
    ) -> Result<T, Status>
    where
        R: Send + Sync + 'static,
        T: Send + 'static,
        F: for<'c> Fn(&'c mut PgConnection, Act<'c>, &'c R) -> ActFuture<'c, T, CaseError>
            + Send
            + Sync
            + 'static,
    {
        let (pool, actor) = (&self.tools.pool, self.actor(sitting));
        let seen = casework::look(pool, actor, plain, move |connection, act, plain| {
            step(connection, act, plain)
        })
        .await;
        seen.map_err(|problem| sitting.refused(problem))
    }

    /// Returns who asks, and what for. Every fault of the message is in the refusal.
    ///
    /// # Errors
    /// INVALID_ARGUMENT; INTERNAL when the service stands outside the gate.
    pub fn receive<R: Inward<S>>(request: Request<R::Message>) -> Result<(Sitting<S>, R), Status> {
        let sitting = Sitting::of(&request)?;
        let plain = R::inward(request.into_inner()).map_err(|faults| sitting.invalid(faults))?;
        Ok((sitting, plain))
    }

    /// Returns what the desk works with.
    #[must_use]
    pub const fn tools(&self) -> &Tools {
        &self.tools
    }

    /// Told of every step taken at this desk: who follows events need not wait for the next look.
    pub(crate) fn news(&self) -> &Notify {
        &self.news
    }

    fn actor(&self, sitting: &Sitting<S>) -> Actor {
        Actor {
            caller: sitting.admitted.caller.clone(),
            now: self.tools.clock.now(),
            chance: Arc::clone(&self.tools.chance),
        }
    }
}

/// Work that keeps a processor busy, off the threads that serve others, and no more at the same
/// time than there are permits.
async fn busy<T: Send + 'static>(
    permits: &Arc<Semaphore>,
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, JoinError> {
    // Closed never: without a permit the work only begins at once.
    let permit = Arc::clone(permits).acquire_owned().await.ok();
    tokio::task::spawn_blocking(move || {
        let done = work();
        drop(permit);
        done
    })
    .await
}

impl<S: SchemeContract> Sitting<S> {
    /// Returns what the gate learnt of a request.
    ///
    /// # Errors
    /// INTERNAL when the request did not come through the gate: the caller is not known, so no
    /// caller gets an answer.
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

    /// Returns whether any role of the caller may take a step, where that is known before the step
    /// is taken.
    ///
    /// # Errors
    /// PERMISSION_DENIED.
    pub fn may(&self, step: StepName) -> Result<Access, Status> {
        require(&self.admitted.caller, step).map_err(|refusal| self.refused(refusal.into()))
    }

    /// Returns how to write the answer.
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

    /// The status of our own fault.
    fn internal(&self, problem: &dyn std::error::Error) -> Status {
        error::internal(problem, &self.admitted.id, self.admitted.language)
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
