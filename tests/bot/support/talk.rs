//! People who talk.

use std::future::IntoFuture;
use std::time::Duration;

use futures_util::future::BoxFuture;
use quality_bot::simulator::{Delivery, Says, data};

use super::Stage;

/// Nobody types faster.
const TYPING: Duration = Duration::from_secs(1);

/// Somebody in the group.
#[derive(Clone, Copy)]
pub(crate) struct Actor<'s> {
    pub(super) stage: &'s Stage,
    pub(super) open_id: &'static str,
}

/// Something that is being typed; it is said when it is awaited.
#[must_use = "is said when it is awaited"]
pub(crate) struct Utterance<'s> {
    stage: &'s Stage,
    says: Says,
}

impl Stage {
    pub(crate) fn zhang_san(&self) -> Actor<'_> {
        self.actor(data::ZHANG_SAN)
    }

    pub(crate) fn li_si(&self) -> Actor<'_> {
        self.actor(data::LI_SI)
    }

    /// Of another company, in the group as a guest.
    pub(crate) fn partner(&self) -> Actor<'_> {
        self.actor(data::PARTNER)
    }

    pub(crate) fn actor(&self, open_id: &'static str) -> Actor<'_> {
        Actor { stage: self, open_id }
    }
}

impl<'s> Actor<'s> {
    /// In the group, to the bot: `@bot` and the text.
    pub(crate) fn says(self, text: &str) -> Utterance<'s> {
        self.in_group().mention_bot().then(" ").then(text)
    }

    /// In the group, to nobody in particular.
    pub(crate) fn murmurs(self, text: &str) -> Utterance<'s> {
        self.in_group().then(text)
    }

    /// In the group, word by word.
    pub(crate) fn in_group(self) -> Utterance<'s> {
        self.begin(Says::in_group(data::GROUP).by(self.open_id))
    }

    /// To the bot alone, in the 1:1 chat.
    pub(crate) fn tells_the_bot(self, text: &str) -> Utterance<'s> {
        self.begin(Says::to_bot(self.open_id)).then(text)
    }

    fn begin(self, says: Says) -> Utterance<'s> {
        Utterance { stage: self.stage, says }
    }
}

impl Utterance<'_> {
    pub(crate) fn then(self, text: &str) -> Self {
        self.but(|says| says.text(text))
    }

    /// `@somebody`, after a space.
    pub(crate) fn mention(self, open_id: &str) -> Self {
        self.but(|says| says.text(" ").mention(open_id))
    }

    pub(crate) fn mention_bot(self) -> Self {
        self.but(Says::mention_bot)
    }

    pub(crate) fn mention_all(self) -> Self {
        self.but(|says| says.text(" ").mention_all())
    }

    /// As rich text.
    pub(crate) fn formatted(self) -> Self {
        self.but(Says::as_post)
    }

    /// As a reply inside a thread.
    pub(crate) fn in_thread(self, thread_id: &str, root: &str) -> Self {
        self.but(|says| says.replying_to(root).in_thread(thread_id))
    }

    fn but(self, how: impl FnOnce(Says) -> Says) -> Self {
        Self { says: how(self.says), ..self }
    }
}

impl<'s> IntoFuture for Utterance<'s> {
    type Output = Delivery;
    type IntoFuture = BoxFuture<'s, Delivery>;

    /// Ends when Feishu has pushed it and has an answer, whatever that is.
    fn into_future(self) -> Self::IntoFuture {
        let Self { stage, says } = self;
        Box::pin(async move {
            stage.clock.wind(TYPING).await;
            let _still = stage.clock.stand_still().await;
            stage.sim.say(&says).await
        })
    }
}

impl<'s> Actor<'s> {
    /// In some chat, to the bot: `@bot` and the text.
    pub(crate) fn says_in(self, chat: &str, text: &str) -> Utterance<'s> {
        let said = self.begin(Says::in_group(chat).by(self.open_id));
        said.mention_bot().then(" ").then(text)
    }
}

impl Utterance<'_> {
    /// On a client of this language, such as `zh_CN`.
    pub(crate) fn on_a_client_in(self, locale: &'static str) -> Self {
        self.but(|says| says.with_locale(locale))
    }
}
