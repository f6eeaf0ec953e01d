//! What ties a scheme's own types to its own messages, and how they travel in `google.protobuf.Any`.

use domain::scheme::Scheme;
use domain::violations::Violations;
use prost::{Message, Name};
use prost_types::Any;

/// A scheme whose form and indicators have messages: `tildeling.<scheme>.v1.Form` and `….Indicators`.
///
/// The scheme's crate implements it, and the conversions with it. A reading collects every fault, each under the field's path
/// inside the message; the path to the message itself is put in front here.
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

/// Reads the scheme's form out of the field `field`, which must be there. Faults in the form stand under `field.…`.
pub fn unpack_form<S: SchemeContract>(
    faults: &mut Violations,
    field: &str,
    any: Option<Any>,
) -> Option<S::Form> {
    unpack::<S::FormMessage, S::Form>(faults, field, any)
}

/// Reads the scheme's indicators out of the field `field`, which must be there. Faults in them stand under `field.…`.
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

/// What libraries in every language write.
fn type_url<M: Name>() -> String {
    format!("type.googleapis.com/{}", M::full_name())
}
