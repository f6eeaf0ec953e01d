//! Scenario files: JSON, or a spreadsheet's CSV with the settings beside it.
//!
//! All faults of a file are told at once, each with its line and field; nothing is guessed. The
//! format:
//!
//! ```json
//! { "budget": "300", "step": "1", "rounding": "sainte_lague",
//!   "rule": { "kind": "constrained_equal_awards" },
//!   "applicants": [ { "id": "a", "claim": "100", "weight": "1", "score": "80", "min": "0",
//!                     "max": "100", "last_year": "90", "group": ["region-1"] } ] }
//! ```
//!
//! Numbers are decimal or fraction text (`"85/6"`); plain JSON numbers are read too. Only `id` and
//! `claim` are required of an applicant, and only `budget` and `applicants` of a scenario (the rule
//! is then `proportional`). Further fields:
//!
//! | field | meaning |
//! |---|---|
//! | `rounding` | `none`, `sainte_lague` (default), `largest_remainder`, `down` |
//! | `rule.kind` | `proportional` and others, see below |
//! | `rule.method` | of `apportionment`; `rule.threshold`: the least share of all weights |
//! | `rule.tail` | of `ranked`: `stop`, `partial` (default), `offer_reduced`, `skip` |
//! | `rule.weight_by` | of weighted rules: `weight` (default), `score`, `weight_times_claim` … |
//! | `threshold` | the least score that is funded |
//! | `useful_minimum` | an award is nothing or at least this (or the claim, if that is less) |
//! | `damping` | `{"kind": "collar", "down": "10", "up": "15"}` in per cent, or others |
//! | `yearly_ceilings` | the most in the first, second … year of support |
//! | `groups` | `[{"path": ["Vestland"], "min": "0", "max": "500"}]`: quotas on a tree of groups |
//! | `reserved` | `[{"path": ["programme"], "amount": "100", "released_from": "2026-10-02"}]` |
//! | `as_of` | the date that release dates are compared with |
//! | `draw` | `{"key": "…", "commitment": "…"}`: the keyed draw and what was promised about it |
//! | `authority` | the most that all `committed` may add up to |
//! | `rules` | a name or hash of the published rules |
//! | `floors_cut` | `proportional`: floors above the budget are cut; else they conflict |
//! | `concern_cap` | the most that all applicants of one `concern` get together |
//! | `phase_in` | `{"years": "4"}`: phased in from `last_year` over 4 years; at most 30 |
//!
//! The rules are `proportional`, `constrained_equal_awards`, `constrained_equal_losses`, `talmud`,
//! `weighted_proportional`, `weighted_equal_awards`, `base_proportional` (with `base`), `ranked`,
//! `knapsack` and `apportionment`; the weights of weighted rules also `score_times_claim`. The
//! methods of `apportionment` are `sainte_lague` (default), `modified_sainte_lague`,
//! `largest_remainder`, `dhondt`, `huntington_hill`, `adams` and `dean`. Other dampers are
//! `{"kind": "growth_guarantee", "below": "400", "paid_by": "everyone"}` and
//! `{"kind": "floor_then_scale", "down": "5"}`.
//!
//! Of an applicant: `weight`, `score`, `min`, `max`, `last_year`, `committed`, `notified`,
//! `headroom`, `useful_minimum`, `priority_class`, `group` (a list, or a text with `/`),
//! `inhabitants`, `year`, `concern` (the parent organisation), `tie_key`; `name` and `note` are
//! read over.
//!
//! A spreadsheet has one applicant a row, with these names as its header (a few Norwegian names are
//! understood as well), and takes semicolons with decimal commas, commas with decimal points, or
//! tabs; a byte order mark; UTF-8, UTF-16 or Windows-1252. Unknown columns are read over,
//! unless they look like a misspelling.

mod applicant;
mod encoding;
mod fault;
mod fields;
mod json;
mod numbers;
mod rows;
mod settings;
pub mod sheet;
#[cfg(test)]
mod tests;

