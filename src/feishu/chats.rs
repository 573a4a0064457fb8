//! What the platform knows of chats (dossier 9).

use async_trait::async_trait;
use serde::Deserialize;

use super::api::Api;
use super::client::FeishuClient;
use super::lenient;
use super::transport::Call;
use crate::app::error::{PlatformError, Refusal};
use crate::app::ports::Chats;

/// States of a chat in which nobody talks any more.
const DISSOLVED: [&str; 2] = ["dissolved", "dissolved_save"];

/// What is said about a chat. Somebody outside of it is told its name, picture, number of members and
/// state alone.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Chat {
    #[serde(deserialize_with = "lenient::text")]
    name: Option<String>,
    #[serde(deserialize_with = "lenient::text")]
    user_count: Option<String>,
    /// `normal`, or one of [`DISSOLVED`].
    #[serde(deserialize_with = "lenient::text")]
    chat_status: Option<String>,
    #[serde(deserialize_with = "lenient::flag")]
    external: Option<bool>,
    /// `group`, `topic` or `p2p`.
    #[serde(deserialize_with = "lenient::text")]
    chat_mode: Option<String>,
}

impl Chat {
    /// Whether it is external; or why that is not known.
    fn is_external(&self) -> Result<bool, Refusal> {
        if self.chat_status.as_deref().is_some_and(|status| DISSOLVED.contains(&status)) {
            return Err(Refusal::Undeliverable);
        }
        // Where all about the chat is told, a flag that lacks is one that is not set.
        match self.external.or(self.chat_mode.as_ref().map(|_| false)) {
            Some(external) => Ok(external),
            None if self.is_seen_from_outside() => Err(Refusal::Undeliverable),
            None => Err(Refusal::Unavailable),
        }
    }

    /// Whether it is told what an outsider is told, of an answer that tells no more.
    const fn is_seen_from_outside(&self) -> bool {
        self.name.is_some() || self.user_count.is_some() || self.chat_status.is_some()
    }
}

#[async_trait]
impl Chats for FeishuClient {
    async fn is_external(&self, chat: &str) -> Result<bool, PlatformError> {
        let chat: Chat = self.send(&Call::to(Api::Chat).about(chat)).await?;
        chat.is_external().map_err(|refusal| {
            let detail = match refusal {
                Refusal::Undeliverable => "the bot is not in the chat, or it is dissolved",
                _ => "the answer does not say whether the chat is external",
            };
            let (api, detail) = (Api::Chat.name(), detail.to_owned());
            PlatformError { api, refusal, code: None, log_id: None, detail }
        })
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::feishu::testbed::{Says, Server};

    #[actix_web::test]
    async fn the_documented_chat_is_of_our_tenant_alone() {
        let server = Server::start(|_, _| Says::fixture("chat_get.json"));
        let (client, _) = server.client();
        assert!(!client.is_external("oc_1").await.unwrap());
        assert_eq!(server.asked()[0].api, "GET /open-apis/im/v1/chats/oc_1");
    }

    #[actix_web::test]
    async fn whether_a_chat_is_external_is_never_guessed_and_one_that_is_gone_is_none() {
        let outside =
            |status| json!({ "name": "", "avatar": "…", "user_count": "0", "chat_status": status });
        let inside =
            |status| json!({ "external": false, "chat_mode": "group", "chat_status": status });
        let table = [
            (json!({ "external": true, "chat_mode": "group" }), Ok(true)),
            (json!({ "external": "true" }), Ok(true)),
            (json!({ "external": false, "chat_status": "normal" }), Ok(false)),
            (json!({ "chat_mode": "topic" }), Ok(false)),
            (json!({ "external": null, "chat_mode": "p2p" }), Ok(false)),
            (outside("normal"), Err(Refusal::Undeliverable)),
            (outside("dissolved"), Err(Refusal::Undeliverable)),
            (json!({ "name": "somebody else's", "user_count": "9" }), Err(Refusal::Undeliverable)),
            (inside("dissolved"), Err(Refusal::Undeliverable)),
            (inside("dissolved_save"), Err(Refusal::Undeliverable)),
            (inside("what comes next"), Ok(false)),
            (json!({}), Err(Refusal::Unavailable)),
        ];
        for (data, expected) in table {
            let says = Says::data(&data);
            let server = Server::start(move |_, _| says.clone());
            let (client, _) = server.client();
            let external = client.is_external("oc_1").await;
            assert_eq!(external.map_err(|error| error.refusal), expected, "{data}");
        }
    }

    #[actix_web::test]
    async fn a_refusal_says_what_to_do_about_it() {
        let table = [
            (232_009, Refusal::Undeliverable),
            (232_011, Refusal::Undeliverable),
            (232_025, Refusal::Misconfigured),
            (99_991_672, Refusal::ScopeMissing(Vec::new())),
        ];
        for (code, refusal) in table {
            let server = Server::start(move |_, _| Says::code(400, code));
            let (client, _) = server.client();
            let error = client.is_external("oc_1").await.unwrap_err();
            assert_eq!((error.refusal, server.asked().len()), (refusal, 1), "{code}");
        }
    }
}
