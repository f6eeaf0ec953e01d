//! Reports on grants: written and delivered by the recipient, sent back or accepted by the
//! authority, summed.

pub mod indicators;
pub(crate) mod rows;

use domain::access::require_for;
use domain::event::Hash;
use domain::findings::{Finding, any_blocking};
use domain::grant::Grant;
use domain::grant::settlement::{kept, settle};
use domain::identifiers::{ApplicationId, CallId, CaseReference, ReportId};
use domain::names;
use domain::page::{Listed, Page};
use domain::refusal::Refusal;
use domain::report::ReportChanges;
use domain::report::{Report, ReportContent};
use domain::scheme::{Reported, Scheme};
use domain::step::{Revision, StepName};
use domain::violations::FieldViolation;
use serde::Serialize;
use sqlx::PgConnection;
use store::error::Row;

use self::rows::ReportFilter;
use crate::act::{Actor, Subject, Told, Turn, content_hash, turn};
use crate::application::{ApplicationKey, require_impartial};
use crate::call::{pinned_rules, visible};
use crate::error::{CaseError, not_found};
use crate::grant::{self, put_instalments};
use crate::paging::{listed, one_more};

/// One report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportKey {
    /// The case: the call and the grant, which has its application's id.
    pub case: ApplicationKey,
    /// The report within the grant.
    pub report: ReportId,
}

impl ReportKey {
    /// The report's name below the scheme.
    #[must_use]
    pub fn name(&self) -> String {
        names::report(&self.case.call, self.case.application, &self.report)
    }
}

/// One report as a caller read it: what a step starts from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportAt {
    /// Which.
    pub key: ReportKey,
    /// The revision the caller read.
    pub revision: Revision,
}

/// Reads a report. The recipient its own; staff unless they have declared an interest.
///
/// # Errors
/// [`Refusal::NotFound`], [`Refusal::InterestDeclared`].
pub async fn get_report<S: Scheme>(
    connection: &mut PgConnection,
    actor: &Actor,
    key: &ReportKey,
) -> Result<Report<S::Indicators>, CaseError> {
    actor.may(StepName::GetReport)?;
    let ApplicationKey { call, application } = &key.case;
    let grant = crate::grant::rows::read(connection, call, *application).await?;
    let grant = grant.ok_or_else(|| not_found(key.name()))?;
    let organisation = &grant.recipient.organisation;
    require_for(
        &actor.caller,
        StepName::GetReport,
        organisation,
        &key.name(),
    )?;
    require_impartial(connection, actor, &key.case).await?;
    let filter = ReportFilter {
        grant: Some(*application),
        report: Some(&key.report),
        ..ReportFilter::default()
    };
    let found = rows::page(connection, call, filter).await?;
    let report = found.into_iter().next();
    Ok(as_seen(actor, report.ok_or_else(|| not_found(key.name()))?))
}

/// A list of reports.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListReports {
    /// The call.
    pub call: CallId,
    /// Only this grant's.
    pub grant: Option<ApplicationId>,
    /// Which page.
    pub page: Page<(CaseReference, ReportId)>,
    /// Only those in these states, by [`ReportState::name`](domain::report::ReportState::name); all
    /// when empty.
    pub states: Vec<&'static str>,
}

/// Lists the reports of a call or of one grant, by case reference and report. Recipients see their
/// own; staff all but those of cases they have declared an interest in.
///
/// # Errors
/// [`Refusal::NotFound`] when there is no such call for the caller.
pub async fn list_reports<S: Scheme>(
    connection: &mut PgConnection,
    actor: &Actor,
    request: &ListReports,
) -> Result<Listed<Report<S::Indicators>, (CaseReference, ReportId)>, CaseError> {
    actor.may(StepName::ListReports)?;
    visible(connection, actor, &request.call).await?;
    let filter = ReportFilter {
        after: request.page.after.as_ref(),
        grant: request.grant,
        report: None,
        organisation: actor.caller.organisation(),
        without_interests_of: Some(&actor.caller.subject),
        states: &request.states,
        limit: Some(one_more(&request.page)),
    };
    let found = rows::page(connection, &request.call, filter).await?;
    let seen = found.into_iter().map(|report| as_seen(actor, report));
    Ok(listed(
        seen.collect(),
        &request.page,
        |last: &Report<S::Indicators>| (last.case_reference.clone(), last.id.clone()),
    ))
}

