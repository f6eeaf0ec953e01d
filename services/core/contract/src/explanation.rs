//! One award explained: the values behind it, and what would have changed it.

use allocation::scenario::Scale;
use allocation::{Amount, Clause, Outcome, Refusal, Sharing};
use domain::allocation::frame::{Account, ExplainedAward, Explanation};
use domain::decision::Decision;
use domain::findings::{message_id, sentence};
use domain::identifiers::CallId;
use domain::money::Money;
use insight::explain::{Style, counterfactual, own_price};
use insight::{Counterfactual, OwnPrice, Policy};

use crate::outward::Outward;
use crate::{SchemeContract, v1};

impl<S: SchemeContract> Outward<S> {
    /// An award with everything there is to say about it, of a call with grants for this year.
    #[must_use]
    pub fn explained_award(
        &self,
        call: &CallId,
        grant_year: i32,
        (explained, later, awaited): (ExplainedAward, Vec<Decision>, Money),
    ) -> v1::ExplainAwardResponse {
        let account = explained.account.as_ref();
        let what_if = account.into_iter().flat_map(|account| &account.what_if);
        let prices = account.into_iter().flat_map(|account| &account.prices);
        let since = account.and_then(|account| account.since.as_ref());
        let award = &explained.award;
        let ahead = account
            .and_then(|account| account.ahead)
            .into_iter()
            .flatten();
        let calculated = account
            .and_then(|account| account.ahead_calculated)
            .map_or([None, None], |amounts| amounts.map(Some));
        v1::ExplainAwardResponse {
            claim_steps: self.claim_steps(&explained.claim_steps),
            explanation: explained
                .explanation
                .iter()
                .map(|line| self.said(line))
                .collect(),
            trace: account.map(trace),
            what_if: what_if.map(|change| self.what_if(change)).collect(),
            since_last_year: since.map(|since| v1::SinceLastYear {
                last_year: Some(since.last_year.into()),
                amount: Some(since.amount.into()),
                clause: clause(since.clause).to_owned(),
                text: self.said(&since.text),
            }),
            policies: prices.map(|price| self.policy(price)).collect(),
            indicative: (1..)
                .zip(ahead.zip(calculated))
                .map(|(years, (amount, calculated))| v1::IndicativeAward {
                    year: grant_year + years,
                    amount: Some(amount.into()),
                    calculated: calculated.map(Into::into),
                })
                .collect(),
            indicative_text: account
                .and_then(|account| account.ahead_text(award))
                .map(|line| self.said(&line))
                .unwrap_or_default(),
            calculated_text: explained
                .calculated_text()
                .map(|line| self.said(&line))
                .unwrap_or_default(),
            later_decisions: later
                .into_iter()
                .map(|one| self.later_decision(one))
                .collect(),
            awaited: awaited.is_positive().then(|| awaited.into()),
            award: Some(self.award(call, explained.award)),
        }
    }

    fn later_decision(&self, decision: Decision) -> v1::LaterDecision {
        let id = message_id("later-decision-", decision.kind.code());
        let amount = decision.amount.into();
        let text = sentence(
            self.catalogues(),
            self.language,
            &id,
            &[("amount".into(), amount)],
        );
        let told = self.decision(decision);
        v1::LaterDecision {
            decision: told.name,
            kind: told.kind,
            amount: told.amount,
            text,
        }
    }

    fn said(&self, line: &Explanation) -> String {
        line.text(self.catalogues(), self.language)
    }

    fn what_if(&self, change: &Counterfactual) -> v1::WhatIf {
        let money = |ore: i64| Some(Money::from_ore(ore).into());
        let change_text = v1::WhatIf {
            text: counterfactual(change, SCALE, Style::Money, self.language),
            ..v1::WhatIf::default()
        };
        match *change {
            Counterfactual::Score { needed, amount } => v1::WhatIf {
                code: "SCORE".to_owned(),
                score_milli: Some(needed),
                amount: money(amount),
                ..change_text
            },
            Counterfactual::Claim { fits } => v1::WhatIf {
                code: "CLAIM".to_owned(),
                amount: money(fits),
                ..change_text
            },
            Counterfactual::Budget { needed } => v1::WhatIf {
                code: "BUDGET".to_owned(),
                budget: money(needed),
                ..change_text
            },
            Counterfactual::Without {
                clause: bound,
                amount,
            } => v1::WhatIf {
                code: "WITHOUT".to_owned(),
                clause: clause(bound).to_owned(),
                amount: money(amount),
                ..change_text
            },
            Counterfactual::OtherBudget { percent, amount } => v1::WhatIf {
                code: "OTHER_BUDGET".to_owned(),
                budget_percent: Some(percent.into()),
                amount: money(amount),
                ..change_text
            },
        }
    }

