//! What makes the simulator push something: people who talk and press, events, challenges, forgeries.

use serde_json::{Value, json};

use super::press::{Press, Pressed};
use super::push::{
    CHALLENGE_PATIENCE, Delivery, Outcome, PATIENCE, Says, post, seal, signed_headers,
};
use super::running::Simulator;

/// How a challenge is pushed (dossier 1.2); all four forms occur.
#[derive(Clone, Copy, Debug)]
pub struct Challenge {
    pub encrypted: bool,
    /// With the signature headers.
    pub signed: bool,
}

impl Simulator {
    /// Sends the app's events to this URL.
    pub fn subscribe(&self, url: impl Into<String>) {
        let url = url.into();
        self.shared().change(|state| state.webhook = Some(url));
    }

    /// Somebody says something. Ends after the first push; later ones follow by the clock.
    ///
    /// There is no push, and no attempt in the answer, when nobody subscribed or the app's scopes do
    /// not entitle it to this message.
    pub async fn say(&self, says: &Says) -> Delivery {
        self.pusher.say(says).await
    }

    /// Somebody presses a button of a card. Pushed once: a callback is never pushed again (dossier 3.2).
    pub async fn press(&self, press: &Press) -> Pressed {
        self.pusher.press(press).await
    }

    /// Pushes any event. Ends after the first push; later ones follow by the clock.
    pub async fn push(&self, event: Value) -> Delivery {
        let message_id = event.pointer("/event/message/message_id").and_then(Value::as_str);
        let message_id = message_id.unwrap_or_default().to_owned();
        self.pusher.send(Delivery::of(message_id, event)).await
    }

    /// Checks the subscribed URL as the developer console does when it is saved.
    pub async fn challenge(&self, form: Challenge, challenge: &str) -> Option<Outcome> {
        let app = self.app();
        let plain = json!({
            "challenge": challenge,
            "token": app.verification_token,
            "type": "url_verification",
        });
        let plain = plain.to_string();
        let body = if form.encrypted { seal(&app.encrypt_key, plain.as_bytes()) } else { plain };
        let now_s = self.clock().now_s();
        let headers =
            if form.signed { signed_headers(&app.encrypt_key, &body, now_s) } else { Vec::new() };
        let url = self.webhook()?;
        Some(post(self.shared(), &self.pusher.http, &url, body, &headers, CHALLENGE_PATIENCE).await)
    }

    /// Posts any bytes under any headers to the subscribed URL, once: for what Feishu never sends.
    pub async fn forge(&self, body: Vec<u8>, headers: &[(String, String)]) -> Option<Outcome> {
        let url = self.webhook()?;
        Some(post(self.shared(), &self.pusher.http, &url, body, headers, PATIENCE).await)
    }

    /// The four headers that make a body a well-signed push, at the clock's time.
    pub fn headers_for(&self, body: &str) -> Vec<(String, String)> {
        signed_headers(&self.app().encrypt_key, body, self.clock().now_s())
    }

    fn webhook(&self) -> Option<String> {
        self.read(|state| state.webhook.clone())
    }
}
