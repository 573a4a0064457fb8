//! Who gets in: decides about a body before anything acts on it. Pure: no HTTP, no clock.
//!
//! Invariants: an event comes in only with a right and fresh signature, our token and our app id.
//! Without that, a body may only be a challenge with our token, which can do nothing but echo:
//! Feishu may send it without signature headers, and the official SDKs look at its token only.
//!
//! Facts: dossier 1.2 and 1.4.

use jiff::Timestamp;
use secrecy::{ExposeSecret, SecretString};
use subtle::{Choice, ConstantTimeEq};

use crate::feishu::crypto::decrypt;
use crate::feishu::envelope::{Challenge, Envelope, Event};
use crate::feishu::signature::{Signature, is_fresh, verify};
use crate::settings::WebhookSettings;

/// What may come in.
#[derive(Debug, Clone)]
pub enum Admitted {
    /// To be echoed.
    Challenge(String),
    /// Authentic, and meant for us.
    Event(Event),
}

/// Why something may not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// No signature, or not all of it.
    Unsigned,
    /// Signed with a key that is not ours, or changed on its way.
    BadSignature,
    /// Signed well, but too long ago, or ahead of our time.
    Stale,
    /// Signed well, but not an envelope, or not one we can decrypt.
    Malformed,
    /// Signed well, but with another token or for another app.
    Foreign,
}

/// Decides about one request. `signature` is `None` unless all three headers came.
pub fn admit(
    settings: &WebhookSettings,
    signature: Option<&Signature<'_>>,
    raw_body: &[u8],
    now: Timestamp,
) -> Result<Admitted, Refusal> {
    match authenticate(settings, signature, raw_body, now) {
        Ok(key) => open_authentic(settings, raw_body, key),
        Err(refusal) => unsigned_challenge(settings, raw_body).ok_or(refusal),
    }
}

fn authenticate<'s>(
    settings: &'s WebhookSettings,
    signature: Option<&Signature<'_>>,
    raw_body: &[u8],
    now: Timestamp,
) -> Result<&'s SecretString, Refusal> {
    let signature = signature.ok_or(Refusal::Unsigned)?;
    let key = verify(signature, raw_body, &settings.encrypt_keys).ok_or(Refusal::BadSignature)?;
    if is_fresh(signature.timestamp, now) { Ok(key) } else { Err(Refusal::Stale) }
}

fn open_authentic(
    settings: &WebhookSettings,
    raw_body: &[u8],
    key: &SecretString,
) -> Result<Admitted, Refusal> {
    match open(raw_body, key).ok_or(Refusal::Malformed)? {
        Opened::Challenge(challenge) if has_our_token(settings, challenge.token.as_deref()) => {
            Ok(Admitted::Challenge(challenge.challenge))
        }
        Opened::Event(event)
            if has_our_token(settings, event.header.token.as_deref())
                && event.header.app_id.as_ref() == Some(&settings.app_id) =>
        {
            Ok(Admitted::Event(event))
        }
        _ => Err(Refusal::Foreign),
    }
}

/// Nobody says with which key an unsigned body was encrypted, so each is tried.
fn unsigned_challenge(settings: &WebhookSettings, raw_body: &[u8]) -> Option<Admitted> {
    settings.encrypt_keys.iter().find_map(|key| match open(raw_body, key)? {
        Opened::Challenge(Challenge { challenge, token }) => {
            has_our_token(settings, token.as_deref()).then_some(Admitted::Challenge(challenge))
        }
        Opened::Event(_) => None,
    })
}

/// An envelope without its seal.
enum Opened {
    Challenge(Challenge),
    Event(Event),
}

/// Reads a body, sealed or not; `None` when there is no envelope in it, or a second seal.
fn open(raw_body: &[u8], key: &SecretString) -> Option<Opened> {
    let envelope = match Envelope::parse(raw_body).ok()? {
        Envelope::Sealed(encrypted) => Envelope::parse(&decrypt(&encrypted, key).ok()?).ok()?,
        plain => plain,
    };
    match envelope {
        Envelope::Sealed(_) => None,
        Envelope::Challenge(challenge) => Some(Opened::Challenge(challenge)),
        Envelope::Event(event) => Some(Opened::Event(event)),
    }
}

/// Compares with every token that is configured, in constant time.
fn has_our_token(settings: &WebhookSettings, given: Option<&str>) -> bool {
    let given = given.unwrap_or_default().as_bytes();
    let same = |token: &SecretString| token.expose_secret().as_bytes().ct_eq(given);
    settings.verification_tokens.iter().fold(Choice::from(0), |any, token| any | same(token)).into()
}
