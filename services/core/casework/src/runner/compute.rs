//! Steps that compute for long: between two transactions, or after one.

use std::marker::PhantomData;
use std::sync::Arc;

use domain::event::Hash;
use domain::refusal::Refusal;
use domain::scheme::Scheme;
use domain::step::StepName;
use sqlx::PgConnection;
use store::transaction::detached;

use super::{Attempt, Run, Runner, answer, insert, kind};
use crate::actor::Actor;
use crate::context::{Context, content_hash};
use crate::error::CaseError;
use crate::resource::Resource;
use crate::step::{Compute, ComputeAndCreate};

struct Gathering<S, T>(Arc<T>, PhantomData<fn() -> S>);

impl<S: Scheme, T: Compute<S>> Attempt for Gathering<S, T> {
    const STEP: StepName = T::STEP;
    type Answer = T::Inputs;

    async fn attempt(&self, db: &mut PgConnection, actor: &Actor) -> Result<T::Inputs, CaseError> {
        let mut context = Context::new(db, actor, T::STEP, Hash::default())?;
        self.0.gather(&mut context).await
    }
}

impl<S: Scheme, T: Compute<S>> Run<S, kind::Compute> for T {
    const STEP: StepName = T::STEP;
    type Answer = T::Answer;

    async fn run(self: Arc<Self>, runner: &Runner, actor: Actor) -> Result<T::Answer, CaseError> {
        let gathering = Gathering::<S, T>(Arc::clone(&self), PhantomData);
        let inputs = runner.read(actor, gathering).await?;
        runner.compute(T::STEP, move || self.compute(inputs)).await
    }
}

/// The first transaction: what exists already, or the inputs.
struct GatheringToCreate<S, T>(Arc<T>, PhantomData<fn() -> S>);

/// What the first transaction found.
enum Gathered<A, I> {
    Created(A),
    Inputs(I),
}

impl<S: Scheme, T: ComputeAndCreate<S>> Attempt for GatheringToCreate<S, T> {
    const STEP: StepName = T::STEP;
    type Answer = Gathered<T::Answer, T::Inputs>;

    async fn attempt(
        &self,
        db: &mut PgConnection,
        actor: &Actor,
    ) -> Result<Self::Answer, CaseError> {
        let mut context = Context::new(db, actor, T::STEP, content_hash(&*self.0))?;
        gathered::<S, T>(&self.0, &mut context).await
    }
}

async fn gathered<S: Scheme, T: ComputeAndCreate<S>>(
    step: &T,
    context: &mut Context<'_>,
) -> Result<Gathered<T::Answer, T::Inputs>, CaseError> {
    let key = step.key();
    if context.was_created(&T::Of::name(key)).await? {
        return Ok(Gathered::Created(
            answer::<S, T::Of, _>(context, key).await?,
        ));
    }
    Ok(Gathered::Inputs(step.gather(context).await?))
}

/// The second transaction: the computed noun is created, if its inputs are still the same.
struct CreatingComputed<S: Scheme, T: ComputeAndCreate<S>> {
    step: Arc<T>,
    inputs: T::Inputs,
    output: T::Output,
}

impl<S: Scheme, T: ComputeAndCreate<S>> Attempt for CreatingComputed<S, T> {
    const STEP: StepName = T::STEP;
    type Answer = T::Answer;

    async fn attempt(&self, db: &mut PgConnection, actor: &Actor) -> Result<T::Answer, CaseError> {
        let step = &*self.step;
        let mut context = Context::new(db, actor, T::STEP, content_hash(step))?;
        let inputs = match gathered::<S, T>(step, &mut context).await? {
            Gathered::Created(answer) => return Ok(answer),
            Gathered::Inputs(inputs) => inputs,
        };
        if inputs != self.inputs {
            let (resource, current) = T::basis(&inputs);
            return Err(CaseError::Refused(Refusal::Stale { resource, current }));
        }
        let change = step.create(inputs, &self.output, &mut context).await?;
        insert(&mut context, step.key(), change).await
    }
}

impl<S: Scheme, T: ComputeAndCreate<S>> Run<S, kind::ComputeAndCreate> for T {
    const STEP: StepName = T::STEP;
    type Answer = T::Answer;

    async fn run(self: Arc<Self>, runner: &Runner, actor: Actor) -> Result<T::Answer, CaseError> {
        let runner = runner.clone();
        // The whole of it goes on when the caller does not wait: both transactions have the same
        // present.
        detached(async move {
            let gathering = GatheringToCreate::<S, T>(Arc::clone(&self), PhantomData);
            let inputs = match runner.write(actor.clone(), gathering).await? {
                Gathered::Created(answer) => return Ok(answer),
                Gathered::Inputs(inputs) => inputs,
            };
            let compute = move || T::compute(&inputs).map(|output| (inputs, output));
            let (inputs, output) = runner.compute(T::STEP, compute).await?;
            let creating = CreatingComputed::<S, T> {
                step: self,
                inputs,
                output,
            };
            runner.write(actor, creating).await
        })
        .await
    }
}
