//! The workbook, read back by somebody else's reader.

use std::io::Cursor;

use calamine::{Data, DataType, Reader, Xlsx};

use super::files::{LANGUAGES, file, full_meeting, sample};
use super::*;
use crate::app::answer::Attendance;
use crate::quality::metric::Metric;
use crate::quality::thresholds::Scale;
use crate::quality::verdict::{Evidence, FactKind};

/// A workbook, with the rows of each sheet from the first cell on.
pub(super) struct Book {
    sheets: Vec<(String, Vec<Vec<Data>>)>,
    formulas: usize,
    files: Vec<String>,
}

impl Book {
    pub(super) fn read(bytes: &[u8]) -> Self {
        let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).unwrap();
        let mut sheets = Vec::new();
        let mut formulas = 0;
        for name in book.sheet_names() {
            let range = book.worksheet_range(&name).unwrap();
            assert_eq!(range.start(), Some((0, 0)), "{name}");
            sheets.push((name.clone(), range.rows().map(<[Data]>::to_vec).collect()));
            formulas += book.worksheet_formula(&name).unwrap().used_cells().count();
        }
        Self { sheets, formulas, files: names_in(bytes) }
    }

    pub(super) fn sheet(&self, name: &str) -> &[Vec<Data>] {
        &self.sheets.iter().find(|(known, _)| known == name).unwrap().1
    }

    fn texts(&self) -> impl Iterator<Item = &str> {
        let cells = self.sheets.iter().flat_map(|(_, rows)| rows.iter().flatten());
        cells.filter_map(|cell| match cell {
            Data::String(text) => Some(text.as_str()),
            _ => None,
        })
    }

    /// What stands beside a label in the first sheet, each time it is there.
    fn beside(&self, label: &str) -> Vec<&Data> {
        let rows = self.sheets[0].1.iter();
        rows.filter(|row| row[0] == Data::String(label.to_owned())).map(|row| &row[1]).collect()
    }

    fn row(&self, sheet: &str, first: &str) -> &[Data] {
        let is_it = |row: &&Vec<Data>| row[0] == Data::String(first.to_owned());
        self.sheet(sheet).iter().find(is_it).unwrap()
    }

    /// No formula, no link, nothing that begins like a formula.
    pub(super) fn assert_harmless(&self) {
        assert_eq!(self.formulas, 0);
        let outside = self
            .files
            .iter()
            .find(|name| name.contains("sheets/_rels") || name.contains("external"));
        assert_eq!(outside, None, "links to somewhere");
        for text in self.texts() {
            let begin = text.trim_start().chars().next();
            assert!(!begin.is_some_and(|c| "=+-@＝＋－＠".contains(c)), "{text:?}");
            assert!(!text.contains(|c: char| c.is_control()), "{text:?}");
            assert!(!text.contains(['\u{202e}', '\u{200f}', '\u{feff}']), "{text:?}");
        }
    }
}

/// The files in the archive, from the names in its directory.
fn names_in(bytes: &[u8]) -> Vec<String> {
    let starts = bytes.windows(4).enumerate().filter(|(_, four)| *four == b"PK\x01\x02");
    let name = |(at, _): (usize, &[u8])| {
        let length = usize::from(u16::from_le_bytes([bytes[at + 28], bytes[at + 29]]));
        String::from_utf8(bytes[at + 46..at + 46 + length].to_vec()).unwrap()
    };
    starts.map(name).collect()
}

fn book(answer: &Answer, language: Language) -> Book {
    Book::read(&file(answer, FileFormat::Xlsx, language).bytes)
}

fn text(text: &str) -> Data {
    Data::String(text.to_owned())
}

#[test]
fn there_are_three_sheets_in_the_readers_language() {
    for (language, names) in [
        (Language::ZhCn, ["概要", "每分钟数据", "阈值"]),
        (Language::EnUs, ["Summary", "Minutes", "Thresholds"]),
    ] {
        let book = book(&sample("poor"), language);
        assert_eq!(book.sheets.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>(), names);
        book.assert_harmless();
    }
}

