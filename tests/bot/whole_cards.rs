//! Two cards in full, as they go over the wire.

use quality_bot::simulator::data::FOUR_PEOPLE;

use crate::support::Stage;

#[tokio::test]
async fn a_result() {
    let stage = Stage::open().await;
    stage.zhang_san().says(&format!("/quality {FOUR_PEOPLE} me")).await;
    insta::assert_json_snapshot!(stage.next_card().await.answer());
    stage.end().await;
}

#[tokio::test]
async fn a_sentence_with_the_next_step() {
    let stage = Stage::open().await;
    stage.sim.set_admin_role(false);
    stage.zhang_san().says(&format!("/quality {FOUR_PEOPLE} me")).await;
    insta::assert_json_snapshot!(stage.next_card().await.answer());
    stage.end().await;
}
