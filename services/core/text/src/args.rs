//! Values that fill in the variables of a message.

use std::borrow::Cow;

/// One value of a message's variable.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value<'a> {
    /// Text, put in as it is.
    Text(Cow<'a, str>),
    /// A count or other whole number: grouped in thousands as the language does, and usable in
    /// plural selection.
    Number(i64),
    /// Money in øre, written in kroner as the language does.
    Money(i64),
    /// A calendar date: year, month 1–12, day 1–31.
    Date(i32, u8, u8),
}

/// The variables of a message, by name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Args<'a>(Vec<(Cow<'a, str>, Value<'a>)>);

impl<'a> Args<'a> {
    /// Creates an empty list.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds text.
    #[must_use]
    pub fn text(self, name: impl Into<Cow<'a, str>>, text: impl Into<Cow<'a, str>>) -> Self {
        self.value(name, Value::Text(text.into()))
    }

    /// Adds a whole number.
    #[must_use]
    pub fn number(self, name: impl Into<Cow<'a, str>>, number: i64) -> Self {
        self.value(name, Value::Number(number))
    }

    /// Adds money, in øre.
    #[must_use]
    pub fn money(self, name: impl Into<Cow<'a, str>>, ore: i64) -> Self {
        self.value(name, Value::Money(ore))
    }

    /// Adds a calendar date: month 1–12, day 1–31.
    #[must_use]
    pub fn date(self, name: impl Into<Cow<'a, str>>, year: i32, month: u8, day: u8) -> Self {
        self.value(name, Value::Date(year, month, day))
    }

    /// Adds any value; the last one given to a name counts.
    #[must_use]
    pub fn value(mut self, name: impl Into<Cow<'a, str>>, value: Value<'a>) -> Self {
        let name = name.into();
        self.0.retain(|(known, _)| *known != name);
        self.0.push((name, value));
        self
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, &Value<'a>)> {
        self.0.iter().map(|(name, value)| (name.as_ref(), value))
    }
}