pub use fault::{Fault, Problem};

use allocation::scenario::{Rule, Scenario};
use applicant::{Draft, Place, Value, contradictions};
use fields::{Settings, path, scalar};
use json::{Node, Reader, Spot};
use sheet::Sheet;
use std::borrow::Cow;

/// Reads a scenario from JSON text.
///
/// # Errors
/// Every fault in the file, in the order of its lines.
pub fn parse_json(file: &[u8]) -> Result<Scenario, Vec<Fault>> {
    let text = encoding::text(file).map_err(|fault| vec![fault])?;
    let mut reading = Reading::new();
    let result = reading.document(&text);
    reading.finish(result)
}

/// Reads a scenario whose applicants stand in a spreadsheet, CSV or a workbook; `settings` is the
/// same JSON without `applicants`.
///
/// # Errors
/// Every fault in both, those of the settings first (their fields start with `settings`).
pub fn parse_sheet(settings: &[u8], applicants: &[u8]) -> Result<Scenario, Vec<Fault>> {
    let mut reading = Reading::new();
    let result = encoding::text(settings).and_then(|text| reading.settings_only(&text));
    if let Err(fault) = result {
        reading.faults.push(fault);
    }
    for fault in &mut reading.faults {
        fault.field = format!("settings.{}", fault.field)
            .trim_end_matches('.')
            .to_owned();
    }
    let result = Sheet::read(applicants).map(|sheet| {
        rows::read(
            &sheet,
            &mut reading.scenario,
            &mut reading.places,
            &mut reading.faults,
        );
    });
    reading.finish(result)
}

/// A scenario being read.
struct Reading {
    scenario: Scenario,
    /// Line of each applicant.
    places: Vec<Place>,
    /// Faults of an applicant's field name the applicant's place in the list; in a
    /// spreadsheet its line says enough.
    listed: bool,
    faults: Vec<Fault>,
}

impl Reading {
    fn new() -> Self {
        Self {
            scenario: Scenario::new(0, Rule::Proportional, Vec::new()),
            places: Vec::new(),
            listed: false,
            faults: Vec::new(),
        }
    }

    /// The whole document; applicants one at a time, so that a long list costs no more than its
    /// applicants.
    fn document(&mut self, text: &str) -> Result<(), Fault> {
        self.listed = true;
        let mut reader = Reader::new(text);
        let mut fields: Vec<(Cow<'_, str>, Spot<'_>)> = Vec::new();
        let mut applicants = 0;
        reader.need(b'{')?;
        let start = reader.line();
        let mut more = !reader.take(b'}');
        while more {
            let (line, key) = reader.key()?;
            if key == "applicants" {
                applicants += 1;
                if applicants > 1 {
                    self.faults
                        .push(Fault::new(line, "applicants", Problem::RepeatedField));
                }
                self.applicants(&mut reader)?;
            } else {
                let value = reader.value()?;
                fields.push((key, value));
            }
            more = reader.more(b'}')?;
        }
        reader.end()?;
        if applicants == 0 {
            self.faults
                .push(Fault::new(start, "applicants", Problem::Missing));
        }
        Settings {
            scenario: &mut self.scenario,
            faults: &mut self.faults,
        }
        .read(start, &fields);
        Ok(())
    }

    fn settings_only(&mut self, text: &str) -> Result<(), Fault> {
        let mut reader = Reader::new(text);
        let Spot { line, node } = reader.value()?;
        reader.end()?;
        let Node::Object(fields) = node else {
            return Err(Fault::new(
                line,
                "",
                Problem::WrongKind {
                    needed: "object".into(),
                },
            ));
        };
        if let Some((_, spot)) = fields.iter().find(|(key, _)| key == "applicants") {
            self.faults
                .push(Fault::new(spot.line, "applicants", Problem::RepeatedField));
        }
        Settings {
            scenario: &mut self.scenario,
            faults: &mut self.faults,
        }
        .read(line, &fields);
        Ok(())
    }

