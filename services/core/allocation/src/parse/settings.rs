//! The fields of a scenario beside its applicants.

use super::fault::{Fault, Problem, shown};
use super::json::{Node, Spot};
use super::numbers::{self, Measure};
use crate::apportionment::Method;
use crate::draw::Draw;
use crate::scenario::{Damping, PaidBy, Quota, Reserved, Rounding, Rule, Scenario, Tail, WeightBy};

/// A name in the file and what it stands for.
type Names<T> = &'static [(&'static str, T)];

const ROUNDINGS: Names<Rounding> = &[
    ("none", Rounding::None),
    ("sainte_lague", Rounding::SainteLague),
    ("largest_remainder", Rounding::LargestRemainder),
    ("down", Rounding::Down),
];

const TAILS: Names<Tail> = &[
    ("stop", Tail::Stop),
    ("partial", Tail::Partial),
    ("offer_reduced", Tail::OfferReduced),
    ("skip", Tail::Skip),
];

const WEIGHTS: Names<WeightBy> = &[
    ("weight", WeightBy::Weight),
    ("score", WeightBy::Score),
    ("weight_times_claim", WeightBy::WeightTimesClaim),
    ("score_times_claim", WeightBy::ScoreTimesClaim),
];

const PAYERS: Names<PaidBy> = &[
    ("everyone", PaidBy::Everyone),
    ("those_above", PaidBy::ThoseAbove),
];

const RULES: [&str; 10] = [
    "proportional",
    "constrained_equal_awards",
    "constrained_equal_losses",
    "talmud",
    "weighted_proportional",
    "weighted_equal_awards",
    "base_proportional",
    "ranked",
    "knapsack",
    "apportionment",
];

const METHODS: Names<Method> = &[
    ("sainte_lague", Method::SainteLague),
    ("modified_sainte_lague", Method::ModifiedSainteLague),
    ("largest_remainder", Method::LargestRemainder),
    ("dhondt", Method::Dhondt),
    ("huntington_hill", Method::HuntingtonHill),
    ("adams", Method::Adams),
    ("dean", Method::Dean),
];

const DAMPERS: [&str; 3] = ["collar", "growth_guarantee", "floor_then_scale"];

/// Reads settings into a scenario and collects faults.
pub(super) struct Settings<'a> {
    pub scenario: &'a mut Scenario,
    pub faults: &'a mut Vec<Fault>,
}

/// The fields of an object, each at most once.
struct Fields<'s, 'a> {
    prefix: String,
    line: usize,
    fields: &'s [(std::borrow::Cow<'a, str>, Spot<'a>)],
}

impl<'s, 'a> Fields<'s, 'a> {
    fn get(&self, name: &str) -> Option<&'s Spot<'a>> {
        self.fields
            .iter()
            .find(|(key, _)| key == name)
            .map(|(_, spot)| spot)
            .filter(|spot| spot.node != Node::Null)
    }

    fn path(&self, name: &str) -> String {
        format!("{}{name}", self.prefix)
    }
}

