//! Bytes to an envelope: sealed, a challenge, or an event of either version.
//!
//! Strings may come as numbers and documented fields may lack; unknown fields are ignored. A
//! challenge is one only without `schema` and `header`: the official SDKs disagree on a body
//! that has all three, and here it is an event.
//!
//! Facts: dossier 1.2 and 1.3.

use jiff::Timestamp;
use serde::{Deserialize, Deserializer};
use serde_json::Value;
use serde_json::value::RawValue;

/// What the body of a request, or what was sealed in it, turned out to be.
#[derive(Debug, Clone)]
pub enum Envelope {
    /// Base64, to be opened with the Encrypt Key.
    Sealed(String),
    Challenge(Challenge),
    Event(Event),
}

/// The platform asks whether this address is ours.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Challenge {
    pub challenge: String,
    pub token: Option<String>,
}

/// Something happened.
#[derive(Debug, Clone)]
pub struct Event {
    pub header: Header,
    /// The `event` of the envelope, verbatim; `null` when it lacks.
    pub body: Box<RawValue>,
}

/// What both versions of the envelope say about an event. An empty text counts as absent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Header {
    pub event_type: String,
    /// `event_id`, or `uuid` in version 1.
    pub event_id: Option<String>,
    pub token: Option<String>,
    pub app_id: Option<String>,
    pub tenant_key: Option<String>,
    pub created: Option<Timestamp>,
}

/// Not JSON, or JSON without the parts that make an envelope.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not an envelope")]
pub struct NotAnEnvelope;

#[derive(Default, Deserialize)]
#[serde(default)]
struct Wire {
    encrypt: Text,
    schema: Text,
    header: Option<WireHeader>,
    r#type: Text,
    challenge: Text,
    token: Text,
    uuid: Text,
    ts: Text,
    event: Box<RawValue>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct WireHeader {
    event_id: Text,
    event_type: Text,
    create_time: Text,
    token: Text,
    app_id: Text,
    tenant_key: Text,
}

/// The part of a version 1 body that version 2 has in its header.
#[derive(Default, Deserialize)]
#[serde(default)]
struct WireBodyV1 {
    r#type: Text,
    app_id: Text,
    tenant_key: Text,
}

impl Envelope {
    /// Reads a body. What is [`Envelope::Sealed`] has to be decrypted and read again, once.
    pub fn parse(bytes: &[u8]) -> Result<Self, NotAnEnvelope> {
        let wire: Wire = serde_json::from_slice(bytes).map_err(|_| NotAnEnvelope)?;
        if let Some(encrypted) = wire.encrypt.0 {
            return Ok(Self::Sealed(encrypted));
        }
        if let Some(header) = wire.header {
            return header.event(wire.event).map(Self::Event);
        }
        match (wire.schema.0.as_deref(), wire.r#type.0.as_deref()) {
            (None, Some("url_verification")) => {
                let challenge = wire.challenge.0.ok_or(NotAnEnvelope)?;
                Ok(Self::Challenge(Challenge { challenge, token: wire.token.0 }))
            }
            (None, Some("event_callback")) => {
                let body: WireBodyV1 =
                    serde_json::from_str(wire.event.get()).map_err(|_| NotAnEnvelope)?;
                let header = WireHeader {
                    event_id: wire.uuid,
                    event_type: body.r#type,
                    create_time: wire.ts,
                    token: wire.token,
                    app_id: body.app_id,
                    tenant_key: body.tenant_key,
                };
                header.event(wire.event).map(Self::Event)
            }
            _ => Err(NotAnEnvelope),
        }
    }
}

impl WireHeader {
    fn event(self, body: Box<RawValue>) -> Result<Event, NotAnEnvelope> {
        let header = Header {
            event_type: self.event_type.0.ok_or(NotAnEnvelope)?,
            event_id: self.event_id.0,
            token: self.token.0,
            app_id: self.app_id.0,
            tenant_key: self.tenant_key.0,
            created: self.create_time.0.as_deref().and_then(instant),
        };
        Ok(Event { header, body })
    }
}

/// Seconds (perhaps with a fraction), milliseconds or microseconds: pages of the documentation
/// disagree, so the number of digits decides.
pub(super) fn instant(text: &str) -> Option<Timestamp> {
    let whole = text.split('.').next()?;
    let number = whole.parse().ok()?;
    match whole.len() {
        ..13 => Timestamp::from_second(number),
        13..16 => Timestamp::from_millisecond(number),
        16.. => Timestamp::from_microsecond(number),
    }
    .ok()
}

/// A string that may come as a number. Empty, `null`, absent and every other kind of value: `None`.
#[derive(Debug, Default)]
pub(super) struct Text(pub(super) Option<String>);

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Self(match Value::deserialize(deserializer)? {
            Value::String(text) if !text.is_empty() => Some(text),
            Value::Number(number) => Some(number.to_string()),
            _ => None,
        }))
    }
}

#[cfg(test)]
mod tests;
