//! Telemetry: log lines for people or for machines, metrics for Prometheus, spans for traces. None
//! of it holds personal data.
//!
//! Every call has a span with scheme, method, request id and the caller's trace id; the span of its
//! step and the events of its queries are below it. `--log info,sqlx::query=debug` shows every
//! query.

mod metrics;
#[cfg(feature = "otlp")]
mod otlp;

use std::ffi::OsStr;
use std::io::IsTerminal;
use std::panic::PanicHookInfo;

use http::HeaderMap;
use tracing::Span;
use tracing::field::Empty;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;
use tracing_subscriber::{EnvFilter, Layer};

use crate::config::{HostConfig, LogFormat};

pub use self::metrics::{MetricsError, expose_metrics};
pub(crate) use self::metrics::{count_request, follow_frames, follow_pool, method};

/// Starts logging to standard error, and has panics logged there too. Does nothing when logging has
/// been started before.
pub fn start(config: &HostConfig) {
    let filter = EnvFilter::try_new(&config.log).unwrap_or_else(|_| EnvFilter::new("info"));
    let no_colour = std::env::var_os("NO_COLOR");
    let lines = tracing_subscriber::fmt::layer()
        .with_ansi(is_coloured(
            std::io::stderr().is_terminal(),
            no_colour.as_deref(),
        ))
        .with_writer(std::io::stderr);
    let lines = match config.log_format {
        LogFormat::Human => lines.boxed(),
        LogFormat::Json => lines.json().flatten_event(true).boxed(),
    };
    let subscriber = tracing_subscriber::registry().with(lines.with_filter(filter));
    #[cfg(feature = "otlp")]
    let subscriber = subscriber.with(config.traces.as_deref().and_then(otlp::layer));
    if subscriber.try_init().is_ok() {
        std::panic::set_hook(Box::new(log_panic));
    }
}

/// Sends the spans that have not been sent yet. Call it when the program ends.
pub fn stop() {
    #[cfg(feature = "otlp")]
    otlp::flush();
}

/// Tells whether log lines are coloured: on a terminal, unless `NO_COLOR` is set to something.
fn is_coloured(terminal: bool, no_colour: Option<&OsStr>) -> bool {
    terminal && no_colour.is_none_or(OsStr::is_empty)
}

/// Logs a panic's place, and its words where they are the program's own: words that were put
/// together may quote data.
fn log_panic(panic: &PanicHookInfo<'_>) {
    let place = panic
        .location()
        .map(ToString::to_string)
        .unwrap_or_default();
    let words = panic
        .payload()
        .downcast_ref::<&'static str>()
        .copied()
        .unwrap_or_default();
    tracing::error!(place, words, "panic");
}

/// Returns the span of a call. The caller's trace goes on in it.
pub(crate) fn call_span(
    scheme: &'static str,
    id: &str,
    method: &'static str,
    headers: &HeaderMap,
) -> Span {
    let span = tracing::info_span!(
        "call",
        scheme,
        method,
        id,
        trace_id = Empty,
        otel.name = Empty,
        otel.kind = Empty
    );
    if let Some(trace) = trace_id(headers) {
        span.record("trace_id", trace);
    }
    #[cfg(feature = "otlp")]
    otlp::set_parent(&span, method, headers);
    span
}

/// Reads the trace id of a W3C `traceparent`: `00-<trace id>-<parent id>-<flags>`.
fn trace_id(headers: &HeaderMap) -> Option<&str> {
    let value = headers.get("traceparent")?.to_str().ok()?;
    let mut parts = value.split('-');
    let is_hex = |text: &str, length: usize| {
        text.len() == length
            && text
                .bytes()
                .all(|byte| byte.is_ascii_digit() || matches!(byte, b'a'..=b'f'))
    };
    let is_id = |text: &str, length: usize| is_hex(text, length) && text.bytes().any(|b| b != b'0');
    let version = parts.next()?;
    let trace = parts.next()?;
    let parent = parts.next()?;
    let flags = parts.next()?;
    let valid = is_hex(version, 2)
        && version != "ff"
        && is_id(trace, 32)
        && is_id(parent, 16)
        && is_hex(flags, 2)
        && (version != "00" || parts.next().is_none());
    valid.then_some(trace)
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;

    use super::*;

    #[test]
    fn no_color_switches_colours_off() {
        assert!(is_coloured(true, None));
        assert!(is_coloured(true, Some(OsStr::new(""))));
        assert!(!is_coloured(true, Some(OsStr::new("1"))));
        assert!(!is_coloured(false, None));
    }

    #[test]
    fn a_trace_id_is_taken_from_a_valid_traceparent() {
        let read = |value: &'static str| {
            let header = (
                "traceparent".parse().unwrap(),
                HeaderValue::from_static(value),
            );
            trace_id(&HeaderMap::from_iter([header])).map(str::to_owned)
        };
        let trace = "4bf92f3577b34da6a3ce929d0e0e4736";
        assert_eq!(
            read("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01").as_deref(),
            Some(trace)
        );
        assert_eq!(
            read("01-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-later").as_deref(),
            Some(trace)
        );
        for bad in [
            "",
            "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7",
            "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more",
            "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
            "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
            "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
            "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        ] {
            assert_eq!(read(bad), None, "{bad}");
        }
    }
}
