//! A call, an application and an earlier grant that are in order, for cases to change.

use std::collections::BTreeMap;

use allocation::Tail;
use chrono::{DateTime, NaiveDate, Utc};
use domain::application::{Application, ApplicationState, Draft};
use domain::calendar::add_days;
use domain::call::{Call, CallState, CallTerms, SubFrame};
use domain::document::media_type::PDF;
use domain::document::{Document, DocumentParent, NOT_SCANNED};
use domain::grant::{Grant, GrantBudget, GrantState, GrantTakeover, REVISED_BUDGET};
use domain::identifiers::OrganisationNumber;
use domain::money::Money;
use domain::register::EarlierGrant;
use domain::report::{AuditorKind, Certificate};
use domain::rules::{RuleBook, RuleValues};
use domain::scheme::Scheme;
use domain::step::{Revision, StepRecord};

/// A date as text.
///
/// # Panics
/// If the text is no date.
#[must_use]
pub fn date(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

/// Ten o'clock on a day.
#[must_use]
pub fn moment(day: NaiveDate) -> DateTime<Utc> {
    day.and_hms_opt(10, 0, 0).expect("ten o'clock").and_utc()
}

/// A step record at a time.
#[must_use]
pub fn step(at: DateTime<Utc>) -> StepRecord {
    StepRecord {
        actor: "kari".to_owned(),
        at,
        reason: String::new(),
    }
}

/// A draft call of the scheme for a grant year, whose rules are those of a date and whose deadline
/// is that day. Every sub-frame of the plan holds a hundred million kroner.
///
/// # Panics
/// If the scheme has no plan on that date.
#[must_use]
pub fn call<S: Scheme>(grant_year: i32, rules_date: NaiveDate) -> Call {
    let at = moment(rules_date);
    let plan = S::frame_plan(&S::rules().on(rules_date)).expect("a plan on that date");
    let budget = Money::kroner(100_000_000);
    let frames: Vec<(String, Money)> = plan
        .iter()
        .map(|frame| (frame.code.to_owned(), budget))
        .collect();
    Call {
        id: grant_year.to_string().parse().expect("an id"),
        sub_frames: frames
            .iter()
            .map(|(code, budget)| SubFrame {
                code: code.clone(),
                budget: *budget,
                committed: Money::ZERO,
                claimed: Money::ZERO,
            })
            .collect(),
        terms: CallTerms {
            title: S::PROFILE.code.to_owned(),
            grant_year,
            chapter_post: "0765.71".parse().expect("a chapter and post"),
            deadline: at,
            rules_date,
            sub_frames: frames,
            acceptance_days: 21,
            previous_call: None,
            appeal_money: vec![domain::appeal::AppealMoney::Left],
            report_due: date(&format!("{}-04-01", grant_year + 1)),
            tail_rule: Tail::Partial,
        },
        state: CallState::Draft,
        draw_key: None,
        last_step: step(at),
        revision: Revision::FIRST,
        created: at,
        updated: at,
    }
}

/// A draft as it is stored in a call.
///
/// # Panics
/// Never: its references are well formed.
#[must_use]
pub fn application<S: Scheme>(call: &Call, draft: Draft<S::Form>) -> Application<S::Form> {
    let case = format!("{}-{}-00042", S::PROFILE.case_prefix, call.terms.grant_year);
    Application {
        id: "01890a5d-ac96-774b-bcce-b302099a8057"
            .parse()
            .expect("an id"),
        call: call.id.clone(),
        case_reference: case.parse().expect("a reference"),
        draft,
        state: ApplicationState::Draft,
        last_step: call.last_step.clone(),
        revision: Revision::FIRST,
        created: call.created,
        updated: call.created,
        erased: None,
    }
}

/// A day on which reports are judged: long after all that cases tell of.
///
/// # Panics
/// Never.
#[must_use]
pub fn later() -> NaiveDate {
    date("2040-01-01")
}

/// A document of the report `final`, by kind.
///
/// # Panics
/// Never: its id is well formed.
#[must_use]
pub fn document(kind: &str) -> Document {
    Document {
        id: "01890a5d-ac96-774b-bcce-b302099a8059"
            .parse()
            .expect("an id"),
        parent: DocumentParent::Report("final".parse().expect("an id")),
        kind: kind.to_owned(),
        file_name: "document.pdf".to_owned(),
        media_type: PDF.to_owned(),
        size_bytes: 1,
        sha256: "00".repeat(32),
        uploaded: step(moment(later())),
        by_staff: false,
        scanned_by: NOT_SCANNED.to_owned(),
    }
}

/// A certificate of this kind of auditor on an amount, in [`document`].
#[must_use]
pub fn certificate(kind: AuditorKind, amount: Money) -> Certificate {
    Certificate {
        organisation: Some(OrganisationNumber::invented(900)),
        name: "Revisjon AS".to_owned(),
        kind,
        standard: "ISRS 4400".to_owned(),
        date: later(),
        period_from: date("2039-01-01"),
        period_to: date("2039-12-31"),
        amount,
        findings: String::new(),
        document: document("auditor_certificate").id,
    }
}

/// The grant offered for an application of the call, accepted within three weeks.
///
/// # Panics
/// If the scheme has no place for the application under the call's rules.
#[must_use]
pub fn grant<S: Scheme>(call: &Call, draft: Draft<S::Form>, granted: Money) -> Grant {
    let rules = S::rules().on(call.terms.rules_date);
    let placement = S::placement(&draft, &rules).expect("a place in the frame");
    let application = application::<S>(call, draft);
    let revise = rules
        .flag(REVISED_BUDGET)
        .expect("a rule on revised budgets")
        .value;
    let days = u32::from(call.terms.acceptance_days);
    Grant {
        id: application.id,
        call: application.call,
        allocation: "01890a5d-ac96-774b-bcce-b302099a8058"
            .parse()
            .expect("an id"),
        case_reference: application.case_reference,
        recipient: application.draft.applicant,
        sub_frame: placement.sub_frame,
        granted,
        approved_by: "per".to_owned(),
        decided: call.created,
        accept_by: add_days(call.terms.rules_date, days).expect("a day"),
        budget: Some(GrantBudget {
            applied: S::budget(&application.draft.form),
            requested: application.draft.requested,
            revise,
            revised: None,
        }),
        conditions: Vec::new(),
        instalments: Vec::new(),
        facts: Vec::new(),
        obligations: Vec::new(),
        account_changes: Vec::new(),
        changes: Vec::new(),
        repayments: Vec::new(),
        recoveries: Vec::new(),
        settled_first: false,
        settlement: None,
        terms: None,
        accepted_terms: None,
        late_acceptance: None,
        lapse_notice: None,
        payment_documents: Vec::new(),
        state: GrantState::Offered,
        account_returned_on: None,
        takeover: GrantTakeover::default(),
        last_step: call.last_step.clone(),
        revision: Revision::FIRST,
    }
}

/// A grant of our own history: it is over, and every report that was due is accepted.
///
/// # Panics
/// Never: its id is well formed.
#[must_use]
pub fn earlier_grant(grant_year: i32, granted: Money) -> EarlierGrant {
    EarlierGrant {
        call: grant_year.to_string().parse().expect("an id"),
        grant_year,
        granted,
        running: false,
        delivered: true,
        accepted: true,
        case: format!("XX-{grant_year}-00001")
            .parse()
            .expect("a reference"),
        debt: Money::ZERO,
    }
}

/// The values of the scheme on a date, with those a case replaces; `book` is its `rules.toml`.
///
/// # Panics
/// If the replaced book is none.
#[must_use]
pub fn rules<S: Scheme>(
    book: &str,
    replaced: &BTreeMap<String, toml::Value>,
    on: NaiveDate,
) -> RuleValues {
    if replaced.is_empty() {
        return S::rules().on(on);
    }
    let mut book: toml::Table = toml::from_str(book).expect("a rule book is TOML");
    let entries = book.get_mut("value").and_then(toml::Value::as_array_mut);
    for entry in entries.into_iter().flatten() {
        let id = entry.get("id").and_then(toml::Value::as_str);
        let value = id.and_then(|id| replaced.get(id)).cloned();
        if let (Some(value), Some(entry)) = (value, entry.as_table_mut()) {
            entry.insert("value".to_owned(), value);
        }
    }
    let text = toml::to_string(&book).expect("a table can be written");
    RuleBook::parse(&text, &[])
        .expect("a rule book without fault")
        .on(on)
}
