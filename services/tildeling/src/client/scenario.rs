//! Scenarios: read from a file in the contract's own JSON, simulated, compared, adopted.
//! `examples/scenarios.json` is such a file.

use std::path::{Path, PathBuf};

use anyhow::{Context, bail, ensure};
use clap::Args;
use contract::{FILE_DESCRIPTOR_SET, v1};
use prost_reflect::{DescriptorPool, DynamicMessage};
use serde_json::Value;

use super::{kroner, told, told_of};
use crate::output::say;
use crate::session::Session;
use crate::table::table;

/// Name of the scheme's plan beside the scenarios of a file.
const PLAN: &str = "plan";

/// Scenario that a new allocation adopts instead of the scheme's plan.
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

/// Returns the plan as it is, and then the scenarios of a file.
pub(super) fn with_plan(file: &Path) -> anyhow::Result<Vec<v1::AllocationScenario>> {
    let of_the_file = read(file)?;
    if let Some(at) = of_the_file.iter().position(|one| one.name == PLAN) {
        bail!(
            "{}, scenario {}: {PLAN:?} is the name of the scheme's plan, which the others are \
             compared with; give it another",
            file.display(),
            at + 1
        );
    }
    let plan = v1::AllocationScenario {
        name: PLAN.to_owned(),
        sub_frames: Vec::new(),
    };
    let mut scenarios = vec![plan];
    scenarios.extend(of_the_file);
    Ok(scenarios)
}

fn read(file: &Path) -> anyhow::Result<Vec<v1::AllocationScenario>> {
    let text = std::fs::read_to_string(file)
        .with_context(|| format!("{} cannot be read", file.display()))?;
    scenarios(&text).with_context(|| format!("{} is no list of scenarios", file.display()))
}

/// Reads scenarios from JSON, with the names and forms that the contract gives them.
///
/// # Errors
/// The first scenario that is none, and why.
pub fn scenarios(text: &str) -> anyhow::Result<Vec<v1::AllocationScenario>> {
    let pool = DescriptorPool::decode(FILE_DESCRIPTOR_SET)?;
    let descriptor = pool
        .get_message_by_name("tildeling.v1.AllocationScenario")
        .context("the contract has no scenarios")?;
    let list: Vec<Value> = serde_json::from_str(text)?;
    list.into_iter()
        .zip(1..)
        .map(|(mut one, number)| {
            let scenario = || format!("scenario {number}");
            masks(&mut one).with_context(scenario)?;
            let message =
                DynamicMessage::deserialize(descriptor.clone(), one).with_context(scenario)?;
            Ok(message.transcode_to()?)
        })
        .collect()
}

/// Writes field masks in JSON's form, `tailRule`, where they have the contract's own, `tail_rule`.
/// The reader knows the first only.
fn masks(value: &mut Value) -> anyhow::Result<()> {
    match value {
        Value::Object(fields) => {
            for (name, value) in fields {
                match value {
                    Value::String(mask) if matches!(&name[..], "update_mask" | "updateMask") => {
                        *mask = camel_case(mask)?;
                    }
                    other => masks(other)?,
                }
            }
        }
        Value::Array(values) => values.iter_mut().try_for_each(masks)?,
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
    Ok(())
}

fn camel_case(mask: &str) -> anyhow::Result<String> {
    let wrong =
        || format!("update_mask {mask:?} is no list of fields; one is \"budget,division.collar\"");
    let mut camel = String::with_capacity(mask.len());
    let mut signs = mask.chars().filter(|sign| !sign.is_whitespace());
    while let Some(sign) = signs.next() {
        match sign {
            '_' => {
                let next = signs.next().filter(char::is_ascii_lowercase);
                camel.push(next.with_context(wrong)?.to_ascii_uppercase());
            }
            ',' | '.' => camel.push(sign),
            sign if sign.is_ascii_alphanumeric() => camel.push(sign),
            _ => bail!(wrong()),
        }
    }
    Ok(camel)
}

/// Names a field of the request as one of the file: there the plan is before the file's scenarios.
fn in_the_file(field: &str) -> String {
    let scenario = field.strip_prefix("scenarios[");
    match scenario.and_then(|rest| rest.split_once(']')) {
        Some((number, rest)) => format!("scenario {number}{}", rest.replacen('.', ", ", 1)),
        None => field.to_owned(),
    }
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
        .map_err(|status| told_of(&status, in_the_file))?
        .into_inner();
    print(&answer.outcomes)?;
    if answer.not_assessed > 0 {
        say!(
            "{} application(s) are not assessed and took no part",
            answer.not_assessed
        )?;
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
    print(&answer.outcomes)?;
    Ok(())
}

/// The sums by sub-frame, the figures, and what contradicts.
fn print(outcomes: &[v1::AllocationOutcome]) -> std::io::Result<()> {
    say!("{}", sums(outcomes))?;
    say!("{}", figures(outcomes))?;
    for outcome in outcomes {
        if !outcome.run_hash.is_empty() {
            say!("{}: run {}", outcome.name, outcome.run_hash)?;
        }
        for conflict in &outcome.conflicts {
            say!("{} cannot be run. {conflict}", outcome.name)?;
        }
    }
    Ok(())
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
    fn the_example_is_read() {
        let scenarios = scenarios(include_str!("../../examples/scenarios.json")).unwrap();
        let last = &scenarios[2].sub_frames[0];
        let paths = &last.update_mask.as_ref().unwrap().paths;
        assert_eq!(paths[..], ["budget", "tail_rule"]);
        assert_eq!(last.tail_rule(), v1::TailRule::Stop);
    }

    #[test]
    fn a_mask_is_read_with_the_contracts_names_and_with_jsons() {
        for mask in [
            "tail_rule,division.first_claims",
            "tailRule, division.firstClaims",
        ] {
            let text = format!(
                r#"[{{ "name": "a", "subFrames": [{{ "code": "b", "updateMask": "{mask}" }}] }}]"#
            );
            let read = scenarios(&text).unwrap();
            let paths = read[0].sub_frames[0].update_mask.clone().unwrap().paths;
            assert_eq!(paths, ["tail_rule", "division.first_claims"]);
        }
        let text = r#"[{}, { "sub_frames": [{ "update_mask": "tail-rule" }] }]"#;
        let told = format!("{:#}", scenarios(text).unwrap_err());
        assert!(
            told.starts_with("scenario 2: update_mask \"tail-rule\""),
            "{told}"
        );
    }

    #[test]
    fn a_fault_is_told_at_its_place_in_the_file() {
        assert_eq!(in_the_file("scenarios[1].name"), "scenario 1, name");
        let field = "scenarios[2].sub_frames[0].code";
        assert_eq!(in_the_file(field), "scenario 2, sub_frames[0].code");
        assert_eq!(in_the_file("parent"), "parent");
    }

    #[test]
    fn no_scenario_of_a_file_is_called_as_the_plan() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("scenarios.json");
        std::fs::write(&file, r#"[{ "name": "softer" }, { "name": "plan" }]"#).unwrap();
        let told = with_plan(&file).unwrap_err().to_string();
        assert!(told.contains("scenario 2: \"plan\""), "{told}");
    }

    #[test]
    fn a_file_is_the_contracts_json() {
        let text = r#"[
            { "name": "as the plan" },
            { "name": "softer", "subFrames": [
                { "code": "national", "updateMask": "budget,division.collar",
                  "budget": { "ore": "1000000" },
                  "division": { "collar": { "downBasisPoints": 1000 } } } ] }
        ]"#;
        let scenarios = scenarios(text).unwrap();
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
            assert!(super::scenarios(wrong).is_err(), "{wrong}");
        }
    }
}
