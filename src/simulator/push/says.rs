//! What somebody types into a chat.

/// A message on its way into a chat; see `Simulator::say`.
#[derive(Clone, Debug)]
pub struct Says {
    pub(super) chat: Place,
    pub(super) by: String,
    pub(super) parts: Vec<Part>,
    pub(super) as_post: bool,
    pub(super) reply_to: Option<String>,
    pub(super) thread_id: Option<String>,
    pub(super) locale: Option<&'static str>,
}

#[derive(Clone, Debug)]
pub(super) enum Place {
    Group(String),
    /// The 1:1 chat with the bot.
    P2p,
}

#[derive(Clone, Debug)]
pub(super) enum Part {
    Text(String),
    Person(String),
    Bot,
    Everyone,
}

impl Says {
    /// In a group; name the author with [`Says::by`].
    pub fn in_group(chat_id: &str) -> Self {
        Self::new(Place::Group(chat_id.to_owned()), String::new())
    }

    /// To the bot alone, in the 1:1 chat.
    pub fn to_bot(by: &str) -> Self {
        Self::new(Place::P2p, by.to_owned())
    }

    fn new(chat: Place, by: String) -> Self {
        let (parts, as_post) = (Vec::new(), false);
        Self { chat, by, parts, as_post, reply_to: None, thread_id: None, locale: None }
    }

    /// Who types, by open_id.
    pub fn by(mut self, open_id: &str) -> Self {
        open_id.clone_into(&mut self.by);
        self
    }

    /// Some text; blanks are kept.
    pub fn text(self, text: &str) -> Self {
        self.part(Part::Text(text.to_owned()))
    }

    /// `@somebody`, by open_id.
    pub fn mention(self, open_id: &str) -> Self {
        self.part(Part::Person(open_id.to_owned()))
    }

    /// `@` the bot.
    pub fn mention_bot(self) -> Self {
        self.part(Part::Bot)
    }

    /// `@everyone`.
    pub fn mention_all(self) -> Self {
        self.part(Part::Everyone)
    }

    /// Sent as rich text, as topic groups and formatted messages arrive (dossier 2.3).
    pub fn as_post(mut self) -> Self {
        self.as_post = true;
        self
    }

    /// As a reply to a message.
    pub fn replying_to(mut self, message_id: &str) -> Self {
        self.reply_to = Some(message_id.to_owned());
        self
    }

    /// Inside a thread.
    pub fn in_thread(mut self, thread_id: &str) -> Self {
        self.thread_id = Some(thread_id.to_owned());
        self
    }

    /// The language of the author's client; told to apps that hold `im:user_agent:read`.
    pub fn with_locale(mut self, locale: &'static str) -> Self {
        self.locale = Some(locale);
        self
    }

    fn part(mut self, part: Part) -> Self {
        self.parts.push(part);
        self
    }
}
