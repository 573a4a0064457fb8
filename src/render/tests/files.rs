//! Files of any kind: their names, their size, and the minutes as CSV, read back.

use jiff::{SignedDuration, Timestamp};
use proptest::prelude::*;

use super::injection::answer;
use super::workbook::Book;
use super::*;
use crate::quality::metric::Metric;
use crate::quality::minute::Minute;
use crate::render::sample::Samples;

pub(super) const FORMATS: [FileFormat; 2] = [FileFormat::Csv, FileFormat::Xlsx];
pub(super) const LANGUAGES: [Language; 2] = [Language::ZhCn, Language::EnUs];

pub(super) fn sample(name: &str) -> Answer {
    let answers = Samples::new().answers;
    answers.into_iter().find(|(known, _)| *known == name).unwrap().1
}

pub(super) fn file(answer: &Answer, format: FileFormat, language: Language) -> File {
    renderer().file(answer, format, language).unwrap()
}

/// The first row and the others.
fn csv(answer: &Answer, language: Language) -> (Vec<String>, Vec<Vec<String>>) {
    let bytes = file(answer, FileFormat::Csv, language).bytes;
    let text = bytes.strip_prefix("\u{feff}".as_bytes()).expect("a byte order mark");
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text);
    let row = |row: Result<csv::StringRecord, csv::Error>| {
        row.unwrap().iter().map(str::to_owned).collect()
    };
    let mut rows: Vec<Vec<String>> = reader.records().map(row).collect();
    (rows.remove(0), rows)
}

/// A meeting in which everything was measured for so many minutes.
pub(super) fn full_meeting(minutes: i64) -> Answer {
    let mut answer = sample("good");
    let start = answer.meeting.start;
    let minute = |index: i64| {
        let mut minute = Minute::empty(start + SignedDuration::from_mins(index));
        for (place, metric) in (0..).zip(Metric::all()) {
            // Noise of three digits, as measurements have it.
            let noise = (index * 7919 + place * 104_729) % 997;
            minute.set(metric, f64::from(i32::try_from(noise).unwrap()) / 10.0);
        }
        minute
    };
    answer.minutes = (0..minutes).map(minute).collect();
    answer
}

#[test]
fn a_file_is_named_by_the_meeting_and_its_day_and_by_nothing_from_outside() {
    let mut answer = sample("poor");
    answer.name = "../../etc/passwd".to_owned();
    answer.meeting.topic = "a/b:c*".to_owned();
    for (format, name) in [
        (FileFormat::Csv, "meeting-quality-123456789-2022-12-23-minutes.csv"),
        (FileFormat::Xlsx, "meeting-quality-123456789-2022-12-23.xlsx"),
    ] {
        for language in LANGUAGES {
            let file = file(&answer, format, language);
            assert_eq!((file.name.as_str(), file.format), (name, format));
        }
    }
    // The day is the one on which it was in the zone of the file.
    answer.meeting.start = "2026-11-19T16:05:00Z".parse().unwrap();
    let file = file(&answer, FileFormat::Csv, Language::EnUs);
    assert_eq!(file.name, "meeting-quality-123456789-2026-11-20-minutes.csv");
}

#[test]
fn every_sample_becomes_a_file_and_always_the_same_one() {
    for (name, answer) in Samples::new().answers {
        for (format, language) in FORMATS.iter().flat_map(|it| LANGUAGES.map(|other| (*it, other)))
        {
            let made = file(&answer, format, language);
            assert!(!made.bytes.is_empty());
            assert_eq!(made, file(&answer, format, language), "{name}");
        }
    }
}

#[test]
fn a_day_of_minutes_stays_below_a_megabyte() {
    let day = full_meeting(1_440);
    for format in FORMATS {
        let length = file(&day, format, Language::ZhCn).bytes.len();
        println!("{format:?}: {length} bytes");
        assert!((100_000..1_000_000).contains(&length), "{format:?}: {length}");
    }
}

