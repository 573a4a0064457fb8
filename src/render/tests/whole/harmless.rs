//! Whatever a whole meeting is, it is a card and a file, and harmless ones.

use proptest::prelude::*;

use super::files::csv;
use super::*;
use crate::app::answer::{Gap, Meeting};
use crate::app::asked::Judged;
use crate::app::told::{Done, Standing, Unmeasured, WhyUnmeasured};
use crate::quality::ids::MeetingNo;
use crate::quality::judgement::{Grade, State};
use crate::quality::verdict::{CauseId, Scope, ScopeVerdict, Side};
use crate::render::tests::injection::{outside, time};
use crate::render::tests::shape::assert_feishu_takes;
use crate::render::tests::workbook::Book;

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
