//! Names of people and meetings, as the platform writes them.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A person's `ou_…` id: valid inside one app of one tenant (dossier, "Identifiers").
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct OpenId(pub String);

impl fmt::Display for OpenId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A Rooms device's `omm_…` id (dossier, "Identifiers").
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct RoomId(pub String);

/// A person or a Rooms device in a meeting. As text it is the platform's own id, whose beginning
/// tells which of the two it is.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub enum ParticipantId {
    Person(OpenId),
    Room(RoomId),
}

impl ParticipantId {
    /// The platform's id.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Person(OpenId(id)) | Self::Room(RoomId(id)) => id,
        }
    }

    /// The person, if it is one.
    pub const fn person(&self) -> Option<&OpenId> {
        match self {
            Self::Person(person) => Some(person),
            Self::Room(_) => None,
        }
    }

    /// Whether it is this person.
    pub fn is(&self, person: &OpenId) -> bool {
        self.person() == Some(person)
    }
}

impl From<String> for ParticipantId {
    fn from(id: String) -> Self {
        if id.starts_with("omm_") { Self::Room(RoomId(id)) } else { Self::Person(OpenId(id)) }
    }
}

impl From<ParticipantId> for String {
    fn from(id: ParticipantId) -> Self {
        match id {
            ParticipantId::Person(OpenId(id)) | ParticipantId::Room(RoomId(id)) => id,
        }
    }
}

impl From<OpenId> for ParticipantId {
    fn from(person: OpenId) -> Self {
        Self::Person(person)
    }
}

/// A meeting number: nine ASCII digits. One number stands for many meetings over time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct MeetingNo([u8; 9]);

/// The text is not nine ASCII digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a meeting number has nine digits")]
pub struct NotAMeetingNo;

impl MeetingNo {
    /// Takes exactly nine ASCII digits, nothing else: people's spellings are read by `command`.
    pub fn parse(text: &str) -> Result<Self, NotAMeetingNo> {
        let digits: [u8; 9] = text.as_bytes().try_into().map_err(|_| NotAMeetingNo)?;
        if digits.iter().all(u8::is_ascii_digit) { Ok(Self(digits)) } else { Err(NotAMeetingNo) }
    }

    /// The nine digits, as the API wants them.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("000000000")
    }
}

impl fmt::Display for MeetingNo {
    /// `123 456 789`, as Feishu's clients show it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [a, b, c, d, e, g, h, i, j] = self.0.map(char::from);
        write!(f, "{a}{b}{c} {d}{e}{g} {h}{i}{j}")
    }
}

impl TryFrom<String> for MeetingNo {
    type Error = NotAMeetingNo;
    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text)
    }
}

impl From<MeetingNo> for String {
    fn from(no: MeetingNo) -> Self {
        no.as_str().to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_meeting_number_is_nine_digits_and_is_kept_as_such() {
        let no = MeetingNo::parse("123456789").unwrap();
        assert_eq!((no.as_str(), no.to_string().as_str()), ("123456789", "123 456 789"));
        let json = serde_json::to_string(&no).unwrap();
        assert_eq!(json, r#""123456789""#);
        assert_eq!(serde_json::from_str::<MeetingNo>(&json).unwrap(), no);
        for text in ["", "12345678", "1234567890", "12345678a", "１２３"] {
            assert_eq!(MeetingNo::parse(text), Err(NotAMeetingNo), "{text}");
        }
        assert!(serde_json::from_str::<MeetingNo>(r#""12345678""#).is_err());
    }

    #[test]
    fn an_id_tells_a_person_from_a_room() {
        for (text, is_room) in [("ou_1", false), ("omm_1", true), ("8efq90", false)] {
            let id = ParticipantId::from(text.to_owned());
            assert_eq!(matches!(id, ParticipantId::Room(_)), is_room, "{text}");
            assert_eq!((id.as_str(), String::from(id.clone())), (text, text.to_owned()));
            assert_eq!(id.person().is_some(), !is_room);
        }
    }

    #[test]
    fn an_id_is_printed_as_it_is() {
        assert_eq!(OpenId("ou_1".to_owned()).to_string(), "ou_1");
    }
}
