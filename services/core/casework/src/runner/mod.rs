//! The runner: everything that all steps have in common, in one place.
//!
//! It judges roles, access and revision, opens the step's span, runs the step in a transaction that
//! cannot be cancelled, attempts it again after a serialization failure, recognises retries,
//! appends the event, and measures.
//!
//! Only the attempt is compiled for each step and scheme. Transactions run boxed
//! [`Job`]s, which keeps debug builds a quarter faster and half as large.

mod compute;

use std::future::Future;
use std::marker::PhantomData;
use std::sync::Arc;
use std::time::Instant;

use domain::access::reads_others_cases;
use domain::event::{Hash, NewEvent};
use domain::scheme::Scheme;
use domain::step::{Revision, StepName};
use sqlx::{PgConnection, PgPool};
use store::reach::Reach;
use store::transaction::{self, Answer, Job};
use tokio::sync::{Notify, Semaphore};
use tracing::Instrument;
use tracing::field::Empty;

use crate::actor::Actor;
use crate::context::{Context, content_hash, event_with};
use crate::decision::{self, Typesetter};
use crate::document::Files;
use crate::error::CaseError;
use crate::ledger;
use crate::resource::{Change, Lock, Resource, View, admitted};
use crate::step::{Create, Query, Record, Step};
use crate::subject::Subject;

/// Histogram of the time that computations take, by step and scheme.
pub const COMPUTE_DURATION: &str = "tildeling_compute_duration_seconds";

/// Runs the steps of one scheme.
#[derive(Debug, Clone)]
pub struct Runner {
    pool: PgPool,
    scheme: &'static str,
    typesetter: Typesetter,
    files: Files,
    /// True if webhooks may lead to this machine itself.
    loopback: bool,
    events: Arc<Notify>,
    /// Permits for computations: as many as there are processors.
    processors: Arc<Semaphore>,
}

/// A step of any kind. `Kind` is found by the compiler: a type has one kind.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no step",
    label = "implement one of Step, Create, ComputeAndCreate, Record, Query and Compute for it"
)]
pub trait Run<S: Scheme, Kind>: Send + Sync + Sized + 'static {
    /// The name.
    const STEP: StepName;
    /// The answer.
    type Answer: Send + 'static;

    /// Runs the step.
    fn run(
        self: Arc<Self>,
        runner: &Runner,
        actor: Actor,
    ) -> impl Future<Output = Result<Self::Answer, CaseError>> + Send;
}

/// The kinds of steps.
pub mod kind {
    /// Kind of [`Step`](crate::step::Step).
    #[derive(Debug)]
    pub enum Step {}
    /// Kind of [`Create`](crate::step::Create).
    #[derive(Debug)]
    pub enum Create {}
    /// Kind of [`ComputeAndCreate`](crate::step::ComputeAndCreate).
    #[derive(Debug)]
    pub enum ComputeAndCreate {}
    /// Kind of [`Record`](crate::step::Record).
    #[derive(Debug)]
    pub enum Record {}
    /// Kind of [`Query`](crate::step::Query).
    #[derive(Debug)]
    pub enum Query {}
    /// Kind of [`Compute`](crate::step::Compute).
    #[derive(Debug)]
    pub enum Compute {}
}

impl Runner {
    /// Makes a runner of the scheme with this code.
    #[must_use]
    pub fn new(pool: PgPool, scheme: &'static str, typesetter: Typesetter) -> Self {
        let processors = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        Self {
            pool,
            scheme,
            typesetter,
            files: Files::default(),
            loopback: false,
            events: Arc::default(),
            processors: Arc::new(Semaphore::new(processors)),
        }
    }

    /// Returns the same runner with this place of contents and this scanner, instead of the
    /// database and none.
    #[must_use]
    pub fn with_files(self, files: Files) -> Self {
        Self { files, ..self }
    }

    /// Returns the same runner, whose webhooks may lead to this machine itself where `loopback`
    /// says so.
    #[must_use]
    pub fn with_loopback(self, loopback: bool) -> Self {
        Self { loopback, ..self }
    }

    /// Returns true if webhooks may lead to this machine itself.
    pub(crate) const fn calls_loopback(&self) -> bool {
        self.loopback
    }

    /// Returns the place of contents and the scanner of documents.
    pub(crate) const fn files(&self) -> &Files {
        &self.files
    }

    /// Returns the database.
    #[must_use]
    pub const fn pool(&self) -> &PgPool {
        &self.pool
    }

