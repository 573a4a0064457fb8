//! The room as a whole: real calls and the documentation's sample, from JSON to judgement; and the
//! words the tests of its parts share.

use jiff::Timestamp;
use serde_json::value::RawValue;

use super::judge::tests::judge_by_rules;
use super::judgement::{Grade, Judgement, NamedMinute, State};
use super::merge::measure;
use super::metric::{Metric, Section};
use super::minute::{Measured, Minute};
use super::rate::{RatedMinute, rate_all};
use super::rules::Rules;

/// The start of the `n`th minute of a test meeting.
pub(super) fn at(n: i64) -> Timestamp {
    Timestamp::from_second(1_700_000_040 + n * 60).unwrap()
}

/// The `n`th minute of a test meeting, with these readings.
pub(super) fn minute(n: i64, readings: &[(Metric, f64)]) -> Minute {
    let mut minute = Minute::empty(at(n));
    for (metric, value) in readings {
        minute.set(*metric, *value);
    }
    minute
}

/// Rates a minute of which nothing before is known.
pub(super) fn rate_alone<'m>(minute: &'m Minute, rules: &Rules) -> RatedMinute<'m> {
    rate_all(std::slice::from_ref(minute), rules).remove(0)
}

fn measure_list(json: &str) -> Measured {
    let records: Vec<&RawValue> = serde_json::from_str(json).unwrap();
    measure(records.into_iter().map(RawValue::get))
}

fn judge_list(json: &str) -> Judgement {
    judge_by_rules(&measure_list(json), &[], &Rules::default())
}

/// The `hh:mm` of a minute, where the call took place.
fn clock(minute: &NamedMinute) -> String {
    minute.minute.to_zoned(jiff::tz::offset(8).to_time_zone()).strftime("%H:%M").to_string()
}

/// What was measured and is fair or worse.
fn readings(minute: &NamedMinute) -> Vec<(Metric, f64, State, f64)> {
    let measured = minute.readings.iter().filter(|reading| !reading.metric.is_derived());
    measured.map(|r| (r.metric, r.value, r.state, r.threshold)).collect()
}

/// What the estimate of a voice says that is fair or worse, with R to four decimals.
fn voices(minute: &NamedMinute) -> Vec<(Metric, String, State)> {
    let derived = minute.readings.iter().filter(|reading| reading.metric.is_derived());
    derived.map(|r| (r.metric, format!("{:.4}", r.value), r.state)).collect()
}

fn grade_of(judgement: &Judgement, section: Section) -> Grade {
    judgement.media.iter().find(|(of, _)| *of == section).unwrap().1
}

#[test]
fn a_connection_drop_is_one_severe_minute_and_fine_before_and_after() {
    let judgement = judge_list(include_str!("../../tests/data/calls/jitsi_b_outage.json"));

    assert_eq!((judgement.minutes, judgement.rated_minutes), (4, 4));
    assert!(judgement.too_short);
    assert_eq!(judgement.grade, Grade::Unrated);
    assert_eq!((judgement.bad_minutes, judgement.longest_run), (1, 1));
    let [drop] = &judgement.bad[..] else { panic!("{:?}", judgement.bad) };
    assert_eq!(clock(drop), "17:03");
    assert_eq!(drop.state, State::Severe);
    assert_eq!(
        readings(drop),
        [
            (Metric::NetworkDelay, 1038.0, State::Severe, 800.0),
            (Metric::NetworkPacketLossAvgReceived, 15.9, State::Severe, 10.0),
            (Metric::NetworkPacketLossAvgSent, 12.3, State::Severe, 10.0),
            (Metric::AudioLatencySent, 2372.0, State::Poor, 400.0),
            (Metric::VideoLatencySent, 1187.0, State::Poor, 400.0),
            (Metric::NetworkPacketLossMaxReceived, 88.3, State::Fair, 20.0),
            (Metric::NetworkPacketLossMaxSent, 100.0, State::Fair, 20.0),
        ]
    );
    // Of what was received no jitter was measured.
    assert_eq!(voices(drop), [(Metric::VoiceSent, "0.0000".to_owned(), State::Severe)]);
    assert_eq!(judgement.worst.as_ref(), Some(drop));
    for metric in Section::CpuUsage.metrics() {
        assert!(judgement.unknown.contains(&metric), "{metric:?}");
    }
    assert_eq!(judgement.unparsed, []);
}

#[test]
fn a_good_call_names_its_one_burst_and_blames_no_network_for_few_frames() {
    let judgement =
        judge_list(include_str!("../../tests/data/calls/jitsi_d_meeting_p1_chrome.json"));

    assert_eq!(judgement.grade, Grade::Good);
    assert_eq!((judgement.rated_minutes, judgement.bad_minutes), (7, 0));
    assert!((judgement.coverage - 1.0).abs() < f64::EPSILON);
    for section in [Section::Network, Section::Audio, Section::Video] {
        assert_eq!(grade_of(&judgement, section), Grade::Good, "{section:?}");
    }
    for section in [Section::ScreenSharing, Section::CpuUsage] {
        assert_eq!(grade_of(&judgement, section), Grade::Unrated, "{section:?}");
    }
    let worst = judgement.worst.unwrap();
    assert_eq!(clock(&worst), "00:43");
    assert_eq!(readings(&worst), [(Metric::NetworkPacketLossMaxReceived, 11.1, State::Fair, 10.0)]);
}

