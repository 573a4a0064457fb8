//! The card and the file of a whole meeting.

mod files;
mod harmless;

use super::injection::assert_nothing_injected;
use super::*;
use crate::app::told::CrowdMinute;
use crate::render::sample::Samples;

/// The card of the sample of this name.
fn sample(kind: &str, name: &str) -> Json {
    let samples = Samples::new();
    let subjects = samples.subjects();
    let is_it = |(known, subject): &&(String, Subject<'_>)| {
        known == name && subject.template().starts_with(kind)
    };
    card(&renderer().say(&subjects.iter().find(is_it).unwrap().1))
}

fn whole(name: &str) -> Whole {
    let samples = Samples::new();
    let mut subjects = samples.subjects().into_iter();
    let found = subjects.find_map(|(known, subject)| match subject {
        Subject::Told(Told::Whole(whole, _)) if known == name => Some(whole.clone()),
        _ => None,
    });
    found.unwrap()
}

/// Everything a card says in English, one line a text.
fn said(card: &Json) -> String {
    let mut found = Vec::new();
    tagged(card, &mut found);
    found.iter().filter_map(|object| said_in(object, "en_us")).collect::<Vec<_>>().join("\n")
}

/// The object with this id.
fn element<'a>(card: &'a Json, id: &str) -> Option<&'a Json> {
    let mut found = Vec::new();
    tagged(card, &mut found);
    found.into_iter().find(|object| object["element_id"] == id)
}

#[test]
fn the_first_line_says_whose_trouble_it_was_and_the_header_how_bad() {
    for (name, colour, verdict) in [
        ("everybody", "red", "It was everybody's trouble: up to 5 of 8 people"),
        ("all good", "green", "Everybody was fine: none of the 6 people"),
        ("one site", "yellow", "It was one site's trouble: up to 4 of 16 people"),
        ("single people", "yellow", "It was single people's trouble, each on their own: 4 of 11"),
        ("one person of many", "yellow", "It was one person's trouble: of 5 people"),
        ("one person", "green", "The one person with data had no bad minute."),
        ("one person bad", "red", "The one person with data had bad minutes."),
        ("too short for all", "grey", "Everybody with data was there too briefly for a grade."),
        (
            "thousand people",
            "yellow",
            "It was single people's trouble, each on their own: 60 of 800",
        ),
        ("nobody measured", "grey", "Nobody could be measured, so this says neither good nor bad."),
    ] {
        let card = sample("whole", name);
        assert_eq!(card["header"]["template"], colour, "{name}");
        let line = said_in(&card["body"]["elements"][0], "en_us").unwrap();
        let plain = line.replace("&#39;", "'").replace("&#58;", ":");
        assert!(plain.starts_with(verdict), "{name}: {plain}");
    }
}

#[test]
fn cards_of_whole_meetings() {
    for name in ["everybody", "single people", "nobody measured"] {
        let mut card = sample("whole", name);
        for element in card["body"]["elements"].as_array_mut().unwrap() {
            if let Some(rows) = element.pointer_mut("/chart_spec/data/0/values") {
                rows.as_array_mut().unwrap().truncate(3);
            }
        }
        insta::assert_json_snapshot!(format!("whole_{}", name.replace(' ', "_")), card);
    }
}

#[test]
fn a_button_leads_to_the_person_beside_it_and_the_list_to_everybody_else() {
    let card = sample("whole", "single people");
    let people = |value: &&Json| value["op"] == "person";
    let carried = carried(&card);
    let picks: Vec<&Json> =
        carried.iter().copied().filter(people).map(|value| &value["pick"]).collect();
    assert_eq!(picks, [&0.into(), &1.into(), &2.into(), &3.into(), &Json::Null]);
    for value in carried {
        assert_eq!((&value["v"], &value["asked"]), (&1.into(), &offer().asked.0.clone().into()));
    }
    let options = element(&card, "pick").unwrap()["options"].as_array().unwrap();
    let values: Vec<&Json> = options.iter().map(|option| &option["value"]).collect();
    assert_eq!(values, ["4", "5", "6", "7", "8", "9", "10"]);
    let first = said_in(&options[0]["text"], "en_us").unwrap();
    assert_eq!(first, "5. 张三 2 · Good");
    let row = said_in(element(&card, "person_1").unwrap(), "en_us");
    assert_eq!(row, None, "the name stands beside the button, not on it");
}

