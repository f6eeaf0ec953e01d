//! Calls (utlysninger).

use std::collections::BTreeSet;

use allocation::Tail;
use domain::appeal::AppealMoney;
use domain::call::CallChanges;
use domain::call::{Call, CallState, CallTerms, SubFrame};
use domain::identifiers::{CallId, ChapterPost};
use domain::money::Money;
use domain::step::Revision;
use domain::violations::Violations;
use prost_types::FieldMask;

use crate::inward::{self, Mask};
use crate::names::{CallName, ResourceName};
use crate::outward::{Outward, timestamp};
use crate::{SchemeContract, money, v1};

/// The most sub-frames a call can have.
const SUB_FRAMES_MAX: usize = 50;

/// Fields that an update of a call can name.
const CHANGEABLE: [&str; 11] = [
    "title",
    "grant_year",
    "chapter_post",
    "deadline_time",
    "rules_date",
    "sub_frames",
    "acceptance_days",
    "report_due_date",
    "tail_rule",
    "previous_call",
    "appeal_money",
];

/// Reads the field `call` of a request that writes all of it.
pub fn whole<S: SchemeContract>(
    faults: &mut Violations,
    call: Option<v1::Call>,
) -> Option<(CallName, CallTerms)> {
    let from = faults.required("call", call)?;
    let (name, terms) = faults.within("call", |faults| {
        let name = CallName::read(faults, "name", &from.name, S::PROFILE.code);
        let terms = terms(faults, from, S::PROFILE.code);
        Some((name?, terms?))
    })?;
    faults.absorb("call", faults_of_whole::<S>(&terms));
    Some((name, terms))
}

/// Returns what is wrong with terms whose fields are right one by one.
fn faults_of_whole<S: SchemeContract>(
    terms: &CallTerms,
) -> Vec<domain::violations::FieldViolation> {
    match S::frame_plan(&S::rules().on(terms.rules_date)) {
        Ok(plan) => terms.faults(&plan),
        Err(_) => vec![domain::violations::FieldViolation {
            field: "rules_date".to_owned(),
            description: "is a day on which the scheme has no rules; choose one on which it has"
                .to_owned(),
        }],
    }
}

fn terms(faults: &mut Violations, call: v1::Call, scheme: &str) -> Option<CallTerms> {
    let title = title(faults, &call);
    let grant_year = grant_year(faults, &call);
    let chapter_post = faults.parse::<ChapterPost>("chapter_post", &call.chapter_post);
    let deadline = inward::time(faults, "deadline_time", call.deadline_time);
    let rules_date = faults.date("rules_date", &call.rules_date);
    let acceptance_days = acceptance_days(faults, &call, 0);
    let report_due = faults.date("report_due_date", &call.report_due_date);
    let tail_rule = tail_rule(faults, call.tail_rule);
    let previous_call = previous_call(faults, &call, scheme);
    let appeal_money = appeal_money(faults, &call.appeal_money);
    let sub_frames = sub_frames(faults, call.sub_frames);
    Some(CallTerms {
        title: title?,
        grant_year: grant_year?,
        chapter_post: chapter_post?,
        deadline: deadline?,
        rules_date: rules_date?,
        sub_frames: sub_frames?,
        acceptance_days: acceptance_days?,
        report_due: report_due?,
        tail_rule: tail_rule?,
        previous_call: previous_call?,
        appeal_money: appeal_money?,
    })
}

/// Reads the mask of a request that changes a call.
pub fn mask(faults: &mut Violations, mask: Option<FieldMask>) -> Mask {
    Mask::read(faults, mask, &CHANGEABLE)
}

/// Reads the field `call` of a request that changes what its mask names.
pub fn changed<S: SchemeContract>(
    faults: &mut Violations,
    mask: &Mask,
    call: Option<v1::Call>,
) -> Option<(CallName, Revision, CallChanges)> {
    let from = faults.required("call", call)?;
    faults.within("call", |faults| {
        let name = CallName::read(faults, "name", &from.name, S::PROFILE.code);
        let revision = inward::etag(faults, "etag", &from.etag);
        let changes = changes(faults, mask, from, S::PROFILE.code);
        Some((name?, revision?, changes?))
    })
}

