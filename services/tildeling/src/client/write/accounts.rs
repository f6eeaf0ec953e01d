//! The State's accounts as files.

use contract::v1;
use domain::calendar::{Clock, SystemClock};
use interchange::ledger::{self, Line, Mapping, Summary, saft};
use interchange::table::csv::Dialect;
use interchange::table::{self, Row};

use super::{Export, columns};
use crate::client::feed::{Rows, feed};
use crate::client::told;
use crate::export::{self, Agency, in_ore};

impl Export {
    /// Writes the entries of the State's accounts.
    async fn entries<T: Send + 'static>(
        &self,
        write: impl FnOnce(Rows<ledger::Posting>) -> anyhow::Result<T> + Send + 'static,
    ) -> anyhow::Result<T> {
        let request = v1::ExportPostingsRequest {
            parent: self.call.clone(),
        };
        let stream = self.session.finance().export_postings(request).await;
        let rows = |part: v1::ExportPostingsResponse| {
            let mut all = Vec::new();
            for posting in &part.postings {
                all.extend(export::postings(posting)?);
            }
            Ok(all)
        };
        feed(stream.map_err(told)?.into_inner(), rows, write).await
    }

    pub async fn ledger_csv(&self, map: Option<String>) -> anyhow::Result<u64> {
        let map = columns(map, &Line::LAYOUT, in_ore)?;
        let (out, mapping) = (self.out()?, Mapping::state()?);
        let write = async |snapshot: String| {
            self.entries(move |rows| {
                let (snapshot, map) = (snapshot.as_str(), &map);
                let file = table::File { snapshot, map };
                let mut count = 0;
                let rows = rows.inspect(|_| count += 1);
                ledger::write_csv(out, Dialect::Comma, file, &mapping, rows)?;
                anyhow::Ok(count)
            })
            .await
        };
        self.tied(write).await
    }

    pub async fn saft(&self, agency: Agency) -> anyhow::Result<u64> {
        let write = async |snapshot: String| {
            let today = SystemClock.today();
            let sum = |rows: Rows<ledger::Posting>| {
                let mut period = None;
                let rows = rows.inspect(|row| {
                    if let Ok(posting) = row {
                        let day = posting.date;
                        let (from, to) = period.unwrap_or((day, day));
                        period = Some((day.min(from), day.max(to)));
                    }
                });
                let summary = Summary::of(&Mapping::state()?, rows)?;
                anyhow::Ok((summary, period))
            };
            let (summary, period) = self.entries(sum).await?;
            let period = period.unwrap_or((today, today));
            let header = export::header(&agency, today, period, &snapshot)?;
            let out = self.out()?;
            self.entries(move |rows| {
                saft::write(out, &header, &Mapping::state()?, &summary, rows)?;
                anyhow::Ok(summary.entries)
            })
            .await
        };
        self.tied(write).await
    }
}
