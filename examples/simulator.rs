//! The simulator by itself, for clients in any language: `cargo run --example simulator [PORT]`.
//!
//! The first line it prints tells a client what it needs to know. For each webhook URL it then reads,
//! it pushes to that URL and prints a line with what became of every push. When its input ends it
//! prints what a strict reader minds about the calls it accepted, and stops. Every line is JSON.

#![expect(clippy::print_stdout, reason = "speaks to whoever started it")]

use std::net::{Ipv4Addr, SocketAddr};

use anyhow::Context;
use quality_bot::simulator::{
    Challenge, Delivery, Outcome, Press, Pressed, Says, SimClock, Simulator, State, World, data,
    seal,
};
use serde_json::{Value, json};

/// Lets an app read messages, and hear of those that are taken back.
const READING: &str = "im:message:readonly";
const CHALLENGE: &str = "ajls384kdjxxxx";
const CHALLENGES: [(&str, Challenge); 4] = [
    ("plain challenge", Challenge { encrypted: false, signed: false }),
    ("plain, signed challenge", Challenge { encrypted: false, signed: true }),
    ("sealed challenge", Challenge { encrypted: true, signed: false }),
    ("sealed, signed challenge", Challenge { encrypted: true, signed: true }),
];

type Headers = Vec<(String, String)>;

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let port = std::env::args().nth(1).map_or(Ok(0), |port| port.parse()).context("PORT")?;
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    let clock = SimClock::real();
    let feishu = Simulator::start_on(address, World::demo(&clock), clock).await?;
    // A client is refused for want of a scope; receivers are told of everything.
    feishu.revoke(READING);
    println!("{}", facts(&feishu).context("the demo's long meeting is gone")?);

    // Waiting for a line blocks this thread alone; the simulator serves on others.
    for url in std::io::stdin().lines() {
        feishu.subscribe(url?.trim());
        feishu.grant(READING);
        println!("{}", Value::from(pushes(&feishu).await));
    }
    println!("{}", json!({"oddities": oddities(&feishu)}));
    feishu.stop().await;
    Ok(())
}

/// What a client needs to know.
fn facts(feishu: &Simulator) -> Option<Value> {
    let app = feishu.app();
    Some(json!({
        "base_url": feishu.base_url(),
        "app": {
            "app_id": app.app_id,
            "app_secret": app.app_secret,
            "encrypt_key": app.encrypt_key,
            "verification_token": app.verification_token,
        },
        "meeting": feishu.read(meeting)?,
        "message_id": data::BOT_CARD,
        "chat": {"chat_id": data::GROUP, "name": data::GROUP_NAME},
        "viewer": data::LI_SI,
        "outsider": data::ANA,
        "external_group": data::EXTERNAL_GROUP,
    }))
}

/// The meeting that has pages, and one stay in it; times are unix seconds.
fn meeting(state: &State) -> Option<Value> {
    let meeting = state.world().meeting(data::LONG)?;
    let stay = meeting.sessions_of(data::ZHANG_SAN).next()?;
    Some(json!({
        "no": meeting.no,
        "topic": meeting.topic,
        "start": meeting.start,
        "end": meeting.end?,
        "user_id": data::ZHANG_SAN,
        "room_id": data::ROOM,
        "join": stay.join,
        "minutes": stay.minutes.len(),
    }))
}

/// Everything a receiver must take, and the forgeries it must not.
async fn pushes(feishu: &Simulator) -> Vec<Value> {
    let (mut done, mut event) = (Vec::new(), Value::Null);
    for (name, form) in CHALLENGES {
        let outcome = feishu.challenge(form, CHALLENGE).await;
        done.push(report(name, outcome.as_ref(), &json!({"challenge": CHALLENGE})));
    }
    for (name, says) in messages() {
        let delivery = feishu.say(&says).await;
        done.push(delivered(name, &delivery));
        event = delivery.event;
    }
    let taken_back = feishu.say(&question()).await.message_id;
    let recall = feishu.recall(&taken_back).await;
    done.push(delivered("message taken back", &recall));
    let end = feishu.end_meeting(data::RUNNING).await;
    done.push(delivered("meeting that ended", &end));
    let menu = feishu.choose_menu(data::LI_SI, "quality").await;
    done.push(delivered("choice in the bot's menu", &menu));
    for (name, press) in presses(feishu) {
        done.push(pressed(name, &feishu.press(&press).await));
    }
    done.push(delivered("event nobody handles", &feishu.push(unhandled(feishu)).await));
    event["event"]["message"]["message_id"] = "om_forged".into();
    for (name, body, headers) in forgeries(feishu, &event) {
        let outcome = feishu.forge(body.into_bytes(), &headers).await;
        done.push(report(name, outcome.as_ref(), &event));
    }
    done
}

