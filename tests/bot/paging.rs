//! Lists that do not end as they should: what is complete is kept, what is partial is said to be.

use quality_bot::simulator::data::{LONG, WANG_FANG};
use quality_bot::simulator::{Api, Fault};

use crate::support::{Calls, Reply, Stage};

const PARTIAL: &str = "Not all of the data could be fetched: what follows is only a part of it.";
const PARTIAL_ZH: &str = "数据没有取完整，下面只是其中一部分。";

/// 李四 asks about 王芳's 149 minutes.
async fn ask(stage: &Stage) -> (Reply, Calls) {
    stage.li_si().says(&format!("/quality {LONG}")).mention(WANG_FANG).await;
    (stage.next_card().await, stage.new_calls())
}

#[tokio::test]
async fn an_empty_last_page_ends_the_list() {
    let stage = Stage::open_to_all().await;
    let _fault = stage.sim.faults().inject(Api::QualityList, Fault::EmptyLastPage);
    let (card, calls) = ask(&stage).await;
    card.coloured("green").says("All of the 149 minutes").never_says(PARTIAL);
    assert_eq!(calls.quality, 3);
    let (again, calls) = ask(&stage).await;
    assert_eq!(again.answer(), card.answer());
    assert_eq!(calls.quality, 0, "it was complete, so it was kept");
    stage.end().await;
}

/// A list that cannot be read to its end: this many calls for the first answer, for the second, and
/// for the one after all is well again.
async fn is_partial(fault: Fault, [first, second, well]: [usize; 3]) {
    let stage = Stage::open_to_all().await;
    let fault = stage.sim.faults().inject(Api::QualityList, fault);
    for quality in [first, second] {
        let (card, calls) = ask(&stage).await;
        card.says("Meeting quality for 王芳").says(PARTIAL).says(PARTIAL_ZH);
        assert_eq!(calls.quality, quality);
    }
    fault.clear();
    let (card, calls) = ask(&stage).await;
    card.coloured("green").says("All of the 149 minutes").never_says(PARTIAL);
    assert_eq!(calls.quality, well);
    assert_eq!(ask(&stage).await.1.quality, 0, "now it was complete");
    stage.end().await;
}

/// Its first page is kept: whoever asks again goes on behind that.
#[tokio::test]
async fn a_page_token_that_comes_again_ends_the_list() {
    is_partial(Fault::SamePageToken, [2, 1, 1]).await;
}

/// Thirty pages that lead nowhere are not gone on from.
#[tokio::test]
async fn a_list_without_an_end_is_left_after_thirty_pages() {
    is_partial(Fault::EndlessPages, [30, 30, 2]).await;
}

#[tokio::test]
async fn the_newest_minute_may_come_first() {
    let stage = Stage::open().await;
    let fault = stage.sim.faults().inject(Api::QualityList, Fault::NewestFirst);
    stage.zhang_san().says(&format!("/quality {LONG} me")).await;
    let reversed = stage.next_card().await;
    fault.clear();
    let usual = Stage::open().await;
    usual.zhang_san().says(&format!("/quality {LONG} me")).await;
    assert_eq!(reversed.answer(), usual.next_card().await.answer());
    stage.end().await;
    usual.end().await;
}

#[tokio::test]
async fn lists_of_meetings_and_people_end_too() {
    for fault in [Fault::SamePageToken, Fault::EndlessPages, Fault::EmptyLastPage] {
        let stage = Stage::open_to_all().await;
        stage.sim.faults().inject(Api::MeetingList, fault.clone());
        stage.sim.faults().inject(Api::ParticipantList, fault.clone());
        ask(&stage).await.0.says("Meeting quality for 王芳");
        let journal = stage.sim.journal();
        assert!(journal.count(Api::MeetingList) <= 20, "{fault:?}");
        assert!(journal.count(Api::ParticipantList) <= 200, "{fault:?}");
        stage.end().await;
    }
}