impl Settings<'_> {
    /// Takes all fields of the document but `applicants`.
    pub(super) fn read(&mut self, line: usize, fields: &[(std::borrow::Cow<'_, str>, Spot<'_>)]) {
        let fields = Fields {
            prefix: String::new(),
            line,
            fields,
        };
        self.only(
            &fields,
            &[
                "budget",
                "step",
                "rounding",
                "rule",
                "threshold",
                "useful_minimum",
                "damping",
                "yearly_ceilings",
                "groups",
                "reserved",
                "as_of",
                "draw",
                "authority",
                "rules",
                "applicants",
                "name",
                "note",
            ],
        );
        if let Some(budget) = self.needed(&fields, "budget", Measure::Amount) {
            self.scenario.budget = budget;
        }
        if let Some(step) = self.number(&fields, "step", Measure::Amount) {
            self.scenario.step = step;
            if step == 0 {
                self.fault(
                    &fields,
                    "step",
                    Problem::NotAllowed {
                        found: "0".into(),
                        allowed: "> 0".into(),
                    },
                );
            }
        }
        if let Some(rounding) = self.choice(&fields, "rounding", ROUNDINGS) {
            self.scenario.rounding = rounding;
        }
        self.scenario.threshold = self.number(&fields, "threshold", Measure::Score);
        self.scenario.useful_minimum = self.number(&fields, "useful_minimum", Measure::Amount);
        self.scenario.authority = self.number(&fields, "authority", Measure::Amount);
        self.scenario.as_of = self.date(&fields, "as_of");
        self.scenario.rules = self.text(&fields, "rules");
        self.rule(&fields);
        self.damping(&fields);
        self.ceilings(&fields);
        self.quotas(&fields);
        self.reserved(&fields);
        self.draw(&fields);
    }

    fn rule(&mut self, parent: &Fields<'_, '_>) {
        let Some(rule) = self.object(parent, "rule") else {
            return;
        };
        self.only(
            &rule,
            &["kind", "tail", "base", "weight_by", "method", "threshold"],
        );
        let by = self.choice(&rule, "weight_by", WEIGHTS).unwrap_or_default();
        let Some(kind) = self.kind(&rule, &RULES) else {
            return;
        };
        self.scenario.rule = match kind {
            "proportional" => Rule::Proportional,
            "constrained_equal_awards" => Rule::ConstrainedEqualAwards,
            "constrained_equal_losses" => Rule::ConstrainedEqualLosses,
            "talmud" => Rule::Talmud,
            "weighted_proportional" => Rule::WeightedProportional(by),
            "weighted_equal_awards" => Rule::WeightedEqualAwards(by),
            "base_proportional" => {
                let base = self
                    .needed(&rule, "base", Measure::Amount)
                    .unwrap_or_default();
                Rule::BaseProportional { base }
            }
            "knapsack" => Rule::Knapsack,
            "apportionment" => {
                let method = self
                    .choice(&rule, "method", METHODS)
                    .unwrap_or(Method::SainteLague);
                let share = rule
                    .get("threshold")
                    .map(|spot| scalar(spot).and_then(numbers::fraction));
                let threshold = share.and_then(|share| {
                    share
                        .map_err(|problem| self.fault(&rule, "threshold", problem))
                        .ok()
                });
                Rule::Apportionment { method, threshold }
            }
            _ => Rule::Ranked(self.choice(&rule, "tail", TAILS).unwrap_or_default()),
        };
    }

    fn damping(&mut self, parent: &Fields<'_, '_>) {
        let Some(damping) = self.object(parent, "damping") else {
            return;
        };
        self.only(&damping, &["kind", "down", "up", "below", "paid_by"]);
        let Some(kind) = self.kind(&damping, &DAMPERS) else {
            return;
        };
        let down = self.percent(&damping, "down");
        let up = self.percent(&damping, "up");
        self.scenario.damping = Some(match kind {
            "collar" => Damping::Collar { down, up },
            "growth_guarantee" => {
                let below = self
                    .needed(&damping, "below", Measure::Amount)
                    .unwrap_or_default();
                let paid_by = self.choice(&damping, "paid_by", PAYERS).unwrap_or_default();
                Damping::GrowthGuarantee { below, paid_by }
            }
            _ => {
                if down.is_none() {
                    self.fault(&damping, "down", Problem::Missing);
                }
                Damping::FloorThenScale {
                    down: down.unwrap_or_default(),
                }
            }
        });
    }

    fn ceilings(&mut self, parent: &Fields<'_, '_>) {
        for (place, spot) in self.list(parent, "yearly_ceilings").iter().enumerate() {
            let path = format!("yearly_ceilings[{place}]");
            if let Some(ceiling) = self.units(spot, path, Measure::Amount) {
                self.scenario.yearly_ceilings.push(ceiling);
            }
        }
    }

    fn quotas(&mut self, parent: &Fields<'_, '_>) {
        for (place, spot) in self.list(parent, "groups").iter().enumerate() {
            let Some(fields) = self.fields(spot, format!("groups[{place}]")) else {
                continue;
            };
            self.only(&fields, &["path", "min", "max"]);
            let path = self.path(&fields);
            let min = self.number(&fields, "min", Measure::Amount);
            // The minimum joins before the maximum is read, since reading may make the unit finer.
            self.scenario.groups.push(Quota {
                path,
                min,
                max: None,
            });
            let max = self.number(&fields, "max", Measure::Amount);
            if let Some(quota) = self.scenario.groups.last_mut() {
                quota.max = max;
            }
        }
    }

    fn reserved(&mut self, parent: &Fields<'_, '_>) {
        for (place, spot) in self.list(parent, "reserved").iter().enumerate() {
            let Some(fields) = self.fields(spot, format!("reserved[{place}]")) else {
                continue;
            };
            self.only(&fields, &["path", "amount", "released_from"]);
            let path = self.path(&fields);
            let amount = self
                .needed(&fields, "amount", Measure::Amount)
                .unwrap_or_default();
            let released_from = self.date(&fields, "released_from");
            self.scenario.reserved.push(Reserved {
                path,
                amount,
                released_from,
            });
        }
    }

    fn draw(&mut self, parent: &Fields<'_, '_>) {
        let Some(draw) = self.object(parent, "draw") else {
            return;
        };
        self.only(&draw, &["key", "commitment"]);
        let commitment = self.text(&draw, "commitment");
        match self.text(&draw, "key") {
            Some(key) => self.scenario.draw = Some(Draw { key, commitment }),
            None => self.fault(&draw, "key", Problem::Missing),
        }
    }

    fn fault(&mut self, fields: &Fields<'_, '_>, name: &str, problem: Problem) {
        let line = fields.get(name).map_or(fields.line, |spot| spot.line);
        self.faults
            .push(Fault::new(line, fields.path(name), problem));
    }

    /// Tells fields that nobody knows, and those that stand twice.
    fn only(&mut self, fields: &Fields<'_, '_>, names: &[&str]) {
        for (place, (name, spot)) in fields.fields.iter().enumerate() {
            if fields.fields[..place]
                .iter()
                .any(|(earlier, _)| earlier == name)
            {
                self.faults.push(Fault::new(
                    spot.line,
                    fields.path(name),
                    Problem::RepeatedField,
                ));
            } else if !names.contains(&name.as_ref()) {
                let path = fields.path(&shown(name));
                self.faults.push(Fault::new(
                    spot.line,
                    path,
                    Problem::Unknown { nearest: None },
                ));
            }
        }
    }

    fn number(&mut self, fields: &Fields<'_, '_>, name: &str, measure: Measure) -> Option<i64> {
        fields
            .get(name)
            .and_then(|spot| self.units(spot, fields.path(name), measure))
    }

    fn needed(&mut self, fields: &Fields<'_, '_>, name: &str, measure: Measure) -> Option<i64> {
        if fields.get(name).is_none() {
            self.fault(fields, name, Problem::Missing);
        }
        self.number(fields, name, measure)
    }

    fn units(&mut self, spot: &Spot<'_>, path: String, measure: Measure) -> Option<i64> {
        let read = scalar(spot).and_then(|text| numbers::units(self.scenario, measure, text));
        read.map_err(|problem| self.faults.push(Fault::new(spot.line, path, problem)))
            .ok()
    }

    fn percent(&mut self, fields: &Fields<'_, '_>, name: &str) -> Option<u32> {
        let read = scalar(fields.get(name)?).and_then(numbers::basis_points);
        read.map_err(|problem| self.fault(fields, name, problem))
            .ok()
    }

    fn text(&mut self, fields: &Fields<'_, '_>, name: &str) -> Option<String> {
        let read = scalar(fields.get(name)?).map(str::to_owned);
        read.map_err(|problem| self.fault(fields, name, problem))
            .ok()
    }

    /// A date: only its form is checked, since all that happens to it is a comparison.
    fn date(&mut self, fields: &Fields<'_, '_>, name: &str) -> Option<String> {
        let date = self.text(fields, name)?;
        let form = date.len() == 10
            && date.bytes().enumerate().all(|(at, b)| {
                if at == 4 || at == 7 {
                    b == b'-'
                } else {
                    b.is_ascii_digit()
                }
            });
        if !form {
            let (found, allowed) = (shown(&date), "2026-12-31".to_owned());
            self.fault(fields, name, Problem::NotAllowed { found, allowed });
        }
        form.then_some(date)
    }

    fn choice<T: Copy>(
        &mut self,
        fields: &Fields<'_, '_>,
        name: &str,
        names: Names<T>,
    ) -> Option<T> {
        let text = self.text(fields, name)?;
        let found = names
            .iter()
            .find(|(known, _)| *known == text)
            .map(|(_, value)| *value);
        if found.is_none() {
            let allowed = names
                .iter()
                .map(|(known, _)| *known)
                .collect::<Vec<_>>()
                .join(", ");
            self.fault(
                fields,
                name,
                Problem::NotAllowed {
                    found: shown(&text),
                    allowed,
                },
            );
        }
        found
    }

    fn kind(
        &mut self,
        fields: &Fields<'_, '_>,
        kinds: &'static [&'static str],
    ) -> Option<&'static str> {
        if fields.get("kind").is_none() {
            self.fault(fields, "kind", Problem::Missing);
        }
        let text = self.text(fields, "kind")?;
        let found = kinds.iter().find(|known| **known == text).copied();
        if found.is_none() {
            let (found, allowed) = (shown(&text), kinds.join(", "));
            self.fault(fields, "kind", Problem::NotAllowed { found, allowed });
        }
        found
    }

    fn path(&mut self, fields: &Fields<'_, '_>) -> Vec<String> {
        let Some(spot) = fields.get("path") else {
            self.fault(fields, "path", Problem::Missing);
            return Vec::new();
        };
        path(spot).unwrap_or_else(|problem| {
            self.fault(fields, "path", problem);
            Vec::new()
        })
    }

    fn object<'s, 'a>(&mut self, parent: &Fields<'s, 'a>, name: &str) -> Option<Fields<'s, 'a>> {
        parent
            .get(name)
            .and_then(|spot| self.fields(spot, parent.path(name)))
    }

    fn fields<'s, 'a>(&mut self, spot: &'s Spot<'a>, path: String) -> Option<Fields<'s, 'a>> {
        if let Node::Object(fields) = &spot.node {
            return Some(Fields {
                prefix: format!("{path}."),
                line: spot.line,
                fields,
            });
        }
        self.faults.push(Fault::new(
            spot.line,
            path,
            Problem::WrongKind {
                needed: "object".into(),
            },
        ));
        None
    }

    fn list<'s, 'a>(&mut self, parent: &Fields<'s, 'a>, name: &str) -> &'s [Spot<'a>] {
        match parent.get(name).map(|spot| &spot.node) {
            None => &[],
            Some(Node::List(list)) => list,
            Some(_) => {
                self.fault(
                    parent,
                    name,
                    Problem::WrongKind {
                        needed: "list".into(),
                    },
                );
                &[]
            }
        }
    }
}

/// A text or number as text.
pub(super) fn scalar<'s>(spot: &'s Spot<'_>) -> Result<&'s str, Problem> {
    match &spot.node {
        Node::Number(text) => Ok(text),
        Node::Text(text) => Ok(text),
        Node::Null | Node::Bool | Node::List(_) | Node::Object(_) => Err(Problem::WrongKind {
            needed: "text".into(),
        }),
    }
}

/// A path of groups: a list of texts, or one text with `/` between the parts.
pub(super) fn path(spot: &Spot<'_>) -> Result<Vec<String>, Problem> {
    match &spot.node {
        Node::List(parts) => parts
            .iter()
            .map(|part| scalar(part).map(str::to_owned))
            .collect(),
        Node::Text(text) => Ok(text.split('/').map(|part| part.trim().to_owned()).collect()),
        Node::Null | Node::Bool | Node::Number(_) | Node::Object(_) => Err(Problem::WrongKind {
            needed: "list".into(),
        }),
    }
}
