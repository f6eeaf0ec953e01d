//! All services of one scheme, behind one gate.

use std::convert::Infallible;

use contract::SchemeContract;
use http::{Request, Response};
use tonic::body::Body;
use tonic::server::NamedService;
use tonic::service::Routes;
use tower::{Layer, Service};

use crate::desk::{Desk, Tools};
use crate::gate::Gate;
use crate::handlers;

/// A generated server with the limits of the edge, taking and giving gzip.
#[macro_export]
macro_rules! limited {
    ($server:expr) => {
        $server
            .accept_compressed(::tonic::codec::CompressionEncoding::Gzip)
            .send_compressed(::tonic::codec::CompressionEncoding::Gzip)
            .max_decoding_message_size($crate::edge::MESSAGE_BYTES_MAX)
            .max_encoding_message_size($crate::edge::ANSWER_BYTES_MAX)
    };
}

/// The gRPC services of one scheme.
pub struct Services<S> {
    gate: Gate,
    desk: Desk<S>,
    routes: Routes,
    names: Vec<&'static str>,
}

impl<S: SchemeContract> Services<S> {
    /// Those that every scheme has.
    #[must_use]
    pub fn new(gate: Gate, tools: Tools) -> Self {
        let services = Self {
            gate,
            desk: Desk::new(tools),
            routes: Routes::default(),
            names: Vec::new(),
        };
        handlers::add_all(services)
    }

    /// Where a scheme's own handlers take their steps.
    #[must_use]
    pub const fn desk(&self) -> &Desk<S> {
        &self.desk
    }

    /// One more service, behind the gate like the others:
    /// `services.and(limited!(CapacityServiceServer::new(handlers)))`.
    #[must_use]
    pub fn and<T>(mut self, service: T) -> Self
    where
        T: Service<Request<Body>, Response = Response<Body>, Error = Infallible>
            + NamedService
            + Clone
            + Send
            + Sync
            + 'static,
        T::Future: Send + 'static,
    {
        self.routes = self.routes.add_service(self.gate.layer(service));
        self.names.push(T::NAME);
        self
    }

    /// The routes, and the services' names.
    #[must_use]
    pub fn into_parts(self) -> (Routes, Vec<&'static str>) {
        (self.routes, self.names)
    }
}
