//! Words for a rule and for the identity of a run.

use super::words::{Stage, Unit, Words};
use allocation::fraction::Fraction;
use allocation::places::Method;
use allocation::scenario::{Rule, Scenario, Tail};
use allocation::{Allocation, Sharing};
use text::{Args, Language};

/// Returns what a reader calls a rule.
#[must_use]
pub fn rule_name(rule: &Rule, language: Language) -> String {
    let id = match rule {
        Rule::Proportional => "rule-proportional",
        Rule::ConstrainedEqualAwards => "rule-equal-awards",
        Rule::ConstrainedEqualLosses => "rule-equal-losses",
        Rule::Talmud => "rule-talmud",
        Rule::WeightedProportional(_) => "rule-weighted-proportional",
        Rule::WeightedEqualAwards(_) => "rule-weighted-equal-awards",
        Rule::BaseProportional { .. } => "rule-base-proportional",
        Rule::Ranked(Tail::Stop) => "rule-ranked-stop",
        Rule::Ranked(Tail::Partial) => "rule-ranked-partial",
        Rule::Ranked(Tail::OfferReduced) => "rule-ranked-offer-reduced",
        Rule::Ranked(Tail::Skip) => "rule-ranked-skip",
        Rule::Knapsack => "rule-knapsack",
        Rule::Apportionment { method, .. } => match method {
            Method::SainteLague => "rule-sainte-lague",
            Method::ModifiedSainteLague => "rule-modified-sainte-lague",
            Method::LargestRemainder => "rule-largest-remainder",
            Method::Dhondt => "rule-dhondt",
            Method::HuntingtonHill => "rule-huntington-hill",
            Method::Adams => "rule-adams",
            Method::Dean => "rule-dean",
        },
    };
    Words::new(language, Unit::Ore).say(id)
}

/// Returns what a page about one run is called: what was divided, among how many.
#[must_use]
pub fn title(scenario: &Scenario, unit: Unit, language: Language) -> String {
    let words = Words::new(language, unit);
    let applicants = i64::try_from(scenario.applicants.len()).unwrap_or(i64::MAX);
    let args = Args::new()
        .text("budget", words.amount(scenario.budget.get()))
        .number("applicants", applicants);
    words.fill("report-title", &args)
}

/// The stage of a division, with the day and the people of its steps.
#[derive(Debug, Clone, Copy)]
pub struct Standing<'a> {
    /// The stage.
    pub stage: Stage,
    /// The day of the last step: year, month 1–12, day 1–31.
    pub date: (i32, u8, u8),
    /// The person who proposed it; empty before.
    pub proposed_by: &'a str,
    /// The person who approved it; empty before.
    pub approved_by: &'a str,
}

/// Returns the call of a division and its standing, as label and value, for
/// [`super::Page::particulars`].
#[must_use]
pub fn standing(call: &str, standing: &Standing<'_>, language: Language) -> [(String, String); 2] {
    let words = Words::at(standing.stage, language, Unit::Ore);
    let (year, month, day) = standing.date;
    let args = words
        .staged()
        .date("date", year, month, day)
        .text("proposer", standing.proposed_by)
        .text("approver", standing.approved_by);
    [
        (words.say("report-call"), call.to_owned()),
        (
            words.say("report-state"),
            words.fill("report-standing", &args),
        ),
    ]
}

/// The label of the file that a run was read from.
#[must_use]
pub fn file_label(language: Language) -> String {
    Words::new(language, Unit::Ore).say("report-file")
}

/// Returns what identifies a run, as label and value, for [`super::Page::particulars`]: rule,
/// budget, the factor of floors that were cut, the cap on concerns, engine, hash.
#[must_use]
pub fn particulars(
    scenario: &Scenario,
    allocation: &Allocation,
    unit: Unit,
    language: Language,
) -> Vec<(String, String)> {
    let words = Words::new(language, unit);
    let pots = allocation.certificate.pots.iter();
    let cut = pots.filter(|pot| pot.sharing == Sharing::CutFloors);
    let factor = cut
        .filter_map(|pot| pot.level.map(Fraction::decimal))
        .next();
    let declared = [
        ("report-floors-cut", factor),
        (
            "report-concern-cap",
            scenario.concern_cap.map(|cap| words.amount(cap.get())),
        ),
    ];
    [
        ("report-rule", rule_name(&scenario.rule, language)),
        ("report-budget", words.amount(scenario.budget.get())),
    ]
    .into_iter()
    .chain(
        declared
            .into_iter()
            .filter_map(|(label, value)| Some((label, value?))),
    )
    .chain([
        ("report-engine", allocation.engine.clone()),
        ("report-run", allocation.run_hash.clone()),
    ])
    .map(|(label, value)| (words.say(label), value))
    .collect()
}
