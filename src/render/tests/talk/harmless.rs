//! Whatever outsiders wrote, what it is told with is a card, and a harmless one.

use jiff::Timestamp;
use proptest::prelude::*;

use super::*;
use crate::app::answer::Meeting;
use crate::app::asked::{Judged, JudgedWhole, Watch, WatchKind};
use crate::app::error::Who;
use crate::app::told::{
    Among, Candidate, Examined, Finding, Form, Given, Health, Picker, Refused, Remembered,
    ShareAsked, WhyRefused,
};
use crate::quality::ids::OpenId;
use crate::quality::judgement::Grade;
use crate::quality::verdict::ScopeVerdict;
use crate::render::tests::injection::{answer, assert_nothing_injected, outside, time};
use crate::render::tests::shape::assert_feishu_takes;

fn meeting() -> impl Strategy<Value = Meeting> {
    (outside(), time(), time(), any::<Option<u32>>()).prop_map(|(topic, start, end, people)| {
        Meeting { instance: String::new(), no: no(), topic, start, end, owner: None, people }
    })
}

fn candidate() -> impl Strategy<Value = Candidate> {
    (outside(), time(), prop::option::of(time())).prop_map(|(name, join, leave)| Candidate {
        id: "ou_1".to_owned().into(),
        name,
        join,
        leave,
    })
}

fn remembered() -> impl Strategy<Value = Remembered> {
    let grades = vec![Grade::Good, Grade::Fair, Grade::Poor, Grade::Unrated];
    (meeting(), outside(), prop::sample::select(grades), any::<[u32; 2]>()).prop_map(
        |(meeting, name, grade, [bad_minutes, rated_minutes])| Remembered {
            meeting,
            person: "ou_1".to_owned().into(),
            name,
            judged: Judged { grade, bad_minutes, causes: Vec::new() },
            rated_minutes,
            by_cause: std::collections::BTreeMap::new(),
            network_type: None,
            app_version: None,
        },
    )
}

fn assert_harmless(told: &Told<'_>) {
    let card = self::told(told);
    assert_feishu_takes(&card);
    assert_nothing_injected(&card);
}

fn in_text(told: Told<'_>) -> String {
    text(&renderer().say_in_text(&Subject::Told(told))).to_owned()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn any_meetings_can_be_chosen_from(
        meetings in prop::collection::vec(meeting(), 0..70),
        more in any::<u16>(),
    ) {
        let asked = &offer().asked;
        let form = Form { asked, meetings: &meetings };
        assert_harmless(&Told::Form(&form));
        let among = Among::Meetings(&meetings);
        let picker = Picker { asked, no: no(), among, more: more.into() };
        assert_harmless(&Told::Picker(&picker));
    }

    #[test]
    fn any_people_can_be_chosen_from(people in prop::collection::vec(candidate(), 0..70)) {
        let among = Among::People(&people);
        let picker = Picker { asked: &offer().asked, no: no(), among, more: 0 };
        assert_harmless(&Told::Picker(&picker));
        let none = Picker { among: Among::People(&[]), ..picker };
        prop_assert_eq!(in_text(Told::Picker(&picker)), in_text(Told::Picker(&none)));
    }

    #[test]
    fn whatever_was_judged_can_be_listed(recent in prop::collection::vec(remembered(), 0..30)) {
        let one = |it: &Remembered| Given::One(it.clone());
        let two = |it: &[Remembered]| Given::Two(Box::new([it[0].clone(), it[1].clone()]));
        let judged = JudgedWhole { people: 3, bad: 2, scope: ScopeVerdict::Site };
        let all = |it: &Remembered| Given::Everybody(it.meeting.clone(), Some(judged));
        let given: Vec<Given> = recent.iter().map(one).collect();
        assert_harmless(&Told::Recent(&given));
        let given: Vec<Given> = recent.windows(2).map(two).chain(recent.iter().map(all)).collect();
        assert_harmless(&Told::Recent(&given));
    }

    #[test]
    fn any_stays_fit_and_are_harmless(answer in answer()) {
        assert_harmless(&Told::Details(&answer));
    }

    #[test]
    fn whoever_is_refused_or_asks_is_harmless(
        name in prop::option::of(outside()),
        by in outside(),
        meeting in meeting(),
        detail in outside(),
    ) {
        for why in [WhyRefused::OnlyOneself, WhyRefused::Declined, WhyRefused::NotThere] {
            let refused = Refused { why, name: name.clone(), ask: Some(offer().asked) };
            assert_harmless(&Told::Refused(&refused));
            let unnamed = Refused { name: None, ..refused.clone() };
            prop_assert_eq!(in_text(Told::Refused(&refused)), in_text(Told::Refused(&unnamed)));
        }
        for by in [by.clone(), format!("ou_{by}")] {
            let share = ShareAsked {
                asked: offer().asked,
                by: OpenId(by),
                no: meeting.no,
                meeting: Some(meeting.clone()),
            };
            assert_harmless(&Told::ShareAsked(&share));
        }
        let findings = [
            Finding { what: Examined::Store, health: Health::Missing(detail.clone()) },
            Finding { what: Examined::Chats, health: Health::Unknown(detail) },
        ];
        assert_harmless(&Told::Doctor(&findings));
    }

    #[test]
    fn any_name_that_is_not_found_is_harmless(name in outside()) {
        let renderer = renderer();
        for error in [
            UserError::NoSuchName { no: no(), name: name.clone(), looked_at: 1 },
            UserError::NoHistory { who: Who::Named(name), days: 30 },
        ] {
            let card = card(&renderer.user_error(&error, None));
            assert_feishu_takes(&card);
            assert_nothing_injected(&card);
        }
    }

    #[test]
    fn as_many_watches_as_there_may_be_fit(count in 0_usize..=200, always in any::<bool>()) {
        let watch = Watch {
            tenant: String::new(),
            no: no(),
            kind: WatchKind::Chat { chat: String::new(), always },
            by: OpenId(String::new()),
            since: Timestamp::UNIX_EPOCH,
            seen: None,
        };
        assert_harmless(&Told::Watches(&offer().asked, &vec![watch; count]));
    }
}
