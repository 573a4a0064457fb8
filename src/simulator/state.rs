//! The simulator's whole state, and the one function that turns a request into an answer.

use std::collections::HashMap;

use serde_json::Value;

use super::answer::{Answer, Refusal};
use super::api::{Api, Route, route};
use super::auth::Token;
use super::faults::{Fault, Gate, Waiting};
use super::journal::{Call, Journal};
use super::limits::Windows;
use super::push::Delivery;
use super::query::Query;
use super::world::{Message, World, fresh_id};
use super::{auth, bot, im, vc};

/// Everything there is to see; tests read it, see `Simulator::wait_for`.
#[derive(Debug)]
pub struct State {
    pub(super) world: World,
    pub(super) tokens: Vec<Token>,
    /// `uuid` → when it was first used and for which message.
    pub(super) sent: HashMap<String, (i64, String)>,
    pub(super) windows: Windows,
    pub(super) journal: Journal,
    pub(super) faults: Waiting,
    pub(super) webhook: Option<String>,
    pub(super) deliveries: Vec<Delivery>,
}

/// A request, free of any HTTP library.
#[derive(Debug)]
pub(super) struct Request {
    pub(super) method: String,
    pub(super) path: String,
    pub(super) query: Query,
    pub(super) authorization: Option<String>,
    pub(super) content_type: Option<String>,
    pub(super) body: Vec<u8>,
}

impl Request {
    fn is(&self, body_type: &str) -> bool {
        let kind = self.content_type.as_deref().unwrap_or_default();
        kind.to_ascii_lowercase().starts_with(body_type)
    }

    /// The body as the journal keeps it: of an upload only its size.
    fn noted_body(&self) -> String {
        if self.is("multipart/form-data") {
            return format!("<multipart/form-data, {} bytes>", self.body.len());
        }
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

/// What becomes of a request.
#[derive(Debug)]
pub(super) struct Reaction {
    /// `None`: the connection closes without an answer.
    pub(super) answer: Option<Answer>,
    /// Hold the answer until this opens.
    pub(super) gate: Option<Gate>,
}

impl State {
    pub(super) fn new(world: World) -> Self {
        Self {
            world,
            tokens: Vec::new(),
            sent: HashMap::new(),
            windows: Windows::default(),
            journal: Journal::default(),
            faults: Waiting::default(),
            webhook: None,
            deliveries: Vec::new(),
        }
    }

    /// The world as it is.
    pub fn world(&self) -> &World {
        &self.world
    }

    /// All requests so far.
    pub fn journal(&self) -> &Journal {
        &self.journal
    }

    /// All pushed events, oldest first.
    pub fn deliveries(&self) -> &[Delivery] {
        &self.deliveries
    }

    /// The replies to a message, oldest first.
    pub fn replies_to(&self, message_id: &str) -> Vec<&Message> {
        self.world.messages.replies_to(message_id).collect()
    }

    /// The cards that only this person sees, oldest first; without those that were deleted.
    pub fn only_visible_to(&self, open_id: &str) -> Vec<&Message> {
        let theirs = |message: &&Message| message.visible_to.as_deref() == Some(open_id);
        self.world.messages.iter().filter(theirs).filter(|message| !message.recalled).collect()
    }

    /// Answers one request and writes it into the journal.
    pub(super) fn react(&mut self, request: &Request, now_ms: i64) -> Reaction {
        let log_id = fresh_id("02").to_uppercase();
        let route = route(&request.method, &request.path);
        let api = match &route {
            Route::Known { api, .. } => Some(*api),
            Route::WrongMethod | Route::UnknownPath => None,
        };
        let fault = api.and_then(|api| self.faults.take(api));
        let mut complaints = api.map(|api| oddities(api, request)).unwrap_or_default();
        let instead = fault.as_ref().and_then(|fault| fault.instead(&log_id));
        let answer = match (&fault, instead) {
            (Some(Fault::Cut), _) => None,
            (_, Some(injected)) => Some(injected),
            (fault, None) => Some(
                self.carry_out(&route, request, now_ms, fault.as_ref())
                    .map(|body| Answer::json(200, &body, &log_id))
                    .unwrap_or_else(|refusal| {
                        complaints.extend(refusal.complaint());
                        refusal.answer(&log_id)
                    }),
            ),
        };
        let reaction = after(fault, answer);
        self.journal.add(Call {
            api,
            method: request.method.clone(),
            path: request.path.clone(),
            query: request.query.clone(),
            body: request.noted_body(),
            at_ms: now_ms,
            status: reaction.answer.as_ref().map(|answer| answer.status),
            code: reaction.answer.as_ref().and_then(|answer| answer.code),
            log_id,
            complaints,
        });
        reaction
    }

    fn carry_out(
        &mut self,
        route: &Route,
        request: &Request,
        now_ms: i64,
        fault: Option<&Fault>,
    ) -> Result<Value, Refusal> {
        let (api, id) = match route {
            Route::Known { api, id } => (*api, id.as_str()),
            Route::WrongMethod => {
                return Err(Refusal::wrong(405, 99_991_301, "method not allowed"));
            }
            Route::UnknownPath => {
                return Err(Refusal::wrong(404, 99_991_201, "request path wrong"));
            }
        };
        if !api.is_open() {
            auth::check_bearer(self, request.authorization.as_deref(), now_ms)?;
            auth::check_scopes(&self.world, api)?;
        }
        self.windows.call(api, &self.world.limits, now_ms)?;
        match api {
            Api::Token => auth::token(self, request, now_ms),
            Api::BotInfo => Ok(bot::info(&self.world)),
            Api::MeetingList => vc::meeting_list(&self.world, &request.query, now_ms, fault),
            Api::ParticipantList => vc::participants(&self.world, &request.query, now_ms, fault),
            Api::QualityList => vc::quality(&self.world, &request.query, now_ms, fault),
            Api::Create => im::create(self, request, now_ms),
            Api::Reply => im::reply(self, request, id, now_ms),
            Api::Patch => im::patch(self, request, id, now_ms),
            Api::GetMessage => im::get(&self.world, &request.query, id),
            Api::DeleteMessage => im::delete(self, id),
            Api::UploadFile => im::upload(self, request),
            Api::GetChat => im::chat(&self.world, &request.query, id),
            Api::SendEphemeral => im::send_ephemeral(self, request, now_ms),
            Api::DeleteEphemeral => im::delete_ephemeral(self, request),
        }
    }
}

fn oddities(api: Api, request: &Request) -> Vec<String> {
    let mut found = request.query.oddities(api.parameters());
    let wanted = api.body_type();
    if !request.body.is_empty() && !request.is(wanted) {
        found.push(format!("the body's Content-Type is not {wanted}"));
    }
    found
}

/// The faults that spoil an answer that was made.
fn after(fault: Option<Fault>, mut answer: Option<Answer>) -> Reaction {
    let mut gate = None;
    match fault {
        Some(Fault::DoneThenCut) => answer = None,
        Some(Fault::Held(closed)) => gate = Some(closed),
        Some(Fault::Truncated) => {
            if let Some(answer) = &mut answer {
                let half = answer.body.chars().count() / 2;
                answer.body = answer.body.chars().take(half).collect();
                answer.code = None;
            }
        }
        _ => {}
    }
    Reaction { answer, gate }
}