/// Writes an open or returned report. What is not named stays.
///
/// # Errors
/// [`Refusal::Stale`], [`Refusal::WrongState`]; [`Refusal::InvalidFields`] when the first writing
/// holds no indicators.
pub async fn update_report<S: Scheme>(
    connection: &mut PgConnection,
    actor: &Actor,
    at: &ReportAt,
    changes: &ReportChanges<S::Indicators>,
) -> Result<Report<S::Indicators>, CaseError> {
    let step = StepName::UpdateReport;
    let begun = match begin::<S>(connection, actor, step, at, changes).await? {
        Beginning::Again(report) => return Ok(as_seen(actor, report)),
        Beginning::First(begun) => begun,
    };
    let (report, origin) = begun.split();
    let Some(content) = changes.clone().apply(report.content.clone()) else {
        return Err(CaseError::Refused(Refusal::InvalidFields(vec![
            FieldViolation {
                field: "report.indicators".to_owned(),
                description:
                    "is required the first time a report is written; name it in the update mask"
                        .to_owned(),
            },
        ])));
    };
    let after = report.update(content, actor.record(""))?;
    origin
        .finish(connection, actor, &after, &after.content)
        .await?;
    Ok(as_seen(actor, after))
}

/// Delivers a report: the scheme's report rules are run. The grant must run; its last report makes
/// it reported.
///
/// # Errors
/// [`Refusal::Stale`], [`Refusal::WrongState`]; [`Refusal::RulesNotMet`] with every blocking
/// finding.
pub async fn submit_report<S: Scheme>(
    connection: &mut PgConnection,
    actor: &Actor,
    at: &ReportAt,
) -> Result<Report<S::Indicators>, CaseError> {
    let step = StepName::SubmitReport;
    let begun = match begin::<S>(connection, actor, step, at, &()).await? {
        Beginning::Again(report) => return Ok(as_seen(actor, report)),
        Beginning::First(begun) => begun,
    };
    let grant = Grant::clone(&begun.grant);
    let (report, origin) = begun.split();
    // States before rules: the findings are judged on a step that is open.
    let reported = grant.clone().report(actor.record(""))?;
    report.clone().submit(Vec::new(), actor.record(""))?;
    let findings = findings::<S>(connection, actor, &grant, &report).await?;
    if any_blocking(&findings) {
        let blocking = findings.into_iter().filter(Finding::blocks);
        return Err(CaseError::Refused(Refusal::RulesNotMet(blocking.collect())));
    }
    let after = report.submit(findings, actor.record(""))?;
    origin
        .finish(connection, actor, &after, &after.state)
        .await?;
    if after.last {
        let told = (step, grant.revision, origin.content);
        grant::finish(connection, actor, &reported, told).await?;
    }
    Ok(as_seen(actor, after))
}

/// What the scheme's rules say of a report; of one in which nothing is written, that it is empty.
async fn findings<S: Scheme>(
    connection: &mut PgConnection,
    actor: &Actor,
    grant: &Grant,
    report: &Report<S::Indicators>,
) -> Result<Vec<Finding>, CaseError> {
    let Some(content) = &report.content else {
        return Ok(vec![Finding::blocking(
            "REPORT_EMPTY",
            "Helsedirektoratet, tilskuddsprosessen",
        )]);
    };
    let call = visible(connection, actor, &grant.call).await?;
    let application =
        crate::application::rows::find::<S::Form>(connection, &grant.call, grant.id).await?;
    let application = Row::of("grant", grant.id).known("application", application)?;
    let reported = Reported {
        call: &call,
        application: &application,
        grant,
        content,
    };
    Ok(S::report_findings(&reported, &pinned_rules::<S>(&call)?)?)
}

/// Sends a report back.
///
/// # Errors
/// [`Refusal::InterestDeclared`], [`Refusal::Stale`]; [`Refusal::WrongState`] unless submitted.
pub async fn return_report<S: Scheme>(
    connection: &mut PgConnection,
    actor: &Actor,
    at: &ReportAt,
    reason: &str,
) -> Result<Report<S::Indicators>, CaseError> {
    let step = StepName::ReturnReport;
    let begun = match begin::<S>(connection, actor, step, at, &reason).await? {
        Beginning::Again(report) => return Ok(as_seen(actor, report)),
        Beginning::First(begun) => begun,
    };
    let (report, origin) = begun.split();
    let after = report.return_to_recipient(actor.record(reason))?;
    origin
        .finish(connection, actor, &after, &after.state)
        .await?;
    Ok(as_seen(actor, after))
}

