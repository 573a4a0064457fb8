//! Synthetic meetings, from the JSON of the platform to the cause that is printed: every cause that
//! can be told from saved answers alone, each beside a near miss.

use super::*;

/// One person's meeting in the making: twenty clean minutes, in which nothing is shared.
#[derive(Clone)]
struct Meeting(Vec<Json>);

fn clean() -> Meeting {
    let minute = |n: usize| {
        let time = format!("2022.12.23 11:{n:02}:59");
        let zoned = format!("{time} (GMT+08:00)");
        json!({
            "network": {"time": zoned, "network_delay": "40ms",
                "bitrate_received": "1400kbps", "packet_loss_avg_received": "0.2%",
                "packet_loss_max_received": "1%", "bitrate_sent": "1400kbps",
                "packet_loss_avg_sent": "0.1%", "packet_loss_max_sent": "1%"},
            "audio": {"time": zoned, "mic_input_volume": "-25dB", "speaker_volume": "-25dB",
                "bitrate_received": "40kbps", "latency_received": "60ms", "jitter_received": "5ms",
                "bitrate_sent": "40kbps", "latency_sent": "60ms", "jitter_sent": "5ms"},
            "video": {"time": zoned, "bitrate_received": "1200kbps", "latency_received": "60ms",
                "jitter_received": "8ms", "maximum_resolution_received": "720P",
                "framerate_received": "25fps", "bitrate_sent": "1200kbps", "latency_sent": "60ms",
                "jitter_sent": "8ms", "maximum_resolution_sent": "720P", "framerate_sent": "25fps"},
            "screen_sharing": {"time": zoned},
            "cpu_usage": {"time": time, "client_avg_cpu_usage": "15%",
                "client_max_cpu_usage": "20%", "system_avg_cpu_usage": "25%",
                "system_max_cpu_usage": "31%"},
        })
    };
    Meeting((0..20).map(minute).collect())
}

impl Meeting {
    /// In these minutes a reading, `section.key`, is this.
    fn with(mut self, minutes: std::ops::Range<usize>, path: &str, value: &str) -> Self {
        let (section, key) = path.split_once('.').unwrap();
        for minute in &mut self.0[minutes] {
            minute[section][key] = value.into();
        }
        self
    }

    fn without(mut self, minutes: std::ops::Range<usize>) -> Self {
        self.0.drain(minutes);
        self
    }
}

/// What is said about the first of these people.
fn first(people: &[Meeting]) -> Json {
    let files: Vec<Scratch> =
        people.iter().map(|person| Scratch::new(json!(person.0).to_string())).collect();
    let paths: Vec<&str> = files.iter().map(Scratch::path).collect();
    judged(&paths)["participants"][0].take()
}

fn ids(participant: &Json) -> Vec<&str> {
    let causes = participant["causes"].as_array().unwrap();
    causes.iter().map(|cause| cause["id"].as_str().unwrap()).collect()
}

const ALL: std::ops::Range<usize> = 0..20;
const BAD: std::ops::Range<usize> = 5..10;

