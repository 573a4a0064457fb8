//! RC11: the computer is too busy to encode the picture it sends: its CPU is bad and few frames go
//! out, over a network that is measured and good. Source: quality model 4.
//!
//! House: few is less than a good rate of frames. A camera that is off starves nobody.

use jiff::Timestamp;

use super::super::case::Case;
use super::super::judgement::State;
use super::super::metric::{Metric, Section};
use super::super::rate::RatedMinute;
use super::super::stream;
use super::super::verdict::{Cause, CauseId, Evidence};
use super::evidence::{bad_minutes, reading, sure_of};
use super::stretch::extreme;

pub(super) fn rule(case: &Case<'_>) -> Option<Cause> {
    let minutes = bad_minutes(case, |minute| is_starved(case, minute))?;
    Some(Cause {
        id: CauseId::StarvedEncoder,
        confidence: sure_of(case, &minutes, 0),
        evidence: evidence(case, &minutes),
        minutes,
    })
}

fn is_starved(case: &Case<'_>, rated: &RatedMinute<'_>) -> bool {
    let thresholds = &case.rules.thresholds;
    let minute = rated.measured;
    let section = |section: Section| rated.sections[section as usize];
    let video = &stream::VIDEO_SENT;
    let sends_few_frames = !video.is_idle(minute, thresholds.idle_bitrate)
        && minute
            .get(video.framerate)
            .is_some_and(|fps| fps < thresholds.video_framerate_received.fair);
    section(Section::CpuUsage) >= Some(State::Poor)
        && section(Section::Network) == Some(State::Good)
        && sends_few_frames
}

fn evidence(case: &Case<'_>, minutes: &[Timestamp]) -> Vec<Evidence> {
    let few = case.rules.thresholds.video_framerate_received.fair;
    let measured = case.me.during(minutes).map(|minute| minute.measured);
    let frames = extreme(Metric::VideoFramerateSent, measured, f64::min, few);
    let cpu = Section::CpuUsage.metrics().filter_map(|metric| reading(case, metric, minutes));
    frames.into_iter().chain(cpu).collect()
}

#[cfg(test)]
mod tests {
    use super::super::super::tests::at;
    use super::super::super::verdict::Confidence;
    use super::super::testing::{Person, alone, minutes};
    use super::*;

    fn starved() -> Person {
        minutes(10).cpu(96.0, 60.0).with(Metric::VideoFramerateSent, 8.0)
    }

    #[test]
    fn few_frames_go_out_of_a_busy_computer() {
        let cause = alone(starved().from(3).to(5)).says(rule).unwrap();
        assert_eq!(cause.id, CauseId::StarvedEncoder);
        assert_eq!(cause.confidence, Confidence::High);
        assert_eq!(cause.minutes, [at(3), at(4), at(5)]);
        let frames = Evidence::Reading {
            metric: Metric::VideoFramerateSent,
            worst: 8.0,
            threshold: Some(15.0),
            minutes: 3,
        };
        assert_eq!(cause.evidence[0], frames);
    }

    #[test]
    fn each_bound_of_it() {
        let frames = |fps| starved().with(Metric::VideoFramerateSent, fps);
        let camera_off = frames(0.0).with(Metric::VideoBitrateSent, 0.0);
        for (what, person, is_it) in [
            ("14.9 frames", frames(14.9), true),
            ("15 frames", frames(15.0), false),
            ("the camera is off", camera_off, false),
            ("nobody counted frames", starved().without(Metric::VideoFramerateSent), false),
            ("the CPU is only fair", starved().cpu(89.0, 40.0), false),
            ("loss is fair", starved().loss_sent(2.0), false),
            ("delay is fair", starved().delay(200.0), false),
            ("nothing is known of the network", without_network(starved()), false),
        ] {
            assert_eq!(alone(person.from(3).to(5)).says(rule).is_some(), is_it, "{what}");
        }
    }

    fn without_network(person: Person) -> Person {
        Section::Network.metrics().fold(person, Person::without)
    }
}
