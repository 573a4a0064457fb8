//! The report about a made-up meeting, whatever the rules of the judge are.

use jiff::{SignedDuration, Timestamp};

use super::input::Clock;
use super::*;
use crate::quality::metric::Metric;
use crate::quality::minute::{Minute, Unparsed};
use crate::quality::verdict::{
    Cause, CauseId, Confidence, Episode, Evidence, ExcludedId, Exclusion, Scope, ScopeVerdict,
    Side, Voice, VoiceBothWays,
};

fn at(minute: i64) -> Timestamp {
    // 2022-12-23 11:16 in Shanghai.
    Timestamp::UNIX_EPOCH
        + SignedDuration::from_secs(1_671_765_360)
        + SignedDuration::from_mins(minute)
}

/// Twenty minutes, three of them with loss, on a name that a terminal should not obey.
fn person() -> Participant {
    let mut person = Participant { name: "张三\u{1b}[31m".to_owned(), ..Participant::default() };
    for index in 0..20 {
        let mut minute = Minute::empty(at(i64::from(index)));
        minute
            .set(Metric::NetworkPacketLossAvgSent, if (4..7).contains(&index) { 8.0 } else { 0.4 });
        minute.set(Metric::NetworkDelay, 40.0 + f64::from(index));
        person.measured.minutes.push(minute);
    }
    person.measured.unparsed = vec![Unparsed {
        field: "audio.bitrate_sent".to_owned(),
        text: "8\u{7} widgets".to_owned(),
        count: 2,
    }];
    person
}

fn cause() -> Cause {
    let metric = Metric::NetworkPacketLossAvgSent;
    let evidence = vec![Evidence::Reading { metric, worst: 8.0, threshold: Some(5.0), minutes: 3 }];
    let minutes = vec![at(4), at(5), at(6)];
    Cause { id: CauseId::UplinkLoss, confidence: Confidence::High, minutes, evidence }
}

fn report() -> Report {
    let rules = Rules::default();
    let people = vec![person(), Participant { name: "empty".to_owned(), ..Participant::default() }];
    let mut diagnosis = diagnose(&people, &rules);
    let verdict = &mut diagnosis.verdicts[0];
    let metrics = vec![Metric::NetworkPacketLossAvgSent];
    verdict.episodes = vec![Episode { from: at(4), to: at(6), minutes: 3, metrics }];
    verdict.side = Side::Uplink;
    verdict.causes = vec![cause()];
    let delay = Evidence::Reading {
        metric: Metric::NetworkDelay,
        worst: 59.0,
        threshold: Some(200.0),
        minutes: 20,
    };
    verdict.excluded = vec![
        Exclusion { id: ExcludedId::Delay, evidence: vec![delay] },
        Exclusion { id: ExcludedId::PictureTurnedDown, evidence: Vec::new() },
    ];
    let sent = Voice { r: 58.123_456, mos: 3.004_9, mos_low: 2.8, mos_high: 3.4 };
    verdict.voice = VoiceBothWays { received: None, sent: Some(sent) };
    diagnosis.verdicts[1].causes = Vec::new();
    diagnosis.scope =
        Scope { verdict: ScopeVerdict::Local, minutes: vec![at(4)], people: 1, bad_people: 1 };
    let clocks = vec![Clock::default(), Clock::default()];
    Report { people, clocks, diagnosis, rules }
}

#[test]
fn a_report_for_people() {
    for (language, name) in [(Language::ZhCn, "zh_cn"), (Language::EnUs, "en_us")] {
        let narrator = Narrator::new(language).unwrap();
        let plain = text::print(&report(), &narrator, false).unwrap();
        assert!(!plain.contains(|c: char| c.is_control() && c != '\n'), "{plain:?}");
        insta::assert_snapshot!(format!("report_{name}"), plain);
    }
}

#[test]
fn colours_change_no_word() {
    let narrator = Narrator::new(Language::EnUs).unwrap();
    let mut painted = text::print(&report(), &narrator, true).unwrap();
    assert!(painted.contains("\u{1b}[31mpoor\u{1b}[0m"), "{painted}");
    for code in ["1", "2", "31", "32", "33", "0"] {
        painted = painted.replace(&format!("\u{1b}[{code}m"), "");
    }
    assert_eq!(painted, text::print(&report(), &narrator, false).unwrap());
}

#[test]
fn the_object_for_programs() {
    let narrator = Narrator::new(Language::EnUs).unwrap();
    let printed = json::print(&report(), &narrator).unwrap();
    let mut object: serde_json::Value = serde_json::from_str(&printed).unwrap();
    assert_eq!(object["participants"].as_array_mut().unwrap().pop().unwrap()["name"], "empty");
    // Which metrics are unknown is the judge's affair.
    object["participants"][0]["unknown"].as_array_mut().unwrap().truncate(1);
    insta::assert_json_snapshot!("object", object);
}