    fn policy(&self, price: &OwnPrice) -> v1::PolicyEffect {
        let (policy, group) = match &price.policy {
            Policy::Minima => ("MINIMA", ""),
            Policy::Maxima => ("MAXIMA", ""),
            Policy::Headroom => ("HEADROOM", ""),
            Policy::Damping => ("DAMPING", ""),
            Policy::UsefulMinimum => ("USEFUL_MINIMUM", ""),
            Policy::YearlyCeilings => ("YEARLY_CEILINGS", ""),
            Policy::Threshold => ("THRESHOLD", ""),
            Policy::PriorityClasses => ("PRIORITY_CLASSES", ""),
            Policy::ConcernCap => ("CONCERN_CAP", ""),
            Policy::Quota { group } => ("QUOTA", group.as_str()),
            Policy::Reserved { group } => ("RESERVED", group.as_str()),
        };
        v1::PolicyEffect {
            policy: policy.to_owned(),
            group: group.to_owned(),
            with_policy: Some(Money::from_ore(price.with).into()),
            without_policy: Some(Money::from_ore(price.without).into()),
            text: own_price(price, SCALE, Style::Money, self.language),
        }
    }
}

/// Our runs count øre and thousandths of a point.
const SCALE: Scale = Scale {
    amount: 1,
    weight: 1,
    score: 1_000,
};

fn trace(account: &Account) -> v1::AwardTrace {
    let money = |amount: Amount| Some(Money::from(amount).into());
    let (award, pot) = (&account.calculated, &account.pot);
    let trace = &award.trace;
    v1::AwardTrace {
        claim: money(trace.claim),
        lo: money(trace.lo),
        lo_clause: clause(trace.lo_clause).to_owned(),
        hi: money(trace.hi),
        hi_clause: clause(trace.hi_clause).to_owned(),
        base: money(trace.base),
        weight: trace.weight.get(),
        sharing: sharing(pot.sharing).to_owned(),
        level: pot.level.map(|level| level.to_string()).unwrap_or_default(),
        exact: award.exact.to_string(),
        step: Some(account.step.into()),
        before_damping: trace.before_damping.and_then(money),
        amount: money(award.amount),
        score_milli: account.score.map(|score| score.0),
        rank: trace
            .rank
            .map(|rank| i32::try_from(rank).unwrap_or(i32::MAX)),
        outcome: outcome(trace.outcome).to_owned(),
    }
}

/// The code of what made a bound; empty for none.
const fn clause(clause: Clause) -> &'static str {
    match clause {
        Clause::Nothing => "",
        Clause::Committed => "COMMITTED",
        Clause::Notified => "NOTIFIED",
        Clause::Minimum => "MINIMUM",
        Clause::LastYearFloor => "LAST_YEAR_FLOOR",
        Clause::UsefulMinimum => "USEFUL_MINIMUM",
        Clause::Base => "BASE",
        Clause::Claim => "CLAIM",
        Clause::Maximum => "MAXIMUM",
        Clause::Headroom => "HEADROOM",
        Clause::LastYearCeiling => "LAST_YEAR_CEILING",
        Clause::YearlyCeiling => "YEARLY_CEILING",
        Clause::CutFloor => "CUT_FLOOR",
    }
}

const fn sharing(sharing: Sharing) -> &'static str {
    match sharing {
        Sharing::Awards => "AWARDS",
        Sharing::CutFloors => "CUT_FLOORS",
        Sharing::Losses => "LOSSES",
        Sharing::TalmudAwards => "TALMUD_AWARDS",
        Sharing::TalmudLosses => "TALMUD_LOSSES",
        Sharing::Ranked(_) => "RANKED",
        Sharing::Apportionment(_) => "APPORTIONMENT",
        Sharing::Knapsack => "KNAPSACK",
    }
}

const fn outcome(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Shared => "SHARED",
        Outcome::AtFloor => "AT_FLOOR",
        Outcome::AtCeiling => "AT_CEILING",
        Outcome::Funded => "FUNDED",
        Outcome::Reduced => "REDUCED",
        Outcome::Refused(refusal) => match refusal {
            Refusal::BelowThreshold => "BELOW_THRESHOLD",
            Refusal::NothingAllowed => "NOTHING_ALLOWED",
            Refusal::NotAdmitted => "NOT_ADMITTED",
            Refusal::BudgetEnded => "BUDGET_ENDED",
            Refusal::OpenPartEnded => "OPEN_PART_ENDED",
            Refusal::DidNotFit => "DID_NOT_FIT",
            Refusal::BelowOwnMinimum => "BELOW_OWN_MINIMUM",
            Refusal::GroupFull => "GROUP_FULL",
            Refusal::NotInBestSet => "NOT_IN_BEST_SET",
            Refusal::ClassNotReached => "CLASS_NOT_REACHED",
        },
    }
}