    fn applicants(&mut self, reader: &mut Reader<'_>) -> Result<(), Fault> {
        if !reader.take(b'[') {
            let spot = reader.value()?;
            self.faults.push(Fault::new(
                spot.line,
                "applicants",
                Problem::WrongKind {
                    needed: "list".into(),
                },
            ));
            return Ok(());
        }
        let mut more = !reader.take(b']');
        while more {
            let spot = reader.value()?;
            self.applicant(&spot);
            more = reader.more(b']')?;
        }
        Ok(())
    }

    fn applicant(&mut self, spot: &Spot<'_>) {
        let prefix = format!("applicants[{}]", self.places.len());
        let Node::Object(fields) = &spot.node else {
            self.faults.push(Fault::new(
                spot.line,
                prefix,
                Problem::WrongKind {
                    needed: "object".into(),
                },
            ));
            return;
        };
        let mut draft = Draft::new(spot.line);
        for (place, (name, spot)) in fields.iter().enumerate() {
            let repeated = fields[..place].iter().any(|(earlier, _)| earlier == name);
            let set = match &spot.node {
                _ if repeated => Err(Problem::RepeatedField),
                Node::Null => Ok(()),
                Node::List(_) => path(spot)
                    .and_then(|group| draft.set(&mut self.scenario, name, Value::List(group))),
                Node::Bool | Node::Number(_) | Node::Text(_) | Node::Object(_) => scalar(spot)
                    .and_then(|text| draft.set(&mut self.scenario, name, Value::Scalar(text))),
            };
            if let Err(problem) = set {
                let field = format!("{prefix}.{}", fault::named(name));
                self.faults.push(Fault::new(spot.line, field, problem));
            }
        }
        draft.finish(
            &mut self.scenario,
            &format!("{prefix}."),
            &mut self.places,
            &mut self.faults,
        );
    }

    fn finish(mut self, result: Result<(), Fault>) -> Result<Scenario, Vec<Fault>> {
        if let Err(fault) = result {
            self.faults.push(fault);
        }
        self.repeated_ids();
        self.contradictions();
        if self.faults.is_empty() {
            return Ok(self.scenario);
        }
        self.faults
            .sort_by_key(|fault| (!fault.field.starts_with("settings"), fault.line));
        Err(self.faults)
    }

    fn repeated_ids(&mut self) {
        let applicants = &self.scenario.applicants;
        let mut order: Vec<usize> = (0..applicants.len())
            .filter(|at| !applicants[*at].id.is_empty())
            .collect();
        order.sort_by(|a, b| applicants[*a].id.cmp(&applicants[*b].id));
        for same in order.chunk_by(|a, b| applicants[*a].id == applicants[*b].id) {
            let first = self.places[same[0]].line;
            for again in &same[1..] {
                let field = format!("applicants[{again}].id");
                self.faults.push(Fault::new(
                    self.places[*again].line,
                    field,
                    Problem::RepeatedId { first },
                ));
            }
        }
    }

    /// Bounds that exclude each other; which of them are bounds depends on the rule, so they are
    /// looked at when all is read.
    fn contradictions(&mut self) {
        let applicants = self
            .scenario
            .applicants
            .iter()
            .zip(&self.places)
            .enumerate();
        for (at, (applicant, place)) in applicants.filter(|(_, (_, place))| place.sound) {
            let prefix = if self.listed {
                format!("applicants[{at}].")
            } else {
                String::new()
            };
            for (field, other) in contradictions(&self.scenario, applicant) {
                let other = other.to_owned();
                let problem = Problem::Contradicts { other };
                let field = format!("{prefix}{field}");
                self.faults.push(Fault::new(place.line, field, problem));
            }
        }
    }
}
