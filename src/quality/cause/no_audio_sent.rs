//! RC15: somebody speaks and nothing is sent: muted, or without permission for the microphone.
//! Source: quality model 4 (AC3).
//!
//! House: who speaks is known by the level alone, so it counts from -40 dB on, where the model calls
//! a level good (3.2); quieter is a room or a keyboard. Of a positive level nothing is known, unless
//! the tenant's settings say that it is sound. Two such minutes are needed: in one alone somebody
//! forgot to unmute and saw it. Who sent sound in other minutes knows the button, and may have been
//! talking to somebody in the room: that is a doubt.

use super::super::case::Case;
use super::super::minute::Minute;
use super::super::rules::Rules;
use super::super::semantics::PositiveLevelIs;
use super::super::stream;
use super::super::verdict::{Cause, CauseId, FactKind};
use super::evidence::sure_by_itself;
use super::listed;
use super::stretch::{extreme, starts};

pub(super) fn rule(case: &Case<'_>) -> Option<Cause> {
    let idle_bitrate = case.rules.thresholds.idle_bitrate;
    let sound = &stream::AUDIO_SENT;
    let all = &case.me.person.measured.minutes;
    let is_unheard = |minute: &&Minute| {
        let level = minute.get(sound.level);
        sound.is_idle(minute, idle_bitrate)
            && level.is_some_and(|level| is_speech(level, case.rules))
    };
    let unheard: Vec<&Minute> = all.iter().filter(is_unheard).collect();
    if unheard.len() < case.rules.causes.unheard_minutes {
        return None;
    }
    let was_sent =
        |minute: &Minute| minute.get(sound.bitrate).is_some_and(|kbps| kbps >= idle_bitrate);
    let minutes = starts(unheard.iter().copied());
    let microphone = listed::at(case, *minutes.last()?).find_map(|stay| stay.microphone.as_deref());
    let evidence = [
        extreme(sound.bitrate, unheard.iter().copied(), f64::max, idle_bitrate),
        extreme(sound.level, unheard.iter().copied(), f64::min, case.rules.causes.speech_level),
        listed::fact(FactKind::Microphone, microphone),
    ];
    Some(Cause {
        id: CauseId::NoAudioSent,
        confidence: sure_by_itself(u32::from(all.iter().any(was_sent))),
        evidence: evidence.into_iter().flatten().collect(),
        minutes,
    })
}

fn is_speech(level: f64, rules: &Rules) -> bool {
    let positive_counts = rules.semantics.positive_level == PositiveLevelIs::Audible;
    (rules.causes.speech_level..0.0).contains(&level) || (level > 0.0 && positive_counts)
}

#[cfg(test)]
mod tests {
    use super::super::super::metric::Metric;
    use super::super::super::tests::at;
    use super::super::super::verdict::{Confidence, Evidence};
    use super::super::testing::{Person, alone, minutes};
    use super::*;

    const LEVEL: Metric = Metric::AudioMicInputVolume;
    const SENT: Metric = Metric::AudioBitrateSent;

    fn unheard() -> Person {
        minutes(10).with(SENT, 0.0).with(LEVEL, -25.0)
    }

    #[test]
    fn somebody_speaks_and_nothing_is_sent() {
        let person = unheard().listed(|stay| stay.microphone = Some("Headset".to_owned()));
        let cause = alone(person).says(rule).unwrap();
        assert_eq!(cause.id, CauseId::NoAudioSent);
        assert_eq!(cause.confidence, Confidence::Medium);
        assert_eq!(cause.minutes.len(), 10);
        let sent =
            Evidence::Reading { metric: SENT, worst: 0.0, threshold: Some(1.0), minutes: 10 };
        let level =
            Evidence::Reading { metric: LEVEL, worst: -25.0, threshold: Some(-40.0), minutes: 10 };
        let named = Evidence::Fact { what: FactKind::Microphone, text: "Headset".to_owned() };
        assert_eq!(cause.evidence, [sent, level, named]);
    }

    #[test]
    fn who_was_heard_in_other_minutes_may_be_muted_on_purpose() {
        let cause = alone(unheard().from(3).to(4)).says(rule).unwrap();
        assert_eq!(cause.confidence, Confidence::Low);
        assert_eq!(cause.minutes, [at(3), at(4)]);
    }

    #[test]
    fn each_bound_of_it() {
        for (what, person, is_it) in [
            ("two minutes", unheard().from(3).to(4), true),
            ("two minutes apart", unheard().throughout().with(LEVEL, -70.0).from(1).to(8), true),
            ("one minute", unheard().at(3), false),
            ("less than 1 kbps", unheard().with(SENT, 0.9), true),
            ("1 kbps", unheard().with(SENT, 1.0), false),
            ("nobody measured what was sent", unheard().without(SENT), false),
            ("-40 dB", unheard().with(LEVEL, -40.0), true),
            ("-40.1 dB", unheard().with(LEVEL, -40.1), false),
            ("nobody measured the level", unheard().without(LEVEL), false),
        ] {
            assert_eq!(alone(person).says(rule).is_some(), is_it, "{what}");
        }
    }

    #[test]
    fn a_positive_level_is_speech_only_where_the_settings_say_so() {
        use PositiveLevelIs::{Audible, Unknown};
        for (level, positive_level, is_it) in [
            (6.0, Unknown, false),
            (0.0, Unknown, false),
            (6.0, Audible, true),
            (0.0, Audible, false),
            (-25.0, Audible, true),
        ] {
            let meeting = alone(unheard().with(LEVEL, level))
                .under(|rules| rules.semantics.positive_level = positive_level);
            assert_eq!(meeting.says(rule).is_some(), is_it, "{level} dB, {positive_level:?}");
        }
    }
}
