use proptest::prelude::*;
use serde_json::{Value, json};

use super::super::minute::Unparsed;
use super::*;

fn measure_values(records: &[Value]) -> Measured {
    let texts: Vec<String> = records.iter().map(Value::to_string).collect();
    measure(texts.iter().map(String::as_str))
}

/// The minutes as `hh:mm` in UTC, each with one metric.
fn minutes_of_metric(measured: &Measured, metric: Metric) -> Vec<(String, Option<f64>)> {
    let row = |minute: &Minute| (minute.at.strftime("%H:%M").to_string(), minute.get(metric));
    measured.minutes.iter().map(row).collect()
}

fn rows<const N: usize>(expected: [(&str, Option<f64>); N]) -> Vec<(String, Option<f64>)> {
    expected.map(|(at, value)| (at.to_owned(), value)).to_vec()
}

fn unparsed<const N: usize>(expected: [(&str, &str, u32); N]) -> Vec<Unparsed> {
    let one = |(field, text, count): (&str, &str, u32)| Unparsed {
        field: field.to_owned(),
        text: text.to_owned(),
        count,
    };
    expected.map(one).to_vec()
}

#[test]
fn sections_meet_in_the_minute_of_their_own_time() {
    let measured = measure_values(&[
        json!({
            "network": {"time": "2022.12.23 11:17:00 (GMT+08:00)", "network_delay": "17ms"},
            "audio": {"time": "2022.12.23 08:46:30 (GMT+05:30)", "jitter_sent": "16ms"},
        }),
        json!({
            "network": {"time": "2022.12.22 23:46:59 (GMT-03:30)", "network_delay": "16ms"},
            "audio": {"time": "2022.12.23 03:17:00 (GMT)", "jitter_sent": "17ms"},
        }),
    ]);
    let expected = rows([("03:16", Some(16.0)), ("03:17", Some(17.0))]);
    assert_eq!(minutes_of_metric(&measured, Metric::NetworkDelay), expected);
    assert_eq!(minutes_of_metric(&measured, Metric::AudioJitterSent), expected);
    assert_eq!(measured.unparsed, []);
}

#[test]
fn a_minute_seen_twice_keeps_the_first_value_and_fills_what_was_missing() {
    let network = |delay: &str, loss: &str| {
        json!({"network": {
            "time": "2022.12.23 11:16:00 (GMT+08:00)",
            "network_delay": delay,
            "packet_loss_avg_sent": loss,
        }})
    };
    let measured =
        measure_values(&[network("-", "1%"), network("20ms", "2%"), network("30ms", "")]);
    assert_eq!(measured.minutes.len(), 1);
    assert_eq!(measured.minutes[0].get(Metric::NetworkDelay), Some(20.0));
    assert_eq!(measured.minutes[0].get(Metric::NetworkPacketLossAvgSent), Some(1.0));
}

/// Network at 11:16 (+08:00), CPU at the given time.
fn with_cpu(time: &str) -> Value {
    json!({
        "network": {"time": "2022.12.23 11:16:00 (GMT+08:00)", "network_delay": "1ms"},
        "cpu_usage": {"time": time, "system_avg_cpu_usage": "8%"},
    })
}

#[test]
fn cpu_takes_its_siblings_zone_and_their_minute_when_it_lags() {
    for time in ["2022.12.23 11:16:00", "2022.12.23 11:17:00", "2022.12.23 11:15:10"] {
        let measured = measure_values(&[with_cpu(time)]);
        let expected = rows([("03:16", Some(8.0))]);
        assert_eq!(minutes_of_metric(&measured, Metric::CpuSystemAvg), expected, "{time}");
    }
    let zoned = with_cpu("2022.12.23 03:17:00 (GMT)");
    assert_eq!(measure_values(&[zoned]).minutes.len(), 1);
}

#[test]
fn cpu_further_away_stays_in_its_own_minute() {
    let measured = measure_values(&[with_cpu("2022.12.23 11:18:00")]);
    assert_eq!(
        minutes_of_metric(&measured, Metric::CpuSystemAvg),
        rows([("03:16", None), ("03:18", Some(8.0))])
    );
}

#[test]
fn of_two_siblings_cpu_joins_the_nearer() {
    let measured = measure_values(&[json!({
        "network": {"time": "2022.12.23 11:14:00 (GMT+08:00)", "network_delay": "1ms"},
        "audio": {"time": "2022.12.23 11:16:00 (GMT+08:00)", "jitter_sent": "1ms"},
        "cpu_usage": {"time": "2022.12.23 11:17:00", "system_avg_cpu_usage": "8%"},
    })]);
    let expected = rows([("03:14", None), ("03:16", Some(8.0))]);
    assert_eq!(minutes_of_metric(&measured, Metric::CpuSystemAvg), expected);
}

#[test]
fn cpu_alone_takes_the_zone_the_other_records_have() {
    let alone = json!({"cpu_usage": {"time": "2022.12.23 11:19:00", "system_avg_cpu_usage": "9%"}});
    let expected = rows([("03:16", Some(8.0)), ("03:19", Some(9.0))]);
    for records in [
        [alone.clone(), with_cpu("2022.12.23 11:17:00")],
        [with_cpu("2022.12.23 11:17:00"), alone.clone()],
    ] {
        let measured = measure_values(&records);
        assert_eq!(minutes_of_metric(&measured, Metric::CpuSystemAvg), expected);
    }

    let measured = measure_values(&[alone]);
    assert_eq!(measured.minutes, []);
    assert_eq!(measured.unparsed, unparsed([("cpu_usage.time", "2022.12.23 11:19:00", 1)]));
}

