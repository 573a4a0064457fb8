//! Every bound of a cause is a setting: what is said by default is not said, or said otherwise, when
//! the bound is another.

use super::super::super::rules::Rules;
use super::*;
use std::time::Duration;

/// What a meeting comes to: causes with their confidence, exclusions, episodes and scope.
fn said(meeting: &Meeting) -> String {
    let verdict = meeting.verdict();
    let causes: Vec<_> = verdict.causes.iter().map(|cause| (cause.id, cause.confidence)).collect();
    let excluded: Vec<_> = verdict.excluded.iter().map(|exclusion| exclusion.id).collect();
    format!("{causes:?} {excluded:?} {:?} {:?}", verdict.episodes, verdict.scope.verdict)
}

fn with(metric: Metric, value: f64) -> Person {
    minutes(20).with(metric, value)
}

fn bad_in(office: &str) -> Person {
    minutes(10).loss_received(8.0).from(3).to(6).office(office)
}

fn fine_in(office: &str) -> Person {
    minutes(10).office(office)
}

fn versioned(person: Person, version: &str) -> Person {
    person.listed(|stay| stay.app_version = Some(version.to_owned()))
}

#[test]
fn every_bound_is_a_setting() {
    let lossy = |to| minutes(20).loss_sent(6.0).from(3).to(to);
    let listener = || minutes(10).choppy_video().from(3).to(6);
    let speaker = || minutes(10).loss_sent(12.0).from(3).to(6);
    let turned_down =
        || with(Metric::VideoBitrateReceived, 480.0).with(Metric::VideoFramerateReceived, 18.0);
    let bursts = with(Metric::NetworkPacketLossMaxSent, 30.0).from(3).to(4);
    let twice = || minutes(20).loss_sent(6.0).from(3).to(4).loss_sent(6.0).from(12).to(13);
    let part = |to| minutes(20).loss_sent(6.0).from(3).to(to).choppy_video().from(10).to(13);
    let speech = with(Metric::AudioBitrateSent, 0.0);
    let flat = minutes(10).with(Metric::AudioMicInputVolume, -62.0).throughout();
    let flat = flat.with(Metric::AudioMicInputVolume, -60.5).from(4).to(5);
    for (setting, meeting) in [
        ("min_bad_minutes = 3", alone(lossy(4))),
        ("min_coverage = 0.9", alone(lossy(6).missing().from(12).to(14))),
        ("episode_step = 1", alone(lossy(3).loss_sent(6.0).at(5))),
        ("nearly_all = 0.3", people([part(6), minutes(20)])),
        ("most = 0.6", people([part(6), minutes(20)])),
        ("fine_share = 0.6", people([lossy(6), lossy(6), minutes(20)])),
        ("service_share = 0.9", people([bad_in("a"), bad_in("a"), bad_in("b"), fine_in("c")])),
        ("service_people = 4", people([bad_in("a"), bad_in("a"), bad_in("b"), fine_in("c")])),
        ("service_sites = 3", people([bad_in("a"), bad_in("a"), bad_in("b"), fine_in("c")])),
        ("office_share = 0.9", people([bad_in("a"), bad_in("a"), fine_in("a"), fine_in("b")])),
        ("office_elsewhere = 1", people([bad_in("a"), bad_in("a"), fine_in("b")])),
        ("delay_rise = 20", alone(minutes(20).delay(450.0).from(3).to(6))),
        (
            "steady_delay = 1",
            alone(minutes(10).delay(420.0).throughout().delay(500.0).from(5).to(9)),
        ),
        ("client_share = 0.1", alone(minutes(20).cpu(96.0, 12.0).from(3).to(5))),
        ("bitrate_left = 0.3", alone(turned_down().from(3).to(6))),
        ("framerate_left = 0.5", alone(turned_down().from(3).to(6))),
        ("picture_minutes = 5", alone(turned_down().from(3).to(6))),
        ("quota_video_lines = 180", people([capped(minutes(10)), capped(minutes(10))])),
        ("quota_people = 3", people([capped(minutes(10)), capped(minutes(10))])),
        ("steady_minutes = 11", people([capped(minutes(10)), capped(minutes(10))])),
        ("flat_level = 1", alone(flat)),
        ("speech_level = -20", alone(speech.clone())),
        ("unheard_minutes = 21", alone(speech)),
        ("speaker_share = 0.9", people([listener(), listener(), minutes(10), speaker()])),
        ("speaker_receivers = 3", people([listener(), listener(), minutes(10), speaker()])),
        ("away_seconds = 90", alone(minutes(20).away(Duration::from_secs(80)))),
        ("missing_minutes = 4", alone(minutes(20).missing().from(4).to(6))),
        ("burst_minutes = 3", alone(bursts)),
        (
            "client_stretches = 3",
            people([versioned(twice().wifi(), "7.0.0"), versioned(minutes(20), "7.30.0")]),
        ),
    ] {
        let by_default = said(&meeting);
        let set: Rules = toml::from_str(&format!("[causes]\n{setting}")).unwrap();
        assert_eq!(set.check(), [""; 0], "{setting}");
        let otherwise = said(&meeting.under(|rules| rules.causes = set.causes));
        assert_ne!(by_default, otherwise, "{setting}");
    }
}

#[test]
fn a_screen_of_the_quota_is_a_setting_too() {
    let watching = capped(minutes(10))
        .with(Metric::ShareBitrateReceived, 300.0)
        .with(Metric::ShareMaximumResolutionReceived, 720.0);
    let meeting = people([watching, capped(minutes(10))]);
    assert_eq!(ids(&meeting), [CauseId::Quota]);
    let meeting = meeting.under(|rules| rules.causes.quota_share_lines = 480.0);
    assert_eq!(ids(&meeting), []);
}
