//! A card that does not fit gets smaller, rung by rung; and then it is said in text.

use std::fs;

use jiff::{SignedDuration, Timestamp};

use super::*;
use crate::quality::metric::Metric;
use crate::quality::minute::Minute;
use crate::render::sample::Samples;

/// A template that is small for the samples, and for a long name as heavy as a test wants it.
fn heavy_for_long_names(padding: &str) -> (tempfile::TempDir, Edition) {
    let directory = tempfile::tempdir().unwrap();
    fs::create_dir(directory.path().join("cards")).unwrap();
    let template = one_line(&format!(
        "{{{{ rows|length ~ ' ' ~ ('x' * ({padding}) if answer.name.en_us|length > 60 else '') }}}}"
    ));
    let rows = "{%- set rows = answer.charts[0].rows if answer.charts else [] -%}";
    let template = format!("{rows}{template}");
    fs::write(directory.path().join("cards/result.json.j2"), template).unwrap();
    let sources = Sources::overridden_by(directory.path()).unwrap();
    let edition = Edition::load(sources, options()).unwrap();
    (directory, edition)
}

fn built_in() -> Edition {
    Edition::load(Sources::built_in(), options()).unwrap()
}

fn answer_with_a_long_name() -> Answer {
    let mut answer =
        Samples::new().answers.into_iter().find(|(name, _)| *name == "poor").unwrap().1;
    answer.name = "很长的名字".repeat(40);
    answer
}

#[test]
fn first_the_charts_are_thinned_then_details_dropped_then_charts_then_all_is_text() {
    for (padding, points) in [
        ("10", "45 "),
        ("29000 if answer.worst else 10", "45 "),
        ("700 * rows|length", "30 "),
        ("29000 if answer.metrics else 10", "30 "),
        ("29000 if rows else 10", "0 "),
    ] {
        let (_directory, built_in) = heavy_for_long_names(padding);
        let content =
            Renderer { chosen: None, built_in }.answer(&answer_with_a_long_name(), &offer());
        let card = card(&content);
        assert!(line(&card).as_str().unwrap().starts_with(points), "padding {padding}");
    }
    let (_directory, built_in) = heavy_for_long_names("30000");
    let content = Renderer { chosen: None, built_in }.answer(&answer_with_a_long_name(), &offer());
    assert!(text(&content).starts_with("会议 123 456 789 的质量：差"), "{content:?}");
}

#[test]
fn a_heavy_template_of_the_operator_gives_way_to_the_built_in_one() {
    let (_directory, chosen) = heavy_for_long_names("30000");
    let renderer = Renderer { chosen: Some(chosen), built_in: built_in() };
    let card = card(&renderer.answer(&answer_with_a_long_name(), &offer()));
    assert_eq!(chart_rows(&card)[0].len(), 45, "two charts of ninety minutes");
}

/// A day in which every minute and every reading was bad, with names of 200 characters.
fn worst_day() -> Answer {
    let mut answer = answer_with_a_long_name();
    answer.name = "👩🏽‍🔬*".repeat(200);
    answer.meeting.topic = "<at id=all></at>".repeat(20);
    let mut named = answer.verdict.judgement.bad[0].clone();
    let reading = named.readings[0].clone();
    named.readings = Metric::all()
        .map(|metric| crate::quality::judgement::RatedReading { metric, ..reading.clone() })
        .collect();
    let minute = |index| {
        let at = Timestamp::UNIX_EPOCH + SignedDuration::from_mins(index);
        let mut minute = Minute::empty(at);
        Metric::all().for_each(|metric| minute.set(metric, 99.9));
        (minute, crate::quality::judgement::NamedMinute { minute: at, ..named.clone() })
    };
    (answer.minutes, answer.verdict.judgement.bad) = (0..1440).map(minute).unzip();
    answer.verdict.judgement.unknown = Metric::all().skip(1).collect();
    answer
}

#[test]
fn a_day_of_minutes_and_endless_names_fit_with_their_charts() {
    let card = card(&renderer().answer(&worst_day(), &offer()));
    let charts = chart_rows(&card);
    assert_eq!(charts.len(), 3);
    for rows in charts {
        assert!(rows.len() >= 5 && rows.iter().all(|row| row["b"].is_number()), "{rows:?}");
    }
}
