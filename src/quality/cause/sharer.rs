//! RC18: only the shared screen was bad: few frames of it came, and late, while sound and video were
//! good. The sharer's computer or uplink, or too much motion. Source: quality model 4; that few
//! frames alone are a still picture is `rate`'s rule.
//!
//! House: nothing else of the minute may be bad, and sound or video must be known to be good, the
//! other may be off; late is a latency that is not good. Unless somebody else saw the same, a doubt
//! is left that it was this person's side; when others saw the screen well, two.

use jiff::Timestamp;

use super::super::case::Case;
use super::super::judgement::State;
use super::super::metric::{Metric, Section};
use super::super::rate::RatedMinute;
use super::super::stream;
use super::super::thresholds::Thresholds;
use super::super::verdict::{Cause, CauseId, Evidence};
use super::super::way::poor;
use super::evidence::{bad_minutes, reading, sure_of};
use super::stretch::extreme;

const FRAMES: Metric = Metric::ShareFramerateReceived;
const LATENCY: Metric = Metric::ShareLatencyReceived;

pub(super) fn rule(case: &Case<'_>) -> Option<Cause> {
    let thresholds = &case.rules.thresholds;
    let minutes = bad_minutes(case, |minute| {
        is_only_the_share(minute) && is_late_and_choppy(minute, thresholds)
    })?;
    let late = thresholds.media_latency.fair;
    let measured = case.me.during(&minutes).map(|minute| minute.measured);
    let evidence = [reading(case, FRAMES, &minutes), extreme(LATENCY, measured, f64::max, late)];
    Some(Cause {
        id: CauseId::SharerSide,
        confidence: sure_of(case, &minutes, doubts(case, &minutes)),
        evidence: evidence.into_iter().flatten().chain(sharer(case, &minutes)).collect(),
        minutes,
    })
}

fn is_only_the_share(minute: &RatedMinute<'_>) -> bool {
    let state = |section: Section| minute.sections[section as usize];
    let media = [Section::Audio, Section::Video];
    // The estimate of the voice counts loss, which is the network's.
    let troubled = minute.readings.iter().filter(|reading| !reading.metric.is_derived());
    !troubled.map(|reading| reading.metric.section()).any(|section| media.contains(&section))
        && media.into_iter().any(|section| state(section).is_some())
        && [Section::Network, Section::CpuUsage].into_iter().all(|s| state(s) < Some(State::Poor))
}

/// `rate` counts few frames of a share that comes unsteadily or with loss too; here it has to be
/// late.
fn is_late_and_choppy(minute: &RatedMinute<'_>, thresholds: &Thresholds) -> bool {
    let latency = minute.measured.get(LATENCY);
    poor(minute).any(|metric| metric == FRAMES)
        && latency.is_some_and(|latency| !thresholds.media_latency.rate(latency).is_good())
}

/// How much is left open by what others saw of the screen.
fn doubts(case: &Case<'_>, minutes: &[Timestamp]) -> u32 {
    let sections = case
        .others
        .iter()
        .flat_map(|other| other.during(minutes))
        .filter_map(|minute| minute.sections[Section::ScreenSharing as usize]);
    match sections.max() {
        None => 1,
        Some(worst) if worst >= State::Poor => 0,
        Some(_) => 2,
    }
}

/// What was worst at the side of somebody who shared, if anything was poor there.
fn sharer(case: &Case<'_>, minutes: &[Timestamp]) -> Option<Evidence> {
    let idle_bitrate = case.rules.thresholds.idle_bitrate;
    let is_telling = |metric: Metric| {
        metric.section() == Section::CpuUsage
            || metric == Metric::NetworkPacketLossAvgSent
            || metric == Metric::NetworkDelay
    };
    case.others.iter().find_map(|other| {
        let shares = |minute: &&RatedMinute<'_>| {
            let sends = minute.measured.get(stream::SHARE_SENT.bitrate);
            sends.is_some_and(|kbps| kbps >= idle_bitrate)
        };
        let poor = other
            .during(minutes)
            .filter(shares)
            .flat_map(|minute| &minute.readings)
            .filter(|reading| reading.state >= State::Poor && is_telling(reading.metric));
        let worst = poor.max_by(|a, b| a.state.cmp(&b.state).then(a.value.total_cmp(&b.value)))?;
        let name = other.person.name.clone();
        Some(Evidence::Speaker { name, metric: worst.metric, worst: worst.value })
    })
}