fn changes(
    faults: &mut Violations,
    mask: &Mask,
    call: v1::Call,
    scheme: &str,
) -> Option<CallChanges> {
    let title = mask.field("title", || title(faults, &call));
    let grant_year = mask.field("grant_year", || grant_year(faults, &call));
    let chapter_post = mask.field("chapter_post", || {
        faults.parse("chapter_post", &call.chapter_post)
    });
    let deadline = mask.field("deadline_time", || {
        inward::time(faults, "deadline_time", call.deadline_time)
    });
    let rules_date = mask.field("rules_date", || faults.date("rules_date", &call.rules_date));
    let acceptance_days = mask.field("acceptance_days", || acceptance_days(faults, &call, 1));
    let report_due = mask.field("report_due_date", || {
        faults.date("report_due_date", &call.report_due_date)
    });
    let tail_rule = mask.field("tail_rule", || tail_rule(faults, call.tail_rule));
    let previous_call = mask.field("previous_call", || previous_call(faults, &call, scheme));
    let appeal_money = mask.field("appeal_money", || appeal_money(faults, &call.appeal_money));
    let sub_frames = mask.field("sub_frames", || sub_frames(faults, call.sub_frames));
    Some(CallChanges {
        title: title?,
        grant_year: grant_year?,
        chapter_post: chapter_post?,
        deadline: deadline?,
        rules_date: rules_date?,
        sub_frames: sub_frames?,
        acceptance_days: acceptance_days?,
        report_due: report_due?,
        tail_rule: tail_rule?,
        previous_call: previous_call?,
        appeal_money: appeal_money?,
    })
}

/// Reads the sources of the money of upheld appeals: what is left, where none is named.
fn appeal_money(faults: &mut Violations, numbers: &[i32]) -> Option<Vec<AppealMoney>> {
    let sources = inward::choices(faults, "appeal_money", numbers, |source| match source {
        v1::AppealMoney::Unspecified => None,
        v1::AppealMoney::Left => Some(AppealMoney::Left),
        v1::AppealMoney::Reserve => Some(AppealMoney::Reserve),
        v1::AppealMoney::NextYear => Some(AppealMoney::NextYear),
    })?;
    let before = sources.split_last().map_or(&[][..], |(_, before)| before);
    if let Some(at) = before.iter().position(|one| *one == AppealMoney::NextYear) {
        let field = format!("appeal_money[{at}]");
        faults.add(&field, "gives all that is missing; name it last");
        return None;
    }
    if sources.is_empty() {
        return Some(vec![AppealMoney::Left]);
    }
    Some(sources)
}

const fn source(source: AppealMoney) -> v1::AppealMoney {
    match source {
        AppealMoney::Left => v1::AppealMoney::Left,
        AppealMoney::Reserve => v1::AppealMoney::Reserve,
        AppealMoney::NextYear => v1::AppealMoney::NextYear,
    }
}

fn title(faults: &mut Violations, call: &v1::Call) -> Option<String> {
    faults.line("title", &call.title, 200)
}

fn grant_year(faults: &mut Violations, call: &v1::Call) -> Option<i32> {
    faults.number("grant_year", call.grant_year, 2000..=2100)
}

fn acceptance_days(faults: &mut Violations, call: &v1::Call, least: i32) -> Option<u16> {
    let days = faults.number("acceptance_days", call.acceptance_days, least..=365)?;
    u16::try_from(days).ok()
}

/// Returns what happens to the first on a ranked list that does not fit.
pub(crate) fn tail_rule(faults: &mut Violations, number: i32) -> Option<Tail> {
    inward::choice(faults, "tail_rule", number, |rule| match rule {
        v1::TailRule::Unspecified => None,
        v1::TailRule::Stop => Some(Tail::Stop),
        v1::TailRule::Partial => Some(Tail::Partial),
        v1::TailRule::OfferReduced => Some(Tail::OfferReduced),
        v1::TailRule::Skip => Some(Tail::Skip),
    })
}

