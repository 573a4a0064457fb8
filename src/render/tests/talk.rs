//! Forms, pickers, lists and notices: what stands in them, what their buttons carry, and that nobody
//! can put anything into them.

use std::collections::BTreeSet;
use std::path::Path;

use jiff::Timestamp;
use proptest::prelude::*;

use super::injection::{answer, assert_nothing_injected, outside, time};
use super::shape::assert_feishu_takes;
use super::*;
use crate::app::answer::Meeting;
use crate::app::asked::{Judged, JudgedWhole, Watch, WatchKind};
use crate::app::error::Who;
use crate::app::told::{
    Among, Candidate, Examined, Finding, Form, Given, Health, Picker, Refused, Remembered,
    ShareAsked, Whisper, WhyRefused,
};
use crate::command::Topic;
use crate::quality::ids::{MeetingNo, OpenId};
use crate::quality::judgement::Grade;
use crate::quality::thresholds::Scale;
use crate::quality::verdict::ScopeVerdict;
use crate::render::sample::Samples;

fn no() -> MeetingNo {
    MeetingNo::parse("123456789").unwrap()
}

fn told(told: &Told<'_>) -> Json {
    card(&renderer().tell(told))
}

fn sample(name: &str, template: &str) -> Json {
    let samples = Samples::new();
    let subjects = samples.subjects();
    let mut subjects = subjects.iter();
    let (_, subject) = subjects
        .find(|(known, subject)| {
            known == name && subject.template() == format!("{template}.json.j2")
        })
        .unwrap();
    card(&renderer().say(subject))
}

fn of_tag<'a>(card: &'a Json, tag: &str) -> Vec<&'a Json> {
    let mut found = Vec::new();
    tagged(card, &mut found);
    found.retain(|object| object["tag"] == tag);
    found
}

/// What everything that can be pressed or chosen carries, in the order it stands.
fn carried(card: &Json) -> Vec<&Json> {
    let mut found = Vec::new();
    tagged(card, &mut found);
    let behaviors = found.iter().filter_map(|object| object.get("behaviors"));
    let behaviors = behaviors.filter_map(Json::as_array).flatten();
    behaviors.filter_map(|behavior| behavior.get("value")).collect()
}

fn english(card: &Json) -> String {
    let mut found = Vec::new();
    tagged(card, &mut found);
    found.into_iter().filter_map(|object| said_in(object, "en_us")).collect::<Vec<_>>().join("\n")
}

#[test]
fn a_button_carries_what_it_does_its_question_and_a_place_and_nothing_else() {
    let known = ["v", "op", "asked", "pick"];
    let mut ops = BTreeSet::new();
    for (name, subject) in Samples::new().subjects() {
        for value in carried(&card(&renderer().say(&subject))) {
            let fields = value.as_object().unwrap();
            assert!(fields.keys().all(|key| known.contains(&key.as_str())), "{name}: {value}");
            assert_eq!(value["v"], 1, "{name}");
            assert!(AskedId::parse(value["asked"].as_str().unwrap()).is_some(), "{name}");
            assert!(fields.get("pick").is_none_or(Json::is_u64), "{name}: {value}");
            ops.insert(value["op"].as_str().unwrap().to_owned());
        }
    }
    for op in [
        "ask_to_share",
        "decline",
        "details",
        "instance",
        "instances",
        "person",
        "refresh",
        "share",
        "submit",
        "unwatch",
        "when_it_ends",
        "whole",
    ] {
        assert!(ops.contains(op), "no button for {op}");
    }
}

#[test]
fn what_can_be_chosen_is_short_and_distinct() {
    for (name, subject) in Samples::new().subjects() {
        let card = card(&renderer().say(&subject));
        for select in of_tag(&card, "select_static") {
            let options = select["options"].as_array().unwrap();
            // A whole meeting lists who has no button of their own.
            let first: usize = options[0]["value"].as_str().unwrap().parse().unwrap();
            for (place, option) in options.iter().enumerate() {
                assert_eq!(option["value"], (first + place).to_string(), "{name}");
                for language in ["zh_cn", "en_us"] {
                    let said = said_in(&option["text"], language).unwrap();
                    assert!((1..=100).contains(&said.chars().count()), "{name}: {said}");
                }
            }
        }
    }
}

