//! `quality-bot analyze`, as it is used: real calls, synthetic meetings and bad input.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on says so")]

mod causes;

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::{Value as Json, json};

const CALLS: [&str; 5] = [
    "jitsi_b_outage",
    "jitsi_d_meeting_p1_chrome",
    "jitsi_d_meeting_p2_chrome",
    "jitsi_d_meeting_p3_safari",
    "jitsi_d_meeting_p4_firefox",
];

fn call(name: &str) -> String {
    let calls = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/calls");
    calls.join(format!("{name}.json")).to_str().unwrap().to_owned()
}

/// Runs the program without any settings.
fn analyze(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_quality-bot"))
        .arg("analyze")
        .args(arguments)
        .env_clear()
        .output()
        .unwrap()
}

/// What it prints about files, as JSON.
fn judged(files: &[&str]) -> Json {
    let output = analyze(&[files, &["--format", "json", "--language", "en_us"]].concat());
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!((output.status.code(), said.as_str()), (Some(0), ""));
    let object = serde_json::from_slice(&output.stdout).unwrap();
    assert_schema(&object);
    object
}

/// A file in a folder of its own.
struct Scratch {
    _folder: tempfile::TempDir,
    path: PathBuf,
}

impl Scratch {
    fn new(content: impl AsRef<[u8]>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("someone.json");
        std::fs::write(&path, content).unwrap();
        Self { _folder: folder, path }
    }

    fn path(&self) -> &str {
        self.path.to_str().unwrap()
    }
}

/// The one participant of a file with these records.
fn participant(records: &[Json]) -> Json {
    let file = Scratch::new(json!(records).to_string());
    judged(&[file.path()])["participants"][0].take()
}

/// A record with this loss and delay, at this minute after 11:00 in Shanghai.
fn record(minute: usize, loss: &str, delay: &str) -> Json {
    let time =
        format!("2022.12.{} {:02}:{:02}:00", 23 + minute / 1440, minute / 60 % 24, minute % 60);
    let zoned = format!("{time} (GMT+08:00)");
    json!({
        "network": {"time": zoned, "network_delay": delay, "packet_loss_avg_sent": loss,
                    "packet_loss_avg_received": "0%"},
        "cpu_usage": {"time": time, "system_avg_cpu_usage": "20%", "system_max_cpu_usage": "30%"},
    })
}

// The schema of quality model 10: every field with its type; more may come, none may go.

fn assert_schema(object: &Json) {
    assert_eq!(object["schema"], 1);
    assert_scope(&object["scope"]);
    for participant in object["participants"].as_array().unwrap() {
        assert_participant(participant);
    }
}

fn assert_participant(participant: &Json) {
    let fields = [
        ("name", "text"),
        ("minutes", "count"),
        ("rated_minutes", "count"),
        ("bad_minutes", "count"),
        ("coverage", "number"),
        ("grade", "text"),
        ("too_short", "truth"),
        ("media", "object"),
        ("bad", "list"),
        ("episodes", "list"),
        ("side", "text"),
        ("scope", "object"),
        ("causes", "list"),
        ("excluded", "list"),
        ("unknown", "list"),
        ("unparsed", "list"),
        ("voice", "object"),
        ("summary", "text"),
    ];
    assert_fields(participant, &fields);
    let grades = ["good", "fair", "poor", "unrated"];
    assert_one_of(&participant["grade"], &grades);
    for medium in ["network", "audio", "video", "screen_sharing", "cpu"] {
        assert_one_of(&participant["media"][medium], &grades);
    }
    let sides = ["none", "uplink", "downlink", "both", "device", "far_end", "unknown"];
    assert_one_of(&participant["side"], &sides);
    assert!((0.0..=1.0).contains(&participant["coverage"].as_f64().unwrap()));
    let bad = participant["bad"].as_array().unwrap();
    assert_eq!(participant["bad_minutes"], bad.len());
    for minute in bad {
        assert_fields(minute, &[("minute", "time"), ("readings", "list")]);
        for reading in minute["readings"].as_array().unwrap() {
            let fields = [
                ("metric", "text"),
                ("value", "number"),
                ("unit", "text"),
                ("threshold", "number"),
            ];
            assert_fields(reading, &fields);
            assert_one_of(&reading["state"], &["fair", "poor", "severe"]);
        }
    }
    assert_scope(&participant["scope"]);
    assert_diagnosis(participant);
}

