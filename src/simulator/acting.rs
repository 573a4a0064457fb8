//! What makes the simulator push something: people who talk, press and take back, meetings that end,
//! events, challenges, forgeries.

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

    /// Whoever said it takes a message back. Ends after the first push; later ones follow by the clock.
    ///
    /// As with [`Simulator::say`] there may be no push; there is none, too, when it cannot be taken
    /// back: it is the bot's, or gone already.
    pub async fn recall(&self, message_id: &str) -> Delivery {
        self.pusher.recall(message_id).await.unwrap_or_else(|_| Delivery::none())
    }

    /// The running meeting of this number ends now. No push when none is running, or the app's scopes
    /// do not entitle it to one.
    pub async fn end_meeting(&self, no: &str) -> Delivery {
        self.pusher.end_meeting(no, true).await.unwrap_or_else(|_| Delivery::none())
    }

    /// As [`Simulator::end_meeting`], but the event goes missing, as it is known to.
    pub async fn end_meeting_silently(&self, no: &str) {
        let _ = self.pusher.end_meeting(no, false).await;
    }

    /// Somebody of the tenant chooses the entry of the bot's menu that sends this key.
    pub async fn choose_menu(&self, open_id: &str, event_key: &str) -> Delivery {
        self.pusher.choose_menu(open_id, event_key).await.unwrap_or_else(|_| Delivery::none())
    }

    /// Somebody presses or chooses something on a card. Pushed once: a callback is never pushed again (dossier 3.2).
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
