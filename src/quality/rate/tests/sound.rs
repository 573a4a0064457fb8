//! Sound after silence, and levels above zero.

use super::*;
use crate::quality::semantics::PositiveLevelIs;

/// The two directions of sound and the level at their end.
const SOUNDS: [(&Sound, Metric); 2] = [
    (&stream::AUDIO_RECEIVED, Metric::AudioSpeakerVolume),
    (&stream::AUDIO_SENT, Metric::AudioMicInputVolume),
];

/// What is named of sound in a minute that follows another: bitrate, latency and jitter are bad.
fn named_after(sound: &Sound, minutes_later: i64, before: Readings<'_>) -> Vec<Metric> {
    let bad =
        [(sound.bitrate, 6.0), (sound.level, -20.0), (sound.latency, 500.0), (sound.jitter, 120.0)];
    let minutes = [minute(0, before), minute(minutes_later, &bad)];
    let rated = rate_all(&minutes, &Rules::default());
    rated[1].readings.iter().map(|reading| reading.metric).collect()
}

#[test]
fn the_first_minute_after_silence_rates_neither_jitter_nor_bitrate() {
    for (sound, level) in SOUNDS {
        for silence in [
            &[(sound.bitrate, 0.0)][..],
            &[(sound.bitrate, 0.9), (sound.jitter, 5.0)],
            // No audio at all, whatever the device says.
            &[(Metric::NetworkDelay, 50.0), (level, -20.0)],
        ] {
            assert_eq!(named_after(sound, 1, silence), [sound.latency], "{silence:?}");
        }
        let everything = [sound.jitter, sound.bitrate, sound.latency];
        for speech in [
            &[(sound.bitrate, 30.0)][..],
            &[(sound.bitrate, 1.0)],
            &[(sound.jitter, 5.0)],
            &[(sound.latency, 5.0)],
        ] {
            let mut named = named_after(sound, 1, speech);
            named.sort();
            let mut everything = everything;
            everything.sort();
            assert_eq!(named, everything, "{speech:?}");
        }
    }
}

#[test]
fn a_gap_tells_nothing_about_silence() {
    for (sound, _) in SOUNDS {
        assert_eq!(named_after(sound, 2, &[(sound.bitrate, 0.0)]).len(), 3);
    }
}

#[test]
fn silence_of_one_direction_excuses_that_direction_only() {
    let silent = minute(0, &[(Metric::AudioBitrateSent, 0.0), (Metric::AudioJitterReceived, 2.0)]);
    let unsteady =
        minute(1, &[(Metric::AudioJitterSent, 120.0), (Metric::AudioJitterReceived, 120.0)]);
    let second = minute(2, &[(Metric::AudioJitterSent, 120.0)]);
    let rated = rate_all(&[silent, unsteady, second], &Rules::default());
    let named = |n: usize| rated[n].readings.iter().map(|r| r.metric).collect::<Vec<_>>();
    assert_eq!(named(1), [Metric::AudioJitterReceived]);
    assert_eq!(named(2), [Metric::AudioJitterSent]);
}

#[test]
fn a_positive_level_counts_where_the_rules_say_so() {
    for (sound, level) in SOUNDS {
        for (db, state) in [(-51.0, None), (-50.0, Some(Poor)), (0.0, None), (6.0, Some(Poor))] {
            let mut rules = Rules::default();
            rules.semantics.positive_level = PositiveLevelIs::Audible;
            let rated = rate_alone(&minute(0, &[(sound.bitrate, 8.0), (level, db)]), &rules);
            assert_eq!(rated.state(), state, "{db} dB");
        }
    }
}
