//! A chat that shows what was said in it, and to whom.

use std::sync::{Arc, Mutex, MutexGuard};

use async_trait::async_trait;

use super::cards::NAMELESS;
use super::clock::HandClock;
use super::platform::refused;
use super::samples::person;
use super::{a_while, lock, never};
use crate::app::error::{PlatformError, Refusal};
use crate::app::ports::{Chats, Content, File, FileKey, Identity, MessageId, Messages, Recipient};
use crate::quality::ids::OpenId;

/// Where messages go.
pub(crate) struct Chat {
    clock: Arc<HandClock>,
    state: Mutex<State>,
}

/// How it is, to be set by tests, and what came into it.
#[derive(Debug, Default)]
pub(crate) struct State {
    pub is_external: bool,
    /// How it is refused to say who is in it.
    pub refusal: Option<Refusal>,
    /// How messages that answer none are refused.
    pub send_refusal: Option<Refusal>,

    /// What stands below questions, in its order.
    pub said: Vec<Saying>,
    /// What answers no message.
    pub sent: Vec<(Recipient, String)>,
    being_replaced: Vec<MessageId>,
}

/// Something said, or a card replaced.
#[derive(Debug, Clone)]
pub(crate) struct Saying {
    pub at_ms: i64,
    /// What was replaced, if it is no new message.
    pub card: Option<MessageId>,
    pub text: String,
}

impl Chat {
    pub(super) fn new(clock: Arc<HandClock>) -> Self {
        Self { clock, state: Mutex::default() }
    }

    pub(crate) fn state(&self) -> MutexGuard<'_, State> {
        lock(&self.state)
    }

    /// What was said below questions, in its order.
    pub(crate) fn texts(&self) -> Vec<String> {
        self.state().said.iter().map(|saying| saying.text.clone()).collect()
    }

    pub(crate) fn last_text(&self) -> String {
        self.texts().pop().unwrap_or_default()
    }

    fn says(&self, card: Option<&MessageId>, text: &str) {
        let (at_ms, card, text) = (self.clock.now_ms(), card.cloned(), text.to_owned());
        self.state().said.push(Saying { at_ms, card, text });
    }
}

fn text(content: &Content) -> &str {
    let (Content::Card(text) | Content::Text(text)) = content else { never!() };
    text
}

#[async_trait]
impl Identity for Chat {
    async fn me(&self) -> Result<OpenId, PlatformError> {
        Ok(person("bot"))
    }
}

#[async_trait]
impl Messages for Chat {
    async fn reply(
        &self,
        to: &MessageId,
        content: &Content,
        _: &str,
    ) -> Result<MessageId, PlatformError> {
        self.says(None, text(content));
        Ok(MessageId(format!("{}/reply", to.0)))
    }

    async fn upload(&self, _: &File) -> Result<FileKey, PlatformError> {
        never!()
    }

    async fn replace(&self, card: &MessageId, content: &Content) -> Result<(), PlatformError> {
        {
            let being_replaced = &mut self.state().being_replaced;
            assert!(!being_replaced.contains(card), "{card:?} is being replaced already");
            being_replaced.push(card.clone());
        }
        self.says(Some(card), text(content));
        a_while().await;
        self.state().being_replaced.retain(|other| other != card);
        Ok(())
    }

    async fn send(
        &self,
        to: &Recipient,
        content: &Content,
        uuid: &str,
    ) -> Result<MessageId, PlatformError> {
        assert!(uuid.len() <= 50);
        let (mut state, text) = (self.state(), text(content));
        match state.send_refusal.clone() {
            Some(Refusal::PersonalDataBlocked) if text.contains(NAMELESS) => {}
            Some(refusal) => return Err(refused(refusal)),
            None => {}
        }
        state.sent.push((to.clone(), text.to_owned()));
        Ok(MessageId(format!("om_{uuid}")))
    }

    async fn whisper(&self, _: &str, _: &OpenId, _: &Content) -> Result<MessageId, PlatformError> {
        never!()
    }

    async fn take_back(&self, message: &MessageId) -> Result<(), PlatformError> {
        self.says(Some(message), "taken back");
        Ok(())
    }
}

#[async_trait]
impl Chats for Chat {
    async fn is_external(&self, _: &str) -> Result<bool, PlatformError> {
        let state = self.state();
        state.refusal.clone().map_or(Ok(state.is_external), |refusal| Err(refused(refusal)))
    }
}
