//! What a chat client asks the simulator for, over HTTP as the page does.

use quality_bot::simulator::{Press, Simulator, data};
use reqwest::header::HeaderMap;
use serde_json::{Value, json};

use crate::client::{Client, start};
use crate::receiver::Receiver;

/// A browser, as far as the page needs one.
pub(crate) struct Browser {
    http: reqwest::Client,
    base: String,
}

pub(crate) struct Shown {
    pub(crate) status: u16,
    headers: HeaderMap,
    bytes: Vec<u8>,
}

impl Browser {
    pub(crate) fn of(sim: &Simulator) -> Self {
        let http = reqwest::Client::builder().no_proxy().tls_certs_only([]).build().unwrap();
        Self { http, base: sim.base_url() }
    }

    async fn show(&self, request: reqwest::RequestBuilder) -> Shown {
        let answer = request.send().await.unwrap();
        let (status, headers) = (answer.status().as_u16(), answer.headers().clone());
        Shown { status, headers, bytes: answer.bytes().await.unwrap().to_vec() }
    }

    fn request(&self, path: &str) -> reqwest::RequestBuilder {
        self.http.get(format!("{}{path}", self.base))
    }

    async fn get(&self, path: &str) -> Shown {
        self.show(self.request(path)).await
    }

    pub(crate) async fn post(&self, path: &str, body: &Value) -> Shown {
        self.show(self.http.post(format!("{}{path}", self.base)).json(body)).await
    }

    pub(crate) async fn state(&self, after: u64) -> Value {
        self.get(&format!("/client/state?after={after}")).await.json()
    }
}

impl Shown {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.bytes).unwrap()
    }

    fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    /// 400 with a reason.
    pub(crate) fn is_refused(&self) -> bool {
        self.status == 400 && self.json()["error"].as_str().is_some_and(|why| !why.is_empty())
    }
}

fn value() -> Value {
    json!({"op": "refresh"})
}

/// The bot replies with a card that has a button; its message id.
async fn card(client: &Client, to: &str) -> String {
    let card = json!({"schema": "2.0", "body": {"elements": [
        {"tag": "button", "behaviors": [{"type": "callback", "value": value()}]},
    ]}});
    let body = json!({"msg_type": "interactive", "content": card.to_string()});
    let reply = client.post(&format!("im/v1/messages/{to}/reply"), &body).await;
    reply.body["data"]["message_id"].as_str().unwrap().to_owned()
}

fn said(parts: &Value) -> Value {
    json!({"by": data::LI_SI, "chat_id": data::GROUP, "parts": parts})
}

#[tokio::test]
async fn the_page_comes_with_its_files_and_may_load_nothing_else() {
    let (sim, _client) = start().await;
    let browser = Browser::of(&sim);
    for (path, kind) in [
        ("/", "text/html; charset=utf-8"),
        ("/client/index.html", "text/html; charset=utf-8"),
        ("/client/chat.css", "text/css; charset=utf-8"),
        ("/client/chat.js", "text/javascript; charset=utf-8"),
        ("/client/card.js", "text/javascript; charset=utf-8"),
        ("/client/fields.js", "text/javascript; charset=utf-8"),
        ("/client/markdown.js", "text/javascript; charset=utf-8"),
        ("/client/chart.js", "text/javascript; charset=utf-8"),
        ("/client/icons.js", "text/javascript; charset=utf-8"),
    ] {
        let shown = browser.get(path).await;
        assert_eq!((shown.status, shown.header("content-type")), (200, kind), "{path}");
        assert!(!shown.bytes.is_empty());
        assert_eq!(shown.header("cache-control"), "no-store");
        assert_eq!(shown.header("x-content-type-options"), "nosniff");
        assert_eq!(
            shown.header("content-security-policy"),
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; \
             connect-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'"
        );
    }
    for path in ["/client/none.js", "/client/", "/client/a/b", "/client/page/chat.js"] {
        let shown = browser.get(path).await;
        assert_eq!(shown.status, 404, "{path}");
        assert!(shown.json()["error"].is_string());
    }
    assert!(sim.journal().all().iter().all(|call| call.api.is_some()), "no call to the platform");
}

