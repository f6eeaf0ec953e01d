//! The documents of the year: papers that payments wait for, and what goes with a report.

use contract::v1;
use domain::calendar::{Clock, local_date};
use domain::organisation::ApplicantKind;
use domain::scheme::Scheme;

use super::{FormOf, Play};
use crate::client::upload_document;
use crate::demo::year::{Planned, Year};
use crate::export::ore;
use crate::session::Session;

/// The smallest PDF that shows a page.
const PDF: &str = "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n\
    2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n\
    3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\n\
    trailer<</Root 1 0 R>>\n%%EOF\n";

/// The kind of document of results, in schemes that have it.
const RESULTS: &str = "project_report";
/// The kind of document of a fuller report of the auditor, in schemes that have it.
const FULLER: &str = "auditor_report";

/// The auditor of the demonstration.
const AUDITOR: &str = "974760673";

impl<Y: Year> Play<Y> {
    /// Uploads a document to a grant or a report; returns its name.
    pub(super) async fn upload(
        &self,
        by: &Session,
        parent: &str,
        kind: &str,
    ) -> anyhow::Result<String> {
        let name = self.new_name("documents");
        let id = name.rsplit('/').next().unwrap_or_default();
        let document = v1::Document {
            name: format!("{parent}/documents/{id}"),
            kind: kind.to_owned(),
            file_name: format!("{kind}.pdf"),
            media_type: "application/pdf".to_owned(),
            ..v1::Document::default()
        };
        let stored = upload_document(by, document, PDF.as_bytes().to_vec()).await?;
        Ok(stored.name)
    }

    /// Uploads the documents that the payment of a grant waits for, as the case handler got them.
    pub(super) async fn document_payment(&self, grant: &v1::Grant) -> anyhow::Result<()> {
        for document in &grant.payment_documents {
            self.upload(&self.handler, &grant.name, &document.kind)
                .await?;
        }
        Ok(())
    }

    /// Uploads the document of the results of a report that asks for them.
    pub(super) async fn results(
        &self,
        portal: &Session,
        report: &str,
        asked: bool,
    ) -> anyhow::Result<()> {
        if asked && Y::Scheme::PROFILE.document_kinds.contains(&RESULTS) {
            self.upload(portal, report, RESULTS).await?;
        }
        Ok(())
    }

    /// Uploads the documents of the accounts of a report, and writes the certificate on them.
    pub(super) async fn certificate(
        &self,
        portal: &Session,
        planned: &Planned<FormOf<Y>>,
        report: &str,
        accounts: &[v1::AccountLine],
    ) -> anyhow::Result<v1::AuditorCertificate> {
        if Y::Scheme::PROFILE.document_kinds.contains(&FULLER) {
            self.upload(portal, report, FULLER).await?;
        }
        let document = self.upload(portal, report, "auditor_certificate").await?;
        let kind = match planned.applicant.kind {
            ApplicantKind::Municipality => v1::AuditorKind::Municipal,
            ApplicantKind::Foundation
            | ApplicantKind::Company
            | ApplicantKind::VoluntaryOrganisation
            | ApplicantKind::Other => v1::AuditorKind::StateAuthorised,
        };
        let today = local_date(self.clock.now()).to_string();
        let actual = accounts.iter().map(|line| ore(line.actual)).sum();
        Ok(v1::AuditorCertificate {
            auditor_organisation_number: AUDITOR.to_owned(),
            auditor_name: "Revisjonen (generert)".to_owned(),
            auditor_kind: kind.into(),
            standard: "ISRS 4400".to_owned(),
            date: today.clone(),
            period_from_date: today.clone(),
            period_to_date: today,
            amount: Some(v1::Money { ore: actual }),
            findings: String::new(),
            document,
        })
    }
}
