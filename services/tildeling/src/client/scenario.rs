//! Scenarios: read from a file in the contract's own JSON, simulated, compared, adopted.

use std::path::{Path, PathBuf};

use anyhow::{Context, ensure};
use clap::Args;
use contract::{FILE_DESCRIPTOR_SET, v1};
use prost_reflect::{DescriptorPool, DynamicMessage};

use super::{kroner, told};
use crate::session::Session;
use crate::table::table;

/// What the plan is called beside the scenarios of a file.
const PLAN: &str = "plan";

/// What a new allocation adopts instead of the scheme's plan.
#[derive(Debug, Args)]
pub struct Adopt {
    /// File with scenarios, as for `simulate`.
    #[arg(long, requires = "name")]
    scenarios: Option<PathBuf>,
    /// Which of the file's scenarios.
    #[arg(long = "scenario", id = "name", requires = "scenarios")]
    name: Option<String>,
    /// Why it departs from the scheme's plan.
    #[arg(long, default_value = "")]
    reason: String,
    /// The run that was compared, as `simulate` printed it: another run is refused.
    #[arg(long, default_value = "")]
    run_hash: String,
}

impl Adopt {
    /// The request for an allocation of this name.
    pub(super) fn request(&self, name: String) -> anyhow::Result<v1::CreateAllocationRequest> {
        let scenario = match (&self.scenarios, &self.name) {
            (Some(file), Some(wanted)) => {
                let found = read(file)?.into_iter().find(|one| one.name == *wanted);
                Some(found.with_context(|| {
                    format!("{} has no scenario called {wanted:?}", file.display())
                })?)
            }
            _ => None,
        };
        Ok(v1::CreateAllocationRequest {
            name,
            scenario,
            reason: self.reason.clone(),
            run_hash: self.run_hash.clone(),
            follows: String::new(),
        })
    }
}

/// The plan as it is, and then the scenarios of a file.
pub(super) fn with_plan(file: &Path) -> anyhow::Result<Vec<v1::AllocationScenario>> {
    let plan = v1::AllocationScenario {
        name: PLAN.to_owned(),
        sub_frames: Vec::new(),
    };
    let mut scenarios = vec![plan];
    scenarios.extend(read(file)?);
    Ok(scenarios)
}

fn read(file: &Path) -> anyhow::Result<Vec<v1::AllocationScenario>> {
    let text = std::fs::read_to_string(file)
        .with_context(|| format!("{} cannot be read", file.display()))?;
    parse(&text).with_context(|| format!("{} is no list of scenarios", file.display()))
}

/// Scenarios from JSON, with the names and forms that the contract gives them.
fn parse(text: &str) -> anyhow::Result<Vec<v1::AllocationScenario>> {
    let pool = DescriptorPool::decode(FILE_DESCRIPTOR_SET)?;
    let descriptor = pool
        .get_message_by_name("tildeling.v1.AllocationScenario")
        .context("the contract has no scenarios")?;
    let list: Vec<serde_json::Value> = serde_json::from_str(text)?;
    list.into_iter()
        .zip(1..)
        .map(|(one, number)| {
            let message = DynamicMessage::deserialize(descriptor.clone(), one)
                .with_context(|| format!("scenario {number}"))?;
            Ok(message.transcode_to()?)
        })
        .collect()
}

pub(super) async fn simulate(
    session: &Session,
    call: &str,
    scenarios: Vec<v1::AllocationScenario>,
) -> anyhow::Result<()> {
    let request = v1::SimulateAllocationRequest {
        parent: call.to_owned(),
        scenarios,
    };
    let answer = session
        .allocations()
        .simulate_allocation(request)
        .await
        .map_err(told)?
        .into_inner();
    print(&answer.outcomes);
    if answer.not_assessed > 0 {
        println!(
            "{} application(s) are not assessed and took no part",
            answer.not_assessed
        );
    }
    Ok(())
}

pub(super) async fn compare(session: &Session, names: &[String]) -> anyhow::Result<()> {
    let first = names.first().context("no allocation is named")?;
    let (parent, _) = first
        .split_once("/allocations/")
        .with_context(|| format!("{first} is no allocation"))?;
    ensure!(
        names.iter().all(|name| name.starts_with(parent)),
        "the allocations are not of one call"
    );
    let request = v1::CompareAllocationsRequest {
        parent: parent.to_owned(),
        allocations: names.to_vec(),
    };
    let answer = session
        .allocations()
        .compare_allocations(request)
        .await
        .map_err(told)?
        .into_inner();
    print(&answer.outcomes);
    Ok(())
}

/// The sums by sub-frame, the figures, and what contradicts.
fn print(outcomes: &[v1::AllocationOutcome]) {
    println!("{}", sums(outcomes));
    println!("{}", figures(outcomes));
    for outcome in outcomes {
        if !outcome.run_hash.is_empty() {
            println!("{}: run {}", outcome.name, outcome.run_hash);
        }
        for conflict in &outcome.conflicts {
            println!("{} cannot be run. {conflict}", outcome.name);
        }
    }
}

fn sums(outcomes: &[v1::AllocationOutcome]) -> comfy_table::Table {
    let rows = outcomes.iter().flat_map(|outcome| {
        outcome.sub_frames.iter().map(|frame| {
            vec![
                outcome.name.clone(),
                frame.code.clone(),
                kroner(frame.budget),
                kroner(frame.awarded),
                frame.granted.to_string(),
                frame.partly_granted.to_string(),
                frame.refused.to_string(),
            ]
        })
    });
    let headings = [
        "scenario", "frame", "budget", "awarded", "granted", "partly", "refused",
    ];
    table(&headings, &[2, 3, 4, 5, 6], rows)
}

fn figures(outcomes: &[v1::AllocationOutcome]) -> comfy_table::Table {
    let rows = outcomes.iter().filter_map(|outcome| {
        let figures = outcome.figures.as_ref()?;
        Some(vec![
            outcome.name.clone(),
            kroner(figures.moved),
            figures.winners.to_string(),
            figures.losers.to_string(),
            kroner(figures.largest_gain),
            kroner(figures.largest_loss),
            figures.gini_award.clone(),
            figures.gini_award_per_claim.clone(),
            figures.predictability.clone(),
        ])
    });
    let headings = [
        "scenario",
        "moved",
        "winners",
        "losers",
        "largest gain",
        "largest loss",
        "Gini",
        "Gini per claim",
        "predictability",
    ];
    table(&headings, &[1, 2, 3, 4, 5, 6, 7, 8], rows)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_the_contracts_json() {
        let text = r#"[
            { "name": "as the plan" },
            { "name": "softer", "subFrames": [
                { "code": "national", "updateMask": "budget,division.collar",
                  "budget": { "ore": "1000000" }, "division": { "collar": { "downBasisPoints": 1000 } } } ] }
        ]"#;
        let scenarios = parse(text).unwrap();
        let change = &scenarios[1].sub_frames[0];
        assert_eq!(
            change.update_mask.as_ref().unwrap().paths,
            ["budget", "division.collar"]
        );
        let collar = change.division.as_ref().unwrap().collar.unwrap();
        assert_eq!(
            (collar.down_basis_points, collar.up_basis_points),
            (Some(1_000), None)
        );
        for wrong in ["{}", "[{\"nam\": 1}]", "[1]", ""] {
            assert!(parse(wrong).is_err(), "{wrong}");
        }
    }
}
