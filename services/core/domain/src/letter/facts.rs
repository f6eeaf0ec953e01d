//! The facts that a letter is composed from.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use text::{Catalogue, Language, TextError};

use super::blocks::{OFFICE_ADDRESS, OFFICE_ORGANISATION, OFFICE_UNIT};
use super::content::Signer;
use super::writer::Writer;
use crate::allocation::award::AwardReason;
use crate::allocation::frame::Explanation;
use crate::application::claim::ClaimStep;
use crate::application::{Applicant, ScoreMilli};
use crate::assessment::Assessment;
use crate::call::CallTerms;
use crate::findings::Finding;
use crate::grant::{
    Budget, Condition, GrantChange, PlannedInstalment, RecoveryClaim, RecoveryNotice,
};
use crate::identifiers::CaseReference;
use crate::money::Money;
use crate::obligation::{BreachKind, Obligation};
use crate::report::PlannedReport;
use crate::reversal::ReversalGround;
use crate::rules::RuleValues;
use crate::scheme::SchemeProfile;
use crate::step::StepRecord;

/// The facts of one letter.
#[derive(Debug, Clone, Copy)]
pub struct Facts<'a> {
    /// Language that the recipient chose.
    pub language: Language,
    /// Identifier of the document.
    pub ident: &'a str,
    /// Number of the decision.
    pub decision_number: &'a str,
    /// Date of the decision, in Norway.
    pub date: NaiveDate,
    /// The office that sends the letter.
    pub office: &'a Office,
    /// The scheme.
    pub profile: &'a SchemeProfile,
    /// Rule values of the scheme on the day of the call's rules.
    pub rules: &'a RuleValues,
    /// Texts of the scheme, read before those of the domain.
    pub messages: &'a Catalogue,
    /// Terms of the call.
    pub terms: &'a CallTerms,
    /// The applicant.
    pub applicant: &'a Applicant,
    /// Address of the applicant, the lines below its name.
    pub address: &'a [String],
    /// The case reference.
    pub case_reference: &'a CaseReference,
    /// The amount applied for.
    pub requested: Money,
    /// True if the party may appeal the decision.
    pub appealable: bool,
    /// The decision.
    pub decision: Decision<'a>,
}

/// The office that sends letters of a scheme. Its authority is the scheme's manager.
#[derive(Debug, Clone)]
pub struct Office {
    /// Unit; empty where there is none.
    pub unit: String,
    /// Address, line by line.
    pub address: Vec<String>,
    /// Organisation number; empty where the scheme's texts give none.
    pub organisation: String,
    /// The person who handles the case.
    pub officer: String,
    /// Those who sign.
    pub signers: Vec<Signer>,
}

impl Office {
    /// Reads the office from the texts of the domain, or of the scheme where it has its own: unit,
    /// address (line by line) and organisation number, each of which may be empty.
    ///
    /// # Errors
    /// [`TextError`] when a text needs a value.
    pub fn of(
        (language, messages): (Language, &Catalogue),
        officer: &str,
        signer: &str,
    ) -> Result<Self, TextError> {
        let writer = Writer::new(language, messages);
        let address = writer.word(OFFICE_ADDRESS)?;
        let lines = address.lines().map(str::trim);
        Ok(Self {
            unit: writer.word(OFFICE_UNIT)?,
            address: lines
                .filter(|line| !line.is_empty())
                .map(Into::into)
                .collect(),
            organisation: writer.word(OFFICE_ORGANISATION)?,
            officer: officer.to_owned(),
            signers: vec![Signer {
                name: signer.to_owned(),
                title: String::new(),
            }],
        })
    }
}

