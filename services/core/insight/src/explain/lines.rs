//! One award in words, from its trace: what was asked, what bound it, how the pot was shared, how
//! it was rounded.
//!
//! Every figure that the award follows from is named, so that a reader can recompute it by hand.

use super::style::{Style, Writer, times};
use super::{catalogue, clause};
use allocation::fraction::Fraction;
use allocation::scenario::{Rounding, Scenario};
use allocation::{Allocation, Amount, Award, Pot, Sharing};
use allocation::{Clause, Outcome};
use text::{Args, Language};

/// The explanation of an award, one sentence a line.
#[must_use]
pub fn lines(
    allocation: &Allocation,
    scenario: &Scenario,
    award: &Award,
    style: Style,
    language: Language,
) -> Vec<String> {
    let writer = Writer::of(scenario, style, language);
    let mut lines = Lines {
        writer,
        lines: Vec::with_capacity(8),
    };
    lines.bounds(award);
    if let Some(pot) = allocation.certificate.pots.get(award.trace.pot as usize) {
        lines.pot(pot);
        lines.sharing(pot, award);
    }
    lines.outcome(award);
    if !matches!(award.trace.outcome, Outcome::Refused(_)) {
        lines.rounding(scenario, award);
    }
    lines.change(award);
    lines.lines
}

struct Lines {
    writer: Writer,
    lines: Vec<String>,
}

impl Lines {
    fn say(&mut self, id: &str, args: &Args<'_>) {
        self.lines
            .push(catalogue().text(self.writer.language, id, args));
    }

    fn bounds(&mut self, award: &Award) {
        let trace = &award.trace;
        let claim = self.writer.amount(trace.claim);
        self.say("explain-claim", &Args::new().text("claim", claim));
        let lifted = trace.lo_clause != Clause::Nothing;
        let held = trace.hi_clause != Clause::Claim && trace.hi < trace.claim;
        let args = |writer: Writer| {
            Args::new()
                .text("lo", writer.amount(trace.lo))
                .text("loClause", clause(trace.lo_clause, writer.language))
                .text("hi", writer.amount(trace.hi))
                .text("hiClause", clause(trace.hi_clause, writer.language))
        };
        match (lifted, held) {
            (true, true) => self.say("explain-between", &args(self.writer)),
            (true, false) => self.say("explain-at-least", &args(self.writer)),
            (false, true) => self.say("explain-at-most", &args(self.writer)),
            (false, false) => {}
        }
    }

    fn pot(&mut self, pot: &Pot) {
        if pot.sharing == Sharing::CutFloors {
            return self.say(
                "explain-pot-all",
                &Args::new().text("budget", self.writer.amount(pot.budget)),
            );
        }
        let args = Args::new()
            .text("budget", self.writer.amount(pot.budget))
            .text("class", pot.class.to_string())
            .text("group", pot.group.join(" / "))
            .text("concern", pot.concern.as_deref().unwrap_or_default());
        let id = match (&pot.concern, pot.group.is_empty()) {
            (Some(_), _) => "explain-pot-concern",
            (None, true) => "explain-pot",
            (None, false) => "explain-pot-group",
        };
        self.say(id, &args);
    }

    fn sharing(&mut self, pot: &Pot, award: &Award) {
        let trace = &award.trace;
        if let Some(rank) = trace.rank {
            self.say("explain-place", &Args::new().text("rank", rank.to_string()));
        }
        let Some(level) = pot.level else { return };
        let weights = pot.weight_scale;
        let weight = times(
            Fraction::from(trace.weight.get()),
            weights.denominator(),
            weights.numerator(),
        );
        let level = times(level, weights.numerator(), weights.denominator());
        let (level, weight) = match pot.sharing {
            // The weight is an amount, and the level a part of it.
            Sharing::CutFloors => (self.writer.plain(level), self.writer.amount(trace.weight)),
            _ => (self.writer.share(level), self.writer.plain(weight)),
        };
        let args = Args::new()
            .text("level", level)
            .text("weight", weight)
            .text("base", self.writer.amount(trace.base));
        let id = match pot.sharing {
            Sharing::Awards if trace.base > Amount::ZERO => "explain-level-base",
            Sharing::Awards => "explain-level",
            Sharing::CutFloors => "explain-cut-floors",
            Sharing::Losses => "explain-losses",
            Sharing::TalmudAwards => "explain-talmud-awards",
            Sharing::TalmudLosses => "explain-talmud-losses",
            Sharing::Ranked(_) | Sharing::Apportionment(_) | Sharing::Knapsack => return,
        };
        self.say(id, &args);
    }

    fn outcome(&mut self, award: &Award) {
        let trace = &award.trace;
        let language = self.writer.language;
        let args = Args::new()
            .text("lo", self.writer.amount(trace.lo))
            .text("loClause", clause(trace.lo_clause, language))
            .text("hi", self.writer.amount(trace.hi))
            .text("hiClause", clause(trace.hi_clause, language))
            .text("amount", self.writer.amount(award.amount));
        let id = match trace.outcome {
            Outcome::Shared => return,
            Outcome::AtFloor if trace.lo == Amount::ZERO => "explain-outcome-nothing",
            Outcome::AtFloor => "explain-outcome-floor",
            Outcome::AtCeiling if trace.hi == trace.claim => "explain-outcome-full",
            Outcome::AtCeiling => "explain-outcome-ceiling",
            Outcome::Funded => "explain-outcome-funded",
            Outcome::Reduced => "explain-outcome-reduced",
            Outcome::Refused(refusal) => super::refusal_id(refusal),
        };
        self.say(id, &args);
    }

    fn rounding(&mut self, scenario: &Scenario, award: &Award) {
        if let Some(before) = award.trace.before_damping {
            let before = self.writer.amount(before);
            self.say("explain-damping", &Args::new().text("before", before));
        }
        if scenario.rounding == Rounding::None || award.exact == Fraction::from(award.amount) {
            return;
        }
        let args = Args::new()
            .text("exact", self.writer.share(award.exact))
            .text("amount", self.writer.amount(award.amount))
            .text("step", self.writer.amount(scenario.step));
        self.say("explain-rounding", &args);
    }

    fn change(&mut self, award: &Award) {
        let Some(last) = award.trace.last_year else {
            return;
        };
        let args = Args::new().text("last", self.writer.amount(last)).text(
            "change",
            self.writer.amount((award.amount - last).get().abs()),
        );
        let id = match award.amount.cmp(&last) {
            std::cmp::Ordering::Less => "explain-less-than-last-year",
            std::cmp::Ordering::Equal => "explain-same-as-last-year",
            std::cmp::Ordering::Greater => "explain-more-than-last-year",
        };
        self.say(id, &args);
    }
}
