//! Every request the simulator got, and what a strict test minds about it.

use std::fmt;

use super::api::Api;
use super::query::Query;

/// One request. `status` stays empty while it is being worked on or when the connection was cut.
#[derive(Clone, Debug)]
pub struct Call {
    /// `None` when the path is not one of ours.
    pub api: Option<Api>,
    pub method: String,
    pub path: String,
    pub query: Query,
    /// As text; of an upload only its size.
    pub body: String,
    /// The simulator's clock, unix milliseconds.
    pub at_ms: i64,
    pub status: Option<u16>,
    /// The body's `code`.
    pub code: Option<i64>,
    pub log_id: String,
    /// What a caller that follows the documentation would not have done.
    pub complaints: Vec<String>,
}

/// All requests so far, oldest first.
#[derive(Clone, Debug, Default)]
pub struct Journal {
    calls: Vec<Call>,
}

impl Journal {
    /// All of them.
    pub fn all(&self) -> &[Call] {
        &self.calls
    }

    /// The calls of one API.
    pub fn calls(&self, api: Api) -> Vec<&Call> {
        self.calls.iter().filter(|call| call.api == Some(api)).collect()
    }

    /// How often an API was called.
    pub fn count(&self, api: Api) -> usize {
        self.calls.iter().filter(|call| call.api == Some(api)).count()
    }

    /// Everything a strict test fails on at its end: unknown paths, wrong or undocumented
    /// parameters, unreadable bodies, refused cards, calls over a limit, made-up tokens.
    /// Injected faults are not among them.
    pub fn unexpected(&self) -> Vec<String> {
        let minded = self.calls.iter().filter(|call| !call.complaints.is_empty());
        minded.map(|call| format!("{call}: {}", call.complaints.join("; "))).collect()
    }

    pub(super) fn add(&mut self, call: Call) {
        self.calls.push(call);
    }
}

impl fmt::Display for Call {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { method, path, query, .. } = self;
        write!(to, "{method} {path}{query} → ")?;
        match (self.status, self.code) {
            (Some(status), Some(code)) => write!(to, "{status} code {code}"),
            (Some(status), None) => write!(to, "{status} without a code"),
            (None, _) => write!(to, "cut"),
        }
    }
}

impl fmt::Display for Journal {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        for call in &self.calls {
            writeln!(to, "  {} {call}", call.at_ms)?;
            for complaint in &call.complaints {
                writeln!(to, "      ! {complaint}")?;
            }
        }
        Ok(())
    }
}
