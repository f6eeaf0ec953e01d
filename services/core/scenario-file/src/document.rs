//! The text forms: a scenario as a file (and back), an allocation as the published document.
//!
//! Amounts are decimal text in what the scenario counts in (units divided by the scale), exact
//! shares are fraction text. Both forms are canonical: applicants and awards in the order of their
//! ids, fields in a fixed order, nothing that was left out, so that the same run gives the same
//! bytes.

use allocation::fraction::Fraction;
use allocation::scenario::{Applicant, Collar, Damping, Rule, Scenario};
use allocation::{Allocation, Certificate, Pot};
use insight::explain::{Style, lines};
use serde_json::{Map, Value, json};
use text::Language;

/// Units as decimal (or fraction) text.
pub(crate) fn number(units: impl Into<i64>, scale: i64) -> String {
    let units = units.into();
    Fraction::new(units.into(), scale.into()).map_or_else(|| units.to_string(), Fraction::decimal)
}

/// A share of units as fraction text.
fn exact(share: Fraction, scale: i64) -> String {
    // Shares are far from the limits of i128, so the product exists; the fallback keeps the
    // numerator's units.
    let scaled = share
        .denominator()
        .checked_mul(scale.into())
        .and_then(|d| Fraction::new(share.numerator(), d));
    scaled.unwrap_or(share).to_string()
}

/// An object that leaves out what is not there.
struct Object(Map<String, Value>);

impl Object {
    fn new() -> Self {
        Self(Map::new())
    }

    fn set(&mut self, name: &str, value: impl Into<Value>) {
        self.0.insert(name.to_owned(), value.into());
    }

    fn maybe(&mut self, name: &str, value: Option<impl Into<Value>>) {
        if let Some(value) = value {
            self.set(name, value);
        }
    }

    fn units(&mut self, name: &str, units: Option<impl Into<i64>>, scale: i64) {
        self.maybe(name, units.map(|units| number(units, scale)));
    }
}

/// The scenario as JSON, in the format that `parse_json` reads; applicants in
/// canonical order.
#[must_use]
pub fn to_json(scenario: &Scenario) -> Value {
    let scale = scenario.scale.amount;
    let mut out = Object::new();
    out.units("budget", Some(scenario.budget), scale);
    out.units("step", Some(scenario.step), scale);
    out.set("rounding", json!(scenario.rounding));
    out.set("rule", rule_json(scenario));
    out.units("threshold", scenario.threshold, scenario.scale.score);
    out.units("useful_minimum", scenario.useful_minimum, scale);
    out.maybe(
        "damping",
        scenario.damping.map(|damping| damping_json(damping, scale)),
    );
    if !scenario.yearly_ceilings.is_empty() {
        out.set(
            "yearly_ceilings",
            scenario
                .yearly_ceilings
                .iter()
                .map(|c| number(*c, scale))
                .collect::<Vec<_>>(),
        );
    }
    let groups = scenario.groups.iter().map(|quota| {
        let mut out = Object::new();
        out.set("path", json!(quota.path));
        out.units("min", quota.min, scale);
        out.units("max", quota.max, scale);
        Value::Object(out.0)
    });
    let reserved = scenario.reserved.iter().map(|frame| {
        let mut out = Object::new();
        out.set("path", json!(frame.path));
        out.units("amount", Some(frame.amount), scale);
        out.maybe("released_from", frame.released_from.clone());
        Value::Object(out.0)
    });
    for (name, list) in [
        ("groups", groups.collect::<Vec<_>>()),
        ("reserved", reserved.collect()),
    ] {
        if !list.is_empty() {
            out.set(name, list);
        }
    }
    out.maybe("as_of", scenario.as_of.clone());
    out.maybe("draw", scenario.draw.as_ref().map(|draw| json!(draw)));
    out.units("authority", scenario.authority, scale);
    out.maybe("rules", scenario.rules.clone());
    out.maybe("floors_cut", scenario.floors_cut.map(|cut| json!(cut)));
    out.units("concern_cap", scenario.concern_cap, scale);
    out.maybe(
        "phase_in",
        scenario
            .phase_in
            .map(|years| json!({ "years": years.to_string() })),
    );
    let mut applicants: Vec<&Applicant> = scenario.applicants.iter().collect();
    applicants.sort_by(|a, b| allocation::draw::compare_ids(&a.id, &b.id));
    out.set(
        "applicants",
        applicants
            .into_iter()
            .map(|a| applicant_json(scenario, a))
            .collect::<Vec<_>>(),
    );
    Value::Object(out.0)
}

fn rule_json(scenario: &Scenario) -> Value {
    let mut out = Object::new();
    out.set("kind", scenario.rule.kind());
    match &scenario.rule {
        Rule::WeightedProportional(by) | Rule::WeightedEqualAwards(by) => {
            out.set("weight_by", json!(by))
        }
        Rule::BaseProportional { base } => out.units("base", Some(*base), scenario.scale.amount),
        Rule::Ranked(tail) => out.set("tail", json!(tail)),
        Rule::Apportionment { method, threshold } => {
            out.set("method", json!(method));
            out.maybe("threshold", threshold.map(|share| share.to_string()));
        }
        Rule::Knapsack
        | Rule::Proportional
        | Rule::ConstrainedEqualAwards
        | Rule::ConstrainedEqualLosses
        | Rule::Talmud => {}
    }
    Value::Object(out.0)
}

