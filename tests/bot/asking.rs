//! How a question may be asked.

use quality_bot::simulator::data;

use crate::support::Stage;

#[tokio::test]
async fn a_group_asks_about_somebody() {
    let stage = Stage::open().await;
    let asked = stage.li_si().says("/quality 123456789").mention(data::ZHANG_SAN).await;
    let card = stage.next_card().await;
    card.coloured("green").says("张三 的会议质量").says("Meeting quality for 张三");
    assert_eq!(card.message.parent_id, Some(asked.message_id));
    stage.end().await;
}