#[test]
fn every_cause_that_files_can_tell() {
    let lossy = || clean().with(BAD, "network.packet_loss_avg_received", "8%");
    let speaker = || clean().with(BAD, "network.packet_loss_avg_sent", "12%");
    let choppy = || clean().with(BAD, "video.framerate_received", "3fps");
    let small = |lines: &str| {
        clean().with(ALL, "video.maximum_resolution_received", lines).with(
            ALL,
            "video.maximum_resolution_sent",
            lines,
        )
    };
    let level = |path: &str, db: &str| clean().with(ALL, path, db);
    let busy = |system: &str, client: &str| {
        clean().with(BAD, "cpu_usage.system_avg_cpu_usage", system).with(
            BAD,
            "cpu_usage.client_avg_cpu_usage",
            client,
        )
    };
    let late_share = |fps: &str, latency: &str| {
        clean()
            .with(BAD, "screen_sharing.bitrate_received", "800kbps")
            .with(BAD, "screen_sharing.framerate_received", fps)
            .with(BAD, "screen_sharing.latency_received", latency)
    };
    for (cause, people, near_miss) in [
        ("quota", vec![small("360P"), small("360P")], vec![small("360P"), small("480P")]),
        (
            "speaker-uplink",
            vec![choppy(), choppy(), clean(), speaker()],
            vec![choppy(), choppy(), speaker(), speaker()],
        ),
        (
            "service",
            vec![lossy(), lossy(), lossy()],
            vec![lossy(), lossy(), clean(), clean(), clean()],
        ),
        ("busy-computer", vec![busy("96%", "12%")], vec![busy("96%", "60%")]),
        ("busy-client", vec![busy("75%", "72%")], vec![busy("75%", "69%")]),
        (
            "starved-encoder",
            vec![busy("96%", "60%").with(BAD, "video.framerate_sent", "8fps")],
            vec![busy("96%", "60%").with(BAD, "video.framerate_sent", "20fps")],
        ),
        (
            "uplink-loss",
            vec![speaker()],
            vec![speaker().with(BAD, "network.packet_loss_avg_received", "3%")],
        ),
        (
            "downlink-loss",
            vec![lossy()],
            vec![lossy().with(BAD, "network.packet_loss_avg_sent", "3%")],
        ),
        (
            "congestion",
            vec![clean().with(BAD, "audio.jitter_sent", "60ms")],
            vec![clean().with(BAD, "audio.jitter_sent", "49ms")],
        ),
        (
            "long-path",
            vec![clean().with(ALL, "network.network_delay", "420ms")],
            vec![clean().with(0..9, "network.network_delay", "420ms")],
        ),
        (
            "quiet-microphone",
            vec![level("audio.mic_input_volume", "-62dB")],
            vec![level("audio.mic_input_volume", "-45dB")],
        ),
        (
            "no-audio-sent",
            vec![clean().with(ALL, "audio.bitrate_sent", "0kbps")],
            vec![level("audio.mic_input_volume", "-60dB").with(ALL, "audio.bitrate_sent", "0kbps")],
        ),
        (
            "silent-speaker",
            vec![level("audio.speaker_volume", "-90dB")],
            vec![level("audio.speaker_volume", "6dB")],
        ),
        ("sharer-side", vec![late_share("1fps", "300ms")], vec![late_share("1fps", "60ms")]),
        ("disconnects", vec![clean().without(8..11)], vec![clean().without(8..9)]),
        (
            "loss-bursts",
            vec![clean().with(BAD, "network.packet_loss_max_sent", "30%")],
            vec![clean().with(5..6, "network.packet_loss_max_sent", "30%")],
        ),
    ] {
        let said = first(&people);
        assert!(ids(&said).contains(&cause), "{cause} is not in {:?}", ids(&said));
        let found = said["causes"].as_array().unwrap().iter().find(|one| one["id"] == cause);
        assert!(!found.unwrap()["evidence"].as_array().unwrap().is_empty(), "{cause}");
        let near_miss = first(&near_miss);
        assert!(!ids(&near_miss).contains(&cause), "{cause} is in {:?}", ids(&near_miss));
    }
}

#[test]
fn whoever_is_clean_but_receives_badly_from_one_speaker_is_told_so() {
    let listener = || clean().with(BAD, "video.framerate_received", "3fps");
    let speaker = clean().with(BAD, "network.packet_loss_avg_sent", "12%");
    let said = first(&[listener(), listener(), speaker]);
    assert_eq!(said["side"], "far_end");
    assert_eq!(said["causes"][0]["id"], "speaker-uplink");
    let advice = said["causes"][0]["advice"].as_str().unwrap();
    assert!(advice.contains("It is not the listeners"), "{advice}");
}

#[test]
fn what_is_no_fault_is_called_none() {
    for (why, person) in [
        ("a step of delay without loss", clean().with(10..20, "network.network_delay", "120ms")),
        (
            "a still picture that is shared",
            clean()
                .with(ALL, "screen_sharing.bitrate_received", "20kbps")
                .with(ALL, "screen_sharing.framerate_received", "0.5fps")
                .with(ALL, "screen_sharing.latency_received", "60ms"),
        ),
        (
            "a small picture at full frame rate",
            clean().with(ALL, "video.bitrate_received", "60kbps"),
        ),
    ] {
        let said = first(&[person]);
        assert_eq!((&said["grade"], &said["bad_minutes"]), (&json!("good"), &json!(0)), "{why}");
        assert_eq!(ids(&said), [""; 0], "{why}");
        assert_eq!(said["side"], "none", "{why}");
    }
}

#[test]
fn a_meeting_that_is_mostly_not_measured_is_told_without_a_cause_of_its_bad_minutes() {
    let lossy = clean().with(0..4, "network.packet_loss_avg_sent", "12%");
    let said = first(&[lossy.clone().without(5..13)]);
    assert_eq!(ids(&said), ["uplink-loss", "disconnects"], "12 of 20 minutes are 60 %");
    let said = first(&[lossy.without(5..14)]);
    assert_eq!((&said["bad_minutes"], ids(&said)), (&json!(4), vec!["disconnects"]));
}