#[tokio::test]
async fn only_this_machine_may_ask_and_no_foreign_page_may_post() {
    let (sim, _client) = start().await;
    let browser = Browser::of(&sim);
    let port = sim.base_url().rsplit_once(':').unwrap().1.to_owned();
    let of = async |host: &str, path: &str| {
        browser.show(browser.request(path).header("Host", host)).await.status
    };
    let own = format!("localhost:{port}");
    for host in ["127.0.0.1", "localhost", "LOCALHOST", "[::1]", "[::1]:80", &own] {
        assert_eq!(of(host, "/").await, 200, "{host}");
        assert_eq!(of(host, "/client/state").await, 200, "{host}");
    }
    for host in [
        "evil.example",
        "127.0.0.1.evil.example",
        "localhost.evil.example:80",
        "127.0.0.2",
        "[::2]:80",
        "127.0.0.1:80@evil",
    ] {
        assert_eq!(of(host, "/").await, 403, "{host}");
        assert_eq!(of(host, "/client/state").await, 403, "{host}");
    }
    let body = said(&json!([{"text": "hello"}])).to_string();
    for kind in [
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=a",
        "application/jsonp",
    ] {
        let post = browser.http.post(format!("{}/client/say", browser.base));
        let shown = browser.show(post.header("Content-Type", kind).body(body.clone())).await;
        assert_eq!(shown.status, 415, "{kind}");
    }
    let bare = browser.http.post(format!("{}/client/say", browser.base)).body(body);
    assert_eq!(browser.show(bare).await.status, 415);
    assert_eq!(sim.read(|state| state.world().messages.iter().count()), 1, "nobody said anything");
}

#[tokio::test]
async fn the_state_shows_people_chats_and_messages() {
    let (sim, client) = start().await;
    let browser = Browser::of(&sim);
    sim.edit(|world| world.hints = vec!["/quality 123 456 789 @张三".to_owned()]);
    let parts = json!([{"mention_bot": true}, {"text": " /quality 123456789 "}, {"mention": data::ZHANG_SAN}]);
    let answer = browser.post("/client/say", &said(&parts)).await.json();
    let asked = answer["message_id"].as_str().unwrap();
    let answered = card(&client, asked).await;

    let state = browser.state(0).await;
    assert_eq!(state["bot"], json!({"open_id": data::BOT, "name": data::BOT_NAME}));
    assert_eq!(state["hints"], json!(["/quality 123 456 789 @张三"]));
    let person = |id: &str| {
        let mut people = state["people"].as_array().unwrap().iter();
        people.find(|it| it["open_id"] == id).unwrap().clone()
    };
    let zhang = json!({"open_id": data::ZHANG_SAN, "name": "张三", "external": false});
    assert_eq!(person(data::ZHANG_SAN), zhang);
    assert_eq!(person(data::PARTNER)["external"], true);
    let group = &state["chats"][0];
    assert_eq!((&group["chat_id"], &group["kind"]), (&json!(data::GROUP), &json!("group")));
    assert_eq!(group["name"], data::GROUP_NAME);
    assert_eq!(group["members"].as_array().unwrap().len(), 12);
    let alone =
        json!({"chat_id": data::P2P, "kind": "p2p", "name": "张三", "members": [data::ZHANG_SAN]});
    assert_eq!(state["chats"][1], alone);

    let messages = state["messages"].as_array().unwrap();
    assert_eq!(messages.len(), 2, "a card of the 1.0 kind is left out");
    let question = &messages[0];
    assert_eq!(question["message_id"], asked);
    assert_eq!(
        question["author"],
        json!({"kind": "person", "open_id": data::LI_SI, "name": "李四"})
    );
    assert_eq!(question["content"]["text"], "@_user_1 /quality 123456789 @_user_2");
    let mention = json!({"key": "@_user_2", "open_id": data::ZHANG_SAN, "name": "张三"});
    assert_eq!(question["mentions"][1], mention);
    assert_eq!(question["parent_id"], Value::Null);
    assert_eq!(question["create_ms"], crate::client::NOON_MS);
    let reply = &messages[1];
    assert_eq!((&reply["message_id"], &reply["parent_id"]), (&json!(answered), &json!(asked)));
    assert_eq!(
        reply["author"],
        json!({"kind": "bot", "open_id": data::BOT, "name": data::BOT_NAME})
    );
    assert_eq!((&reply["msg_type"], &reply["edits"]), (&json!("interactive"), &json!(0)));
    assert_eq!(reply["content"]["schema"], "2.0");
    assert_eq!((&reply["recalled"], &reply["file"]), (&json!(false), &Value::Null));

    let patch = json!({"content": reply["content"].to_string()});
    client.patch(&format!("im/v1/messages/{answered}"), &patch).await;
    sim.edit(|world| world.messages.get_mut(asked).unwrap().recalled = true);
    let state = browser.state(0).await;
    assert_eq!(state["messages"][1]["edits"], 1);
    let recalled = &state["messages"][0];
    assert_eq!((&recalled["recalled"], &recalled["content"]), (&json!(true), &json!({})));
}

