//! People who may see different things: who they are, where they talk, and what each of them sees.

use quality_bot::settings::Access;
use quality_bot::simulator::{Author, ChatKind, Delivery, Message, data};

use super::ending::unread;
use super::talk::Actor;
use super::{Reply, Stage};

impl Stage {
    /// Where people may ask about whom this says; with a support team of people and chats.
    pub(crate) async fn with_access(access: Access, support: &[&str]) -> Self {
        let support = support.iter().copied().map(str::to_owned).collect();
        Self::open_with(|settings| {
            settings.answer.access = access;
            settings.answer.support = support;
        })
        .await
    }

    /// 陈静, who is of the support team where a test says so.
    pub(crate) fn support(&self) -> Actor<'_> {
        self.actor(data::SUPPORT)
    }

    /// 周游, who took part in nothing.
    pub(crate) fn stranger(&self) -> Actor<'_> {
        self.actor(data::STRANGER)
    }

    /// What the bot said in somebody's chat with it, oldest first. Everybody's work is done then.
    pub(crate) async fn private_messages(&self, open_id: &str) -> Vec<Reply> {
        self.settle().await;
        let own = self.sim.read(|state| {
            let mut chats = state.world().chats.iter();
            let own = chats.find(|chat| {
                chat.kind == ChatKind::P2p && chat.members.iter().any(|member| member == open_id)
            });
            own.map(|chat| chat.chat_id.clone())
        });
        own.map(|chat| self.said_in(&chat)).unwrap_or_default()
    }

    /// What the bot said to everybody in a chat, as it stands, oldest first.
    pub(crate) fn said_in(&self, chat: &str) -> Vec<Reply> {
        let is_there = |it: &&Message| {
            it.chat_id == chat
                && it.author == Author::Bot
                && it.visible_to.is_none()
                && !it.recalled
                && it.message_id != data::BOT_CARD
        };
        self.sim.read(|state| {
            let messages = state.world().messages.iter();
            messages.filter(is_there).cloned().map(Reply::of).collect()
        })
    }

    /// What only this person sees, oldest first. Everybody's work is done then.
    pub(crate) async fn whispers(&self, open_id: &str) -> Vec<Reply> {
        self.settle().await;
        self.sim.only_visible_to(open_id).into_iter().map(Reply::of).collect()
    }

    /// Somebody takes a message back; Feishu tells of it, and has an answer.
    pub(crate) async fn recalls(&self, message_id: &str) -> Delivery {
        let _still = self.clock.stand_still().await;
        self.sim.recall(message_id).await
    }

    /// A message of the bot is gone, and nothing else was said.
    pub(crate) async fn take_gone(&self) -> Reply {
        self.settle().await;
        let left = unread(self);
        assert_eq!(left.len(), 1, "{left:?}");
        assert!(left[0].recalled, "it still stands: {:?}", left[0]);
        self.read.lock().unwrap().insert(left[0].message_id.clone());
        Reply::of(left[0].clone())
    }
}

impl Reply {
    /// It has no translations: whoever sees it sees this.
    #[track_caller]
    pub(crate) fn in_one_language(&self) -> &Self {
        assert!(!self.message.content.contains("i18n"), "{self}");
        self
    }

    /// Everybody reads it in their own language.
    #[track_caller]
    pub(crate) fn in_both_languages(&self) -> &Self {
        assert!(self.message.content.contains("i18n_content"), "{self}");
        self
    }
}
