//! The dispatcher of one scheme: a message becomes a step, the runner runs it, its answer becomes a
//! message.
//!
//! The order in which a request is judged is fixed here and in the runner: the caller has been
//! asked for before; the dispatcher reads the message, all faults at once; the runner judges roles,
//! access, revision, state, rules, and last what the database says.

use std::sync::Arc;

use casework::document::Files;
use casework::{Actor, Run, Runner};
use contract::SchemeContract;
use domain::calendar::Clock;
use domain::randomness::Randomness;
use sqlx::PgPool;
use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;
use tonic::{Request, Response, Status, Streaming};

use crate::error;
use crate::request_context::RequestContext;
use crate::stream::{Inlet, Over, Parts, parts};
use crate::typesetter::TYPESETTER;
use crate::wire::{Inward, Receive, Respond, RespondInParts};

/// The tools a service works with.
#[derive(Clone)]
pub struct Tools {
    /// The database.
    pub pool: PgPool,
    /// The place of documents' contents, and the virus scanner.
    pub files: Files,
    /// True if webhooks may lead to this machine itself.
    pub loopback: bool,
    /// The clock.
    pub clock: Arc<dyn Clock>,
    /// Randomness, for salts and ids.
    pub chance: Arc<dyn Randomness>,
    /// Cancelled when the service stops: streams end then.
    pub stopping: CancellationToken,
}

/// The dispatcher of one scheme.
pub struct Dispatcher<S> {
    tools: Tools,
    runner: Runner,
    scheme: std::marker::PhantomData<fn() -> S>,
}

impl<S> Clone for Dispatcher<S> {
    fn clone(&self) -> Self {
        Self {
            tools: self.tools.clone(),
            runner: self.runner.clone(),
            scheme: std::marker::PhantomData,
        }
    }
}

impl<S: SchemeContract> Dispatcher<S> {
    /// Makes a dispatcher with these tools.
    #[must_use]
    pub fn new(tools: Tools) -> Self {
        Self {
            runner: Runner::new(tools.pool.clone(), S::PROFILE.code, TYPESETTER)
                .with_files(tools.files.clone())
                .with_loopback(tools.loopback),
            tools,
            scheme: std::marker::PhantomData,
        }
    }

    /// Serves a method with one request and one response.
    ///
    /// # Errors
    /// The status of whatever stood in the way.
    pub async fn unary<T, K>(
        &self,
        request: Request<T::Message>,
    ) -> Result<Response<T::Response>, Status>
    where
        T: Inward<S> + Run<S, K> + Respond<S, Answer = <T as Run<S, K>>::Answer>,
    {
        let (context, step) = Self::read::<T>(request)?;
        let step = Arc::new(step);
        let answer = self.run(&context, Arc::clone(&step)).await?;
        Ok(Response::new(step.respond(answer, &context.outward())))
    }

    /// Serves a method whose request comes in parts.
    ///
    /// # Errors
    /// The status of whatever stood in the way.
    pub async fn received<T, K>(
        &self,
        request: Request<Streaming<T::Message>>,
    ) -> Result<Response<T::Response>, Status>
    where
        T: Receive<S> + Run<S, K> + Respond<S, Answer = <T as Run<S, K>>::Answer>,
    {
        let context = RequestContext::<S>::of(&request)?;
        let step = Arc::new(T::receive(&context, request.into_inner()).await?);
        let answer = self.run(&context, Arc::clone(&step)).await?;
        Ok(Response::new(step.respond(answer, &context.outward())))
    }

    /// Serves a method whose one answer goes out in parts.
    ///
    /// # Errors
    /// The status of whatever stood in the way.
    pub async fn in_parts<T, K>(
        &self,
        request: Request<T::Message>,
    ) -> Result<Response<Parts<T::Part>>, Status>
    where
        T: Inward<S> + Run<S, K> + RespondInParts<S, Answer = <T as Run<S, K>>::Answer>,
    {
        let (context, step) = Self::read::<T>(request)?;
        let step = Arc::new(step);
        let answer = self.run(&context, Arc::clone(&step)).await?;
        let parts = step.parts(answer, &context.outward()).map(Ok);
        let parts: Parts<T::Part> = Box::pin(tokio_stream::iter(parts));
        Ok(Response::new(parts))
    }

