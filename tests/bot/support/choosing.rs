//! People who choose from lists, fill in forms and look into the bot's menu.

use std::future::Future;

use quality_bot::clock::Clock;
use quality_bot::simulator::{Delivery, Press};
use serde_json::Value;

use super::clock::BotClock;
use super::ending::unread;
use super::press::{AIMING, Seen};
use super::talk::Actor;
use super::{Reply, Stage};

impl Actor<'_> {
    /// Presses the button beside what stands at this place of the card's list.
    pub(crate) async fn picks_row(self, card: &Reply, place: u16) -> Seen {
        let now = self.stage.card_now(card).await;
        let value = now.row(place);
        let value = value.unwrap_or_else(|| panic!("nothing to pick at {place} on\n{now}"));
        self.acts(Press::of(&now.message.message_id, value.clone())).await
    }

    /// Chooses the option of the card's select that says this.
    pub(crate) async fn picks_option(self, card: &Reply, words: &str) -> Seen {
        let now = self.stage.card_now(card).await;
        self.acts(Press::option(&now.message.message_id, &now.option(words))).await
    }

    /// Fills in the form of a card and sends it.
    pub(crate) async fn sends(self, form: &Reply, filled: &[(&str, &str)]) -> Seen {
        let press = Press::form(&form.message.message_id, "submit");
        let press = filled.iter().fold(press, |press, (name, text)| press.with(name, *text));
        self.acts(press).await
    }

    /// Sends any `event.action` under a card, whether it could be done there or not.
    pub(crate) async fn forges_action(self, card: &Reply, action: Value) -> Seen {
        self.acts(Press::forged_action(&card.message.message_id, action)).await
    }

    /// Chooses the entry of the bot's menu that sends this key.
    pub(crate) async fn opens_the_menu(self, event_key: &str) -> Delivery {
        let stage = self.stage;
        self.in_a_while(async { stage.sim.choose_menu(self.open_id, event_key).await }).await
    }

    async fn acts(self, press: Press) -> Seen {
        let stage = self.stage;
        let press = press.by(self.open_id);
        Seen(self.in_a_while(async { stage.sim.press(&press).await }).await)
    }

    async fn in_a_while<T>(self, act: impl Future<Output = T>) -> T {
        BotClock(self.stage.clock.clone()).sleep(AIMING).await;
        let _still = self.stage.clock.stand_still().await;
        act.await
    }
}

impl Stage {
    /// The 1:1 chat of somebody with the bot.
    pub(crate) fn private_chat(&self, open_id: &str) -> String {
        self.sim.edit(|world| world.p2p_with(open_id))
    }

    /// The oldest reply in a chat that no expectation has taken yet, when all work is done.
    pub(crate) async fn next_card_in(&self, chat_id: &str) -> Reply {
        self.settle().await;
        let oldest = unread(self).into_iter().find(|message| message.chat_id == chat_id);
        let message = oldest.unwrap_or_else(|| panic!("nothing was said in {chat_id}"));
        self.read.lock().unwrap().insert(message.message_id.clone());
        Reply::of(message)
    }
}

impl Reply {
    /// What the button carries that stands beside this place of its list.
    pub(crate) fn row(&self, place: u16) -> Option<&Value> {
        every(&self.content, |value| value["pick"] == place).into_iter().next()
    }

    /// The value of the option that says this in some language.
    #[track_caller]
    pub(crate) fn option(&self, words: &str) -> String {
        let says = |option: &&Value| option["text"].to_string().contains(words);
        let found = self.options().into_iter().find(says);
        let found = found.unwrap_or_else(|| panic!("no option says “{words}” on\n{self}"));
        found["value"].as_str().unwrap().to_owned()
    }

    /// The options of its selects.
    pub(crate) fn options(&self) -> Vec<&Value> {
        every(&self.content, |value| value["value"].is_string() && value["text"].is_object())
    }

    /// It stands in the 1:1 chat of somebody with the bot, or they alone see it.
    #[track_caller]
    pub(crate) fn is_for(&self, stage: &Stage, open_id: &str) -> &Self {
        let alone = self.message.visible_to.as_deref() == Some(open_id);
        assert!(alone || self.message.chat_id == stage.private_chat(open_id), "{self}");
        self
    }
}

/// Every value below that is so, in order.
fn every(json: &Value, is_so: impl Fn(&Value) -> bool + Copy) -> Vec<&Value> {
    let inside: Box<dyn Iterator<Item = &Value>> = match json {
        Value::Array(items) => Box::new(items.iter()),
        Value::Object(fields) => Box::new(fields.values()),
        _ => Box::new(std::iter::empty()),
    };
    let own = is_so(json).then_some(json);
    own.into_iter().chain(inside.flat_map(|it| every(it, is_so))).collect()
}
