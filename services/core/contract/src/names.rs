//! Resource names: `schemes/{scheme}/calls/{call}/applications/{application}` and so on. One
//! resource has one spelling.

use std::fmt::{self, Display};
use std::str::FromStr;

use domain::appeal::AppealNumber;
use domain::decision::DecisionNumber;
use domain::grant::{ChangeNumber, RecoveryNumber};
use domain::identifiers::{
    AllocationId, ApplicationId, AttachmentId, BatchId, CallId, DeadlineMoveId, DocumentId,
    ReportId, SuccessionId, WebhookId,
};
use domain::journal::JournalNumber;
use domain::violations::Violations;

/// The longest code of a scheme, as of a call: it can stand in a host name.
const SCHEME_CHARACTERS_MAX: usize = 63;

/// Why a text is not a name of the kind that was asked for.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NameError {
    /// Other parts, or more or fewer of them.
    #[error("must be a name of the form {pattern}; use the name as the server gave it")]
    Form {
        /// The form.
        pattern: &'static str,
    },
    /// One part breaks its own rule.
    #[error("must be a name of the form {pattern}, but {{{part}}} is wrong: {problem}")]
    Part {
        /// The form.
        pattern: &'static str,
        /// The part, as the form calls it.
        part: &'static str,
        /// The fault.
        problem: String,
    },
}

/// A name that says which scheme it belongs to.
pub trait ResourceName: FromStr<Err = NameError> + Display {
    /// The scheme's code.
    fn scheme(&self) -> &str;

    /// Reads the name of a resource of this server's scheme out of a request's field.
    fn read(faults: &mut Violations, field: &str, text: &str, scheme: &str) -> Option<Self> {
        let name: Self = faults.parse(field, text)?;
        if name.scheme() == scheme {
            return Some(name);
        }
        faults.add(
            field,
            format_args!(
                "is of another scheme; this server runs schemes/{scheme}, \
                    send the request to the other scheme's server"
            ),
        );
        None
    }
}

/// The part of a name between two slashes, read as its type.
pub(crate) fn part<T: FromStr<Err: Display>>(
    text: &str,
    part: &'static str,
    pattern: &'static str,
) -> Result<T, NameError> {
    text.parse().map_err(|error: T::Err| NameError::Part {
        pattern,
        part,
        problem: error.to_string(),
    })
}

/// The code of a scheme: small letters, digits and hyphens.
pub(crate) fn scheme_part(text: &str, pattern: &'static str) -> Result<String, NameError> {
    let allowed = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    if (1..=SCHEME_CHARACTERS_MAX).contains(&text.len()) && text.bytes().all(allowed) {
        return Ok(text.to_owned());
    }
    Err(NameError::Part {
        pattern,
        part: "scheme",
        problem: "a scheme's code is small letters a-z, digits and hyphens, as in rental-housing"
            .to_owned(),
    })
}

