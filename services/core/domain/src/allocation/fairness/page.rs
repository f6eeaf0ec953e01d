//! The page about an allocation, in the reader's language.

use chrono::Datelike;
use insight::metrics::Mismatch;
use insight::report::{
    Page, Scenario, Stage, Standing, Unit, html, particulars, rule_name, standing,
};
use text::{Catalogue, Language, kroner};

use super::{AlternativeKind, FairnessReport};
use crate::allocation::AllocationState;
use crate::allocation::frame::Run;
use crate::findings::{message_id, sentence};
use crate::money::Money;

/// In which words a page is written.
#[derive(Debug, Clone, Copy)]
pub struct Wording<'a> {
    /// The language.
    pub language: Language,
    /// Catalogues of the titles of sub-frames and kinds: the scheme's catalogue, then the domain's.
    pub catalogues: &'a [&'a Catalogue],
}

impl Wording<'_> {
    fn titled(&self, prefix: &str, code: &str) -> String {
        sentence(
            self.catalogues,
            self.language,
            &message_id(prefix, code),
            &[],
        )
    }
}

impl FairnessReport {
    /// The page: one self-contained HTML document with plots and tables. No person is named on it.
    ///
    /// # Errors
    /// [`Mismatch`] when the amounts sum to more than can be counted.
    pub fn page(&self, wording: &Wording<'_>) -> Result<String, Mismatch> {
        let kinds: Vec<String> = self
            .columns
            .kinds
            .iter()
            .map(|kind| wording.titled("kind-", kind))
            .collect();
        let names: Vec<String> = self
            .alternatives
            .iter()
            .map(|alternative| match &alternative.kind {
                AlternativeKind::Calculated => wording.titled("alternative-", "CALCULATED"),
                AlternativeKind::Rule(rule) => rule_name(rule, wording.language),
            })
            .collect();
        let scenarios: Vec<Scenario<'_>> = names
            .iter()
            .zip(&self.alternatives)
            .map(|(name, alternative)| Scenario {
                name,
                award: &alternative.award,
            })
            .collect();
        let mut about = Vec::from(self.standing(wording.language));
        about.extend(self.about(wording));
        html(&Page {
            stage: self.stage(),
            particulars: &about,
            scenarios: &scenarios,
            ..Page::new(
                &self.subject.title,
                wording.language,
                Unit::Ore,
                self.columns.panel(&self.subject, &kinds),
            )
        })
    }

    fn stage(&self) -> Stage {
        match self.subject.state {
            AllocationState::Draft | AllocationState::Returned => Stage::Calculated,
            AllocationState::Proposed { .. } => Stage::Proposed,
            AllocationState::Approved { .. } => Stage::Approved,
        }
    }

    /// The call, and how far its allocation has come, when, and by whose steps.
    fn standing(&self, language: Language) -> [(String, String); 2] {
        let (proposed_by, approved_by) = match &self.subject.state {
            AllocationState::Draft | AllocationState::Returned => ("", ""),
            AllocationState::Proposed { by } => (by.as_str(), ""),
            AllocationState::Approved {
                proposed_by,
                approved_by,
            } => (proposed_by.as_str(), approved_by.as_str()),
        };
        let day = self.subject.last_step_on;
        // A month is 1–12 and a day 1–31: both fit.
        let small = |part: u32| u8::try_from(part).unwrap_or(u8::MAX);
        let known = Standing {
            stage: self.stage(),
            date: (day.year(), small(day.month()), small(day.day())),
            proposed_by,
            approved_by,
        };
        standing(self.subject.call.as_ref(), &known, language)
    }

    /// Returns what identifies the allocation: rule, budget, engine and run. Of several sub-frames
    /// each has a line of its own.
    fn about(&self, wording: &Wording<'_>) -> Vec<(String, String)> {
        let mut about = self.about_runs(wording);
        about.extend(self.about_decision(wording));
        about
    }

    /// The totals as calculated and as decided, and the hash that an approval names.
    fn about_decision(&self, wording: &Wording<'_>) -> [(String, String); 4] {
        let subject = &self.subject;
        let money = |amount: Money| kroner(amount.ore(), wording.language);
        [
            ("CALCULATED", money(subject.calculated())),
            ("DECIDED", money(subject.decided_sum())),
            ("ADJUSTED", subject.adjusted().to_string()),
            ("DECISION_HASH", subject.decision_hash.clone()),
        ]
        .map(|(code, value)| (wording.titled("about-", code), value))
    }

    fn about_runs(&self, wording: &Wording<'_>) -> Vec<(String, String)> {
        let facts =
            |run: &Run| particulars(&run.scenario, &run.result, Unit::Ore, wording.language);
        if let [(_, run)] = self.subject.runs.as_slice() {
            return facts(run);
        }
        let line = |(code, run): &(String, Run)| {
            let said = facts(run).into_iter();
            let said = said.map(|(label, value)| format!("{label}: {value}"));
            let said: Vec<String> = said.collect();
            (wording.titled("sub-frame-", code), said.join(" · "))
        };
        self.subject.runs.iter().map(line).collect()
    }
}