fn question() -> Says {
    let says = Says::in_group(data::GROUP).by(data::LI_SI).mention_bot();
    says.text(&format!(" /quality {} ", data::LONG)).mention(data::ZHANG_SAN)
}

fn messages() -> [(&'static str, Says); 4] {
    [
        ("text that mentions", question()),
        ("rich text that mentions everyone", question().mention_all().as_post()),
        ("reply in a thread", question().replying_to(data::BOT_CARD).in_thread("omt_1")),
        ("text to the bot alone", Says::to_bot(data::ZHANG_SAN).text("会议质量 🙂 \"1\"")),
    ]
}

/// Somebody presses a button, chooses, and sends a form.
fn presses(feishu: &Simulator) -> [(&'static str, Press); 3] {
    feishu.edit(|world| {
        if let Some(message) = world.messages.get_mut(data::BOT_CARD) {
            message.content = card().to_string();
        }
    });
    let form = Press::form(data::BOT_CARD, "ask").with("no", "123456789");
    let form = form.with("causes", json!(["loss"])).with("day", "2026-11-20 +0800");
    [
        ("press of a button", Press::of(data::BOT_CARD, json!({"op": "refresh", "字": "🙂"}))),
        ("choice in a select", Press::option(data::BOT_CARD, "yesterday")),
        ("form", form),
    ]
    .map(|(name, press)| (name, press.by(data::LI_SI)))
}

fn card() -> Value {
    let text = |content: &str| json!({"tag": "plain_text", "content": content});
    let calls = |value: Value| json!([{"type": "callback", "value": value}]);
    let option = |value: &str| json!({"text": text(value), "value": value});
    json!({"schema": "2.0", "body": {"elements": [
        {"tag": "button", "text": text("Refresh"),
         "behaviors": calls(json!({"op": "refresh", "字": "🙂"}))},
        {"tag": "select_static", "options": [option("yesterday")],
         "behaviors": calls(json!({"op": "choose"}))},
        {"tag": "form", "name": "form", "elements": [
            {"tag": "input", "name": "no"},
            {"tag": "multi_select_static", "name": "causes", "options": [option("loss")]},
            {"tag": "select_person", "name": "who"},
            {"tag": "date_picker", "name": "day"},
            {"tag": "button", "name": "ask", "text": text("Ask"), "form_action_type": "submit",
             "behaviors": calls(json!({"op": "ask"}))},
        ]},
    ]}})
}

/// A press, with the toast that its presser sees, or the client's error.
fn pressed(name: &str, pressed: &Pressed) -> Value {
    let mut report = pressed.delivery.as_ref().map_or(Value::Null, |it| delivered(name, it));
    report["toast"] = json!(pressed.toast.as_ref().map(|toast| toast.text("en_us")));
    report["error"] = json!(pressed.error.as_ref().map(|error| error.code));
    report
}

/// A well-made event of a type that no receiver here registers.
fn unhandled(feishu: &Simulator) -> Value {
    let app = feishu.app();
    json!({
        "schema": "2.0",
        "header": {
            "event_id": "5e3702a84e847582be8db7fb73283c02",
            "event_type": "vc.meeting.all_meeting_started_v1",
            "create_time": feishu.clock().now_ms().to_string(),
            "token": app.verification_token,
            "app_id": app.app_id,
            "tenant_key": data::TENANT,
        },
        "event": {"meeting": {"id": "6911188411934433028", "topic": "my meeting"}},
    })
}

/// The same event twice: signed for other bytes, and well signed but sealed with a key not the app's.
fn forgeries(feishu: &Simulator, event: &Value) -> [(&'static str, String, Headers); 2] {
    let seal_with = |key: &str| seal(key, event.to_string().as_bytes());
    let (own, foreign) = (seal_with(&feishu.app().encrypt_key), seal_with("not the app's"));
    let headers = feishu.headers_for(&foreign);
    [
        ("forgery: signature of other bytes", own, headers.clone()),
        ("forgery: foreign key", foreign, headers),
    ]
}

fn delivered(name: &str, delivery: &Delivery) -> Value {
    let outcome = delivery.attempts.last().map(|attempt| &attempt.outcome);
    report(name, outcome, &delivery.event)
}

/// One push: its plain content, and the receiver's answer; `null` when there was none.
fn report(name: &str, outcome: Option<&Outcome>, pushed: &Value) -> Value {
    let (status, body) = match outcome {
        Some(Outcome::Answered { status, body }) => (Some(status), Some(body)),
        _ => (None, None),
    };
    json!({"name": name, "status": status, "body": body, "pushed": pushed})
}

/// What a strict reader minds about calls that were accepted all the same.
fn oddities(feishu: &Simulator) -> Vec<String> {
    let journal = feishu.journal();
    let accepted = journal.all().iter().filter(|call| call.code == Some(0));
    accepted
        .flat_map(|call| call.complaints.iter().map(|it| format!("{}: {it}", call.path)))
        .collect()
}