#[test]
fn the_summary_says_who_when_how_good_why_and_what_to_do() {
    let book = book(&sample("poor"), Language::EnUs);
    for (label, expected) in [
        ("Participant", "张三"),
        ("Meeting number", "123 456 789"),
        ("Topic", "周会 / Weekly"),
        ("Time zone", "Asia/Shanghai"),
        ("Grade", "Poor"),
        (
            "In short",
            "Most likely packet loss on the way out: 6 of 90 minutes were bad, up to 3 in a row, the worst at 11:30.",
        ),
        ("Most likely why", "packet loss on the way out (fairly sure)"),
        ("Evidence", "packet loss sent 8% at worst (threshold 5%, over 6 min)"),
        (
            "Voice",
            "Voice in a typical minute, an estimate and not a measurement (MOS, 1 to 4.5): heard 4.2 (4.0 – 4.4), sent 2.9 (2.7 – 3.1).",
        ),
        (
            "Ruled out",
            "the computer was not busy: peak system CPU 31% at worst (threshold 95%, over 90 min)",
        ),
    ] {
        assert_eq!(book.beside(label).first(), Some(&&text(expected)), "{label}");
    }
    assert_eq!(book.beside("For the person").len(), 2, "one for each cause");
    let start = book.beside("Start")[0].as_datetime_parts();
    assert_eq!(start, Some((2022, 12, 23, 11, 16)));
}

#[test]
fn the_summary_has_each_measured_metric_in_one_line() {
    let book = book(&sample("poor"), Language::EnUs);
    let row = book.row("Summary", "packet loss sent");
    let numbers: Vec<f64> = row[2..10].iter().map(|cell| cell.get_float().unwrap()).collect();
    assert_eq!(numbers, [90.0, 0.0, 0.6, 8.0, 8.0, 2.0, 5.0, 10.0]);
    assert_eq!((&row[1], &row[10]), (&text("%"), &text("poor")));
    assert_eq!(row[11], Data::Float(6.0));
    let measured = book.sheet("Summary").iter().filter(|row| row[1] == text("%")).count();
    assert_eq!(measured, 2, "what was never measured has no line");
}

#[test]
fn what_is_missing_is_said() {
    let book = book(&sample("partial"), Language::EnUs);
    assert_eq!(book.beside("Incomplete data").len(), 3);
    assert_eq!(book.beside("Not understood"), [&text("audio.bitrate_sent: “8 widgets” × 2")]);
    assert!(book.beside("Data").iter().any(|fact| fact.to_string().starts_with("Not measured:")));
    let nobody = self::book(&sample("unrated"), Language::ZhCn);
    assert_eq!(nobody.beside("参会人"), [&text("这位参会人")]);
    assert_eq!(nobody.sheet("每分钟数据").len(), 1, "the names of the columns alone");
}

#[test]
fn minutes_are_real_dates_and_numbers_and_empty_where_nothing_was_measured() {
    let book = book(&sample("poor"), Language::EnUs);
    let rows = book.sheet("Minutes");
    assert_eq!((rows.len(), rows[0].len()), (91, 42));
    assert_eq!(rows[0][3], text("network delay (ms)"));
    let bad = &rows[15];
    assert_eq!(bad[0].as_datetime_parts(), Some((2022, 12, 23, 11, 30)));
    assert_eq!((&bad[1], &bad[2]), (&text("UTC+08:00"), &text("poor")));
    assert_eq!((&bad[3], &bad[4]), (&Data::Float(420.0), &Data::Empty));
}

#[test]
fn thresholds_name_their_source_and_which_way_is_better() {
    for language in LANGUAGES {
        let book = book(&sample("good"), language);
        let sheet = &book.sheets[2].1;
        let metrics = Metric::COUNT + Metric::DERIVED.len() + 4;
        assert!(sheet[1..=metrics].iter().all(|row| row[6] != Data::Empty), "how each counts");
        let rated = sheet[1..=metrics].iter().filter(|row| row[3] != Data::Empty);
        assert!(rated.clone().count() > 25);
        assert!(rated.into_iter().all(|row| row[7] != Data::Empty && row[2] != Data::Empty));
    }
    let book = book(&sample("good"), Language::EnUs);
    let loss = book.row("Thresholds", "packet loss sent");
    assert_eq!(loss[1..6], [text("%"), text("low"), 2.0.into(), 5.0.into(), 10.0.into()]);
    let frames = book.row("Thresholds", "video frame rate received");
    assert_eq!(frames[2..6], [text("high"), 15.0.into(), 7.0.into(), Data::Empty]);
    let bitrate = book.row("Thresholds", "video bitrate sent, picture from 720P");
    assert_eq!(bitrate[3], Data::Float(444.444));
    let grade = book.row("Thresholds", "Poor");
    assert_eq!(grade[1], text("more than 20% of the rated minutes bad, or 3 bad ones in a row"));
}

