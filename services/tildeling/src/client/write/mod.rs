//! The files of `tildeling export`.

mod accounts;
mod published;

use std::fs::File;
use std::io::{BufWriter, Write};

use contract::v1;
use interchange::reconciliation::Reconciled;
use interchange::state_aid::AidRow;
use interchange::table::csv::Dialect;
use interchange::table::{self, ColumnMap, Layout, Row};
use interchange::{awards, payments};
use tonic::Streaming;

pub use published::{OpenForm, titles};

use super::feed::{Rows, feed};
use super::{state_aid, told};
use crate::export::{self, Scope, in_kroner, in_ore};
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

    async fn stream_awards(
        &self,
        sums_only: bool,
    ) -> anyhow::Result<Streaming<v1::ExportAwardsResponse>> {
        let request = v1::ExportAwardsRequest {
            parent: self.call.clone(),
            sums_only,
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
        feed(self.stream_awards(true).await?, rows, write).await
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

    /// Writes the rows of the payments.
    async fn payment_rows(
        &self,
        include_paid: bool,
        write: impl FnOnce(Rows<payments::Payment>) -> anyhow::Result<u64> + Send + 'static,
    ) -> anyhow::Result<u64> {
        let rows = |part: v1::ExportPaymentsResponse| {
            let payments = part.payments.iter();
            payments
                .map(|payment| export::payment(&self.scope, payment))
                .collect()
        };
        feed(self.stream_payments(include_paid).await?, rows, write).await
    }

    pub async fn payments_csv(
        &self,
        include_paid: bool,
        map: Option<String>,
    ) -> anyhow::Result<u64> {
        let map = columns(map, &payments::Payment::LAYOUT, in_kroner)?;
        let out = self.out()?;
        let write = async |snapshot: String| {
            self.payment_rows(include_paid, move |rows| {
                let (snapshot, map) = (snapshot.as_str(), &map);
                table::csv::write(out, Dialect::Semicolon, table::File { snapshot, map }, rows)
            })
            .await
        };
        self.tied(write).await
    }

    pub async fn payments_parquet(&self, include_paid: bool) -> anyhow::Result<u64> {
        let mut out = self.out()?;
        let write = async |snapshot: String| {
            self.payment_rows(include_paid, move |rows| {
                let count = interchange::parquet::write(&mut out, &snapshot, rows)?;
                out.flush()?;
                anyhow::Ok(count)
            })
            .await
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

    /// Writes the work list on state aid.
    pub async fn state_aid(&self, map: Option<String>) -> anyhow::Result<u64> {
        let map = columns(map, &AidRow::LAYOUT, in_kroner)?;
        let out = self.out()?;
        let write = async |snapshot: String| {
            let awards = state_aid::read(&self.session, &self.call).await?;
            let rows = awards.iter();
            let rows = rows.map(|award| export::state_aid(&self.scope, award));
            let (snapshot, map) = (snapshot.as_str(), &map);
            table::csv::write(out, Dialect::Semicolon, table::File { snapshot, map }, rows)
        };
        self.tied(write).await
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
