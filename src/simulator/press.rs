//! Somebody presses, chooses or sends something on a card: `card.action.trigger`, and what the client
//! then shows (dossier 3).
//!
//! A callback is pushed once. What the app answers is either all right, or the whole of it counts for
//! nothing and the client shows an error.

mod answer;
mod callback;
mod choice;
mod component;
mod form;
mod value;

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde_json::Value;

use super::push::{Delivery, Outcome};
use super::pusher::Pusher;
use super::world::World;

/// Something about to be done on a card; see `Simulator::press`.
#[derive(Clone, Debug)]
pub struct Press {
    message_id: String,
    act: Act,
    /// `event.action` without its name, instead of whatever the card allows.
    forged: Option<Value>,
    name: Option<String>,
    by: String,
    /// `None`: there is no zone of the name that was asked for.
    zone: Option<TimeZone>,
}

#[derive(Clone, Debug)]
enum Act {
    Button(Value),
    /// In the first select of this tag that offers it.
    Choose(&'static str, String),
    Date(String),
    /// What is filled in, by the component's name; the name of the press is the button's.
    Form(BTreeMap<String, Value>),
}

/// Where clients are unless said otherwise.
const ZONE: &str = "Asia/Shanghai";

/// What the client that pressed shows.
#[derive(Clone, Debug, Default)]
pub struct Pressed {
    /// The callback with its one push; `None` when nothing was pushed.
    pub delivery: Option<Delivery>,
    pub toast: Option<Toast>,
    pub error: Option<ClientError>,
    /// Why nobody can press that. Then nothing was pushed.
    pub impossible: Option<String>,
}

/// A short notice in the client.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Toast {
    /// `info`, `success`, `error` or `warning`.
    pub kind: String,
    /// For readers of languages that `i18n` does not have.
    pub content: String,
    /// Language, such as `en_us`, → text.
    pub i18n: BTreeMap<String, String>,
}

/// What clients show instead when the app's answer will not do (dossier 3.2).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClientError {
    pub code: i64,
    pub msg: String,
}

impl Press {
    /// A button of this message's card, by the value it calls back with; name who presses with
    /// [`Press::by`]. It must be on the card as it is now, and who presses in the chat.
    pub fn of(message_id: &str, value: Value) -> Self {
        Self::doing(message_id, Act::Button(value))
    }

    /// An option of a `select_static`, by the option's value.
    pub fn option(message_id: &str, option: &str) -> Self {
        Self::doing(message_id, Act::Choose("select_static", option.to_owned()))
    }

    /// Somebody in a `select_person`, by open_id.
    pub fn person(message_id: &str, open_id: &str) -> Self {
        Self::doing(message_id, Act::Choose("select_person", open_id.to_owned()))
    }

    /// A day in a `date_picker`, such as `2026-11-20 +0800`.
    pub fn date(message_id: &str, date: &str) -> Self {
        Self::doing(message_id, Act::Date(date.to_owned()))
    }

    /// The button of this name, which sends its form; fill it in with [`Press::with`]. What is not
    /// filled in is sent as it stands on the card.
    pub fn form(message_id: &str, submit: &str) -> Self {
        Self::doing(message_id, Act::Form(BTreeMap::new())).named(submit)
    }

    /// Any value under any message id, by anybody: what cards were never made for.
    pub fn forged(message_id: &str, value: Value) -> Self {
        let action = [("tag", Value::from("button")), ("value", value)];
        Self::forged_action(message_id, action.into_iter().collect())
    }

    /// The same with all of `event.action`.
    pub fn forged_action(message_id: &str, action: Value) -> Self {
        Self { forged: Some(action), ..Self::of(message_id, Value::Null) }
    }

    fn doing(message_id: &str, act: Act) -> Self {
        let (message_id, by) = (message_id.to_owned(), String::new());
        Self { message_id, act, forged: None, name: None, by, zone: TimeZone::get(ZONE).ok() }
    }

    /// Who presses, by open_id.
    pub fn by(mut self, open_id: &str) -> Self {
        open_id.clone_into(&mut self.by);
        self
    }

    /// The component's name, where several could be meant.
    pub fn named(mut self, name: &str) -> Self {
        self.name = Some(name.to_owned());
        self
    }

    /// What a form's component of this name is made to hold: a text, for several choices a list, for
    /// a checker a boolean.
    pub fn with(mut self, name: &str, value: impl Into<Value>) -> Self {
        if let Act::Form(filled) = &mut self.act {
            filled.insert(name.to_owned(), value.into());
        }
        self
    }

