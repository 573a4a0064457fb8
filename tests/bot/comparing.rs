//! Whose trouble it was: the others are looked at when somebody had bad minutes, within bounds, and
//! never at the price of the answer.

use std::time::Duration;

use quality_bot::settings::Access;
use quality_bot::simulator::data::{FOUR_PEOPLE, LONG, WANG_FANG, ZHANG_SAN};
use quality_bot::simulator::{Api, Endpoint, Fault, Gate, Person, Session, World};

use serde_json::Value;

use crate::support::{Calls, PUBLIC_URL, Reply, Stage};

/// How long an answer waits for others' minutes.
const PATIENCE: Duration = Duration::from_secs(5);

/// 张三 asks about his 150 minutes; some are bad.
async fn ask(stage: &Stage) -> (Reply, Calls) {
    stage.zhang_san().says(&format!("/quality {LONG} me")).await;
    (stage.next_card().await, stage.new_calls())
}

/// A question of a bot that knows nothing yet costs this, without others.
const ALONE: Calls = Calls {
    token: 1,
    bot_info: 1,
    meeting_list: 1,
    participant_list: 1,
    quality: 2,
    reply: 1,
    patch: 0,
    upload: 0,
    ..Calls::NONE
};

/// What anybody costs to be compared with, beside the one list of all.
const EACH: usize = 2;

fn session<'w>(world: &'w mut World, who: &str) -> &'w mut Session {
    let mut sessions = world.meeting_mut(LONG).unwrap().sessions.iter_mut();
    sessions.find(|session| session.person.as_deref() == Some(who)).unwrap()
}

/// So many more people in the meeting, at these addresses, with somebody's minutes.
fn add(world: &mut World, count: usize, like: &str, public_ip: &'static str) {
    let template = session(world, like).clone();
    for _ in 0..count {
        let n = world.people.len();
        let open_id = format!("ou_1{n:031}");
        world.people.push(Person {
            open_id: open_id.clone(),
            union_id: format!("on_{n}"),
            user_id: format!("u{n}"),
            name: format!("Guest {n}"),
            tenant_key: world.tenant_key.clone(),
        });
        let endpoint = Endpoint { public_ip, internal_ip: "10.9.8.7", ..template.endpoint.clone() };
        let person = Some(open_id);
        let session = Session { person, name: format!("Guest {n}"), endpoint, ..template.clone() };
        world.meeting_mut(LONG).unwrap().sessions.push(session);
    }
}

#[tokio::test]
async fn one_persons_trouble_is_told_from_the_others() {
    let stage = Stage::open().await;
    let (card, calls) = ask(&stage).await;
    card.says("one person; the others were fine at the same time (people with data: 2).");
    card.says("只有一个人差");
    card.says("the others were fine at the same time: 0 of 1 others with data were bad");
    assert_eq!(calls, Calls { participant_list: 2, quality: 2 + EACH, ..ALONE });
    stage.end().await;
}

#[tokio::test]
async fn an_offices_trouble_is_told_from_everybodys() {
    for (elsewhere, says, cause) in [
        (
            WANG_FANG,
            "people at one site, together (2 of 4 with data)",
            "internet line of the office",
        ),
        (ZHANG_SAN, "several people at once (4 of 4", "the meeting service"),
    ] {
        let stage = Stage::open().await;
        stage.sim.edit(|world| {
            session(world, WANG_FANG).endpoint.public_ip = "203.0.113.9";
            session(world, WANG_FANG).endpoint.internal_ip = "10.1.1.1";
            let here = session(world, ZHANG_SAN).endpoint.public_ip;
            add(world, 1, ZHANG_SAN, here);
            add(world, 1, elsewhere, "198.51.100.7");
            if elsewhere == ZHANG_SAN {
                session(world, WANG_FANG).minutes = session(world, ZHANG_SAN).minutes.clone();
            }
        });
        let (card, _) = ask(&stage).await;
        card.says(says).says(cause);
        stage.end().await;
    }
}

#[tokio::test]
async fn nobody_is_looked_at_when_nothing_was_bad() {
    let stage = Stage::open().await;
    stage.zhang_san().says(&format!("/quality {FOUR_PEOPLE} me")).await;
    stage.next_card().await.never_says("How far it reached");
    assert_eq!(stage.new_calls(), Calls { quality: 1, ..ALONE });
    stage.end().await;
}

#[tokio::test]
async fn eight_others_are_enough() {
    let stage = Stage::open().await;
    stage.sim.edit(|world| add(world, 20, WANG_FANG, "198.51.100.7"));
    let (card, calls) = ask(&stage).await;
    card.says("people with data: 9");
    assert_eq!(calls, Calls { participant_list: 2, quality: 2 + 8 * EACH, ..ALONE });
    let (again, calls) = ask(&stage).await;
    assert_eq!(again.answer(), card.answer());
    assert_eq!(calls, Calls { reply: 1, ..Calls::NONE }, "all of it is kept");
    stage.end().await;
}

#[tokio::test]
async fn who_was_compared_with_is_known_when_asked_about() {
    let stage = Stage::open_to_all().await;
    ask(&stage).await;
    stage.li_si().says(&format!("/quality {LONG}")).mention(WANG_FANG).await;
    stage.next_card().await.coloured("green").says("Meeting quality for 王芳");
    assert_eq!(stage.new_calls(), Calls { reply: 1, ..Calls::NONE });
    stage.end().await;
}

