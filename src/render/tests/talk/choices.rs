//! What can be chosen in forms and pickers.

use super::*;

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
