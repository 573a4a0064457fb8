//! Tokens that end before their time, and limits that Feishu says were reached.

use std::time::Duration;

use quality_bot::simulator::{Api, Fault};

use crate::support::{Calls, Stage};

const APIS: [Api; 4] = [Api::MeetingList, Api::ParticipantList, Api::QualityList, Api::Reply];

#[tokio::test]
async fn a_token_that_is_refused_is_renewed_once() {
    for status in [200, 400] {
        for api in APIS {
            let stage = Stage::open().await;
            stage.sim.faults().inject(api, Fault::TokenRefused { status }).times(1);
            stage.zhang_san().says("/quality 123456789 me").await;
            stage.next_card().await.says("Meeting quality for 张三");
            assert_eq!(stage.new_calls().token, 2, "{api:?} {status}");
            assert_eq!(stage.sim.journal().count(api), 2, "{api:?} {status}");
            stage.end().await;
        }
    }
}

#[tokio::test]
async fn a_token_that_is_always_refused_is_an_apology() {
    let stage = Stage::open().await;
    stage.sim.faults().inject(Api::MeetingList, Fault::TokenRefused { status: 400 });
    stage.zhang_san().says("/quality 123456789 me").await;
    stage.next_card().await.coloured("grey").says("Sorry, that did not work");
    let calls = stage.new_calls();
    assert_eq!((calls.token, calls.meeting_list, calls.reply), (2, 2, 1));
    stage.end().await;
}

#[tokio::test]
async fn tokens_that_are_taken_back_between_two_questions() {
    let stage = Stage::open().await;
    stage.zhang_san().says("/quality 123456789 me").await;
    stage.next_card().await;
    stage.new_calls();
    stage.sim.clock().wind(Duration::from_secs(30));
    stage.sim.revoke_tokens();
    stage.zhang_san().says("/quality 123456789 me").await;
    stage.next_card().await.says("Meeting quality for 张三");
    let calls = stage.new_calls();
    assert_eq!(calls, Calls { token: 1, meeting_list: 2, reply: 1, ..Calls::NONE });
    stage.end().await;
}

#[tokio::test]
async fn a_token_is_renewed_before_it_ends() {
    let stage = Stage::open().await;
    stage.zhang_san().says("/quality 123456789 me").await;
    stage.next_card().await;
    stage.new_calls();
    stage.sim.clock().wind(Duration::from_secs(7200 - 5 * 60));
    stage.zhang_san().says("/quality 123456789 me").await;
    stage.next_card().await;
    let calls = stage.new_calls();
    assert_eq!(calls, Calls { token: 1, meeting_list: 1, reply: 1, ..Calls::NONE });
    stage.end().await;
}

#[tokio::test]
async fn feishu_says_when_to_come_again_and_is_obeyed() {
    let limits = [Fault::RateLimited { reset_s: 52 }, Fault::RateLimitedLegacy { reset_s: 52 }];
    for limit in limits {
        let stage = Stage::open().await;
        stage.sim.faults().inject(Api::MeetingList, limit.clone()).times(1);
        stage.zhang_san().says("/quality 123456789 me").await;
        let card = stage.next_card().await;
        card.says("Meeting quality for 张三");
        assert_eq!(card.times_replaced(), 1, "that took long enough to say so");
        let journal = stage.sim.journal();
        let at: Vec<i64> = journal.calls(Api::MeetingList).iter().map(|call| call.at_ms).collect();
        assert_eq!(at.len(), 2, "{limit:?}");
        assert!((52_000..=53_001).contains(&(at[1] - at[0])), "{limit:?}: {at:?}");
        stage.end().await;
    }
}

#[tokio::test]
async fn a_limit_that_lasts_ends_in_an_apology() {
    let stage = Stage::open().await;
    stage.sim.faults().inject(Api::MeetingList, Fault::RateLimited { reset_s: 52 });
    stage.zhang_san().says("/quality 123456789 me").await;
    stage.next_card().await.coloured("grey").says("Sorry, that did not work");
    assert_eq!(stage.new_calls().meeting_list, 3, "no longer than two minutes");
    stage.end().await;
}