    /// The zone of the client, such as `Europe/Lisbon`; `Asia/Shanghai` otherwise.
    pub fn in_timezone(mut self, zone: &str) -> Self {
        self.zone = TimeZone::get(zone).ok();
        self
    }

    /// `event.action`, if that can be done.
    fn action(&self, world: &World, now_ms: i64) -> Result<Value, String> {
        let name = self.name.as_deref();
        if let Some(mut action) = self.forged.clone() {
            if let Some(name) = name {
                action["name"] = name.into();
            }
            return Ok(action);
        }
        let message = world.messages.get(&self.message_id).filter(|message| !message.recalled);
        let message = message.ok_or("there is no such message")?;
        let chat = world.chat(&message.chat_id).filter(|chat| chat.members.contains(&self.by));
        let members = &chat.ok_or("who presses is not in the chat")?.members;
        if message.visible_to.as_ref().is_some_and(|viewer| *viewer != self.by) {
            return Err("who presses does not see the message".to_owned());
        }
        let zone = self.zone.as_ref().ok_or("there is no such time zone")?;
        let zone_name = zone.iana_name().unwrap_or(ZONE);
        let card: Value = serde_json::from_str(&message.content).unwrap_or_default();
        let missing = |what: &str| format!("the card has no such {what}");
        match &self.act {
            Act::Button(value) => {
                choice::pressed(&card, value, name).ok_or_else(|| missing("button"))
            }
            Act::Choose(tag, option) => {
                choice::chosen(&card, (tag, option), name, members).ok_or_else(|| missing("option"))
            }
            Act::Date(date) => {
                choice::dated(&card, date, name, zone_name).ok_or_else(|| missing("date"))
            }
            Act::Form(filled) => {
                let offset = offset(zone, now_ms);
                let client = form::Client { zone: zone_name, offset: &offset, members };
                form::sent(&card, name.unwrap_or_default(), filled, &client)
            }
        }
    }
}

/// `+0800`, as pickers write it.
fn offset(zone: &TimeZone, now_ms: i64) -> String {
    let now = Timestamp::from_millisecond(now_ms).unwrap_or_default();
    now.to_zoned(zone.clone()).strftime("%z").to_string()
}

impl Toast {
    /// What a reader of this language sees.
    pub fn text(&self, language: &str) -> &str {
        self.i18n.get(language).unwrap_or(&self.content)
    }
}

impl ClientError {
    fn new(code: i64, msg: impl Into<String>) -> Self {
        Self { code, msg: msg.into() }
    }
}

impl Pusher {
    /// See `Simulator::press`.
    pub(super) async fn press(&self, press: &Press) -> Pressed {
        let now_ms = self.shared.clock.now_ms();
        let event = self.shared.read(|state| {
            let action = press.action(&state.world, now_ms)?;
            Ok(callback::event(&state.world, press, &action, now_ms))
        });
        let event = match event {
            Ok(event) => event,
            Err(why) => return Pressed { impossible: Some(why), ..Pressed::default() },
        };
        let delivery = self.send_once(&Delivery::of(press.message_id.clone(), event)).await;
        let outcome = delivery.as_ref().and_then(|one| one.attempts.first());
        let answer = answered(outcome.map(|attempt| &attempt.outcome)).and_then(|body| {
            let now_ms = self.shared.clock.now_ms();
            self.shared
                .change(|state| answer::take(&mut state.world, &press.message_id, body, now_ms))
        });
        match answer {
            Ok(toast) => Pressed { delivery, toast, ..Pressed::default() },
            Err(error) => Pressed { delivery, error: Some(error), ..Pressed::default() },
        }
    }
}

/// The body of an answer that can be read.
fn answered(outcome: Option<&Outcome>) -> Result<&str, ClientError> {
    match outcome {
        None => Err(ClientError::new(200_340, "no callback URL is configured")),
        Some(Outcome::TooLate) => Err(ClientError::new(200_341, "no answer within 3 seconds")),
        Some(Outcome::Unreachable { why }) => Err(ClientError::new(200_342, why)),
        Some(Outcome::Broken { why }) => Err(ClientError::new(200_080, why)),
        Some(Outcome::Answered { status: 200, body }) => Ok(body),
        Some(Outcome::Answered { status, .. }) => {
            Err(ClientError::new(200_671, format!("the answer's status is {status}")))
        }
    }
}
