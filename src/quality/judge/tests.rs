//! What makes a grade, a run, a coverage and the worst minute.

use super::super::minute::Unparsed;
use super::super::tests::{at, minute};
use super::super::thresholds::{Scale, Thresholds};
use super::*;
use crate::quality::rate::rate_all;
use crate::quality::rules::Rules;

/// Rates what was measured, and judges it.
pub(in crate::quality) fn judge_by_rules(
    measured: &Measured,
    attended: &[(Timestamp, Timestamp)],
    rules: &Rules,
) -> Judgement {
    judge(measured, &rate_all(&measured.minutes, rules), attended, &rules.thresholds.session)
}

/// Loss, sent, of each minute of a meeting.
const GOOD: f64 = 0.0;
const FAIR: f64 = 3.0;
const POOR: f64 = 6.0;
const SEVERE: f64 = 12.0;

/// A meeting of minutes with these readings of sent loss.
fn meeting(losses: &[f64]) -> Measured {
    let minute = |(n, loss)| minute(n, &[(Metric::NetworkPacketLossAvgSent, loss)]);
    Measured {
        minutes: (0..).zip(losses.iter().copied()).map(minute).collect(),
        ..Measured::default()
    }
}

fn judged(measured: &Measured) -> Judgement {
    judge_by_rules(measured, &[], &Rules::default())
}

/// `minutes` good ones, with a poor one at each of these places.
fn with_poor(minutes: usize, places: &[usize]) -> Judgement {
    let mut losses = vec![GOOD; minutes];
    places.iter().for_each(|place| losses[*place] = POOR);
    judged(&meeting(&losses))
}

#[test]
fn the_grade_is_by_the_ratio_of_bad_minutes() {
    for (minutes, bad, grade) in [
        (60, &[][..], Grade::Good),
        (60, &[1, 30], Grade::Good),
        (60, &[1, 30, 50], Grade::Fair),
        (21, &[5], Grade::Good),
        (20, &[5], Grade::Fair),
        (10, &[1, 5], Grade::Fair),
        (10, &[1, 5, 9], Grade::Poor),
        (9, &[1, 5], Grade::Poor),
    ] {
        let judgement = with_poor(minutes, bad);
        assert_eq!(judgement.grade, grade, "{bad:?} of {minutes}");
        assert_eq!(judgement.media[0], (Section::Network, grade), "{bad:?} of {minutes}");
        assert_eq!(judgement.bad.len(), bad.len());
    }
}

#[test]
fn a_single_bad_minute_is_named_and_never_makes_a_grade_poor() {
    for minutes in 5..100 {
        let judgement = with_poor(minutes, &[2]);
        assert_ne!(judgement.grade, Grade::Poor, "1 of {minutes}");
        assert_eq!(judgement.bad[0].minute, at(2));
    }
}

#[test]
fn three_bad_minutes_in_a_row_are_poor() {
    let apart = with_poor(100, &[10, 11, 13]);
    assert_eq!((apart.grade, apart.longest_run), (Grade::Good, 2));
    let together = with_poor(100, &[10, 20, 21, 22, 30]);
    assert_eq!((together.grade, together.longest_run), (Grade::Poor, 3));
}

#[test]
fn minutes_apart_are_not_in_a_row() {
    let mut measured = meeting(&[GOOD, POOR, GOOD, POOR, GOOD, POOR, GOOD]);
    measured.minutes.retain(|minute| minute.at != at(2) && minute.at != at(4));
    let judgement = judged(&measured);
    assert_eq!((judgement.bad_minutes, judgement.longest_run), (3, 1));
}

#[test]
fn an_unrated_minute_ends_a_row() {
    let mut measured = meeting(&[GOOD, POOR, POOR, POOR, GOOD, GOOD, GOOD]);
    measured.minutes[2] = minute(2, &[(Metric::AudioMicInputVolume, -30.0)]);
    assert_eq!(judged(&measured).longest_run, 1);
}

#[test]
fn a_severe_minute_is_at_least_fair() {
    let mut losses = [GOOD; 60];
    losses[7] = POOR;
    assert_eq!(judged(&meeting(&losses)).grade, Grade::Good);
    losses[7] = SEVERE;
    assert_eq!(judged(&meeting(&losses)).grade, Grade::Fair);
}

#[test]
fn fewer_than_five_rated_minutes_are_too_short() {
    for (losses, too_short, grade) in [
        (&[][..], true, Grade::Unrated),
        (&[POOR; 4], true, Grade::Unrated),
        (&[GOOD; 4], true, Grade::Unrated),
        (&[GOOD; 5], false, Grade::Good),
    ] {
        let judgement = judged(&meeting(losses));
        assert_eq!((judgement.too_short, judgement.grade), (too_short, grade), "{losses:?}");
    }
    let mut measured = meeting(&[GOOD; 4]);
    measured.minutes.push(minute(4, &[(Metric::AudioMicInputVolume, -30.0)]));
    let judgement = judged(&measured);
    assert_eq!((judgement.minutes, judgement.rated_minutes), (5, 4));
    assert!(judgement.too_short);
}

