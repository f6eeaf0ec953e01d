//! The files of `tildeling export`.

use std::fs::File;
use std::io::{BufWriter, Write};

use anyhow::Context;
use contract::v1;
use domain::calendar::{Clock, SystemClock};
use interchange::cloud_events::{self, Content};
use interchange::ledger::{self, Line, Mapping, Summary, saft};
use interchange::reconciliation::Reconciled;
use interchange::table::csv::Dialect;
use interchange::table::{self, ColumnMap, Layout, Row};
use interchange::{awards, payments, three_sixty};
use tonic::Streaming;

use super::feed::{Rows, feed};
use super::told;
use crate::export::{self, Agency, INDICATOR_COLUMNS, Scope, Titles, in_kroner, in_ore};
use crate::session::Session;

/// An export of a call to a file.
pub struct Export {
    session: Session,
    call: String,
    scope: Scope,
    file: File,
}

/// Returns the columns of a map, or those of the table.
fn columns(
    map: Option<String>,
    layout: &Layout,
    own: fn(&Layout) -> ColumnMap,
) -> anyhow::Result<ColumnMap> {
    match map {
        Some(toml) => Ok(ColumnMap::parse(&toml, layout)?),
        None => Ok(own(layout)),
    }
}

impl Export {
    /// An export by a session.
    ///
    /// # Errors
    /// The file cannot be shared with the writer's thread.
    pub fn new(session: Session, call: &str, file: &File) -> anyhow::Result<Self> {
        Ok(Self {
            session,
            call: call.to_owned(),
            scope: Scope::of(call),
            file: file.try_clone()?,
        })
    }

    fn out(&self) -> anyhow::Result<BufWriter<File>> {
        Ok(BufWriter::new(self.file.try_clone()?))
    }

    /// Returns the number of the newest posting.
    async fn newest(&self) -> anyhow::Result<i64> {
        let request = v1::GetBudgetRequest {
            parent: self.call.clone(),
            ..v1::GetBudgetRequest::default()
        };
        let budget = self.session.finance().get_budget(request).await;
        Ok(budget.map_err(told)?.into_inner().newest_posting)
    }

    /// Writes a file while the money stands still, under the snapshot's id.
    async fn tied<T>(
        &self,
        write: impl AsyncFnOnce(String) -> anyhow::Result<T>,
    ) -> anyhow::Result<T> {
        let before = self.newest().await?;
        let written = write(export::snapshot(&self.scope, before)).await?;
        anyhow::ensure!(
            self.newest().await? == before,
            "money moved while the file was written; write it again"
        );
        Ok(written)
    }

    async fn stream_awards(&self) -> anyhow::Result<Streaming<v1::ExportAwardsResponse>> {
        let request = v1::ExportAwardsRequest {
            parent: self.call.clone(),
        };
        let stream = self.session.finance().export_awards(request).await;
        Ok(stream.map_err(told)?.into_inner())
    }

    /// Writes the rows of the awards.
    async fn awards(
        &self,
        write: impl FnOnce(Rows<awards::Award>) -> anyhow::Result<u64> + Send + 'static,
    ) -> anyhow::Result<u64> {
        let rows = |part: v1::ExportAwardsResponse| {
            let rows = pairs(&part)?.map(|(award, money)| export::award(&self.scope, award, money));
            rows.collect()
        };
        feed(self.stream_awards().await?, rows, write).await
    }

    pub async fn awards_csv(&self, map: Option<String>) -> anyhow::Result<u64> {
        let map = columns(map, &awards::Award::LAYOUT, in_ore)?;
        let out = self.out()?;
        let write = async |snapshot: String| {
            self.awards(move |rows| {
                let (snapshot, map) = (snapshot.as_str(), &map);
                table::csv::write(out, Dialect::Comma, table::File { snapshot, map }, rows)
            })
            .await
        };
        self.tied(write).await
    }

    pub async fn awards_xlsx(&self, map: Option<String>) -> anyhow::Result<u64> {
        let map = columns(map, &awards::Award::LAYOUT, in_kroner)?;
        let mut out = self.out()?;
        let write = async |snapshot: String| {
            self.awards(move |rows| {
                let (snapshot, map) = (snapshot.as_str(), &map);
                let count = table::xlsx::write(&mut out, table::File { snapshot, map }, rows)?;
                out.flush()?;
                anyhow::Ok(count)
            })
            .await
        };
        self.tied(write).await
    }

    #[cfg(feature = "parquet")]
    pub async fn awards_parquet(&self) -> anyhow::Result<u64> {
        let mut out = self.out()?;
        let write = async |snapshot: String| {
            self.awards(move |rows| {
                let count = interchange::parquet::write(&mut out, &snapshot, rows)?;
                out.flush()?;
                anyhow::Ok(count)
            })
            .await
        };
        self.tied(write).await
    }

    async fn stream_payments(
        &self,
        include_paid: bool,
    ) -> anyhow::Result<Streaming<v1::ExportPaymentsResponse>> {
        let request = v1::ExportPaymentsRequest {
            parent: self.call.clone(),
            include_paid,
        };
        let stream = self.session.finance().export_payments(request).await;
        Ok(stream.map_err(told)?.into_inner())
    }

