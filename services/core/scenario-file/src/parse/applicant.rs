//! The fields of an applicant, the same for JSON and CSV.

use super::fault::{Fault, Problem, shown};
use super::numbers::{self, Measured};
use allocation::Amount;
use allocation::scenario::{Applicant, Rule, Scenario};

/// The kind of value that a field holds.
#[derive(Debug, Clone, Copy)]
enum Kind {
    Id,
    Claim,
    Weight,
    Score,
    Amount(fn(&mut Applicant) -> &mut Option<Amount>),
    Whole(fn(&mut Applicant) -> &mut Option<u32>),
    Inhabitants,
    Group,
    Text(fn(&mut Applicant) -> &mut Option<String>),
}

/// Every field, in the order of the documentation.
const FIELDS: [(&str, Kind); 17] = [
    ("id", Kind::Id),
    ("claim", Kind::Claim),
    ("weight", Kind::Weight),
    ("score", Kind::Score),
    ("min", Kind::Amount(|a| &mut a.min)),
    ("max", Kind::Amount(|a| &mut a.max)),
    ("last_year", Kind::Amount(|a| &mut a.last_year)),
    ("committed", Kind::Amount(|a| &mut a.committed)),
    ("notified", Kind::Amount(|a| &mut a.notified)),
    ("headroom", Kind::Amount(|a| &mut a.headroom)),
    ("useful_minimum", Kind::Amount(|a| &mut a.useful_minimum)),
    ("priority_class", Kind::Whole(|a| &mut a.priority_class)),
    ("group", Kind::Group),
    ("inhabitants", Kind::Inhabitants),
    ("year", Kind::Whole(|a| &mut a.year)),
    ("concern", Kind::Text(|a| &mut a.concern)),
    ("tie_key", Kind::Text(|a| &mut a.tie_key)),
];

/// Fields that people write and that decide nothing.
const NOTES: [&str; 2] = ["name", "note"];

/// The source of a value of an applicant.
pub(super) enum Value<'a> {
    /// A text or number.
    Scalar(&'a str),
    /// A list of texts.
    List(Vec<String>),
}

/// One applicant being read.
pub(super) struct Draft {
    applicant: Applicant,
    line: usize,
    has_id: bool,
    has_claim: bool,
    faulty: bool,
}

/// Returns true if an applicant has a field of this name.
pub(super) fn known(name: &str) -> bool {
    NOTES.contains(&name) || FIELDS.iter().any(|(field, _)| *field == name)
}

/// Returns true if a field is an amount of money.
pub(super) fn is_amount(name: &str) -> bool {
    let amount = |kind: &Kind| matches!(kind, Kind::Claim | Kind::Amount(_));
    FIELDS
        .iter()
        .any(|(field, kind)| *field == name && amount(kind))
}

/// The known name that a misspelt one is closest to: at most a third of its letters added, left out
/// or changed.
pub(super) fn nearest(name: &str) -> Option<&'static str> {
    let candidates = FIELDS
        .iter()
        .map(|(field, _)| (*field, distance(field, name)));
    candidates
        .filter(|(field, apart)| apart.saturating_mul(3) <= field.len())
        .min_by_key(|(_, apart)| *apart)
        .map(|c| c.0)
}

/// Levenshtein distance of two short names.
fn distance(a: &str, b: &str) -> usize {
    if a.len().abs_diff(b.len()) > 4 {
        return usize::MAX;
    }
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let replaced = diagonal + usize::from(x != *y);
            diagonal = row[j + 1];
            row[j + 1] = replaced.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[b.len()]
}

impl Draft {
    pub(super) fn new(line: usize) -> Self {
        Self {
            applicant: Applicant::default(),
            line,
            has_id: false,
            has_claim: false,
            faulty: false,
        }
    }

    /// Takes a field. An empty text is a field left out; `group` is a list, or a text with `/`
    /// between its parts.
    pub(super) fn set(
        &mut self,
        scenario: &mut Scenario,
        name: &str,
        value: Value<'_>,
    ) -> Result<(), Problem> {
        let result = self.try_set(scenario, name, value);
        self.faulty |= result.is_err();
        result
    }

    /// Notes that a field is there but could not be read.
    pub(super) fn reject(&mut self, name: &str) {
        self.faulty = true;
        self.has_claim |= name == "claim";
    }

