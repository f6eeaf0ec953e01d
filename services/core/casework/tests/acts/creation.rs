//! A new allocation between its two transactions: nothing is locked while the engine runs, and
//! nothing is written of what has changed.

use std::sync::{Arc, Mutex};

use casework::allocation::Create;
use casework::resource::Change;
use casework::step::{ComputeAndCreate, Context};
use casework::{CaseError, Runner};
use domain::allocation::Allocation;
use domain::refusal::Refusal;
use domain::scheme::Scheme;
use domain::step::{Revision, StepName};
use serde::Serialize;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use crate::journey::ROUND;
use crate::pilot::Pilot;
use crate::steps;
use crate::world::{World, call_id, case_handler};

/// A creation that pauses while nothing is locked.
#[derive(Serialize)]
#[serde(transparent)]
struct Pausing {
    create: Create,
    #[serde(skip)]
    pause: Arc<Pause>,
}

/// Both ends of a pause, for the thread that computes.
struct Pause(Mutex<Option<(oneshot::Sender<()>, oneshot::Receiver<()>)>>);

impl Pause {
    fn wait(&self) {
        let (begun, ended) = self.0.lock().unwrap().take().unwrap();
        begun.send(()).unwrap();
        ended.blocking_recv().unwrap();
    }
}

type Inputs = <Create as ComputeAndCreate<Pilot>>::Inputs;
type Output = <Create as ComputeAndCreate<Pilot>>::Output;
type New = <Create as ComputeAndCreate<Pilot>>::Of;

struct PausingInputs(Inputs, Arc<Pause>);

impl PartialEq for PausingInputs {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}

impl ComputeAndCreate<Pilot> for Pausing {
    const STEP: StepName = <Create as ComputeAndCreate<Pilot>>::STEP;
    type Of = New;
    type Inputs = PausingInputs;
    type Output = Output;
    type Answer = Allocation;

    fn key(&self) -> &casework::allocation::AllocationKey {
        &self.create.key
    }

    async fn gather(&self, context: &mut Context<'_>) -> Result<PausingInputs, CaseError> {
        let inputs = ComputeAndCreate::<Pilot>::gather(&self.create, context).await?;
        Ok(PausingInputs(inputs, Arc::clone(&self.pause)))
    }

    fn basis(PausingInputs(inputs, _): &PausingInputs) -> (String, Revision) {
        <Create as ComputeAndCreate<Pilot>>::basis(inputs)
    }

    fn compute(PausingInputs(inputs, pause): &PausingInputs) -> Result<Output, CaseError> {
        pause.wait();
        <Create as ComputeAndCreate<Pilot>>::compute(inputs)
    }

    async fn create(
        &self,
        PausingInputs(inputs, _): PausingInputs,
        output: &Output,
        context: &mut Context<'_>,
    ) -> Result<Change<New>, CaseError> {
        ComputeAndCreate::<Pilot>::create(&self.create, inputs, output, context).await
    }
}

/// A creation that has gathered and goes on when it is resumed.
struct Paused {
    running: JoinHandle<Result<Allocation, CaseError>>,
    resume: oneshot::Sender<()>,
}

impl Paused {
    async fn resume(self) -> Result<Allocation, CaseError> {
        self.resume.send(()).unwrap();
        self.running.await.unwrap()
    }
}

impl World {
    /// Begins a creation and returns once it has gathered.
    async fn paused(&self, create: &Create) -> Paused {
        let (begun, has_begun) = oneshot::channel();
        let (resume, resumed) = oneshot::channel();
        let pause = Pause(Mutex::new(Some((begun, resumed))));
        let step = Arc::new(Pausing {
            create: create.clone(),
            pause: Arc::new(pause),
        });
        let actor = self.actor(&case_handler());
        // A runner of its own: a paused computation holds one of the runner's permits.
        let runner = Runner::new(
            self.pool.clone(),
            Pilot::PROFILE.code,
            crate::letters::TYPESETTER,
        );
        let running =
            tokio::spawn(async move { runner.run::<Pilot, Pausing, _>(actor, step).await });
        has_begun.await.unwrap();
        Paused { running, resume }
    }
}

#[tokio::test]
async fn a_round_that_changed_while_it_was_divided_is_not_kept() {
    let world = World::new().await;
    let cases = world.assessed_round(&ROUND).await;
    let new = steps::create_allocation(&world.allocation_key());
    let (before, late) = (world.paused(&new).await, world.paused(&new).await);
    // The engine runs and holds no lock: others go on with the same cases.
    world.assess(&cases[3], 95).await.unwrap();
    refused!(
        before.resume().await,
        Refusal::Stale { resource, .. } if resource == format!("calls/{}", call_id())
    );
    let after = world.paused(&new).await;
    let kept = after.resume().await.unwrap();
    let awards = world.awards(&kept).await;
    assert!(
        awards[3].amount.is_positive(),
        "the last is the first now: {awards:?}"
    );
    // What is there is there, whatever it was divided on when it was asked for again.
    let again = late.resume().await.unwrap();
    assert_eq!(again, kept);
}

#[tokio::test]
async fn freed_money_that_changed_while_it_was_divided_is_not_kept() {
    let world = World::new().await;
    let (cases, first) = world.decided_round(&ROUND).await;
    world.decline(&cases[0], 1).await;
    let new = steps::follow(&world.allocation_key(), first.id);
    let before = world.paused(&new).await;
    world.decline(&cases[1], 2).await;
    refused!(before.resume().await, Refusal::Stale { .. });
    let after = world.paused(&new).await;
    after.resume().await.unwrap();
}