    /// Serves a method that answers query after query, as fast as the reader takes the parts.
    /// Once a part is made nothing of the database is held, so a slow reader costs no connection,
    /// and memory stays what three parts take. What is refused is refused at once, not half-way.
    ///
    /// # Errors
    /// The status of whatever stood in the way of the first part.
    pub async fn feed<T, K>(
        &self,
        request: Request<T::Message>,
    ) -> Result<Response<Parts<T::Response>>, Status>
    where
        T: Inward<S>
            + casework::step::Feed<S>
            + Run<S, K, Answer = <T as casework::step::Query<S>>::Answer>
            + Respond<S, Answer = <T as casework::step::Query<S>>::Answer>,
    {
        let (context, query) = Self::read::<T>(request)?;
        let asked = context.admitted();
        let broken_off = error::unavailable("the export was broken off", &asked.id, asked.language);
        let (inlet, out) = parts(self.tools.stopping.clone(), broken_off);
        let query = Arc::new(query);
        let first = self.run(&context, Arc::clone(&query)).await?;
        let dispatcher = self.clone();
        tokio::spawn(async move {
            dispatcher
                .put_all::<T, K>(&context, query, first, inlet)
                .await
        });
        Ok(Response::new(out))
    }

    async fn put_all<T, K>(
        &self,
        context: &RequestContext<S>,
        mut query: Arc<T>,
        mut part: <T as casework::step::Query<S>>::Answer,
        inlet: Inlet<T::Response>,
    ) -> Result<(), Over>
    where
        T: casework::step::Feed<S>
            + Run<S, K, Answer = <T as casework::step::Query<S>>::Answer>
            + Respond<S, Answer = <T as casework::step::Query<S>>::Answer>,
    {
        loop {
            let put = async |part| inlet.put(query.respond(part, &context.outward())).await;
            let Some(next) = query.next(&part).map(Arc::new) else {
                put(part).await?;
                return inlet.complete().await;
            };
            // The database makes the next part while this one is put into words and sent.
            let (made, put) = tokio::join!(self.run(context, Arc::clone(&next)), put(part));
            put?;
            query = next;
            part = match made {
                Ok(part) => part,
                Err(status) => return inlet.fail(status).await,
            };
        }
    }

    /// Runs a step that has been read.
    ///
    /// # Errors
    /// The status of whatever stood in the way.
    pub async fn run<T: Run<S, K>, K>(
        &self,
        context: &RequestContext<S>,
        step: Arc<T>,
    ) -> Result<T::Answer, Status> {
        let ran = self.runner.run(self.actor(context), step).await;
        ran.map_err(|problem| context.refused(problem))
    }

    /// Reads a request. Every fault of the message is in the refusal.
    ///
    /// # Errors
    /// INVALID_ARGUMENT; INTERNAL when the service is not behind the authentication layer.
    pub fn read<T: Inward<S>>(
        request: Request<T::Message>,
    ) -> Result<(RequestContext<S>, T), Status> {
        let context = RequestContext::of(&request)?;
        let step = T::inward(request.into_inner()).map_err(|faults| context.invalid(faults))?;
        Ok((context, step))
    }

    /// Returns the tools.
    #[must_use]
    pub const fn tools(&self) -> &Tools {
        &self.tools
    }

    /// Returns what is notified after every write.
    pub(crate) const fn news(&self) -> &Arc<Notify> {
        self.runner.events()
    }

    fn actor(&self, context: &RequestContext<S>) -> Actor {
        Actor {
            caller: context.admitted().caller.clone(),
            now: self.tools.clock.now(),
            chance: Arc::clone(&self.tools.chance),
        }
    }
}
