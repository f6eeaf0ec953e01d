//! The run hash: SHA-256 over the engine's version, the rules, and one hash for each applicant.
//!
//! Every field goes in with its name's place in a fixed order and its length, so that no two
//! different inputs can give the same bytes; applicants go in the canonical order of their ids, so
//! that the order of a file never matters. The scenario's JSON text has no part in it: `1`, `1.0`
//! and `2/2` are the same number. An applicant goes in as the hash of all that was known about it,
//! so that the one that knows that can compute its part of the run again.

use crate::scenario::{Applicant, Collar, Damping, FloorsCut, PaidBy, Rule, Scenario};
use crate::units::{Amount, Score, Weight};
use sha2::{Digest, Sha256};

/// The engine's version: part of every run hash, raised whenever a result could differ.
pub const ENGINE_VERSION: &str = concat!("tildeling-allocation/", env!("CARGO_PKG_VERSION"));

/// Writes typed values, unambiguously.
#[derive(Default)]
struct Canon(Vec<u8>);

impl Canon {
    fn put(&mut self, bytes: &[u8]) {
        self.0.extend_from_slice(bytes);
    }

    fn text(&mut self, text: &str) {
        self.count(text.len());
        self.put(text.as_bytes());
    }

    fn count(&mut self, count: usize) {
        self.put(&(count as u64).to_be_bytes());
    }

    fn number(&mut self, number: impl Into<i64>) {
        self.put(&number.into().to_be_bytes());
    }

    fn maybe(&mut self, number: Option<impl Into<i64>>) {
        self.numbers([number.map(Into::into)]);
    }

    /// One bit for each, whether it is there, and those that are.
    fn numbers<const COUNT: usize>(&mut self, numbers: [Option<i64>; COUNT]) {
        const { assert!(COUNT <= 8) };
        let there = |bits: u8, number: &Option<i64>| bits << 1 | u8::from(number.is_some());
        self.put(&[numbers.iter().fold(0, there)]);
        for number in numbers.into_iter().flatten() {
            self.number(number);
        }
    }

    fn maybe_text(&mut self, text: Option<&str>) {
        self.put(&[u8::from(text.is_some())]);
        if let Some(text) = text {
            self.text(text);
        }
    }

    fn path(&mut self, path: &[String]) {
        self.count(path.len());
        for part in path {
            self.text(part);
        }
    }
}

/// Returns the hash of a run, in lower-case hexadecimal. `order` gives the places of the applicants
/// in the canonical order of their ids.
pub(crate) fn run_hash(scenario: &Scenario, order: impl Iterator<Item = usize>) -> String {
    let mut canon = Canon::default();
    canon.text(ENGINE_VERSION);
    rules(&mut canon, scenario);
    canon.count(scenario.applicants.len());
    let mut digest = Sha256::new_with_prefix(&canon.0);
    // In the order they lie in memory, and put in order afterwards.
    let own = |applicant: &Applicant| -> [u8; 32] {
        canon.0.clear();
        asked(&mut canon, applicant);
        bounded(&mut canon, applicant);
        Sha256::digest(&canon.0).into()
    };
    let own: Vec<[u8; 32]> = scenario.applicants.iter().map(own).collect();
    for place in order {
        digest.update(own[place]);
    }
    crate::draw::hex(&digest.finalize())
}

impl Scenario {
    /// The hash of the frozen inputs: who applied for what, and how it was assessed. Bounds,
    /// quotas, rule and budget, which a simulation may vary, have no part in it.
    #[must_use]
    pub fn inputs_hash(&self) -> String {
        let mut applicants: Vec<&Applicant> = self.applicants.iter().collect();
        applicants.sort_by(|a, b| crate::draw::compare_ids(&a.id, &b.id));
        let mut digest = Sha256::new();
        let mut canon = Canon::default();
        for scale in [self.scale.amount, self.scale.weight, self.scale.score] {
            canon.number(scale);
        }
        for applicant in applicants {
            asked(&mut canon, applicant);
            digest.update(&canon.0);
            canon.0.clear();
        }
        digest.update(&canon.0);
        crate::draw::hex(&digest.finalize())
    }
}