#[test]
fn the_form_asks_for_a_meeting_a_person_and_a_day_and_is_sent_with_one_button() {
    for (name, selects) in [("form", 1), ("form without meetings", 0)] {
        let card = sample(name, "form");
        let elements = card["body"]["elements"].as_array().unwrap();
        let form = elements.iter().find(|element| element["tag"] == "form").unwrap();
        for (tag, field, count) in [
            ("select_static", "meeting", selects),
            ("input", "number", 1),
            ("select_person", "person", 1),
            ("date_picker", "date", 1),
            ("button", "submit", 1),
        ] {
            let found = of_tag(form, tag);
            assert_eq!(found.len(), count, "{name}: {tag}");
            assert!(found.iter().all(|one| one["name"] == field), "{name}: {tag}");
        }
        assert_eq!(of_tag(form, "button")[0]["form_action_type"], "submit");
        assert_eq!(carried(form)[0]["op"], "submit");
    }
}

#[test]
fn a_meeting_in_the_form_has_its_date_topic_and_number() {
    let card = sample("form", "form");
    let options = &of_tag(&card, "select_static")[0]["options"];
    assert_eq!(
        options[0]["text"]["content"],
        "2022-12-23 11:16–11:58 · 周会 / Weekly · 123 456 789"
    );
    assert_eq!(options[1]["text"]["content"], "2022-12-16 11:16–11:58 · 123 456 790");
}

#[test]
fn a_few_are_picked_by_buttons_and_many_in_a_select() {
    for (name, op, buttons, options) in [
        ("picker", "instance", 6, 0),
        ("many meetings", "instance", 0, 7),
        ("most meetings", "instance", 0, 50),
        ("people", "person", 3, 0),
        ("many people", "person", 0, 7),
    ] {
        let card = sample(name, "picker");
        let picks: Vec<_> = of_tag(&card, "button").into_iter().map(|it| carried(it)[0]).collect();
        let places: Vec<_> = picks.iter().map(|value| value["pick"].as_u64().unwrap()).collect();
        assert_eq!(places, (0..buttons).collect::<Vec<u64>>(), "{name}");
        let select = of_tag(&card, "select_static");
        let found: usize =
            select.iter().map(|select| select["options"].as_array().unwrap().len()).sum();
        assert_eq!(found, options, "{name}");
        for value in carried(&card) {
            assert_eq!(value["op"], op, "{name}");
        }
    }
    assert!(english(&sample("picker", "picker")).contains("Not listed: 2 more."));
    assert!(english(&sample("most meetings", "picker")).contains("Not listed: 17 more."));
}

#[test]
fn two_people_of_one_name_are_told_apart_by_when_they_joined() {
    let said = english(&sample("people", "picker"));
    let rows: Vec<&str> = said.lines().filter(|line| line.starts_with("**张三**")).collect();
    assert_eq!(rows.len(), 2);
    assert_ne!(rows[0], rows[1]);
}

#[test]
fn a_watch_ends_with_its_own_button_or_is_listed_with_its_number() {
    let card = sample("watches many", "watches");
    let picks: Vec<_> =
        carried(&card).into_iter().map(|value| value["pick"].as_u64().unwrap()).collect();
    assert_eq!(picks, (0..20).collect::<Vec<u64>>());
    let said = english(&card);
    for number in ["123 456 789", "123 456 808", "123 456 809", "123 456 988"] {
        assert!(said.contains(number), "{number}");
    }
}

#[test]
fn a_bound_that_is_explained_is_the_one_that_is_configured() {
    let said = english(&told(&Told::Explained(Some(Topic::Delay))));
    assert!(said.contains("fair ≥ 200 ms · poor ≥ 400 ms · severe ≥ 800 ms"), "{said}");
    assert!(said.contains("SkyWay&#58; 400 and 800"), "{said}");

    let mut options = options();
    options.rules.thresholds.network_delay = Scale::low(150.0, 300.0, None);
    let own = Renderer::load(None, options).unwrap();
    let said = english(&card(&own.tell(&Told::Explained(Some(Topic::Delay)))));
    assert!(said.contains("fair ≥ 150 ms · poor ≥ 300 ms<br>"), "{said}");
    assert!(said.contains("Set by your organisation"), "{said}");
}

#[test]
fn what_an_operator_has_to_do_comes_first() {
    let said = english(&sample("doctor", "doctor"));
    let place = |text: &str| said.find(text).unwrap();
    assert!(said.contains("5 things need to be done."));
    assert!(place("Reading meeting data") < place("**Store**"));
    assert!(place("**Store**") < place("App credentials"));
    assert!(said.contains("QUALITY&#95;BOT&#95;PUBLIC&#95;URL"), "the setting's name is quoted");
}