    fn try_set(
        &mut self,
        scenario: &mut Scenario,
        name: &str,
        value: Value<'_>,
    ) -> Result<(), Problem> {
        if NOTES.contains(&name) {
            return Ok(());
        }
        let Some((_, kind)) = FIELDS.iter().find(|(field, _)| *field == name) else {
            return Err(Problem::Unknown {
                nearest: nearest(name).map(str::to_owned),
            });
        };
        let text = match (value, kind) {
            (Value::List(group), Kind::Group) => {
                self.applicant.group = group;
                return Ok(());
            }
            (Value::List(_), _) => {
                return Err(Problem::WrongKind {
                    needed: "text".into(),
                });
            }
            (Value::Scalar(text), _) => text.trim(),
        };
        if text.is_empty() {
            return Ok(());
        }
        match kind {
            Kind::Id => {
                text.clone_into(&mut self.applicant.id);
                self.has_id = true;
            }
            Kind::Claim => {
                // Told as missing only where it is not there at all.
                self.has_claim = true;
                self.applicant.claim = self.refined(scenario, text)?;
            }
            Kind::Weight => self.applicant.weight = Some(self.refined(scenario, text)?),
            Kind::Score => self.applicant.score = Some(self.refined(scenario, text)?),
            Kind::Amount(field) => {
                let amount = self.refined(scenario, text)?;
                *field(&mut self.applicant) = Some(amount);
            }
            Kind::Whole(field) => {
                let whole = u32::try_from(numbers::whole(text)?);
                *field(&mut self.applicant) =
                    Some(whole.map_err(|_| Problem::TooLarge { found: shown(text) })?);
            }
            Kind::Inhabitants => self.applicant.inhabitants = Some(numbers::whole(text)?),
            Kind::Group => {
                self.applicant.group = text.split('/').map(|part| part.trim().to_owned()).collect()
            }
            Kind::Text(field) => *field(&mut self.applicant) = Some(text.to_owned()),
        }
        Ok(())
    }

    /// Reads a number; the applicant being read is part of what a finer unit changes.
    fn refined<T: Measured>(&mut self, scenario: &mut Scenario, text: &str) -> Result<T, Problem> {
        scenario
            .applicants
            .push(std::mem::take(&mut self.applicant));
        let units = numbers::units(scenario, text);
        self.applicant = scenario.applicants.pop().unwrap_or_default();
        units
    }

    /// Ends the applicant: what is missing is told, and it joins the scenario.
    pub(super) fn finish(
        self,
        scenario: &mut Scenario,
        prefix: &str,
        places: &mut Vec<Place>,
        faults: &mut Vec<Fault>,
    ) {
        for (field, has) in [("id", self.has_id), ("claim", self.has_claim)] {
            if !has {
                let field = format!("{prefix}{field}");
                faults.push(Fault::new(self.line, field, Problem::Missing));
            }
        }
        scenario.applicants.push(self.applicant);
        places.push(Place {
            line: self.line,
            sound: !self.faulty && self.has_claim,
        });
    }
}

/// The place of an applicant in its file.
pub(super) struct Place {
    pub line: usize,
    /// True if all its fields could be read.
    pub sound: bool,
}

/// Lower bounds of an applicant that are above its upper bounds, by name. The same that the engine
/// would name: the one that is below the threshold gets what was promised only, a ranked list
/// offers and lifts no applicant, and where claims are weights they are no amounts.
pub(super) fn contradictions(
    scenario: &Scenario,
    applicant: &Applicant,
) -> Vec<(&'static str, &'static str)> {
    let below = |threshold| applicant.score.is_none_or(|score| score < threshold);
    let lifts = !matches!(scenario.rule, Rule::Ranked(_)) && !scenario.threshold.is_some_and(below);
    let places = matches!(scenario.rule, Rule::Apportionment { .. }) && applicant.weight.is_none();
    let lows = [
        ("min", applicant.min.filter(|_| lifts)),
        ("committed", applicant.committed),
        ("notified", applicant.notified),
    ];
    let highs = [
        ("claim", Some(applicant.claim).filter(|_| !places)),
        ("max", applicant.max),
        ("headroom", applicant.headroom),
    ];
    let mut found = Vec::new();
    for (low, least) in lows {
        for (high, most) in highs {
            if let (Some(least), Some(most)) = (least, most)
                && least > most
            {
                found.push((low, high));
            }
        }
    }
    found
}
