//! When a report comes, who may read it, and what is said of a meeting in which nothing was bad.

use super::super::asked::{Choices, Judged, Stop};
use super::super::audit::Look;
use super::super::inbound::Task;
use super::super::ports::Questions;
use super::super::told::{Standing, WhyRefused};
use super::super::world::{
    CHAT, Data, Guest, TENANT, World, chat_watch, first_attempt, guest, meeting, message, minute,
    no, person, question, refused,
};
use super::*;
use crate::quality::verdict::{Scope, Side};
use crate::settings::Access;

mod missing;

fn promise() -> Watch {
    Watch { kind: WatchKind::Once { asked: asked_while_it_ran().id }, ..chat_watch(false) }
}

fn asked_while_it_ran() -> Asked {
    question(message("when"), 0)
}

fn standing(name: &str, grade: Grade) -> Standing {
    Standing {
        id: person(name).into(),
        name: name.to_owned(),
        judged: Judged { grade, bad_minutes: 0, causes: Vec::new() },
        too_short: false,
        rated_minutes: 60,
        coverage: 1.0,
        worst: None,
        side: Side::None,
        scope: ScopeVerdict::None,
        mos: None,
        network_type: None,
        app_version: None,
    }
}

fn whole(verdict: ScopeVerdict, grades: &[Grade]) -> Whole {
    let people = grades.iter().enumerate();
    Whole {
        meeting: meeting("i1", 60),
        people: people.map(|(place, grade)| standing(&place.to_string(), *grade)).collect(),
        unmeasured: Vec::new(),
        scope: Scope { verdict, minutes: Vec::new(), people: 2, bad_people: 0 },
        minutes: Vec::new(),
        gaps: Vec::new(),
    }
}

fn somebody(data: Data) -> Guest {
    guest("ou_1", data, &[(0, 50)])
}

/// Works on the report of a meeting that ended at minute 60.
async fn work(world: &World, app: &App, watch: &Watch) -> Outcome {
    let meeting = meeting("i1", 60);
    let task = Task::Report { watch: watch.clone(), meeting: meeting.clone() };
    let outcome = app.watch_report(&first_attempt(task), watch, &meeting, &*world.tasks).await;
    assert_eq!(world.platform.state().waited_for, 0, "nobody waits for it");
    outcome
}

/// The question behind the buttons of what was sent.
async fn asked_by_buttons(world: &World) -> Asked {
    let said = world.chat.state().sent[0].1.clone();
    let id = said.trim_start_matches("whole of ").split([',', ':']).next().unwrap();
    world.noted(&AskedId(id.to_owned())).await
}

/// Reports what a look at everybody came to.
async fn report(world: &World, watch: &Watch, whole: &Whole) -> Result<Outcome, Failure> {
    let meeting = meeting("i1", 60);
    let (always, progress) = (is_always(watch), &*world.tasks as &dyn Progress);
    let report = Report { watch, meeting: &meeting, chat: CHAT, always, progress };
    world.app(Access::Open).report(&report, whole).await
}

#[test]
fn it_is_bad_when_somebody_was_poor_or_trouble_reached_far() {
    use Grade::{Fair, Good, Poor, Unrated};
    for (verdict, grades, expected) in [
        (ScopeVerdict::None, &[][..], false),
        (ScopeVerdict::None, &[Good, Unrated], false),
        (ScopeVerdict::Local, &[Fair, Good], false),
        (ScopeVerdict::Local, &[Good, Poor], true),
        (ScopeVerdict::Unknown, &[Poor], true),
        (ScopeVerdict::Site, &[Fair, Fair], true),
        (ScopeVerdict::Meeting, &[], true),
    ] {
        assert_eq!(was_bad(&whole(verdict, grades)), expected, "{verdict:?} {grades:?}");
    }
}

#[tokio::test]
async fn while_the_data_is_missing_both_kinds_of_report_wait() {
    for watch in [promise(), chat_watch(true)] {
        let world = World::new();
        world.watching(std::slice::from_ref(&watch)).await;
        world.note(&asked_while_it_ran()).await;
        world.clock.set(minute(62));
        let app = world.app(Access::Open);
        for (what, guests, refusal) in [
            ("nobody yet", Vec::new(), None),
            ("no minutes yet", vec![somebody(Data::Nothing)], None),
            ("nothing yet", Vec::new(), Some(Refusal::NoData)),
        ] {
            world.platform.state().guests = guests;
            world.platform.state().refusal = refusal;
            let outcome = work(&world, &app, &watch).await;
            assert_eq!(outcome, Outcome::Later { due: minute(64) }, "{:?} {what}", watch.kind);
        }
        assert!(world.tasks.queued().is_empty() && world.chat.state().sent.is_empty());
        assert_eq!(world.cards.told(), "");
    }
}

