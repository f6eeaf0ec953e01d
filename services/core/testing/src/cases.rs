//! Worked cases, as a case handler can read them. All four schemes write them in one form:
//!
//! ```toml
//! [[case]]
//! name = "The cap holds for each activity"
//! source = "configurable"
//! given.activities = [{ cost = 9_000_000, applied = 7_000_000 }]
//! expect.claim = 5_000_000
//! ```
//!
//! `given` changes a situation that is in order, in the words of the scheme. Amounts are kroner; an
//! amount with øre is text, `"347876.34"`. A case is held against everything that its `expect`
//! names.

use std::fmt::{self, Debug};
use std::marker::PhantomData;

use chrono::NaiveDate;
use domain::application::claim::Claim;
use domain::application::{Draft, Placement};
use domain::call::Call;
use domain::findings::{Finding, Severity};
use domain::money::{Money, Rounding};
use domain::rules::RuleValues;
use domain::scheme::{ApplicantFacts, Case, Scheme};
use rust_decimal::Decimal;
use serde::de::{DeserializeOwned, Error, Visitor};
use serde::{Deserialize, Deserializer};

use crate::plan::Frame;

/// An application with everything the functions of its scheme read.
#[derive(Debug)]
pub struct Scene<S: Scheme> {
    /// The call.
    pub call: Call,
    /// The draft.
    pub draft: Draft<S::Form>,
    /// Facts about the applicant.
    pub facts: ApplicantFacts,
    /// Codes of the attachments.
    pub attachments: Vec<String>,
    /// The day the application is judged.
    pub date: NaiveDate,
    /// The rule values of the call.
    pub rules: RuleValues,
}

impl<S: Scheme> Scene<S> {
    /// The findings of the scheme's rules.
    ///
    /// # Panics
    /// If a rule value is not in force.
    #[must_use]
    pub fn findings(&self) -> Vec<Finding> {
        let case = Case {
            call: &self.call,
            draft: &self.draft,
            facts: &self.facts,
            attachment_kinds: &self.attachments,
            date: self.date,
        };
        S::findings(&case, &self.rules).expect("the rule values are in force")
    }

    /// The claim.
    ///
    /// # Panics
    /// If a rule value is not in force.
    #[must_use]
    pub fn claim(&self) -> Claim {
        S::claim(&self.call, &self.draft, &self.rules).expect("the rule values are in force")
    }
}

/// The part of a case that describes its situation, in the words of a scheme.
pub trait Given: DeserializeOwned + Default {
    /// The scheme.
    type Scheme: Scheme;

    /// The situation as the functions of the scheme read it.
    fn scene(&self) -> Scene<Self::Scheme>;
}

/// An amount in a file of cases: whole kroner, or decimal kroner as text.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Kroner(pub Money);

impl Debug for Kroner {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (kroner, ore) = (self.0.ore() / 100, self.0.ore() % 100);
        if ore == 0 {
            write!(out, "{kroner}")
        } else {
            write!(out, "\"{}\"", self.0.in_kroner())
        }
    }
}

impl<'de> Deserialize<'de> for Kroner {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Amount(PhantomData<()>);
        impl Visitor<'_> for Amount {
            type Value = Kroner;

            fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.write_str("whole kroner, or decimal kroner as text")
            }

            fn visit_i64<E: Error>(self, kroner: i64) -> Result<Kroner, E> {
                Money::try_kroner(kroner).map(Kroner).map_err(E::custom)
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<Kroner, E> {
                let kroner = Decimal::from_str_exact(text).map_err(E::custom)?;
                Money::from_kroner_decimal(kroner, Rounding::Down)
                    .map(Kroner)
                    .map_err(E::custom)
            }
        }
        deserializer.deserialize_any(Amount(PhantomData))
    }
}

/// A file of cases.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, bound = "G: Given")]
struct File<G> {
    case: Vec<Worked<G>>,
}

/// One case.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, bound = "G: Given")]
struct Worked<G> {
    name: String,
    #[serde(default)]
    #[expect(dead_code, reason = "for the reader of the case")]
    source: String,
    #[serde(default)]
    given: G,
    expect: Expect,
}

/// The outcome of a case. What is left out is not looked at; of the lists of findings, one that is
/// left out is empty where another is given.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Expect {
    /// The claim.
    claim: Option<Kroner>,
    /// Every step of the claim that is an amount, in order.
    steps: Option<Vec<(String, Kroner)>>,
    /// Codes of findings that stop the application, in the order of the rules.
    blocking: Option<Vec<String>>,
    /// Codes of findings that stop the decision alone.
    before_decision: Option<Vec<String>>,
    /// Codes of findings that a person should know.
    notices: Option<Vec<String>>,
    /// The place the application competes in.
    placement: Option<Placement>,
    /// The frames of a call's budget.
    frame: Option<Vec<Frame>>,
}

/// Holds the scheme against every case of a file.
///
/// # Panics
/// With all cases that do not hold, and what came out instead.
pub fn hold<G: Given>(text: &str) {
    let file: File<G> = toml::from_str(text).expect("a file of cases");
    let wrong: Vec<String> = file.case.iter().flat_map(Worked::wrong).collect();
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

impl<G: Given> Worked<G> {
    /// The parts that came out otherwise than expected.
    fn wrong(&self) -> Vec<String> {
        let scene = self.given.scene();
        let mut wrong = Vec::new();
        let mut hold = |part: &str, seen: &dyn Debug, expected: &dyn Debug| {
            let (seen, expected) = (format!("{seen:?}"), format!("{expected:?}"));
            if seen != expected {
                let name = &self.name;
                wrong.push(format!("{name}: {part} is {seen}, expected {expected}"));
            }
        };
        if let Some(claim) = &self.expect.claim {
            hold("claim", &Kroner(scene.claim().amount), claim);
        }
        if let Some(steps) = &self.expect.steps {
            let seen = scene.claim().steps.into_iter();
            let seen: Vec<_> = seen
                .filter_map(|step| Some((step.code.into_owned(), Kroner(step.amount?))))
                .collect();
            hold("steps", &seen, steps);
        }
        let lists = [
            ("blocking", Severity::Blocking, &self.expect.blocking),
            (
                "before_decision",
                Severity::BeforeDecision,
                &self.expect.before_decision,
            ),
            ("notices", Severity::Notice, &self.expect.notices),
        ];
        if lists.iter().any(|(.., expected)| expected.is_some()) {
            let found = scene.findings();
            for (part, severity, expected) in lists {
                let seen = found.iter().filter(|finding| finding.severity == severity);
                let seen: Vec<_> = seen.map(|finding| finding.code.as_ref()).collect();
                let expected = expected.as_deref().unwrap_or_default();
                hold(part, &seen, &expected);
            }
        }
        if let Some(placement) = &self.expect.placement {
            let seen = G::Scheme::placement(&scene.draft, &scene.rules);
            hold("placement", &seen.expect("a placement"), placement);
        }
        if let Some(frame) = &self.expect.frame {
            let seen = G::Scheme::frame_plan(&scene.rules).expect("a plan");
            let seen: Vec<_> = seen.iter().map(Frame::of).collect();
            hold("frame", &seen, frame);
        }
        wrong
    }
}
