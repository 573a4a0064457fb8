//! Somebody presses a button of a card: `card.action.trigger`, and what the client then shows (dossier 3).
//!
//! A callback is pushed once. What the app answers is either all right, or the whole of it counts for
//! nothing and the client shows an error.

mod answer;
mod callback;
mod component;

use std::collections::BTreeMap;

use serde_json::Value;

use super::push::{Delivery, Outcome};
use super::pusher::Pusher;
use super::world::World;
use component::Component;

/// A button about to be pressed; see `Simulator::press`.
#[derive(Clone, Debug)]
pub struct Press {
    message_id: String,
    value: Value,
    name: Option<String>,
    by: String,
    forged: bool,
}

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
        let (message_id, by) = (message_id.to_owned(), String::new());
        Self { message_id, value, name: None, by, forged: false }
    }

    /// Any value under any message id, by anybody: what cards were never made for.
    pub fn forged(message_id: &str, value: Value) -> Self {
        Self { forged: true, ..Self::of(message_id, value) }
    }

    /// Who presses, by open_id.
    pub fn by(mut self, open_id: &str) -> Self {
        open_id.clone_into(&mut self.by);
        self
    }

    /// The component's name, where several share a value.
    pub fn named(mut self, name: &str) -> Self {
        self.name = Some(name.to_owned());
        self
    }

    /// What is pressed, if it can be.
    fn target(&self, world: &World) -> Result<Component, String> {
        if self.forged {
            return Ok(Component { tag: "button".to_owned(), name: self.name.clone() });
        }
        let message = world.messages.get(&self.message_id).filter(|message| !message.recalled);
        let message = message.ok_or("there is no such message")?;
        let chat = world.chat(&message.chat_id);
        if !chat.is_some_and(|chat| chat.members.contains(&self.by)) {
            return Err("who presses is not in the chat".to_owned());
        }
        let card: Value = serde_json::from_str(&message.content).unwrap_or_default();
        component::find(&card, &self.value, self.name.as_deref())
            .ok_or_else(|| "the card has no such button".to_owned())
    }
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
            let component = press.target(&state.world)?;
            Ok(callback::event(&state.world, press, &component, now_ms))
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
