//! The ids of messages, and of the questions in them.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// An `om_…` id of a chat message.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct MessageId(pub String);

/// The id of a question; the same message has the same one in every try.
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

    /// The id of a question that follows from this one: the same step has the same one in every try.
    pub fn then(&self, step: &str) -> Self {
        let digest = hex::encode(Sha256::digest(format!("{}/then/{step}", self.0)));
        Self(digest.chars().take(Self::LENGTH).collect())
    }

    /// From outside; `None` when it cannot be one.
    pub fn parse(text: &str) -> Option<Self> {
        let is_hex = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
        let is_one = text.len() == Self::LENGTH && text.bytes().all(is_hex);
        is_one.then(|| Self(text.to_owned()))
    }
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
