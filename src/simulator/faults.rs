//! Everything that can go wrong at Feishu, on demand.

use std::sync::Arc;

use tokio::sync::watch;

use super::answer::{Answer, Refusal};
use super::api::Api;
use super::limits::rate_limited;
use super::shared::Shared;

/// One way to fail.
#[derive(Clone, Debug)]
pub enum Fault {
    /// HTTP 429, code 99991400, and the header that says when to come again.
    RateLimited { reset_s: u64 },
    /// The same in the older form, HTTP 400.
    RateLimitedLegacy { reset_s: u64 },
    /// 99991663 although the token is good, in this HTTP status (which one is not documented: dossier 14).
    TokenRefused { status: u16 },
    /// Any code in any status.
    Code { status: u16, code: i64, msg: &'static str },
    /// HTTP 500 and a page of HTML.
    Html,
    /// Done, but the JSON breaks off in the middle.
    Truncated,
    /// Done, but the answer waits for the gate to open.
    Held(Gate),
    /// Nothing is done; the connection closes without an answer.
    Cut,
    /// Done, and then the connection closes without an answer.
    DoneThenCut,
    /// Every page has more, under the same token.
    SamePageToken,
    /// Every page has more, under a new token; past the end the last page comes again.
    EndlessPages,
    /// After the last page follows an empty one, with a token left over.
    EmptyLastPage,
    /// The newest minute comes first.
    NewestFirst,
    /// 126009 unless the meeting's start is truncated to the minute.
    StartOnTheMinute,
    /// 126010 unless `join_time` is this many seconds off the one `participant_list` gives.
    JoinOffBy(i64),
}

/// Holds answers back until it is opened. Clones are the same gate.
#[derive(Clone, Debug)]
pub struct Gate(Arc<watch::Sender<bool>>);

impl Gate {
    /// A closed gate.
    pub fn closed() -> Self {
        Self(Arc::new(watch::Sender::new(false)))
    }

    /// Lets everybody through, now and later.
    pub fn open(&self) {
        self.0.send_replace(true);
    }

    pub(super) async fn pass(&self) {
        let _ = self.0.subscribe().wait_for(|open| *open).await;
    }
}

impl Default for Gate {
    fn default() -> Self {
        Self::closed()
    }
}

impl Fault {
    /// The answer given without doing anything; `None` when the request is carried out.
    pub(super) fn instead(&self, log_id: &str) -> Option<Answer> {
        let refusal = match self {
            Self::RateLimited { reset_s } => rate_limited(429, 100, *reset_s),
            Self::RateLimitedLegacy { reset_s } => rate_limited(400, 100, *reset_s),
            Self::TokenRefused { status } => Refusal::of_the_world(
                *status,
                99_991_663,
                "Invalid access token for authorization. Please make a request with token attached",
            ),
            Self::Code { status, code, msg } => Refusal::of_the_world(*status, *code, *msg),
            Self::Html => return Some(html()),
            _ => return None,
        };
        Some(refusal.answer(log_id))
    }
}

fn html() -> Answer {
    let body = "<html><head><title>500 Internal Server Error</title></head>\
                <body><center><h1>500 Internal Server Error</h1></center></body></html>";
    Answer {
        status: 500,
        headers: Vec::new(),
        content_type: "text/html",
        body: body.to_owned(),
        code: None,
    }
}

/// The faults that wait for their API to be called.
#[derive(Debug, Default)]
pub(super) struct Waiting {
    injected: Vec<Injected>,
    last_id: u64,
}

#[derive(Debug)]
struct Injected {
    id: u64,
    api: Api,
    fault: Fault,
    /// Calls that go well before.
    spared: u32,
    /// `None`: until it is cleared.
    left: Option<u32>,
}

impl Waiting {
    /// The fault for this call; the earliest injected comes first.
    pub(super) fn take(&mut self, api: Api) -> Option<Fault> {
        self.injected.retain(|one| one.left != Some(0));
        let one = self.injected.iter_mut().find(|one| one.api == api)?;
        if one.spared > 0 {
            one.spared -= 1;
            return None;
        }
        one.left = one.left.map(|left| left - 1);
        Some(one.fault.clone())
    }
}

/// Where tests put faults in.
#[derive(Clone, Debug)]
pub struct Faults(pub(super) Arc<Shared>);

impl Faults {
    /// Makes every further call of `api` fail like this, until [`Injection::clear`] or
    /// [`Faults::clear`]; [`Injection::times`] bounds it.
    pub fn inject(&self, api: Api, fault: Fault) -> Injection {
        let id = self.0.change(|state| {
            let waiting = &mut state.faults;
            waiting.last_id += 1;
            let id = waiting.last_id;
            waiting.injected.push(Injected { id, api, fault, spared: 0, left: None });
            id
        });
        Injection { id, shared: Arc::clone(&self.0) }
    }

    /// Takes all of them out.
    pub fn clear(&self) {
        self.0.change(|state| state.faults.injected.clear());
    }
}

/// A fault that was put in.
#[derive(Debug)]
pub struct Injection {
    id: u64,
    shared: Arc<Shared>,
}

impl Injection {
    /// Only the next `calls` calls fail.
    pub fn times(self, calls: u32) -> Self {
        self.change(|mine| mine.left = Some(calls))
    }

    /// The next `calls` calls go well.
    pub fn after(self, calls: u32) -> Self {
        self.change(|mine| mine.spared = calls)
    }

    fn change(self, change: impl FnOnce(&mut Injected)) -> Self {
        self.shared.change(|state| {
            state.faults.injected.iter_mut().find(|one| one.id == self.id).map(change);
        });
        self
    }

    /// Takes it out.
    pub fn clear(self) {
        self.shared.change(|state| state.faults.injected.retain(|one| one.id != self.id));
    }
}
