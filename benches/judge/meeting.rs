//! A large meeting as the platform answers it: the same bytes at every run.

use std::fmt::Write;

use jiff::Timestamp;
use jiff::tz::{Offset, TimeZone};
use quality_bot::quality::metric::{Metric, Section, Unit};
use quality_bot::quality::participant::{Site, Stay};
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};

pub(crate) const PEOPLE: u32 = 300;
pub(crate) const MINUTES: u32 = 240;
const PEOPLE_OF_AN_OFFICE: u32 = 25;
/// The most the platform gives at once (dossier 6.3).
const PAGE: u32 = 100;
/// 2022-12-23 09:00 in Shanghai.
const START: i64 = 1_671_757_200;

/// One person's answers of `participant_quality_list`.
pub(crate) fn pages(person: u32) -> Vec<String> {
    let mut random = StdRng::seed_from_u64(person.into());
    // One in ten has a bad quarter of an hour.
    let bad_from =
        if person.is_multiple_of(10) { random.random_range(0..MINUTES - 15) } else { MINUTES };
    let mut pages = Vec::new();
    for first in (0..MINUTES).step_by(PAGE as usize) {
        let last = (first + PAGE).min(MINUTES);
        let records: Vec<String> = (first..last)
            .map(|n| record(&mut random, n, (bad_from..bad_from + 15).contains(&n)))
            .collect();
        pages.push(format!(
            r#"{{"code":0,"msg":"success","data":{{"has_more":{},"page_token":"{last}","participant_quality_list":[{}]}}}}"#,
            last < MINUTES,
            records.join(",")
        ));
    }
    pages
}

/// Where everybody sat.
pub(crate) fn stay(person: u32) -> Stay {
    Stay {
        join: start_of(0),
        leave: start_of(MINUTES),
        time_in_meeting: None,
        device: Some("windows".to_owned()),
        app_version: Some("7.10.5".to_owned()),
        network_type: Some(if person.is_multiple_of(2) { "wifi" } else { "ethernet" }.to_owned()),
        protocol: Some("udp".to_owned()),
        use_rtc_proxy: Some(false),
        microphone: None,
        speaker: None,
        camera: None,
        leave_reason: None,
        site: Some(Site {
            public_ip: Some(format!("203.0.113.{}", person / PEOPLE_OF_AN_OFFICE)),
            internal_network: None,
        }),
    }
}

fn start_of(minute: u32) -> Timestamp {
    Timestamp::from_second(START + i64::from(minute) * 60).unwrap_or(Timestamp::MAX)
}

fn record(random: &mut StdRng, minute: u32, is_bad: bool) -> String {
    let local = start_of(minute).to_zoned(TimeZone::fixed(Offset::constant(8)));
    let time = local.strftime("%Y.%m.%d %H:%M:%S").to_string();
    let mut json = String::from("{");
    for section in Section::ALL {
        // The computer's time comes without a zone.
        let zone = if section == Section::CpuUsage { "" } else { " (GMT+08:00)" };
        let comma = if section == Section::Network { "" } else { "," };
        let _ = write!(json, r#"{comma}"{}":{{"time":"{time}{zone}""#, section.key());
        for metric in section.metrics() {
            let text = reading(random, metric, is_bad);
            let _ = write!(json, r#","{}":"{text}""#, metric.key());
        }
        json.push('}');
    }
    json.push('}');
    json
}

fn reading(random: &mut StdRng, metric: Metric, is_bad: bool) -> String {
    // What is not there comes as a dash or as nothing.
    match random.random_range(0..40) {
        0 => return "-".to_owned(),
        1 => return String::new(),
        _ => {}
    }
    let worse = if is_bad { 8 } else { 1 };
    match metric.unit() {
        Unit::Millis => format!("{}ms", random.random_range(3..70) * worse),
        Unit::Percent if metric.section() == Section::CpuUsage => {
            format!("{}%", random.random_range(5..60))
        }
        Unit::Percent => format!("{:.1}%", random.random_range(0.0..1.4) * f64::from(worse)),
        Unit::Kbps if metric.section() == Section::Audio => {
            format!("{}kbps", random.random_range(25..64))
        }
        Unit::Kbps => format!("{}kbps", random.random_range(500..2_500)),
        Unit::Decibel => format!("-{}dB", random.random_range(18..60)),
        Unit::Fps => format!("{}fps", random.random_range(12..30) / worse),
        Unit::Lines => ["360P", "720P", "1080P"][random.random_range(0..3)].to_owned(),
        // Nothing is measured in it.
        Unit::R => String::new(),
    }
}
