//! The card of two people.

use proptest::prelude::*;

use super::injection::{answer, assert_nothing_injected, outside};
use super::shape::assert_feishu_takes;
use super::*;
use crate::app::told::{Pair, Whose};
use crate::render::sample::Samples;

fn sample(name: &str) -> (Pair, Offer) {
    let samples = Samples::new();
    let mut subjects = samples.subjects().into_iter();
    let found = subjects.find_map(|(known, subject)| match subject {
        Subject::Told(Told::Pair(pair, offer)) if known == name => {
            Some((pair.clone(), offer.clone()))
        }
        _ => None,
    });
    found.unwrap()
}

fn drawn(pair: &Pair, offer: &Offer) -> Json {
    card(&renderer().tell(&Told::Pair(pair, offer)))
}

/// The chart specifications.
fn specs(card: &Json) -> Vec<&Json> {
    let elements = card["body"]["elements"].as_array().unwrap().iter();
    elements.filter(|it| it["tag"] == "chart").map(|it| &it["chart_spec"]).collect()
}

/// The names of its series, of each chart.
fn series(card: &Json) -> Vec<Vec<&str>> {
    specs(card)
        .into_iter()
        .map(|spec| {
            let series = spec["series"].as_array().unwrap().iter();
            series.map(|one| one["name"].as_str().unwrap()).collect()
        })
        .collect()
}

#[test]
fn the_first_line_says_whose_side_it_was() {
    for (name, colour, verdict) in [
        ("one side", "red", "It was on the side of 张三."),
        ("other side", "red", "It was on the side of 李四."),
        ("neither", "green", "It was neither's connection"),
        ("each", "red", "Each had trouble of their own: 张三 and 李四"),
        ("shared", "red", "It was shared: 张三 and 李四"),
        ("not known", "grey", "Whose side it was is not known"),
    ] {
        let (pair, offer) = sample(name);
        let card = drawn(&pair, &offer);
        let line = said_in(&card["body"]["elements"][0], "en_us").unwrap();
        let plain = line.replace("&#39;", "'").replace("&#58;", ":");
        assert!(plain.starts_with(verdict), "{name}: {plain}");
        assert_eq!(card["header"]["template"], colour, "{name}");
    }
}

#[test]
fn cards_of_two_people() {
    let (pair, offer) = sample("shared");
    let mut card = drawn(&pair, &offer);
    for element in card["body"]["elements"].as_array_mut().unwrap() {
        if let Some(rows) = element.pointer_mut("/chart_spec/data/0/values") {
            rows.as_array_mut().unwrap().drain(3..).count();
        }
    }
    insta::assert_json_snapshot!("pair_shared", card);
}

#[test]
fn both_stand_on_one_axis_with_the_bad_minutes_of_each() {
    let (pair, offer) = sample("shared");
    let card = drawn(&pair, &offer);
    assert_eq!(
        series(&card)[0],
        ["差的分钟 Bad minute · 张三", "差的分钟 Bad minute · 李四", "张三", "李四"]
    );
    let rows = chart_rows(&card)[0];
    let bad: Vec<&str> = rows
        .iter()
        .filter(|row| row.get("x").is_some())
        .map(|row| row["t"].as_str().unwrap())
        .collect();
    assert_eq!(bad, ["11:24", "11:25", "11:26", "11:27"]);
}

#[test]
fn there_are_at_most_three_charts_and_one_where_nothing_was_bad() {
    for (name, expected) in [("one side", 3), ("neither", 1), ("each", 3)] {
        let (pair, offer) = sample(name);
        let count = specs(&drawn(&pair, &offer)).len();
        assert!(
            count <= 3 && count > 0 && (name != "neither" || count == expected),
            "{name}: {count}"
        );
    }
}

#[test]
fn two_of_one_name_are_told_apart_and_a_name_is_no_function() {
    let (pair, offer) = sample("namesakes");
    let card = drawn(&pair, &offer);
    let names = &series(&card)[0];
    for name in ["1 a ＝> b ｛<at id＝al…", "2 a ＝> b ｛<at id＝al…"] {
        assert!(names.iter().any(|series| series.ends_with(name)), "{names:?}");
    }
    assert_nothing_injected(&card);
}

#[test]
fn devices_are_for_nobody_in_a_chat() {
    let (pair, offer) = sample("other side");
    let said = drawn(&pair, &offer).to_string();
    assert!(said.contains("wifi") && !said.contains("张三的耳机"));
    let nothing = Offer { privacy: Privacy::Nothing, ..offer };
    let said = drawn(&pair, &nothing).to_string();
    assert!(!said.contains("wifi") && !said.contains("李四"));
    assert!(said.contains("the second person"));
}

fn whose() -> impl Strategy<Value = Whose> {
    use Whose::{Each, Nobodys, Shared, TheOnes, TheOthers, Unknown};
    prop::sample::select(vec![Nobodys, TheOnes, TheOthers, Each, Shared, Unknown])
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn any_pair_is_a_card(one in answer(), other in answer(), whose in whose(), chat in any::<bool>()) {
        let privacy = if chat { Privacy::Chat } else { Privacy::Nothing };
        let card = drawn(&Pair { one, other, whose }, &Offer { privacy, ..offer() });
        assert_feishu_takes(&card);
        assert_nothing_injected(&card);
    }

    #[test]
    fn a_text_about_two_holds_no_name(one in answer(), other in answer(), whose in whose(), name in outside()) {
        let pair = Pair { one, other, whose };
        let mut renamed = pair.clone();
        renamed.one.name.clone_from(&name);
        renamed.other.name = name;
        let offer = offer();
        let in_text = |pair| renderer().say_in_text(&Subject::Told(Told::Pair(pair, &offer)));
        prop_assert_eq!(in_text(&pair), in_text(&renamed));
    }
}
