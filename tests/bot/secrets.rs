//! A secret never shows. Every test's end looks for secrets in all logs and cards; here the bot
//! goes through everything that could bring one out.

use quality_bot::simulator::{Api, Fault};

use crate::support::forgery::Headers;
use crate::support::{Ending, Stage, logs};

#[tokio::test]
async fn not_in_trouble_and_not_at_the_chattiest_level() {
    let stage = Stage::open().await;
    let fault = |api, fault| drop(stage.sim.faults().inject(api, fault).times(1));
    for api in [Api::Token, Api::BotInfo, Api::MeetingList, Api::QualityList, Api::Reply] {
        for trouble in [Fault::Cut, Fault::Html, Fault::Truncated] {
            fault(api, trouble);
        }
    }
    fault(Api::ParticipantList, Fault::TokenRefused { status: 200 });
    fault(Api::Patch, Fault::Cut);
    stage.zhang_san().says("/quality 123456789 me").await;
    stage.next_card().await;

    let event = stage.unpushed_question().await.to_string();
    for (body, headers) in [
        (event.clone(), Headers::new()),
        (event.clone(), stage.signed("another body")),
        (stage.sealed("no JSON"), stage.signed(stage.sealed("no JSON"))),
    ] {
        assert_ne!(stage.posts(body, &headers).await.0, 200);
    }
    stage.sim.edit(|world| world.app.enabled = false);
    stage.sim.revoke_tokens();
    stage.zhang_san().says("/quality 999999999 me").await;
    for path in ["/healthz", "/readyz", "/metrics"] {
        assert_shows_no_secret(&stage, &stage.bot().get(path).await.1);
    }
    stage.silence().await;
    assert!(!logs::complaints_with("10014").is_empty(), "logs were listened to");
    stage.end_with(Ending { dead: 1, ..Ending::default() }).await;
}

#[tokio::test]
async fn not_in_what_a_developer_prints() {
    let stage = Stage::open().await;
    assert_shows_no_secret(&stage, &format!("{:?}", stage.settings()));
    stage.end().await;
}

fn assert_shows_no_secret(stage: &Stage, text: &str) {
    for secret in stage.sim.edit(|world| logs::secrets(world)) {
        assert!(!text.contains(&secret), "{secret} is in {text}");
    }
}