/// Writes the claim of an applicant and its assessment.
fn asked(canon: &mut Canon, a: &Applicant) {
    canon.text(&a.id);
    canon.number(a.claim);
    canon.numbers([
        a.score.map(Score::get),
        a.last_year.map(Amount::get),
        a.committed.map(Amount::get),
        a.notified.map(Amount::get),
        a.inhabitants,
        a.year.map(i64::from),
    ]);
    canon.path(&a.group);
    canon.maybe_text(a.concern.as_deref());
    canon.maybe_text(a.tie_key.as_deref());
}

/// Writes the bounds that the rule takes from an applicant.
fn bounded(canon: &mut Canon, a: &Applicant) {
    canon.numbers([
        a.weight.map(Weight::get),
        a.min.map(Amount::get),
        a.max.map(Amount::get),
        a.headroom.map(Amount::get),
        a.useful_minimum.map(Amount::get),
    ]);
    canon.number(a.class());
}

fn rules(canon: &mut Canon, scenario: &Scenario) {
    canon.number(scenario.budget);
    canon.number(scenario.step);
    for scale in [
        scenario.scale.amount,
        scenario.scale.weight,
        scenario.scale.score,
    ] {
        canon.number(scale);
    }
    canon.text(&format!("{:?}", scenario.rounding));
    rule(canon, &scenario.rule);
    canon.maybe(scenario.threshold);
    canon.maybe(scenario.useful_minimum);
    damping(canon, scenario.damping);
    canon.count(scenario.yearly_ceilings.len());
    for ceiling in &scenario.yearly_ceilings {
        canon.number(*ceiling);
    }
    canon.count(scenario.groups.len());
    let mut groups: Vec<_> = scenario.groups.iter().collect();
    groups.sort_by(|a, b| a.path.cmp(&b.path));
    for quota in groups {
        canon.path(&quota.path);
        canon.maybe(quota.min);
        canon.maybe(quota.max);
    }
    canon.count(scenario.reserved.len());
    let mut reserved: Vec<_> = scenario.reserved.iter().collect();
    reserved.sort_by(|a, b| {
        (&a.path, a.amount, &a.released_from).cmp(&(&b.path, b.amount, &b.released_from))
    });
    for frame in reserved {
        canon.path(&frame.path);
        canon.number(frame.amount);
        canon.maybe_text(frame.released_from.as_deref());
    }
    canon.maybe_text(scenario.as_of.as_deref());
    canon.maybe_text(scenario.draw.as_ref().map(|draw| draw.key.as_str()));
    canon.maybe_text(
        scenario
            .draw
            .as_ref()
            .and_then(|draw| draw.commitment.as_deref()),
    );
    canon.maybe(scenario.authority);
    canon.maybe_text(scenario.rules.as_deref());
    canon.maybe_text(
        scenario
            .floors_cut
            .map(|FloorsCut::Proportional| "proportional"),
    );
    canon.maybe(scenario.concern_cap);
    canon.maybe(scenario.phase_in.map(i64::from));
}

fn rule(canon: &mut Canon, rule: &Rule) {
    canon.text(rule.kind());
    match rule {
        Rule::WeightedProportional(by) | Rule::WeightedEqualAwards(by) => {
            canon.text(&format!("{by:?}"))
        }
        Rule::BaseProportional { base } => canon.number(*base),
        Rule::Ranked(tail) => canon.text(&format!("{tail:?}")),
        Rule::Apportionment { method, threshold } => {
            canon.text(&format!("{method:?}"));
            canon.maybe_text(threshold.map(|share| share.to_string()).as_deref());
        }
        Rule::Knapsack
        | Rule::Proportional
        | Rule::ConstrainedEqualAwards
        | Rule::ConstrainedEqualLosses
        | Rule::Talmud => {}
    }
}

fn damping(canon: &mut Canon, damping: Option<Damping>) {
    match damping {
        None => canon.text("none"),
        Some(Damping::Collar(Collar { down, up })) => {
            canon.text("collar");
            canon.maybe(down);
            canon.maybe(up);
        }
        Some(Damping::GrowthGuarantee { below, paid_by }) => {
            canon.text("growth_guarantee");
            canon.number(below);
            canon.number(matches!(paid_by, PaidBy::Everyone));
        }
        Some(Damping::FloorThenScale { down }) => {
            canon.text("floor_then_scale");
            canon.number(down);
        }
    }
}