fn assert_scope(scope: &Json) {
    assert_fields(scope, &[("verdict", "text"), ("minutes", "times"), ("why", "text")]);
    assert_one_of(&scope["verdict"], &["local", "site", "meeting", "none", "unknown"]);
}

fn assert_diagnosis(participant: &Json) {
    for episode in participant["episodes"].as_array().unwrap() {
        let fields = [("from", "time"), ("to", "time"), ("minutes", "count"), ("metrics", "list")];
        assert_fields(episode, &fields);
    }
    assert!(participant["causes"].as_array().unwrap().len() <= 2);
    for cause in participant["causes"].as_array().unwrap() {
        let fields =
            [("id", "text"), ("minutes", "times"), ("evidence", "list"), ("advice", "text")];
        assert_fields(cause, &fields);
        assert_one_of(&cause["confidence"], &["high", "medium", "low"]);
    }
    for excluded in participant["excluded"].as_array().unwrap() {
        assert_fields(excluded, &[("id", "text"), ("why", "text")]);
    }
    for unparsed in participant["unparsed"].as_array().unwrap() {
        assert_fields(unparsed, &[("field", "text"), ("text", "string"), ("count", "count")]);
    }
    for voice in [&participant["voice"]["received"], &participant["voice"]["sent"]] {
        if !voice.is_null() {
            let fields = ["r", "mos", "mos_low", "mos_high"].map(|name| (name, "number"));
            assert_fields(voice, &fields);
        }
    }
}

fn assert_fields(object: &Json, fields: &[(&str, &str)]) {
    for (name, kind) in fields {
        let value = object.get(name).unwrap_or_else(|| panic!("no {name} in {object}"));
        let is_time = |value: &Json| {
            let text = value.as_str().unwrap_or_default();
            text.len() == 25 && text.parse::<jiff::Timestamp>().is_ok()
        };
        let fits = match *kind {
            "text" => value.as_str().is_some_and(|text| !text.is_empty()),
            "string" => value.is_string(),
            "count" => value.is_u64(),
            "number" => value.is_number(),
            "truth" => value.is_boolean(),
            "object" => value.is_object(),
            "list" => value.is_array(),
            "time" => is_time(value),
            "times" => value.as_array().is_some_and(|times| times.iter().all(is_time)),
            _ => false,
        };
        assert!(fits, "{name} is no {kind} in {object}");
    }
}

fn assert_one_of(value: &Json, known: &[&str]) {
    assert!(
        value.as_str().is_some_and(|text| known.contains(&text)),
        "{value} is none of {known:?}"
    );
}

#[test]
fn the_real_calls_one_by_one_and_together() {
    for name in CALLS {
        let object = judged(&[&call(name)]);
        assert_eq!(object["participants"][0]["name"], name);
        // A delay step without loss, a small picture: no faults (quality model 10).
        let bad = u32::from(name == "jitsi_b_outage");
        assert_eq!(object["participants"][0]["bad_minutes"], bad, "{name}");
    }
    let files = CALLS.map(call);
    let object = judged(&files.each_ref().map(String::as_str));
    let names: Vec<&str> = object["participants"]
        .as_array()
        .unwrap()
        .iter()
        .map(|p| p["name"].as_str().unwrap())
        .collect();
    assert_eq!(names, CALLS);
}

