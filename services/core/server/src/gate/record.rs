//! One line in the log for each call: which method, what kind of caller, what came of it, how long
//! it took. Never who, never what about.

use std::time::Instant;

use domain::caller::{Authority, Caller};
use tonic::Code;

/// Writes its line when it is dropped, however the call ended.
#[derive(Debug)]
pub(super) struct Record {
    id: String,
    method: String,
    role: &'static str,
    begun: Instant,
    code: Option<Code>,
}

impl Record {
    pub fn begin(id: &str, path: &str, caller: Option<&Caller>) -> Self {
        Self {
            id: id.to_owned(),
            method: method(path),
            role: caller.map_or("none", kind),
            begun: Instant::now(),
            code: None,
        }
    }

    pub fn id(&self) -> &str {
        &self.id
    }

    pub fn ends_with(&mut self, code: Code) {
        self.code = Some(code);
    }
}

/// `tildeling.v1.SchemeService/GetCall`; what is no such path may hold anything, and is not
/// repeated.
fn method(path: &str) -> String {
    let known = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'/' | b'_');
    let path = path.trim_start_matches('/');
    if path.len() <= 120 && path.bytes().all(known) {
        path.to_owned()
    } else {
        "unknown".to_owned()
    }
}

fn kind(caller: &Caller) -> &'static str {
    match caller.authority {
        Authority::Organisation(_) => "organisation",
        Authority::Staff(_) => "staff",
    }
}

impl Drop for Record {
    fn drop(&mut self) {
        // A call whose answer nobody waited for has no status: the caller went away, or its time
        // was up.
        let code = self.code.unwrap_or(Code::Cancelled);
        tracing::info!(
            id = self.id,
            method = self.method,
            role = self.role,
            status = ?code,
            duration_ms = u64::try_from(self.begun.elapsed().as_millis()).unwrap_or(u64::MAX),
            "call ended"
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_paths_that_look_like_methods_are_logged() {
        assert_eq!(
            method("/tildeling.v1.SchemeService/GetCall"),
            "tildeling.v1.SchemeService/GetCall"
        );
        for odd in ["/a b", "/a?fnr=01019912345", "/å", &"x".repeat(121)] {
            assert_eq!(method(odd), "unknown");
        }
    }
}
