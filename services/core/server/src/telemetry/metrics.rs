//! Metrics: counts and durations in Prometheus' format, on an address of their own.

use std::collections::BTreeSet;
use std::net::SocketAddr;
use std::sync::LazyLock;
use std::time::Duration;

use metrics::{Unit, counter, describe_counter, describe_gauge, describe_histogram, histogram};
use metrics_exporter_prometheus::{Matcher, PrometheusBuilder};
use prost::Message;
use sqlx::PgPool;
use tonic::Code;

const REQUESTS: &str = "tildeling_requests_total";
const REQUEST_DURATION: &str = "tildeling_request_duration_seconds";

/// The upper bounds of the duration buckets, in seconds.
const DURATIONS: [f64; 14] = [
    0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 60.0,
];

/// The interval between two looks at a pool.
const POOL_EVERY: Duration = Duration::from_secs(2);

/// The interval between two looks at the frames of calls.
const FRAMES_EVERY: Duration = Duration::from_secs(10);

/// An error of the metrics' address or exporter.
#[derive(Debug, thiserror::Error)]
pub enum MetricsError {
    /// The address cannot be listened on, or the exporter cannot be built.
    #[error("metrics cannot be served on {address} (--metrics): {source}")]
    Exporter {
        /// The address.
        address: SocketAddr,
        /// The exporter's fault.
        source: metrics_exporter_prometheus::BuildError,
    },
    /// Another part of the program records metrics already.
    #[error("metrics are recorded elsewhere in this program")]
    Recorder,
}

/// Serves the program's metrics on an address, to any HTTP GET. Must run in the runtime.
///
/// # Errors
/// [`MetricsError`] when the address is taken or metrics are recorded already.
pub fn expose_metrics(address: SocketAddr) -> Result<(), MetricsError> {
    let failed = |source| MetricsError::Exporter { address, source };
    let (recorder, exporter) = PrometheusBuilder::new()
        .with_http_listener(address)
        .set_buckets_for_metric(Matcher::Suffix("_seconds".to_owned()), &DURATIONS)
        .and_then(PrometheusBuilder::build)
        .map_err(failed)?;
    metrics::set_global_recorder(recorder).map_err(|_| MetricsError::Recorder)?;
    describe_counter!(
        REQUESTS,
        "Calls that have ended, by scheme, method and status."
    );
    describe_histogram!(
        REQUEST_DURATION,
        Unit::Seconds,
        "Time from a call's headers to the end of its answer."
    );
    describe_histogram!(
        casework::runner::COMPUTE_DURATION,
        Unit::Seconds,
        "Time that a division, simulation or explanation keeps a processor busy."
    );
    describe_gauge!(
        store::pool::CONNECTIONS,
        "Open database connections, in use and idle."
    );
    describe_gauge!(
        store::pool::WAITING,
        "Calls that wait for a database connection and its BEGIN."
    );
    describe_counter!(
        crate::sender::DELIVERIES,
        "Attempts at delivering notifications, by scheme, channel and how they went."
    );
    describe_gauge!(
        casework::ledger::FRAME_LEFT,
        "What a sub-frame of a call has left to promise, in kroner."
    );
    tokio::spawn(async move {
        if exporter.await.is_err() {
            tracing::error!(%address, "metrics are not served any more");
        }
    });
    tracing::info!(%address, "serving metrics");
    Ok(())
}

/// Counts a call that has ended.
pub(crate) fn count_request(
    scheme: &'static str,
    method: &'static str,
    code: Code,
    duration: Duration,
) {
    let labels = [
        ("scheme", scheme.to_owned()),
        ("method", method.to_owned()),
        ("status", format!("{code:?}")),
    ];
    counter!(REQUESTS, &labels).increment(1);
    histogram!(REQUEST_DURATION, &labels).record(duration);
}

/// Records a pool's connections again and again, until the pool closes.
pub(crate) async fn follow_pool(pool: PgPool) {
    while !pool.is_closed() {
        store::pool::record_connections(&pool);
        tokio::time::sleep(POOL_EVERY).await;
    }
}

/// Records again and again what the frames of a scheme's calls have left, until the pool closes. A
/// database that does not answer is the readiness check's to report.
pub(crate) async fn follow_frames(pool: PgPool, scheme: &'static str) {
    while !pool.is_closed() {
        if let Err(problem) = casework::ledger::record_frames(&pool, scheme).await {
            tracing::debug!(%problem, "frames are not recorded");
        }
        tokio::time::sleep(FRAMES_EVERY).await;
    }
}

/// Returns the name of a method of the contract, such as `tildeling.v1.SchemeService/GetCall`, or
/// `unknown`. Any other path may hold anything, and is neither logged nor counted by itself.
pub(crate) fn method(path: &str) -> &'static str {
    static METHODS: LazyLock<BTreeSet<String>> = LazyLock::new(methods);
    METHODS
        .get(path.trim_start_matches('/'))
        .map_or("unknown", String::as_str)
}

/// Reads the methods from the contract's description.
fn methods() -> BTreeSet<String> {
    let files = prost_types::FileDescriptorSet::decode(contract::FILE_DESCRIPTOR_SET)
        .map_or_else(|_| Vec::new(), |set| set.file);
    let mut methods = BTreeSet::new();
    for file in &files {
        for service in &file.service {
            let name = format!("{}.{}", file.package(), service.name());
            let paths = service.method.iter();
            methods.extend(paths.map(|method| format!("{name}/{}", method.name())));
        }
    }
    methods
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_methods_of_the_contract_are_named() {
        assert_eq!(
            method("/tildeling.v1.SchemeService/GetCall"),
            "tildeling.v1.SchemeService/GetCall"
        );
        let long = "x".repeat(121);
        for odd in [
            "/a b",
            "/a?fnr=01019912345",
            "/å",
            "/tildeling.v1.SchemeService/Other",
            long.as_str(),
        ] {
            assert_eq!(method(odd), "unknown");
        }
    }
}