/// Accepts a report with an assessment of goal attainment. The last one ends the grant: what was
/// not used is not paid, and what was paid beyond what may be kept is to be paid back.
///
/// # Errors
/// [`Refusal::InterestDeclared`], [`Refusal::Stale`]; [`Refusal::WrongState`] unless submitted.
pub async fn accept_report<S: Scheme>(
    connection: &mut PgConnection,
    actor: &Actor,
    at: &ReportAt,
    goal_assessment: &str,
) -> Result<Report<S::Indicators>, CaseError> {
    let step = StepName::AcceptReport;
    let begun = match begin::<S>(connection, actor, step, at, &goal_assessment).await? {
        Beginning::Again(report) => return Ok(as_seen(actor, report)),
        Beginning::First(begun) => begun,
    };
    let grant = Grant::clone(&begun.grant);
    let (report, origin) = begun.split();
    let after = report.accept(goal_assessment.to_owned(), actor.record(""))?;
    origin
        .finish(connection, actor, &after, &after.state)
        .await?;
    if after.last {
        let content = Row::of("report", at.key.name()).known("content", after.content.as_ref())?;
        end(connection, actor, grant, content, (step, origin.content)).await?;
    }
    Ok(as_seen(actor, after))
}

/// Ends a grant on its last report.
async fn end<I>(
    connection: &mut PgConnection,
    actor: &Actor,
    grant: Grant,
    content: &ReportContent<I>,
    (step, hash): (StepName, Hash),
) -> Result<(), CaseError> {
    let (approved, actual) = (content.budgeted(), content.actual());
    let keep = kept(grant.granted, approved, actual, content.moved_to_equity);
    let settlement = settle(keep, &grant.instalments);
    let from = grant.revision;
    let after = grant.finish(settlement.to_repay, actor.record(""))?;
    put_instalments(connection, &after, &settlement.changed).await?;
    grant::finish(connection, actor, &after, (step, from, hash)).await
}

/// A step on a report that has its turn; grant and report are locked.
struct Begun<I> {
    grant: Box<Grant>,
    report: Report<I>,
    subject: Subject,
    step: StepName,
    content: Hash,
}

enum Beginning<I> {
    First(Begun<I>),
    Again(Report<I>),
}

async fn begin<S: Scheme>(
    connection: &mut PgConnection,
    actor: &Actor,
    step: StepName,
    at: &ReportAt,
    content: &(impl Serialize + Sync),
) -> Result<Beginning<S::Indicators>, CaseError> {
    actor.may(step)?;
    let ApplicationKey { call, application } = &at.key.case;
    let grant = grant::locked(connection, actor, step, &at.key.case).await?;
    let report = rows::lock(connection, call, *application, &at.key.report).await?;
    let report: Report<S::Indicators> = report.ok_or_else(|| not_found(at.key.name()))?;
    let organisation = &grant.recipient.organisation;
    let subject = Subject::report(call, *application, &at.key.report, organisation);
    let content = content_hash(content);
    let revisions = (at.revision, report.revision);
    Ok(
        match turn(connection, actor, &subject, step, revisions, &content).await? {
            Turn::Again => Beginning::Again(report),
            Turn::First => Beginning::First(Begun {
                grant: Box::new(grant),
                report,
                subject,
                step,
                content,
            }),
        },
    )
}

/// Where a step on a report came from, for its event.
struct Origin {
    subject: Subject,
    step: StepName,
    content: Hash,
    from: Revision,
}

impl<I> Begun<I> {
    fn split(self) -> (Report<I>, Origin) {
        let origin = Origin {
            subject: self.subject,
            step: self.step,
            content: self.content,
            from: self.report.revision,
        };
        (self.report, origin)
    }
}

impl Origin {
    /// Stores the report after the step, and tells of it.
    async fn finish<I: Serialize + Sync>(
        &self,
        connection: &mut PgConnection,
        actor: &Actor,
        after: &Report<I>,
        changed: &(impl Serialize + Sync),
    ) -> Result<(), CaseError> {
        rows::update(connection, after).await?;
        let told = Told {
            step: self.step,
            from: self.from,
            content: self.content,
            reason: &after.last_step.reason,
            payload: changed,
        };
        actor.tell(connection, &self.subject, &told).await
    }
}

/// The report as the caller may see it: organisations are not told which person on the staff took a
/// step.
fn as_seen<I>(actor: &Actor, mut report: Report<I>) -> Report<I> {
    if !actor.caller.is_staff() && report.last_step.actor != actor.caller.subject {
        report.last_step.actor.clear();
    }
    report
}
