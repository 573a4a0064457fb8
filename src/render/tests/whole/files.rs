//! The file of a whole meeting.

use super::*;
use crate::render::tests::files::{FORMATS, LANGUAGES};
use crate::render::tests::workbook::Book;

/// All rows, the names of the columns first.
pub(super) fn csv(whole: &Whole, language: Language) -> Vec<Vec<String>> {
    let bytes = renderer().whole_file(whole, FileFormat::Csv, language).unwrap().bytes;
    let text = bytes.strip_prefix("\u{feff}".as_bytes()).expect("a byte order mark");
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text);
    let row = |row: Result<csv::StringRecord, csv::Error>| {
        row.unwrap().iter().map(str::to_owned).collect()
    };
    reader.records().map(row).collect()
}

#[test]
fn the_file_has_a_row_a_person_and_the_reason_where_there_is_no_data() {
    let mut whole = whole("single people");
    whole.people[0].name = "=HYPERLINK(\"https://evil.example\")".to_owned();
    let rows = csv(&whole, Language::EnUs);
    assert_eq!(rows.len(), 1 + 11 + 6);
    assert_eq!(rows[0][..5], ["No.", "Participant", "Grade", "Bad minutes", "Minutes rated"]);
    assert_eq!(rows[0][6], "Worst minute (Asia/Shanghai)");
    assert_eq!(
        rows[1],
        [
            "1",
            "'=HYPERLINK(\"https://evil.example\")",
            "Poor",
            "12",
            "41",
            "97.6",
            "2022-12-23 11:32",
            "severe",
            "weak or crowded Wi-Fi",
            "",
            "on the way out",
            "alone",
            "2.9",
            "wifi",
            "7.30.1",
            "",
        ]
    );
    let guest = &rows[12];
    assert_eq!((guest[1].as_str(), guest[2].as_str(), guest[4].as_str()), ("Guest", "", ""));
    assert_eq!(guest[15], "from outside the organisation, or a guest");
    assert_eq!(rows[13][1], "this participant", "somebody without a name");
    let brief = &rows[11];
    assert_eq!((brief[2].as_str(), brief[4].as_str()), ("Too short", "3"));
}

#[test]
fn the_workbook_says_what_was_found_everybody_the_minutes_and_the_bounds() {
    let whole = whole("everybody");
    let book = renderer().whole_file(&whole, FileFormat::Xlsx, Language::EnUs).unwrap();
    assert_eq!(book.name, "meeting-quality-123456789-2022-12-23-everybody.xlsx");
    let book = Book::read(&book.bytes);
    assert_eq!(book.sheet("People").len(), 1 + 8 + 6);
    assert_eq!(book.sheet("Minutes").len(), 1 + 42);
    assert!(book.sheet("Thresholds").len() > 40);
    let summary: Vec<String> =
        book.sheet("Summary").iter().map(|row| format!("{}: {}", row[0], row[1])).collect();
    for line in [
        "Meeting number: 123 456 789",
        "Start: 2022-12-23 11:16 UTC+08:00",
        "Time zone: Asia/Shanghai",
        "In short: It was everybody's trouble: up to 5 of 8 people were bad in the same minute, so it is nobody's own fault.",
        "Data: From outside the organisation, or guests: 1",
    ] {
        assert!(summary.iter().any(|known| known == line), "{line} in {summary:#?}");
    }
}

#[test]
fn a_file_of_a_thousand_people_is_small_and_always_the_same() {
    let whole = whole("thousand people");
    for (format, language) in FORMATS.iter().flat_map(|it| LANGUAGES.map(|other| (*it, other))) {
        let file = renderer().whole_file(&whole, format, language).unwrap();
        assert!((20_000..1_000_000).contains(&file.bytes.len()), "{}", file.bytes.len());
        assert_eq!(Some(file), renderer().whole_file(&whole, format, language));
    }
}
