//! From domain values to messages, in the language of the one who asked.

use std::marker::PhantomData;

use chrono::{DateTime, NaiveDate, Utc};
use domain::findings::message_id;
use domain::step::StepRecord;
use prost_types::Timestamp;
use text::{Args, Catalogue, Language};

use crate::{SchemeContract, v1};

/// The context of an answer: the scheme, the language, and whether staff asked.
#[derive(Debug)]
pub struct Outward<S> {
    /// The language of the texts.
    pub language: Language,
    /// True if the answer goes to staff; organisations are told less.
    pub for_staff: bool,
    /// Catalogues of the sentences: the scheme's catalogue, then the shared one.
    catalogues: [&'static Catalogue; 2],
    scheme: PhantomData<S>,
}

impl<S: SchemeContract> Outward<S> {
    /// Answers in a language, with the scheme's sentences and those all schemes share.
    #[must_use]
    pub fn new(language: Language, for_staff: bool) -> Self {
        Outward {
            language,
            for_staff,
            catalogues: [S::messages(), domain::texts::catalogue()],
            scheme: PhantomData,
        }
    }

    /// Returns where sentences are looked up, in order.
    #[must_use]
    pub fn catalogues(&self) -> &[&'static Catalogue] {
        &self.catalogues
    }

    /// The scheme's code, which every name begins with.
    pub(crate) fn scheme(&self) -> String {
        S::PROFILE.code.to_owned()
    }

    /// Returns who took a step, when and why. An organisation is told that staff acted, not who.
    pub(crate) fn step(&self, step: &StepRecord, by_staff: bool) -> v1::StepRecord {
        v1::StepRecord {
            actor: self.actor(&step.actor, by_staff),
            time: Some(timestamp(step.at)),
            reason: step.reason.clone(),
        }
    }

    /// Returns who acted, as far as the one who asks is told.
    pub(crate) fn actor(&self, actor: &str, by_staff: bool) -> String {
        if by_staff && !self.for_staff {
            String::new()
        } else {
            actor.to_owned()
        }
    }

    /// A text of the scheme's catalogue without values.
    pub(crate) fn title(&self, id: &str) -> String {
        S::messages().text(self.language, id, &Args::new())
    }

    /// Returns what people call something that has a code, by the catalogue's message for it.
    pub(crate) fn code_title(&self, prefix: &str, code: &str) -> String {
        self.title(&message_id(prefix, code))
    }
}

/// A point of time as the contract carries it.
#[must_use]
pub fn timestamp(time: DateTime<Utc>) -> Timestamp {
    Timestamp {
        seconds: time.timestamp(),
        // Below two thousand million, a leap second included.
        nanos: i32::try_from(time.timestamp_subsec_nanos()).unwrap_or(i32::MAX),
    }
}

/// A date, or nothing.
pub(crate) fn day(date: Option<NaiveDate>) -> String {
    date.map_or_else(String::new, |date| date.to_string())
}

/// Returns how many, as the contract carries it.
pub(crate) fn count<N: TryInto<i32>>(number: N) -> i32 {
    number.try_into().unwrap_or(i32::MAX)
}