#[cfg(test)]
mod tests {
    use super::super::super::tests::at;
    use super::super::super::verdict::Confidence;
    use super::super::testing::{Person, alone, minutes, people};
    use super::*;

    /// Sees a shared screen with so many frames, so late.
    fn watching(fps: f64, latency: f64) -> Person {
        minutes(10)
            .with(Metric::ShareBitrateReceived, 800.0)
            .with(Metric::ShareMaximumResolutionReceived, 1_080.0)
            .with(FRAMES, fps)
            .with(LATENCY, latency)
    }

    fn choppy() -> Person {
        watching(1.0, 300.0)
    }

    #[test]
    fn only_the_shared_screen_was_bad() {
        let cause = alone(choppy().from(3).to(5)).says(rule).unwrap();
        assert_eq!(cause.id, CauseId::SharerSide);
        assert_eq!(cause.minutes, [at(3), at(4), at(5)]);
        let frames =
            Evidence::Reading { metric: FRAMES, worst: 1.0, threshold: Some(2.0), minutes: 3 };
        let late =
            Evidence::Reading { metric: LATENCY, worst: 300.0, threshold: Some(150.0), minutes: 3 };
        assert_eq!(cause.evidence, [frames, late]);
    }

    #[test]
    fn what_others_saw_tells_how_sure_it_is() {
        for (what, others, confidence) in [
            ("nobody else is known", vec![], Confidence::Medium),
            ("nobody else watched", vec![minutes(10)], Confidence::Medium),
            ("another saw the same", vec![watching(9.0, 60.0), choppy()], Confidence::High),
            ("others saw it well", vec![watching(9.0, 60.0)], Confidence::Low),
        ] {
            let meeting = people([vec![choppy()], others].concat());
            assert_eq!(meeting.says(rule).unwrap().confidence, confidence, "{what}");
        }
    }

    #[test]
    fn the_sharer_is_named_when_their_side_was_bad() {
        let sharing = |person: Person| person.named("Ann").with(Metric::ShareBitrateSent, 800.0);
        let evidence_beside = |other| people([choppy(), other]).says(rule).unwrap().evidence;
        let ann = |metric, worst| Evidence::Speaker { name: "Ann".to_owned(), metric, worst };

        let busy = evidence_beside(sharing(minutes(10).cpu(97.0, 30.0)));
        assert_eq!(busy[2..], [ann(Metric::CpuSystemAvg, 97.0)]);
        let lossy = evidence_beside(sharing(minutes(10).loss_sent(8.0)));
        assert_eq!(lossy[2..], [ann(Metric::NetworkPacketLossAvgSent, 8.0)]);
        assert_eq!(evidence_beside(sharing(minutes(10)))[2..], []);
        let not_sharing = evidence_beside(minutes(10).cpu(97.0, 30.0));
        assert_eq!(not_sharing[2..], []);
        let hears_badly = evidence_beside(sharing(minutes(10).loss_received(8.0)));
        assert_eq!(hears_badly[2..], []);
    }

    #[test]
    fn each_bound_of_it() {
        let without =
            |person: Person, section: Section| section.metrics().fold(person, Person::without);
        for (what, person, is_it) in [
            ("1.9 frames, 150 ms", watching(1.9, 150.0), true),
            ("2 frames", watching(2.0, 300.0), false),
            ("in time, a still picture", watching(1.0, 149.0), false),
            (
                "in time, unsteady",
                watching(1.0, 149.0).with(Metric::ShareJitterReceived, 250.0),
                false,
            ),
            ("late alone", watching(15.0, 500.0), false),
            ("sound is only fair", choppy().jitter_received(35.0), false),
            ("video is only fair", choppy().with(Metric::VideoFramerateReceived, 12.0), false),
            ("nobody measured video", without(choppy(), Section::Video), true),
            (
                "nobody measured sound and video",
                without(without(choppy(), Section::Audio), Section::Video),
                false,
            ),
            ("loss is fair", choppy().loss_received(3.0), true),
            ("loss is poor", choppy().loss_received(6.0), false),
            ("my computer is busy", choppy().cpu(95.0, 20.0), false),
        ] {
            assert_eq!(alone(person.from(3).to(5)).says(rule).is_some(), is_it, "{what}");
        }
    }
}
