//! The auditor's certificate of a report: what must go with it, and what is refused.

use casework::CaseError;
use casework::application::ApplicationKey;
use domain::audit;
use domain::findings::Finding;
use domain::identifiers::OrganisationNumber;
use domain::money::Money;
use domain::refusal::Refusal;
use domain::report::{AuditorKind, Certificate, Report, ReportChanges, common_findings};
use domain::rules::{RuleError, RuleValues};
use domain::scheme::Reported;

use crate::documents::{PDF, id, of_report, upload};
use crate::journey::report_as_read;
use crate::pilot::{Form, Indicators};
use crate::steps;
use crate::world::{World, applicant, case_handler};

/// The one rule about reports of the pilot scheme: what all schemes ask for.
pub fn report_rule(
    reported: &Reported<'_, Form, Indicators>,
    rules: &RuleValues,
) -> Result<Vec<Finding>, RuleError> {
    let (grant, place, content) = (reported.grant, reported.place, reported.content);
    let mut found = common_findings(grant, place, content, "configurable");
    found.extend(audit::findings(reported, None, "configurable", rules)?);
    Ok(found)
}

impl World {
    /// A certificate on the final report's accounts, dated today, whose file is uploaded where the
    /// report takes documents.
    pub async fn certificate(
        &self,
        case: &ApplicationKey,
        organisation: u32,
        kroner: i64,
    ) -> Option<Certificate> {
        let number = self.id().uuid().as_u128();
        let file = upload(&of_report(case), number, "auditor_certificate", PDF);
        let uploaded = self.take(&applicant(organisation), file).await;
        let today = self.actor(&case_handler()).today();
        uploaded.ok().map(|document| Certificate {
            organisation: Some(OrganisationNumber::invented(900)),
            name: "Revisjon AS".to_owned(),
            kind: AuditorKind::StateAuthorised,
            standard: "ISRS 4400".to_owned(),
            date: today,
            period_from: today,
            period_to: today,
            amount: Money::kroner(kroner),
            findings: String::new(),
            document: document.id,
        })
    }
}

/// The codes with which a report with another certificate is refused.
async fn codes(
    world: &World,
    report: &Report<Indicators>,
    change: impl FnOnce(&mut Certificate),
) -> Vec<String> {
    let content = report.content.clone().unwrap();
    let mut certificate = content.certificate.unwrap();
    change(&mut certificate);
    let changes = ReportChanges {
        indicators: None,
        accounts: None,
        financing: None,
        moved_to_equity: None,
        certificate: Some(Some(certificate)),
        narrative: None,
    };
    let case = report_as_read(report).0.case;
    let at = report_as_read(&world.report(&case, 1).await);
    let update = steps::update_report(&at, &changes);
    let written = world.on_report(&applicant(1), update).await.unwrap();
    match world.submit_report(&written, 1).await {
        Err(CaseError::Refused(Refusal::RulesNotMet(findings))) => findings
            .iter()
            .map(|finding| finding.code.to_string())
            .collect(),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_certificate_that_does_not_go_with_its_report_is_refused() {
    let world = World::new().await;
    let (cases, _) = world.decided_round(&[(30, 90)]).await;
    world.activate(&cases[0], 1).await;
    let report = world
        .write_report(&cases[0], 1, (300_000, 300_000, 1))
        .await;
    let kind = codes(&world, &report, |one| one.kind = AuditorKind::Registered).await;
    assert_eq!(kind, ["CERTIFICATE_AUDITOR_KIND"]);
    let amount = codes(&world, &report, |one| one.amount = Money::kroner(1)).await;
    assert_eq!(amount, ["CERTIFICATE_AMOUNT_DIFFERS"]);
    let early = codes(&world, &report, |one| {
        one.period_to = one.date.succ_opt().unwrap();
    });
    assert_eq!(early.await, ["CERTIFICATE_BEFORE_PERIOD_END"]);
    let own = codes(&world, &report, |one| {
        one.organisation = Some(OrganisationNumber::invented(1));
    });
    assert_eq!(own.await, ["CERTIFICATE_AUDITOR_IS_RECIPIENT"]);
    let file = codes(&world, &report, |one| one.document = id(77)).await;
    assert_eq!(file, ["CERTIFICATE_FILE_MISSING"]);
    let old = codes(&world, &report, |one| {
        one.date = "2020-01-01".parse().unwrap();
        one.period_from = one.date;
        one.period_to = one.date;
    });
    assert_eq!(old.await, ["CERTIFICATE_BEFORE_GRANT"]);
    let all = codes(&world, &report, |one| {
        one.kind = AuditorKind::Municipal;
        one.amount = Money::ZERO;
        one.date = "2099-01-01".parse().unwrap();
        one.document = id(77);
    });
    assert_eq!(
        all.await,
        [
            "CERTIFICATE_AUDITOR_KIND",
            "CERTIFICATE_AMOUNT_DIFFERS",
            "CERTIFICATE_IN_FUTURE",
            "CERTIFICATE_FILE_MISSING"
        ],
        "all at once"
    );
    // The control.
    let written = world
        .write_report(&cases[0], 1, (300_000, 300_000, 1))
        .await;
    world.submit_report(&written, 1).await.unwrap();
}

#[tokio::test]
async fn a_box_that_was_ticked_is_still_read_and_counts_for_nothing() {
    let world = World::new().await;
    let (cases, _) = world.decided_round(&[(30, 90)]).await;
    world.activate(&cases[0], 1).await;
    world
        .write_report(&cases[0], 1, (300_000, 300_000, 1))
        .await;
    let ticked = "update casework.report set content = \
        (content - 'certificate') || '{\"auditor_confirmation\": true}'";
    world.meddle(ticked).await;
    let report = world.report(&cases[0], 1).await;
    let content = report.content.clone().unwrap();
    assert!(content.said_confirmed && content.certificate.is_none());
    refused!(world.submit_report(&report, 1).await, Refusal::RulesNotMet(findings)
        if findings[0].code == "REPORT_AUDITOR_MISSING");
}
