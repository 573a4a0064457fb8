//! Feishu is down, slow, or answers garbage: a few more tries, then an apology with the ids that
//! somebody can find the cause with.

use std::time::Duration;

use quality_bot::settings::Settings;
use quality_bot::simulator::{Api, Fault, Gate};

use crate::support::{Calls, Reply, Stage, logs};

/// How often a call is tried that fails for a passing reason.
const TRIES: usize = 4;

/// A fault, its name, and whether its answer tells the id of Feishu's log.
fn faults() -> [(&'static str, Fault, bool); 5] {
    let internal = |status| Fault::Code { status, code: 121_001, msg: "internal error" };
    [
        ("a page of HTML", Fault::Html, false),
        ("an internal error", internal(500), true),
        ("an internal error that looks fine", internal(200), true),
        ("half an answer", Fault::Truncated, true),
        ("no answer", Fault::Cut, false),
    ]
}

/// An apology; its fault id stands in the log as well.
fn assert_apology(card: &Reply, log_id: Option<&str>) {
    card.coloured("grey").says("抱歉，这次没能查成").says("Sorry, that did not work");
    card.says("请过几分钟再试一次").says("Please try again in a few minutes.");
    let fault = card.after("Fault: ").unwrap();
    let logged = logs::complaints_with(&fault);
    assert_eq!(logged.len(), 1, "{fault}: {logged:?}");
    assert_eq!(card.after("Feishu log id: ").as_deref(), log_id);
    assert!(log_id.is_none_or(|id| logged[0].contains(id)), "{logged:?}");
}

/// Every fault of an API, for good: a bounded number of calls, then the apology; and when Feishu is
/// well again the same question is answered.
async fn apologises(api: Api, expected: Calls) {
    for (name, fault, tells_log_id) in faults() {
        let stage = Stage::open().await;
        let fault = stage.sim.faults().inject(api, fault);
        stage.zhang_san().says("/quality 123456789 me").await;
        let card = stage.next_card().await;
        let journal = stage.sim.journal();
        let log_id = journal.calls(api).last().unwrap().log_id.clone();
        assert_apology(&card, tells_log_id.then_some(log_id.as_str()));
        let calls = Calls { patch: 0, ..stage.new_calls() };
        assert_eq!(calls, Calls { token: 1, bot_info: 1, reply: 1, ..expected }, "{name}");

        fault.clear();
        stage.zhang_san().says("/quality 123456789 me").await;
        stage.next_card().await.says("Meeting quality for 张三");
        stage.end().await;
    }
}

#[tokio::test]
async fn no_list_of_meetings() {
    apologises(Api::MeetingList, Calls { meeting_list: TRIES, ..Calls::NONE }).await;
}

#[tokio::test]
async fn no_list_of_participants() {
    let expected = Calls { meeting_list: 1, participant_list: TRIES, ..Calls::NONE };
    apologises(Api::ParticipantList, expected).await;
}

#[tokio::test]
async fn no_quality_data() {
    let expected = Calls { meeting_list: 1, participant_list: 1, quality: TRIES, ..Calls::NONE };
    apologises(Api::QualityList, expected).await;
}

#[tokio::test]
async fn no_answer_in_time() {
    // Real time: a slow machine may be too late with other calls too, so only these are counted.
    let impatient = |settings: &mut Settings| settings.feishu.timeout = Duration::from_millis(300);
    for api in [Api::MeetingList, Api::ParticipantList, Api::QualityList] {
        let stage = Stage::open_with(impatient).await;
        stage.sim.faults().inject(api, Fault::Held(Gate::closed()));
        stage.zhang_san().says("/quality 123456789 me").await;
        assert_apology(&stage.next_card().await, None);
        assert_eq!(stage.sim.journal().count(api), TRIES, "{api:?}");
        stage.end().await;
    }
}

#[tokio::test]
async fn trouble_that_passes_is_not_noticed() {
    for (name, fault, _) in faults() {
        let stage = Stage::open().await;
        for api in [Api::MeetingList, Api::ParticipantList, Api::QualityList] {
            stage.sim.faults().inject(api, fault.clone()).times(2);
        }
        stage.zhang_san().says("/quality 123456789 me").await;
        stage.next_card().await.coloured("green").says("Meeting quality for 张三");
        let calls = Calls { patch: 0, ..stage.new_calls() };
        let thrice = Calls { meeting_list: 3, participant_list: 3, quality: 3, ..Calls::NONE };
        assert_eq!(calls, Calls { token: 1, bot_info: 1, reply: 1, ..thrice }, "{name}");
        stage.end().await;
    }
}

#[tokio::test]
async fn an_answer_that_makes_no_sense_is_an_apology_at_once() {
    let stage = Stage::open().await;
    let unknown = Fault::Code { status: 400, code: 1_234_567, msg: "a code nobody knows" };
    let _fault = stage.sim.faults().inject(Api::MeetingList, unknown);
    stage.zhang_san().says("/quality 123456789 me").await;
    let card = stage.next_card().await;
    let log_id = stage.sim.journal().calls(Api::MeetingList)[0].log_id.clone();
    assert_apology(&card, Some(&log_id));
    assert_eq!(stage.new_calls().meeting_list, 1);
    stage.end().await;
}
