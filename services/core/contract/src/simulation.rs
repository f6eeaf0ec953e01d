//! Ways to divide a budget: tried, compared, adopted.

use allocation::Tail;
use domain::allocation::division::{PlanScenario, SubFrameChange};
use domain::allocation::simulation::{Figures, Outcome};
use domain::identifiers::AllocationId;
use domain::violations::Violations;

use crate::call::tail_rule;
use crate::division::{CHANGEABLE, changes};
use crate::inward::Mask;
use crate::names::{AllocationName, CallName, ResourceName};
use crate::outward::{Outward, count};
use crate::{SchemeContract, fields, money, v1};

/// The longest name of a scenario.
const NAME_CHARACTERS_MAX: usize = 100;
/// The most scenarios that are run at once.
const SCENARIOS_MAX: usize = 8;
/// The most sub-frames a scenario can change.
const SUB_FRAMES_MAX: usize = 50;
/// The fewest and the most allocations that are compared.
const COMPARED: std::ops::RangeInclusive<usize> = 2..=8;

/// Reads the scenarios to try.
pub fn scenarios(
    faults: &mut Violations,
    from: Vec<v1::AllocationScenario>,
) -> Option<Vec<PlanScenario>> {
    faults.list_size("scenarios", from.len(), 1..=SCENARIOS_MAX)?;
    let names: Vec<String> = from.iter().map(|one| one.name.clone()).collect();
    let scenarios = faults.each("scenarios", from, scenario);
    fields::unique(faults, "scenarios", ".name", &names)?;
    scenarios
}

/// Reads one scenario. Paths of faults are its own.
pub(crate) fn scenario(
    faults: &mut Violations,
    from: v1::AllocationScenario,
) -> Option<PlanScenario> {
    let name = faults.line("name", &from.name, NAME_CHARACTERS_MAX);
    let sub_frames = sub_frames(faults, from.sub_frames);
    Some(PlanScenario {
        name: name?,
        sub_frames: sub_frames?,
    })
}

fn sub_frames(
    faults: &mut Violations,
    from: Vec<v1::SubFrameChange>,
) -> Option<Vec<SubFrameChange>> {
    faults.list_size("sub_frames", from.len(), 0..=SUB_FRAMES_MAX)?;
    let codes: Vec<String> = from.iter().map(|one| one.code.clone()).collect();
    let changes = faults.each("sub_frames", from, sub_frame);
    fields::unique(faults, "sub_frames", ".code", &codes)?;
    changes
}

fn sub_frame(faults: &mut Violations, from: v1::SubFrameChange) -> Option<SubFrameChange> {
    let code = faults.code("code", &from.code);
    let known = ["budget", "tail_rule"].into_iter().chain(CHANGEABLE);
    let known: Vec<&'static str> = known.collect();
    let mask = Mask::read(faults, from.update_mask, &known);
    let budget = mask.field("budget", || money::required(faults, "budget", from.budget));
    let tail: Option<Option<Tail>> = mask.field("tail_rule", || tail_rule(faults, from.tail_rule));
    let division = changes(faults, &mask, from.division);
    Some(SubFrameChange {
        code: code?,
        budget: budget?,
        tail_rule: tail?,
        ..division?
    })
}

/// Reads the allocations to compare, all of one call.
pub fn allocations(
    faults: &mut Violations,
    parent: Option<&CallName>,
    from: &[String],
    scheme: &str,
) -> Option<Vec<AllocationId>> {
    const FIELD: &str = "allocations";
    faults.list_size(FIELD, from.len(), COMPARED)?;
    let mut one = |(at, text): (usize, &String)| {
        let field = format!("{FIELD}[{at}]");
        let name = AllocationName::read(faults, &field, text, scheme)?;
        if parent.is_some_and(|parent| parent.call != name.call) {
            faults.add(
                &field,
                "is of another call; compare allocations of one call",
            );
            return None;
        }
        Some(name.allocation)
    };
    let read: Vec<Option<AllocationId>> = from.iter().enumerate().map(&mut one).collect();
    let read: Vec<AllocationId> = read.into_iter().collect::<Option<_>>()?;
    fields::unique(faults, FIELD, "", &read)?;
    Some(read)
}

impl From<Figures> for v1::AllocationFigures {
    fn from(figures: Figures) -> Self {
        v1::AllocationFigures {
            moved: Some(figures.moved.into()),
            winners: count(figures.winners),
            losers: count(figures.losers),
            largest_gain: Some(figures.largest_gain.into()),
            largest_loss: Some(figures.largest_loss.into()),
            gini_award: figures.gini_award,
            gini_award_per_claim: figures.gini_award_per_claim.unwrap_or_default(),
            predictability: figures.predictability.unwrap_or_default(),
        }
    }
}

impl<S: SchemeContract> Outward<S> {
    /// Writes the outcome of one way to divide a budget.
    #[must_use]
    pub fn outcome(&self, outcome: Outcome) -> v1::AllocationOutcome {
        let conflicts = outcome.conflicts.iter().map(|conflict| {
            let frame = self.code_title("sub-frame-", conflict.sub_frame);
            format!("{frame}: {}", conflict.text(self.language))
        });
        v1::AllocationOutcome {
            conflicts: conflicts.collect(),
            name: outcome.name,
            run_hash: outcome.run_hash.unwrap_or_default(),
            sub_frames: outcome.sub_frames.into_iter().map(Into::into).collect(),
            figures: outcome.figures.map(Into::into),
        }
    }
}
