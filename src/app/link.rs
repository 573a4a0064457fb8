//! Signed links to reports: what a token says, and whether it is ours.
//!
//! Invariants: a token says which report, of which tenant, until when, and how much its readers may
//! see, and all of it is under an HMAC-SHA-256 with a purpose of its own, so that nothing that was
//! signed for another purpose is taken for a link; whether a token is good is found out with the
//! same steps whatever is wrong with it, and a signature is compared in constant time.

use std::fmt;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit, Mac};
use jiff::{SignedDuration, Timestamp};
use sha2::{Digest, Sha256};

use super::asked::AskedId;
use super::ports::Privacy;

const PURPOSE: &[u8] = b"quality-bot report link 1";

const ID_BYTES: usize = AskedId::LENGTH / 2;
const TENANT_BYTES: usize = 8;
const MAC_BYTES: usize = 32;
/// How much may be seen, expiry in unix seconds, tenant, report.
const CLAIM_BYTES: usize = 1 + 8 + TENANT_BYTES + ID_BYTES;
const TOKEN_BYTES: usize = CLAIM_BYTES + MAC_BYTES;

/// What makes links and reads them.
#[derive(Clone)]
pub struct Links {
    mac: Hmac<Sha256>,
    lifetime: SignedDuration,
    /// Where browsers reach the bot, without a slash at its end.
    base: Option<String>,
}

/// What a token says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    pub asked: AskedId,
    pub privacy: Privacy,
    pub expires: Timestamp,
    tenant: [u8; TENANT_BYTES],
}

impl Claim {
    /// Whether it is of this tenant.
    pub fn is_of(&self, tenant: &str) -> bool {
        self.tenant == tenant_mark(tenant)
    }
}

impl Links {
    /// With a secret key, of any length from 32 bytes on.
    ///
    /// # Panics
    /// Never: HMAC takes keys of any length.
    #[expect(clippy::expect_used, reason = "HMAC takes keys of any length (RFC 2104, section 2)")]
    pub fn new(key: &[u8], lifetime: SignedDuration, base: Option<String>) -> Self {
        let mac = Hmac::new_from_slice(key).expect("a key of any length");
        Self { mac, lifetime, base }
    }

    /// Where browsers reach a report from now on; `None` when nobody has said where that is.
    pub fn to(
        &self,
        asked: &AskedId,
        tenant: &str,
        privacy: Privacy,
        now: Timestamp,
    ) -> Option<String> {
        let base = self.base.as_ref()?;
        let expires = now.saturating_add(self.lifetime).ok()?;
        Some(format!("{base}/r/{}", self.token(asked, tenant, privacy, expires)?))
    }

    fn token(
        &self,
        asked: &AskedId,
        tenant: &str,
        privacy: Privacy,
        expires: Timestamp,
    ) -> Option<String> {
        let own = u8::from(privacy == Privacy::Own);
        let mut token = vec![own];
        token.extend(expires.as_second().to_be_bytes());
        token.extend(tenant_mark(tenant));
        token.extend(hex::decode(&asked.0).ok()?);
        token.extend(self.signature(&token).finalize().into_bytes());
        (token.len() == TOKEN_BYTES).then(|| URL_SAFE_NO_PAD.encode(token))
    }

    /// What a token says; `None` for whatever is not ours, or is over.
    pub fn open(&self, token: &str, now: Timestamp) -> Option<Claim> {
        // What cannot be a token goes through the same steps as one with a wrong signature.
        let decoded = URL_SAFE_NO_PAD.decode(token.get(..token.len().min(256)).unwrap_or_default());
        let bytes: [u8; TOKEN_BYTES] =
            decoded.unwrap_or_default().try_into().unwrap_or([0; TOKEN_BYTES]);
        let (claim, signature) = bytes.split_at(CLAIM_BYTES);
        let is_ours = self.signature(claim).verify_slice(signature).is_ok();
        let claim = read(claim)?;
        (is_ours && now < claim.expires).then_some(claim)
    }

    fn signature(&self, claim: &[u8]) -> Hmac<Sha256> {
        let mut mac = self.mac.clone();
        mac.update(PURPOSE);
        mac.update(claim);
        mac
    }
}

