//! Conflicts of a scenario in words.

use super::catalogue;
use super::style::{Style, Writer};
use allocation::{Conflict, Error, Field};
use text::{Args, Language};

/// Words a conflict. `scale` is the scenario's units of amount in one.
#[must_use]
pub fn conflict(conflict: &Conflict, style: Style, scale: i64, language: Language) -> String {
    let writer = Writer {
        style,
        language,
        scale,
    };
    catalogue().text(language, conflict.code(), &args(conflict, writer))
}

/// Words an error of the engine: a sentence for each conflict, or one for a bug.
#[must_use]
pub fn problems(error: &Error, style: Style, scale: i64, language: Language) -> Vec<String> {
    let bug = Args::new().text("invariant", error.to_string());
    let sentences = error.conflicts().iter();
    let mut sentences: Vec<String> = sentences
        .map(|found| conflict(found, style, scale, language))
        .collect();
    if sentences.is_empty() {
        sentences.push(catalogue().text(language, "engine-fault", &bug));
    }
    sentences
}

fn args(conflict: &Conflict, writer: Writer) -> Args<'_> {
    let amount = |units: &i64| writer.amount(*units);
    let clause = |clause: &allocation::Clause| super::clause(*clause, writer.language);
    match conflict {
        Conflict::EmptyId => Args::new(),
        Conflict::NegativeBudget { budget } => Args::new().text("budget", amount(budget)),
        Conflict::StepTooSmall { step } => Args::new().text("step", amount(step)),
        Conflict::NegativeValue { id, field, value } => Args::new()
            .text("id", id)
            .text("field", field)
            .number("value", *value),
        Conflict::RepeatedId { id } => Args::new().text("id", id),
        Conflict::TotalTooLarge { field } => Args::new().text("field", field),
        Conflict::NotWithThisRule { fields } => Args::new().text("field", Field::list(fields)),
        Conflict::RuleNotBuilt { rule } => Args::new().text("rule", rule),
        Conflict::BoundsContradict {
            id,
            lo,
            lo_clause,
            hi,
            hi_clause,
        } => Args::new()
            .text("id", id)
            .text("lo", amount(lo))
            .text("loClause", clause(lo_clause))
            .text("hi", amount(hi))
            .text("hiClause", clause(hi_clause)),
        Conflict::NoStepBetween { id, lo, hi, step } => Args::new()
            .text("id", id)
            .text("lo", amount(lo))
            .text("hi", amount(hi))
            .text("step", amount(step)),
        Conflict::FloorsExceedBudget { floors, budget }
        | Conflict::DamperFloorsExceedBudget { floors, budget } => Args::new()
            .text("floors", amount(floors))
            .text("budget", amount(budget)),
        Conflict::FloorsExceedGroup { group, floors, max } => Args::new()
            .text("group", group)
            .text("floors", amount(floors))
            .text("max", amount(max)),
        Conflict::GroupMinimumOutOfReach { group, min, reach } => Args::new()
            .text("group", group)
            .text("min", amount(min))
            .text("reach", amount(reach)),
        Conflict::RepeatedGroup { group } => Args::new().text("group", group),
        Conflict::ConcernCrossesGroups { concern, groups } => {
            Args::new().text("concern", concern).text("groups", groups)
        }
        Conflict::AuthorityExceeded {
            committed,
            authority,
        } => Args::new()
            .text("committed", amount(committed))
            .text("authority", amount(authority)),
        Conflict::CommitmentBroken { promised, actual } => Args::new()
            .text("promised", promised)
            .text("actual", actual),
        Conflict::MissingValue { id, field } => Args::new().text("id", id).text("field", field),
    }
}
