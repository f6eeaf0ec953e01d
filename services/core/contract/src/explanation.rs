//! One award explained: the values behind it, and what would have changed it.

use allocation::{Rule, Scenario};
use domain::allocation::frame::{Account, ExplainedAward, Explanation, Traced, clause};
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
        explained: ExplainedAward,
    ) -> v1::ExplainAwardResponse {
        let account = explained.account.as_ref();
        let what_if = account.into_iter().flat_map(|account| &account.what_if);
        let prices = account.into_iter().flat_map(|account| &account.prices);
        let since = account.and_then(|account| account.since.as_ref());
        let ahead = account
            .and_then(|account| account.ahead)
            .into_iter()
            .flatten();
        v1::ExplainAwardResponse {
            claim_steps: self.claim_steps(&explained.claim_steps),
            explanation: explained
                .explanation
                .iter()
                .map(|line| self.said(line))
                .collect(),
            trace: account.map(|account| trace(&account.trace)),
            what_if: what_if.map(|change| self.what_if(change)).collect(),
            since_last_year: since.map(|since| v1::SinceLastYear {
                last_year: Some(since.last_year.into()),
                amount: Some(since.amount.into()),
                clause: since.clause.to_owned(),
                text: self.said(&since.text),
            }),
            policies: prices.map(|price| self.policy(price)).collect(),
            indicative: (1..)
                .zip(ahead)
                .map(|(years, amount)| v1::IndicativeAward {
                    year: grant_year + years,
                    amount: Some(amount.into()),
                })
                .collect(),
            indicative_text: account
                .and_then(Account::ahead_text)
                .map(|line| self.said(&line))
                .unwrap_or_default(),
            award: Some(self.award(call, explained.award)),
        }
    }

    fn said(&self, line: &Explanation) -> String {
        line.text(self.catalogues(), self.language)
    }

    fn what_if(&self, change: &Counterfactual) -> v1::WhatIf {
        let money = |ore: i64| Some(Money::from_ore(ore).into());
        let told = v1::WhatIf {
            text: counterfactual(change, &units(), Style::Money, self.language),
            ..v1::WhatIf::default()
        };
        match *change {
            Counterfactual::Score { needed, amount } => v1::WhatIf {
                code: "SCORE".to_owned(),
                score_milli: Some(needed),
                amount: money(amount),
                ..told
            },
            Counterfactual::Claim { fits } => v1::WhatIf {
                code: "CLAIM".to_owned(),
                amount: money(fits),
                ..told
            },
            Counterfactual::Budget { needed } => v1::WhatIf {
                code: "BUDGET".to_owned(),
                budget: money(needed),
                ..told
            },
            Counterfactual::Without {
                clause: bound,
                amount,
            } => v1::WhatIf {
                code: "WITHOUT".to_owned(),
                clause: clause(bound).to_owned(),
                amount: money(amount),
                ..told
            },
            Counterfactual::OtherBudget { percent, amount } => v1::WhatIf {
                code: "OTHER_BUDGET".to_owned(),
                budget_percent: Some(percent.into()),
                amount: money(amount),
                ..told
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
            text: own_price(price, &units(), Style::Money, self.language),
        }
    }
}

/// What the sentences need to know of a scenario: our runs count thousandths of a point.
fn units() -> Scenario {
    let mut units = Scenario::new(0, Rule::Proportional, Vec::new());
    units.scale.score = 1_000;
    units
}

fn trace(trace: &Traced) -> v1::AwardTrace {
    v1::AwardTrace {
        claim: Some(trace.claim.into()),
        lo: Some(trace.lo.0.into()),
        lo_clause: trace.lo.1.to_owned(),
        hi: Some(trace.hi.0.into()),
        hi_clause: trace.hi.1.to_owned(),
        base: Some(trace.base.into()),
        weight: trace.weight,
        sharing: trace.sharing.to_owned(),
        level: trace.level.clone(),
        exact: trace.exact.clone(),
        step: Some(trace.step.into()),
        before_damping: trace.before_damping.map(Into::into),
        amount: Some(trace.amount.into()),
        score_milli: trace.score.map(|score| score.0),
        rank: trace
            .rank
            .map(|rank| i32::try_from(rank).unwrap_or(i32::MAX)),
        outcome: trace.outcome.to_owned(),
    }
}
