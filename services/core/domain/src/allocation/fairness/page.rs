//! The page about an allocation, in the reader's language.

use insight::metrics::Mismatch;
use insight::report::{Page, Scenario, Unit, html, particulars, rule_name};
use text::{Catalogue, Language};

use super::{AlternativeKind, FairnessReport};
use crate::allocation::frame::Run;
use crate::findings::{message_id, sentence};

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
        let about = self.about(wording);
        html(&Page {
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

    /// Returns what identifies the allocation: rule, budget, engine and run. Of several sub-frames
    /// each has a line of its own.
    fn about(&self, wording: &Wording<'_>) -> Vec<(String, String)> {
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
