//! The card and the file of a whole meeting.

use proptest::prelude::*;

use super::files::{FORMATS, LANGUAGES};
use super::injection::{assert_nothing_injected, outside, time};
use super::shape::assert_feishu_takes;
use super::workbook::Book;
use super::*;
use crate::app::answer::{Gap, Meeting};
use crate::app::asked::Judged;
use crate::app::told::{CrowdMinute, Done, Standing, Unmeasured, WhyUnmeasured};
use crate::quality::ids::MeetingNo;
use crate::quality::judgement::{Grade, State};
use crate::quality::verdict::{CauseId, Scope, ScopeVerdict, Side};
use crate::render::sample::Samples;

/// The card of the sample of this name.
fn sample(kind: &str, name: &str) -> Json {
    let samples = Samples::new();
    let subjects = samples.subjects();
    let is_it = |(known, subject): &&(String, Subject<'_>)| {
        known == name && subject.template().starts_with(kind)
    };
    card(&renderer().say(&subjects.iter().find(is_it).unwrap().1))
}

fn whole(name: &str) -> Whole {
    let samples = Samples::new();
    let mut subjects = samples.subjects().into_iter();
    let found = subjects.find_map(|(known, subject)| match subject {
        Subject::Told(Told::Whole(whole, _)) if known == name => Some(whole.clone()),
        _ => None,
    });
    found.unwrap()
}

/// Everything a card says in English, one line a text.
fn said(card: &Json) -> String {
    let mut found = Vec::new();
    tagged(card, &mut found);
    found.iter().filter_map(|object| said_in(object, "en_us")).collect::<Vec<_>>().join("\n")
}

/// The object with this id.
fn element<'a>(card: &'a Json, id: &str) -> Option<&'a Json> {
    let mut found = Vec::new();
    tagged(card, &mut found);
    found.into_iter().find(|object| object["element_id"] == id)
}

/// What each button and each list carries.
fn carried(card: &Json) -> Vec<&Json> {
    let mut found = Vec::new();
    tagged(card, &mut found);
    let acting = found.iter().filter_map(|object| object["behaviors"].as_array());
    acting.flatten().map(|behavior| &behavior["value"]).collect()
}

#[test]
fn the_first_line_says_whose_trouble_it_was_and_the_header_how_bad() {
    for (name, colour, verdict) in [
        ("everybody", "red", "It was everybody's trouble: up to 5 of 8 people"),
        ("all good", "green", "Everybody was fine: none of the 6 people"),
        ("one site", "yellow", "It was one site's trouble: up to 4 of 16 people"),
        ("single people", "yellow", "It was single people's trouble, each on their own: 4 of 11"),
        ("one person of many", "yellow", "It was one person's trouble: of 5 people"),
        ("one person", "green", "The one person with data had no bad minute."),
        ("one person bad", "red", "The one person with data had bad minutes."),
        ("too short for all", "grey", "Everybody with data was there too briefly for a grade."),
        (
            "thousand people",
            "yellow",
            "It was single people's trouble, each on their own: 60 of 800",
        ),
        ("nobody measured", "grey", "Nobody could be measured, so this says neither good nor bad."),
    ] {
        let card = sample("whole", name);
        assert_eq!(card["header"]["template"], colour, "{name}");
        let line = said_in(&card["body"]["elements"][0], "en_us").unwrap();
        let plain = line.replace("&#39;", "'").replace("&#58;", ":");
        assert!(plain.starts_with(verdict), "{name}: {plain}");
    }
}

#[test]
fn cards_of_whole_meetings() {
    for name in ["everybody", "single people", "nobody measured"] {
        let mut card = sample("whole", name);
        for element in card["body"]["elements"].as_array_mut().unwrap() {
            if let Some(rows) = element.pointer_mut("/chart_spec/data/0/values") {
                rows.as_array_mut().unwrap().truncate(3);
            }
        }
        insta::assert_json_snapshot!(format!("whole_{}", name.replace(' ', "_")), card);
    }
}

#[test]
fn a_button_leads_to_the_person_beside_it_and_the_list_to_everybody_else() {
    let card = sample("whole", "single people");
    let people = |value: &&Json| value["op"] == "person";
    let carried = carried(&card);
    let picks: Vec<&Json> =
        carried.iter().copied().filter(people).map(|value| &value["pick"]).collect();
    assert_eq!(picks, [&0.into(), &1.into(), &2.into(), &3.into(), &Json::Null]);
    for value in carried {
        assert_eq!((&value["v"], &value["asked"]), (&1.into(), &offer().asked.0.clone().into()));
    }
    let options = element(&card, "pick").unwrap()["options"].as_array().unwrap();
    let values: Vec<&Json> = options.iter().map(|option| &option["value"]).collect();
    assert_eq!(values, ["4", "5", "6", "7", "8", "9", "10"]);
    let first = said_in(&options[0]["text"], "en_us").unwrap();
    assert_eq!(first, "5. Ana María · Good");
    let row = said_in(element(&card, "person_1").unwrap(), "en_us");
    assert_eq!(row, None, "the name stands beside the button, not on it");
}

