//! The run hash: SHA-256 over the engine's version and everything an allocation depends on.
//!
//! Every field goes in with its name's place in a fixed order and its length, so that no two different inputs can give the
//! same bytes; applicants go in the canonical order of their ids, so that the order of a file never matters. The scenario's
//! JSON text has no part in it: `1`, `1.0` and `2/2` are the same number.

use crate::prepare::Prepared;
use crate::scenario::{Applicant, Damping, FETCHED, FloorsCut, PaidBy, Rule, Scenario, fetch};
use sha2::{Digest, Sha256};

/// Writes typed values into a digest, unambiguously.
#[derive(Default)]
struct Canon {
    digest: Sha256,
    /// Bytes on their way: a digest takes few large pieces faster than many small ones.
    waiting: Vec<u8>,
}

/// How many bytes wait before the digest gets them.
const PIECE: usize = 1 << 14;

impl Canon {
    fn put(&mut self, bytes: &[u8]) {
        self.waiting.extend_from_slice(bytes);
        if self.waiting.len() >= PIECE {
            self.digest.update(&self.waiting);
            self.waiting.clear();
        }
    }

    /// The hash in lower-case hexadecimal.
    fn finish(mut self) -> String {
        self.digest.update(&self.waiting);
        crate::draw::hex(&self.digest.finalize())
    }

    fn bytes(&mut self, bytes: &[u8]) {
        self.put(&(bytes.len() as u64).to_be_bytes());
        self.put(bytes);
    }

    fn text(&mut self, text: &str) {
        self.bytes(text.as_bytes());
    }

    fn number(&mut self, number: i64) {
        self.put(&number.to_be_bytes());
    }

    fn maybe(&mut self, number: Option<i64>) {
        self.put(&[u8::from(number.is_some())]);
        self.number(number.unwrap_or_default());
    }

    fn maybe_text(&mut self, text: Option<&str>) {
        self.put(&[u8::from(text.is_some())]);
        self.text(text.unwrap_or_default());
    }

    fn path(&mut self, path: &[String]) {
        self.put(&(path.len() as u64).to_be_bytes());
        for part in path {
            self.text(part);
        }
    }
}

/// The hash of a run, in lower-case hexadecimal.
pub(crate) fn run_hash(prepared: &Prepared<'_>) -> String {
    let mut canon = Canon::default();
    canon.text(crate::ENGINE_VERSION);
    rules(&mut canon, prepared.scenario);
    canon.number(i64::try_from(prepared.lines.len()).unwrap_or(i64::MAX));
    for lines in prepared.lines.chunks(FETCHED) {
        fetch(lines.iter().map(|line| line.applicant));
        for line in lines {
            asked(&mut canon, line.applicant);
            bounded(&mut canon, line.applicant);
        }
    }
    canon.finish()
}

impl Scenario {
    /// The hash of the frozen inputs: who applied for what, and how it was assessed. Bounds, quotas, rule and budget, which a
    /// simulation may vary, have no part in it.
    #[must_use]
    pub fn inputs_hash(&self) -> String {
        let mut applicants: Vec<&Applicant> = self.applicants.iter().collect();
        applicants.sort_by(|a, b| crate::draw::compare_ids(&a.id, &b.id));
        let mut canon = Canon::default();
        for scale in [self.scale.amount, self.scale.weight, self.scale.score] {
            canon.number(scale);
        }
        applicants
            .into_iter()
            .for_each(|applicant| asked(&mut canon, applicant));
        canon.finish()
    }
}

/// What an applicant brings and how it was assessed.
fn asked(canon: &mut Canon, a: &Applicant) {
    canon.text(&a.id);
    canon.number(a.claim);
    for number in [
        a.score,
        a.last_year,
        a.committed,
        a.notified,
        a.inhabitants,
        a.year.map(i64::from),
    ] {
        canon.maybe(number);
    }
    canon.path(&a.group);
    canon.maybe_text(a.concern.as_deref());
    canon.maybe_text(a.tie_key.as_deref());
}

/// What a rule makes of an applicant.
fn bounded(canon: &mut Canon, a: &Applicant) {
    for number in [a.weight, a.min, a.max, a.headroom, a.useful_minimum] {
        canon.maybe(number);
    }
    canon.number(a.class().into());
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
    canon.number(i64::try_from(scenario.yearly_ceilings.len()).unwrap_or(i64::MAX));
    for ceiling in &scenario.yearly_ceilings {
        canon.number(*ceiling);
    }
    canon.number(i64::try_from(scenario.groups.len()).unwrap_or(i64::MAX));
    let mut groups: Vec<_> = scenario.groups.iter().collect();
    groups.sort_by(|a, b| a.path.cmp(&b.path));
    for quota in groups {
        canon.path(&quota.path);
        canon.maybe(quota.min);
        canon.maybe(quota.max);
    }
    canon.number(i64::try_from(scenario.reserved.len()).unwrap_or(i64::MAX));
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
        Some(Damping::Collar { down, up }) => {
            canon.text("collar");
            canon.maybe(down.map(i64::from));
            canon.maybe(up.map(i64::from));
        }
        Some(Damping::GrowthGuarantee { below, paid_by }) => {
            canon.text("growth_guarantee");
            canon.number(below);
            canon.number(i64::from(matches!(paid_by, PaidBy::Everyone)));
        }
        Some(Damping::FloorThenScale { down }) => {
            canon.text("floor_then_scale");
            canon.number(down.into());
        }
    }
}
