//! RC14: the wrong microphone, or one that is covered or muted by its own switch: sound is sent, and
//! there is nothing in it. Source: quality model 4, and 3.2 for the bounds: for five minutes one
//! after another the level stays within 2 dB, below -50 dB, while 24 kbps or more are sent.
//!
//! A listener with an open microphone looks the same, so the cause is never more than medium; house:
//! who was heard in another minute has a microphone that works, and it is low. Levels of zero or
//! above are of an undocumented scale, and never near silence.

use super::super::case::Case;
use super::super::metric::Metric;
use super::super::minute::Minute;
use super::super::rules::Rules;
use super::super::stream;
use super::super::verdict::{Cause, CauseId, FactKind};
use super::evidence::sure_by_itself;
use super::listed;
use super::stretch::{extreme, longest_stretch, starts};

pub(super) fn rule(case: &Case<'_>) -> Option<Cause> {
    let thresholds = &case.rules.thresholds;
    let all = &case.me.person.measured.minutes;
    let quiet = longest_stretch(all, |stretch| is_quiet_and_flat(stretch, case.rules));
    if quiet.len() < case.rules.causes.steady_minutes {
        return None;
    }
    let sound = &stream::AUDIO_SENT;
    let audible = thresholds.audible_level;
    let was_heard = all.iter().any(|minute| sound.is_audible(minute, case.rules));
    let minutes = starts(quiet);
    let microphone = listed::at(case, *minutes.last()?).find_map(|stay| stay.microphone.as_deref());
    let evidence = [
        extreme(sound.level, quiet, f64::max, audible),
        extreme(sound.bitrate, quiet, f64::min, thresholds.audio_bitrate.fair),
        listed::fact(FactKind::Microphone, microphone),
    ];
    Some(Cause {
        id: CauseId::QuietMicrophone,
        confidence: sure_by_itself(u32::from(was_heard)),
        evidence: evidence.into_iter().flatten().collect(),
        minutes,
    })
}

fn is_quiet_and_flat(stretch: &[Minute], rules: &Rules) -> bool {
    let thresholds = &rules.thresholds;
    let level = |minute: &Minute| minute.get(Metric::AudioMicInputVolume);
    let is_quiet = |minute: &Minute| {
        level(minute).is_some_and(|level| level < thresholds.audible_level)
            && minute
                .get(Metric::AudioBitrateSent)
                .is_some_and(|kbps| kbps >= thresholds.audio_bitrate.fair)
    };
    let levels = || stretch.iter().filter_map(level);
    let loudest = levels().fold(f64::NEG_INFINITY, f64::max);
    let quietest = levels().fold(f64::INFINITY, f64::min);
    stretch.iter().all(is_quiet) && loudest - quietest <= rules.causes.flat_level
}

#[cfg(test)]
mod tests {
    use super::super::super::semantics::PositiveLevelIs;
    use super::super::super::tests::at;
    use super::super::super::verdict::{Confidence, Evidence};
    use super::super::testing::{Person, alone, minutes};
    use super::*;

    const LEVEL: Metric = Metric::AudioMicInputVolume;

    fn quiet() -> Person {
        minutes(10).with(LEVEL, -62.0).throughout()
    }

    #[test]
    fn a_microphone_that_hears_nothing_is_named() {
        let person = quiet().listed(|stay| stay.microphone = Some("Built-in".to_owned()));
        let cause = alone(person).says(rule).unwrap();
        assert_eq!(cause.id, CauseId::QuietMicrophone);
        assert_eq!(cause.confidence, Confidence::Medium);
        assert_eq!(cause.minutes, (0..10).map(at).collect::<Vec<_>>());
        let level =
            Evidence::Reading { metric: LEVEL, worst: -62.0, threshold: Some(-50.0), minutes: 10 };
        let metric = Metric::AudioBitrateSent;
        let sent = Evidence::Reading { metric, worst: 40.0, threshold: Some(24.0), minutes: 10 };
        let named = Evidence::Fact { what: FactKind::Microphone, text: "Built-in".to_owned() };
        assert_eq!(cause.evidence, [level, sent, named]);
    }

    #[test]
    fn who_was_heard_before_may_just_be_listening() {
        let cause = alone(quiet().with(LEVEL, -30.0).from(0).to(3)).says(rule).unwrap();
        assert_eq!(cause.confidence, Confidence::Low);
        assert_eq!(cause.minutes, (4..10).map(at).collect::<Vec<_>>());
    }

    #[test]
    fn each_bound_of_it() {
        let sent = |kbps| quiet().with(Metric::AudioBitrateSent, kbps);
        let heard_from = |minute| quiet().with(LEVEL, -25.0).from(minute).to(9);
        for (what, person, is_it) in [
            ("five minutes", heard_from(5), true),
            ("four minutes", heard_from(4), false),
            ("five and four, one louder between", quiet().with(LEVEL, -40.0).at(5), true),
            ("four and four, two louder between", quiet().with(LEVEL, -40.0).from(4).to(5), false),
            ("four and four, two missing between", quiet().missing().from(4).to(5), false),
            ("-50.1 dB", quiet().with(LEVEL, -50.1), true),
            ("-50 dB", quiet().with(LEVEL, -50.0), false),
            ("a range of 2 dB", quiet().with(LEVEL, -60.0).at(4), true),
            ("a range of 2.1 dB", quiet().with(LEVEL, -59.9).from(4).to(5), false),
            ("24 kbps sent", sent(24.0), true),
            ("23.9 kbps sent", sent(23.9), false),
            ("nobody measured the level", quiet().without(LEVEL), false),
            ("nobody measured what was sent", quiet().without(Metric::AudioBitrateSent), false),
        ] {
            assert_eq!(alone(person).says(rule).is_some(), is_it, "{what}");
        }
    }

    #[test]
    fn a_level_of_zero_or_above_is_never_near_silence() {
        for positive_level in [PositiveLevelIs::Unknown, PositiveLevelIs::Audible] {
            for level in [0.0, 0.1, 6.0] {
                let meeting = alone(quiet().with(LEVEL, level))
                    .under(|rules| rules.semantics.positive_level = positive_level);
                assert_eq!(meeting.says(rule), None, "{level} dB, {positive_level:?}");
            }
        }
    }
}