/// Another call of the scheme; the inner `None` when there is none.
fn previous_call(faults: &mut Violations, call: &v1::Call, scheme: &str) -> Option<Option<CallId>> {
    if call.previous_call.is_empty() {
        return Some(None);
    }
    let previous = CallName::read(faults, "previous_call", &call.previous_call, scheme)?;
    if call.previous_call == call.name {
        faults.add(
            "previous_call",
            "is the call itself; name the call of the round before",
        );
        return None;
    }
    Some(Some(previous.call))
}

fn sub_frames(
    faults: &mut Violations,
    sub_frames: Vec<v1::SubFrame>,
) -> Option<Vec<(String, Money)>> {
    faults.list_size("sub_frames", sub_frames.len(), 1..=SUB_FRAMES_MAX)?;
    let mut known = BTreeSet::new();
    let frames = faults.each("sub_frames", sub_frames, |faults, frame| {
        let code = faults.code("code", &frame.code);
        if !known.insert(frame.code) {
            faults.add(
                "code",
                "stands in the list already; give each sub-frame once",
            );
        }
        let budget = money::required(faults, "budget", frame.budget);
        Some((code?, budget?))
    })?;
    if frames.iter().all(|(_, budget)| budget.is_zero()) {
        faults.add(
            "sub_frames",
            "has no budget above zero; give at least one sub-frame something to divide",
        );
        return None;
    }
    Some(frames)
}

impl From<Tail> for v1::TailRule {
    fn from(rule: Tail) -> Self {
        match rule {
            Tail::Stop => v1::TailRule::Stop,
            Tail::Partial => v1::TailRule::Partial,
            Tail::OfferReduced => v1::TailRule::OfferReduced,
            Tail::Skip => v1::TailRule::Skip,
        }
    }
}

impl From<&CallState> for v1::CallState {
    fn from(state: &CallState) -> Self {
        match state {
            CallState::Draft => v1::CallState::Draft,
            CallState::Open { .. } => v1::CallState::Open,
            CallState::Closed { .. } => v1::CallState::Closed,
        }
    }
}

impl From<SubFrame> for v1::SubFrame {
    fn from(frame: SubFrame) -> Self {
        v1::SubFrame {
            code: frame.code,
            budget: Some(frame.budget.into()),
            committed: Some(frame.committed.into()),
        }
    }
}

impl<S: SchemeContract> Outward<S> {
    /// The name of a call.
    #[must_use]
    pub fn call_name(&self, call: &CallId) -> CallName {
        CallName {
            scheme: self.scheme(),
            call: call.clone(),
        }
    }

    /// A call.
    #[must_use]
    pub fn call(&self, call: Call) -> v1::Call {
        v1::Call {
            name: self.call_name(&call.id).to_string(),
            state: v1::CallState::from(&call.state).into(),
            rule_hash: call.rule_hash().unwrap_or_default().to_owned(),
            draw_commitment: call.draw_commitment().unwrap_or_default().to_owned(),
            draw_key: call.draw_key.unwrap_or_default(),
            title: call.terms.title,
            grant_year: call.terms.grant_year,
            chapter_post: call.terms.chapter_post.into(),
            deadline_time: Some(timestamp(call.terms.deadline)),
            rules_date: call.terms.rules_date.to_string(),
            sub_frames: call.sub_frames.into_iter().map(Into::into).collect(),
            acceptance_days: call.terms.acceptance_days.into(),
            report_due_date: call.terms.report_due.to_string(),
            tail_rule: v1::TailRule::from(call.terms.tail_rule).into(),
            etag: call.revision.etag(),
            create_time: Some(timestamp(call.created)),
            update_time: Some(timestamp(call.updated)),
            appeal_money: call
                .terms
                .appeal_money
                .iter()
                .map(|one| source(*one).into())
                .collect(),
            previous_call: call
                .terms
                .previous_call
                .map(|previous| self.call_name(&previous).to_string())
                .unwrap_or_default(),
        }
    }
}