#[tokio::test]
async fn the_state_waits_for_something_new() {
    let (sim, _client) = start().await;
    let browser = Browser::of(&sim);
    let version = browser.state(0).await["version"].as_u64().unwrap();
    assert_eq!(browser.state(0).await["version"], version, "looking changes nothing");
    let waiting = tokio::spawn(async move { browser.state(version).await });
    tokio::task::yield_now().await;
    assert!(!waiting.is_finished());
    sim.edit(|world| world.hints.push("new".to_owned()));
    let state = waiting.await.unwrap();
    assert!(state["version"].as_u64().unwrap() > version);
    assert_eq!(state["hints"], json!(["new"]));

    let browser = Browser::of(&sim);
    assert_eq!(browser.state(u64::MAX).await["hints"], json!(["new"]), "from before a restart");
    assert!(browser.get("/client/state?after=-1").await.is_refused());
    let version = browser.state(0).await["version"].as_u64().unwrap();
    let waiting = tokio::spawn(async move { browser.state(version).await });
    tokio::task::yield_now().await;
    let stopped = std::time::Instant::now();
    sim.stop().await;
    assert!(stopped.elapsed().as_secs() < 5, "a waiting client holds nobody up");
    drop(waiting);
}

#[tokio::test]
async fn what_is_typed_is_pushed() {
    let (sim, _client) = start().await;
    let browser = Browser::of(&sim);
    let unheard = browser.post("/client/say", &said(&json!([{"mention_bot": true}]))).await;
    assert_eq!(unheard.json()["push_status"], Value::Null, "nobody subscribed");
    let receiver = Receiver::answering(&[200, 500]);
    sim.subscribe(&receiver.url);
    let heard = browser.post("/client/say", &said(&json!([{"mention_bot": true}]))).await;
    assert_eq!((heard.status, &heard.json()["push_status"]), (200, &json!(200)));
    let alone = json!({"by": data::ZHANG_SAN, "chat_id": data::P2P, "parts": [{"text": "help"}]});
    let answer = browser.post("/client/say", &alone).await.json();
    assert_eq!(answer["push_status"], 500);
    let message = sim.message(answer["message_id"].as_str().unwrap()).unwrap();
    assert_eq!(
        (message.chat_id.as_str(), message.content.as_str()),
        (data::P2P, r#"{"text":"help"}"#)
    );
    assert_eq!(receiver.pushes().len(), 2);
}

#[tokio::test]
async fn what_cannot_be_said_is_refused() {
    let (sim, _client) = start().await;
    let browser = Browser::of(&sim);
    let by =
        |by: &str, chat_id: &str| json!({"by": by, "chat_id": chat_id, "parts": [{"text": "a"}]});
    let mut odd = said(&json!([{"text": "a"}]));
    odd["reply_to"] = "om_1".into();
    for body in [
        by("ou_nobody", data::GROUP),
        by(data::LI_SI, "oc_nowhere"),
        by(data::LI_SI, data::P2P),
        by(data::BOT, data::GROUP),
        said(&json!([])),
        said(&json!([{"text": " \n"}])),
        said(&json!([{"mention": "ou_nobody"}])),
        said(&json!([{"mention_bot": false}])),
        said(&json!([{"text": "a", "mention": data::ANA}])),
        said(&json!([{"shout": "a"}])),
        said(&json!("a")),
        json!({"by": data::LI_SI}),
        json!([]),
        odd,
    ] {
        assert!(browser.post("/client/say", &body).await.is_refused(), "{body}");
    }
    let long = said(&json!([{"text": "x".repeat(70_000)}]));
    assert_eq!(browser.post("/client/say", &long).await.status, 413);
    assert_eq!(sim.read(|state| state.world().messages.iter().count()), 1);
}

#[tokio::test]
async fn a_press_shows_the_apps_toast_or_the_clients_error() {
    let (sim, client) = start().await;
    let browser = Browser::of(&sim);
    let message_id = card(&client, data::BOT_CARD).await;
    let i18n = json!({"zh_cn": "好", "en_us": "fine"});
    let toast = json!({"toast": {"type": "success", "content": "ok", "i18n": i18n}});
    let answers = [(200, "{}".to_owned()), (200, toast.to_string()), (500, String::new())];
    let receiver = Receiver::saying(answers.into_iter());
    sim.subscribe(&receiver.url);
    let button = json!({"by": data::ANA, "message_id": message_id, "value": value()});

    let quiet = browser.post("/client/press", &button).await;
    assert_eq!((quiet.status, quiet.json()), (200, json!({"toast": null, "error": null})));
    let told = browser.post("/client/press", &button).await.json();
    assert_eq!(told["toast"], toast["toast"]);
    let failed = browser.post("/client/press", &button).await.json();
    assert_eq!((&failed["toast"], &failed["error"]["code"]), (&Value::Null, &json!(200_671)));
    assert!(failed["error"]["msg"].is_string());

    let but = |name: &str, value: Value| {
        let mut other = button.clone();
        other[name] = value;
        other
    };
    for body in [
        but("value", json!({"op": "drop"})),
        but("message_id", json!("om_unknown")),
        but("by", json!("ou_nobody")),
        but("name", json!("other")),
        but("form_value", json!({})),
        json!({"by": data::ANA, "message_id": message_id}),
    ] {
        assert!(browser.post("/client/press", &body).await.is_refused(), "{body}");
    }
    assert_eq!(receiver.pushes().len(), 3);
    let same = sim.press(&Press::of(&message_id, value()).by(data::ANA)).await;
    assert_eq!(same.delivery.unwrap().status(), Some(200), "tests press the same button");
}

#[tokio::test]
async fn a_file_is_downloaded_under_its_name_and_never_shown() {
    let (sim, client) = start().await;
    let browser = Browser::of(&sim);
    let mut body = Vec::new();
    for (head, content) in [
        ("name=\"file_type\"", "stream"),
        ("name=\"file_name\"", "会议 \"质量\".csv"),
        ("name=\"file\"; filename=\"x\"", "<script>alert(1)</script>"),
    ] {
        body.extend(
            format!("--b\r\nContent-Disposition: form-data; {head}\r\n\r\n{content}\r\n").bytes(),
        );
    }
    body.extend(b"--b--\r\n");
    let reply = client.post_as("multipart/form-data; boundary=b", "im/v1/files", body).await;
    let key = reply.body["data"]["file_key"].as_str().unwrap().to_owned();
    let content = json!({"file_key": key}).to_string();
    let path = format!("im/v1/messages/{}/reply", data::BOT_CARD);
    client.post(&path, &json!({"msg_type": "file", "content": content})).await;

    let state = browser.state(0).await;
    let file = json!({"file_key": key, "name": "会议 \"质量\".csv", "bytes": 25});
    assert_eq!(state["messages"][0]["file"], file);
    let shown = browser.get(&format!("/client/files/{key}")).await;
    assert_eq!(
        (shown.status, shown.bytes.as_slice()),
        (200, b"<script>alert(1)</script>".as_slice())
    );
    assert_eq!(shown.header("content-type"), "application/octet-stream");
    assert_eq!(shown.header("x-content-type-options"), "nosniff");
    let name = "attachment; filename*=UTF-8''%E4%BC%9A%E8%AE%AE%20%22%E8%B4%A8%E9%87%8F%22.csv";
    assert_eq!(shown.header("content-disposition"), name);
    let missing = browser.get("/client/files/file_v3_none").await;
    assert_eq!(missing.status, 404);
    assert!(missing.json()["error"].is_string());
}
