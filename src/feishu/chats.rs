//! What the platform knows of chats (dossier 9).

use async_trait::async_trait;
use serde::Deserialize;

use super::api::Api;
use super::client::FeishuClient;
use super::lenient;
use super::transport::Call;
use crate::app::error::{PlatformError, Refusal};
use crate::app::ports::Chats;

/// What is said about a chat. Somebody outside of it is told its name and little else.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Chat {
    #[serde(deserialize_with = "lenient::flag")]
    external: Option<bool>,
    /// `group`, `topic` or `p2p`.
    #[serde(deserialize_with = "lenient::text")]
    chat_mode: Option<String>,
}

#[async_trait]
impl Chats for FeishuClient {
    async fn is_external(&self, chat: &str) -> Result<bool, PlatformError> {
        let Chat { external, chat_mode } = self.send(&Call::to(Api::Chat).about(chat)).await?;
        // Where all about the chat is told, a flag that lacks is one that is not set.
        external.or(chat_mode.map(|_| false)).ok_or_else(|| PlatformError {
            api: Api::Chat.name(),
            refusal: Refusal::Unavailable,
            code: None,
            log_id: None,
            detail: "the answer does not say whether the chat is external".to_owned(),
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
    async fn whether_a_chat_is_external_is_never_guessed() {
        let table = [
            (json!({ "external": true, "chat_mode": "group" }), Some(true)),
            (json!({ "external": "true" }), Some(true)),
            (json!({ "external": false }), Some(false)),
            (json!({ "chat_mode": "topic" }), Some(false)),
            (json!({ "external": null, "chat_mode": "p2p" }), Some(false)),
            (json!({ "name": "somebody else's", "user_count": "9" }), None),
            (json!({}), None),
        ];
        for (data, expected) in table {
            let says = Says::data(&data);
            let server = Server::start(move |_, _| says.clone());
            let (client, _) = server.client();
            let external = client.is_external("oc_1").await;
            assert_eq!(external.ok(), expected, "{data}");
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
