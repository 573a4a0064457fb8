//! Where the platform is. The app's secret is sent there, so not every URL will do.

use std::str::FromStr;

use url::{Host, Url};

/// An https URL, or an http one on this machine's loopback; without user, query and fragment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BaseUrl(Url);

/// A URL that would send the app's secret in the clear, or nowhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BaseUrlError {
    #[error("must begin with https:// (http:// is for this machine's own addresses only)")]
    NotEncrypted,
    #[error("must be a scheme, a host and perhaps a path, such as https://open.feishu.cn")]
    NotABase,
}

impl BaseUrl {
    pub fn url(&self) -> &Url {
        &self.0
    }

    /// Whether what is sent there is encrypted; if not, it does not leave the machine.
    pub fn is_encrypted(&self) -> bool {
        self.0.scheme() == "https"
    }
}

impl FromStr for BaseUrl {
    type Err = BaseUrlError;

    fn from_str(text: &str) -> Result<Self, BaseUrlError> {
        let url = Url::parse(text).map_err(|_| BaseUrlError::NotABase)?;
        let plain = url.username().is_empty()
            && url.password().is_none()
            && url.query().is_none()
            && url.fragment().is_none();
        match url.scheme() {
            "https" | "http" if !plain || url.host().is_none() => Err(BaseUrlError::NotABase),
            "https" => Ok(Self(url)),
            "http" if is_loopback(&url) => Ok(Self(url)),
            _ => Err(BaseUrlError::NotEncrypted),
        }
    }
}

fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        Some(Host::Domain(name)) => name.eq_ignore_ascii_case("localhost"),
        None => false,
    }
}
