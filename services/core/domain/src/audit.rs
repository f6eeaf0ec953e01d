//! The rules of every scheme about the auditor's certificate: when it is due, of which kind of
//! auditor, and whether it goes with the report.

use crate::calendar::local_date;
use crate::case::Reported;
use crate::findings::{Finding, when};
use crate::money::Money;
use crate::organisation::ApplicantKind;
use crate::report::Certificate;
use crate::rules::{IfInForce, RuleError, RuleValues};
use crate::scheme::Found;

/// Rule value: below this amount a voluntary organisation may use those of
/// [`SMALL_VOLUNTARY_KINDS`].
const SMALL_BELOW: &str = "auditor.small_below";
/// Rule value: kinds of auditor for municipalities.
const MUNICIPALITY_KINDS: &str = "auditor.kinds.municipality";
/// Rule value: kinds of auditor for voluntary organisations.
const VOLUNTARY_KINDS: &str = "auditor.kinds.voluntary";
/// Rule value: kinds of auditor for small grants to voluntary organisations.
const SMALL_VOLUNTARY_KINDS: &str = "auditor.kinds.voluntary_small";
/// Rule value: kinds of auditor for foundations, companies and others.
const ENTERPRISE_KINDS: &str = "auditor.kinds.enterprise";

/// The source of what every certificate must meet.
const PROCEDURES: &str = "Bufdir, krav til revisjon";

/// Returns every fault of the certificate of a report, or that it is missing where it is due: from
/// the threshold on, always without one. Reports without accounts need none. A certificate that is
/// not due is held against the report as well.
///
/// # Errors
/// [`RuleError`] when a rule value is of the wrong type.
pub fn findings<F, I>(
    reported: &Reported<'_, F, I>,
    threshold: Option<Money>,
    citation: &str,
    rules: &RuleValues,
) -> Found {
    if !reported.place.kind.asks_for_accounts() {
        return Ok(Vec::new());
    }
    let granted = reported.grant.granted;
    let due = threshold.is_none_or(|threshold| granted >= threshold);
    let Some(certificate) = &reported.content.certificate else {
        return Ok(when(due, || {
            Finding::blocking("REPORT_AUDITOR_MISSING", citation.to_owned())
                .on("certificate")
                .with("granted", granted)
        }));
    };
    let mut found = if due {
        of_another_kind(reported, certificate, rules)?
    } else {
        Vec::new()
    };
    found.extend(of_another_report(reported, certificate));
    found.extend(out_of_time(reported, certificate));
    let there = reported.documents.iter();
    let missing = !there.map(|one| one.id).any(|id| id == certificate.document);
    found.extend(when(missing, || {
        Finding::blocking("CERTIFICATE_FILE_MISSING", PROCEDURES).on("certificate.document")
    }));
    Ok(found)
}

/// The kind of auditor that the scheme asks for depends on the recipient and the amount. Calls that
/// were opened before the scheme had these values take every kind.
fn of_another_kind<F, I>(
    reported: &Reported<'_, F, I>,
    certificate: &Certificate,
    rules: &RuleValues,
) -> Result<Vec<Finding>, RuleError> {
    let grant = reported.grant;
    let list = match grant.recipient.kind {
        ApplicantKind::Municipality => MUNICIPALITY_KINDS,
        ApplicantKind::VoluntaryOrganisation => {
            let limit = rules.money(SMALL_BELOW).if_in_force()?;
            if limit.is_some_and(|limit| grant.granted < limit.value) {
                SMALL_VOLUNTARY_KINDS
            } else {
                VOLUNTARY_KINDS
            }
        }
        ApplicantKind::Foundation | ApplicantKind::Company | ApplicantKind::Other => {
            ENTERPRISE_KINDS
        }
    };
    let Some(kinds) = rules.texts(list).if_in_force()? else {
        return Ok(Vec::new());
    };
    let wrong = !kinds.value.contains(&certificate.kind.code());
    let mut found = when(wrong, || {
        Finding::blocking("CERTIFICATE_AUDITOR_KIND", &kinds)
            .on("certificate.auditor_kind")
            .with("kind", certificate.kind.code())
    });
    let own = certificate.organisation.as_ref() == Some(&grant.recipient.organisation);
    found.extend(when(own, || {
        Finding::blocking("CERTIFICATE_AUDITOR_IS_RECIPIENT", PROCEDURES)
            .on("certificate.auditor_organisation_number")
    }));
    Ok(found)
}

/// The amount is the sum of the accounts.
fn of_another_report<F, I>(
    reported: &Reported<'_, F, I>,
    certificate: &Certificate,
) -> Vec<Finding> {
    let actual = reported.content.actual();
    when(certificate.amount != actual, || {
        Finding::blocking("CERTIFICATE_AMOUNT_DIFFERS", PROCEDURES)
            .on("certificate.amount")
            .with("certified", certificate.amount)
            .with("actual", actual)
    })
}

/// A certificate is signed after the period it covers and after the grant was decided, and not in
/// the future.
fn out_of_time<F, I>(reported: &Reported<'_, F, I>, certificate: &Certificate) -> Vec<Finding> {
    let began = local_date(reported.grant.decided);
    let faults = [
        (
            certificate.date < certificate.period_to,
            "CERTIFICATE_BEFORE_PERIOD_END",
            certificate.period_to,
        ),
        (certificate.date < began, "CERTIFICATE_BEFORE_GRANT", began),
        (
            certificate.date > reported.today,
            "CERTIFICATE_IN_FUTURE",
            reported.today,
        ),
    ];
    let faults = faults.into_iter().filter(|(is, ..)| *is);
    faults
        .map(|(_, code, day)| {
            Finding::blocking(code, PROCEDURES)
                .on("certificate.date")
                .with("date", certificate.date)
                .with("day", day)
        })
        .collect()
}