#[test]
fn whoever_asks_is_mentioned_and_nothing_else_is() {
    let asked = |by: &str| {
        let meeting = Samples::new().answers[0].1.meeting.clone();
        let asked = ShareAsked { asked: offer().asked, by: OpenId(by.to_owned()), meeting };
        english(&told(&Told::ShareAsked(&asked)))
    };
    assert!(asked("ou_7d8a_6E").contains("**<at id=ou_7d8a_6E></at>** would like"));
    for other in ["", "ou_", "all", "ou_1'", "ou_1></at><at id=all", "on_1", "ou_质"] {
        let said = asked(other);
        assert!(!said.contains("<at") && said.contains("**A colleague** would like"), "{said}");
    }
}

#[test]
fn only_the_private_card_shows_addresses_and_the_names_of_devices() {
    let said = english(&sample("private", "private"));
    for shown in ["203.0.113.7", "10.1.2.x", "张三的耳机", "上海 Shanghai", "wifi", "7.30.1"]
    {
        assert!(said.contains(shown), "{shown}: {said}");
    }
}

#[test]
fn stays_that_do_not_fit_are_counted() {
    let said = english(&sample("twelve stays", "private"));
    assert!(said.contains("Stays that are not listed: 1."), "{said}");
    let said = english(&sample("hostile stays", "private"));
    assert!(said.contains("Stays that are not listed: 34."), "{said}");
}

