//! The auditor's certificate on the accounts of a report.

use domain::document::DocumentParent;
use domain::identifiers::{ApplicationId, CallId, DocumentId, OrganisationNumber, ReportId};
use domain::report::{AuditorKind, Certificate};
use domain::violations::Violations;

use crate::names::{ReportDocumentName, ReportName, ResourceName};
use crate::outward::Outward;
use crate::{SchemeContract, inward, money, v1};

/// The longest findings.
const FINDINGS_CHARACTERS_MAX: usize = 20_000;

/// The longest name of a standard.
const STANDARD_CHARACTERS_MAX: usize = 100;

/// Reads a certificate; none where it is not set. The outer `None` is a fault.
pub(crate) fn certificate(
    faults: &mut Violations,
    from: Option<v1::AuditorCertificate>,
    report: Option<&ReportName>,
) -> Option<Option<Certificate>> {
    let Some(from) = from else {
        return Some(None);
    };
    faults.within("certificate", |faults| {
        let kind = inward::choice(faults, "auditor_kind", from.auditor_kind, kind);
        let organisation = organisation(faults, &from, kind);
        let name = faults.line("auditor_name", &from.auditor_name, 200);
        let standard = faults.line("standard", &from.standard, STANDARD_CHARACTERS_MAX);
        let date = faults.date("date", &from.date);
        let period_from = faults.date("period_from_date", &from.period_from_date);
        let period_to = faults.date("period_to_date", &from.period_to_date);
        let period = period_from.zip(period_to);
        let period = period.and_then(|(from, to)| faults.ordered(from, "period_to_date", to));
        let amount = money::required(faults, "amount", from.amount);
        let findings = faults.optional_text("findings", &from.findings, FINDINGS_CHARACTERS_MAX);
        let document = document(faults, &from.document, report);
        let (period_from, period_to) = period?;
        Some(Some(Certificate {
            organisation: organisation?,
            name: name?,
            kind: kind?,
            standard: standard?,
            date: date?,
            period_from,
            period_to,
            amount: amount?,
            findings: findings?,
            document: document?,
        }))
    })
}

/// An independent person is no organisation; every other auditor is one. The outer `None` is a
/// fault.
fn organisation(
    faults: &mut Violations,
    from: &v1::AuditorCertificate,
    kind: Option<AuditorKind>,
) -> Option<Option<OrganisationNumber>> {
    const FIELD: &str = "auditor_organisation_number";
    let number = &from.auditor_organisation_number;
    match kind {
        Some(AuditorKind::IndependentPerson) if number.is_empty() => Some(None),
        Some(AuditorKind::IndependentPerson) => {
            faults.add(
                FIELD,
                "must be empty: an independent person is no organisation",
            );
            None
        }
        Some(_) => faults.parse(FIELD, number).map(Some),
        // The kind has a fault; the number is read as far as it can be.
        None => faults.parse_optional(FIELD, number),
    }
}

fn document(
    faults: &mut Violations,
    text: &str,
    report: Option<&ReportName>,
) -> Option<DocumentId> {
    let name: ReportDocumentName = faults.parse("document", text)?;
    let of = ReportName {
        scheme: name.scheme().to_owned(),
        call: name.call.clone(),
        grant: name.grant,
        report: name.report.clone(),
    };
    // Without a name of the report the fault stands there.
    if report.is_none_or(|report| *report == of) {
        return Some(name.document);
    }
    faults.add(
        "document",
        "is a document of another report; upload the certificate to this one",
    );
    None
}

fn kind(kind: v1::AuditorKind) -> Option<AuditorKind> {
    match kind {
        v1::AuditorKind::Unspecified => None,
        v1::AuditorKind::Municipal => Some(AuditorKind::Municipal),
        v1::AuditorKind::StateAuthorised => Some(AuditorKind::StateAuthorised),
        v1::AuditorKind::Registered => Some(AuditorKind::Registered),
        v1::AuditorKind::IndependentPerson => Some(AuditorKind::IndependentPerson),
    }
}

impl From<AuditorKind> for v1::AuditorKind {
    fn from(kind: AuditorKind) -> Self {
        match kind {
            AuditorKind::Municipal => v1::AuditorKind::Municipal,
            AuditorKind::StateAuthorised => v1::AuditorKind::StateAuthorised,
            AuditorKind::Registered => v1::AuditorKind::Registered,
            AuditorKind::IndependentPerson => v1::AuditorKind::IndependentPerson,
        }
    }
}

impl<S: SchemeContract> Outward<S> {
    /// A certificate of a report.
    pub(crate) fn certificate(
        &self,
        (call, grant, report): (&CallId, ApplicationId, &ReportId),
        certificate: Certificate,
    ) -> v1::AuditorCertificate {
        let of = DocumentParent::Report(report.clone());
        let document = of.document(call, grant, certificate.document);
        v1::AuditorCertificate {
            auditor_organisation_number: certificate
                .organisation
                .map(String::from)
                .unwrap_or_default(),
            auditor_name: certificate.name,
            auditor_kind: v1::AuditorKind::from(certificate.kind).into(),
            standard: certificate.standard,
            date: certificate.date.to_string(),
            period_from_date: certificate.period_from.to_string(),
            period_to_date: certificate.period_to.to_string(),
            amount: Some(certificate.amount.into()),
            findings: certificate.findings,
            document: format!("schemes/{}/{document}", self.scheme()),
        }
    }
}
