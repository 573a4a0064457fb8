//! Where browsers reach the bot, and how links to reports are signed.

use jiff::SignedDuration;
use secrecy::{ExposeSecret, SecretString};
use url::Url;

use super::source::{Key, Source};

const PUBLIC_URL: Key = Key { env: "QUALITY_BOT_PUBLIC_URL", file: "public_url" };
const SECRET: Key = Key { env: "QUALITY_BOT_LINK_SECRET", file: "link_secret" };
const DAYS: Key = Key { env: "QUALITY_BOT_LINK_DAYS", file: "link_days" };

/// A shorter key would be the weakest part of HMAC-SHA-256 (RFC 2104, section 3).
const SHORTEST_SECRET: usize = 32;

/// Links to reports.
#[derive(Debug, Clone)]
pub struct LinkSettings {
    /// Such as `https://quality.example.com`, without a slash at its end; `None`: cards say that
    /// there is no page.
    pub public_url: Option<String>,
    /// `None`: one is made, and kept in the store.
    pub secret: Option<SecretString>,
    pub lifetime: SignedDuration,
}

impl LinkSettings {
    pub(super) fn read(source: &mut Source) -> Option<Self> {
        let public_url = source.parsed(PUBLIC_URL, None, |text| address(text).map(Some));
        if let Some(Some(address)) = &public_url
            && address.starts_with("http://")
            && !is_loopback(address)
        {
            source.warn(format!("{} is not encrypted: use https", PUBLIC_URL.env));
        }
        let secret = source.secret(SECRET);
        if secret.as_ref().is_some_and(|secret| secret.expose_secret().len() < SHORTEST_SECRET) {
            source.wrong(SECRET, format!("must have at least {SHORTEST_SECRET} bytes"));
        }
        let lifetime = source.parsed(DAYS, SignedDuration::from_hours(7 * 24), |text| {
            match text.parse::<u8>() {
                Ok(days @ 1..=90) => Ok(SignedDuration::from_hours(24 * i64::from(days))),
                _ => Err("must be 1 to 90 days".to_owned()),
            }
        });
        Some(Self { public_url: public_url?, secret, lifetime: lifetime? })
    }
}

fn address(text: &str) -> Result<String, String> {
    let wrong = || "is no address of a website, such as https://quality.example.com".to_owned();
    let url = Url::parse(text).map_err(|_| wrong())?;
    let is_plain = matches!(url.scheme(), "http" | "https")
        && url.host().is_some()
        && url.query().is_none()
        && url.fragment().is_none()
        && url.username().is_empty()
        && url.password().is_none();
    if is_plain { Ok(url.as_str().trim_end_matches('/').to_owned()) } else { Err(wrong()) }
}

fn is_loopback(address: &str) -> bool {
    let url = Url::parse(address).ok();
    match url.as_ref().and_then(Url::host) {
        Some(url::Host::Ipv4(ip)) => ip.is_loopback(),
        Some(url::Host::Ipv6(ip)) => ip.is_loopback(),
        Some(url::Host::Domain(name)) => name == "localhost",
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_a_website_and_nothing_more() {
        for (text, expected) in [
            ("https://quality.example.com", "https://quality.example.com"),
            ("https://quality.example.com/", "https://quality.example.com"),
            ("https://example.com/quality/", "https://example.com/quality"),
            ("http://127.0.0.1:8080", "http://127.0.0.1:8080"),
        ] {
            assert_eq!(address(text).as_deref(), Ok(expected));
        }
        for text in [
            "quality.example.com",
            "ftp://example.com",
            "https://example.com/?a=b",
            "https://example.com/#a",
            "https://user:secret@example.com",
            "https://",
        ] {
            assert!(address(text).is_err(), "{text}");
        }
    }

    #[test]
    fn loopback_needs_no_encryption() {
        assert!(is_loopback("http://127.0.0.1:8080"));
        assert!(is_loopback("http://[::1]:8080"));
        assert!(is_loopback("http://localhost"));
        assert!(!is_loopback("http://quality.example.com"));
    }
}
