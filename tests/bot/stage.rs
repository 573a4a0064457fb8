//! The stage itself: it must notice what it is there to notice.

use quality_bot::simulator::{Message, SimClock, World, data};
use serde_json::{Value, json};

use crate::support::{Ending, Reply, Stage, logs};

/// Somebody else who has the app's credentials replies to a message.
async fn a_stranger_replies(stage: &Stage, to: &str) {
    let app = stage.sim.app();
    let http = reqwest::Client::builder().no_proxy().tls_certs_only([]).build().unwrap();
    let post = |path: &str, body: Value| {
        http.post(format!("{}/open-apis/{path}", stage.sim.base_url())).json(&body)
    };
    let credentials = json!({"app_id": app.app_id, "app_secret": app.app_secret});
    let given = post("auth/v3/tenant_access_token/internal", credentials).send().await.unwrap();
    let token: Value = given.json().await.unwrap();
    let body = json!({"msg_type": "text", "content": json!({"text": "t-g1 me too"}).to_string()});
    let reply = post(&format!("im/v1/messages/{to}/reply"), body);
    let sent = reply.bearer_auth(token["tenant_access_token"].as_str().unwrap()).send().await;
    assert_eq!(sent.unwrap().status().as_u16(), 200);
}

#[tokio::test]
async fn a_second_reply_and_a_secret_in_it_are_noticed() {
    let stage = Stage::open().await;
    let asked = stage.li_si().says("/quality 123456789").mention(data::ZHANG_SAN).await;
    stage.next_card().await;
    a_stranger_replies(&stage, &asked.message_id).await;
    let complaints = stage.complaints(Ending::default()).await.join("\n");
    assert!(complaints.contains("one too many: "), "{complaints}");
    assert!(complaints.contains("a secret is in "), "{complaints}");
}

#[tokio::test]
async fn a_reply_that_nobody_reads_is_noticed() {
    let stage = Stage::open().await;
    stage.li_si().says("/quality help").await;
    let complaints = stage.complaints(Ending::default()).await;
    assert_eq!(complaints.len(), 1, "{complaints:?}");
}

#[tokio::test]
#[should_panic(expected = "nobody answered")]
async fn a_missing_reply_is_noticed() {
    let stage = Stage::open().await;
    stage.li_si().says("good morning").await;
    stage.next_card().await;
}

#[tokio::test]
async fn a_question_that_was_given_up_is_noticed() {
    let stage = Stage::open().await;
    stage.sim.revoke("im:message:send_as_bot");
    stage.li_si().says("/quality help").await;
    let complaints = stage.complaints(Ending::default()).await;
    assert_eq!(complaints, ["1 questions were given up"]);
}

#[tokio::test]
async fn a_push_that_is_not_answered_200_is_noticed() {
    let stage = Stage::open().await;
    stage.sim.edit(|world| world.app.verification_token = "not ours".to_owned());
    stage.li_si().says("/quality help").await;
    let complaints = stage.complaints(Ending::default()).await;
    assert_eq!(complaints.len(), 1, "{complaints:?}");
    assert!(complaints[0].starts_with("not answered 200"), "{complaints:?}");
}

#[tokio::test]
async fn a_wrong_call_is_noticed() {
    let stage = Stage::open().await;
    stage.sim.edit(|world| world.limits.reports_per_minute = 0);
    stage.li_si().says("/quality 123456789 me").await;
    stage.next_card().await;
    let complaints = stage.complaints(Ending::default()).await.join("\n");
    assert!(complaints.contains("request trigger frequency limit"), "{complaints}");
}

#[tokio::test]
async fn a_secret_in_a_log_line_is_noticed() {
    let stage = Stage::open().await;
    tracing::debug!(target: logs::ON_PURPOSE, "the secret is {}", stage.sim.app().app_secret);
    let leaks = logs::leaks(true);
    assert_eq!(leaks.len(), 1, "{leaks:?}");
    stage.end().await;
}

#[test]
fn a_card_reads_as_its_readers_see_it() {
    let content = json!({
        "header": {"template": "red", "title": {"content": "会", "i18n_content": {"zh_cn": "会", "en_us": "Poor"}}},
        "body": {"elements": [
            {"tag": "markdown", "content": "**a** &#60;b&#62;<br><font color='red'>c</font>"},
            {"tag": "markdown", "content": "at <local_datetime millisecond='0' format_type='time'></local_datetime>"},
            {"tag": "div", "text": {"tag": "plain_text", "content": "<i>**d** &#60;"}},
            {"tag": "chart", "chart_spec": {"content": "in the chart"}},
        ]},
    });
    let world = World::demo(&SimClock::manual(0));
    let message = world.messages.get(data::BOT_CARD).unwrap().clone();
    let reply = Reply::of(Message { content: content.to_string(), ..message });
    reply.coloured("red").says("会").says("Poor").says("a <b>\nc").says("at 08:00");
    reply.says("<i>**d** &#60;");
    reply.never_says("in the chart").never_says("font");
    assert_eq!(reply.after("at "), Some("08:00".to_owned()));
    assert_eq!(reply.highlighted("red"), "c");
}