fn read(claim: &[u8]) -> Option<Claim> {
    let (own, rest) = claim.split_first()?;
    let (expires, rest) = rest.split_first_chunk()?;
    let (tenant, id) = rest.split_first_chunk()?;
    let privacy = if *own == 1 { Privacy::Own } else { Privacy::Chat };
    Some(Claim {
        asked: AskedId::parse(&hex::encode(id))?,
        privacy,
        expires: Timestamp::from_second(i64::from_be_bytes(*expires)).ok()?,
        tenant: *tenant,
    })
}

/// Tells tenants apart without naming them.
fn tenant_mark(tenant: &str) -> [u8; TENANT_BYTES] {
    let digest = Sha256::digest(tenant);
    let mut mark = [0; TENANT_BYTES];
    mark.iter_mut().zip(digest).for_each(|(to, from)| *to = from);
    mark
}

impl fmt::Debug for Links {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Links").field("lifetime", &self.lifetime).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use jiff::ToSpan;
    use proptest::prelude::*;

    use super::*;
    use crate::app::inbound::MessageId;

    const WEEK: SignedDuration = SignedDuration::from_hours(7 * 24);

    fn links() -> Links {
        Links::new(&[7; 32], WEEK, Some("https://bot.example.com".to_owned()))
    }

    fn now() -> Timestamp {
        "2026-11-20T12:00:00Z".parse().unwrap()
    }

    fn asked() -> AskedId {
        AskedId::of(&MessageId("om_1".to_owned()))
    }

    fn token() -> String {
        let link = links().to(&asked(), "tenant", Privacy::Chat, now()).unwrap();
        link.strip_prefix("https://bot.example.com/r/").unwrap().to_owned()
    }

    #[test]
    fn a_link_says_which_report_of_which_tenant_until_when() {
        let claim = links().open(&token(), now()).unwrap();
        assert_eq!((&claim.asked, claim.privacy), (&asked(), Privacy::Chat));
        assert_eq!(claim.expires, now() + WEEK);
        assert!(claim.is_of("tenant"));
        assert!(!claim.is_of("another tenant"));
        let own = links().to(&asked(), "tenant", Privacy::Own, now()).unwrap();
        let own = links().open(own.rsplit('/').next().unwrap(), now()).unwrap();
        assert_eq!(own.privacy, Privacy::Own);
    }

    #[test]
    fn a_link_ends_with_its_last_second() {
        let last = now() + WEEK - 1.second();
        assert!(links().open(&token(), last).is_some());
        assert_eq!(links().open(&token(), now() + WEEK), None);
    }

    #[test]
    fn there_is_no_link_without_an_address() {
        let links = Links::new(&[7; 32], WEEK, None);
        assert_eq!(links.to(&asked(), "tenant", Privacy::Chat, now()), None);
    }

    #[test]
    fn whatever_is_not_the_token_itself_opens_nothing() {
        let token = token();
        let padded = format!("{token}=");
        let doubled = format!("{token}{token}");
        let cut: String = token.chars().take(token.len() - 1).collect();
        for other in ["", "质量", &padded, &doubled, &cut, &"A".repeat(100_000)] {
            assert_eq!(links().open(other, now()), None, "{other}");
        }
        let other_key = Links::new(&[8; 32], WEEK, None);
        assert_eq!(other_key.open(&token, now()), None);
    }

    #[test]
    fn no_key_is_printed() {
        let key = [0xAB; 32];
        let printed = format!("{:?}", Links::new(&key, WEEK, None));
        assert!(!printed.contains("171"), "{printed}");
        assert!(!printed.to_lowercase().contains("ab"), "{printed}");
    }

    proptest! {
        #[test]
        fn any_altered_bit_closes_it(place in 0..TOKEN_BYTES, bit in 0..8_u32) {
            let mut bytes = URL_SAFE_NO_PAD.decode(token()).unwrap();
            bytes[place] ^= 1 << bit;
            prop_assert_eq!(links().open(&URL_SAFE_NO_PAD.encode(bytes), now()), None);
        }

        #[test]
        fn any_text_is_refused(text: String) {
            prop_assert_eq!(links().open(&text, now()), None);
        }
    }
}
