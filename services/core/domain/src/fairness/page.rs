//! The page about an allocation, in the reader's language.

use allocation::metrics::Mismatch;
use allocation::report::{Page, Scenario, Unit, html, particulars, rule_name};
use allocation::text::{Catalogue, Language};

use super::{AlternativeKind, FairnessReport};
use crate::findings::{message_id, sentence};

/// In which words a page is written.
#[derive(Debug, Clone, Copy)]
pub struct Wording<'a> {
    /// The language.
    pub language: Language,
    /// Where the titles of sub-frames and kinds stand: the scheme's catalogue, then the domain's.
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
    /// The page: one self-contained HTML document with plots and tables. Nobody is named on it.
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

    /// What identifies the allocation: rule, budget and run of each sub-frame, named where there are several.
    fn about(&self, wording: &Wording<'_>) -> Vec<(String, String)> {
        let several = self.subject.runs.len() > 1;
        let of_run = |(code, run): &(String, crate::frame::Run)| {
            let title = wording.titled("sub-frame-", code);
            let facts = particulars(&run.scenario, &run.result, Unit::Ore, wording.language);
            let named = move |(label, value): (String, String)| {
                let label = if several {
                    format!("{title}: {label}")
                } else {
                    label
                };
                (label, value)
            };
            facts.into_iter().map(named).collect::<Vec<_>>()
        };
        self.subject.runs.iter().flat_map(of_run).collect()
    }
}