#[test]
fn two_of_one_name_are_told_apart() {
    let mut whole = whole("one site");
    for (person, id) in whole.people.iter_mut().zip(["ou_0001", "ou_0002"]) {
        (person.name, person.id) = ("王伟".to_owned(), id.to_owned().into());
    }
    let said = said(&card(&renderer().say(&Subject::Told(Told::Whole(&whole, &offer())))));
    for id in ["0001", "0002"] {
        assert!(said.contains(&format!("王伟 · account ends in {id}")), "{said}");
    }
    assert_eq!(said.matches("account ends in").count(), 2, "nobody else shares a name: {said}");
}

#[test]
fn who_could_not_be_measured_is_said_with_the_reason() {
    let card = sample("whole", "single people");
    let panel = said(element(&card, "unmeasured").unwrap());
    for line in [
        "From outside the organisation, or guests&#58; 1 &#40;Guest&#41;",
        "By telephone&#58; 1",
        "On a device without an account&#58; 1 &#40;Polycom&#41;",
        "Feishu has no data of them&#58; 1 &#40;孙七&#41;",
        "Could not be fetched this time, please look again&#58; 1 &#40;吴九&#41;",
        "There too briefly for a grade&#58; 1",
        "Data of 11 of 17 people.",
    ] {
        assert!(panel.contains(line), "{line}\nin {panel}");
    }
    let nobody = said(&sample("whole", "nobody measured"));
    assert!(nobody.contains("People&#58; 6, with data&#58; 0, without&#58; 6"), "{nobody}");
}

#[test]
fn in_a_thousand_people_the_worst_are_named_and_the_rest_is_counted() {
    let card = sample("whole", "thousand people");
    let rows =
        (1..=60).filter(|place| element(&card, &format!("person_{place}")).is_some()).count();
    let text = said(&card);
    assert!(rows >= 5, "{rows}");
    assert!(text.contains(&format!("{} more had bad minutes", 60 - rows)), "{text}");
    assert!(text.contains("740 more had no bad minute."), "{text}");
    assert!(element(&card, "pick").is_some() && !chart_rows(&card).is_empty());
    assert_nothing_injected(&card);
}

#[test]
fn where_nothing_was_bad_there_is_neither_chart_nor_row() {
    for name in ["all good", "one person", "nobody measured"] {
        let card = sample("whole", name);
        assert!(chart_rows(&card).is_empty(), "{name}");
        assert!(element(&card, "person_1").is_none(), "{name}");
    }
}

#[test]
fn the_chart_keeps_the_worst_minute_of_each_stretch() {
    let mut whole = whole("everybody");
    let first = whole.minutes[0].minute;
    let minute = |index: i64| CrowdMinute {
        minute: first + jiff::SignedDuration::from_mins(index),
        bad: if index == 777 { 9 } else { 0 },
        rated: if (100..200).contains(&index) { 0 } else { 12 },
    };
    whole.minutes = (0..1_440).map(minute).collect();
    let card = card(&renderer().tell(&Told::Whole(&whole, &offer())));
    let rows = chart_rows(&card)[0];
    assert!(rows.len() <= 75, "{}", rows.len());
    let bad: Vec<&Json> = rows.iter().filter(|row| row["b"] == 9).collect();
    assert_eq!(bad.len(), 1);
    assert!(rows.iter().any(|row| row.get("b").is_none()), "nobody rated is a gap");
}

#[test]
fn the_progress_says_how_far_it_came_and_can_be_stopped() {
    let half = sample("progress", "half way");
    let text = said(&half);
    assert!(text.contains("5 of 12 people are done"), "{text}");
    assert!(text.contains("About 4 min left"), "{text}");
    let rows = chart_rows(&half)[0];
    assert_eq!(rows[0]["v"], 0.45);
    assert_eq!(carried(&half)[0]["op"], "cancel");
    assert!(element(&sample("progress", "at the beginning"), "left").is_none());
    let stopped = sample("cancelled", "half way");
    assert!(said(&stopped).contains("asking again goes on from there"));
    assert_eq!(carried(&stopped)[0]["op"], "refresh");
    insta::assert_json_snapshot!("progress", half);
    insta::assert_json_snapshot!("cancelled", stopped);
}