#[test]
fn the_outage_is_named_with_its_readings_and_thresholds() {
    let outage = judged(&[&call("jitsi_b_outage")])["participants"][0].take();
    assert_eq!(outage["bad"][0]["minute"], "2023-10-19T17:03:00+08:00");
    let worst = &outage["bad"][0]["readings"][0];
    let expected = json!({"metric": "network.network_delay", "value": 1038.0, "unit": "ms",
                          "state": "severe", "threshold": 800.0});
    assert_eq!(worst, &expected);
    assert_eq!(outage["too_short"], true);
    assert!(
        outage["unknown"].as_array().unwrap().contains(&json!("cpu_usage.system_avg_cpu_usage"))
    );
}

#[test]
fn a_single_bad_minute_is_named_and_makes_no_meeting_poor() {
    let loss = |minute| if minute == 7 { "8%" } else { "0.2%" };
    let records: Vec<Json> = (0..20).map(|minute| record(minute, loss(minute), "40ms")).collect();
    let person = participant(&records);
    assert_eq!((&person["bad_minutes"], &person["minutes"]), (&json!(1), &json!(20)));
    assert_eq!(person["bad"][0]["minute"], "2022-12-23T00:07:00+08:00");
    assert_ne!(person["grade"], "poor");
    let summary = person["summary"].as_str().unwrap();
    assert!(summary.contains("1 of 20 minutes was bad, at 00:07"), "{summary}");
}

#[test]
fn human_texts_come_in_the_language_asked_for() {
    let file = call("jitsi_b_outage");
    for (language, too_short) in [("zh_cn", "太短了"), ("en_us", "too short")] {
        let output = analyze(&[&file, "--language", language]);
        let said = String::from_utf8(output.stdout).unwrap();
        assert!(said.contains(too_short), "{said}");
        assert!(!said.contains('\u{1b}'), "no colours where nobody sees them: {said:?}");
        assert_eq!(output.status.code(), Some(0));
        let output = analyze(&[&file, "--format", "json", "--language", language]);
        let object: Json = serde_json::from_slice(&output.stdout).unwrap();
        let summary = object["participants"][0]["summary"].as_str().unwrap();
        assert!(summary.contains(too_short), "{summary}");
    }
}

#[test]
fn a_file_that_cannot_be_read_is_named_in_one_line() {
    for (content, expected) in [
        ("", "someone.json: is empty"),
        ("no json", "someone.json: is no JSON: expected ident at line 1 column 2"),
        ("{\"topic\":1}", "someone.json: is no answer: it has no data"),
        ("[[]]", "someone.json: [0]: is a list, not a participant_quality record"),
        (
            "{\"code\":121005,\"msg\":\"no permission\",\"error\":{}}",
            "someone.json: is an error of Feishu, code 121005: no permission",
        ),
    ] {
        let file = Scratch::new(content);
        // A good file beside it changes nothing, and nothing is printed about it.
        let output = analyze(&[&call(CALLS[0]), file.path(), "--format", "json"]);
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{said}");
        assert!(said.trim_end().ends_with(expected), "{said}");
        assert_eq!(said.lines().count(), 1, "{said}");
        assert!(output.stdout.is_empty());
    }
    let missing = analyze(&["/no/such/file.json"]);
    assert_eq!(missing.status.code(), Some(2));
    let said = String::from_utf8(missing.stderr).unwrap();
    assert!(said.contains("/no/such/file.json: cannot be read: "), "{said}");
}

#[test]
fn an_empty_list_and_one_minute_are_judged() {
    let empty = participant(&[]);
    assert_eq!((&empty["grade"], &empty["minutes"]), (&json!("unrated"), &json!(0)));
    assert_eq!(empty["unknown"].as_array().unwrap().len(), 39);
    let one = participant(&[record(0, "8%", "40ms")]);
    assert_eq!((&one["grade"], &one["too_short"]), (&json!("unrated"), &json!(true)));
    assert_eq!((&one["bad_minutes"], &one["coverage"]), (&json!(1), &json!(1.0)));
}

