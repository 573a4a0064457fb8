//! A meeting in which everything was measured, some of it bad, judged as real ones are.

use jiff::SignedDuration;

use super::*;
use crate::app::answer::Attendance;
use crate::quality::diagnose::diagnose;
use crate::quality::metric::{Metric, Unit};
use crate::quality::minute::{Measured, Minute};
use crate::quality::participant::Participant;
use crate::quality::rules::Rules;

/// So many minutes from 11:16 in Shanghai on, with two bad stretches and a gap.
pub(super) fn full(minutes: u32) -> Answer {
    let mut answer = sample("poor");
    let start = answer.meeting.start;
    let mut seed = 7_u32;
    let mut noise = move || {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        f64::from(seed >> 8) / f64::from(1_u32 << 24)
    };
    let minute = |index: u32| {
        let mut minute = Minute::empty(start + SignedDuration::from_mins(index.into()));
        let is_bad = (40..47).contains(&index) || index % 97 == 60 || (130..133).contains(&index);
        for metric in Metric::all() {
            minute.set(metric, value(metric, is_bad, noise()));
        }
        minute
    };
    let all = (0..minutes).map(minute).collect::<Vec<_>>();
    answer.minutes = all;
    answer.meeting.end = start + SignedDuration::from_mins(minutes.into());
    answer.attendance = stays(&answer);
    let measured = Measured { minutes: answer.minutes.clone(), unparsed: Vec::new(), offset: None };
    let stays = answer.attendance.iter().map(|row| row.stay(&answer.meeting)).collect();
    let person = Participant { name: answer.name.clone(), measured, stays };
    answer.verdict = diagnose(&[person], &Rules::default()).verdicts.remove(0);
    answer
}

fn stays(answer: &Answer) -> Vec<Attendance> {
    let mut row = answer.attendance[0].clone();
    row.leave = Some(answer.meeting.end);
    row.time_in_meeting = None;
    vec![row]
}

fn value(metric: Metric, is_bad: bool, noise: f64) -> f64 {
    let path = metric.path();
    let round = |value: f64| (value * 10.0).round() / 10.0;
    match metric.unit() {
        Unit::Percent if path.contains("cpu") => round(12.0 + noise * 25.0),
        Unit::Percent if path.contains("max") => {
            round(if is_bad && path.contains("sent") { 18.0 } else { noise * 6.0 })
        }
        Unit::Percent => {
            round(if is_bad && path.contains("sent") { 7.0 + noise * 6.0 } else { noise })
        }
        Unit::Millis if path.contains("jitter") => {
            round(if is_bad { 60.0 + noise * 70.0 } else { 4.0 + noise * 12.0 })
        }
        Unit::Millis => (if is_bad { 300.0 } else { 38.0 } + noise * 40.0).round(),
        Unit::Kbps if path.contains("audio") => (32.0 + noise * 12.0).round(),
        Unit::Kbps => (1200.0 + noise * 700.0).round(),
        Unit::Decibel => -(18.0 + noise * 25.0).round(),
        Unit::Fps => (22.0 + noise * 6.0).round(),
        Unit::Lines => {
            if noise > 0.8 {
                360.0
            } else {
                720.0
            }
        }
        Unit::R => 0.0,
    }
}