/// The decision that a letter tells of.
#[derive(Debug, Clone, Copy)]
pub enum Decision<'a> {
    /// Everything applied for (innvilget).
    Grant(Promise<'a>),
    /// Less than applied for (delvis innvilget).
    PartialGrant(Promise<'a>, Grounds<'a>),
    /// Nothing (avslag).
    Refusal(Grounds<'a>),
    /// Not considered (avvisning).
    Dismissal(Dismissal<'a>),
    /// A promise that was not accepted in time ends (bortfall).
    Lapse(Lapse<'a>),
    /// Money is claimed back after a notice (tilbakebetalingskrav).
    Recovery(Recovered<'a>),
    /// More, after an appeal, by the authority itself (omgjøring).
    AppealReversal(Promise<'a>, Judged<'a>),
    /// More, by the body of appeal (medhold).
    AppealUpheld(Promise<'a>, Judged<'a>),
    /// Decided anew after an annulment, with the same result.
    Reconsidered(Judged<'a>),
    /// An appeal is not considered (avvisning av klage).
    AppealDismissal(Judged<'a>),
    /// The body of appeal lets the decision stand (stadfesting).
    AppealRejected(Judged<'a>),
    /// The body of appeal annuls the decision (oppheving).
    AppealAnnulled(Judged<'a>),
    /// Less is claimed back, after an appeal, by the authority itself.
    ClaimReversal(LessClaimed, Judged<'a>),
    /// Less is claimed back, by the body of appeal.
    ClaimUpheld(LessClaimed, Judged<'a>),
    /// A change that the recipient asked for is approved; with a promise where the amount changes.
    Change(Option<Promise<'a>>, Answered<'a>),
    /// A change that the recipient asked for is rejected.
    ChangeRefusal(Answered<'a>),
    /// The authority changes its decision without an appeal; with a promise where something is
    /// granted (omgjøring).
    Reversal(Option<Promise<'a>>, Reversed<'a>),
    /// An obvious error is corrected (retting).
    Correction(Corrected<'a>),
}

impl Decision<'_> {
    /// The name in the ids of messages.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Grant(_) => "grant",
            Self::PartialGrant(..) => "partial-grant",
            Self::Refusal(_) => "refusal",
            Self::Dismissal(_) => "dismissal",
            Self::Lapse(_) => "lapse",
            Self::Recovery(Recovered {
                broken: Some(_), ..
            }) => "claim",
            Self::Recovery(_) => "recovery",
            Self::AppealReversal(..) => "appeal-reversal",
            Self::AppealUpheld(..) => "appeal-upheld",
            Self::Reconsidered(_) => "reconsidered",
            Self::AppealDismissal(_) => "appeal-dismissal",
            Self::AppealRejected(_) => "appeal-rejected",
            Self::AppealAnnulled(_) => "appeal-annulled",
            Self::ClaimReversal(..) => "claim-reversal",
            Self::ClaimUpheld(..) => "claim-upheld",
            Self::Change(..) => "change",
            Self::ChangeRefusal(_) => "change-refusal",
            Self::Reversal(..) => "reversal",
            Self::Correction(_) => "correction",
        }
    }

    /// Returns true if it is the last word on an appeal.
    pub(super) const fn is_final(&self) -> bool {
        matches!(
            self,
            Self::AppealUpheld(..)
                | Self::ClaimUpheld(..)
                | Self::AppealRejected(_)
                | Self::AppealAnnulled(_)
        )
    }
}

/// An appeal that was judged.
#[derive(Debug, Clone, Copy)]
pub struct Judged<'a> {
    /// Number of the decision that was appealed.
    pub number: &'a str,
    /// The day the appeal came in.
    pub received: NaiveDate,
    /// The reasons, in words of those who judged it.
    pub reason: &'a str,
}

/// A claim that falls.
#[derive(Debug, Clone, Copy)]
pub struct LessClaimed {
    /// The amount that was claimed.
    pub before: Money,
    /// The amount that is claimed from now on.
    pub claimed: Money,
    /// The amount that came in beyond what is owed, and is paid back.
    pub back: Money,
    /// The interest that came in beyond what is owed, and is paid back.
    pub interest_back: Money,
}

/// A change that is answered.
#[derive(Debug, Clone, Copy)]
pub struct Answered<'a> {
    /// The change.
    pub change: &'a GrantChange,
    /// The day it was asked for.
    pub asked: NaiveDate,
    /// The approved budget before it.
    pub budget: Option<&'a Budget>,
    /// Why, in words of the person who decided.
    pub reason: &'a str,
}

/// A decision that is reversed.
#[derive(Debug, Clone, Copy)]
pub struct Reversed<'a> {
    /// Number of the decision that is reversed.
    pub number: &'a str,
    /// Its date.
    pub decided: NaiveDate,
    /// The amount that was granted.
    pub before: Money,
    /// The amount that is granted from now on.
    pub granted: Money,
    /// The amount that was paid beyond it, and must be paid back.
    pub to_repay: Money,
    /// The ground.
    pub ground: ReversalGround,
    /// Why, in words of the person who decided.
    pub reason: &'a str,
}

/// An error that is corrected.
#[derive(Debug, Clone, Copy)]
pub struct Corrected<'a> {
    /// Number of the decision that is corrected.
    pub number: &'a str,
    /// The words that are wrong.
    pub wrong: &'a str,
    /// The words that are right.
    pub right: &'a str,
    /// Why, in words of the person who decided.
    pub reason: &'a str,
}

/// A promise of money (tilsagn).
#[derive(Debug, Clone, Copy)]
pub struct Promise<'a> {
    /// The amount.
    pub granted: Money,
    /// Conditions of the scheme, in order.
    pub conditions: &'a [Condition],
    /// Payment plan.
    pub instalments: &'a [PlannedInstalment],
    /// Report plan.
    pub reports: &'a [PlannedReport],
    /// Duties to repay that outlive the payment; none in most schemes.
    pub obligations: &'a [Obligation],
    /// Budget year and amount of the part that waits for next year's frame.
    pub awaited: Option<(i32, Money)>,
    /// Last day to accept; `None` where the recipient has accepted already.
    pub accept_by: Option<NaiveDate>,
    /// It is accepted on a revised budget.
    pub revise_budget: bool,
}

/// The grounds of a decision that gives less than was applied for (begrunnelse).
#[derive(Debug, Clone, Copy)]
pub struct Grounds<'a> {
    /// The reason of the award.
    pub reason: Option<&'a AwardReason>,
    /// Assessments with points and reasons.
    pub assessments: &'a [Assessment],
    /// Weights of the criteria, in per cent.
    pub weights: &'a BTreeMap<&'static str, i64>,
    /// Mean of the weighted totals; `None` where nothing was assessed.
    pub score: Option<ScoreMilli>,
    /// Calculation of the largest amount.
    pub claim_steps: &'a [ClaimStep],
    /// The way of the division to the amount.
    pub explanation: &'a [Explanation],
}

/// The grounds of a dismissal.
#[derive(Debug, Clone, Copy)]
pub struct Dismissal<'a> {
    /// Reason in words of the person who decided.
    pub reason: &'a str,
    /// Findings it rests on.
    pub findings: &'a [Finding],
}

/// The promise that lapsed.
#[derive(Debug, Clone, Copy)]
pub struct Lapse<'a> {
    /// The amount promised.
    pub granted: Money,
    /// Date of the promise.
    pub decided: NaiveDate,
    /// Last day to accept it.
    pub accept_by: NaiveDate,
    /// Date of the notice.
    pub noticed: NaiveDate,
    /// Last day to answer it.
    pub answer_by: NaiveDate,
    /// Reason in words of the person who decided; empty where there is nothing to add.
    pub reason: &'a str,
}

/// Money that is claimed back after a notice.
#[derive(Debug, Clone, Copy)]
pub struct Recovered<'a> {
    /// The notice.
    pub notice: Option<&'a RecoveryNotice>,
    /// The recipient's answer.
    pub answer: Option<&'a StepRecord>,
    /// The claim.
    pub claim: &'a RecoveryClaim,
    /// The amount that was paid and not repaid.
    pub paid: Money,
    /// The amount that must be repaid, claimed or not.
    pub to_repay: Money,
    /// The duties whose breach it is claimed for.
    pub broken: Option<Broken<'a>>,
}

/// Duties to repay that are broken.
#[derive(Debug, Clone, Copy)]
pub struct Broken<'a> {
    /// The breach.
    pub breach: BreachKind,
    /// Its day.
    pub on: NaiveDate,
    /// The duties, each with its claim.
    pub obligations: &'a [&'a Obligation],
}
