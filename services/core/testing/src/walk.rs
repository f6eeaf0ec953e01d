//! A walk through a scheme's sources, rule book and catalogue.

use std::collections::BTreeSet;
use std::marker::PhantomData;
use std::path::Path;

use chrono::NaiveDate;
use domain::application::claim::{Claim, LOWER_OF_CALCULATION_AND_REQUEST};
use domain::assessment::weights;
use domain::findings::{Finding, message_id, sentence};
use domain::grant::Condition;
use domain::letter::is_letter_text;
use domain::report::{Blocked, OVERDUE_BLOCKS};
use domain::rules::{APPLICATIONS_MAX, RuleType, RuleValues};
use domain::scheme::{Scheme, message};
use domain::tags::{goals, plan_lines};
use domain::texts;
use text::{Args, Catalogue, Language};

/// The getters of rule values with the types they may be stated as; any where none is named.
const GETTERS: [(&str, &[RuleType]); 13] = [
    ("money", &[RuleType::Money]),
    ("money_row", &[RuleType::MoneyTable]),
    (
        "decimal",
        &[
            RuleType::Decimal,
            RuleType::Integer,
            RuleType::Count,
            RuleType::Share,
        ],
    ),
    ("integer", &[RuleType::Integer, RuleType::Count]),
    ("count", &[RuleType::Count]),
    ("share", &[RuleType::Share]),
    ("basis_points", &[RuleType::Share]),
    ("text", &[RuleType::Text]),
    ("texts", &[RuleType::Texts]),
    ("flag", &[RuleType::Flag]),
    ("set_flag", &[RuleType::Flag]),
    ("table", &[RuleType::Table, RuleType::MoneyTable]),
    ("source", &[]),
];

/// The table of reads: an id there says nothing about who reads it.
const TABLE_OF_READS: &str = "reads.rs";

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
    /// If the sources cannot be read.
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
            .filter(|id| !id.starts_with("format-") && !is_of_letters(id, &spoken))
            .map(str::to_owned)
            .collect();
        let missing: Vec<_> = spoken.difference(&written).collect();
        assert!(missing.is_empty(), "no sentence for {missing:?}");
        let idle: Vec<_> = written.difference(&spoken).collect();
        assert!(idle.is_empty(), "no code says {idle:?}");
        for goal in goals(S::rules()) {
            let id = message_id("goal-", goal);
            assert!(texts::catalogue().has(&id), "no sentence for {id}");
        }
        for language in Language::ALL {
            for id in message::ALL {
                let text = S::messages().text(language, id, &Args::new());
                assert!(text.contains(' '), "{language}: {id} is {text:?}");
            }
        }
    }

    /// Every value of the rule book is read by the scheme or by code that all schemes share.
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
            let read = entry.id.starts_with("weight_")
                || entry.id == APPLICATIONS_MAX
                || sources.contains(&format!("\"{}\"", entry.id));
            assert!(read, "{} is in rules.toml, and no code reads it", entry.id);
        }
    }

    /// Every code of what an overdue report blocks is one that the program knows: a typing error
    /// would block nothing, in silence.
    ///
    /// # Panics
    /// With the first code that is not.
    pub fn overdue_reports_block_what_there_is(&self) {
        let mut values = 0;
        for rules in self.versions() {
            let Ok(blocks) = rules.texts(OVERDUE_BLOCKS) else {
                continue;
            };
            values += 1;
            for code in blocks.value {
                assert!(Blocked::from_code(code).is_some(), "{code} blocks nothing");
            }
        }
        assert!(values > 0, "no version says what an overdue report blocks");
    }

    /// Every rule value that the sources read is stated in the scheme's table of reads, as the type
    /// that the getter reads. The book is held against that table when it is parsed, so that a
    /// wrong id or type cannot reach a running program.
    ///
    /// # Panics
    /// With the first read that is not stated so.
    pub fn every_read_is_stated_with_its_type(&self) {
        let mut reads = 0;
        for (getter, types) in GETTERS {
            let ids = self.read_by(getter).into_iter();
            for id in ids.filter(|id| !id.starts_with("weight_")) {
                reads += 1;
                let stated = S::rules().stated_type(id);
                assert!(
                    stated.is_some_and(|stated| types.is_empty() || types.contains(&stated)),
                    "{id} is read by {getter}, and stated as {stated:?}"
                );
            }
        }
        assert!(reads > 10, "only {reads} reads were found");
    }

    /// The ids that a getter of rule values is called with: literals, and constants of the crate.
    fn read_by<'a>(&'a self, getter: &str) -> Vec<&'a str> {
        let call = format!(".{getter}(");
        let mut ids = Vec::new();
        for (at, _) in self.sources.match_indices(&call) {
            if !self.sources[..at].trim_end().ends_with("rules") {
                continue;
            }
            let after = self.sources[at + call.len()..].trim_start();
            if let Some(literal) = after.strip_prefix('"') {
                ids.extend(literal.split('"').next());
            } else {
                let path = after.split([',', ')']).next().unwrap_or_default();
                let name = path.rsplit("::").next().unwrap_or_default();
                let constant = format!("const {name}: &str = \"");
                // A function may have a constant of its own: the nearest one before the read.
                let near = self.sources[..at].rfind(&constant);
                let value = near
                    .or_else(|| self.sources.find(&constant))
                    .map(|found| &self.sources[found + constant.len()..]);
                ids.extend(value.and_then(|value| value.split('"').next()));
            }
        }
        ids
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
        ids.insert(message_id("step-", LOWER_OF_CALCULATION_AND_REQUEST));
        let duties = self.codes_after("PlannedObligation::new(");
        ids.extend(duties.map(|code| message_id("obligation-", code)));
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
        let plan_lines = plan_lines(S::rules());
        speak("plan-line-", &mut plan_lines.into_iter());
        speak("target-group-", &mut profile.target_groups.iter().copied());
        speak("measure-", &mut profile.measures.iter().copied());
        let plans: Vec<_> = self
            .versions()
            .iter()
            .filter_map(|rules| S::frame_plan(rules).ok())
            .flatten()
            .collect();
        speak("sub-frame-", &mut plans.iter().map(|plan| plan.code));
        let classes = plans.iter().flat_map(|plan| plan.priority_classes);
        ids.extend(classes.map(|class| message_id("class-", class)));
        let lines = profile.budget_lines.iter();
        ids.extend(lines.map(|code| message_id("budget-line-", code)));
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

/// Returns whether a message is one of those a scheme may have for its letters. The table of a
/// condition that the scheme does not have is none.
fn is_of_letters(id: &str, spoken: &BTreeSet<String>) -> bool {
    let of_condition = |code| spoken.contains(&format!("condition-{code}"));
    is_letter_text(id) && id.strip_prefix("letter-table-").is_none_or(of_condition)
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
        } else if path.file_name().is_some_and(|name| name != TABLE_OF_READS) {
            text.push_str(&std::fs::read_to_string(path).expect("a source is text"));
        }
    }
}
