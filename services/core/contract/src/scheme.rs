//! The link between a scheme's own types and its own messages, how they travel in
//! `google.protobuf.Any`, and how a scheme describes itself.

use std::collections::BTreeMap;

use domain::allocation::division::SubFramePlan;
use domain::rules::{RuleData, RuleEntry};
use domain::rules_of_day::RulesOfDay;
use domain::scheme::{Scheme, message};
use domain::violations::Violations;
use prost::{Message, Name};
use prost_types::Any;
use serde_json::Value;

use crate::form::form_fields;
use crate::names::SchemeName;
use crate::outward::{Outward, count};
use crate::tags::{MEASURE, TARGET_GROUP};
use crate::v1;

/// A scheme whose form and indicators have messages: `tildeling.<scheme>.v1.Form` and
/// `….Indicators`.
///
/// The scheme's crate implements it, and the conversions with it. A reading collects every fault,
/// each under the field's path inside the message; the path to the message itself is put in front
/// here.
pub trait SchemeContract: Scheme {
    /// `tildeling.<scheme>.v1.Form`.
    type FormMessage: Message
        + Name
        + Default
        + Clone
        + From<Self::Form>
        + TryInto<Self::Form, Error = Violations>;
    /// `tildeling.<scheme>.v1.Indicators`.
    type IndicatorsMessage: Message
        + Name
        + Default
        + Clone
        + From<Self::Indicators>
        + TryInto<Self::Indicators, Error = Violations>;
}

/// Reads the scheme's form out of the field `field`, which must be there. Faults in the form stand
/// under `field.…`.
pub fn unpack_form<S: SchemeContract>(
    faults: &mut Violations,
    field: &str,
    any: Option<Any>,
) -> Option<S::Form> {
    unpack::<S::FormMessage, S::Form>(faults, field, any)
}

/// Reads the scheme's indicators out of the field `field`, which must be there. Faults in them
/// stand under `field.…`.
pub fn unpack_indicators<S: SchemeContract>(
    faults: &mut Violations,
    field: &str,
    any: Option<Any>,
) -> Option<S::Indicators> {
    unpack::<S::IndicatorsMessage, S::Indicators>(faults, field, any)
}

/// The form as the contract carries it.
#[must_use]
pub fn pack_form<S: SchemeContract>(form: S::Form) -> Any {
    pack(&S::FormMessage::from(form))
}

/// The indicators as the contract carries them.
#[must_use]
pub fn pack_indicators<S: SchemeContract>(indicators: S::Indicators) -> Any {
    pack(&S::IndicatorsMessage::from(indicators))
}

fn unpack<M, T>(faults: &mut Violations, field: &str, any: Option<Any>) -> Option<T>
where
    M: Message + Name + Default + TryInto<T, Error = Violations>,
{
    let any = faults.required(field, any)?;
    // As in every protobuf library, only what stands after the last slash counts.
    let given = any.type_url.rsplit('/').next().unwrap_or_default();
    if given != M::full_name() {
        faults.add(
            field,
            format_args!(
                "must be a {}, with type_url {}; pack the message of this scheme",
                M::full_name(),
                type_url::<M>(),
            ),
        );
        return None;
    }
    let message = match M::decode(any.value.as_slice()) {
        Ok(message) => message,
        Err(error) => {
            faults.add(
                field,
                format_args!(
                    "is not a {} ({error}); encode the message with the contract's stubs",
                    M::full_name(),
                ),
            );
            return None;
        }
    };
    let read: Result<T, Violations> = message.try_into();
    match read {
        Ok(value) => Some(value),
        Err(found) => {
            faults.absorb(field, found.into_vec());
            None
        }
    }
}

fn pack<M: Message + Name>(message: &M) -> Any {
    Any {
        type_url: type_url::<M>(),
        value: message.encode_to_vec(),
    }
}

/// Returns what libraries in every language write.
fn type_url<M: Name>() -> String {
    format!("type.googleapis.com/{}", M::full_name())
}

impl<S: SchemeContract> Outward<S> {
    /// The name of the scheme.
    #[must_use]
    pub fn scheme_name(&self) -> SchemeName {
        SchemeName {
            scheme: self.scheme(),
        }
    }

