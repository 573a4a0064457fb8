//! A caller without any manners of its own: it sends what it is told and shows what came back.

use quality_bot::simulator::{SimClock, Simulator, World};
use serde_json::{Value, json};

/// 2026-11-20 12:00:00 UTC
pub(crate) const NOON_MS: i64 = 1_795_176_000_000;

pub(crate) struct Client {
    http: reqwest::Client,
    base: String,
    pub(crate) authorization: Option<String>,
}

#[derive(Debug)]
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) code: i64,
    pub(crate) body: Value,
    pub(crate) log_id: Option<String>,
    pub(crate) reset: Option<String>,
    pub(crate) content_type: String,
}

/// A simulator whose clock stands still at [`NOON_MS`], and a client with a token.
pub(crate) async fn start() -> (Simulator, Client) {
    let clock = SimClock::manual(NOON_MS);
    let sim = Simulator::start(World::demo(&clock), clock).await.unwrap();
    let mut client = Client::without_token(&sim);
    let token = client.token(&sim).await;
    client.authorization = Some(format!("Bearer {token}"));
    (sim, client)
}

impl Client {
    pub(crate) fn without_token(sim: &Simulator) -> Self {
        let http = reqwest::Client::builder().no_proxy().tls_certs_only([]).build().unwrap();
        Self { http, base: sim.base_url(), authorization: None }
    }

    pub(crate) async fn token(&self, sim: &Simulator) -> String {
        let app = sim.app();
        let asked = json!({"app_id": app.app_id, "app_secret": app.app_secret});
        let reply = self.post("auth/v3/tenant_access_token/internal", &asked).await;
        assert_eq!((reply.status, reply.code), (200, 0), "{:?}", reply.body);
        reply.body["tenant_access_token"].as_str().unwrap().to_owned()
    }

    pub(crate) async fn get(&self, path: &str, query: &[(&str, String)]) -> Reply {
        self.try_get(path, query).await.unwrap()
    }

    pub(crate) async fn try_get(
        &self,
        path: &str,
        query: &[(&str, String)],
    ) -> reqwest::Result<Reply> {
        self.send(self.http.get(self.url(path)).query(query)).await
    }

    pub(crate) async fn post(&self, path: &str, body: &Value) -> Reply {
        self.try_post(path, body).await.unwrap()
    }

    pub(crate) async fn try_post(&self, path: &str, body: &Value) -> reqwest::Result<Reply> {
        self.send(self.http.post(self.url(path)).json(body)).await
    }

    pub(crate) async fn patch(&self, path: &str, body: &Value) -> Reply {
        self.send(self.http.patch(self.url(path)).json(body)).await.unwrap()
    }

    pub(crate) async fn delete(&self, path: &str) -> Reply {
        self.send(self.http.delete(self.url(path))).await.unwrap()
    }

    pub(crate) async fn post_bytes(&self, path: &str, body: &'static str) -> Reply {
        let request = self.http.post(self.url(path)).header("Content-Type", "application/json");
        self.send(request.body(body)).await.unwrap()
    }

    pub(crate) async fn post_as(&self, kind: &str, path: &str, body: Vec<u8>) -> Reply {
        let request = self.http.post(self.url(path)).header("Content-Type", kind);
        self.send(request.body(body)).await.unwrap()
    }

    fn url(&self, path: &str) -> String {
        format!("{}/open-apis/{path}", self.base)
    }

    async fn send(&self, mut request: reqwest::RequestBuilder) -> reqwest::Result<Reply> {
        if let Some(authorization) = &self.authorization {
            request = request.header("Authorization", authorization);
        }
        let response = request.send().await?;
        let header = |name: &str| {
            response.headers().get(name).map(|value| value.to_str().unwrap().to_owned())
        };
        let (log_id, reset) = (header("x-tt-logid"), header("x-ogw-ratelimit-reset"));
        let content_type = header("content-type").unwrap_or_default();
        let status = response.status().as_u16();
        let text = response.text().await?;
        let body: Value = serde_json::from_str(&text).unwrap_or(Value::Null);
        let code = body["code"].as_i64().unwrap_or(-1);
        Ok(Reply { status, code, body, log_id, reset, content_type })
    }
}
