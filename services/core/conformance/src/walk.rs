//! A walk through a scheme's sources, rule book and catalogue.

use std::collections::BTreeSet;
use std::marker::PhantomData;
use std::path::Path;

use chrono::NaiveDate;
use domain::application::claim::Claim;
use domain::assessment::weights;
use domain::findings::{Finding, message_id, sentence};
use domain::grant::Condition;
use domain::rules::RuleValues;
use domain::scheme::{Scheme, message};
use text::{Args, Catalogue, Language};

/// A scheme with its sources.
#[derive(Debug)]
pub struct Walk<S> {
    sources: String,
    finding_prefix: &'static str,
    scheme: PhantomData<S>,
}

impl<S: Scheme> Walk<S> {
    /// Reads the sources of the crate in `folder` (its `CARGO_MANIFEST_DIR`); its findings' codes
    /// begin with `finding_prefix`.
    ///
    /// # Panics
    /// When the sources cannot be read.
    #[must_use]
    pub fn through(folder: &str, finding_prefix: &'static str) -> Self {
        let mut sources = String::new();
        read(&Path::new(folder).join("src"), &mut sources);
        Self {
            sources,
            finding_prefix,
            scheme: PhantomData,
        }
    }

    /// Every code in the sources has its sentence, in three languages, and every sentence its code.
    ///
    /// # Panics
    /// With the codes and sentences that stand alone.
    pub fn every_code_has_its_sentence_and_every_sentence_its_code(&self) {
        let spoken = self.spoken();
        // Building the catalogue checks that the three languages hold the same messages with the
        // same variables.
        let written: BTreeSet<String> = S::messages()
            .ids()
            .filter(|id| !id.starts_with("format-"))
            .map(str::to_owned)
            .collect();
        let missing: Vec<_> = spoken.difference(&written).collect();
        assert!(missing.is_empty(), "no sentence for {missing:?}");
        let idle: Vec<_> = written.difference(&spoken).collect();
        assert!(idle.is_empty(), "nobody says {idle:?}");
        for language in Language::ALL {
            for id in message::ALL {
                let text = S::messages().text(language, id, &Args::new());
                assert!(text.contains(' '), "{language}: {id} is {text:?}");
            }
        }
    }

    /// Every number of the rule book is read by somebody: the scheme, or what all schemes share.
    ///
    /// # Panics
    /// With the first that is not.
    pub fn every_rule_value_is_read_somewhere(&self) {
        let mut sources = self.sources.clone();
        for shared in ["domain", "casework"] {
            let core = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
            read(&core.join(shared).join("src"), &mut sources);
        }
        for entry in S::rules().entries() {
            let read =
                entry.id.starts_with("weight_") || sources.contains(&format!("\"{}\"", entry.id));
            assert!(read, "{} is in rules.toml, but nobody reads it", entry.id);
        }
    }

    /// In every version of the rules the criteria's weights sum to a hundred; no source gives them,
    /// and none is claimed.
    ///
    /// # Panics
    /// With the version whose weights do not.
    pub fn weights_sum_to_a_hundred_in_every_version(&self) {
        let mut versions = 0;
        for rules in self.versions() {
            let Ok(weights) = weights(&S::PROFILE, &rules) else {
                continue;
            };
            versions += 1;
            assert_eq!(weights.values().sum::<i64>(), 100, "{}", rules.date());
        }
        assert!(versions > 0, "no version has all weights");
        for entry in S::rules().entries() {
            assert!(
                !entry.id.starts_with("weight_") || entry.source.is_configurable(),
                "no source gives {}",
                entry.id
            );
        }
    }

    /// The rule values on every day that something came into force.
    fn versions(&self) -> Vec<RuleValues> {
        let dates: BTreeSet<NaiveDate> = S::rules().entries().map(|entry| entry.from).collect();
        dates.into_iter().map(|date| S::rules().on(date)).collect()
    }

    /// The ids of all messages that the code and the profile speak by.
    fn spoken(&self) -> BTreeSet<String> {
        let findings = self
            .sources
            .split('"')
            .filter(|text| text.starts_with(self.finding_prefix));
        let steps = ["ClaimStep::amount(", "ClaimStep::fact("]
            .into_iter()
            .flat_map(|call| self.codes_after(call));
        let conditions = self.codes_after("Condition::new(");
        let mut ids: BTreeSet<String> = message::ALL.map(str::to_owned).into();
        let mut speak = |prefix: &str, codes: &mut dyn Iterator<Item = &str>| {
            let before = ids.len();
            ids.extend(codes.map(|code| message_id(prefix, code)));
            assert!(ids.len() > before, "no code of {prefix} was found");
        };
        speak("finding-", &mut { findings });
        speak("step-", &mut { steps });
        speak("condition-", &mut { conditions });
        let profile = S::PROFILE;
        speak(
            "criterion-",
            &mut profile.criteria.iter().map(|one| one.code),
        );
        speak(
            "indicator-",
            &mut profile.indicators.iter().map(|one| one.code),
        );
        let plans: Vec<_> = self
            .versions()
            .iter()
            .filter_map(|rules| S::frame_plan(rules).ok())
            .flatten()
            .collect();
        speak("sub-frame-", &mut plans.iter().map(|plan| plan.code));
        let classes = plans.iter().flat_map(|plan| plan.priority_classes);
        ids.extend(classes.map(|class| message_id("class-", class)));
        ids
    }

    /// The literals that follow a call that takes a code.
    fn codes_after<'a>(&'a self, call: &'a str) -> impl Iterator<Item = &'a str> {
        self.sources
            .split(call)
            .skip(1)
            .filter_map(|after| after.trim_start().strip_prefix('"'))
            .filter_map(|after| after.split('"').next())
    }
}

/// Every sentence of a case is whole in every language: one whose values are not all given would
/// show as its bare id.
///
/// # Panics
/// With the first that is not.
pub fn require_whole(
    messages: &Catalogue,
    findings: &[Finding],
    claim: &Claim,
    conditions: &[Condition],
) {
    let catalogues = [messages];
    for language in Language::ALL {
        let said = |prefix, code: &str, args: &_| {
            sentence(&catalogues, language, &message_id(prefix, code), args)
        };
        let findings = findings
            .iter()
            .map(|finding| finding.text(&catalogues, language));
        let steps = claim
            .steps
            .iter()
            .map(|step| said("step-", &step.code, &step.args));
        let letter = conditions
            .iter()
            .map(|condition| said("condition-", &condition.code, &condition.args));
        for text in findings.chain(steps).chain(letter) {
            assert!(text.contains(' '), "{language}: {text}");
        }
    }
}

fn read(folder: &Path, text: &mut String) {
    let entries = std::fs::read_dir(folder).expect("the sources can be listed");
    for entry in entries {
        let path = entry.expect("the sources can be listed").path();
        if path.is_dir() {
            read(&path, text);
        } else {
            text.push_str(&std::fs::read_to_string(path).expect("a source is text"));
        }
    }
}
