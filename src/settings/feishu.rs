//! The app's credentials, and how events of the platform are checked.

use std::time::Duration;

use secrecy::SecretString;

use super::base_url::BaseUrl;
use super::source::{Key, Source};

const APP_ID: Key = Key { env: "FEISHU_APP_ID", file: "feishu.app_id" };
const APP_SECRET: Key = Key { env: "FEISHU_APP_SECRET", file: "feishu.app_secret" };
const BASE_URL: Key = Key { env: "FEISHU_BASE_URL", file: "feishu.base_url" };
const ENCRYPT_KEY: Key = Key { env: "FEISHU_ENCRYPT_KEY", file: "feishu.encrypt_key" };
const ENCRYPT_KEY_PREVIOUS: Key =
    Key { env: "FEISHU_ENCRYPT_KEY_PREVIOUS", file: "feishu.encrypt_key_previous" };
const TOKEN: Key = Key { env: "FEISHU_VERIFICATION_TOKEN", file: "feishu.verification_token" };
const TOKEN_PREVIOUS: Key =
    Key { env: "FEISHU_VERIFICATION_TOKEN_PREVIOUS", file: "feishu.verification_token_previous" };

/// Meeting lists have been seen to take seconds; no asker waits longer than this for one call.
const TIMEOUT: Duration = Duration::from_secs(10);

/// How calls to the platform go out.
#[derive(Debug, Clone)]
pub struct FeishuSettings {
    pub app_id: String,
    pub app_secret: SecretString,
    pub base_url: BaseUrl,
    /// How long one HTTP exchange may take.
    pub timeout: Duration,
}

impl FeishuSettings {
    pub(super) fn read(source: &mut Source) -> Option<Self> {
        let app_id = source.required(APP_ID);
        let app_secret = source.required_secret(APP_SECRET);
        let text = source.text(BASE_URL).unwrap_or_else(|| "https://open.feishu.cn".to_owned());
        let base_url = text.parse::<BaseUrl>();
        if let Err(error) = &base_url {
            source.wrong(BASE_URL, error.to_string());
        }
        Some(Self {
            app_id: app_id?,
            app_secret: app_secret?,
            base_url: base_url.ok()?,
            timeout: TIMEOUT,
        })
    }
}

/// How events from the platform are checked. More than one key or token during a rotation.
#[derive(Debug, Clone)]
pub struct WebhookSettings {
    pub app_id: String,
    pub encrypt_keys: Vec<SecretString>,
    pub verification_tokens: Vec<SecretString>,
}

impl WebhookSettings {
    pub(super) fn read(source: &mut Source) -> Option<Self> {
        let keys = [source.required_secret(ENCRYPT_KEY), source.secret(ENCRYPT_KEY_PREVIOUS)];
        let tokens = [source.required_secret(TOKEN), source.secret(TOKEN_PREVIOUS)];
        Some(Self {
            app_id: source.text(APP_ID)?,
            encrypt_keys: keys.into_iter().flatten().collect(),
            verification_tokens: tokens.into_iter().flatten().collect(),
        })
    }
}
