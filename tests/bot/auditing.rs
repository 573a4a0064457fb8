//! Every look at somebody else is on record, and what is kept of anybody has an end.

use std::process::Command;
use std::time::Duration;

use quality_bot::app::asked::About;
use quality_bot::app::ports::{Calendar, History, Results};
use quality_bot::quality::ids::OpenId;
use quality_bot::settings::Access;
use quality_bot::simulator::Api;
use quality_bot::simulator::data::{
    FOUR_PEOPLE, GROUP, JUST_ENDED, KEHAN, LI_SI, LONG, ONE_OFFICE, PARTNER, RUNNING, STRANGER,
    SUPPORT, TENANT, WANG_FANG, WEEKLY, ZHANG_SAN,
};
use quality_bot::store::sled::SledStore;
use serde_json::{Value, json};

use crate::support::happening::MINUTE;
use crate::support::{PUBLIC_URL, Stage};

const HOUR: Duration = Duration::from_secs(60 * 60);
const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// What `quality-bot audit` prints of the store of a running bot.
fn audit(stage: &Stage, filters: &[&str]) -> Vec<Value> {
    let store = format!("sled:{}", stage.settings().store.path.display());
    let mut command = Command::new(env!("CARGO_BIN_EXE_quality-bot"));
    command.args(["audit", "--store", &store]).args(filters).env_clear();
    let shown =
        command.current_dir(stage.settings().store.path.parent().unwrap()).output().unwrap();
    assert!(shown.status.success(), "{shown:?}");
    assert!(shown.stderr.is_empty(), "{shown:?}");
    let lines = String::from_utf8(shown.stdout).unwrap();
    lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// Who, whom, how, and why not.
fn in_short(looks: &[Value]) -> Vec<Value> {
    looks.iter().map(|it| json!([it["by"], it["about"], it["how"], it["refused"]])).collect()
}

/// All that is on record: `None` when nothing is.
async fn on_record(stage: &Stage) -> Vec<Value> {
    stage.settle().await;
    in_short(&audit(stage, &[]))
}

#[tokio::test]
async fn a_look_says_who_at_whom_in_which_meeting_where_how_and_when() {
    let stage = Stage::open().await;
    stage.li_si().says(&format!("/quality {FOUR_PEOPLE}")).mention(ZHANG_SAN).await;
    stage.next_card().await;
    let instance =
        stage.sim.read(|state| state.world().meeting(FOUR_PEOPLE).unwrap().instance_id.clone());
    let looks = audit(&stage, &[]);
    assert_eq!(looks.len(), 1, "{looks:?}");
    assert_eq!(
        looks[0],
        json!({
            "at": "2026-11-20T12:00:01Z",
            "tenant": TENANT,
            "by": LI_SI,
            "about": ZHANG_SAN,
            "meeting": FOUR_PEOPLE,
            "instance": instance,
            "chat": GROUP,
            "how": "card",
            "refused": null,
        })
    );
    stage.end().await;
}

#[tokio::test]
async fn every_way_of_looking_is_on_record_and_looking_at_oneself_is_not() {
    let stage = Stage::with_access(Access::Open, &[SUPPORT]).await;
    let own = format!("/quality {FOUR_PEOPLE} me");
    for text in [&own, "/quality trend", "/quality last", "/quality recent"] {
        stage.zhang_san().says(text).await;
        stage.next_card().await;
    }
    stage.zhang_san().says(&own).await;
    let card = stage.next_card().await;
    for op in ["export_csv", "details"] {
        stage.zhang_san().presses(&card, op).await;
        stage.next_card().await;
    }
    assert_eq!(on_record(&stage).await, Vec::<Value>::new());

    stage.li_si().says(&format!("/quality {FOUR_PEOPLE}")).await;
    let whole = stage.next_card().await;
    stage.li_si().says(&format!("/quality {FOUR_PEOPLE} me")).mention(ZHANG_SAN).await;
    stage.next_card().await;
    stage.li_si().says(&format!("/quality export {FOUR_PEOPLE}")).mention(ZHANG_SAN).await;
    stage.next_card().await;
    stage.li_si().presses(&card, "export_csv").await;
    stage.next_card().await;
    stage.li_si().presses(&whole, "export_xlsx").await;
    stage.next_card().await;
    stage.support().presses(&card, "details").await;
    stage.next_card().await;
    stage.li_si().says("/quality trend").mention(ZHANG_SAN).await;
    stage.next_card().await;
    let link = card.links().into_iter().find_map(|link| link.strip_prefix(PUBLIC_URL)).unwrap();
    assert_eq!(stage.bot().get(link).await.0, 200);
    assert_eq!(
        on_record(&stage).await,
        [
            json!([LI_SI, null, "whole", null]),
            json!([LI_SI, ZHANG_SAN, "pair", null]),
            json!([LI_SI, ZHANG_SAN, "file", null]),
            json!([LI_SI, ZHANG_SAN, "file", null]),
            json!([LI_SI, null, "file", null]),
            json!([SUPPORT, ZHANG_SAN, "details", null]),
            json!([LI_SI, ZHANG_SAN, "trend", null]),
            json!(["", ZHANG_SAN, "page", null]),
        ]
    );
    stage.end().await;
}

/// What came onto the record since so many lines.
async fn since(stage: &Stage, lines: &mut usize) -> Vec<Value> {
    let all = on_record(stage).await;
    let new = all[*lines..].to_vec();
    *lines = all.len();
    new
}

#[tokio::test]
async fn what_follows_from_an_answer_or_comes_by_itself_is_on_record_too() {
    let stage = Stage::open_to_all().await;
    let lines = &mut 0;
    stage.li_si().says(&format!("/quality export {FOUR_PEOPLE} csv")).await;
    stage.next_card().await;
    assert_eq!(since(&stage, lines).await, [json!([LI_SI, null, "file", null])]);

    stage.li_si().says(&format!("/quality {FOUR_PEOPLE}")).mention(ZHANG_SAN).await;
    stage.next_card().await;
    stage.li_si().says(&format!("/quality {FOUR_PEOPLE} me")).await;
    stage.next_card().await;
    since(&stage, lines).await;
    stage.li_si().says("/quality recent").await;
    stage.next_card().await.says("Asked in this chat lately");
    let rows = [ZHANG_SAN.into(), Value::Null].map(|whom| json!([LI_SI, whom, "recent", null]));
    assert_eq!(since(&stage, lines).await, rows, "and nothing of the own row");

    stage.li_si().says(&format!("/quality {ONE_OFFICE}")).await;
    let whole = stage.next_card().await;
    since(&stage, lines).await;
    let seen = stage.stranger().presses_for(&whole, "person", 0).await;
    seen.toast("info", "正在查询", "Looking it up");
    stage.next_card().await.says("Meeting quality for 张三");
    let drilled = since(&stage, lines).await;
    assert!(!drilled.is_empty());
    assert!(drilled.iter().all(|look| *look == json!([STRANGER, ZHANG_SAN, "card", null])));

    stage.li_si().says(&format!("/quality {WEEKLY}")).mention(WANG_FANG).then(" yesterday").await;
    stage.next_card().await.says("Which one do you mean?");
    let one = json!([LI_SI, WANG_FANG, "card", null]);
    assert_eq!(since(&stage, lines).await, [one.clone(), one], "she was in both");

    stage.li_si().says(&format!("/quality {JUST_ENDED}")).mention(ZHANG_SAN).await;
    let early = stage.next_card().await;
    since(&stage, lines).await;
    stage.clock.wind(HOUR).await;
    stage.li_si().presses(&early, "refresh").await;
    stage.settle().await;
    stage.card_now(&early).await.says("Meeting quality for 张三");
    let refreshed = since(&stage, lines).await;
    assert!(!refreshed.is_empty());
    assert!(refreshed.iter().all(|look| *look == json!([LI_SI, ZHANG_SAN, "card", null])));

    stage.li_si().says(&format!("/quality watch {RUNNING}")).await;
    stage.next_card().await;
    stage.ends(RUNNING).await;
    stage.clock.wind(2 * MINUTE).await;
    stage.comes_by_itself().await.says("Meeting quality for everybody");
    assert_eq!(since(&stage, lines).await, [json!([LI_SI, null, "watch", null])]);
    stage.end().await;
}

#[tokio::test]
async fn who_presses_looks_and_not_who_asked() {
    let stage = Stage::open_to_all().await;
    let lines = &mut 0;
    stage.li_si().says(&format!("/quality {JUST_ENDED}")).mention(ZHANG_SAN).await;
    let early = stage.next_card().await;
    assert_eq!(since(&stage, lines).await, [json!([LI_SI, ZHANG_SAN, "card", null])]);
    stage.clock.wind(HOUR).await;
    stage.stranger().presses(&early, "refresh").await.toast("info", "正在", "again");
    stage.card_now(&early).await.says("Meeting quality for 张三");
    assert_eq!(since(&stage, lines).await, [json!([STRANGER, ZHANG_SAN, "card", null])]);
    stage.stranger().presses(&early, "refresh").await.toast("success", "最新", "latest");
    assert_eq!(since(&stage, lines).await, Vec::<Value>::new(), "nothing new is shown");

    stage.li_si().says(&format!("/quality {WEEKLY}")).mention(WANG_FANG).then(" yesterday").await;
    let picker = stage.next_card().await;
    since(&stage, lines).await;
    stage.zhang_san().picks_row(&picker, 0).await.toast("info", "正在查询", "Looking it up");
    stage.card_now(&picker).await.says("Meeting quality for 王芳");
    assert_eq!(since(&stage, lines).await, [json!([ZHANG_SAN, WANG_FANG, "card", null])]);

    // Somebody's own is no look at anybody, whoever asked.
    stage.li_si().says(&format!("/quality {WEEKLY} yesterday")).mention(WANG_FANG).await;
    let picker = stage.next_card().await;
    since(&stage, lines).await;
    stage.actor(WANG_FANG).picks_row(&picker, 1).await.toast("info", "正在查询", "Looking it up");
    stage.card_now(&picker).await.says("Meeting quality for 王芳");
    assert_eq!(since(&stage, lines).await, Vec::<Value>::new());

    stage.li_si().says(&format!("/quality {ONE_OFFICE}")).await;
    let whole = stage.next_card().await;
    since(&stage, lines).await;
    stage.stranger().presses_for(&whole, "person", 0).await;
    let alone = stage.next_card().await;
    let drilled = since(&stage, lines).await;
    assert_eq!(drilled.len(), 1, "one look: {drilled:?}");
    stage.zhang_san().presses(&alone, "whole").await.toast("info", "正在查询", "Looking it up");
    stage.next_card().await.says("Meeting quality for everybody");
    assert_eq!(since(&stage, lines).await, [json!([ZHANG_SAN, null, "whole", null])]);
    stage.end().await;
}

#[tokio::test]
async fn what_somebody_shares_is_on_record() {
    let stage = Stage::with_access(Access::Own, &[]).await;
    stage.li_si().says(&format!("/quality {FOUR_PEOPLE}")).mention(ZHANG_SAN).await;
    let refused = stage.next_card().await;
    stage.li_si().presses(&refused, "ask_to_share").await;
    let request = stage.next_card().await;
    stage.zhang_san().presses(&request, "share").await;
    stage.next_card().await.says("Meeting quality for 张三");
    assert_eq!(
        on_record(&stage).await,
        [
            json!([LI_SI, ZHANG_SAN, "card", "only_oneself"]),
            json!([LI_SI, ZHANG_SAN, "card", null]),
        ]
    );
    stage.end().await;
}

#[tokio::test]
async fn every_refusal_is_on_record() {
    let stage = Stage::open().await;
    let lines = &mut 0;
    stage.li_si().says(&format!("/quality {FOUR_PEOPLE}")).mention(ZHANG_SAN).await;
    let card = stage.next_card().await;
    since(&stage, lines).await;
    stage.stranger().says(&format!("/quality {FOUR_PEOPLE}")).mention(ZHANG_SAN).await;
    stage.next_card().await;
    stage.stranger().says(&format!("/quality {FOUR_PEOPLE}")).await;
    stage.next_card().await;
    stage.stranger().says(&format!("/quality export {FOUR_PEOPLE}")).await;
    stage.next_card().await;
    stage
        .stranger()
        .says(&format!("/quality {FOUR_PEOPLE}"))
        .mention(ZHANG_SAN)
        .mention(LI_SI)
        .await;
    stage.next_card().await;
    stage.stranger().says("/quality trend").mention(KEHAN).await;
    stage.next_card().await.says("Only the support team");
    stage.stranger().presses(&card, "export_csv").await;
    stage.stranger().presses(&card, "whole").await;
    stage.stranger().presses(&card, "details").await;
    assert_eq!(
        since(&stage, lines).await,
        [
            json!([STRANGER, ZHANG_SAN, "card", "not_there"]),
            json!([STRANGER, null, "whole", "not_there"]),
            json!([STRANGER, null, "file", "not_there"]),
            json!([STRANGER, ZHANG_SAN, "pair", "not_there"]),
            json!([STRANGER, LI_SI, "pair", "not_there"]),
            json!([STRANGER, KEHAN, "trend", "only_support"]),
            json!([STRANGER, ZHANG_SAN, "file", "not_there"]),
            json!([STRANGER, null, "whole", "not_there"]),
            json!([STRANGER, ZHANG_SAN, "details", "only_support"]),
        ]
    );

    // What people of other companies want is refused before a meeting is looked for.
    for text in ["", "export ", "watch "] {
        stage.partner().says(&format!("/quality {text}{FOUR_PEOPLE}")).await;
        stage.next_card().await.says("I only answer people of the organisation");
    }
    for text in [&format!("/quality {FOUR_PEOPLE}"), "/quality trend"] {
        stage.partner().says(text).mention(ZHANG_SAN).await;
        stage.next_card().await.says("I only answer people of the organisation");
    }
    stage.partner().says("/quality recent").await;
    stage.next_card().await.says("I only answer people of the organisation");
    for op in ["export_csv", "whole", "instances", "details"] {
        stage.partner().presses(&card, op).await.toast("warning", "企业", "organisation");
    }
    assert_eq!(
        since(&stage, lines).await,
        [
            json!([PARTNER, null, "whole", "outsider"]),
            json!([PARTNER, null, "file", "outsider"]),
            json!([PARTNER, null, "watch", "outsider"]),
            json!([PARTNER, ZHANG_SAN, "card", "outsider"]),
            json!([PARTNER, ZHANG_SAN, "trend", "outsider"]),
            json!([PARTNER, null, "recent", "outsider"]),
            json!([PARTNER, ZHANG_SAN, "file", "outsider"]),
            json!([PARTNER, null, "whole", "outsider"]),
            json!([PARTNER, ZHANG_SAN, "card", "outsider"]),
            json!([PARTNER, ZHANG_SAN, "details", "outsider"]),
        ]
    );
    let numbers: Vec<Value> = audit(&stage, &["--by", PARTNER])
        .iter()
        .map(|look| json!([look["meeting"], look["instance"].is_string()]))
        .collect();
    let (number, pressed) = (json!([FOUR_PEOPLE, false]), json!([FOUR_PEOPLE, true]));
    let none = json!([null, false]);
    let typed = [&number, &number, &number, &number, &none, &none];
    assert_eq!(numbers.iter().collect::<Vec<_>>(), [&typed[..], &[&pressed; 4]].concat());
    stage.end().await;
}

#[tokio::test]
async fn a_watch_that_is_refused_is_on_record() {
    let stage = Stage::with_access(Access::Own, &[]).await;
    stage.li_si().says(&format!("/quality watch {FOUR_PEOPLE}")).await;
    stage.next_card().await.says("ask about themselves");
    let refused = json!([LI_SI, null, "watch", "only_oneself"]);
    assert_eq!(on_record(&stage).await, [refused]);
    stage.end().await;
}

#[tokio::test]
async fn the_record_can_be_searched_while_the_bot_runs() {
    let stage = Stage::open().await;
    for (who, no, about) in [
        (LI_SI, FOUR_PEOPLE, ZHANG_SAN),
        (WANG_FANG, LONG, ZHANG_SAN),
        (STRANGER, FOUR_PEOPLE, LI_SI),
    ] {
        stage.actor(who).says(&format!("/quality {no}")).mention(about).await;
        stage.next_card().await;
        stage.clock.wind(DAY).await;
    }
    let [a, b, c] = [0, 1, 2].map(|place| audit(&stage, &[])[place].clone());
    let table: [(&[&str], Vec<&Value>); 9] = [
        (&["--by", LI_SI], vec![&a]),
        (&["--about", ZHANG_SAN], vec![&a, &b]),
        (&["--meeting", FOUR_PEOPLE], vec![&a, &c]),
        (&["--meeting", "450 150 150"], vec![&b]),
        (&["--refused"], vec![&c]),
        (&["--since", "2026-11-21"], vec![&b, &c]),
        (&["--until", "2026-11-21"], vec![&a, &b]),
        (&["--about", ZHANG_SAN, "--since", "2026-11-21", "--by", WANG_FANG], vec![&b]),
        (&["--by", ZHANG_SAN], vec![]),
    ];
    for (filters, expected) in table {
        assert_eq!(audit(&stage, filters).iter().collect::<Vec<_>>(), expected, "{filters:?}");
    }
    stage.end().await;
}

/// What is kept of 张三 in the long meeting by a bot that was stopped: his minutes, and the judgement.
async fn kept(stage: &Stage) -> (bool, bool) {
    let instance = stage.sim.read(|state| state.world().meeting(LONG).unwrap().instance_id.clone());
    let person = OpenId(ZHANG_SAN.to_owned());
    let store = SledStore::open(&stage.settings().store.path).unwrap();
    let result = store.find(TENANT, &instance, &person.clone().into()).await.unwrap();
    let roster = store.roster(TENANT, &instance).await.unwrap();
    assert_eq!(roster.is_some(), result.is_some(), "minutes and lists go together");
    let about = About { instance, person: person.into() };
    let judged = store.remembered(TENANT, &about).await.unwrap();
    (result.is_some(), judged.is_some())
}

/// So long passes, and the hourly sweep has been.
async fn pass(stage: &Stage, time: Duration) {
    stage.settle().await;
    stage.clock.wind_past(HOUR, time).await;
}

#[tokio::test]
async fn minutes_are_gone_after_thirty_days_and_judgements_after_a_year() {
    let mut stage = Stage::open_to_all().await;
    stage.li_si().says(&format!("/quality {LONG}")).mention(ZHANG_SAN).await;
    stage.next_card().await;
    assert_eq!(audit(&stage, &[]).len(), 1);
    for (days, expected) in
        [(29, (true, true)), (2, (false, true)), (330, (false, true)), (5, (false, false))]
    {
        pass(&stage, days * DAY).await;
        stage.stop_bot().await;
        assert_eq!(kept(&stage).await, expected, "{days} days later");
        stage.start_bot().await;
    }
    // The record goes by whole months.
    assert_eq!(audit(&stage, &[]).len(), 1);
    pass(&stage, 12 * DAY).await;
    assert_eq!(audit(&stage, &[]), Vec::<Value>::new());
    stage.end().await;
}

#[tokio::test]
async fn what_is_gone_is_fetched_anew_when_somebody_asks() {
    let stage = Stage::open_with(|settings| settings.answer.lookback_days = 60).await;
    let question = format!("/quality {LONG} me");
    let mut fetched = Vec::new();
    for days in [0, 29, 2] {
        pass(&stage, HOUR + days * DAY).await;
        let before = stage.sim.journal().count(Api::QualityList);
        stage.zhang_san().says(&question).await;
        stage.next_card().await.says("Meeting quality for 张三");
        fetched.push(stage.sim.journal().count(Api::QualityList) > before);
    }
    assert_eq!(fetched, [true, false, true]);
    stage.end().await;
}
