//! Everything the simulated Feishu knows: one tenant with its app, people, chats, meetings and messages.
//!
//! Plain data. Tests shape special cases by editing it; the HTTP face only reads and appends.

mod file;
mod meeting;
mod message;

pub use file::UploadedFile;
pub use meeting::{Endpoint, Instance, MadeUp, Minute, Section, Session};
pub use message::{Author, Mention, Message, Messages};

use std::collections::BTreeSet;

use super::limits::Limits;

/// One tenant.
#[derive(Clone, Debug)]
pub struct World {
    pub tenant_key: String,
    pub app: App,
    /// The zone the tenant's admin console writes times in.
    pub utc_offset_s: i32,
    /// Which kind of id `participant_list` rows carry; `None`: the kind that was asked for. The
    /// documentation does not settle it (dossier 14, row 4).
    pub row_ids: Option<IdKind>,
    /// Whether the reports take a `room_id`; without, 126015 (dossier 6.6).
    pub room_filter: bool,
    /// Whether a chat is described to a bot outside of it, as the page says, by name, picture, number of
    /// members and state; otherwise it is refused with 232011, which the page lists too (dossier 9).
    pub outsiders_see_chats: bool,
    pub limits: Limits,
    pub people: Vec<Person>,
    pub chats: Vec<Chat>,
    pub meetings: Vec<Instance>,
    pub messages: Messages,
    pub files: Vec<UploadedFile>,
    /// Lines that the chat page proposes to type.
    pub hints: Vec<String>,
}

/// The bot's app as its developer console shows it.
#[derive(Clone, Debug)]
pub struct App {
    pub app_id: String,
    pub app_secret: String,
    pub encrypt_key: String,
    pub verification_token: String,
    pub bot_open_id: String,
    pub bot_name: String,
    pub enabled: bool,
    pub scopes: BTreeSet<String>,
    /// The app's creator may manage meetings in the admin console (dossier 6.1).
    pub meeting_admin: bool,
}

/// Somebody the tenant's members can mention.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    pub open_id: String,
    pub union_id: String,
    pub user_id: String,
    pub name: String,
    pub tenant_key: String,
}

/// A group, or the 1:1 chat of one person with the bot.
#[derive(Clone, Debug)]
pub struct Chat {
    pub chat_id: String,
    pub kind: ChatKind,
    /// A group's; 1:1 chats have none of their own.
    pub name: String,
    /// open_ids; the bot is not listed.
    pub members: Vec<String>,
    pub has_bot: bool,
    /// Made to have members of other tenants.
    pub external: bool,
}

/// `chat_type` of a message event (dossier 2.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChatKind {
    Group,
    /// A group where every message begins a thread; events call it a group too.
    Topic,
    P2p,
}

/// `user_id_type` (dossier, identifiers).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IdKind {
    OpenId,
    UnionId,
    UserId,
}

impl IdKind {
    /// The parameter's value, as text.
    pub fn read(text: &str) -> Option<Self> {
        match text {
            "open_id" => Some(Self::OpenId),
            "union_id" => Some(Self::UnionId),
            "user_id" => Some(Self::UserId),
            _ => None,
        }
    }
}

impl Person {
    /// This person's id of a kind.
    pub fn id(&self, kind: IdKind) -> &str {
        match kind {
            IdKind::OpenId => &self.open_id,
            IdKind::UnionId => &self.union_id,
            IdKind::UserId => &self.user_id,
        }
    }
}

impl World {
    /// The person with this open_id.
    pub fn person(&self, open_id: &str) -> Option<&Person> {
        self.people.iter().find(|person| person.open_id == open_id)
    }

    /// The person with this id of this kind.
    pub fn person_by(&self, kind: IdKind, id: &str) -> Option<&Person> {
        self.people.iter().find(|person| person.id(kind) == id)
    }

    /// The chat with this id.
    pub fn chat(&self, chat_id: &str) -> Option<&Chat> {
        self.chats.iter().find(|chat| chat.chat_id == chat_id)
    }

    /// The 1:1 chat of a person with the bot; made on first use, as Feishu does.
    pub fn p2p_with(&mut self, open_id: &str) -> String {
        let known = self.chats.iter().find(|chat| {
            chat.kind == ChatKind::P2p && chat.members.iter().any(|member| member == open_id)
        });
        if let Some(chat) = known {
            return chat.chat_id.clone();
        }
        let chat_id = fresh_id("oc_");
        let members = vec![open_id.to_owned()];
        let (kind, name) = (ChatKind::P2p, String::new());
        let external = self.person(open_id).is_some_and(|it| it.tenant_key != self.tenant_key);
        let chat = Chat { chat_id, kind, name, members, has_bot: true, external };
        let chat_id = chat.chat_id.clone();
        self.chats.push(chat);
        chat_id
    }

    /// The instances held under a meeting number, oldest first.
    pub fn instances<'a>(&'a self, no: &str) -> impl Iterator<Item = &'a Instance> {
        self.meetings.iter().filter(move |instance| instance.no == no)
    }

    /// The newest instance held under a meeting number.
    pub fn meeting(&self, no: &str) -> Option<&Instance> {
        self.instances(no).max_by_key(|instance| instance.start)
    }

    /// The same, to change it.
    pub fn meeting_mut(&mut self, no: &str) -> Option<&mut Instance> {
        self.meetings.iter_mut().filter(|meeting| meeting.no == no).max_by_key(|one| one.start)
    }

    /// Whether the app holds at least one of these scopes; none asked for means yes.
    pub fn has_any_scope(&self, scopes: &[&str]) -> bool {
        scopes.is_empty() || scopes.iter().any(|scope| self.app.scopes.contains(*scope))
    }
}

/// A new id, such as `om_5ce6d572…`.
pub(super) fn fresh_id(prefix: &str) -> String {
    format!("{prefix}{}", uuid::Uuid::new_v4().simple())
}