#[test]
fn csv_has_a_row_a_minute_with_plain_numbers() {
    let mut answer = sample("poor");
    answer.minutes.truncate(2);
    answer.minutes[0].set(Metric::AudioMicInputVolume, -22.5);
    answer.minutes[1] = Minute::empty("2022-12-23T16:00:00Z".parse().unwrap());
    let (header, rows) = csv(&answer, Language::EnUs);
    assert_eq!(header.len(), 3 + Metric::COUNT);
    assert_eq!(
        header[..5],
        [
            "Time (Asia/Shanghai)",
            "Offset",
            "State",
            "network delay (ms)",
            "bandwidth received (kbps)"
        ]
    );
    assert_eq!(header[41], "peak system CPU (%)");
    assert_eq!(rows.len(), 2);
    assert_eq!(rows[0][..5], ["2022-12-23 11:16", "UTC+08:00", "good", "40", ""]);
    let level = header.iter().position(|name| name == "microphone level (dB)").unwrap();
    assert_eq!(rows[0][level], "-22.5", "our own negative numbers stay numbers");
    assert_eq!(rows[1][..3], ["2022-12-24 00:00", "UTC+08:00", "not rated"]);
    assert!(rows[1][3..].iter().all(String::is_empty), "not measured is neither zero nor a word");
}

#[test]
fn csv_speaks_the_language_it_is_asked_for() {
    let (header, rows) = csv(&sample("poor"), Language::ZhCn);
    assert_eq!(header[..4], ["时间（Asia/Shanghai）", "时差", "状态", "网络延迟（ms）"]);
    assert_eq!((rows[0][2].as_str(), rows[14][2].as_str()), ("良好", "差"));
    let bytes = file(&sample("poor"), FileFormat::Csv, Language::ZhCn).bytes;
    assert!(bytes.ends_with(b"\r\n"));
}

#[test]
fn a_clock_that_is_set_back_gives_two_rows_that_differ() {
    let zone = TimeZone::get("Europe/Berlin").unwrap();
    let options = RenderOptions { timezone: zone, ..options() };
    let renderer = Renderer::load(None, options).unwrap();
    let mut answer = sample("good");
    let hours: [Timestamp; 2] =
        ["2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z"].map(|at| at.parse().unwrap());
    answer.minutes = hours.map(Minute::empty).to_vec();
    let file = renderer.file(&answer, FileFormat::Csv, Language::EnUs).unwrap();
    let text = String::from_utf8(file.bytes).unwrap();
    assert!(text.contains("\n2026-10-25 02:30,UTC+02:00,"), "{text}");
    assert!(text.contains("\n2026-10-25 02:30,UTC+01:00,"), "{text}");
}

#[test]
fn words_of_an_operator_can_neither_be_a_formula_nor_break_the_file() {
    let directory = tempfile::tempdir().unwrap();
    std::fs::create_dir(directory.path().join("text")).unwrap();
    let texts = "[export]\nstate = \"=1+1\"\noffset = \"a,\\\"b\\\"\\nc\"\nminutes = \"a:b\"\n";
    std::fs::write(directory.path().join("text/en_us.toml"), texts).unwrap();
    let refused = Renderer::load(Some(directory.path()), options()).unwrap_err();
    assert!(refused.to_string().contains("en_us.toml: workbook: Worksheet name"), "{refused}");

    let texts = texts.replace("a:b", "每分钟");
    std::fs::write(directory.path().join("text/en_us.toml"), texts).unwrap();
    let renderer = Renderer::load(Some(directory.path()), options()).unwrap();
    let bytes = renderer.file(&sample("good"), FileFormat::Csv, Language::EnUs).unwrap().bytes;
    let mut reader = csv::Reader::from_reader(bytes.as_slice());
    let header = reader.headers().unwrap();
    assert_eq!((&header[1], &header[2]), ("a,\"b\"\nc", "'=1+1"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn any_answer_is_a_file_that_can_be_read(answer in answer()) {
        let (header, rows) = csv(&answer, Language::ZhCn);
        prop_assert_eq!(rows.len(), answer.minutes.len());
        prop_assert!(rows.iter().all(|row| row.len() == header.len()));
        let book = Book::read(&file(&answer, FileFormat::Xlsx, Language::EnUs).bytes);
        book.assert_harmless();
        prop_assert_eq!(book.sheet("Minutes").len(), 1 + answer.minutes.len());
    }
}
