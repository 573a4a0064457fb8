//! Whatever is judged, whoever is asked about, whatever a meeting is called: a valid card, inside
//! the budget, with nothing injected.

use jiff::{SignedDuration, Timestamp};
use proptest::prelude::*;

use super::diagnosed::verdict;
use super::shape::assert_feishu_takes;
use super::*;
use crate::app::answer::{Attendance, Gap, Meeting};
use crate::command::Mistake;
use crate::quality::diagnose::diagnose;
use crate::quality::ids::MeetingNo;
use crate::quality::judgement::{Grade, Judgement, NamedMinute, RatedReading, State};
use crate::quality::metric::{Metric, Section};
use crate::quality::minute::{Measured, Minute, Unparsed};
use crate::quality::participant::Participant;
use crate::quality::verdict::{Evidence, Verdict};

/// What our own markdown is made of, besides words.
fn without_our_own(markdown: &str) -> String {
    let mut rest = markdown.to_owned();
    for tag in ["</local_datetime>", "</font>", "</text_tag>", "<br>"] {
        rest = rest.replace(tag, "");
    }
    for colour in ["red", "orange", "green", "carmine", "grey", "violet", "turquoise"] {
        rest = rest.replace(&format!("<font color='{colour}'>"), "");
    }
    for colour in ["blue", "wathet", "neutral", "green", "yellow", "red"] {
        rest = rest.replace(&format!("<text_tag color='{colour}'>"), "");
    }
    while let Some((before, after)) = rest.split_once("<local_datetime millisecond='") {
        let (millis, after) = after.split_once("' format_type='").unwrap();
        assert!(millis.chars().all(|c| c.is_ascii_digit() || c == '-'), "{markdown}");
        let (form, after) = after.split_once("'>").unwrap();
        assert!(["date", "time"].contains(&form), "{markdown}");
        rest = format!("{before}{after}");
    }
    while let Some((before, after)) = rest.split_once("<at id=ou_") {
        let (id, after) = after.split_once("></at>").unwrap();
        assert!(id.chars().all(|c| c.is_ascii_alphanumeric() || c == '_'), "{markdown}");
        rest = format!("{before}{after}");
    }
    rest.replace("&#", "")
}

pub(super) fn assert_nothing_injected(card: &Json) {
    let mut found = Vec::new();
    tagged(card, &mut found);
    for object in found.into_iter().filter(|object| object["tag"] == "markdown") {
        for language in ["zh_cn", "en_us"] {
            let markdown = said_in(object, language).unwrap();
            let rest = without_our_own(markdown);
            assert!(!rest.contains(['<', '>', '[', ']', '`', '&', '~', '\n']), "{markdown}");
            assert!(rest.matches('*').count().is_multiple_of(4), "{markdown}");
        }
    }
}

pub(super) fn outside() -> impl Strategy<Value = String> {
    let nasty = prop::sample::select(vec![
        "<at id=all></at>",
        "<at user_id=\"all\">x</at>",
        "[click](https://evil.example)",
        "**bold** _it_ ~~gone~~ `code`",
        ":DONE: </font> <br> <person id='x'></person>",
        "\u{202e}مرحبا\u{200f} שלום",
        "👩🏽‍🔬👨‍👩‍👧‍👦🇨🇳",
        "\n\n# heading\n---\n| a | b |",
        "{{ 7 * 7 }} {topic} {% raw %}",
        "\",\"tag\":\"at\",\"x\":\"\\",
        "1. list",
        "",
    ]);
    prop_oneof![
        nasty.clone().prop_map(str::to_owned),
        nasty.prop_map(|text| text.repeat(40)),
        "\\PC{0,200}",
        any::<String>(),
    ]
}

pub(super) fn time() -> impl Strategy<Value = Timestamp> {
    let near = (0_i64..3000).prop_map(|minute| 1_671_765_360 + minute * 60);
    // Milliseconds of twelve digits or more: Feishu takes fewer for seconds.
    let any = 100_000_000_i64..99_999_999_999;
    prop_oneof![9 => near, 1 => any]
        .prop_map(|seconds| Timestamp::UNIX_EPOCH + SignedDuration::from_secs(seconds))
}

fn state() -> impl Strategy<Value = State> {
    prop::sample::select(vec![State::Fair, State::Poor, State::Severe])
}

