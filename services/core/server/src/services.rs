//! All services of one scheme, behind one authentication layer.

use std::convert::Infallible;

use contract::SchemeContract;
use http::{Request, Response};
use tonic::body::Body;
use tonic::server::NamedService;
use tonic::service::Routes;
use tower::{Layer, Service};

use crate::auth::AuthLayer;
use crate::dispatcher::{Dispatcher, Tools};

/// A generated server with the limits of the transport, taking and giving gzip.
#[macro_export]
macro_rules! limited {
    ($server:expr) => {
        $server
            .accept_compressed(::tonic::codec::CompressionEncoding::Gzip)
            .send_compressed(::tonic::codec::CompressionEncoding::Gzip)
            .max_decoding_message_size($crate::transport::MESSAGE_BYTES_MAX)
            .max_encoding_message_size($crate::transport::ANSWER_BYTES_MAX)
    };
}

/// Services behind the authentication layer.
pub struct Routed {
    auth: AuthLayer,
    routes: Routes,
    names: Vec<&'static str>,
}

impl Routed {
    /// Adds a service.
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
        self.routes = self.routes.add_service(self.auth.layer(service));
        self.names.push(T::NAME);
        self
    }
}

/// The gRPC services of one scheme.
pub struct Services<S> {
    dispatcher: Dispatcher<S>,
    routed: Routed,
}

impl<S: SchemeContract> Services<S> {
    /// Returns no services yet, at a dispatcher of their own.
    #[must_use]
    pub fn new(auth: AuthLayer, tools: Tools) -> Self {
        Self {
            dispatcher: Dispatcher::new(tools),
            routed: Routed {
                auth,
                routes: Routes::default(),
                names: Vec::new(),
            },
        }
    }

    /// Returns the dispatcher, for a scheme's own handlers.
    #[must_use]
    pub const fn dispatcher(&self) -> &Dispatcher<S> {
        &self.dispatcher
    }

    /// Adds services behind the authentication layer:
    /// `services.with(|routed| routed.and(limited!(CapacityServiceServer::new(handlers))))`.
    #[must_use]
    pub fn with(self, add: impl FnOnce(Routed) -> Routed) -> Self {
        Self {
            routed: add(self.routed),
            ..self
        }
    }

    /// Returns the routes, and the services' names.
    #[must_use]
    pub fn into_parts(self) -> (Routes, Vec<&'static str>) {
        (self.routed.routes, self.routed.names)
    }
}
