//! The figures behind one award, and what would have changed it: each the end of full runs of the
//! engine from the frozen inputs.

use std::collections::BTreeMap;

use allocation::{Clause, Outcome, Refusal as Unfunded, Sharing};
use insight::{Counterfactual, OwnPrice, counterfactuals, own_prices};

use super::{Explanation, Run};
use crate::allocation::award::{Award, AwardReason};
use crate::allocation::fairness::ahead;
use crate::application::ScoreMilli;
use crate::findings::FindingValue;
use crate::findings::args;
use crate::money::Money;

/// Everything about one award that can be computed again.
#[derive(Debug, Clone, PartialEq)]
pub struct Account {
    /// The values the engine went by.
    pub trace: Traced,
    /// Changes that would have changed the calculated amount.
    pub what_if: Vec<Counterfactual>,
    /// Its gain or loss by each policy of the frame.
    pub prices: Vec<OwnPrice>,
    /// Against last year; `None` for one who had nothing.
    pub since: Option<Since>,
    /// Awards of the two years ahead; `None` where such a year contradicts itself.
    pub ahead: Option<[Money; 2]>,
}

/// The values the engine went by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Traced {
    /// The most that could be granted.
    pub claim: Money,
    /// Lower bound, and the code of what made it.
    pub lo: (Money, &'static str),
    /// Upper bound, and the code of what made it.
    pub hi: (Money, &'static str),
    /// Its part before the level counts.
    pub base: Money,
    /// Its weight.
    pub weight: i64,
    /// Code of how its pot was shared.
    pub sharing: &'static str,
    /// λ, or μ for losses, in øre for one of the weight, as an exact fraction; empty where there is
    /// none.
    pub level: String,
    /// The exact share in øre, as a fraction.
    pub exact: String,
    /// The step that awards are multiples of.
    pub step: Money,
    /// The amount before damping, where a damper ran afterwards.
    pub before_damping: Option<Money>,
    /// The amount the engine calculated.
    pub amount: Money,
    /// Its score.
    pub score: Option<ScoreMilli>,
    /// Its place in the ranking, from 1; `None` where nothing is ranked.
    pub rank: Option<u32>,
    /// Code of how it ended.
    pub outcome: &'static str,
}

/// This year's amount against last year's.
#[derive(Debug, Clone, PartialEq)]
pub struct Since {
    /// Last year's.
    pub last_year: Money,
    /// This year's, as it is proposed or decided.
    pub amount: Money,
    /// Code of the bound that set this year's amount; empty when none did.
    pub clause: &'static str,
    /// Why, as a sentence.
    pub text: Explanation,
}

impl Account {
    /// The indicative amounts as a sentence.
    #[must_use]
    pub fn ahead_text(&self) -> Option<Explanation> {
        let [next, after] = self.ahead?;
        let values = args([("next", next.into()), ("after", after.into())]);
        Some(Explanation::step("AHEAD", values))
    }
}

/// The account of an award in its sub-frame's run; `None` when the run does not have it. An
/// organisation is not told which budget would have been enough where so few competed that it would
/// tell what another applied for.
#[must_use]
pub fn account(run: &Run, award: &Award, for_staff: bool) -> Option<Account> {
    let id = award.application.to_string();
    let share = run.result.award(&id)?;
    let entrant = run.scenario.applicants.iter().find(|one| one.id == id)?;
    let pot = run.pot(share)?;
    let (trace, money) = (&share.trace, Money::from_ore);
    let told = |change: &Counterfactual| {
        for_staff || !run.is_small() || !matches!(change, Counterfactual::Budget { .. })
    };
    // The others' adjustments are theirs: for them the year after begins from what the engine came
    // to.
    let awards = run.result.awards.iter();
    let mut amounts: BTreeMap<String, i64> = awards
        .map(|other| (other.id.clone(), other.amount))
        .collect();
    amounts.insert(id.clone(), award.amount.ore());
    let years = ahead(run, &amounts);
    Some(Account {
        trace: Traced {
            claim: money(trace.claim),
            lo: (money(trace.lo), clause(trace.lo_clause)),
            hi: (money(trace.hi), clause(trace.hi_clause)),
            base: money(trace.base),
            weight: trace.weight,
            sharing: sharing(pot.sharing),
            level: pot
                .level
                .map_or_else(String::new, |level| level.to_string()),
            exact: share.exact.to_string(),
            step: money(run.scenario.step),
            before_damping: trace.before_damping.map(money),
            amount: money(share.amount),
            score: entrant.score.map(ScoreMilli),
            rank: trace.rank,
            outcome: outcome(trace.outcome),
        },
        what_if: counterfactuals(&run.scenario, &run.result, &id)
            .into_iter()
            .filter(told)
            .collect(),
        prices: own_prices(&run.scenario, &id).unwrap_or_default(),
        since: since(award, share),
        ahead: years
            .and_then(|[next, after]| Some([money(*next.get(&id)?), money(*after.get(&id)?)])),
    })
}

fn since(award: &Award, share: &allocation::Award) -> Option<Since> {
    let last_year = Money::from_ore(share.trace.last_year?);
    let amount = award.amount;
    let by_person = matches!(award.reason, Some(AwardReason::Person { .. }));
    let (code, bound) = match share.trace.outcome {
        _ if by_person => ("SINCE_ADJUSTED", Clause::Nothing),
        _ if amount == last_year => ("SINCE_SAME", Clause::Nothing),
        Outcome::AtFloor if share.trace.lo_clause == Clause::LastYearFloor => {
            ("SINCE_FLOOR", share.trace.lo_clause)
        }
        Outcome::AtCeiling if share.trace.hi_clause == Clause::LastYearCeiling => {
            ("SINCE_CEILING", share.trace.hi_clause)
        }
        _ if amount.ore() == share.trace.claim => ("SINCE_FULL", Clause::Claim),
        Outcome::AtFloor => ("SINCE_BOUND", share.trace.lo_clause),
        Outcome::AtCeiling => ("SINCE_BOUND", share.trace.hi_clause),
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
        clause: clause(bound),
        text: Explanation::step(code, values),
    })
}

/// The code of what made a bound; empty for none.
#[must_use]
pub const fn clause(clause: Clause) -> &'static str {
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
            Unfunded::BelowThreshold => "BELOW_THRESHOLD",
            Unfunded::NothingAllowed => "NOTHING_ALLOWED",
            Unfunded::NotAdmitted => "NOT_ADMITTED",
            Unfunded::BudgetEnded => "BUDGET_ENDED",
            Unfunded::OpenPartEnded => "OPEN_PART_ENDED",
            Unfunded::DidNotFit => "DID_NOT_FIT",
            Unfunded::BelowOwnMinimum => "BELOW_OWN_MINIMUM",
            Unfunded::GroupFull => "GROUP_FULL",
            Unfunded::NotInBestSet => "NOT_IN_BEST_SET",
            Unfunded::ClassNotReached => "CLASS_NOT_REACHED",
        },
    }
}