pub(super) fn metric() -> impl Strategy<Value = Metric> {
    prop::sample::select(Metric::all().collect::<Vec<_>>())
}

fn named() -> impl Strategy<Value = NamedMinute> {
    let reading = (metric(), any::<f64>(), state(), any::<f64>()).prop_map(
        |(metric, value, state, threshold)| RatedReading { metric, value, state, threshold },
    );
    (time(), state(), prop::collection::vec(reading, 0..40))
        .prop_map(|(minute, state, readings)| NamedMinute { minute, state, readings })
}

prop_compose! {
    fn judgement()(
        counts in any::<[u32; 4]>(),
        small in any::<bool>(),
        coverage in prop_oneof![any::<f64>(), 0.0..1.0],
        grade in prop::sample::select(vec![Grade::Good, Grade::Fair, Grade::Poor, Grade::Unrated]),
        too_short in any::<bool>(),
        bad in prop::collection::vec(named(), 0..12),
        worst in prop::option::of(named()),
        unknown in prop::collection::vec(metric(), 0..50),
        unparsed in prop::collection::vec((outside(), outside(), any::<u32>()), 0..3),
    ) -> Judgement {
        let [minutes, rated_minutes, bad_minutes, longest_run] =
            counts.map(|count| if small { count % 4 } else { count });
        let unparsed =
            unparsed.into_iter().map(|(field, text, count)| Unparsed { field, text, count }).collect();
        let media = Section::ALL.map(|section| (section, grade));
        Judgement {
            minutes, rated_minutes, bad_minutes, longest_run, coverage, grade, too_short, media,
            bad, worst, unknown, unparsed,
        }
    }
}

fn minute() -> impl Strategy<Value = Minute> {
    let readings = prop::collection::vec((metric(), any::<f64>()), 0..6);
    (time(), readings).prop_map(|(at, readings)| {
        let mut minute = Minute::empty(at);
        readings.into_iter().for_each(|(metric, value)| minute.set(metric, value));
        minute
    })
}

prop_compose! {
    pub(crate) fn answer()(
        verdict in judgement().prop_flat_map(verdict),
        minutes in prop::collection::vec(minute(), 0..200),
        (name, topic) in (outside(), outside()),
        attendance in prop::collection::vec(attendance(), 0..4),
        (start, end) in (time(), time()),
        gaps in prop::collection::vec(
            prop::sample::select(vec![Gap::Pages, Gap::Session, Gap::OverADay]), 0..5),
    ) -> Answer {
        let no = MeetingNo::parse("123456789").unwrap();
        Answer {
            meeting: Meeting {
                instance: String::new(),
                no,
                topic,
                start,
                end,
                owner: None,
                people: None,
            },
            person: "ou_x".to_owned().into(),
            name,
            attendance,
            verdict,
            minutes,
            gaps,
        }
    }
}

fn attendance() -> impl Strategy<Value = Attendance> {
    let texts = prop::array::uniform8(prop::option::of(outside()));
    (texts, time(), prop::option::of(time()), any::<Option<bool>>()).prop_map(
        |(texts, join, leave, use_rtc_proxy)| {
            let [
                device,
                app_version,
                network_type,
                protocol,
                microphone,
                speaker,
                camera,
                leave_reason,
            ] = texts;
            Attendance {
                name: String::new(),
                join,
                leave,
                external: false,
                telephone: false,
                time_in_meeting: None,
                device,
                app_version,
                network_type,
                protocol,
                use_rtc_proxy,
                microphone,
                speaker,
                camera,
                leave_reason,
                site: None,
                location: None,
            }
        },
    )
}

fn any_offer() -> impl Strategy<Value = Offer> {
    let report = prop::sample::select(vec![
        ReportLink::At("https://bot.example.com/r/token".to_owned()),
        ReportLink::NoAddress,
        ReportLink::Nowhere,
    ]);
    let privacy = prop::sample::select(vec![Privacy::Own, Privacy::Chat, Privacy::Nothing]);
    (report, any::<bool>(), privacy).prop_map(|(report, file, privacy)| Offer {
        report,
        file,
        privacy,
        ..offer()
    })
}