#[tokio::test]
async fn half_of_the_calls_that_are_left_stay_for_other_questions() {
    let stage = Stage::open().await;
    stage.sim.edit(|world| add(world, 20, WANG_FANG, "198.51.100.7"));
    // Three endless lists of thirty pages.
    let fault = stage.sim.faults().inject(Api::QualityList, Fault::EndlessPages);
    for _ in 0..3 {
        stage.li_si().says(&format!("/quality {FOUR_PEOPLE}")).mention(ZHANG_SAN).await;
        stage.next_card().await;
    }
    fault.clear();
    assert_eq!(stage.new_calls().quality, 90);
    let (card, calls) = ask(&stage).await;
    // 100 − 90 − 2 are free; half of them are two people's.
    assert_eq!(calls.quality, 2 + 2 * EACH);
    card.says("people with data: 3");
    stage.sim.clock().wind(Duration::from_secs(61));
    let (card, calls) = ask(&stage).await;
    assert_eq!(calls.quality, 6 * EACH, "later those who were left out");
    card.says("people with data: 9");
    stage.end().await;
}

#[tokio::test]
async fn what_cannot_be_had_of_others_spoils_no_answer() {
    for api in [Api::ParticipantList, Api::QualityList] {
        let stage = Stage::open().await;
        let spared = if api == Api::ParticipantList { 1 } else { 2 };
        let fault = Fault::Code { status: 400, code: 126_001, msg: "no" };
        let fault = stage.sim.faults().inject(api, fault).after(spared);
        let (card, _) = ask(&stage).await;
        card.coloured("red").says("there is no data of anybody else to compare with");
        fault.clear();
        let (card, calls) = ask(&stage).await;
        card.says("one person; the others were fine at the same time");
        // A list that came is kept.
        let listed = if api == Api::ParticipantList { 1 } else { 0 };
        assert_eq!((calls.participant_list, calls.quality), (listed, EACH), "{api:?}: tried again");
        stage.end().await;
    }
}

#[tokio::test]
async fn nobody_waits_long_for_others() {
    let stage = Stage::open().await;
    let gate = Gate::closed();
    let _held = stage.sim.faults().inject(Api::QualityList, Fault::Held(gate.clone())).after(2);
    stage.zhang_san().says(&format!("/quality {LONG} me")).await;
    stage.ring(PATIENCE).await;
    let card = stage.next_card().await;
    card.coloured("red").says("there is no data of anybody else to compare with");
    gate.open();
    stage.end().await;
}

#[tokio::test]
async fn others_of_whom_nothing_was_measured_are_nobody() {
    let stage = Stage::open().await;
    stage.sim.edit(|world| session(world, WANG_FANG).minutes.clear());
    let (card, calls) = ask(&stage).await;
    card.says("there is no data of anybody else to compare with");
    assert_eq!(calls.quality, 2 + 1);
    assert_eq!(ask(&stage).await.1.quality, 0, "nor will there be");
    stage.end().await;
}

/// 王芳 spoke over a bad line in 张三's bad minutes, and somebody else heard her as badly.
fn she_lost_what_she_sent(world: &mut World) {
    add(world, 1, ZHANG_SAN, "8.8.4.4");
    for minute in &mut session(world, WANG_FANG).minutes[40..=46] {
        let network = minute.sections.get_mut("network").unwrap();
        network.fields.insert("packet_loss_avg_sent".to_owned(), "12.5%".to_owned());
    }
}

/// Who is quoted, and who is not to be named.
const QUOTED: [&str; 2] = ["loss sent of 王芳: 12.5%", "loss sent of another participant: 12.5%"];

/// The looks at 王芳, by whom and how.
fn at_her(stage: &Stage) -> Vec<(String, String)> {
    let looks = stage.looks().into_iter().filter(|look| look["about"] == WANG_FANG);
    let text = |look: &Value, key: &str| look[key].as_str().unwrap().to_owned();
    looks.map(|look| (text(&look, "by"), text(&look, "how"))).collect()
}

#[tokio::test]
async fn who_spoke_is_named_only_to_who_may_see_them_and_that_is_a_look() {
    for (access, quoted) in [(Access::Own, false), (Access::Meeting, true), (Access::Open, true)] {
        let stage = Stage::with_access(access, &[]).await;
        stage.sim.edit(she_lost_what_she_sent);
        let (card, _) = ask(&stage).await;
        let (says, never) = if quoted { (QUOTED[0], QUOTED[1]) } else { (QUOTED[1], QUOTED[0]) };
        card.says(says).never_says(never);
        let link = card.links().into_iter().find_map(|link| link.strip_prefix(PUBLIC_URL)).unwrap();
        let (status, page) = stage.bot().get(link).await;
        assert_eq!((status, page.contains("王芳")), (200, quoted), "{access}");
        stage.zhang_san().presses(&card, "export_csv").await;
        stage.next_card().await;
        let expected = [(ZHANG_SAN, "card"), ("", "page"), (ZHANG_SAN, "file")];
        let expected = expected.map(|(by, how)| (by.to_owned(), how.to_owned()));
        assert_eq!(at_her(&stage), if quoted { &expected[..] } else { &[] }, "{access}");
        stage.end().await;
    }
}

#[tokio::test]
async fn what_is_shared_names_nobody_else() {
    let stage = Stage::open().await;
    stage.sim.edit(she_lost_what_she_sent);
    stage.stranger().says(&format!("/quality {LONG}")).mention(ZHANG_SAN).await;
    let refused = stage.next_card().await;
    stage.stranger().presses(&refused, "ask_to_share").await;
    let request = stage.next_card().await;
    stage.zhang_san().presses(&request, "share").await;
    stage.next_card().await.says("Meeting quality for 张三").says(QUOTED[1]).never_says("王芳");
    assert_eq!(at_her(&stage), []);
    stage.end().await;
}
