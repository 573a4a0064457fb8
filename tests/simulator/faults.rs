//! Every way to fail on demand, and that none of them is held against the caller.

use quality_bot::simulator::{Api, Fault, Gate, data};
use serde_json::json;

use crate::client::start;
use crate::reports::{Query, list, meetings_of, newest, quality, quality_of, with};

#[tokio::test]
async fn faults_that_answer_instead() {
    let (sim, client) = start().await;
    let refused = |code, msg| Fault::Code { status: 500, code, msg };
    let table = [
        (Fault::RateLimited { reset_s: 52 }, 429, 99_991_400, Some("52")),
        (Fault::RateLimitedLegacy { reset_s: 3 }, 400, 99_991_400, Some("3")),
        (Fault::TokenRefused { status: 200 }, 200, 99_991_663, None),
        (Fault::TokenRefused { status: 400 }, 400, 99_991_663, None),
        (refused(121_001, "internal error"), 500, 121_001, None),
        (Fault::Html, 500, -1, None),
    ];
    for (fault, status, code, reset) in table {
        let injected = sim.faults().inject(Api::MeetingList, fault).times(2);
        for _ in 0..2 {
            let reply = client.get("vc/v1/meeting_list", &meetings_of(data::LONG)).await;
            assert_eq!((reply.status, reply.code), (status, code), "{injected:?}");
            assert_eq!(reply.reset.as_deref(), reset);
        }
        let reply = client.get("vc/v1/meeting_list", &meetings_of(data::LONG)).await;
        assert_eq!(reply.code, 0, "only twice");
    }
    assert_eq!(sim.journal().unexpected(), Vec::<String>::new());
}

#[tokio::test]
async fn a_fault_stays_until_it_is_cleared_and_hits_its_api_only() {
    let (sim, client) = start().await;
    let ask = async || client.get("vc/v1/meeting_list", &meetings_of(data::LONG)).await.status;
    let injected = sim.faults().inject(Api::MeetingList, Fault::Html);
    for _ in 0..3 {
        assert_eq!(ask().await, 500);
    }
    assert_eq!(client.get("bot/v3/info", &[]).await.status, 200);
    injected.clear();
    assert_eq!(ask().await, 200);
}

/// Data-loss prevention (230028): the tenant forbids what the card says, then takes one without it.
#[tokio::test]
async fn a_tenant_that_blocks_personal_data_refuses_a_reply_and_a_new_card() {
    let (sim, client) = start().await;
    let blocked =
        Fault::Code { status: 400, code: 230_028, msg: "The message fails the DLP check." };
    let card = json!({"schema": "2.0", "body": {"elements": []}}).to_string();
    let reply_path = format!("im/v1/messages/{}/reply", data::BOT_CARD);
    let body = json!({"msg_type": "interactive", "content": card});
    let _reply = sim.faults().inject(Api::Reply, blocked.clone()).times(1);
    let refused = client.post(&reply_path, &body).await;
    assert_eq!((refused.status, refused.code), (400, 230_028));
    assert!(sim.replies_to(data::BOT_CARD).is_empty());
    let sent = client.post(&reply_path, &body).await;
    let message_id = sent.body["data"]["message_id"].as_str().unwrap();

    let _patch = sim.faults().inject(Api::Patch, blocked).times(1);
    let patch_path = format!("im/v1/messages/{message_id}");
    let patched = client.patch(&patch_path, &json!({"content": card})).await;
    assert_eq!(patched.code, 230_028);
    assert!(sim.message(message_id).unwrap().history.is_empty());
    assert_eq!(sim.journal().unexpected(), Vec::<String>::new());
}

#[tokio::test]
async fn broken_json_and_broken_connections() {
    let (sim, client) = start().await;
    let meetings = meetings_of(data::LONG);
    let truncated = sim.faults().inject(Api::MeetingList, Fault::Truncated).times(1);
    let reply = client.get("vc/v1/meeting_list", &meetings).await;
    assert_eq!((reply.status, reply.code), (200, -1), "{truncated:?}");

    let _cut = sim.faults().inject(Api::MeetingList, Fault::Cut).times(1);
    assert!(client.try_get("vc/v1/meeting_list", &meetings).await.is_err());
    assert_eq!(client.get("vc/v1/meeting_list", &meetings).await.code, 0);
}

