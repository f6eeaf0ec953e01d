//! Commitments by their tags.

use std::ops::RangeInclusive;

use casework::finance::SummarizeTags;
use contract::names::{ResourceName, SchemeOrCall};
use contract::{Outward, SchemeContract, v1};
use domain::tags::{TagFilter, TagSummary, goals, plan_lines};
use domain::violations::Violations;

use super::{Inward, Respond};

/// The budget years that a request may name.
const YEARS: RangeInclusive<i32> = 2000..=2100;

impl<S: SchemeContract> Inward<S> for SummarizeTags {
    type Message = v1::SummarizeTagsRequest;

    fn inward(message: Self::Message) -> Result<Self, Violations> {
        let mut found = Violations::new();
        let faults = &mut found;
        let parent = SchemeOrCall::read(faults, "parent", &message.parent, S::PROFILE.code);
        let years = years(faults, message.from_year, message.to_year);
        let (lines, goals) = (plan_lines(S::rules()), goals(S::rules()));
        let (groups, measures) = (S::PROFILE.target_groups, S::PROFILE.measures);
        let plan_line = code(faults, "plan_line", message.plan_line, lines);
        let goal = code(faults, "goal", message.goal, goals);
        let group = groups.iter().copied();
        let target_group = code(faults, "target_group", message.target_group, group);
        let measure = code(faults, "measure", message.measure, measures.iter().copied());
        let read = (|| {
            Some(Self {
                call: match parent? {
                    SchemeOrCall::Call(name) => Some(name.call),
                    SchemeOrCall::Scheme(_) => None,
                },
                years: years?,
                filter: TagFilter {
                    plan_line: plan_line?,
                    goal: goal?,
                    target_group: target_group?,
                    measure: measure?,
                },
            })
        })();
        found.finish(read)
    }
}

impl<S: SchemeContract> Respond<S> for SummarizeTags {
    type Answer = TagSummary;
    type Response = v1::SummarizeTagsResponse;

    fn respond(&self, summary: TagSummary, outward: &Outward<S>) -> Self::Response {
        outward.tag_summary(&summary)
    }
}

/// Reads the years; 0 is no limit.
fn years(faults: &mut Violations, from: i32, to: i32) -> Option<RangeInclusive<i32>> {
    let mut read = |field, year, open| match year {
        0 => Some(open),
        year => faults.number(field, year, YEARS),
    };
    let first = read("from_year", from, *YEARS.start());
    let last = read("to_year", to, *YEARS.end());
    let (first, last) = (first?, last?);
    if last < first {
        faults.add("to_year", "is before from_year; correct one of them");
        return None;
    }
    Some(first..=last)
}

/// Reads a code that the scheme names; empty for all.
fn code<'s>(
    faults: &mut Violations,
    field: &str,
    given: String,
    known: impl IntoIterator<Item = &'s str>,
) -> Option<Option<String>> {
    if given.is_empty() {
        return Some(None);
    }
    let known: Vec<&str> = known.into_iter().collect();
    if known.contains(&given.as_str()) {
        return Some(Some(given));
    }
    let names = if known.is_empty() {
        "none: leave it out".to_owned()
    } else {
        known.join(", ")
    };
    faults.add(
        field,
        format_args!("is no code that the scheme names; it names {names}"),
    );
    None
}
