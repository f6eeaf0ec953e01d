//! A caller: with a token of their own, over a channel of the service.

use std::sync::Arc;
use std::time::Duration;

use domain::calendar::{Clock, TurnableClock};
use domain::caller::Role;
use domain::identifiers::OrganisationNumber;
use domain::randomness::SystemRandomness;
use prost_reflect::DynamicMessage;
use serde_json::Value;
use server::sign_in::EmbeddedIssuer;
use tokio_stream::{Stream, StreamExt};
use tonic::client::Grpc;
use tonic::codec::CompressionEncoding;
use tonic::transport::Channel;
use tonic::{Request, Status, Streaming};

use super::fault::Fault;
use super::wire::{Dynamic, METHODS, json, message, path};

/// The identity of a caller.
#[derive(Debug, Clone)]
pub enum Who {
    /// On the staff, with roles.
    Staff(String, Vec<Role>),
    /// An organisation's own system.
    Organisation(OrganisationNumber),
    /// The finance system of an organisation.
    FinanceSystem(OrganisationNumber),
    /// Not signed in.
    Anonymous,
    /// With this as the whole `authorization` header.
    Header(String),
}

/// A caller.
#[derive(Clone)]
pub struct Person {
    pub who: Who,
    pub language: &'static str,
    pub gzip: bool,
    /// The time a caller waits; without it, for ever.
    pub deadline: Option<Duration>,
    pub channel: Channel,
    pub issuer: Arc<EmbeddedIssuer>,
    pub clock: TurnableClock,
}

impl Person {
    /// The same, answered in another language.
    pub fn speaking(mut self, language: &'static str) -> Self {
        self.language = language;
        self
    }

    /// The same, who hangs up after a while.
    pub fn waiting(mut self, deadline: Duration) -> Self {
        self.deadline = Some(deadline);
        self
    }

    /// The same, sending and taking gzip.
    pub fn zipped(mut self) -> Self {
        self.gzip = true;
        self
    }

    /// The `authorization` header, signed at the clock's present time.
    pub fn authorization(&self) -> Option<String> {
        let now = self.clock.now();
        let token = match &self.who {
            Who::Staff(name, roles) => self.issuer.staff_token(name, roles, now, &SystemRandomness),
            Who::Organisation(number) => {
                self.issuer
                    .organisation_token(number, now, &SystemRandomness)
            }
            Who::FinanceSystem(number) => self.issuer.finance_token(number, now, &SystemRandomness),
            Who::Anonymous => return None,
            Who::Header(header) => return Some(header.clone()),
        };
        Some(format!("Bearer {}", token.unwrap()))
    }

    /// Calls a method that takes one message and answers with one.
    pub async fn call(&self, method: &str, request: Value) -> Result<Value, Fault> {
        let mut answers = self.stream(method, vec![request]).await?;
        assert_eq!(answers.len(), 1, "{method}");
        Ok(answers.remove(0))
    }

    /// Calls a method with any number of messages and collects the answers to the end of the
    /// stream.
    pub async fn stream(&self, method: &str, requests: Vec<Value>) -> Result<Vec<Value>, Fault> {
        let descriptor = &METHODS[method];
        let messages: Vec<DynamicMessage> = requests
            .iter()
            .map(|request| message(descriptor.input(), request))
            .collect();
        let answers = self.open(method, tokio_stream::iter(messages)).await?;
        let answers: Vec<Result<DynamicMessage, Status>> = answers.collect().await;
        let mut all = Vec::with_capacity(answers.len());
        for answer in answers {
            all.push(json(&answer?));
        }
        Ok(all)
    }

    /// Opens a call of any kind: on the wire a single message is a stream of one.
    pub async fn open(
        &self,
        method: &str,
        messages: impl Stream<Item = DynamicMessage> + Send + 'static,
    ) -> Result<Streaming<DynamicMessage>, Status> {
        let descriptor = &METHODS[method];
        let mut client =
            Grpc::new(self.channel.clone()).max_decoding_message_size(64 * 1024 * 1024);
        if self.gzip {
            client = client
                .send_compressed(CompressionEncoding::Gzip)
                .accept_compressed(CompressionEncoding::Gzip);
        }
        let mut request = Request::new(messages);
        if let Some(header) = self.authorization() {
            request
                .metadata_mut()
                .insert("authorization", header.parse().unwrap());
        }
        let language = self.language.parse().unwrap();
        request.metadata_mut().insert("accept-language", language);
        if let Some(deadline) = self.deadline {
            request.set_timeout(deadline);
        }
        client
            .ready()
            .await
            .map_err(|problem| Status::from_error(problem.into()))?;
        let codec = Dynamic {
            answer: descriptor.output(),
        };
        let answer = client.streaming(request, path(descriptor), codec).await?;
        Ok(answer.into_inner())
    }
}