macro_rules! resource_name {
    ($(#[$doc:meta])* $name:ident = $pattern:literal {
        $($(#[$field_doc:meta])* $collection:literal / $field:ident: $type:ty),* $(,)?
    }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name {
            /// The scheme's code.
            pub scheme: String,
            $($(#[$field_doc])* pub $field: $type,)*
        }

        impl ResourceName for $name {
            fn scheme(&self) -> &str {
                &self.scheme
            }
        }

        impl ::std::str::FromStr for $name {
            type Err = NameError;

            fn from_str(text: &str) -> Result<Self, NameError> {
                const PATTERN: &str = $pattern;
                let mut parts = text.split('/');
                let mut next = |collection: &str| match (parts.next(), parts.next()) {
                    (Some(given), Some(id)) if given == collection => Ok(id),
                    _ => Err(NameError::Form { pattern: PATTERN }),
                };
                let scheme = next("schemes")?;
                $(let $field = next($collection)?;)*
                if parts.next().is_some() {
                    return Err(NameError::Form { pattern: PATTERN });
                }
                Ok($name {
                    scheme: $crate::names::scheme_part(scheme, PATTERN)?,
                    $($field: $crate::names::part($field, stringify!($field), PATTERN)?,)*
                })
            }
        }

        impl ::std::fmt::Display for $name {
            fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(out, "schemes/{}", self.scheme)?;
                $(write!(out, "/{}/{}", $collection, self.$field)?;)*
                Ok(())
            }
        }
    };
}

pub(crate) use resource_name;

resource_name!(
    /// The scheme a server runs (tilskuddsordning).
    SchemeName = "schemes/{scheme}" {}
);
resource_name!(
    /// A call (utlysning).
    CallName = "schemes/{scheme}/calls/{call}" {
        /// The call.
        "calls" / call: CallId,
    }
);
resource_name!(
    /// An application (søknad).
    ApplicationName = "schemes/{scheme}/calls/{call}/applications/{application}" {
        /// The call.
        "calls" / call: CallId,
        /// The application.
        "applications" / application: ApplicationId,
    }
);
resource_name!(
    /// A file of an application (vedlegg).
    AttachmentName =
        "schemes/{scheme}/calls/{call}/applications/{application}/attachments/{attachment}" {
        /// The call.
        "calls" / call: CallId,
        /// The application.
        "applications" / application: ApplicationId,
        /// The file.
        "attachments" / attachment: AttachmentId,
    }
);
resource_name!(
    /// A decision about an application (vedtak).
    DecisionName =
        "schemes/{scheme}/calls/{call}/applications/{application}/decisions/{decision}" {
        /// The call.
        "calls" / call: CallId,
        /// The application.
        "applications" / application: ApplicationId,
        /// Number of the decision.
        "decisions" / decision: DecisionNumber,
    }
);
resource_name!(
    /// An entry of the journal of a case.
    JournalEntryName =
        "schemes/{scheme}/calls/{call}/applications/{application}/journalEntries/{entry}" {
        /// The call.
        "calls" / call: CallId,
        /// The application.
        "applications" / application: ApplicationId,
        /// Number of the entry in the case.
        "journalEntries" / entry: JournalNumber,
    }
);
resource_name!(
    /// An appeal against a decision (klage).
    AppealName = "schemes/{scheme}/calls/{call}/applications/{application}/appeals/{appeal}" {
        /// The call.
        "calls" / call: CallId,
        /// The application.
        "applications" / application: ApplicationId,
        /// Number of the appeal.
        "appeals" / appeal: AppealNumber,
    }
);
resource_name!(
    /// A change of a grant (endring).
    ChangeName = "schemes/{scheme}/calls/{call}/grants/{grant}/changes/{change}" {
        /// The call.
        "calls" / call: CallId,
        /// The grant.
        "grants" / grant: ApplicationId,
        /// Number of the change.
        "changes" / change: ChangeNumber,
    }
);
resource_name!(
    /// A recovery of a grant (tilbakekreving).
    RecoveryName = "schemes/{scheme}/calls/{call}/grants/{grant}/recoveries/{recovery}" {
        /// The call.
        "calls" / call: CallId,
        /// The grant.
        "grants" / grant: ApplicationId,
        /// Number of the recovery.
        "recoveries" / recovery: RecoveryNumber,
    }
);
resource_name!(
    /// A run of dividing a call's budget (fordeling).
    AllocationName = "schemes/{scheme}/calls/{call}/allocations/{allocation}" {
        /// The call.
        "calls" / call: CallId,
        /// The allocation.
        "allocations" / allocation: AllocationId,
    }
);
resource_name!(
    /// A grant (tilskudd); its id is its application's.
    GrantName = "schemes/{scheme}/calls/{call}/grants/{grant}" {
        /// The call.
        "calls" / call: CallId,
        /// The grant.
        "grants" / grant: ApplicationId,
    }
);
resource_name!(
    /// A batch of approved payments.
    BatchName = "schemes/{scheme}/calls/{call}/batches/{batch}" {
        /// The call.
        "calls" / call: CallId,
        /// The batch.
        "batches" / batch: BatchId,
    }
);
resource_name!(
    /// A report on a grant (rapport).
    ReportName = "schemes/{scheme}/calls/{call}/grants/{grant}/reports/{report}" {
        /// The call.
        "calls" / call: CallId,
        /// The grant.
        "grants" / grant: ApplicationId,
        /// The report.
        "reports" / report: ReportId,
    }
);

resource_name!(
    /// A document of a grant.
    GrantDocumentName = "schemes/{scheme}/calls/{call}/grants/{grant}/documents/{document}" {
        /// The call.
        "calls" / call: CallId,
        /// The grant.
        "grants" / grant: ApplicationId,
        /// The document.
        "documents" / document: DocumentId,
    }
);
resource_name!(
    /// A move of last days.
    DeadlineMoveName = "schemes/{scheme}/deadlineMoves/{move}" {
        /// The move.
        "deadlineMoves" / id: DeadlineMoveId,
    }
);
resource_name!(
    /// An organisation taken over by another.
    SuccessionName = "schemes/{scheme}/successions/{succession}" {
        /// The succession.
        "successions" / id: SuccessionId,
    }
);
resource_name!(
    /// A webhook of an organisation.
    WebhookName = "schemes/{scheme}/webhooks/{webhook}" {
        /// The webhook.
        "webhooks" / webhook: WebhookId,
    }
);
resource_name!(
    /// A document of a report.
    ReportDocumentName =
        "schemes/{scheme}/calls/{call}/grants/{grant}/reports/{report}/documents/{document}" {
        /// The call.
        "calls" / call: CallId,
        /// The grant.
        "grants" / grant: ApplicationId,
        /// The report.
        "reports" / report: ReportId,
        /// The document.
        "documents" / document: DocumentId,
    }
);
resource_name!(
    /// A document of an appeal.
    AppealDocumentName =
        "schemes/{scheme}/calls/{call}/applications/{application}/appeals/{appeal}/\
            documents/{document}" {
        /// The call.
        "calls" / call: CallId,
        /// The application.
        "applications" / application: ApplicationId,
        /// Number of the appeal.
        "appeals" / appeal: AppealNumber,
        /// The document.
        "documents" / document: DocumentId,
    }
);

/// A name of one of two kinds, told apart by the number of its parts.
macro_rules! either_name {
    ($(#[$doc:meta])* $name:ident {
        $(#[$short_doc:meta])* $short:ident($short_name:ty) to $parts:literal,
        $(#[$long_doc:meta])* $long:ident($long_name:ty)
    }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub enum $name {
            $(#[$short_doc])*
            $short($short_name),
            $(#[$long_doc])*
            $long($long_name),
        }

        impl ResourceName for $name {
            fn scheme(&self) -> &str {
                match self {
                    $name::$short(name) => name.scheme(),
                    $name::$long(name) => name.scheme(),
                }
            }
        }

        impl FromStr for $name {
            type Err = NameError;

            fn from_str(text: &str) -> Result<Self, NameError> {
                if text.split('/').count() <= $parts {
                    text.parse().map($name::$short)
                } else {
                    text.parse().map($name::$long)
                }
            }
        }

        impl Display for $name {
            fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                match self {
                    $name::$short(name) => name.fmt(out),
                    $name::$long(name) => name.fmt(out),
                }
            }
        }
    };
}

either_name!(
    /// The parent of a list or a stream: the whole scheme, or one call.
    SchemeOrCall {
        /// The whole scheme.
        Scheme(SchemeName) to 2,
        /// One call.
        Call(CallName)
    }
);
either_name!(
    /// The scope of a dispatch: one call, or one application.
    CallOrApplication {
        /// One call.
        Call(CallName) to 4,
        /// One application.
        Application(ApplicationName)
    }
);
