//! Limits of the transport. Every one is set here: the builder's own defaults switch two
//! protections off.

use std::time::Duration;

use tonic::transport::Server;

/// The largest message taken, compressed or not: forms are text.
pub const MESSAGE_BYTES_MAX: usize = 2 * 1024 * 1024;
/// The largest message sent: a full page of applications with their forms.
pub const ANSWER_BYTES_MAX: usize = 64 * 1024 * 1024;
/// Connections at the same time; one more waits for a place.
pub(super) const CONNECTIONS_MAX: usize = 2_000;
/// A new connection sends the HTTP/2 preface within this time, or as many bytes of HTTP/1.
pub(super) const PREFACE_WITHIN: Duration = Duration::from_secs(5);
/// A new connection sends the headers of its first request within this time.
pub(super) const FIRST_REQUEST_WITHIN: Duration = Duration::from_secs(30);
/// Running calls may end by themselves for this long after the signal.
pub(super) const GRACE: Duration = Duration::from_secs(7);
/// The interval between two checks of the database.
pub(super) const READINESS_EVERY: Duration = Duration::from_secs(2);
/// A database that takes longer to answer a check is not ready.
pub(super) const READINESS_WITHIN: Duration = Duration::from_secs(2);

/// A call takes no longer than this; streams end by themselves and are taken up again from their
/// cursor.
const CALL_WITHIN: Duration = Duration::from_secs(120);

/// Returns the builder with every limit set.
pub(super) fn builder() -> Server {
    Server::builder()
        // hyper's own 200 is switched off by the builder's None.
        .max_concurrent_streams(64)
        // The mitigation of RUSTSEC-2024-0003, switched off by the builder's None.
        .http2_max_local_error_reset_streams(Some(256))
        .http2_max_pending_accept_reset_streams(Some(20))
        .http2_max_header_list_size(16 * 1024)
        .http2_keepalive_interval(Some(Duration::from_secs(30)))
        .http2_keepalive_timeout(Some(Duration::from_secs(10)))
        // Never a grace: with it the client gets no GOAWAY.
        .max_connection_age(Duration::from_secs(30 * 60))
        .concurrency_limit_per_connection(64)
        .tcp_nodelay(true)
        .timeout(CALL_WITHIN)
        // gRPC-Web speaks HTTP/1 as well.
        .accept_http1(true)
}