#[test]
fn a_day_of_minutes_shuffled_and_twice_is_the_day() {
    let loss = |minute| if minute % 100 == 3 { "12%" } else { "0%" };
    let day: Vec<Json> = (0..1440).map(|minute| record(minute, loss(minute), "40ms")).collect();
    let expected = participant(&day);
    assert_eq!((&expected["minutes"], &expected["bad_minutes"]), (&json!(1440), &json!(15)));
    // 1447 is coprime to 2880, so every place is taken once.
    let shuffled: Vec<Json> =
        (0..2880).map(|index| day[index * 1447 % 2880 % 1440].clone()).collect();
    assert_eq!(participant(&shuffled), expected);
}

#[test]
fn mixed_zones_are_one_time() {
    let zones = [
        "11:00:00 (GMT+08:00)",
        "08:31:00 (GMT+05:30)",
        "00:32:00 (GMT-02:30)",
        "03:03:00 (GMT+00:00)",
    ];
    let records: Vec<Json> = zones
        .map(|zone| json!({"network": {"time": format!("2022.12.23 {zone}"), "packet_loss_avg_sent": "20%"}}))
        .to_vec();
    let person = participant(&records);
    assert_eq!((&person["minutes"], &person["coverage"]), (&json!(4), &json!(1.0)));
    let last = &person["bad"][3]["minute"];
    assert_eq!(last, "2022-12-23T11:03:00+08:00", "all in the zone of the first");
}

#[test]
fn absurd_values_are_listed_and_rate_nothing() {
    for absurd in ["-8%", "NaN%", "inf%", "1e99%", "900%", "8 widgets", "8", "٣%x"] {
        let records: Vec<Json> = (0..6).map(|minute| record(minute, absurd, "40ms")).collect();
        let person = participant(&records);
        let expected =
            json!([{"field": "network.packet_loss_avg_sent", "text": absurd, "count": 6}]);
        assert_eq!((&person["unparsed"], &person["bad_minutes"]), (&expected, &json!(0)));
        assert!(
            person["unknown"].as_array().unwrap().contains(&json!("network.packet_loss_avg_sent"))
        );
    }
    let delay = participant(&[record(0, "0%", "1000000000ms")]);
    assert_eq!(delay["unparsed"][0]["field"], "network.network_delay");
}

#[test]
fn minutes_of_another_millennium_are_survived() {
    let dated = |year: &str| json!({"network": {"time": format!("{year}.12.23 11:16:00 (GMT+08:00)"), "network_delay": "40ms"}});
    let person = participant(&[dated("2022"), dated("2999"), dated("9999"), dated("0000")]);
    assert_eq!((&person["minutes"], &person["causes"]), (&json!(2), &json!([])));
    let times: Vec<&Json> = person["unparsed"].as_array().unwrap().iter().collect();
    assert_eq!(times.len(), 2, "{times:?}");
    let file = Scratch::new(json!([dated("2022"), dated("2999")]).to_string());
    let said = analyze(&[file.path()]).stdout;
    assert!(said.len() < 10_000, "a line of bars for each minute of a millennium");
}

#[test]
fn ten_megabytes_are_judged() {
    let mut records = String::from("[");
    for index in 0..45_000 {
        let separator = if index == 0 { "" } else { "," };
        write!(records, "{separator}{}", record(index % 1440, "0%", "40ms")).unwrap();
    }
    records.push(']');
    assert!(records.len() > 10_000_000, "{}", records.len());
    let file = Scratch::new(records);
    let object = judged(&[file.path()]);
    assert_eq!(object["participants"][0]["minutes"], 1440);
    // The same as one whole answer that ends too early.
    let torn = std::fs::read_to_string(&file.path).unwrap();
    let torn = Scratch::new(torn.trim_end_matches(']'));
    assert_eq!(analyze(&[torn.path()]).status.code(), Some(2));
}