    /// Returns the typesetter of letters.
    pub(crate) const fn typesetter(&self) -> Typesetter {
        self.typesetter
    }

    /// Returns what is notified after every write: followers of events need not poll.
    #[must_use]
    pub const fn events(&self) -> &Arc<Notify> {
        &self.events
    }

    /// Runs a step, in a span of its own.
    ///
    /// # Errors
    /// The step's; nothing of it was stored.
    ///
    /// # Panics
    /// When the step does; nothing of it was stored.
    pub async fn run<S, T, K>(&self, actor: Actor, step: Arc<T>) -> Result<T::Answer, CaseError>
    where
        S: Scheme,
        T: Run<S, K>,
    {
        let name = T::STEP.name();
        // The name of a span must be a literal; exporters take it from `otel.name`.
        let span = tracing::info_span!(
            "step",
            otel.name = name,
            step = name,
            scheme = self.scheme,
            outcome = Empty
        );
        let ended = step.run(self, actor).instrument(span.clone()).await;
        span.record("outcome", outcome(&ended));
        ended
    }

    /// Writes in a transaction that cannot be cancelled.
    async fn write<A: Attempt>(&self, actor: Actor, attempt: A) -> Result<A::Answer, CaseError> {
        let reach = reach::<A>(&actor);
        let job = Arc::new(Boxed::new(actor, attempt));
        transaction::write(&self.pool, &reach, Arc::clone(&job) as Arc<dyn Job<_>>).await?;
        self.events.notify_waiters();
        Ok(job.answer.take())
    }

    /// Reads from one snapshot.
    async fn read<A: Attempt>(&self, actor: Actor, attempt: A) -> Result<A::Answer, CaseError> {
        let reach = reach::<A>(&actor);
        let job = Arc::new(Boxed::new(actor, attempt));
        transaction::read(&self.pool, &reach, Arc::clone(&job) as Arc<dyn Job<_>>).await?;
        Ok(job.answer.take())
    }

    /// Computes off the threads that serve others, on no more processors than there are.
    pub(crate) async fn compute<T: Send + 'static>(
        &self,
        step: StepName,
        work: impl FnOnce() -> Result<T, CaseError> + Send + 'static,
    ) -> Result<T, CaseError> {
        // Never closed: without a permit the work only begins at once.
        let permit = Arc::clone(&self.processors).acquire_owned().await.ok();
        let began = Instant::now();
        let working = tokio::task::spawn_blocking(move || {
            let done = work();
            drop(permit);
            done
        });
        let done = working.await;
        metrics::histogram!(COMPUTE_DURATION, "step" => step.name(), "scheme" => self.scheme)
            .record(began.elapsed());
        match done {
            Ok(done) => done,
            Err(_) => Err(CaseError::Panicked(step)),
        }
    }
}

/// Returns the rows that the database shows an attempt of this actor.
fn reach<A: Attempt>(actor: &Actor) -> Reach {
    match actor.caller.organisation() {
        Some(own) if !reads_others_cases(A::STEP) => Reach::Organisation(own.clone()),
        _ => Reach::Scheme,
    }
}

fn outcome<T>(ended: &Result<T, CaseError>) -> &'static str {
    match ended {
        Ok(_) => "done",
        Err(CaseError::Refused(_)) => "refused",
        Err(_) => "failed",
    }
}

/// One attempt at a step, in a transaction that the runner begins and ends.
trait Attempt: Send + Sync + 'static {
    const STEP: StepName;
    type Answer: Send + 'static;

    fn attempt(
        &self,
        db: &mut PgConnection,
        actor: &Actor,
    ) -> impl Future<Output = Result<Self::Answer, CaseError>> + Send;
}

/// An attempt without its type.
struct Boxed<A: Attempt> {
    actor: Actor,
    attempt: A,
    answer: Answer<A::Answer>,
}

impl<A: Attempt> Boxed<A> {
    fn new(actor: Actor, attempt: A) -> Self {
        Self {
            actor,
            attempt,
            answer: Answer::default(),
        }
    }
}

impl<A: Attempt> Job<CaseError> for Boxed<A> {
    fn attempt<'a>(&'a self, db: &'a mut PgConnection) -> transaction::Attempt<'a, CaseError> {
        Box::pin(async move {
            self.answer
                .put(self.attempt.attempt(db, &self.actor).await?);
            Ok(())
        })
    }
}