fn applicant_json(scenario: &Scenario, applicant: &Applicant) -> Value {
    let amount = scenario.scale.amount;
    let mut out = Object::new();
    out.set("id", applicant.id.clone());
    out.units("claim", Some(applicant.claim), amount);
    out.units("weight", applicant.weight, scenario.scale.weight);
    out.units("score", applicant.score, scenario.scale.score);
    for (name, units) in applicant.amounts() {
        out.units(name, units, amount);
    }
    out.maybe(
        "priority_class",
        applicant.priority_class.map(|class| class.to_string()),
    );
    if !applicant.group.is_empty() {
        out.set("group", json!(applicant.group));
    }
    out.units("inhabitants", applicant.inhabitants, 1);
    out.maybe("year", applicant.year.map(|year| year.to_string()));
    out.maybe("concern", applicant.concern.clone());
    out.maybe("tie_key", applicant.tie_key.clone());
    Value::Object(out.0)
}

fn damping_json(damping: Damping, scale: i64) -> Value {
    let percent = |points: u32| number(points, 100);
    let mut out = Object::new();
    match damping {
        Damping::Collar(Collar { down, up }) => {
            out.set("kind", "collar");
            out.maybe("down", down.map(percent));
            out.maybe("up", up.map(percent));
        }
        Damping::GrowthGuarantee { below, paid_by } => {
            out.set("kind", "growth_guarantee");
            out.units("below", Some(below), scale);
            out.set("paid_by", json!(paid_by));
        }
        Damping::FloorThenScale { down } => {
            out.set("kind", "floor_then_scale");
            out.set("down", percent(down));
        }
    }
    Value::Object(out.0)
}

/// A scenario as a field of a serialised type, in the format of a scenario file:
/// `#[serde(with = "scenario_file::as_json")]`.
pub mod as_json {
    use super::{Scenario, Value, to_json};
    use serde::de::Error as _;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};
    use text::Language;

    /// Writes the scenario.
    ///
    /// # Errors
    /// The error of the serializer.
    pub fn serialize<S: Serializer>(scenario: &Scenario, to: S) -> Result<S::Ok, S::Error> {
        to_json(scenario).serialize(to)
    }

    /// Reads a scenario.
    ///
    /// # Errors
    /// The error of the deserializer, or every fault of the scenario.
    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Scenario, D::Error> {
        let text = Value::deserialize(from)?.to_string();
        crate::parse_json(text.as_bytes()).map_err(|faults| {
            let problems: Vec<String> = faults
                .iter()
                .map(|fault| fault.problem(Language::English))
                .collect();
            D::Error::custom(problems.join(" "))
        })
    }
}

/// The published document: awards with their explanation, the certificate and the run hash.
/// `metrics` are figures to stand beside them, which decide nothing.
#[must_use]
pub fn document(
    allocation: &Allocation,
    scenario: &Scenario,
    style: Style,
    language: Language,
    metrics: Option<Value>,
) -> Value {
    let scale = scenario.scale.amount;
    let unrounded = scenario.rounding == allocation::scenario::Rounding::None;
    let awards: Vec<Value> = allocation
        .awards
        .iter()
        .map(|award| {
            let exact = exact(award.exact, scale);
            let amount = if unrounded {
                exact.clone()
            } else {
                number(award.amount, scale)
            };
            let explanation = lines(allocation, scenario, award, style, language);
            json!({ "id": award.id, "amount": amount, "exact": exact, "explanation": explanation })
        })
        .collect();
    let mut out = Object::new();
    out.set("engine", allocation.engine.clone());
    out.set("awards", awards);
    out.set(
        "certificate",
        certificate_json(&allocation.certificate, scale),
    );
    out.maybe("metrics", metrics);
    out.set("run_hash", allocation.run_hash.clone());
    Value::Object(out.0)
}

fn certificate_json(certificate: &Certificate, scale: i64) -> Value {
    let mut out = Object::new();
    for (name, units) in [
        ("budget", certificate.budget),
        ("spent", certificate.spent),
        ("reserve", certificate.reserve),
        ("unspent", certificate.unspent),
    ] {
        out.units(name, Some(units), scale);
    }
    out.set(
        "pots",
        certificate
            .pots
            .iter()
            .map(|pot| pot_json(pot, scale))
            .collect::<Vec<_>>(),
    );
    Value::Object(out.0)
}

fn pot_json(pot: &Pot, scale: i64) -> Value {
    let mut out = Object::new();
    out.set("class", pot.class);
    if !pot.group.is_empty() {
        out.set("group", json!(pot.group));
    }
    out.maybe("concern", pot.concern.clone());
    out.units("budget", Some(pot.budget), scale);
    out.units("spent", Some(pot.spent), scale);
    out.set("sharing", json!(pot.sharing));
    out.maybe("level", pot.level.map(|level| level.to_string()));
    Value::Object(out.0)
}
