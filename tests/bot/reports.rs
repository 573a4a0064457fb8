//! The report behind a card's link: a page for who holds the link, for as long as it is good.

use std::time::Duration;

use quality_bot::simulator::data::{FOUR_PEOPLE, LONG, WANG_FANG, ZHANG_SAN};

use crate::support::{Calls, PUBLIC_URL, Reply, Stage};

const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// The way to the report, below the bot's address.
fn way(card: &Reply) -> String {
    let links = card.links();
    let link = links.iter().find_map(|link| link.strip_prefix(PUBLIC_URL));
    link.unwrap_or_else(|| panic!("no link to a report on\n{card}")).to_owned()
}

/// A card of the group, and the way to its report.
async fn asked(stage: &Stage, no: &str) -> (Reply, String) {
    stage.li_si().says(&format!("/quality {no}")).mention(ZHANG_SAN).await;
    let card = stage.next_card().await;
    let way = way(&card);
    stage.new_calls();
    (card, way)
}

/// What stands where nothing is.
async fn nothing(stage: &Stage) -> (u16, String) {
    let nothing = stage.bot().get("/r/nothing").await;
    assert_eq!(nothing.0, 404);
    nothing
}

#[tokio::test]
async fn a_link_shows_the_report_and_asks_feishu_nothing() {
    let stage = Stage::open_to_all().await;
    let (_, way) = asked(&stage, LONG).await;
    let (status, page) = stage.bot().get(&way).await;
    assert_eq!(status, 200);
    for expected in ["张三", "450 150 150", "<svg", "minutes.csv", "report.xlsx"] {
        assert!(page.contains(expected), "{expected} is not in the page");
    }
    assert!(!page.contains("<script"));
    let (status, csv) = stage.bot().get(&format!("{way}/minutes.csv")).await;
    assert_eq!((status, csv.lines().count()), (200, 151));
    let (status, _) = stage.bot().get_bytes(&format!("{way}/report.xlsx")).await;
    assert_eq!(status, 200);
    assert_eq!(stage.new_calls(), Calls::NONE);
    stage.end().await;
}

#[tokio::test]
async fn a_page_speaks_the_readers_language() {
    let stage = Stage::open().await;
    let (_, way) = asked(&stage, FOUR_PEOPLE).await;
    let (_, chinese) = stage.bot().get(&format!("{way}?lang=zh_cn")).await;
    let (_, english) = stage.bot().get(&format!("{way}?lang=en_us")).await;
    assert!(chinese.contains("lang=\"zh-CN\""), "{chinese}");
    assert!(english.contains("lang=\"en\""), "{english}");
    stage.end().await;
}

#[tokio::test]
async fn only_who_asks_about_themself_alone_sees_their_devices() {
    let stage = Stage::open_to_all().await;
    stage.zhang_san().tells_the_bot(&format!("/quality {LONG} me")).await;
    let own = way(&stage.next_card().await);
    let (_, public) = asked(&stage, LONG).await;
    let microphone = "Realtek";
    let endpoint = stage.sim.read(|state| {
        let meeting = state.world().meeting(LONG).unwrap();
        meeting.sessions_of(ZHANG_SAN).next().unwrap().endpoint.clone()
    });
    let (_, own) = stage.bot().get(&own).await;
    let (_, public) = stage.bot().get(&public).await;
    assert!(own.contains(microphone));
    assert!(!public.contains(microphone));
    for page in [own, public] {
        assert!(!page.contains(endpoint.public_ip) && !page.contains(endpoint.internal_ip));
    }
    stage.end().await;
}

#[tokio::test]
async fn a_link_ends_after_a_week() {
    let stage = Stage::open().await;
    let (_, way) = asked(&stage, FOUR_PEOPLE).await;
    stage.clock.wind(7 * DAY - Duration::from_secs(60)).await;
    assert_eq!(stage.bot().get(&way).await.0, 200);
    stage.clock.wind(Duration::from_secs(60)).await;
    assert_eq!(stage.bot().get(&way).await, nothing(&stage).await);
    stage.end().await;
}

#[tokio::test]
async fn whoever_asked_or_is_meant_can_withdraw_the_link_and_nobody_else() {
    let stage = Stage::open().await;
    let (card, way) = asked(&stage, FOUR_PEOPLE).await;
    let stranger = stage.actor(WANG_FANG);
    stranger.presses(&card, "withdraw").await.toast("warning", "只有", "Only");
    assert_eq!(stage.bot().get(&way).await.0, 200);
    stage.zhang_san().presses(&card, "withdraw").await.toast("success", "撤回", "withdrawn");
    for behind in ["", "/minutes.csv", "/report.xlsx", "?lang=zh_cn"] {
        let answer = stage.bot().get(&format!("{way}{behind}")).await;
        assert_eq!(answer, nothing(&stage).await, "{behind}");
    }
    // Asking again makes a new link, and does not bring the old one back.
    let (_, again) = asked(&stage, FOUR_PEOPLE).await;
    assert_eq!(stage.bot().get(&again).await.0, 200);
    assert_eq!(stage.bot().get(&way).await.0, 404);
    stage.end().await;
}

#[tokio::test]
async fn whatever_is_not_the_link_itself_shows_nothing() {
    let stage = Stage::open().await;
    let (_, way) = asked(&stage, FOUR_PEOPLE).await;
    let (cut, last) = way.split_at(way.len() - 1);
    let other = if last == "A" { "B" } else { "A" };
    let long = format!("/r/{}", "A".repeat(4_000));
    let doubled = format!("{way}{}", way.trim_start_matches("/r/"));
    for altered in [cut, &format!("{cut}{other}"), &long, &doubled, "/r/%F0%9F%92%A9"] {
        assert_eq!(stage.bot().get(altered).await, nothing(&stage).await, "{altered}");
    }
    stage.end().await;
}

#[tokio::test]
async fn a_link_signed_with_another_secret_shows_nothing() {
    let stage = Stage::open().await;
    let (_, way) = asked(&stage, FOUR_PEOPLE).await;
    stage.end().await;
    let secret = "another secret of at least 32 bytes!";
    let stage = Stage::open_with(|it| it.links.secret = Some(secret.to_owned().into())).await;
    let (_, own) = asked(&stage, FOUR_PEOPLE).await;
    assert_eq!(stage.bot().get(&own).await.0, 200);
    assert_eq!(stage.bot().get(&way).await, nothing(&stage).await);
    stage.end().await;
}

#[tokio::test]
async fn a_secret_that_nobody_gave_is_made_once() {
    let mut stage = Stage::open_with(|settings| settings.links.secret = None).await;
    let (_, way) = asked(&stage, FOUR_PEOPLE).await;
    stage.stop_bot().await;
    stage.start_bot().await;
    assert_eq!(stage.bot().get(&way).await.0, 200);
    stage.end().await;
}

#[tokio::test]
async fn without_an_address_the_card_says_so_and_the_rest_works() {
    let stage = Stage::open_with(|settings| settings.links.public_url = None).await;
    stage.li_si().says(&format!("/quality {FOUR_PEOPLE}")).mention(ZHANG_SAN).await;
    let card = stage.next_card().await;
    assert!(card.links().is_empty(), "{card}");
    assert!(card.content.to_string().contains("\"disabled\":true"), "{card}");
    stage.li_si().presses(&card, "right").await.toast("success", "谢谢", "Thank");
    stage.end().await;
}
