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
    println!("{}", facts(&feishu).context("the demo's long meeting is gone")?);

    // Waiting for a line blocks this thread alone; the simulator serves on others.
    for url in std::io::stdin().lines() {
        feishu.subscribe(url?.trim());
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
    done.push(pressed(&feishu.press(&press()).await));
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

/// Somebody presses a button.
fn press() -> Press {
    Press::forged(data::BOT_CARD, json!({"op": "refresh", "字": "🙂"})).by(data::LI_SI)
}

/// A press, with the toast that its presser sees, or the client's error.
fn pressed(pressed: &Pressed) -> Value {
    let mut report =
        pressed.delivery.as_ref().map_or(Value::Null, |it| delivered("press of a button", it));
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
            "event_type": "vc.meeting.all_meeting_ended_v1",
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
