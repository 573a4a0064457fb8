//! Requests that Feishu never sends, and the signature that only it can make.

use std::time::Duration;

use quality_bot::simulator::{Outcome, seal, sign};
use serde_json::Value;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use super::{SAFETY, Stage};

pub(crate) type Headers = Vec<(String, String)>;

impl Stage {
    /// An event about a message that was said but never pushed: somebody may still claim it.
    pub(crate) async fn unpushed_question(&self) -> Value {
        let pushed = self.li_si().says("/quality help").await;
        self.next_card().await;
        let id = format!("{}_unpushed", pushed.message_id);
        self.sim.edit(|world| {
            let mut message = world.messages.get(&pushed.message_id).unwrap().clone();
            message.message_id.clone_from(&id);
            world.messages.add(message);
        });
        let mut event = pushed.event;
        event["event"]["message"]["message_id"] = id.into();
        event["header"]["event_id"] = "an-event-of-its-own".into();
        event
    }

    pub(crate) fn sealed(&self, plain: impl AsRef<[u8]>) -> String {
        seal(&self.sim.app().encrypt_key, plain.as_ref())
    }

    /// The headers of a body that Feishu signed at this time, in whatever form it is written.
    pub(crate) fn signed_at(&self, timestamp: &str, body: &[u8]) -> Headers {
        headers(timestamp, &sign(timestamp, "nonce", &self.sim.app().encrypt_key, body))
    }

    /// The headers of a body that Feishu signs now.
    pub(crate) fn signed(&self, body: impl AsRef<[u8]>) -> Headers {
        self.signed_at(&(self.clock.now_ms() / 1000).to_string(), body.as_ref())
    }

    /// Posts it to the webhook; status and body of the answer.
    pub(crate) async fn posts(&self, body: impl Into<Vec<u8>>, headers: &Headers) -> (u16, String) {
        match self.sim.forge(body.into(), headers).await {
            Some(Outcome::Answered { status, body }) => (status, body),
            other => panic!("no answer: {other:?}"),
        }
    }

    /// Writes bytes to the bot's port; what comes back until it says enough or hangs up.
    pub(crate) async fn raw(&self, request: &str) -> String {
        let exchange = async {
            let mut stream = TcpStream::connect(self.bot().address()).await.unwrap();
            stream.write_all(request.as_bytes()).await.unwrap();
            let mut answer = vec![0; 4096];
            let length = stream.read(&mut answer).await.unwrap();
            answer.truncate(length);
            String::from_utf8(answer).unwrap()
        };
        tokio::time::timeout(SAFETY.min(Duration::from_secs(5)), exchange).await.unwrap()
    }
}

pub(crate) fn headers(timestamp: &str, signature: &str) -> Headers {
    let headers = [
        ("X-Lark-Request-Timestamp", timestamp),
        ("X-Lark-Request-Nonce", "nonce"),
        ("X-Lark-Signature", signature),
    ];
    headers.map(|(name, value)| (name.to_owned(), value.to_owned())).into()
}
