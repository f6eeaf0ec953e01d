//! A run frozen as text: the scenario in the engine's file format and the result, so that anybody can repeat it.

use allocation::{
    Allocation as Division, Applicant as Entrant, Award as Share, Conflict, Draw, Pot, Rule,
    Scenario, Tail, allocate,
};
use serde::{Deserialize, Serialize};

/// A scenario with what the engine made of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// The frozen inputs.
    pub scenario: Scenario,
    /// The result.
    pub result: Division,
}

/// A stored document is not one of ours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the stored run is not a run of this engine")]
pub struct DocumentError;

impl Run {
    /// Runs the engine.
    ///
    /// # Errors
    /// Every contradiction in the scenario.
    pub fn of(scenario: Scenario) -> Result<Self, Vec<Conflict>> {
        let result = allocate(&scenario)?;
        Ok(Self { scenario, result })
    }

    /// The run as text. The same run gives the same bytes: fields stand in a fixed order, applicants by id.
    #[must_use]
    pub fn document(&self) -> String {
        let document = Document {
            scenario: ScenarioFile::from(&self.scenario),
            allocation: self.result.clone(),
        };
        // Strings, integers and lists: nothing in it can fail to be JSON.
        serde_json::to_string(&document).unwrap_or_default()
    }

    /// Reads a stored run.
    ///
    /// # Errors
    /// [`DocumentError`] when the text is something else.
    pub fn read(document: &str) -> Result<Self, DocumentError> {
        let document: Document = serde_json::from_str(document).map_err(|_| DocumentError)?;
        Ok(Self {
            scenario: document.scenario.try_into()?,
            result: document.allocation,
        })
    }

    /// Whether running the frozen inputs again gives the same bytes.
    #[must_use]
    pub fn repeats(&self, document: &str) -> bool {
        Run::of(self.scenario.clone()).is_ok_and(|again| again.document() == document)
    }

    /// The pot a share came out of.
    pub(super) fn pot(&self, share: &Share) -> Option<&Pot> {
        let index = usize::try_from(share.trace.pot).ok()?;
        self.result.certificate.pots.get(index)
    }
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Document {
    scenario: ScenarioFile,
    allocation: Division,
}

/// The engine's file format, as far as a call uses it: whole øre and thousandths of a point, as text.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct ScenarioFile {
    budget: String,
    rule: RuleFile,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    rules: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    draw: Option<Draw>,
    applicants: Vec<EntrantFile>,
}

#[derive(Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
enum RuleFile {
    Proportional,
    Ranked { tail: Tail },
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct EntrantFile {
    id: String,
    claim: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    score: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    min: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    last_year: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    priority_class: Option<u32>,
}

impl From<&Scenario> for ScenarioFile {
    fn from(scenario: &Scenario) -> Self {
        let mut applicants: Vec<EntrantFile> =
            scenario.applicants.iter().map(EntrantFile::from).collect();
        applicants.sort_by(|a, b| a.id.cmp(&b.id));
        Self {
            budget: scenario.budget.to_string(),
            rule: match scenario.rule {
                Rule::Ranked(tail) => RuleFile::Ranked { tail },
                _ => RuleFile::Proportional,
            },
            rules: scenario.rules.clone(),
            draw: scenario.draw.clone(),
            applicants,
        }
    }
}

impl TryFrom<ScenarioFile> for Scenario {
    type Error = DocumentError;

    fn try_from(file: ScenarioFile) -> Result<Self, DocumentError> {
        let rule = match file.rule {
            RuleFile::Proportional => Rule::Proportional,
            RuleFile::Ranked { tail } => Rule::Ranked(tail),
        };
        let entrants = file
            .applicants
            .into_iter()
            .map(Entrant::try_from)
            .collect::<Result<_, _>>()?;
        let mut scenario = Scenario::new(number(&file.budget)?, rule, entrants);
        scenario.rules = file.rules;
        scenario.draw = file.draw;
        Ok(scenario)
    }
}

impl From<&Entrant> for EntrantFile {
    fn from(entrant: &Entrant) -> Self {
        let text = |number: Option<i64>| number.map(|number| number.to_string());
        Self {
            id: entrant.id.clone(),
            claim: entrant.claim.to_string(),
            score: text(entrant.score),
            min: text(entrant.min),
            last_year: text(entrant.last_year),
            priority_class: entrant.priority_class,
        }
    }
}

impl TryFrom<EntrantFile> for Entrant {
    type Error = DocumentError;

    fn try_from(file: EntrantFile) -> Result<Self, DocumentError> {
        let read = |text: Option<String>| text.as_deref().map(number).transpose();
        Ok(Self {
            score: read(file.score)?,
            min: read(file.min)?,
            last_year: read(file.last_year)?,
            priority_class: file.priority_class,
            ..Entrant::new(file.id, number(&file.claim)?)
        })
    }
}

fn number(text: &str) -> Result<i64, DocumentError> {
    text.parse().map_err(|_| DocumentError)
}
