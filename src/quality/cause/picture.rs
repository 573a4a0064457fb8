//! RC12, a finding: the picture was turned down over a clean link, which is mostly harmless.
//!
//! The bitrate is down by 60 % from the person's own median, and the frame rate by a quarter (house)
//! or the resolution by any step, in two minutes at least (house), while loss, jitter and CPU are
//! good. Source: quality model 4.

use jiff::Timestamp;

use super::super::case::Case;
use super::super::judgement::State;
use super::super::metric::{Metric, Section};
use super::super::minute::Minute;
use super::super::stream::{Picture, VIDEO_RECEIVED, VIDEO_SENT};
use super::super::verdict::{ExcludedId, Exclusion};
use super::super::way::is_jitter;
use super::evidence::{median, medians};

pub(super) fn finding(case: &Case<'_>) -> Option<Exclusion> {
    [&VIDEO_RECEIVED, &VIDEO_SENT].into_iter().find_map(|picture| turned_down(case, picture))
}

fn turned_down(case: &Case<'_>, picture: &Picture) -> Option<Exclusion> {
    let bounds = &case.rules.causes;
    let idle = case.rules.thresholds.idle_bitrate;
    let flowing: Vec<&Minute> = case
        .me
        .person
        .measured
        .minutes
        .iter()
        .filter(|minute| !picture.is_idle(minute, idle))
        .collect();
    let usual = |metric| median(flowing.iter().filter_map(|minute| minute.get(metric)).collect());
    let bitrate = usual(picture.bitrate)?;
    let (framerate, resolution) = (usual(picture.framerate), usual(picture.resolution));
    let is_down = |minute: &Minute, metric, bound: Option<f64>| {
        minute.get(metric).zip(bound).is_some_and(|(value, bound)| value < bound)
    };
    let minutes: Vec<Timestamp> = flowing
        .iter()
        .filter(|minute| {
            minute.get(picture.bitrate).is_some_and(|b| b <= bounds.bitrate_left * bitrate)
        })
        .filter(|minute| {
            is_down(minute, picture.framerate, framerate.map(|usual| bounds.framerate_left * usual))
                || is_down(minute, picture.resolution, resolution)
        })
        .filter(|minute| is_clean(case, minute))
        .map(|minute| minute.at)
        .collect();
    let evidence = [picture.bitrate, picture.framerate, picture.resolution]
        .into_iter()
        .filter_map(|metric| medians(case, metric, &minutes));
    (minutes.len() >= bounds.picture_minutes)
        .then(|| Exclusion { id: ExcludedId::PictureTurnedDown, evidence: evidence.collect() })
}

/// Loss and jitter were good, and so was the computer as far as it was measured.
fn is_clean(case: &Case<'_>, minute: &Minute) -> bool {
    case.me.at(minute.at).is_some_and(|rated| {
        rated.sections[Section::Network as usize] == Some(State::Good)
            && rated.sections[Section::CpuUsage as usize].is_none_or(|cpu| cpu == State::Good)
            && !rated.readings.iter().any(|reading| is_jitter(reading.metric))
            && minute.get(Metric::NetworkPacketLossAvgReceived).is_some()
    })
}

#[cfg(test)]
mod tests {
    use super::super::testing::{Person, alone, minutes};
    use super::*;

    fn down(kbps: f64, fps: f64) -> Person {
        minutes(10)
            .with(Metric::VideoBitrateReceived, kbps)
            .with(Metric::VideoFramerateReceived, fps)
            .from(3)
            .to(6)
    }

    fn says(person: Person) -> Option<Exclusion> {
        alone(person).look(finding)
    }

    #[test]
    fn less_picture_over_a_clean_link_is_found() {
        let finding = says(down(480.0, 18.0)).unwrap();
        assert_eq!(finding.id, ExcludedId::PictureTurnedDown);
        assert_eq!(finding.evidence.len(), 3);
        let smaller = down(480.0, 25.0).with(Metric::VideoMaximumResolutionReceived, 360.0);
        assert!(says(smaller.from(3).to(6)).is_some());
    }

    #[test]
    fn a_little_less_a_full_frame_rate_or_a_bad_link_is_not() {
        for (why, person) in [
            ("less than 60 %", down(481.0, 18.0)),
            ("only the bitrate", down(480.0, 25.0)),
            ("lossy", down(480.0, 18.0).loss_received(2.0).from(3).to(6)),
            ("uneven", down(480.0, 18.0).jitter_received(30.0).from(3).to(6)),
            ("busy", down(480.0, 18.0).cpu(60.0, 10.0).from(3).to(6)),
            ("the camera was off", down(0.0, 0.0)),
            (
                "one minute",
                minutes(10).with(Metric::VideoBitrateReceived, 400.0).choppy_video().at(3),
            ),
        ] {
            assert_eq!(says(person), None, "{why}");
        }
    }
}
