//! The card of a person's meetings over time.

use proptest::prelude::*;

use super::injection::{assert_nothing_injected, outside, time};
use super::shape::assert_feishu_takes;
use super::*;
use crate::app::answer::Meeting;
use crate::app::asked::Judged;
use crate::app::told::{Remembered, Tally, Trend};
use crate::quality::ids::MeetingNo;
use crate::quality::judgement::Grade;
use crate::quality::verdict::CauseId;
use crate::render::sample::Samples;

fn sample(name: &str) -> Trend {
    let samples = Samples::new();
    let mut subjects = samples.subjects().into_iter();
    let found = subjects.find_map(|(known, subject)| match subject {
        Subject::Told(Told::Trend(trend)) if known == name => Some(trend.clone()),
        _ => None,
    });
    found.unwrap()
}

fn drawn(trend: &Trend) -> Json {
    card(&renderer().tell(&Told::Trend(trend)))
}

fn said(card: &Json) -> String {
    let mut found = Vec::new();
    tagged(card, &mut found);
    found.iter().filter_map(|object| said_in(object, "en_us")).collect::<Vec<_>>().join("\n")
}

#[test]
fn the_sentence_comes_first_and_the_header_has_its_colour() {
    for (name, colour, sentence) in [
        (
            "many meetings",
            "yellow",
            "Poor meetings in the last 30 days&#58; 2 of 10. Most bad minutes&#58; weak Wi&#45;Fi.",
        ),
        (
            "one meeting",
            "red",
            "The one meeting in the last 30 days was poor. Most bad minutes&#58; weak Wi&#45;Fi.",
        ),
        ("one good meeting", "green", "The one meeting in the last 30 days was good."),
        ("all good", "green", "All 5 meetings in the last 30 days were good."),
        (
            "fair at most",
            "yellow",
            "Fair meetings in the last 30 days&#58; 1 of 4. None was poor. Most bad minutes&#58; weak Wi&#45;Fi.",
        ),
        ("nothing rated", "grey", "None of the meetings in the last 30 days could be rated."),
    ] {
        let card = drawn(&sample(name));
        assert_eq!(said_in(&card["body"]["elements"][0], "en_us"), Some(sentence), "{name}");
        assert_eq!(card["header"]["template"], colour, "{name}");
    }
}

#[test]
fn cards_of_trends() {
    for name in ["many meetings", "nothing rated"] {
        let mut card = drawn(&sample(name));
        for element in card["body"]["elements"].as_array_mut().unwrap() {
            if let Some(rows) = element.pointer_mut("/chart_spec/data/0/values") {
                rows.as_array_mut().unwrap().truncate(7);
            }
        }
        insta::assert_json_snapshot!(format!("trend_{}", name.replace(' ', "_")), card);
    }
}

#[test]
fn what_was_not_rated_is_neither_good_nor_bad() {
    let card = drawn(&sample("many meetings"));
    let rows = chart_rows(&card)[0];
    assert_eq!(rows.len(), 12);
    let empty = rows.iter().filter(|row| row.as_object().unwrap().len() == 1).count();
    assert_eq!(empty, 2, "it keeps its place, which stays empty");
    let text = said(&card);
    assert!(text.contains("count as neither good nor bad&#58; 2."), "{text}");
    assert!(text.contains("not known\n1\nnothing rated"), "{text}");
    assert!(text.contains("This rests only on meetings that somebody asked about"), "{text}");
}

#[test]
fn of_a_year_the_newest_are_drawn_and_that_is_said() {
    let trend = sample("a year");
    let card = drawn(&trend);
    let rows = chart_rows(&card)[0];
    assert_eq!(rows.len(), 60);
    let last = trend.meetings.last().unwrap().meeting.start;
    let last = last.to_zoned(options().timezone).strftime("%m-%d %H:%M").to_string();
    assert_eq!(rows.last().unwrap()["t"], last);
    assert!(said(&card).contains("The chart shows the latest 60."));
}

fn remembered() -> impl Strategy<Value = Remembered> {
    let grade = prop::sample::select(vec![Grade::Good, Grade::Fair, Grade::Poor, Grade::Unrated]);
    let cause = prop::option::of(prop::sample::select(vec![CauseId::Quota, CauseId::WeakWifi]));
    (outside(), time(), grade, cause, any::<u32>(), 0_u32..60).prop_map(
        |(topic, start, grade, cause, bad_minutes, rated_minutes)| Remembered {
            meeting: Meeting {
                instance: String::new(),
                no: MeetingNo::parse("123456789").unwrap(),
                topic,
                start,
                end: start,
                owner: None,
                people: None,
            },
            person: "ou_1".to_owned().into(),
            name: String::new(),
            judged: Judged { grade, bad_minutes, causes: cause.into_iter().collect() },
            rated_minutes,
            by_cause: Default::default(),
            network_type: None,
            app_version: None,
        },
    )
}

fn tally() -> impl Strategy<Value = Tally> {
    (prop::option::of(outside()), any::<[u32; 3]>(), any::<bool>()).prop_map(
        |(what, [meetings, rated, bad_minutes], nothing)| Tally {
            what,
            meetings,
            rated_minutes: if nothing { 0 } else { rated },
            bad_minutes,
        },
    )
}

prop_compose! {
    fn trend()(
        name in prop::option::of(outside()),
        days in any::<u16>(),
        meetings in prop::collection::vec(remembered(), 0..200),
        minutes in prop::collection::vec(any::<u32>(), 0..3),
        by_network in prop::collection::vec(tally(), 0..9),
        by_version in prop::collection::vec(tally(), 0..9),
    ) -> Trend {
        let causes = [CauseId::WeakWifi, CauseId::Service, CauseId::OldClient];
        let by_cause = causes.into_iter().zip(minutes).collect();
        Trend { name, days, meetings, by_cause, by_network, by_version }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn any_trend_is_a_card(trend in trend()) {
        let card = drawn(&trend);
        assert_feishu_takes(&card);
        assert_nothing_injected(&card);
    }

    #[test]
    fn a_text_about_a_trend_holds_nothing_from_outside(trend in trend(), name in outside()) {
        let mut other = trend.clone();
        other.name = Some(name.clone());
        for tally in other.by_network.iter_mut().chain(&mut other.by_version) {
            tally.what = Some(name.clone());
        }
        let in_text = |trend| renderer().say_in_text(&Subject::Told(Told::Trend(trend)));
        prop_assert_eq!(in_text(&trend), in_text(&other));
    }
}
