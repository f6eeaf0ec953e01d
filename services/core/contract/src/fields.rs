//! The common parts of the schemes' forms, read once here: choices, counts, lists in which nothing
//! stands twice.

use std::fmt;
use std::ops::RangeInclusive;
use std::str::FromStr;

use chrono::NaiveDate;
use domain::rules::RuleHash;
use domain::violations::Violations;

use crate::inward;

/// An enum of a form, with its counterpart in the contract. Implemented by
/// [`same_variants!`](crate::same_variants).
pub trait Choice: Sized + Copy + PartialEq {
    /// The contract's enum.
    type Message: TryFrom<i32>;

    /// The local variant; nothing for `…_UNSPECIFIED`.
    fn read(message: Self::Message) -> Option<Self>;
}

/// Ties an enum of a form to the contract's, whose variants have the same names: [`Choice`] inward,
/// `From` outward.
///
/// `same_variants!(pb: Frame { National, LocalRegional });` where `pb` is the scheme's package. A
/// variant that either side lacks does not compile.
#[macro_export]
macro_rules! same_variants {
    ($package:ident: $name:ident { $($variant:ident),+ $(,)? }) => {
        impl $crate::fields::Choice for $name {
            type Message = $package::$name;

            fn read(message: $package::$name) -> Option<Self> {
                match message {
                    $package::$name::Unspecified => None,
                    $($package::$name::$variant => Some(Self::$variant),)+
                }
            }
        }

        impl From<$name> for $package::$name {
            fn from(value: $name) -> Self {
                match value {
                    $($name::$variant => Self::$variant,)+
                }
            }
        }
    };
}

/// One of an enum's values, which must be given.
pub fn choice<T: Choice>(faults: &mut Violations, field: &str, number: i32) -> Option<T> {
    inward::choice(faults, field, number, T::read)
}

/// One of an enum's values, which may be left out. The outer `None` is a fault.
pub fn optional_choice<T: Choice>(
    faults: &mut Violations,
    field: &str,
    number: i32,
) -> Option<Option<T>> {
    inward::choice(faults, field, number, |message| Some(T::read(message)))
}

/// Several of an enum's values, each at most once.
pub fn choices<T: Choice>(
    faults: &mut Violations,
    field: &str,
    numbers: &[i32],
    bounds: RangeInclusive<usize>,
) -> Option<Vec<T>> {
    faults.list_size(field, numbers.len(), bounds)?;
    inward::choices(faults, field, numbers, T::read)
}

/// A whole number from `least` to `most`, neither of them negative, as the domain keeps it.
pub fn count(
    faults: &mut Violations,
    field: &str,
    number: i32,
    bounds: RangeInclusive<i32>,
) -> Option<u32> {
    let number = faults.number(field, number, bounds)?;
    u32::try_from(number).ok()
}

/// Several texts read as one type, each at most once.
pub fn each_once<T>(
    faults: &mut Violations,
    field: &str,
    texts: &[String],
    bounds: RangeInclusive<usize>,
) -> Option<Vec<T>>
where
    T: FromStr<Err: fmt::Display> + PartialEq,
{
    faults.list_size(field, texts.len(), bounds)?;
    let read: Vec<Option<T>> = texts
        .iter()
        .enumerate()
        .map(|(at, text)| faults.parse(&format!("{field}[{at}]"), text))
        .collect();
    let read: Vec<T> = read.into_iter().collect::<Option<_>>()?;
    unique(faults, field, "", &read)?;
    Some(read)
}

/// Nothing stands twice in a list: the fault is on the later one, at `list[at]` and what `part`
/// adds (`.key`, or nothing).
pub fn unique<T: PartialEq>(
    faults: &mut Violations,
    list: &str,
    part: &str,
    keys: &[T],
) -> Option<()> {
    let mut complete = Some(());
    for (at, key) in keys.iter().enumerate() {
        if keys[..at].contains(key) {
            faults.add(
                &format!("{list}[{at}]{part}"),
                "stands in the list already; name it once",
            );
            complete = None;
        }
    }
    complete
}

/// A count as the contract carries it. Counts that were read from it fit.
#[must_use]
pub fn narrow(count: u32) -> i32 {
    i32::try_from(count).unwrap_or(i32::MAX)
}

/// A date as the contract carries it; empty where there is none.
#[must_use]
pub fn date_text(date: Option<NaiveDate>) -> String {
    date.map(|date| date.to_string()).unwrap_or_default()
}

/// Reads a hash that the server gave: SHA-256 as 64 small hexadecimal digits.
pub(crate) fn sha256(faults: &mut Violations, field: &'static str, text: &str) -> Option<String> {
    if text.is_empty() {
        faults.add(
            field,
            format_args!("is required; send the {field} of the resource as it was shown"),
        );
        return None;
    }
    if text.parse::<RuleHash>().is_err() {
        faults.add(
            field,
            "is not a hash (64 hexadecimal digits in small letters); copy it from the resource",
        );
        return None;
    }
    Some(text.to_owned())
}
