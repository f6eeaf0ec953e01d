//! Steps that are closures yet; see [`Dispatcher::unary`] for steps that are types.

use std::sync::Arc;

use casework::Actor;
use casework::error::CaseError;
use contract::{Inward, Outward, SchemeContract};
use sqlx::PgConnection;
use store::transaction::ActFuture;
use tokio::sync::Semaphore;
use tokio::task::JoinError;
use tonic::{Request, Response, Status};
use tracing::Instrument;

use super::Dispatcher;
use crate::error;
use crate::request_context::RequestContext;

/// A step as the dispatcher takes it: `step!(|db, act, open: OpenCall| calls::open_call::<S>(db,
/// act, &open.name.call, open.revision))`.
#[macro_export]
macro_rules! step {
    (|$connection:ident, $act:ident, $request:ident: $type:ty| $step:expr) => {
        |$connection, $act, $request: &$type| ::std::boxed::Box::pin(async move { $step.await })
    };
}

impl<S: SchemeContract> Dispatcher<S> {
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
        F: for<'c> Fn(&'c mut PgConnection, &'c Actor, &'c R) -> ActFuture<'c, T, CaseError>
            + Send
            + Sync
            + 'static,
    {
        let (context, plain) = Self::receive::<R>(request)?;
        let plain = Arc::new(plain);
        let done = self.take(&context, Arc::clone(&plain), step).await?;
        Ok(Response::new(answer(&context.outward(), &plain, done)))
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
        F: for<'c> Fn(&'c mut PgConnection, &'c Actor, &'c R) -> ActFuture<'c, T, CaseError>
            + Send
            + Sync
            + 'static,
    {
        let (context, plain) = Self::receive::<R>(request)?;
        let plain = Arc::new(plain);
        let seen = self.see(&context, Arc::clone(&plain), step).await?;
        Ok(Response::new(answer(&context.outward(), &plain, seen)))
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
        F: for<'c> Fn(&'c mut PgConnection, &'c Actor, &'c R) -> ActFuture<'c, T, CaseError>
            + Send
            + Sync
            + 'static,
    {
        let (context, plain) = Self::receive::<R>(request)?;
        let plain = Arc::new(plain);
        let seen = self.see(&context, Arc::clone(&plain), step).await?;
        let request = Arc::clone(&plain);
        let done = busy(&self.work, move || work(&request, seen))
            .await
            .map_err(|_| context.internal(&error::Panicked("the engine")))?
            .map_err(|problem| context.refused(problem))?;
        Ok(Response::new(answer(&context.outward(), &plain, done)))
    }

    /// A step that writes what work came to: a first transaction gathers what is worked on, the
    /// work is done as in [`Dispatcher::look_and_work`] while nothing is locked, and a second
    /// transaction writes. Like any step that changes something it goes to its end, whatever
    /// becomes of the caller; both transactions have the same present.
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
        F: for<'c> Fn(&'c mut PgConnection, &'c Actor, &'c R) -> ActFuture<'c, G, CaseError>
            + Send
            + Sync
            + 'static,
        K: for<'c> Fn(
                &'c mut PgConnection,
                &'c Actor,
                &'c (Arc<R>, W),
            ) -> ActFuture<'c, T, CaseError>
            + Send
            + Sync
            + 'static,
    {
        let (context, plain) = Self::receive::<R>(request)?;
        let plain = Arc::new(plain);
        let (pool, actor) = (self.runner.pool().clone(), self.actor(&context));
        let (permits, asked) = (Arc::clone(&self.work), Arc::clone(&plain));
        let whole = async move {
            let (first, request) = (actor.clone(), Arc::clone(&asked));
            let gathered = casework::run(&pool, first, request, move |connection, actor, asked| {
                gather(connection, actor, asked)
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
            .map_err(|_| context.internal(&error::Panicked("the engine")))?
            .map_err(|problem| context.refused(problem))?;
        self.news().notify_waiters();
        Ok(Response::new(answer(&context.outward(), &plain, done)))
    }

    /// The step of [`Dispatcher::act`] alone, for what has been read already.
    ///
    /// # Errors
    /// The status of whatever stood in the way.
    pub async fn take<R, T, F>(
        &self,
        context: &RequestContext<S>,
        plain: Arc<R>,
        step: F,
    ) -> Result<T, Status>
    where
        R: Send + Sync + 'static,
        T: Send + 'static,
        F: for<'c> Fn(&'c mut PgConnection, &'c Actor, &'c R) -> ActFuture<'c, T, CaseError>
            + Send
            + Sync
            + 'static,
    {
        let (pool, actor) = (self.runner.pool(), self.actor(context));
        let done = casework::run(pool, actor, plain, move |connection, actor, plain| {
            step(connection, actor, plain)
        })
        .await;
        if done.is_ok() {
            self.news().notify_waiters();
        }
        done.map_err(|problem| context.refused(problem))
    }

    /// The step of [`Dispatcher::look`] alone, for what has been read already.
    ///
    /// # Errors
    /// The status of whatever stood in the way.
    pub async fn see<R, T, F>(
        &self,
        context: &RequestContext<S>,
        plain: Arc<R>,
        step: F,
    ) -> Result<T, Status>
    where
        R: Send + Sync + 'static,
        T: Send + 'static,
        F: for<'c> Fn(&'c mut PgConnection, &'c Actor, &'c R) -> ActFuture<'c, T, CaseError>
            + Send
            + Sync
            + 'static,
    {
        let (pool, actor) = (self.runner.pool(), self.actor(context));
        let seen = casework::look(pool, actor, plain, move |connection, actor, plain| {
            step(connection, actor, plain)
        })
        .await;
        seen.map_err(|problem| context.refused(problem))
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