#[test]
fn a_time_without_a_zone_takes_the_zone_of_most_others() {
    let delay = |time: &str| json!({"network": {"time": time, "network_delay": "1ms"}});
    let measured = measure_values(&[
        delay("2022.12.23 11:00:00 (GMT+05:30)"),
        delay("2022.12.23 11:01:00 (GMT+05:30)"),
        delay("2022.12.23 11:02:00 (GMT+08:00)"),
        delay("2022.12.23 11:03:00"),
    ]);
    assert_eq!(measured.offset, Offset::from_seconds(5 * 3_600 + 1_800).ok());
    let minutes = minutes_of_metric(&measured, Metric::NetworkDelay);
    assert_eq!(minutes.last(), Some(&("05:33".to_owned(), Some(1.0))));
}

#[test]
fn readings_without_a_readable_time_belong_to_no_minute() {
    let measured = measure_values(&[json!({
        "network": {"time": "2022.12.23 11:16:00 (GMT+08:00)", "network_delay": "1ms"},
        "audio": {"time": "a moment ago", "jitter_sent": "1ms"},
        "video": {"jitter_sent": "1ms"},
        "screen_sharing": {"time": "-", "jitter_sent": "-"},
    })]);
    assert_eq!(measured.minutes.len(), 1);
    assert_eq!(measured.minutes[0].get(Metric::AudioJitterSent), None);
    assert_eq!(
        measured.unparsed,
        unparsed([("audio.time", "a moment ago", 1), ("video.time", "", 1)])
    );
}

#[test]
fn a_minute_in_which_nothing_was_measured_is_no_minute() {
    let measured = measure_values(&[
        json!({"network": {"time": "2022.12.23 11:16:00 (GMT+08:00)", "network_delay": "-"}}),
        json!({"network": {"time": "2022.12.23 11:17:00 (GMT+08:00)"}}),
        json!({"network": null}),
        json!({}),
    ]);
    assert_eq!((measured.minutes, measured.unparsed), (vec![], vec![]));
}

#[test]
fn what_cannot_be_read_is_counted_where_it_stood() {
    let audio = json!({"audio": {
        "time": "2022.12.23 11:16:00 (GMT+08:00)", "bitrate_sent": "8 widgets", "jitter_sent": 8,
    }});
    let texts = [&audio.to_string(), "[]", &audio.to_string(), r#"{"video": "gone"}"#];
    let measured = measure(texts);
    assert_eq!(measured.minutes, []);
    assert_eq!(
        measured.unparsed,
        unparsed([
            ("audio.bitrate_sent", "8 widgets", 2),
            ("audio.jitter_sent", "8", 2),
            ("participant_quality", "[]", 1),
            ("video", "gone", 1),
        ])
    );
}

/// A day of records, a minute each, with CPU a minute late.
fn a_day() -> Vec<Value> {
    let start: Timestamp = "2022-12-22T16:00:00Z".parse().unwrap();
    let zone = jiff::tz::offset(8).to_time_zone();
    let record = |n: i64| {
        let at = (start + MINUTE * i32::try_from(n).unwrap()).to_zoned(zone.clone());
        let late = &at + MINUTE;
        json!({
            "network": {
                "time": at.strftime("%Y.%m.%d %H:%M:%S (GMT%:z)").to_string(),
                "network_delay": format!("{n}ms"),
            },
            "cpu_usage": {
                "time": late.strftime("%Y.%m.%d %H:%M:%S").to_string(),
                "system_max_cpu_usage": format!("{}%", n % 100),
            },
        })
    };
    (0..24 * 60).map(record).collect()
}

#[test]
fn a_day_comes_out_the_same_from_shuffled_and_repeated_pages() {
    let day = a_day();
    let measured = measure_values(&day);
    assert_eq!(measured.minutes.len(), 24 * 60);
    for (n, minute) in (0..).zip(&measured.minutes) {
        assert_eq!(minute.get(Metric::NetworkDelay), Some(f64::from(n)));
        assert_eq!(minute.get(Metric::CpuSystemMax), Some(f64::from(n % 100)));
    }

    let mut shuffled: Vec<Value> = day.iter().chain(&day[100..300]).cloned().collect();
    shuffled.sort_by_key(|record| {
        let text = record["network"]["network_delay"].as_str().unwrap_or_default();
        text.bytes().rev().collect::<Vec<u8>>()
    });
    assert_eq!(measure_values(&shuffled), measured);
}

proptest! {
    #[test]
    fn order_and_repetition_change_nothing(
        order in Just((0..40_usize).collect::<Vec<_>>()).prop_shuffle(),
        again in prop::collection::vec(0..40_usize, 0..40),
    ) {
        let day = a_day();
        let expected = measure_values(&day[..40]);
        let records: Vec<Value> = order.iter().chain(&again).map(|n| day[*n].clone()).collect();
        prop_assert_eq!(measure_values(&records), expected);
    }

    #[test]
    fn any_json_text_is_survived(text in any::<String>()) {
        let measured = measure([text.as_str()]);
        prop_assert_eq!(measured.minutes, []);
    }

    #[test]
    fn a_text_is_a_value_missing_or_counted_and_never_a_made_up_zero(text in any::<String>()) {
        let record = json!({"network": {
            "time": "2022.12.23 11:16:00 (GMT+08:00)", "network_delay": text,
        }});
        let measured = measure_values(&[record]);
        prop_assert!(measured.minutes.len() + measured.unparsed.len() <= 1);
        for minute in &measured.minutes {
            prop_assert!(minute.get(Metric::NetworkDelay) != Some(0.0) || text.contains(char::is_numeric));
        }
    }
}
