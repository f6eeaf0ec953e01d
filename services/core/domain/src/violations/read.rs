//! Reading one value: the value, or its fault noted.

use std::fmt;
use std::ops::RangeInclusive;
use std::str::FromStr;

use chrono::{Datelike, NaiveDate};

use super::Violations;
use crate::money::Money;

/// The longest code of a register, an attachment kind, a budget line.
const CODE_CHARACTERS_MAX: usize = 60;

/// The years a date in a request may lie in: wide enough for any obligation, narrow enough to catch
/// a slip of the keyboard.
const YEARS: RangeInclusive<i32> = 1900..=2199;

impl Violations {
    /// The value of a reading, its error noted.
    pub fn take<T, E: fmt::Display>(&mut self, field: &str, read: Result<T, E>) -> Option<T> {
        read.map_err(|error| self.add(field, error)).ok()
    }

    /// A part of the request that must be there.
    pub fn required<T>(&mut self, field: &str, value: Option<T>) -> Option<T> {
        if value.is_none() {
            self.add(field, "is required; fill it in");
        }
        value
    }

    /// A text that is read as a type: an identifier, a code of an enum.
    pub fn parse<T>(&mut self, field: &str, text: &str) -> Option<T>
    where
        T: FromStr<Err: fmt::Display>,
    {
        if text.is_empty() {
            self.add(field, "is required; fill it in");
            return None;
        }
        self.take(field, text.parse::<T>())
    }

    /// As [`Violations::parse`], where an empty text means that there is none. The outer `None` is
    /// a fault.
    pub fn parse_optional<T>(&mut self, field: &str, text: &str) -> Option<Option<T>>
    where
        T: FromStr<Err: fmt::Display>,
    {
        if text.is_empty() {
            Some(None)
        } else {
            self.parse(field, text).map(Some)
        }
    }

    /// One line that must say something: no control characters, at most `most` characters.
    pub fn line(&mut self, field: &str, text: &str, most: usize) -> Option<String> {
        self.required_text(field, text, most, false)
    }

    /// One line that may be empty.
    pub fn optional_line(&mut self, field: &str, text: &str, most: usize) -> Option<String> {
        self.checked_text(field, text, most, false)
    }

    /// A text that must say something: at most `most` characters, no control characters but newline
    /// and tab.
    pub fn text(&mut self, field: &str, text: &str, most: usize) -> Option<String> {
        self.required_text(field, text, most, true)
    }

    /// A text that may be empty.
    pub fn optional_text(&mut self, field: &str, text: &str, most: usize) -> Option<String> {
        self.checked_text(field, text, most, true)
    }

    /// A code: 1–60 of `a-z`, `0-9` and `_`.
    pub fn code(&mut self, field: &str, text: &str) -> Option<String> {
        let allowed = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
        if (1..=CODE_CHARACTERS_MAX).contains(&text.len()) && text.bytes().all(allowed) {
            return Some(text.to_owned());
        }
        self.add(
            field,
            format_args!(
                "must be 1 to {CODE_CHARACTERS_MAX} of a-z, 0-9 and _; use a code the scheme names"
            ),
        );
        None
    }

    /// An amount that must be more than nothing, in øre.
    pub fn positive_money(&mut self, field: &str, ore: i64) -> Option<Money> {
        self.amount(field, Money::from_ore(ore), Money::from_ore(1))
    }

    /// An amount that may be nothing but not less, in øre.
    pub fn money(&mut self, field: &str, ore: i64) -> Option<Money> {
        self.amount(field, Money::from_ore(ore), Money::ZERO)
    }

    /// A whole number within bounds.
    pub fn number<N>(&mut self, field: &str, number: N, bounds: RangeInclusive<N>) -> Option<N>
    where
        N: PartialOrd + fmt::Display + Copy,
    {
        if bounds.contains(&number) {
            return Some(number);
        }
        self.add(
            field,
            format_args!(
                "must be from {} to {}; correct the number",
                bounds.start(),
                bounds.end()
            ),
        );
        None
    }