#[tokio::test]
async fn a_promised_answer_is_queued_when_the_data_is_there_or_late_or_never() {
    let answers = [
        ("there", minute(62), Data::Good, None),
        ("late", minute(105), Data::Nothing, None),
        ("refused", minute(62), Data::Nothing, Some(Refusal::AdminRoleMissing)),
    ];
    for (what, now, data, refusal) in answers {
        let world = World::new();
        world.note(&asked_while_it_ran()).await;
        world.platform.state().guests = vec![somebody(data)];
        world.platform.state().refusal = refusal;
        world.clock.set(now);
        let app = world.app(Access::Open);
        assert_eq!(work(&world, &app, &promise()).await, Outcome::Done, "{what}");
        let queued = world.tasks.queued();
        let [(None, _, Task::Ask { asked, card, in_place: false, .. })] = &queued[..] else {
            panic!("{what}: {queued:?}")
        };
        assert_eq!(
            (asked, card),
            (&asked_while_it_ran().id, &asked_while_it_ran().message.message_id),
            "{what}"
        );
    }
}

#[tokio::test]
async fn a_promise_of_a_recalled_question_is_dropped_and_one_to_an_absent_platform_tried_again() {
    let world = World::new();
    let app = world.app(Access::Open);
    world.note(&asked_while_it_ran()).await;
    world.clock.set(minute(62));
    world.platform.state().refusal = Some(Refusal::Unavailable);
    assert!(matches!(work(&world, &app, &promise()).await, Outcome::Again { .. }));
    world.memory.stop(&asked_while_it_ran().id, Stop::Recalled, minute(62)).await.unwrap();
    assert_eq!(work(&world, &app, &promise()).await, Outcome::Done);
    assert!(world.tasks.queued().is_empty());
}

#[tokio::test]
async fn what_was_sent_or_is_watched_no_more_is_not_reported() {
    let world = World::new();
    let app = world.app(Access::Open);
    world.clock.set(minute(105));
    assert_eq!(work(&world, &app, &chat_watch(true)).await, Outcome::Done, "unwatched since");
    world.watching(&[chat_watch(true)]).await;
    let (watch, meeting) = (chat_watch(true), meeting("i1", 60));
    let task = Task::Report { watch: watch.clone(), meeting: meeting.clone() };
    let sent = Attempt { reply: Some(MessageId("om_sent".to_owned())), ..first_attempt(task) };
    assert_eq!(app.watch_report(&sent, &watch, &meeting, &*world.tasks).await, Outcome::Done);
    let hopeless = Attempt { hopeless: true, reply: None, ..sent };
    assert_eq!(world.cards.told(), "");
    assert!(world.memory.looks().is_empty());
    let outcome = app.watch_report(&hopeless, &watch, &meeting, &*world.tasks).await;
    assert_eq!(outcome, Outcome::Done);
    assert!(world.cards.told().contains("Failed"), "that is said");
}

#[tokio::test]
async fn a_watch_of_somebody_who_was_not_there_reports_nothing_but_why() {
    for always in [false, true] {
        let world = World::new();
        let app = world.app(Access::Meeting);
        world.watching(&[chat_watch(always)]).await;
        world.platform.state().guests = vec![somebody(Data::Nothing)];
        world.clock.set(minute(105));
        assert_eq!(work(&world, &app, &chat_watch(always)).await, Outcome::Done);
        let looks = world.memory.looks();
        let [Look { how: How::Watch, refused: Some(WhyRefused::NotThere), by, about: None, .. }] =
            &looks[..]
        else {
            panic!("{looks:?}")
        };
        assert_eq!(by, &person("asker"));
        let sent = world.chat.state().sent.clone();
        let [(to, said)] = &sent[..] else { panic!("{sent:?}") };
        let expected = match always {
            true => Recipient::Chat(CHAT.to_owned()),
            false => Recipient::Person(person("asker")),
        };
        assert_eq!(*to, expected);
        assert!(said.contains("Withheld") && said.contains("NotThere"), "{said}");
    }
}

#[tokio::test]
async fn a_chat_hears_of_a_meeting_only_what_it_asked_for() {
    for (always, grade, heard) in [
        (false, Grade::Good, false),
        (false, Grade::Poor, true),
        (true, Grade::Good, true),
        (true, Grade::Poor, true),
    ] {
        let world = World::new();
        let whole = whole(ScopeVerdict::None, &[grade]);
        let outcome = report(&world, &chat_watch(always), &whole).await;
        assert!(matches!(outcome, Ok(Outcome::Done)), "{outcome:?}");
        let sent = world.chat.state().sent.len();
        assert_eq!(sent, usize::from(heard), "{always} {grade:?}");
        assert_eq!(world.memory.looks().len(), sent, "each report is in the audit log");
        assert_eq!(world.tasks.replied().len(), sent);
    }
}

#[tokio::test]
async fn the_buttons_of_a_report_have_a_question_to_ask_again() {
    let world = World::new();
    let whole = whole(ScopeVerdict::None, &[Grade::Poor, Grade::Good]);
    report(&world, &chat_watch(false), &whole).await.unwrap();
    let asked = asked_by_buttons(&world).await;
    assert_eq!(world.chat.state().sent[0].0, Recipient::Chat(CHAT.to_owned()));
    assert_eq!(asked.id, AskedId::of(&asked.message.message_id), "found by its message");
    assert_eq!(asked.message.text, format!("/quality {}", no().as_str()));
    assert_eq!((&asked.message.sender, asked.message.chat_id.as_str()), (&person("asker"), CHAT));
    assert_eq!((asked.message.direct, asked.message.tenant.as_str()), (false, TENANT));
    assert_eq!(asked.pinned, Some(meeting("i1", 60)));
    let Choices::People(people) = &asked.choices else { panic!("{:?}", asked.choices) };
    let names: Vec<_> = people.iter().map(|person| person.name.as_str()).collect();
    assert_eq!(names, ["0", "1"], "the places are the card's");
}

