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
    let minutes = [silent, unsteady, second];
    let rated = rate_all(&minutes, &Rules::default());
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
            let minute = minute(0, &[(sound.bitrate, 8.0), (level, db)]);
            let rated = rate_alone(&minute, &rules);
            assert_eq!(rated.state, state, "{db} dB");
        }
    }
}

/// A minute of speech in a direction: loss in percent, latency and jitter in ms.
fn spoken(sound: &Sound, loss: Metric, [lost, latency, jitter]: [f64; 3]) -> Minute {
    let readings =
        [(sound.bitrate, 40.0), (loss, lost), (sound.latency, latency), (sound.jitter, jitter)];
    minute(0, &readings)
}

#[test]
fn what_is_bearable_alone_may_together_be_a_bad_voice() {
    let ways = [
        (&stream::AUDIO_RECEIVED, Metric::NetworkPacketLossAvgReceived, Metric::VoiceReceived),
        (&stream::AUDIO_SENT, Metric::NetworkPacketLossAvgSent, Metric::VoiceSent),
    ];
    // R: V1, V4, V5 and V9 of quality model 3.4; the others by a script of their own.
    for (readings, state, r) in [
        ([0.0, 30.0, 0.0], Good, 92.7905),
        ([2.0, 100.0, 0.0], Fair, 78.8825),
        ([3.0, 120.0, 30.0], Fair, 70.5171),
        ([4.5, 350.0, 20.0], Severe, 42.1387),
        ([4.5, 250.0, 20.0], Poor, 51.1369),
        ([0.0, 350.0, 20.0], Fair, 67.9546),
    ] {
        for (sound, loss, voice) in ways {
            let minute = spoken(sound, loss, readings);
            let rated = rate_alone(&minute, &Rules::default());
            let said = rated.readings.iter().find(|reading| reading.metric == voice);
            assert_eq!(said.map_or(Good, |reading| reading.state), state, "{readings:?}");
            assert!(said.is_none_or(|reading| (reading.value - r).abs() < 1e-4), "{said:?}");
            let alone = rated.readings.iter().filter(|reading| !reading.metric.is_derived());
            assert!(alone.map(|reading| reading.state).max() <= Some(Fair), "{readings:?}");
        }
    }
}

#[test]
fn a_voice_is_not_rated_after_silence_nor_of_what_is_not_known() {
    let loss = Metric::NetworkPacketLossAvgSent;
    let spoken = || spoken(&stream::AUDIO_SENT, loss, [4.5, 350.0, 20.0]);
    let after = |before: Minute| {
        let mut minute = spoken();
        minute.at = super::super::super::tests::at(1);
        let minutes = [before, minute];
        let rated = rate_all(&minutes, &Rules::default());
        rated[1].readings.iter().any(|reading| reading.metric.is_derived())
    };
    assert!(after(spoken()));
    assert!(!after(minute(0, &[(Metric::AudioBitrateSent, 0.0)])));
    for unknown in [loss, Metric::AudioLatencySent, Metric::AudioJitterSent] {
        let known = Metric::all().filter(|metric| *metric != unknown);
        let readings: Vec<_> = known.filter_map(|m| Some((m, spoken().get(m)?))).collect();
        let rated = rate_of(&readings);
        assert!(!rated.readings.iter().any(|reading| reading.metric.is_derived()), "{unknown:?}");
    }
}
