//! A question that was answered with a card: what the card's buttons and its report are about.
//!
//! Invariants: a button carries nothing but the id; whatever it is about is looked up here, so
//! nobody can ask for somebody else's data by changing a button. The same message has the same id
//! in every try.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::inbound::{InboundMessage, MessageId};
use crate::quality::ids::OpenId;
use crate::quality::judgement::Grade;
use crate::quality::verdict::CauseId;

/// Buttons work, and a card can be replaced, for so long (dossier 7.2, 8.1).
const CARD_LIFETIME: SignedDuration = SignedDuration::from_hours(14 * 24);

/// The id of a question.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct AskedId(pub String);

impl AskedId {
    /// How many bytes it has: lower-case hexadecimal digits.
    pub const LENGTH: usize = 32;

    /// The id of the question in a message.
    pub fn of(message: &MessageId) -> Self {
        let digest = hex::encode(Sha256::digest(format!("{}/asked", message.0)));
        Self(digest.chars().take(Self::LENGTH).collect())
    }

    /// From outside; `None` when it cannot be one.
    pub fn parse(text: &str) -> Option<Self> {
        let is_hex = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
        let is_one = text.len() == Self::LENGTH && text.bytes().all(is_hex);
        is_one.then(|| Self(text.to_owned()))
    }
}

/// A question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Asked {
    pub id: AskedId,
    /// As it was asked, so that it can be asked again.
    pub message: InboundMessage,
    /// Whose result it is, when all of it is kept; `None` while there is none.
    pub about: Option<About>,
    pub at: Timestamp,
    /// The links to its report were withdrawn.
    pub withdrawn: bool,
}

/// Somebody in a meeting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct About {
    /// The platform's unique long id of the meeting.
    pub instance: String,
    pub person: OpenId,
}

impl Asked {
    /// Whether the card is too old for its buttons.
    pub fn is_past(&self, now: Timestamp) -> bool {
        now.duration_since(self.at) > CARD_LIFETIME
    }

    /// The asker asked about themself where nobody else reads along.
    pub fn is_private(&self) -> bool {
        let own = |about: &About| about.person == self.message.sender;
        self.message.direct && self.about.as_ref().is_some_and(own)
    }
}

/// What somebody thinks of a judgement, kept beside it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Opinion {
    pub by: OpenId,
    pub right: bool,
    pub at: Timestamp,
    /// What was judged: rules may change later.
    pub grade: Grade,
    pub bad_minutes: u32,
    /// The likelier first.
    pub causes: Vec<CauseId>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_has_one_id_and_an_id_from_outside_is_checked() {
        let id = AskedId::of(&MessageId("om_1".to_owned()));
        assert_eq!(id, AskedId::of(&MessageId("om_1".to_owned())));
        assert_ne!(id, AskedId::of(&MessageId("om_2".to_owned())));
        assert_eq!(AskedId::parse(&id.0), Some(id.clone()));
        let upper = id.0.to_uppercase();
        for other in ["", "0", &upper, "质质质质质质质质质质xx", &format!("{}0", id.0)] {
            assert_eq!(AskedId::parse(other), None, "{other}");
        }
    }
}
