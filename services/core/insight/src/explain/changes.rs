//! Counterfactuals and prices in words.

use super::style::{Style, Writer};
use super::{catalogue, clause};
use crate::counterfactual::Counterfactual;
use crate::price::{OwnPrice, Policy, Price};
use allocation::fraction::Fraction;
use allocation::scenario::Scale;
use text::{Args, Language};

/// Returns what would have changed an award, as a sentence.
#[must_use]
pub fn counterfactual(
    change: &Counterfactual,
    scale: Scale,
    style: Style,
    language: Language,
) -> String {
    let writer = Writer::new(scale.amount, style, language);
    let (id, args) = match change {
        Counterfactual::Score { needed, amount } => {
            let score = Fraction::new((*needed).into(), scale.score.into());
            let score = writer.plain(score.unwrap_or(Fraction::from(*needed)));
            (
                "change-score",
                Args::new()
                    .text("score", score)
                    .text("amount", writer.amount(*amount)),
            )
        }
        Counterfactual::Claim { fits } => (
            "change-claim",
            Args::new().text("claim", writer.amount(*fits)),
        ),
        Counterfactual::Budget { needed } => (
            "change-budget",
            Args::new().text("budget", writer.amount(*needed)),
        ),
        Counterfactual::Without {
            clause: bound,
            amount,
        } => (
            "change-without",
            Args::new()
                .text("clause", clause(*bound, language))
                .text("amount", writer.amount(*amount)),
        ),
        Counterfactual::OtherBudget { percent, amount } => (
            if *percent < 0 {
                "change-less-budget"
            } else {
                "change-more-budget"
            },
            Args::new()
                .number("percent", percent.unsigned_abs().into())
                .text("amount", writer.amount(*amount)),
        ),
    };
    catalogue().text(language, id, &args)
}

/// Returns what a policy cost the others, as a sentence.
#[must_use]
pub fn price(price: &Price, scale: Scale, style: Style, language: Language) -> String {
    let writer = Writer::new(scale.amount, style, language);
    let count = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
    let args = Args::new()
        .text("policy", policy(&price.policy, language))
        .text("gained", writer.amount(price.gained))
        .number("gainers", count(price.gainers))
        .text("cost", writer.amount(price.cost))
        .number("payers", count(price.payers));
    catalogue().text(language, "price", &args)
}

/// Returns what a policy gave one applicant or cost it, as a sentence.
#[must_use]
pub fn own_price(price: &OwnPrice, scale: Scale, style: Style, language: Language) -> String {
    let writer = Writer::new(scale.amount, style, language);
    let difference = price.with.saturating_sub(price.without);
    let id = match difference {
        0 => "own-price-none",
        1.. => "own-price-gave",
        _ => "own-price-cost",
    };
    let args = Args::new()
        .text("policy", policy(&price.policy, language))
        .text("difference", writer.amount(difference.saturating_abs()))
        .text("without", writer.amount(price.without));
    catalogue().text(language, id, &args)
}

/// A policy in words.
fn policy(policy: &Policy, language: Language) -> String {
    catalogue().text(language, policy_id(policy), &policy_args(policy))
}

const fn policy_id(policy: &Policy) -> &'static str {
    match policy {
        Policy::Minima => "policy-minima",
        Policy::Maxima => "policy-maxima",
        Policy::Headroom => "policy-headroom",
        Policy::Damping => "policy-damping",
        Policy::UsefulMinimum => "policy-useful-minimum",
        Policy::YearlyCeilings => "policy-yearly-ceilings",
        Policy::Threshold => "policy-threshold",
        Policy::PriorityClasses => "policy-priority-classes",
        Policy::ConcernCap => "policy-concern-cap",
        Policy::Quota { .. } => "policy-quota",
        Policy::Reserved { .. } => "policy-reserved",
    }
}

fn policy_args(policy: &Policy) -> Args<'_> {
    match policy {
        Policy::Quota { group } | Policy::Reserved { group } => Args::new().text("group", group),
        Policy::Minima
        | Policy::Maxima
        | Policy::Headroom
        | Policy::Damping
        | Policy::UsefulMinimum
        | Policy::YearlyCeilings
        | Policy::Threshold
        | Policy::PriorityClasses
        | Policy::ConcernCap => Args::new(),
    }
}
