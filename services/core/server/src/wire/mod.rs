//! Messages to steps and answers to messages, one file per noun.
//!
//! A method has a row in `inward!` that names each field of its step and how it is read, and a
//! row in `respond!` with its response. Fields themselves are read and written by `contract`.

mod allocation;
mod appeal;
mod application;
mod assessment;
mod bank_file;
mod batches;
mod call;
mod change;
mod deadline;
mod decision;
mod document;
mod due;
mod event;
mod finance;
mod grant;
mod journal;
mod notification;
mod obligation;
pub(crate) mod page;
mod recovery;
mod register;
mod report;
mod retention;
mod sample;
mod scheme;
mod state_aid;
mod succession;
mod tags;
mod upload;
mod webhook;

use std::future::Future;

use casework::application::ApplicationKey;
use contract::names::{ApplicationName, ResourceName};
use contract::{Outward, SchemeContract};
use domain::violations::Violations;
use tonic::{Status, Streaming};

use crate::request_context::RequestContext;

/// A step that is read from one message.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be read from a message",
    label = "give it a row in `inward!` in server/src/wire"
)]
pub trait Inward<S: SchemeContract>: Sized {
    /// The request's message.
    type Message;

    /// Reads the message.
    ///
    /// # Errors
    /// Every fault there is, one a field.
    fn inward(message: Self::Message) -> Result<Self, Violations>;
}

/// A step that is received in several messages.
pub trait Receive<S: SchemeContract>: Sized {
    /// One message of the request.
    type Message: Send + 'static;

    /// Receives the messages to the clean end of the stream.
    fn receive(
        context: &RequestContext<S>,
        messages: Streaming<Self::Message>,
    ) -> impl Future<Output = Result<Self, Status>> + Send;
}

/// A step whose answer is written as one message.
#[diagnostic::on_unimplemented(
    message = "the answer of `{Self}` cannot be written as a message",
    label = "give it a row in `respond!` in server/src/wire"
)]
pub trait Respond<S: SchemeContract> {
    /// The answer.
    type Answer;
    /// The response's message.
    type Response: Send + 'static;

    /// Writes the answer.
    fn respond(&self, answer: Self::Answer, outward: &Outward<S>) -> Self::Response;
}

/// A step whose answer is written as several messages.
pub trait RespondInParts<S: SchemeContract> {
    /// The answer.
    type Answer;
    /// One message of the response.
    type Part: Send + 'static;

    /// Writes the answer.
    fn parts(
        &self,
        answer: Self::Answer,
        outward: &Outward<S>,
    ) -> impl Iterator<Item = Self::Part> + Send + 'static;
}

/// Implements [`Inward`]: a row per method. All fields are read before the first missing one ends
/// the reading, so that no fault can hide another. Rows may use the scheme `S`.
macro_rules! inward {
    ($($message:ident => $step:ty |$from:ident, $faults:ident| {
        $($field:ident: $value:expr),+ $(,)?
    })+) => {$(
        impl<S: ::contract::SchemeContract> $crate::wire::Inward<S> for $step {
            type Message = ::contract::v1::$message;

            fn inward($from: Self::Message) -> Result<Self, ::domain::violations::Violations> {
                let mut found = ::domain::violations::Violations::new();
                let $faults = &mut found;
                $(let $field = $value;)+
                let read = (|| Some(Self { $($field: $field?,)+ }))();
                found.finish(read)
            }
        }
    )+};
}
pub(crate) use inward;

/// Implements [`Respond`]: a row per method. Methods with the same answer share how it is written.
/// Rows may use the scheme `S`.
macro_rules! respond {
    ($(
        |$step:ident, $answer:ident: $type:ty, $outward:ident| $message:tt
        for $($method:ty => $response:ident),+;
    )+) => {$($(
        impl<S: ::contract::SchemeContract> $crate::wire::Respond<S> for $method {
            type Answer = $type;
            type Response = ::contract::v1::$response;

            fn respond(
                &self,
                $answer: Self::Answer,
                $outward: &::contract::Outward<S>,
            ) -> Self::Response {
                let $step = self;
                ::contract::v1::$response $message
            }
        }
    )+)+};
}
pub(crate) use respond;

/// Reads the name of an application of this scheme.
fn application<S: SchemeContract>(
    faults: &mut Violations,
    field: &str,
    text: &str,
) -> Option<ApplicationKey> {
    ApplicationName::read(faults, field, text, S::PROFILE.code).map(application_key)
}

/// Reads the name of an application that may be left out. The outer `None` is a fault.
fn optional_application<S: SchemeContract>(
    faults: &mut Violations,
    field: &str,
    text: &str,
) -> Option<Option<ApplicationKey>> {
    if text.is_empty() {
        Some(None)
    } else {
        application::<S>(faults, field, text).map(Some)
    }
}

fn application_key(name: ApplicationName) -> ApplicationKey {
    ApplicationKey {
        call: name.call,
        application: name.application,
    }
}