#[tokio::test]
async fn a_report_goes_to_one_alone_where_strangers_may_read_along() {
    for (is_external, refusal, alone) in [
        (false, None, false),
        (true, None, true),
        (false, Some(Refusal::ScopeMissing(Vec::new())), true),
        (false, Some(Refusal::Unavailable), true),
    ] {
        let world = World::new();
        world.chat.state().is_external = is_external;
        world.chat.state().refusal = refusal;
        report(&world, &chat_watch(true), &whole(ScopeVerdict::None, &[])).await.unwrap();
        let expected = match alone {
            true => Recipient::Person(person("asker")),
            false => Recipient::Chat(CHAT.to_owned()),
        };
        assert_eq!(world.chat.state().sent[0].0, expected, "{is_external}");
        assert_eq!(asked_by_buttons(&world).await.message.direct, alone);
    }
}

#[tokio::test]
async fn a_report_that_cannot_be_sent_is_said_otherwise_or_later_or_ends_its_watch() {
    type Expected = fn(&Result<Outcome, Failure>) -> bool;
    let is_again: Expected = |it| matches!(it, Err(Failure::Platform(_)));
    let is_done: Expected = |it| matches!(it, Ok(Outcome::Done));
    for (refusal, sent, watches, expected) in [
        (Refusal::Undeliverable, 0, 0, is_done),
        (Refusal::Unavailable, 0, 1, is_again),
        (Refusal::PersonalDataBlocked, 1, 1, is_done),
    ] {
        let world = World::new();
        world.watching(&[chat_watch(true)]).await;
        world.chat.state().send_refusal = Some(refusal.clone());
        let outcome = report(&world, &chat_watch(true), &whole(ScopeVerdict::None, &[])).await;
        assert!(expected(&outcome), "{refusal:?}: {outcome:?}");
        assert_eq!(world.chat.state().sent.len(), sent, "{refusal:?}");
        assert_eq!(world.watches().await.len(), watches, "{refusal:?}");
    }
}

#[tokio::test]
async fn what_stands_in_the_way_for_good_is_told_to_who_watches() {
    for (refusal, last, told) in [
        (Refusal::Unavailable, false, None),
        (Refusal::Unavailable, true, Some("Failed")),
        (Refusal::Rejected, false, Some("Failed")),
        (Refusal::AdminRoleMissing, false, Some("AdminRoleMissing")),
    ] {
        for always in [false, true] {
            let world = World::new();
            let app = world.app(Access::Open);
            world.watching(&[chat_watch(always)]).await;
            world.clock.set(minute(62));
            world.platform.state().refusal = Some(refusal.clone());
            let (watch, meeting) = (chat_watch(always), meeting("i1", 60));
            let task = Task::Report { watch: watch.clone(), meeting: meeting.clone() };
            let attempt = Attempt { last, ..first_attempt(task) };
            let outcome = app.watch_report(&attempt, &watch, &meeting, &*world.tasks).await;
            let is_again = matches!(outcome, Outcome::Again { .. });
            assert_eq!(is_again, told.is_none(), "{outcome:?}");
            let sent = world.chat.state().sent.clone();
            assert_eq!(sent.len(), usize::from(told.is_some()), "{refusal:?} {last}");
            for (to, said) in &sent {
                assert_eq!(matches!(to, Recipient::Chat(_)), always);
                assert!(told.is_some_and(|told| said.contains(told)), "{said}");
            }
        }
    }
}

#[tokio::test]
async fn who_cannot_be_told_alone_does_not_end_the_chats_watch() {
    let world = World::new();
    let app = world.app(Access::Meeting);
    world.watching(&[chat_watch(false)]).await;
    world.platform.state().guests = vec![somebody(Data::Nothing)];
    world.chat.state().send_refusal = Some(Refusal::Undeliverable);
    world.clock.set(minute(105));
    assert_eq!(work(&world, &app, &chat_watch(false)).await, Outcome::Done);
    assert_eq!(world.watches().await.len(), 1);
}

#[test]
fn what_may_pass_is_tried_again_and_nothing_else() {
    let platform = |refusal| without_report(&Failure::Platform(refused(refusal)));
    assert!(matches!(platform(Refusal::Unavailable), Outcome::Again { .. }));
    for refusal in [Refusal::AdminRoleMissing, Refusal::QuotaUsedUp, Refusal::CardRefused] {
        assert!(matches!(platform(refusal), Outcome::Never { .. }));
    }
    let store = Failure::Store(StoreError("full".to_owned()));
    assert!(matches!(without_report(&store), Outcome::Again { .. }));
}
