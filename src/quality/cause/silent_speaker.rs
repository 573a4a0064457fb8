//! RC16: sound arrives and the loudspeaker is silent: the wrong device, or its volume is zero.
//! Source: quality model 4 (T14).
//!
//! House: five minutes one after another, as for microphones; silent is what is below the level that
//! is audible. Others may just have been silent on an open line, so the cause is never more than
//! medium, and low when the loudspeaker was heard in another minute.

use super::super::case::Case;
use super::super::minute::Minute;
use super::super::semantics::PositiveLevelIs;
use super::super::stream;
use super::super::verdict::{Cause, CauseId, FactKind};
use super::evidence::sure_by_itself;
use super::listed;
use super::stretch::{extreme, longest_stretch, starts};

pub(super) fn rule(case: &Case<'_>) -> Option<Cause> {
    let thresholds = &case.rules.thresholds;
    let normal = thresholds.audio_bitrate.fair;
    let sound = &stream::AUDIO_RECEIVED;
    let level = |minute: &Minute| minute.get(sound.level);
    let is_silent = |minute: &Minute| level(minute).is_some_and(|level| is_silent(level, case));
    let arrives = |minute: &Minute| minute.get(sound.bitrate).is_some_and(|kbps| kbps >= normal);

    let all = &case.me.person.measured.minutes;
    let silent = longest_stretch(all, |stretch| stretch.iter().all(|m| is_silent(m) && arrives(m)));
    if silent.len() < case.rules.causes.steady_minutes {
        return None;
    }
    let was_heard = all.iter().any(|minute| level(minute).is_some() && !is_silent(minute));
    let minutes = starts(silent);
    let speaker = listed::at(case, *minutes.last()?).find_map(|stay| stay.speaker.as_deref());
    let evidence = [
        extreme(sound.level, silent, f64::max, thresholds.audible_level),
        extreme(sound.bitrate, silent, f64::min, normal),
        listed::fact(FactKind::Speaker, speaker),
    ];
    Some(Cause {
        id: CauseId::SilentSpeaker,
        confidence: sure_by_itself(u32::from(was_heard)),
        evidence: evidence.into_iter().flatten().collect(),
        minutes,
    })
}

/// Near silence, in negative decibels. What a level of zero or above is, is not documented; where
/// positive ones are known to be sound, zero is none.
fn is_silent(level: f64, case: &Case<'_>) -> bool {
    let zero_is_none = case.rules.semantics.positive_level == PositiveLevelIs::Audible;
    level < case.rules.thresholds.audible_level || (level == 0.0 && zero_is_none)
}

#[cfg(test)]
mod tests {
    use super::super::super::metric::Metric;
    use super::super::super::tests::at;
    use super::super::super::verdict::{Confidence, Evidence};
    use super::super::testing::{Person, alone, minutes};
    use super::*;

    const LEVEL: Metric = Metric::AudioSpeakerVolume;
    const RECEIVED: Metric = Metric::AudioBitrateReceived;

    fn silent() -> Person {
        minutes(10).with(LEVEL, -90.0).throughout()
    }

    #[test]
    fn sound_arrives_and_the_loudspeaker_is_silent() {
        let person = silent().listed(|stay| stay.speaker = Some("HDMI".to_owned()));
        let cause = alone(person).says(rule).unwrap();
        assert_eq!(cause.id, CauseId::SilentSpeaker);
        assert_eq!(cause.confidence, Confidence::Medium);
        assert_eq!(cause.minutes, (0..10).map(at).collect::<Vec<_>>());
        let level =
            Evidence::Reading { metric: LEVEL, worst: -90.0, threshold: Some(-50.0), minutes: 10 };
        let arrives =
            Evidence::Reading { metric: RECEIVED, worst: 40.0, threshold: Some(24.0), minutes: 10 };
        let named = Evidence::Fact { what: FactKind::Speaker, text: "HDMI".to_owned() };
        assert_eq!(cause.evidence, [level, arrives, named]);
    }

    #[test]
    fn a_loudspeaker_that_was_heard_works() {
        let cause = alone(silent().with(LEVEL, -30.0).from(0).to(3)).says(rule).unwrap();
        assert_eq!(cause.confidence, Confidence::Low);
        assert_eq!(cause.minutes, (4..10).map(at).collect::<Vec<_>>());
    }

    #[test]
    fn each_bound_of_it() {
        let heard_from = |minute| silent().with(LEVEL, -25.0).from(minute).to(9);
        let arriving = |kbps| silent().with(RECEIVED, kbps);
        for (what, person, is_it) in [
            ("five minutes", heard_from(5), true),
            ("four minutes", heard_from(4), false),
            ("-50.1 dB", silent().with(LEVEL, -50.1), true),
            ("-50 dB", silent().with(LEVEL, -50.0), false),
            ("24 kbps arrive", arriving(24.0), true),
            ("23.9 kbps arrive", arriving(23.9), false),
            ("nobody measured the level", silent().without(LEVEL), false),
            ("nobody measured what arrived", silent().without(RECEIVED), false),
        ] {
            assert_eq!(alone(person).says(rule).is_some(), is_it, "{what}");
        }
    }

    #[test]
    fn zero_is_silence_only_where_positive_levels_are_known_to_be_sound() {
        use PositiveLevelIs::{Audible, Unknown};
        for (level, positive_level, is_it) in [
            (0.0, Unknown, false),
            (6.0, Unknown, false),
            (0.0, Audible, true),
            (6.0, Audible, false),
            (-90.0, Audible, true),
        ] {
            let meeting = alone(silent().with(LEVEL, level))
                .under(|rules| rules.semantics.positive_level = positive_level);
            assert_eq!(meeting.says(rule).is_some(), is_it, "{level} dB, {positive_level:?}");
        }
    }
}
