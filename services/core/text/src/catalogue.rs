//! The catalogue: messages of all languages, checked against each other.

use super::Language;
use super::args::{Args, Value};
use super::number::{grouped, kroner};
use super::variables;
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use fluent_syntax::ast::Entry;
use fluent_syntax::parser::ParserError;
use std::collections::{BTreeMap, BTreeSet};
use unic_langid::LanguageIdentifier;

/// Messages that write money and dates; part of every catalogue.
const FORMATS: [(Language, &str); 3] = [
    (Language::Bokmal, include_str!("../messages/format.nb.ftl")),
    (Language::Nynorsk, include_str!("../messages/format.nn.ftl")),
    (Language::English, include_str!("../messages/format.en.ftl")),
];

/// Fluent keeps numbers as `f64`, which holds whole numbers exactly up to here; larger ones are
/// passed as text.
const EXACT_IN_FLUENT: u64 = 1 << 53;

/// Message id → the variables that it uses.
type Messages = BTreeMap<String, BTreeSet<String>>;

/// A fault in the sources of a catalogue.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CatalogueError {
    /// A source is not Fluent.
    #[error("{language}: not readable as Fluent: {problem}")]
    Syntax {
        /// The source's language.
        language: Language,
        /// The parser's message.
        problem: String,
    },
    /// Two sources of one language define the same message.
    #[error("{language}: message {id} is defined twice")]
    Repeated {
        /// The sources' language.
        language: Language,
        /// The message.
        id: String,
    },
    /// A message exists in another language but not in this one.
    #[error("{language}: message {id} is missing")]
    Missing {
        /// The language without it.
        language: Language,
        /// The message.
        id: String,
    },
    /// The languages fill in different variables.
    #[error("{language}: message {id} uses other variables than bokmål does")]
    Variables {
        /// The language that differs.
        language: Language,
        /// The message.
        id: String,
    },
}

/// A message that could not be rendered as written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TextError {
    /// No message has this id.
    #[error("no message {0}")]
    NoMessage(String),
    /// A variable or reference in the message was not given.
    #[error("message {id}: {problem}")]
    Incomplete {
        /// The message.
        id: String,
        /// Fluent's message.
        problem: String,
    },
}

/// Messages in bokmål, nynorsk and English. Cheap to share (`Send + Sync`), built once.
pub struct Catalogue {
    bundles: [FluentBundle<FluentResource>; 3],
    ids: BTreeSet<String>,
}

impl std::fmt::Debug for Catalogue {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Catalogue")
            .field("messages", &self.ids.len())
            .finish_non_exhaustive()
    }
}

impl Catalogue {
    /// Builds a catalogue from Fluent sources, any number for each language (the engine's, the
    /// domain's, a scheme's).
    ///
    /// # Errors
    /// The first fault found: a syntax error, a message defined twice, missing in a language, or
    /// using other variables than its sisters do. A crate's own test should call this on the
    /// crate's sources.
    pub fn new(sources: &[(Language, &str)]) -> Result<Self, CatalogueError> {
        let mut messages: [Messages; 3] = Default::default();
        let mut bundles = Language::ALL.map(new_bundle);
        for (language, source) in FORMATS.iter().chain(sources) {
            add(
                &mut bundles[language.index()],
                &mut messages[language.index()],
                *language,
                source,
            )?;
        }
        compare(&messages)?;
        let ids = messages[0].keys().cloned().collect();
        Ok(Self { bundles, ids })
    }

