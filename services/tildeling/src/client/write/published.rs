//! Files for the public and for other systems: open data, events, indicators.

use std::io::Write;

use anyhow::Context;
use contract::v1;
use domain::calendar::{Clock, SystemClock};
use interchange::cloud_events::{self, Content};
use interchange::three_sixty;

use super::{Export, pairs};
use crate::client::feed::{Rows, feed};
use crate::client::told;
use crate::export::{self, Agency, IndicatorTable, Scope, Titles};
use crate::session::Session;

/// The forms of open data.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OpenForm {
    /// The package, as JSON.
    Json,
    /// The grants alone, as CSV.
    Csv,
}

impl Export {
    pub async fn open_data(&self, agency: Agency, form: OpenForm) -> anyhow::Result<u64> {
        let titles = titles(&self.session, &self.call).await?;
        let out = self.out()?;
        let write = async |snapshot: String| {
            let package = export::package(&agency, &titles, &snapshot, SystemClock.now())?;
            let rows = |part: v1::ExportAwardsResponse| {
                let rows = pairs(&part)?.map(|(award, money)| export::grant(&titles, award, money));
                rows.collect()
            };
            let write = move |rows: Rows<three_sixty::Grant>| {
                let published = match form {
                    OpenForm::Json => three_sixty::write_json(out, &package, rows)?,
                    OpenForm::Csv => three_sixty::write_csv(out, &package, rows)?,
                };
                anyhow::Ok(published.grants)
            };
            feed(self.stream_awards(false).await?, rows, write).await
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

    pub async fn indicators(&self, by: v1::IndicatorGrouping) -> anyhow::Result<u64> {
        let request = v1::SumIndicatorsRequest {
            parent: self.call.clone(),
            group_by: by.into(),
        };
        let sums = self.session.reporting().sum_indicators(request).await;
        let sums = sums.map_err(told)?.into_inner();
        let mut table = IndicatorTable::new(self.out()?)?;
        let rows = table.write(&self.scope, by, &sums)?;
        table.finish()?;
        Ok(rows)
    }
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