    pub async fn payments(&self, include_paid: bool) -> anyhow::Result<u64> {
        let stream = self.stream_payments(include_paid).await?;
        let out = self.out()?;
        let rows = |part: v1::ExportPaymentsResponse| {
            let payments = part.payments.iter();
            let objects = payments.map(|payment| export::payment_json(&self.scope, payment));
            Ok(objects.collect::<Vec<_>>())
        };
        feed(stream, rows, |objects| export::write_array(out, objects)).await
    }

    pub async fn payments_csv(
        &self,
        include_paid: bool,
        map: Option<String>,
    ) -> anyhow::Result<u64> {
        let map = columns(map, &payments::Payment::LAYOUT, in_kroner)?;
        let out = self.out()?;
        let rows = |part: v1::ExportPaymentsResponse| {
            let payments = part.payments.iter();
            payments
                .map(|payment| export::payment(&self.scope, payment))
                .collect()
        };
        let write = async |snapshot: String| {
            let stream = self.stream_payments(include_paid).await?;
            let write = move |rows: Rows<payments::Payment>| {
                let (snapshot, map) = (snapshot.as_str(), &map);
                table::csv::write(out, Dialect::Semicolon, table::File { snapshot, map }, rows)
            };
            feed(stream, rows, write).await
        };
        self.tied(write).await
    }

    /// Writes a month of the bank against the ledger.
    ///
    /// # Errors
    /// Those of the service and of the output.
    pub async fn reconciliation(&self, month: &str, map: Option<String>) -> anyhow::Result<u64> {
        let map = &columns(map, &Reconciled::LAYOUT, in_kroner)?;
        let request = v1::GetReconciliationRequest {
            parent: self.call.clone(),
            month: month.to_owned(),
        };
        let answer = self.session.finance().get_reconciliation(request).await;
        let rows = export::reconciled(&self.scope, month, answer.map_err(told)?.into_inner());
        let rows = rows.into_iter().map(anyhow::Ok);
        let file = table::File {
            snapshot: month,
            map,
        };
        table::csv::write(self.out()?, Dialect::Semicolon, file, rows)
    }

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

    pub async fn open_data(&self, agency: Agency) -> anyhow::Result<u64> {
        let titles = titles(&self.session, &self.call).await?;
        let out = self.out()?;
        let write = async |snapshot: String| {
            let package = export::package(&agency, &titles, &snapshot, SystemClock.now())?;
            let rows = |part: v1::ExportAwardsResponse| {
                let rows = pairs(&part)?.map(|(award, money)| export::grant(&titles, award, money));
                rows.collect()
            };
            let write = move |rows: Rows<three_sixty::Grant>| {
                let published = three_sixty::write_json(out, &package, rows)?;
                anyhow::Ok(published.grants)
            };
            feed(self.stream_awards().await?, rows, write).await
        };
        self.tied(write).await
    }

    pub async fn events(&self) -> anyhow::Result<u64> {
        let request = v1::WatchEventsRequest {
            parent: self.call.clone(),
            after_cursor: 0,
            follow: false,
        };
        let stream = self.session.events().watch_events(request).await;
        let rows = |part: v1::WatchEventsResponse| part.events.iter().map(export::event).collect();
        let source = format!("/schemes/{}", self.scope.scheme);
        let mut out = self.out()?;
        let write = move |events: Rows<domain::event::Event>| {
            let mut count = 0;
            for event in events {
                cloud_events::write(&mut out, &event?, &source, Content::Reference)?;
                writeln!(out)?;
                count += 1;
            }
            out.flush()?;
            anyhow::Ok(count)
        };
        feed(stream.map_err(told)?.into_inner(), rows, write).await
    }

    pub async fn indicators(&self) -> anyhow::Result<u64> {
        let request = v1::SumIndicatorsRequest {
            parent: self.call.clone(),
        };
        let sums = self.session.reporting().sum_indicators(request).await;
        let sums = sums.map_err(told)?.into_inner().sums;
        let mut csv = csv::Writer::from_writer(self.out()?);
        csv.write_record(INDICATOR_COLUMNS)?;
        for sum in &sums {
            csv.write_record(export::indicator_record(&self.scope, sum))?;
        }
        csv.flush()?;
        Ok(u64::try_from(sums.len())?)
    }
}

/// Returns each award with its money.
fn pairs(
    part: &v1::ExportAwardsResponse,
) -> anyhow::Result<impl Iterator<Item = (&v1::Award, &v1::AwardMoney)>> {
    anyhow::ensure!(
        part.awards.len() == part.money.len(),
        "the service answers awards without their money"
    );
    Ok(part.awards.iter().zip(&part.money))
}

/// Reads the titles of a call and its scheme.
///
/// # Errors
/// The service's refusals.
pub async fn titles(session: &Session, call: &str) -> anyhow::Result<Titles> {
    let request = v1::GetCallRequest {
        name: call.to_owned(),
    };
    let found = session.scheme().get_call(request).await.map_err(told)?;
    let call = found.into_inner().call.context("no call in the answer")?;
    let request = v1::GetSchemeRequest {
        name: format!("schemes/{}", Scope::of(&call.name).scheme),
        ..v1::GetSchemeRequest::default()
    };
    let found = session.scheme().get_scheme(request).await.map_err(told)?;
    let scheme = found
        .into_inner()
        .scheme
        .context("no scheme in the answer")?;
    Ok(Titles {
        scheme: scheme.title,
        call: call.title,
    })
}
