//! Letters: all are dispatched, and one of each kind is written to a file.

use std::collections::BTreeMap;
use std::fs;

use super::{Play, Written, each};
use crate::client;
use crate::demo::year::Year;

impl<Y: Year> Play<Y> {
    /// Dispatches the year's letters and writes one of each kind.
    pub(super) async fn send_letters(&mut self, written: &[Written<Y>]) -> anyhow::Result<()> {
        let names = written.iter().map(|(_, name)| name);
        let lists = each(names, |name| client::decisions(&self.handler, name)).await?;
        let decisions: Vec<_> = lists.into_iter().flatten().collect();
        client::dispatch(&self.handler, &self.call).await?;
        let mut kinds = BTreeMap::new();
        for decision in &decisions {
            kinds
                .entry(decision.kind().as_str_name())
                .or_insert(decision);
        }
        fs::create_dir_all(&self.letters)?;
        for (kind, decision) in kinds {
            let (_, pdf) = client::letter(&self.handler, &decision.name, "").await?;
            let kind = kind.trim_start_matches("DECISION_KIND_").to_lowercase();
            fs::write(self.letters.join(format!("{kind}.pdf")), pdf)?;
            self.played.letters_written += 1;
        }
        self.played.letters = decisions.len();
        Ok(())
    }
}