    /// Returns how many a list may hold.
    pub fn list_size(
        &mut self,
        field: &str,
        size: usize,
        bounds: RangeInclusive<usize>,
    ) -> Option<usize> {
        if bounds.contains(&size) {
            return Some(size);
        }
        let (least, most) = (bounds.start(), bounds.end());
        self.add(
            field,
            format_args!(
                "must have from {least} to {most} entries, not {size}; add or remove some"
            ),
        );
        None
    }

    /// A date as text, `YYYY-MM-DD`.
    pub fn date(&mut self, field: &str, text: &str) -> Option<NaiveDate> {
        if text.is_empty() {
            self.add(field, "is required; write a date as YYYY-MM-DD");
            return None;
        }
        // The library also reads `2017-3-5` and `+2017-03-05`; a date has one spelling.
        let date = text
            .parse::<NaiveDate>()
            .ok()
            .filter(|date| text.len() == 10 && date.to_string() == text);
        match date {
            Some(date) if YEARS.contains(&date.year()) => Some(date),
            Some(_) => {
                self.add(
                    field,
                    format_args!(
                        "must be in the years {} to {}; correct the year",
                        YEARS.start(),
                        YEARS.end()
                    ),
                );
                None
            }
            None => {
                self.add(field, "is not a date; write it as YYYY-MM-DD");
                None
            }
        }
    }

    /// A date that may be left out. The outer `None` is a fault.
    pub fn optional_date(&mut self, field: &str, text: &str) -> Option<Option<NaiveDate>> {
        if text.is_empty() {
            Some(None)
        } else {
            self.date(field, text).map(Some)
        }
    }

    /// Two dates of which the second must not be before the first; the fault stands on the second.
    pub fn ordered(
        &mut self,
        first: NaiveDate,
        last_field: &str,
        last: NaiveDate,
    ) -> Option<(NaiveDate, NaiveDate)> {
        if first <= last {
            return Some((first, last));
        }
        self.add(
            last_field,
            format_args!("cannot be before {first}; correct one of the two dates"),
        );
        None
    }

    fn amount(&mut self, field: &str, amount: Money, least: Money) -> Option<Money> {
        if amount < least {
            let word = if least.is_zero() {
                "cannot be negative"
            } else {
                "must be more than zero"
            };
            self.add(
                field,
                format_args!("{word}; amounts are in øre (1 krone is 100)"),
            );
            return None;
        }
        if amount > Money::MAX {
            let most = Money::MAX.ore();
            self.add(
                field,
                format_args!(
                    "is larger than any grant ({most} øre); amounts are in øre (1 krone is 100)"
                ),
            );
            return None;
        }
        Some(amount)
    }

    fn required_text(
        &mut self,
        field: &str,
        text: &str,
        most: usize,
        lines: bool,
    ) -> Option<String> {
        if text.trim().is_empty() {
            self.add(
                field,
                format_args!("is required; write 1 to {most} characters"),
            );
            return None;
        }
        self.checked_text(field, text, most, lines)
    }

    fn checked_text(
        &mut self,
        field: &str,
        text: &str,
        most: usize,
        lines: bool,
    ) -> Option<String> {
        let length = text.chars().count();
        if length > most {
            self.add(
                field,
                format_args!("has {length} characters; shorten it to at most {most}"),
            );
            return None;
        }
        let allowed = |character: char| {
            !character.is_control() || (lines && matches!(character, '\n' | '\t'))
        };
        if let Some((at, character)) = text
            .chars()
            .enumerate()
            .find(|(_, character)| !allowed(*character))
        {
            let rest = if lines {
                "; only newline and tab are allowed"
            } else {
                "; write it on one line"
            };
            let code = u32::from(character);
            self.add(
                field,
                format_args!(
                    "has a control character (U+{code:04X}) at place {}{rest}",
                    at + 1
                ),
            );
            return None;
        }
        Some(text.to_owned())
    }
}
