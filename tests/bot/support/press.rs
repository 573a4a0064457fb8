//! People who press buttons of cards.

use std::time::Duration;

use quality_bot::simulator::{Press, Pressed};
use serde_json::Value;

use super::talk::Actor;
use super::{Reply, Stage};

/// Nobody clicks faster, unless a test says so.
pub(super) const AIMING: Duration = Duration::from_secs(11);

/// What a presser sees.
#[derive(Debug)]
pub(crate) struct Seen(pub(super) Pressed);

impl Actor<'_> {
    /// Presses the button of a card that does this, as the card stands now.
    pub(crate) async fn presses(self, card: &Reply, op: &str) -> Seen {
        self.stage.clock.wind(AIMING).await;
        self.presses_at_once(card, op).await
    }

    /// The same, without a pause before.
    pub(crate) async fn presses_at_once(self, card: &Reply, op: &str) -> Seen {
        let now = self.stage.as_it_stands(card);
        let value = now.button(op).unwrap_or_else(|| panic!("no button for {op} on\n{now}"));
        self.press(&Press::of(&now.message.message_id, value.clone())).await
    }

    /// Sends what no button of the card carries.
    pub(crate) async fn forges(self, card: &Reply, value: Value) -> Seen {
        self.press(&Press::forged(&card.message.message_id, value)).await
    }

    async fn press(self, press: &Press) -> Seen {
        let _still = self.stage.clock.stand_still().await;
        Seen(self.stage.sim.press(&press.clone().by(self.open_id)).await)
    }
}

impl Stage {
    /// A card as it stands now, when all work is done.
    pub(crate) async fn card_now(&self, card: &Reply) -> Reply {
        self.settle().await;
        self.as_it_stands(card)
    }

    fn as_it_stands(&self, card: &Reply) -> Reply {
        Reply::of(self.sim.message(&card.message.message_id).unwrap())
    }
}

impl Reply {
    /// What the button carries that does this.
    pub(crate) fn button(&self, op: &str) -> Option<&Value> {
        let find = |value: &Value| value["op"] == op;
        callbacks(&self.content).into_iter().find(|value| find(value))
    }

    /// What each of its buttons and lists carries.
    pub(crate) fn callbacks(&self) -> Vec<&Value> {
        callbacks(&self.content)
    }

    /// Where its links lead.
    pub(crate) fn links(&self) -> Vec<&str> {
        urls(&self.content)
    }
}

/// The values of all callbacks below a value.
fn callbacks(json: &Value) -> Vec<&Value> {
    let inside = children(json).flat_map(callbacks);
    let own = (json["type"] == "callback").then(|| &json["value"]);
    own.into_iter().chain(inside).collect()
}

fn urls(json: &Value) -> Vec<&str> {
    let own = json["default_url"].as_str().filter(|_| json["type"] == "open_url");
    own.into_iter().chain(children(json).flat_map(urls)).collect()
}

fn children(json: &Value) -> Box<dyn Iterator<Item = &Value> + '_> {
    match json {
        Value::Array(items) => Box::new(items.iter()),
        Value::Object(fields) => Box::new(fields.values()),
        _ => Box::new(std::iter::empty()),
    }
}

impl Seen {
    /// What the client shows instead of an answer.
    pub(crate) fn error_code(&self) -> Option<i64> {
        self.0.error.as_ref().map(|error| error.code)
    }

    /// A toast of this kind that says this in both languages.
    #[track_caller]
    pub(crate) fn toast(&self, kind: &str, zh_cn: &str, en_us: &str) -> &Self {
        assert_eq!(self.0.error, None, "{self:?}");
        let toast = self.0.toast.as_ref().unwrap_or_else(|| panic!("no toast: {self:?}"));
        assert_eq!(toast.kind, kind, "{toast:?}");
        let (zh, en) = (toast.text("zh_cn"), toast.text("en_us"));
        assert!(zh.contains(zh_cn), "“{zh_cn}” is not in “{zh}”");
        assert!(en.contains(en_us), "“{en_us}” is not in “{en}”");
        self
    }
}

impl Actor<'_> {
    /// Presses the button that does this to the one at this place of what the card lists.
    pub(crate) async fn presses_for(self, card: &Reply, op: &str, place: usize) -> Seen {
        self.stage.clock.wind(AIMING).await;
        let now = self.stage.as_it_stands(card);
        let values = callbacks(&now.content).into_iter();
        let mut own = values.filter(|value| value["op"] == op && value["pick"] == place);
        let value = own.next().unwrap_or_else(|| panic!("no {op} for {place} on\n{now}"));
        self.press(&Press::of(&now.message.message_id, value.clone())).await
    }

    /// Chooses the one at this place in the card's list.
    pub(crate) async fn picks(self, card: &Reply, place: usize) -> Seen {
        self.stage.clock.wind(AIMING).await;
        self.press(&Press::option(&card.message.message_id, &place.to_string())).await
    }
}

impl Stage {
    /// The name and the content of the file that a message carries.
    pub(crate) fn file(&self, message: &Reply) -> (String, Vec<u8>) {
        assert_eq!(message.message.msg_type, "file", "{message}");
        let file = self.sim.read(|state| state.world().file_of(&message.message).cloned());
        let file = file.unwrap();
        (file.name.clone(), file.bytes.to_vec())
    }
}
