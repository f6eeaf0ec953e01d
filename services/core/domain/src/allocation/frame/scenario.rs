//! The one place where a plan becomes what the engine runs.

use allocation::{Amount, Damping, Quota, Reserved, Rule, Scenario, Tail, WeightBy};

use super::{Competitor, Frame};
use crate::allocation::division::{Division, GroupQuota, PlanRule, ReservedPart};
use crate::money::Money;

impl Frame<'_> {
    /// The engine's scenario. The order of the competitors does not matter.
    #[must_use]
    pub fn scenario(&self, competitors: &[Competitor]) -> Scenario {
        // Every field is named: a new one does not compile before it is mapped.
        let Division {
            rule: _,
            tail_rule: _,
            step,
            rounding,
            collar,
            floor: _,
            cap: _,
            yearly_ceilings,
            first_claims: _,
            grouping: _,
            quotas,
            reserved,
        } = &self.plan.division;
        let rule = rule(&self.plan.division, self.call.terms.tail_rule);
        let applicants = competitors
            .iter()
            .map(|competitor| applicant(competitor, &self.plan.division, &rule))
            .collect();
        let mut scenario = Scenario::new(self.budget, rule, applicants);
        scenario.step = (*step).into();
        scenario.rounding = *rounding;
        scenario.damping = (!collar.is_open()).then_some(Damping::Collar(*collar));
        scenario.yearly_ceilings = yearly_ceilings.iter().copied().map(Amount::from).collect();
        scenario.groups = quotas.iter().map(|quota| self.quota(quota)).collect();
        scenario.reserved = reserved.iter().map(|part| self.reserved(part)).collect();
        // Only a release asks what day it is: without one, the same run on another day has the same
        // hash.
        scenario.as_of = (!reserved.is_empty()).then(|| self.today.to_string());
        scenario.draw = Some(self.draw.clone());
        scenario.rules = self.call.rule_hash().map(str::to_owned);
        scenario
    }

    fn quota(&self, quota: &GroupQuota) -> Quota {
        Quota {
            path: quota.path.clone(),
            min: quota.least.map(|part| part.of(self.budget).into()),
            max: quota.most.map(|part| part.of(self.budget).into()),
        }
    }

    fn reserved(&self, reserved: &ReservedPart) -> Reserved {
        Reserved {
            path: reserved.path.clone(),
            amount: reserved.part.of(self.budget).into(),
            released_from: reserved.released_from.map(|day| day.to_string()),
        }
    }
}

/// The engine's rule; `of_call` is the tail where the division names none.
fn rule(division: &Division, of_call: Tail) -> Rule {
    match division.rule {
        PlanRule::Ranked => Rule::Ranked(division.tail_rule.unwrap_or(of_call)),
        PlanRule::Proportional => Rule::Proportional,
        PlanRule::EqualAwards => Rule::ConstrainedEqualAwards,
        PlanRule::EqualLosses => Rule::ConstrainedEqualLosses,
        PlanRule::ByScore => Rule::WeightedEqualAwards(WeightBy::Score),
        PlanRule::BasePlusProportional { base } => Rule::BaseProportional { base: base.into() },
    }
}

/// One competitor as a division sees it. What the division does not look at is left out, so that a
/// change in it changes no run.
pub(super) fn applicant(
    competitor: &Competitor,
    division: &Division,
    rule: &Rule,
) -> allocation::Applicant {
    let claim = competitor.claim.amount;
    let most = division.cap.unwrap_or(claim).min(claim);
    // Only an offer of a reduced amount asks what is of use: under `partial` the first that does
    // not fit gets what is left.
    let least = match rule {
        Rule::Ranked(Tail::OfferReduced) => competitor.claim.useful_minimum.min(most),
        Rule::Ranked(_) => Money::ZERO,
        _ => division.floor.unwrap_or(Money::ZERO).min(most),
    };
    let class = competitor.placement.priority_class;
    let promised = division.first_claims.contains(&class);
    let year = competitor.placement.support_year;
    allocation::Applicant {
        score: Some(competitor.score.into()),
        min: least.is_positive().then(|| least.into()),
        max: division.cap.map(Amount::from),
        // A year without a grant holds nothing near it.
        last_year: competitor
            .last_year
            .filter(|amount| amount.is_positive())
            .map(Amount::from),
        committed: (promised && most.is_positive()).then(|| most.into()),
        priority_class: Some(class),
        group: division
            .grouping
            .iter()
            .map(|grouping| grouping.group(competitor))
            .collect(),
        year: year.filter(|_| !division.yearly_ceilings.is_empty()),
        ..allocation::Applicant::new(competitor.application.to_string(), claim)
    }
}
