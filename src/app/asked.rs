//! A question that was answered with a card: what the card's buttons and its report are about.
//!
//! Invariants: a button carries nothing but the id; whatever it is about is looked up here, so
//! nobody can ask for somebody else's data by changing a button. The same message has the same id
//! in every try.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::inbound::{InboundMessage, MessageId};
use super::ports::Privacy;
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
    /// `None` while there is no answer.
    pub answered: Option<Answered>,
    pub at: Timestamp,
    /// The links to its report were withdrawn. Kept apart, so that noting an answer never takes it
    /// back.
    #[serde(skip)]
    pub withdrawn: bool,
}

/// What became of a question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answered {
    pub about: About,
    /// All of the result is kept.
    pub kept: bool,
    /// Nothing more can come of asking again.
    pub settled: bool,
    pub judged: Judged,
}

/// What was judged, in short: rules may change later.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Judged {
    pub grade: Grade,
    pub bad_minutes: u32,
    /// The likelier first.
    pub causes: Vec<CauseId>,
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

    /// Whose complete result there is.
    pub fn kept(&self) -> Option<&About> {
        self.answered.as_ref().filter(|answered| answered.kept).map(|answered| &answered.about)
    }

    /// How much the readers of the card may see: somebody who asks about themself where nobody else
    /// reads along may see all.
    pub fn privacy(&self) -> Privacy {
        let is_own = |it: &Answered| it.about.person == self.message.sender;
        match self.message.direct && self.answered.as_ref().is_some_and(is_own) {
            true => Privacy::Own,
            false => Privacy::Chat,
        }
    }

    /// Whether somebody may take back what the card shows: who asked, and whom it is about.
    pub fn is_of(&self, person: &OpenId) -> bool {
        let about = self.answered.as_ref().map(|answered| &answered.about.person);
        self.message.sender == *person || about == Some(person)
    }
}

/// What somebody thinks of a judgement, kept beside it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Opinion {
    pub by: OpenId,
    pub right: bool,
    pub at: Timestamp,
    pub judged: Judged,
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
