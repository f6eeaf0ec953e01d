//! Reports are accepted: by one person, or by two where the grant is large.

use anyhow::Context;
use contract::v1;

use super::{Play, refused_for, told};
use crate::demo::year::Year;

/// The code of a report that one person must recommend before another accepts it.
const NOT_RECOMMENDED: &str = "REPORT_NOT_RECOMMENDED";

impl<Y: Year> Play<Y> {
    /// Accepts a report as a whole. Where two persons must, one recommends it and another accepts.
    pub(super) async fn accept_report(&self, name: String, etag: String) -> anyhow::Result<()> {
        let mut request = v1::AcceptReportRequest {
            name,
            etag,
            goal_assessment: "Målene er i hovedsak nådd. Generert vurdering.".to_owned(),
            lines: Vec::new(),
        };
        let alone = self
            .handler
            .reporting()
            .accept_report(request.clone())
            .await;
        let Err(refused) = alone else {
            return Ok(());
        };
        if !refused_for(&refused, NOT_RECOMMENDED) {
            return Err(told(refused));
        }
        let recommend = v1::RecommendReportRequest {
            name: request.name.clone(),
            etag: request.etag.clone(),
            goal_assessment: request.goal_assessment.clone(),
            lines: Vec::new(),
        };
        let answer = self.handler.reporting().recommend_report(recommend).await;
        let recommended = answer.map_err(told)?.into_inner().report;
        request.etag = recommended.context("no report in the answer")?.etag;
        let accepted = self.colleague.reporting().accept_report(request).await;
        accepted.map_err(told)?;
        Ok(())
    }
}
