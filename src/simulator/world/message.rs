//! Messages, in the order they were sent.

use std::collections::HashMap;

/// One message of a chat.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    pub message_id: String,
    pub chat_id: String,
    /// First message of the reply chain, when this is a reply.
    pub root_id: Option<String>,
    /// The message replied to.
    pub parent_id: Option<String>,
    pub thread_id: Option<String>,
    /// `text`, `post`, `interactive` or `file`.
    pub msg_type: String,
    /// JSON text, as it is now.
    pub content: String,
    /// What it was before each PATCH and each callback's card, oldest first.
    pub history: Vec<String>,
    pub author: Author,
    pub mentions: Vec<Mention>,
    /// Unix milliseconds.
    pub create_ms: i64,
    pub update_ms: i64,
    pub recalled: bool,
    /// The one person who sees it, by open_id; `None`: the whole chat.
    pub visible_to: Option<String>,
    /// The `uuid` it was sent with.
    pub uuid: Option<String>,
}

impl Message {
    /// Where it stands among others, as far as it does: the wire's name for it, and the id.
    pub fn chain(&self) -> impl Iterator<Item = (&'static str, &str)> {
        let ids = [
            ("root_id", &self.root_id),
            ("parent_id", &self.parent_id),
            ("thread_id", &self.thread_id),
        ];
        ids.into_iter().filter_map(|(name, id)| Some((name, id.as_deref()?)))
    }

    /// Puts new content in the place of the old, which its history keeps.
    pub(in crate::simulator) fn replace(&mut self, content: String, now_ms: i64) {
        self.history.push(std::mem::replace(&mut self.content, content));
        self.update_ms = now_ms;
    }
}

/// Who sent a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Author {
    /// Our app.
    Bot,
    /// open_id
    Person(String),
}

/// A mention inside a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// `@_user_1`, …, or `@_all`.
    pub key: String,
    /// open_id; empty for everyone.
    pub open_id: String,
    pub name: String,
}

/// All messages.
#[derive(Clone, Debug, Default)]
pub struct Messages {
    in_order: Vec<Message>,
    places: HashMap<String, usize>,
}

impl Messages {
    /// Appends a message.
    pub fn add(&mut self, message: Message) {
        self.places.insert(message.message_id.clone(), self.in_order.len());
        self.in_order.push(message);
    }

    /// The message with this id.
    pub fn get(&self, message_id: &str) -> Option<&Message> {
        self.places.get(message_id).and_then(|place| self.in_order.get(*place))
    }

    /// The same, to change it.
    pub fn get_mut(&mut self, message_id: &str) -> Option<&mut Message> {
        self.places.get(message_id).and_then(|place| self.in_order.get_mut(*place))
    }

    /// All of them, oldest first.
    pub fn iter(&self) -> impl Iterator<Item = &Message> {
        self.in_order.iter()
    }

    /// The replies to a message, oldest first.
    pub fn replies_to<'a>(&'a self, message_id: &str) -> impl Iterator<Item = &'a Message> {
        self.iter().filter(move |message| message.parent_id.as_deref() == Some(message_id))
    }
}
