//! Traces over OTLP, in builds with the feature `otlp`.

use std::sync::OnceLock;

use http::HeaderMap;
use opentelemetry::propagation::{Extractor, TextMapPropagator};
use opentelemetry::trace::TracerProvider;
use opentelemetry_otlp::{SpanExporter, WithExportConfig};
use opentelemetry_sdk::Resource;
use opentelemetry_sdk::propagation::TraceContextPropagator;
use opentelemetry_sdk::trace::SdkTracerProvider;
use tracing::{Span, Subscriber};
use tracing_opentelemetry::OpenTelemetrySpanExt;
use tracing_subscriber::registry::LookupSpan;
use tracing_subscriber::{EnvFilter, Layer};

/// Spans that are sent: the services' own, with their queries.
const SENT: &str = "info,sqlx::query=debug";

static PROVIDER: OnceLock<SdkTracerProvider> = OnceLock::new();

/// Returns the layer that sends spans to a collector, such as `http://127.0.0.1:4318/v1/traces`;
/// `None` when the exporter cannot be made, which standard error tells.
pub(super) fn layer<S>(collector: &str) -> Option<impl Layer<S> + use<S>>
where
    S: Subscriber + for<'span> LookupSpan<'span>,
{
    let exporter = SpanExporter::builder()
        .with_http()
        .with_endpoint(collector)
        .build();
    let exporter = match exporter {
        Ok(exporter) => exporter,
        Err(problem) => {
            eprintln!("warning: traces are not sent to {collector} (--traces): {problem}");
            return None;
        }
    };
    let resource = Resource::builder().with_service_name("tildeling").build();
    let provider = SdkTracerProvider::builder()
        .with_batch_exporter(exporter)
        .with_resource(resource)
        .build();
    let tracer = provider.tracer("tildeling");
    let _first = PROVIDER.set(provider);
    let layer = tracing_opentelemetry::layer().with_tracer(tracer);
    Some(layer.with_filter(EnvFilter::new(SENT)))
}

/// Sends the spans that wait.
pub(super) fn flush() {
    if let Some(provider) = PROVIDER.get()
        && let Err(problem) = provider.shutdown()
    {
        tracing::warn!(%problem, "the last traces could not be sent");
    }
}

/// Names a call's span, and continues the caller's trace in it.
pub(super) fn set_parent(span: &Span, method: &'static str, headers: &HeaderMap) {
    span.record("otel.name", method);
    span.record("otel.kind", "server");
    let parent = TraceContextPropagator::new().extract(&Headers(headers));
    let _without_layer = span.set_parent(parent);
}

/// Headers as a carrier of trace context.
struct Headers<'a>(&'a HeaderMap);

impl Extractor for Headers<'_> {
    fn get(&self, key: &str) -> Option<&str> {
        self.0.get(key)?.to_str().ok()
    }

    fn keys(&self) -> Vec<&str> {
        self.0.keys().map(http::HeaderName::as_str).collect()
    }
}
