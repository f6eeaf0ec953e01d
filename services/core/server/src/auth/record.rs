//! One line in the log and one count for each call: method, kind of caller, status and duration.
//! Never the caller's name, never the content.

use std::time::Instant;

use domain::caller::{Authority, Caller};
use tonic::Code;

use crate::telemetry;

/// Writes its line when it is dropped, however the call ended.
#[derive(Debug)]
pub(super) struct Record {
    scheme: &'static str,
    id: String,
    method: &'static str,
    role: &'static str,
    begun: Instant,
    /// True for a call that is counted and has no line: one of a flood without tokens.
    silent: bool,
    code: Option<Code>,
}

impl Record {
    pub fn begin(scheme: &'static str, id: &str, path: &str) -> Self {
        Self {
            scheme,
            id: id.to_owned(),
            method: telemetry::method(path),
            role: "none",
            begun: Instant::now(),
            silent: false,
            code: None,
        }
    }

    pub fn id(&self) -> &str {
        &self.id
    }

    pub const fn method(&self) -> &'static str {
        self.method
    }

    pub fn is_by(&mut self, caller: &Caller) {
        self.role = kind(caller);
    }

    pub const fn silence(&mut self) {
        self.silent = true;
    }

    pub fn ends_with(&mut self, code: Code) {
        self.code = Some(code);
    }
}

fn kind(caller: &Caller) -> &'static str {
    match caller.authority {
        Authority::Organisation(_) => "organisation",
        Authority::Staff(_) => "staff",
        Authority::FinanceClient => "finance_client",
        Authority::Operator => "operator",
    }
}

impl Drop for Record {
    fn drop(&mut self) {
        // A call without a status was not answered: the caller went away, or its time was up.
        let code = self.code.unwrap_or(Code::Cancelled);
        let duration = self.begun.elapsed();
        telemetry::count_request(self.scheme, self.method, code, duration);
        if self.silent {
            return;
        }
        tracing::info!(
            id = self.id,
            scheme = self.scheme,
            method = self.method,
            role = self.role,
            status = ?code,
            duration_ms = u64::try_from(duration.as_millis()).unwrap_or(u64::MAX),
            "call ended"
        );
    }
}