#[test]
fn who_could_not_be_measured_is_said_with_the_reason() {
    let card = sample("whole", "single people");
    let panel = said(element(&card, "unmeasured").unwrap());
    for line in [
        "From outside the organisation, or guests&#58; 1 &#40;Guest&#41;",
        "By telephone or a device without an account&#58; 1",
        "Feishu has no data of them&#58; 1 &#40;孙七&#41;",
        "Could not be fetched this time, please look again&#58; 1 &#40;吴九&#41;",
        "There too briefly for a grade&#58; 1",
        "Data of 11 of 16 people.",
    ] {
        assert!(panel.contains(line), "{line}\nin {panel}");
    }
    let nobody = said(&sample("whole", "nobody measured"));
    assert!(nobody.contains("People&#58; 5, with data&#58; 0, without&#58; 5"), "{nobody}");
}

#[test]
fn in_a_thousand_people_the_worst_are_named_and_the_rest_is_counted() {
    let card = sample("whole", "thousand people");
    let rows =
        (1..=60).filter(|place| element(&card, &format!("person_{place}")).is_some()).count();
    let text = said(&card);
    assert!(rows >= 5, "{rows}");
    assert!(text.contains(&format!("{} more had bad minutes", 60 - rows)), "{text}");
    assert!(text.contains("740 more had no bad minute."), "{text}");
    assert!(element(&card, "pick").is_some() && !chart_rows(&card).is_empty());
    assert_nothing_injected(&card);
}

#[test]
fn where_nothing_was_bad_there_is_neither_chart_nor_row() {
    for name in ["all good", "one person", "nobody measured"] {
        let card = sample("whole", name);
        assert!(chart_rows(&card).is_empty(), "{name}");
        assert!(element(&card, "person_1").is_none(), "{name}");
    }
}

#[test]
fn the_chart_keeps_the_worst_minute_of_each_stretch() {
    let mut whole = whole("everybody");
    let first = whole.minutes[0].minute;
    let minute = |index: i64| CrowdMinute {
        minute: first + jiff::SignedDuration::from_mins(index),
        bad: if index == 777 { 9 } else { 0 },
        rated: if (100..200).contains(&index) { 0 } else { 12 },
    };
    whole.minutes = (0..1_440).map(minute).collect();
    let card = card(&renderer().tell(&Told::Whole(&whole, &offer())));
    let rows = chart_rows(&card)[0];
    assert!(rows.len() <= 75, "{}", rows.len());
    let bad: Vec<&Json> = rows.iter().filter(|row| row["b"] == 9).collect();
    assert_eq!(bad.len(), 1);
    assert!(rows.iter().any(|row| row.get("b").is_none()), "nobody rated is a gap");
}

#[test]
fn the_progress_says_how_far_it_came_and_can_be_stopped() {
    let half = sample("progress", "half way");
    let text = said(&half);
    assert!(text.contains("5 of 12 people are done"), "{text}");
    assert!(text.contains("About 4 min left"), "{text}");
    let rows = chart_rows(&half)[0];
    assert_eq!(rows[0]["v"], 0.45);
    assert_eq!(carried(&half)[0]["op"], "cancel");
    assert!(element(&sample("progress", "at the beginning"), "left").is_none());
    let stopped = sample("cancelled", "half way");
    assert!(said(&stopped).contains("asking again goes on from there"));
    assert_eq!(carried(&stopped)[0]["op"], "refresh");
    insta::assert_json_snapshot!("progress", half);
    insta::assert_json_snapshot!("cancelled", stopped);
}

fn grade() -> impl Strategy<Value = Grade> {
    prop::sample::select(vec![Grade::Good, Grade::Fair, Grade::Poor, Grade::Unrated])
}

fn scope() -> impl Strategy<Value = ScopeVerdict> {
    use ScopeVerdict::{Local, Meeting, None, Site, Unknown};
    prop::sample::select(vec![Local, Site, Meeting, None, Unknown])
}

prop_compose! {
    fn standing()(
        name in outside(),
        (grade, scope) in (grade(), scope()),
        counts in prop_oneof![Just([0, 0]), [0_u32..60, 0_u32..60], any::<[u32; 2]>()],
        causes in prop::collection::vec(prop::sample::select(vec![
            CauseId::Quota, CauseId::WeakWifi, CauseId::SpeakerUplink,
        ]), 0..3),
        too_short in any::<bool>(),
        coverage in prop_oneof![0.0..1.0, any::<f64>()],
        worst in prop::option::of(time()),
        side in prop::sample::select(vec![Side::None, Side::Uplink, Side::FarEnd, Side::Unknown]),
        mos in prop::option::of(any::<f64>()),
        (network_type, app_version) in (prop::option::of(outside()), prop::option::of(outside())),
    ) -> Standing {
        let [bad_minutes, rated_minutes] = counts;
        Standing {
            id: "ou_1".to_owned().into(),
            name, too_short, coverage, side, scope, mos, network_type, app_version, rated_minutes,
            judged: Judged { grade, bad_minutes, causes },
            worst: worst.map(|at| (at, State::Severe)),
        }
    }
}