#[tokio::test]
async fn a_reply_that_was_sent_but_not_answered_is_sent_once() {
    let (sim, client) = start().await;
    let path = format!("im/v1/messages/{}/reply", data::BOT_CARD);
    let body = json!({"msg_type": "text", "content": r#"{"text":"a"}"#, "uuid": "u-1"});
    let _fault = sim.faults().inject(Api::Reply, Fault::DoneThenCut).times(1);
    assert!(client.try_post(&path, &body).await.is_err());
    let sent = sim.replies_to(data::BOT_CARD);
    assert_eq!(sent.len(), 1, "it was executed");
    let again = client.post(&path, &body).await;
    assert_eq!(again.body["data"]["message_id"], sent[0].message_id.as_str());
    assert_eq!(sim.replies_to(data::BOT_CARD).len(), 1);
}

#[tokio::test]
async fn a_held_answer_comes_when_its_gate_opens() {
    let (sim, client) = start().await;
    let gate = Gate::closed();
    let _held = sim.faults().inject(Api::BotInfo, Fault::Held(gate.clone())).times(1);
    let asking = tokio::spawn(async move { client.get("bot/v3/info", &[]).await.code });
    let arrived = sim.wait_for(|state| (state.journal().count(Api::BotInfo) == 1).then_some(()));
    arrived.await.unwrap();
    tokio::task::yield_now().await;
    assert!(!asking.is_finished());
    gate.open();
    assert_eq!(asking.await.unwrap(), 0);
}

#[tokio::test]
async fn paging_goes_wrong_in_three_ways() {
    let (sim, client) = start().await;
    let good = quality_of(&newest(&sim, data::LONG), data::ZHANG_SAN);
    let page = async |token: &str| {
        let reply = quality(&client, with(good.clone(), &[("page_token", token)])).await;
        let data = reply.body["data"].clone();
        let rows = list(&reply, "participant_quality_list").len();
        (rows, data["has_more"] == true, data["page_token"].as_str().map(str::to_owned))
    };
    let token = |text: &str| Some(text.to_owned());

    let same = sim.faults().inject(Api::QualityList, Fault::SamePageToken);
    assert_eq!(page("").await, (100, true, token("100")));
    assert_eq!(page("100").await, (50, true, token("100")));
    same.clear();

    let endless = sim.faults().inject(Api::QualityList, Fault::EndlessPages);
    assert_eq!(page("").await, (100, true, token("100")));
    assert_eq!(page("100").await, (50, true, token("200")));
    assert_eq!(page("200").await, (100, true, token("300")));
    endless.clear();

    let _empty = sim.faults().inject(Api::QualityList, Fault::EmptyLastPage);
    assert_eq!(page("100").await, (50, true, token("200")));
    assert_eq!(page("200").await, (0, false, token("300")));
    assert_eq!(sim.journal().unexpected(), Vec::<String>::new());
}

#[tokio::test]
async fn times_that_only_fit_after_the_documented_fallbacks() {
    let (sim, client) = start().await;
    let meeting = newest(&sim, data::FOUR_PEOPLE);
    let good = quality_of(&meeting, data::ZHANG_SAN);
    let minute = (meeting.start - meeting.start % 60).to_string();
    let join = |by: i64| (meeting.start + by).to_string();
    let code = async |query: Query| quality(&client, query).await.code;

    let start = sim.faults().inject(Api::QualityList, Fault::StartOnTheMinute);
    assert_eq!(code(good.clone()).await, 126_009);
    assert_eq!(code(with(good.clone(), &[("meeting_start_time", &minute)])).await, 0);
    start.clear();

    for by in [60, -60, 7] {
        let off = sim.faults().inject(Api::QualityList, Fault::JoinOffBy(by));
        assert_eq!(code(good.clone()).await, 126_010);
        assert_eq!(code(with(good.clone(), &[("join_time", &join(by))])).await, 0);
        off.clear();
    }
    assert_eq!(sim.journal().unexpected(), Vec::<String>::new());
}

#[tokio::test]
async fn the_newest_minute_may_come_first() {
    let (sim, client) = start().await;
    let good = quality_of(&newest(&sim, data::OUTAGE), data::LI_SI);
    let times = async || {
        let reply = quality(&client, good.clone()).await;
        let rows = list(&reply, "participant_quality_list");
        rows.iter().map(|row| row["network"]["time"].to_string()).collect::<Vec<_>>()
    };
    let mut usual = times().await;
    let _fault = sim.faults().inject(Api::QualityList, Fault::NewestFirst);
    usual.reverse();
    assert_eq!(times().await, usual);
}