#[test]
fn a_meeting_that_runs_offers_to_tell_when_it_has_ended() {
    let asked = offer().asked;
    let ops = |error: &UserError, again| {
        let card = card(&renderer().user_error(error, again));
        carried(&card)
            .into_iter()
            .map(|value| value["op"].as_str().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    let runs = UserError::StillRunning { no: no() };
    let nothing: Vec<String> = Vec::new();
    assert_eq!(ops(&runs, Some(&asked)), ["when_it_ends", "refresh"]);
    assert_eq!(ops(&runs, None), nothing);
    assert_eq!(ops(&UserError::NothingRecent, Some(&asked)), ["refresh"]);
}

#[test]
fn a_result_leads_to_everybody_to_other_times_and_to_the_details_in_two_rows() {
    let samples = Samples::new();
    let card = card(&renderer().answer(&samples.answers[0].1, &offer()));
    let elements = card["body"]["elements"].as_array().unwrap();
    let rows: Vec<Vec<&str>> = elements
        .iter()
        .filter(|element| element["tag"] == "column_set")
        .map(|row| carried(row).into_iter().map(|value| value["op"].as_str().unwrap()).collect())
        .filter(|ops: &Vec<_>| !ops.is_empty())
        .collect();
    assert_eq!(
        rows,
        [
            vec!["export_xlsx", "export_csv", "refresh"],
            vec!["whole", "instances", "details", "right", "wrong"],
        ]
    );
}

#[test]
fn printed_data_makes_the_same_card_again() {
    let preview = Preview::load(None, options()).unwrap();
    for template in [
        "form",
        "picker",
        "recent",
        "watching",
        "watches",
        "explained",
        "forgotten",
        "doctor",
        "refused",
        "share_asked",
        "private",
        "to_you_alone",
        "file_sent",
    ] {
        let data = preview.data(template).unwrap().to_string();
        let again = preview.of_data(template, Path::new("data.json"), &data).unwrap();
        assert_eq!(again, preview.of_sample(template).unwrap(), "{template}");
    }
}

fn meeting() -> impl Strategy<Value = Meeting> {
    (outside(), time(), time(), any::<Option<u32>>()).prop_map(|(topic, start, end, people)| {
        Meeting { instance: String::new(), no: no(), topic, start, end, owner: None, people }
    })
}

fn candidate() -> impl Strategy<Value = Candidate> {
    (outside(), time()).prop_map(|(name, join)| Candidate {
        id: "ou_1".to_owned().into(),
        name,
        join,
    })
}

fn remembered() -> impl Strategy<Value = Remembered> {
    let grades = vec![Grade::Good, Grade::Fair, Grade::Poor, Grade::Unrated];
    (meeting(), outside(), prop::sample::select(grades), any::<[u32; 2]>()).prop_map(
        |(meeting, name, grade, [bad_minutes, rated_minutes])| Remembered {
            meeting,
            person: "ou_1".to_owned().into(),
            name,
            judged: Judged { grade, bad_minutes, causes: Vec::new() },
            rated_minutes,
            by_cause: std::collections::BTreeMap::new(),
            network_type: None,
            app_version: None,
        },
    )
}

fn assert_harmless(told: &Told<'_>) {
    let card = self::told(told);
    assert_feishu_takes(&card);
    assert_nothing_injected(&card);
}

fn in_text(told: Told<'_>) -> String {
    text(&renderer().say_in_text(&Subject::Told(told))).to_owned()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn any_meetings_can_be_chosen_from(
        meetings in prop::collection::vec(meeting(), 0..70),
        more in any::<u16>(),
    ) {
        let asked = &offer().asked;
        let form = Form { asked, meetings: &meetings };
        assert_harmless(&Told::Form(&form));
        let among = Among::Meetings(&meetings);
        let picker = Picker { asked, no: no(), among, more: more.into() };
        assert_harmless(&Told::Picker(&picker));
    }

    #[test]
    fn any_people_can_be_chosen_from(people in prop::collection::vec(candidate(), 0..70)) {
        let among = Among::People(&people);
        let picker = Picker { asked: &offer().asked, no: no(), among, more: 0 };
        assert_harmless(&Told::Picker(&picker));
        let none = Picker { among: Among::People(&[]), ..picker };
        prop_assert_eq!(in_text(Told::Picker(&picker)), in_text(Told::Picker(&none)));
    }

    #[test]
    fn whatever_was_judged_can_be_listed(recent in prop::collection::vec(remembered(), 0..30)) {
        let one = |it: &Remembered| Given::One(it.clone());
        let two = |it: &[Remembered]| Given::Two(Box::new([it[0].clone(), it[1].clone()]));
        let judged = JudgedWhole { people: 3, bad: 2, scope: ScopeVerdict::Site };
        let all = |it: &Remembered| Given::Everybody(it.meeting.clone(), Some(judged));
        let given: Vec<Given> = recent.iter().map(one).collect();
        assert_harmless(&Told::Recent(&given));
        let given: Vec<Given> = recent.windows(2).map(two).chain(recent.iter().map(all)).collect();
        assert_harmless(&Told::Recent(&given));
    }

    #[test]
    fn any_stays_fit_and_are_harmless(answer in answer()) {
        assert_harmless(&Told::Details(&answer));
    }

    #[test]
    fn whoever_is_refused_or_asks_is_harmless(
        name in prop::option::of(outside()),
        by in outside(),
        meeting in meeting(),
        detail in outside(),
    ) {
        for why in [WhyRefused::OnlyOneself, WhyRefused::Declined, WhyRefused::NotThere] {
            let refused = Refused { why, name: name.clone(), ask: Some(offer().asked) };
            assert_harmless(&Told::Refused(&refused));
            let unnamed = Refused { name: None, ..refused.clone() };
            prop_assert_eq!(in_text(Told::Refused(&refused)), in_text(Told::Refused(&unnamed)));
        }
        for by in [by.clone(), format!("ou_{by}")] {
            let share = ShareAsked { asked: offer().asked, by: OpenId(by), meeting: meeting.clone() };
            assert_harmless(&Told::ShareAsked(&share));
        }
        let findings = [
            Finding { what: Examined::Store, health: Health::Missing(detail.clone()) },
            Finding { what: Examined::Chats, health: Health::Unknown(detail) },
        ];
        assert_harmless(&Told::Doctor(&findings));
    }

    #[test]
    fn any_name_that_is_not_found_is_harmless(name in outside()) {
        let renderer = renderer();
        for error in [
            UserError::NoSuchName { no: no(), name: name.clone() },
            UserError::NoHistory { who: Who::Named(name), days: 30 },
        ] {
            let card = card(&renderer.user_error(&error, None));
            assert_feishu_takes(&card);
            assert_nothing_injected(&card);
        }
    }

    #[test]
    fn as_many_watches_as_there_may_be_fit(count in 0_usize..=200, always in any::<bool>()) {
        let watch = Watch {
            tenant: String::new(),
            no: no(),
            kind: WatchKind::Chat { chat: String::new(), always },
            by: OpenId(String::new()),
            since: Timestamp::UNIX_EPOCH,
            seen: None,
        };
        assert_harmless(&Told::Watches(&offer().asked, &vec![watch; count]));
    }
}

#[test]
fn a_note_in_the_chat_says_why_the_answer_is_not_there() {
    for (whisper, expected) in [
        (Whisper::ExternalGroup, "people of other organisations"),
        (Whisper::Personal, "holds personal data"),
    ] {
        assert!(english(&told(&Told::ToYouAlone(whisper))).contains(expected));
    }
}