    /// Returns the ids of all messages, in alphabetical order.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        self.ids.iter().map(String::as_str)
    }

    /// Tells whether the catalogue holds such a message.
    #[must_use]
    pub fn has(&self, id: &str) -> bool {
        self.ids.contains(id)
    }

    /// Renders the message in the language, or its bare id if there is none: a reader then sees
    /// that a text is missing.
    #[must_use]
    pub fn text(&self, language: Language, id: &str, args: &Args<'_>) -> String {
        self.try_text(language, id, args)
            .unwrap_or_else(|_| id.to_owned())
    }

    /// Renders the message in the language.
    ///
    /// # Errors
    /// No such message, or a variable that the message needs was not given.
    pub fn try_text(
        &self,
        language: Language,
        id: &str,
        args: &Args<'_>,
    ) -> Result<String, TextError> {
        let mut filled = FluentArgs::new();
        for (name, value) in args.iter() {
            filled.set(name.to_owned(), self.fluent(language, value)?);
        }
        self.format(language, id, &filled)
    }

    fn format(
        &self,
        language: Language,
        id: &str,
        args: &FluentArgs<'_>,
    ) -> Result<String, TextError> {
        let bundle = &self.bundles[language.index()];
        let pattern = bundle
            .get_message(id)
            .and_then(|message| message.value())
            .ok_or_else(|| TextError::NoMessage(id.to_owned()))?;
        let mut problems = Vec::new();
        let text = bundle
            .format_pattern(pattern, Some(args), &mut problems)
            .into_owned();
        match problems.first() {
            None => Ok(text),
            Some(problem) => Err(TextError::Incomplete {
                id: id.to_owned(),
                problem: problem.to_string(),
            }),
        }
    }

    fn fluent(
        &self,
        language: Language,
        value: &Value<'_>,
    ) -> Result<FluentValue<'static>, TextError> {
        match value {
            Value::Text(text) => Ok(text.clone().into_owned().into()),
            Value::Number(number) if number.unsigned_abs() <= EXACT_IN_FLUENT => {
                Ok((*number).into())
            }
            Value::Number(number) => Ok(grouped(*number, language).into()),
            Value::Money(ore) => {
                let mut args = FluentArgs::new();
                args.set("amount", kroner(*ore, language));
                self.format(language, "format-money", &args)
                    .map(FluentValue::from)
            }
            Value::Date(year, month, day) => {
                let mut args = FluentArgs::new();
                // The year as text: 2026 is not "2 026".
                args.set("year", year.to_string());
                args.set("month", i64::from(*month));
                args.set("day", i64::from(*day));
                self.format(language, "format-date", &args)
                    .map(FluentValue::from)
            }
        }
    }
}

fn new_bundle(language: Language) -> FluentBundle<FluentResource> {
    // The three codes are constants and valid; the default identifier ("und") would only lose
    // plural rules.
    let id: LanguageIdentifier = language.code().parse().unwrap_or_default();
    let mut bundle = FluentBundle::new_concurrent(vec![id]);
    // The marks that isolate text of unknown direction would end up in letters and CSV files.
    bundle.set_use_isolating(false);
    bundle.set_formatter(Some(match language {
        Language::Bokmal | Language::Nynorsk => |value, _| group(value, Language::Bokmal),
        Language::English => |value, _| group(value, Language::English),
    }));
    bundle
}

/// Groups whole numbers; leaves everything else to Fluent.
fn group(value: &FluentValue<'_>, language: Language) -> Option<String> {
    if let FluentValue::Number(number) = value {
        number
            .as_string()
            .parse()
            .ok()
            .map(|whole| grouped(whole, language))
    } else {
        None
    }
}

fn add(
    bundle: &mut FluentBundle<FluentResource>,
    messages: &mut Messages,
    language: Language,
    source: &str,
) -> Result<(), CatalogueError> {
    let syntax = |problems: Vec<String>| CatalogueError::Syntax {
        language,
        problem: problems.join("; "),
    };
    let resource = FluentResource::try_new(source.to_owned())
        .map_err(|(_, problems)| syntax(problems.iter().map(ParserError::to_string).collect()))?;
    for (id, variables) in read_messages(&resource) {
        if messages.insert(id.clone(), variables).is_some() {
            return Err(CatalogueError::Repeated { language, id });
        }
    }
    bundle
        .add_resource(resource)
        .map_err(|problems| syntax(problems.iter().map(ToString::to_string).collect()))
}

/// Reads the messages of a source and the variables in each.
fn read_messages(resource: &FluentResource) -> Vec<(String, BTreeSet<String>)> {
    let messages = resource.entries().filter_map(|entry| match entry {
        Entry::Message(message) => Some(message),
        Entry::Term(_)
        | Entry::Comment(_)
        | Entry::GroupComment(_)
        | Entry::ResourceComment(_)
        | Entry::Junk { .. } => None,
    });
    messages
        .map(|message| {
            let mut used = BTreeSet::new();
            let attributes = message.attributes.iter().map(|attribute| &attribute.value);
            for pattern in message.value.iter().chain(attributes) {
                variables::of_pattern(pattern, &mut used);
            }
            (message.id.name.to_owned(), used)
        })
        .collect()
}

fn compare(messages: &[Messages; 3]) -> Result<(), CatalogueError> {
    let all: BTreeSet<&String> = messages.iter().flat_map(BTreeMap::keys).collect();
    for language in Language::ALL {
        for id in &all {
            let Some(variables) = messages[language.index()].get(*id) else {
                return Err(CatalogueError::Missing {
                    language,
                    id: (*id).clone(),
                });
            };
            if messages[0]
                .get(*id)
                .is_some_and(|bokmal| bokmal != variables)
            {
                return Err(CatalogueError::Variables {
                    language,
                    id: (*id).clone(),
                });
            }
        }
    }
    Ok(())
}
