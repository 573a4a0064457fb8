//! Did Feishu send these bytes, and lately?
//!
//! Invariants: the signature is over the body as it was received, never over parsed or decrypted
//! text; every configured key is tried in constant time; age is a question of its own, with the
//! time as an argument.
//!
//! Facts: dossier 1.4 (headers, formula) and 1.7 (retries).

use jiff::{SignedDuration, Timestamp};
use secrecy::{ExposeSecret, SecretString};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

/// Decimal seconds, as text.
pub const TIMESTAMP_HEADER: &str = "X-Lark-Request-Timestamp";
/// Opaque text.
pub const NONCE_HEADER: &str = "X-Lark-Request-Nonce";
/// Hexadecimal SHA-256.
pub const SIGNATURE_HEADER: &str = "X-Lark-Signature";

/// The oldest event that is taken. Feishu's last retry comes 7 h 5 min after the event at the
/// latest, and a claim lives 24 h, so whatever is young enough to be taken again meets its claim.
pub const MAX_AGE: SignedDuration = SignedDuration::from_hours(8);
/// How far Feishu's clock may be ahead of ours.
pub const MAX_AHEAD: SignedDuration = SignedDuration::from_mins(5);

/// The three headers of a signed request.
#[derive(Debug, Clone, Copy)]
pub struct Signature<'a> {
    pub timestamp: &'a str,
    pub nonce: &'a str,
    pub signature: &'a str,
}

/// The key with which these bytes were signed; `None` when it was none of `keys`.
///
/// All keys are tried whatever the first one says, so that the time taken tells nothing.
pub fn verify<'k>(
    claimed: &Signature<'_>,
    raw_body: &[u8],
    keys: &'k [SecretString],
) -> Option<&'k SecretString> {
    let signature = claimed.signature.to_ascii_lowercase();
    keys.iter().fold(None, |found, key| {
        let expected = expected(claimed, raw_body, key);
        let same = expected.as_bytes().ct_eq(signature.as_bytes());
        if same.into() { Some(key) } else { found }
    })
}

fn expected(claimed: &Signature<'_>, raw_body: &[u8], key: &SecretString) -> String {
    let hash = Sha256::new()
        .chain_update(claimed.timestamp)
        .chain_update(claimed.nonce)
        .chain_update(key.expose_secret())
        .chain_update(raw_body)
        .finalize();
    hex::encode(hash)
}

/// Whether a signed timestamp is at most [`MAX_AGE`] old and at most [`MAX_AHEAD`] ahead. Text that
/// is not a number of seconds is never fresh.
pub fn is_fresh(timestamp: &str, now: Timestamp) -> bool {
    let Some(sent) = timestamp.parse().ok().and_then(|s| Timestamp::from_second(s).ok()) else {
        return false;
    };
    let age = now.duration_since(sent);
    -MAX_AHEAD <= age && age <= MAX_AGE
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The body, nonce and signature of the published example (vector `palpo`).
    const SIGNED: Signature<'_> = Signature {
        timestamp: "1700000000",
        nonce: "abc123",
        signature: "86cc7c84b60af63b24af1c2e76de459afc45c99442dc5e9e26ae3c916464eaeb",
    };
    const BODY: &[u8] = br#"{"challenge":"x"}"#;

    fn keys(keys: &[&str]) -> Vec<SecretString> {
        keys.iter().map(|&key| key.into()).collect()
    }

    #[test]
    fn finds_the_key_among_several() {
        let keys = keys(&["old", "encrypt_key", "new"]);
        let key = verify(&SIGNED, BODY, &keys).expect("one of them signed it");
        assert_eq!(key.expose_secret(), "encrypt_key");
    }

    #[test]
    fn takes_upper_case() {
        let upper = SIGNED.signature.to_uppercase();
        let signed = Signature { signature: &upper, ..SIGNED };
        assert!(verify(&signed, BODY, &keys(&["encrypt_key"])).is_some());
    }

    #[test]
    fn refuses_any_change() {
        let right = keys(&["encrypt_key"]);
        let cases: [(&str, Signature<'_>, &[u8], Vec<SecretString>); 7] = [
            ("no key", SIGNED, BODY, vec![]),
            ("another key", SIGNED, BODY, keys(&["other"])),
            ("another body", SIGNED, br#"{"challenge": "x"}"#, right.clone()),
            ("another time", Signature { timestamp: "1700000001", ..SIGNED }, BODY, right.clone()),
            ("another nonce", Signature { nonce: "abc124", ..SIGNED }, BODY, right.clone()),
            ("nothing", Signature { signature: "", ..SIGNED }, BODY, right.clone()),
            ("a prefix", Signature { signature: "86cc7c84", ..SIGNED }, BODY, right),
        ];
        for (name, signed, body, keys) in cases {
            assert!(verify(&signed, body, &keys).is_none(), "{name}");
        }
    }

    #[test]
    fn freshness_is_from_eight_hours_ago_to_five_minutes_ahead() {
        let now: Timestamp = "2025-01-01T00:00:00Z".parse().expect("a time");
        let sent = |offset: i64| (now.as_second() + offset).to_string();
        let cases = [
            (sent(0), true),
            (sent(-8 * 3600), true),
            (sent(-8 * 3600 - 1), false),
            (sent(5 * 60), true),
            (sent(5 * 60 + 1), false),
            (format!("{}000", now.as_second()), false),
            ("0".to_owned(), false),
            (String::new(), false),
            ("timestamp".to_owned(), false),
            ("1735689600.0".to_owned(), false),
            ("99999999999999999999".to_owned(), false),
            ("-9223372036854775808".to_owned(), false),
        ];
        for (timestamp, fresh) in cases {
            assert_eq!(is_fresh(&timestamp, now), fresh, "{timestamp}");
        }
    }
}
