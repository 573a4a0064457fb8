//! What buttons carry, and where they lead.

use std::collections::BTreeSet;

use super::*;

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
fn a_meeting_that_runs_offers_to_tell_when_it_has_ended() {
    let asked = offer().asked;
    let ops = |error: &UserError, again| {
        let card = card(&renderer().user_error(error, again));
        carried(&card)
            .into_iter()
            .map(|value| value["op"].as_str().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    let runs = UserError::StillRunning { no: no(), has_ended: false };
    let nothing: Vec<String> = Vec::new();
    assert_eq!(ops(&runs, Some(&asked)), ["when_it_ends", "refresh"]);
    let again = UserError::StillRunning { no: no(), has_ended: true };
    assert_eq!(ops(&again, Some(&asked)), ["when_it_ends", "refresh", "instances"]);
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