fn unmeasured() -> impl Strategy<Value = Unmeasured> {
    use WhyUnmeasured::{External, Failed, NoData, NoId, NotReady, Telephone};
    let why = prop::sample::select(vec![External, Telephone, NoId, NoData, NotReady, Failed]);
    (outside(), why).prop_map(|(name, why)| Unmeasured { name, why })
}

prop_compose! {
    /// A few people, or each of them many times.
    fn any_whole()(
        (topic, start, end) in (outside(), time(), time()),
        people in prop::collection::vec(standing(), 0..12),
        unmeasured in prop::collection::vec(unmeasured(), 0..12),
        times in prop::sample::select(vec![1_usize, 1, 90]),
        minutes in prop::collection::vec((time(), 0_u32..9, 0_u32..9), 0..200),
        (verdict, bad_people) in (scope(), any::<u32>()),
        gaps in prop::collection::vec(
            prop::sample::select(vec![Gap::Pages, Gap::Session, Gap::OverADay]), 0..4),
    ) -> Whole {
        let no = MeetingNo::parse("123456789").unwrap();
        let minute = |(minute, bad, rated)| CrowdMinute { minute, bad, rated };
        Whole {
            meeting: Meeting { instance: String::new(), no, topic, start, end, owner: None, people: None },
            people: std::iter::repeat_n(people, times).flatten().collect(),
            unmeasured: std::iter::repeat_n(unmeasured, times).flatten().collect(),
            scope: Scope { verdict, minutes: Vec::new(), people: 0, bad_people },
            minutes: minutes.into_iter().map(minute).collect(),
            gaps,
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn any_whole_meeting_is_a_card(whole in any_whole(), file in any::<bool>(), own in any::<bool>()) {
        let privacy = if own { Privacy::Chat } else { Privacy::Nothing };
        let card = card(&renderer().tell(&Told::Whole(&whole, &Offer { file, privacy, ..offer() })));
        assert_feishu_takes(&card);
        assert_nothing_injected(&card);
    }

    #[test]
    fn a_text_and_a_card_without_names_hold_nothing_from_outside(whole in any_whole(), name in outside()) {
        let mut other = whole.clone();
        other.meeting.topic.clone_from(&name);
        for standing in &mut other.people {
            standing.name.clone_from(&name);
        }
        for person in &mut other.unmeasured {
            person.name.clone_from(&name);
        }
        let renderer = renderer();
        let nameless = Offer { privacy: Privacy::Nothing, ..offer() };
        let tell = |whole| renderer.tell(&Told::Whole(whole, &nameless));
        prop_assert_eq!(tell(&whole), tell(&other));
        let in_text = |whole| renderer.say_in_text(&Subject::Told(Told::Whole(whole, &nameless)));
        prop_assert_eq!(in_text(&whole), in_text(&other));
    }

    #[test]
    fn any_whole_meeting_is_a_file(whole in any_whole()) {
        let rows = csv(&whole, Language::ZhCn);
        prop_assert_eq!(rows.len(), 1 + whole.people.len() + whole.unmeasured.len());
        let book = renderer().whole_file(&whole, FileFormat::Xlsx, Language::EnUs).unwrap();
        let book = Book::read(&book.bytes);
        book.assert_harmless();
        prop_assert_eq!(book.sheet("People").len(), rows.len());
    }

    #[test]
    fn any_progress_is_a_card(
        counts in any::<[u32; 4]>(), left in prop::option::of(any::<u64>()), cancelled in any::<bool>(),
    ) {
        let [calls, of_calls, people, of_people] = counts;
        let (asked, no) = (offer().asked, MeetingNo::parse("123456789").unwrap());
        let left = left.map(std::time::Duration::from_secs);
        let done = Done { asked: &asked, no, calls, of_calls, people, of_people, left };
        let told = if cancelled { Told::Cancelled(&done) } else { Told::Progress(&done) };
        assert_feishu_takes(&card(&renderer().tell(&told)));
    }
}

/// All rows, the names of the columns first.
fn csv(whole: &Whole, language: Language) -> Vec<Vec<String>> {
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
    assert_eq!(rows.len(), 1 + 11 + 5);
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
    assert_eq!(book.sheet("People").len(), 1 + 8 + 5);
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