#[test]
fn each_medium_is_graded_by_its_own_minutes() {
    let mut measured = meeting(&[GOOD; 20]);
    for n in 0..5 {
        let jitter = if n < 2 { 60.0 } else { 5.0 };
        measured.minutes[n].set(Metric::AudioJitterReceived, jitter);
    }
    for n in 0..4 {
        measured.minutes[n].set(Metric::VideoJitterReceived, 5.0);
    }
    let judgement = judged(&measured);
    assert_eq!(
        judgement.media,
        [
            (Section::Network, Grade::Good),
            (Section::Audio, Grade::Poor),
            (Section::Video, Grade::Unrated),
            (Section::ScreenSharing, Grade::Unrated),
            (Section::CpuUsage, Grade::Unrated),
        ]
    );
    assert_eq!(judgement.grade, Grade::Fair, "two bad minutes of twenty");
}

#[test]
fn the_worst_minute_is_named_when_it_was_fair() {
    let judgement = judged(&meeting(&[GOOD, GOOD, FAIR, GOOD, FAIR]));
    assert_eq!(judgement.bad, []);
    assert_eq!(
        judgement.worst.map(|worst| (worst.minute, worst.state)),
        Some((at(2), State::Fair))
    );
    assert_eq!(judged(&meeting(&[GOOD; 5])).worst, None);
    let judgement = judged(&meeting(&[POOR, SEVERE, FAIR, POOR, GOOD]));
    assert_eq!(judgement.worst.map(|worst| worst.minute), Some(at(1)));
}

#[test]
fn of_equal_minutes_the_one_that_reaches_more_media_is_the_worst() {
    let minutes = vec![
        minute(0, &[(Metric::VideoJitterSent, 70.0), (Metric::VideoLatencySent, 200.0)]),
        minute(1, &[(Metric::NetworkDelay, 210.0)]),
        minute(2, &[(Metric::NetworkDelay, 210.0), (Metric::AudioLatencySent, 200.0)]),
        minute(3, &[(Metric::NetworkDelay, 210.0), (Metric::AudioLatencySent, 200.0)]),
    ];
    let judgement = judged(&Measured { minutes, ..Measured::default() });
    assert_eq!(judgement.worst.map(|worst| worst.minute), Some(at(2)));
}

#[test]
fn coverage_is_of_the_minutes_attended() {
    let ten = meeting(&[GOOD; 10]);
    let coverage = |attended: &[(i64, i64)]| {
        let periods: Vec<_> = attended.iter().map(|(from, to)| (at(*from), at(*to))).collect();
        judge_by_rules(&ten, &periods, &Rules::default()).coverage
    };
    for (attended, expected) in [
        (&[(0, 20)][..], 0.5),
        // Two devices at once, then once more after a pause.
        (&[(30, 35), (5, 15), (0, 10)], 0.5),
        // One stay inside the other.
        (&[(0, 20), (5, 10)], 0.5),
        // Never more than all, whatever the participant list says.
        (&[(0, 5)], 1.0),
        (&[(5, 0)], 1.0),
    ] {
        assert!((coverage(attended) - expected).abs() < 1e-9, "{attended:?}");
    }
}

#[test]
fn stays_are_rounded_to_minutes() {
    let stay = |seconds| [(at(0), at(0) + SignedDuration::from_secs(seconds))];
    let measured = meeting(&[GOOD]);
    for (seconds, expected) in [(89, 1.0), (90, 0.5), (149, 0.5), (150, 1.0 / 3.0)] {
        let coverage = judge_by_rules(&measured, &stay(seconds), &Rules::default()).coverage;
        assert!((coverage - expected).abs() < 1e-9, "{seconds} s");
    }
}

#[test]
fn without_attendance_the_meeting_lasted_from_first_to_last_minute() {
    let mut measured = meeting(&[GOOD; 10]);
    measured.minutes.drain(3..8);
    assert!((judged(&measured).coverage - 0.5).abs() < 1e-9);
    measured.minutes.truncate(1);
    assert!((judged(&measured).coverage - 1.0).abs() < 1e-9);
}

#[test]
fn nothing_measured_is_no_coverage_and_no_grade() {
    let judgement = judged(&Measured::default());
    assert_eq!((judgement.minutes, judgement.rated_minutes), (0, 0));
    assert!(judgement.coverage.abs() < f64::EPSILON);
    assert_eq!((judgement.grade, judgement.worst), (Grade::Unrated, None));
    assert_eq!(judgement.unknown.len(), Metric::COUNT);
}

#[test]
fn what_was_never_measured_or_not_understood_is_listed() {
    let mut measured = meeting(&[GOOD; 5]);
    measured.minutes[3].set(Metric::NetworkDelay, 5.0);
    let odd = Unparsed { field: "audio.time".to_owned(), text: "soon".to_owned(), count: 1 };
    measured.unparsed.push(odd.clone());
    let judgement = judged(&measured);

    assert_eq!(judgement.unknown.len(), Metric::COUNT - 2);
    assert!(!judgement.unknown.contains(&Metric::NetworkDelay));
    assert_eq!(judgement.unparsed, [odd]);
}

#[test]
fn bounds_are_settings() {
    let strict = Thresholds {
        packet_loss_avg: Scale::low(0.1, 0.2, None),
        session: SessionBounds { min_rated_minutes: 1, ..Thresholds::default().session },
        ..Thresholds::default()
    };
    let rules = Rules { thresholds: strict, ..Rules::default() };
    let judgement = judge_by_rules(&meeting(&[0.3]), &[], &rules);
    assert_eq!(judgement.grade, Grade::Poor);
    assert!((judgement.bad[0].readings[0].threshold - 0.2).abs() < f64::EPSILON);
}