#[test]
fn few_frames_without_loss_are_about_the_picture_only() {
    let measured =
        measure_list(include_str!("../../tests/data/calls/jitsi_d_meeting_p1_chrome.json"));
    let slow = measured.minutes.iter().find(|m| m.get(Metric::VideoFramerateReceived) == Some(8.0));
    let rated = rate_alone(slow.unwrap(), &Rules::default());

    assert_eq!(rated.state, Some(State::Fair));
    assert_eq!(rated.sections[Section::Network as usize], Some(State::Good));
}

#[test]
fn the_same_burst_is_seen_by_another_person_with_their_picture() {
    let judgement =
        judge_list(include_str!("../../tests/data/calls/jitsi_d_meeting_p2_chrome.json"));

    assert_eq!(judgement.bad, []);
    assert!(judgement.too_short);
    let worst = judgement.worst.unwrap();
    assert_eq!(clock(&worst), "00:43");
    let [burst, bitrate, frames] = &readings(&worst)[..] else { panic!("{worst:?}") };
    assert_eq!(*burst, (Metric::NetworkPacketLossMaxReceived, 13.3, State::Fair, 10.0));
    assert_eq!((bitrate.0, bitrate.1), (Metric::VideoBitrateReceived, 405.0));
    assert_eq!(*frames, (Metric::VideoFramerateReceived, 13.0, State::Fair, 15.0));
    assert_eq!(voices(&worst), [(Metric::VoiceReceived, "77.7942".to_owned(), State::Fair)]);
}

#[test]
fn what_a_browser_does_not_measure_is_unknown_and_not_fine() {
    let judgement =
        judge_list(include_str!("../../tests/data/calls/jitsi_d_meeting_p3_safari.json"));

    assert_eq!((judgement.rated_minutes, judgement.bad_minutes), (4, 0));
    assert_eq!(judgement.worst, None);
    for metric in [
        Metric::NetworkPacketLossAvgSent,
        Metric::NetworkPacketLossMaxSent,
        Metric::AudioLatencySent,
        Metric::CpuSystemAvg,
    ] {
        assert!(judgement.unknown.contains(&metric), "{metric:?}");
    }
    assert!(!judgement.unknown.contains(&Metric::NetworkPacketLossAvgReceived));
}

#[test]
fn a_low_bitrate_at_full_frame_rate_is_a_small_picture() {
    let judgement =
        judge_list(include_str!("../../tests/data/calls/jitsi_d_meeting_p4_firefox.json"));

    assert_eq!((judgement.rated_minutes, judgement.bad_minutes), (3, 0));
    assert_eq!(judgement.worst, None);
}

#[test]
fn the_documentations_sample_is_one_minute_with_its_lagging_cpu() {
    #[derive(serde::Deserialize)]
    struct Answer<'a> {
        #[serde(borrow)]
        data: Data<'a>,
    }
    #[derive(serde::Deserialize)]
    struct Data<'a> {
        #[serde(borrow)]
        participant_quality_list: Vec<&'a RawValue>,
    }
    let json = include_str!("../../tests/data/fixtures/vc_participant_quality_list.json");
    let answer: Answer<'_> = serde_json::from_str(json).unwrap();
    let measured = measure(answer.data.participant_quality_list.into_iter().map(RawValue::get));

    let [minute] = &measured.minutes[..] else { panic!("{:?}", measured.minutes) };
    assert_eq!(minute.at, "2022-12-23T03:16:00Z".parse().unwrap());
    assert_eq!(minute.get(Metric::CpuSystemMax), Some(30.0));
    assert_eq!(minute.get(Metric::VideoMaximumResolutionSent), Some(2160.0));
    assert!(Metric::all().all(|metric| minute.get(metric).is_some()));

    let judgement = judge_by_rules(&measured, &[], &Rules::default());
    assert_eq!(judgement.unknown, []);
    assert_eq!(judgement.unparsed, []);
    assert_eq!((judgement.grade, judgement.too_short), (Grade::Unrated, true));
    assert_eq!(
        readings(&judgement.bad[0]),
        [
            (Metric::AudioJitterReceived, 100.0, State::Severe, 100.0),
            (Metric::AudioJitterSent, 100.0, State::Severe, 100.0),
            (Metric::NetworkPacketLossAvgReceived, 8.0, State::Poor, 5.0),
            (Metric::NetworkPacketLossAvgSent, 8.0, State::Poor, 5.0),
            (Metric::VideoJitterReceived, 100.0, State::Poor, 100.0),
            (Metric::VideoJitterSent, 100.0, State::Poor, 100.0),
            (Metric::ShareJitterReceived, 100.0, State::Poor, 100.0),
            (Metric::ShareJitterSent, 100.0, State::Poor, 100.0),
            (Metric::NetworkPacketLossMaxSent, 10.0, State::Fair, 10.0),
        ]
    );
    // V10 of quality model 3.4.
    let voice = |metric| (metric, "39.0438".to_owned(), State::Severe);
    assert_eq!(voices(&judgement.bad[0]), Metric::DERIVED.map(voice));
}