async fn append<N>(
    context: &mut Context<'_>,
    (subject, from): (&Subject, Revision),
    reason: &str,
    change: Change<N>,
) -> Result<N, CaseError> {
    let step = (context.step(), *context.content());
    let event = event_with(context.actor, step, (subject, from), reason, change.payload);
    let events: Vec<NewEvent> = [event].into_iter().chain(change.others).collect();
    let places = context.append(&events).await?;
    decision::insert(context.db, &change.decisions, &places).await?;
    if let (Some(event), Some(moved)) = (places.first(), &change.moved) {
        ledger::follow(context, moved, event).await?;
    }
    Ok(change.after)
}

/// Answers with the noun as it stands.
async fn answer<S, N, A>(context: &mut Context<'_>, key: &N::Key) -> Result<A, CaseError>
where
    S: Scheme,
    N: Resource<S>,
    A: View<S, N>,
{
    let noun: N = admitted(context, key, Lock::No).await?;
    A::view(noun, context).await
}

/// Inserts a noun that was just made, appends its event and shows it.
async fn insert<S, N, A>(
    context: &mut Context<'_>,
    key: &N::Key,
    change: Change<N>,
) -> Result<A, CaseError>
where
    S: Scheme,
    N: Resource<S>,
    A: View<S, N>,
{
    if !change.after.insert(context.db).await? {
        // Another transaction created it meanwhile, and has committed: the insert waited for it.
        context.require_created(&N::name(key)).await?;
        return answer(context, key).await;
    }
    let subject = change.after.subject();
    let reason = change.after.last_step().reason.clone();
    let noun = append(context, (&subject, Revision::NONE), &reason, change).await?;
    A::view(noun, context).await
}

/// Implements [`Run`] for a kind: `write` or `read` an [`Attempt`] in a transaction.
macro_rules! kinds {
    ($($kind:ident: $way:ident as $attempt:ident |$step:ident, $db:ident,
        $actor:ident| $body:block)+) => {$(
        struct $attempt<S, T>(Arc<T>, PhantomData<fn() -> S>);

        impl<S: Scheme, T: $kind<S>> Attempt for $attempt<S, T> {
            const STEP: StepName = T::STEP;
            type Answer = T::Answer;

            async fn attempt(
                &self,
                $db: &mut PgConnection,
                $actor: &Actor,
            ) -> Result<T::Answer, CaseError> {
                let $step = &*self.0;
                $body
            }
        }

        impl<S: Scheme, T: $kind<S>> Run<S, kind::$kind> for T {
            const STEP: StepName = T::STEP;
            type Answer = T::Answer;

            async fn run(
                self: Arc<Self>,
                runner: &Runner,
                actor: Actor,
            ) -> Result<T::Answer, CaseError> {
                runner.$way(actor, $attempt::<S, T>(self, PhantomData)).await
            }
        }
    )+};
}

kinds! {
    Step: write as Stepping |step, db, actor| {
        step.check(actor)?;
        let mut context = Context::new(db, actor, T::STEP, content_hash(step))?;
        let (key, read) = step.on();
        let before: T::On = admitted(&mut context, key, Lock::Yes).await?;
        let (subject, current) = (before.subject(), before.revision());
        if read != current {
            context.require_taken(&subject, read, current).await?;
            return T::Answer::view(before, &mut context).await;
        }
        let change = step.take(before, &mut context).await?;
        debug_assert_eq!(change.after.revision(), current.next(), "a step makes a revision");
        change.after.update(context.db).await?;
        let reason = change.after.last_step().reason.clone();
        let after = append(&mut context, (&subject, current), &reason, change).await?;
        T::Answer::view(after, &mut context).await
    }
    Create: write as Creating |step, db, actor| {
        step.check(actor)?;
        let mut context = Context::new(db, actor, T::STEP, content_hash(step))?;
        let parent = step.parent(&mut context).await?;
        let key = step.key();
        if context.was_created(&T::Of::name(key)).await? {
            return answer::<S, T::Of, _>(&mut context, key).await;
        }
        let change = step.create(parent, &mut context).await?;
        insert(&mut context, key, change).await
    }
    Record: write as Recording |step, db, actor| {
        step.check(actor)?;
        step.record(&mut Context::new(db, actor, T::STEP, content_hash(step))?).await
    }
    Query: read as Querying |step, db, actor| {
        step.check(actor)?;
        step.look(&mut Context::new(db, actor, T::STEP, Hash::default())?).await
    }
}