#[test]
fn bounds_of_an_operator_are_not_said_to_be_somebody_elses() {
    let mut rules = Rules::default();
    rules.thresholds.packet_loss_avg = Scale::low(1.0, 3.0, None);
    let renderer = Renderer::load(None, RenderOptions { rules, ..options() }).unwrap();
    let file = renderer.file(&sample("good"), FileFormat::Xlsx, Language::EnUs).unwrap();
    let book = Book::read(&file.bytes);
    let row = book.row("Thresholds", "packet loss sent");
    assert_eq!(row[3..6], [1.0.into(), 3.0.into(), Data::Empty]);
    assert_eq!(row[7], text("set by whoever runs this bot"));
    assert_ne!(book.row("Thresholds", "network delay")[7], row[7]);
}

#[test]
fn nothing_from_outside_becomes_a_formula_or_a_link() {
    for nasty in [
        "=HYPERLINK(\"https://evil.example\",\"x\")",
        "  +1+1",
        "-2",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "\u{3000}＝1",
        "＋1",
        "－1",
        "＠a",
        "\u{200b}=1",
        "\u{202e}=1",
        "https://evil.example",
        "mailto:a@b.example",
        "a\u{0}b\u{1b}[31m\u{7f}",
        "{=1+1}",
        "_x003D_1",
    ] {
        let mut answer = sample("poor");
        answer.name = nasty.to_owned();
        answer.meeting.topic = nasty.to_owned();
        let evidence = &mut answer.verdict.causes[0].evidence;
        evidence.push(Evidence::Fact { what: FactKind::LeaveReason, text: nasty.to_owned() });
        let metric = Metric::NetworkPacketLossAvgSent;
        evidence.push(Evidence::Speaker { name: nasty.to_owned(), metric, worst: 1.0 });
        answer.verdict.judgement.unparsed = sample("partial").verdict.judgement.unparsed;
        answer.verdict.judgement.unparsed[0].field = nasty.to_owned();
        answer.verdict.judgement.unparsed[0].text = nasty.to_owned();
        for language in LANGUAGES {
            book(&answer, language).assert_harmless();
        }
    }
}

#[test]
fn no_device_and_no_address_is_named() {
    let mut answer = sample("poor");
    let secret = || Some("张三的耳机".to_owned());
    answer.attendance = vec![Attendance {
        location: None,
        name: "张三".to_owned(),
        join: answer.meeting.start,
        leave: None,
        external: false,
        telephone: false,
        time_in_meeting: None,
        device: secret(),
        app_version: None,
        network_type: None,
        protocol: None,
        use_rtc_proxy: None,
        microphone: secret(),
        speaker: secret(),
        camera: secret(),
        leave_reason: None,
        site: crate::quality::participant::Site::at(Some("27.0.2.183"), Some("10.1.2.3")),
    }];
    for language in LANGUAGES {
        let book = book(&answer, language);
        assert!(book.texts().any(|text| text.contains("wifi")), "what a card says too");
        let tells = |text: &str| ["耳机", "27.0.2", "10.1.2"].iter().any(|it| text.contains(it));
        assert_eq!(book.texts().find(|text| tells(text)), None);
    }
}

#[test]
fn times_that_excel_cannot_hold_are_text() {
    let mut answer = full_meeting(1);
    answer.meeting.end = "9999-12-30T20:00:00Z".parse().unwrap();
    answer.minutes[0].at = "-001000-01-01T00:00:00Z".parse().unwrap();
    answer.meeting.start = answer.minutes[0].at;
    let book = book(&answer, Language::EnUs);
    assert!(matches!(&book.sheet("Minutes")[1][0], Data::String(_)));
    assert!(matches!(book.beside("Start")[0], Data::String(_)));
}

trait Parts {
    /// Year, month, day, hour and minute, when it is a date.
    fn as_datetime_parts(&self) -> Option<(u16, u8, u8, u8, u8)>;
}

impl Parts for Data {
    fn as_datetime_parts(&self) -> Option<(u16, u8, u8, u8, u8)> {
        let Self::DateTime(at) = self else { return None };
        let (year, month, day, hour, minute, ..) = at.to_ymd_hms_milli();
        Some((year, month, day, hour, minute))
    }
}