    /// The scheme as its rules of a day describe it.
    #[must_use]
    pub fn scheme_description(&self, rules: &RulesOfDay) -> v1::SchemeDescription {
        let profile = S::PROFILE;
        v1::SchemeDescription {
            name: self.scheme_name().to_string(),
            title: self.title(message::TITLE),
            purpose: self.title(message::PURPOSE),
            target_group: self.title(message::TARGET_GROUP),
            manager: profile.manager.to_owned(),
            legal_basis: profile
                .legal_basis
                .iter()
                .map(ToString::to_string)
                .collect(),
            goal_criteria: self.title(message::GOAL_CRITERIA),
            follow_up: self.title(message::FOLLOW_UP),
            criteria: self.criteria(&rules.weights),
            rule_values: rules.values.iter().map(rule_value).collect(),
            rule_hash: rules.values.hash().to_string(),
            form_fields: form_fields(&S::FormMessage::full_name()),
            sub_frames: rules
                .sub_frames
                .iter()
                .map(|plan| self.sub_frame_plan(plan))
                .collect(),
            attachment_kinds: profile
                .attachment_kinds
                .iter()
                .map(ToString::to_string)
                .collect(),
            document_kinds: profile
                .document_kinds
                .iter()
                .map(ToString::to_string)
                .collect(),
            funding_sources: profile
                .funding_sources
                .iter()
                .map(ToString::to_string)
                .collect(),
            indicator_fields: form_fields(&S::IndicatorsMessage::full_name()),
            target_groups: self.tag_codes(TARGET_GROUP, profile.target_groups),
            measures: self.tag_codes(MEASURE, profile.measures),
        }
    }

    fn criteria(&self, weights: &BTreeMap<&'static str, i64>) -> Vec<v1::Criterion> {
        S::PROFILE
            .criteria
            .iter()
            .map(|criterion| v1::Criterion {
                code: criterion.code.to_owned(),
                title: self.code_title("criterion-", criterion.code),
                weight_percent: weights
                    .get(criterion.code)
                    .map_or(0, |weight| count(*weight)),
                citation: criterion.citation.to_owned(),
            })
            .collect()
    }

    fn sub_frame_plan(&self, plan: &SubFramePlan) -> v1::SubFramePlan {
        v1::SubFramePlan {
            code: plan.code.to_owned(),
            title: self.code_title("sub-frame-", plan.code),
            rule: plan.division.rule.name().to_owned(),
            priority_classes: plan
                .priority_classes
                .iter()
                .map(|code| v1::PriorityClass {
                    code: (*code).to_owned(),
                    title: self.code_title("class-", code),
                })
                .collect(),
            division: Some((&plan.division).into()),
            release_to: plan.release.map_or("", |release| release.to).to_owned(),
            release_last_day: plan
                .release
                .map(|release| format!("{:02}-{:02}", release.month, release.day))
                .unwrap_or_default(),
        }
    }
}

fn rule_value(entry: &RuleEntry) -> v1::RuleValue {
    let value = match &entry.value {
        RuleData::List(_) | RuleData::Table(_) => json(&entry.value).to_string(),
        single => single.to_string(),
    };
    v1::RuleValue {
        id: entry.id.clone(),
        value,
        unit: entry.unit.clone(),
        from_date: entry.from.to_string(),
        to_date: entry.to.map(|to| to.to_string()).unwrap_or_default(),
        source: entry.source.to_string(),
    }
}

/// A value as JSON. A decimal is text, as in the rule book: a JSON number would be a float to many
/// readers.
fn json(value: &RuleData) -> Value {
    match value {
        RuleData::Integer(number) => Value::from(*number),
        RuleData::Flag(flag) => Value::from(*flag),
        RuleData::Decimal(_) | RuleData::Text(_) | RuleData::Date(_) => {
            Value::from(value.to_string())
        }
        RuleData::List(items) => Value::Array(items.iter().map(json).collect()),
        RuleData::Table(items) => items
            .iter()
            .map(|(key, item)| (key.clone(), json(item)))
            .collect(),
    }
}