/// Minutes of a meeting, one after the other, with any readings that can be.
fn minutes() -> impl Strategy<Value = Vec<Minute>> {
    let reading = (metric(), prop_oneof![0.0..40.0, 0.0..2000.0, Just(0.0)]);
    prop::collection::vec(prop::collection::vec(reading, 0..39), 0..120).prop_map(|all| {
        let minute = |(index, readings): (i64, Vec<(Metric, f64)>)| {
            let at = Timestamp::UNIX_EPOCH + SignedDuration::from_secs(1_671_765_360 + index * 60);
            let mut minute = Minute::empty(at);
            readings.into_iter().for_each(|(metric, value)| minute.set(metric, value));
            minute
        };
        (0..).zip(all).map(minute).collect()
    })
}

prop_compose! {
    /// Answers as the bot makes them: two people, judged by the rules.
    fn judged()(
        (mine, others) in (minutes(), minutes()),
        answer in answer(),
    ) -> Answer {
        let stays = answer.attendance.iter().map(|row| row.stay(&answer.meeting)).collect();
        let person = |minutes: &[Minute], name: &str, stays| Participant {
            name: name.to_owned(),
            measured: Measured { minutes: minutes.to_vec(), ..Measured::default() },
            stays,
        };
        let people = [person(&mine, &answer.name, stays), person(&others, &answer.meeting.topic, Vec::new())];
        let mut verdicts = diagnose(&people, &Rules::default()).verdicts;
        Answer { verdict: verdicts.remove(0), minutes: mine, ..answer }
    }
}

/// Says something else wherever a verdict quotes the outside.
fn rename(verdict: &mut Verdict, to: &str) {
    let of_causes = verdict.causes.iter_mut().flat_map(|cause| &mut cause.evidence);
    let of_excluded = verdict.excluded.iter_mut().flat_map(|one| &mut one.evidence);
    for evidence in of_causes.chain(of_excluded) {
        if let Evidence::Fact { text, .. } | Evidence::Speaker { name: text, .. } = evidence {
            to.clone_into(text);
        }
    }
}

fn typed() -> impl Strategy<Value = CommandError> {
    (outside(), outside(), outside()).prop_map(|(before, wrong, after)| CommandError {
        mistake: Mistake::UnknownWord,
        at: before.len()..before.len() + wrong.len(),
        text: before + &wrong + &after,
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_answer_is_a_card(answer in answer(), offer in any_offer()) {
        let card = card(&renderer().answer(&answer, &offer));
        assert_feishu_takes(&card);
        assert_nothing_injected(&card);
    }

    #[test]
    fn any_minutes_judged_as_real_ones_are_a_card(answer in judged(), offer in any_offer()) {
        let card = card(&renderer().answer(&answer, &offer));
        assert_feishu_takes(&card);
        assert_nothing_injected(&card);
    }

    #[test]
    fn where_nothing_may_be_shown_no_word_from_outside_is(answer in judged(), other in judged()) {
        let nothing = Offer { privacy: Privacy::Nothing, ..offer() };
        let mut renamed = answer.clone();
        renamed.name = other.name;
        renamed.meeting.topic = other.meeting.topic;
        renamed.attendance = other.attendance;
        rename(&mut renamed.verdict, &renamed.name);
        let renderer = renderer();
        prop_assert_eq!(renderer.answer(&answer, &nothing), renderer.answer(&renamed, &nothing));
    }

    #[test]
    fn an_answer_in_text_has_nothing_from_outside(answer in answer(), name in outside(), topic in outside()) {
        let renderer = renderer();
        let mut other = answer.clone();
        (other.name, other.meeting.topic) = (name.clone(), topic);
        other.attendance = Vec::new();
        rename(&mut other.verdict, &name);
        prop_assert_eq!(renderer.answer_in_text(&answer), renderer.answer_in_text(&other));
    }

    #[test]
    fn any_wrong_command_is_a_card(error in typed()) {
        let card = card(&renderer().wrong_command(&error));
        assert_feishu_takes(&card);
        assert_nothing_injected(&card);
    }

    #[test]
    fn any_name_or_id_in_an_error_is_harmless(name in outside(), scopes in prop::collection::vec(outside(), 0..9)) {
        let renderer = renderer();
        let fault = renderer.fault(&FaultId("f-1".to_owned()), Some(&name));
        let external = renderer.user_error(&UserError::External { name: Some(name) }, None);
        for content in [fault, external, renderer.user_error(&UserError::ScopeMissing { scopes }, None)] {
            let card = card(&content);
            assert_feishu_takes(&card);
            assert_nothing_injected(&card);
        }
    }
}
