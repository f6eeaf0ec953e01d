//! The figures behind one award, and what would have changed it: each the end of full runs of the
//! engine from the frozen inputs.

use std::collections::BTreeMap;

use allocation::{Amount, Clause, Outcome};
use insight::{Counterfactual, OwnPrice, counterfactuals, own_prices};

use super::{Explanation, Run};
use crate::allocation::award::Award;
use crate::allocation::fairness::ahead;
use crate::application::ScoreMilli;
use crate::findings::{FindingValue, args};
use crate::money::Money;

/// Everything about one award that can be computed again.
#[derive(Debug, Clone, PartialEq)]
pub struct Account {
    /// The award as the engine calculated it, with its trace.
    pub calculated: allocation::Award,
    /// The pot it shared in.
    pub pot: allocation::Pot,
    /// The step that awards are multiples of.
    pub step: Money,
    /// Its score.
    pub score: Option<ScoreMilli>,
    /// Changes that would have changed the calculated amount.
    pub what_if: Vec<Counterfactual>,
    /// Its gain or loss by each policy of the frame.
    pub prices: Vec<OwnPrice>,
    /// Against last year; `None` for one who had nothing.
    pub since: Option<Since>,
    /// Awards of the two years ahead; `None` where such a year contradicts itself.
    pub ahead: Option<[Money; 2]>,
    /// The same counted from the calculated amount; `None` where the award is that amount.
    pub ahead_calculated: Option<[Money; 2]>,
}

/// This year's amount against last year's.
#[derive(Debug, Clone, PartialEq)]
pub struct Since {
    /// Last year's.
    pub last_year: Money,
    /// This year's, as it is proposed or decided.
    pub amount: Money,
    /// The bound that set this year's amount; [`Clause::Nothing`] when none did.
    pub clause: Clause,
    /// Why, as a sentence.
    pub text: Explanation,
}

impl Account {
    /// The indicative amounts as a sentence.
    #[must_use]
    pub fn ahead_text(&self, award: &Award) -> Option<Explanation> {
        let [next, after] = self.ahead?;
        let years = args([("next", next.into()), ("after", after.into())]);
        let Some([calculated_next, calculated_after]) = self.ahead_calculated else {
            return Some(Explanation::step("AHEAD", years));
        };
        let unchanged = args([
            ("calculated", award.calculated.into()),
            ("amount", award.amount.into()),
            ("calculated-next", calculated_next.into()),
            ("calculated-after", calculated_after.into()),
        ]);
        let values = years.into_iter().chain(unchanged).collect();
        Some(Explanation::step("AHEAD_ADJUSTED", values))
    }
}

/// The account of an award in its sub-frame's run; `None` when the run does not have it. An
/// organisation is not told which budget would have been enough where so few competed that it would
/// tell what another applied for.
#[must_use]
pub fn account(run: &Run, award: &Award, for_staff: bool) -> Option<Account> {
    let id = award.application.to_string();
    let calculated = run.result.award(&id)?;
    let applicant = run.scenario.applicants.iter().find(|one| one.id == id)?;
    let pot = run.pot(calculated)?;
    let money = |amount: &Amount| Money::from(*amount);
    let may_know = |change: &Counterfactual| {
        for_staff || !run.is_small() || !matches!(change, Counterfactual::Budget { .. })
    };
    // The others' adjustments are theirs: for them the year after begins from what the engine came
    // to.
    let awards = run.result.awards.iter();
    let amounts: BTreeMap<String, Amount> = awards
        .map(|other| (other.id.clone(), other.amount))
        .collect();
    let mut decided = amounts.clone();
    decided.insert(id.clone(), award.amount.into());
    let held = award.is_lowered().then(|| id.clone());
    let years = |amounts, held: Option<String>| {
        let [next, after] = ahead(run, amounts, &held.into_iter().collect())?;
        Some([money(next.get(&id)?), money(after.get(&id)?)])
    };
    Some(Account {
        calculated: calculated.clone(),
        pot: pot.clone(),
        step: run.scenario.step.into(),
        score: applicant.score.map(ScoreMilli::from),
        what_if: counterfactuals(&run.scenario, &run.result, &id)
            .into_iter()
            .filter(may_know)
            .collect(),
        prices: own_prices(&run.scenario, &id).unwrap_or_default(),
        since: since(award, calculated),
        ahead: years(&decided, held),
        ahead_calculated: award.is_changed().then(|| years(&amounts, None)).flatten(),
    })
}

fn since(award: &Award, calculated: &allocation::Award) -> Option<Since> {
    let last_year = Money::from(calculated.trace.last_year?);
    let amount = award.amount;
    let by_person = award.adjusted_by().is_some();
    let (code, bound) = match calculated.trace.outcome {
        _ if by_person => ("SINCE_ADJUSTED", Clause::Nothing),
        _ if amount == last_year => ("SINCE_SAME", Clause::Nothing),
        Outcome::AtFloor if calculated.trace.lo_clause == Clause::LastYearFloor => {
            ("SINCE_FLOOR", calculated.trace.lo_clause)
        }
        Outcome::AtCeiling if calculated.trace.hi_clause == Clause::LastYearCeiling => {
            ("SINCE_CEILING", calculated.trace.hi_clause)
        }
        _ if amount == calculated.trace.claim.into() => ("SINCE_FULL", Clause::Claim),
        Outcome::AtFloor => ("SINCE_BOUND", calculated.trace.lo_clause),
        Outcome::AtCeiling => ("SINCE_BOUND", calculated.trace.hi_clause),
        Outcome::Shared | Outcome::Funded => ("SINCE_LEVEL", Clause::Nothing),
        Outcome::Reduced => ("SINCE_LAST", Clause::Nothing),
        Outcome::Refused(_) => ("SINCE_NOTHING", Clause::Nothing),
    };
    let values = args([
        ("last", FindingValue::Money(last_year)),
        ("amount", FindingValue::Money(amount)),
    ]);
    Some(Since {
        last_year,
        amount,
        clause: bound,
        text: Explanation::step(code, values),
    })
}
