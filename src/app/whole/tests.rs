//! Everybody in a meeting: what it costs, what a cut and a stop do, and what is said.

use std::collections::BTreeMap;
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use futures_util::future::{Either, join_all, select};
use tokio::task::{JoinHandle, yield_now};

use super::*;
use crate::app::asked::Stop;
use crate::app::inbound::MessageId;
use crate::app::ports::Reach;
use crate::app::testbed::*;
use crate::quality::verdict::ScopeVerdict;

const CARD: &str = "om_card";

/// All kinds of people: planned are 1 + 3 + 2 + 1 + 1 calls.
fn all_kinds() -> Vec<Guest> {
    let telephone = Guest { id: None, ..guest("telephone", Data::Good, &[(0, 60)]) };
    let outsider = Guest { external: true, ..guest("ou_outsider", Data::Good, &[(0, 60)]) };
    let passer_by = Guest { id: None, external: true, ..guest("passer", Data::Good, &[(0, 9)]) };
    vec![
        guest("ou_ann", Data::Good, &[(0, 60)]),
        guest("ou_ben", Data::Bad, &[(0, 240)]),
        guest("ou_cem", Data::Good, &[(0, 50), (60, 90)]),
        guest("ou_dee", Data::Nothing, &[(0, 60)]),
        guest("omm_room", Data::Good, &[(0, 99)]),
        telephone,
        outsider,
        passer_by,
    ]
}

const PLANNED: usize = 8;
const WHOLE: &str = "ben ann cem omm_room | dee without data, outsider external, passer external, telephone without id";

/// What is noted of [`WHOLE`]: one of four had trouble.
fn whole_noted() -> WholeNoted {
    let judged = JudgedWhole { people: 4, bad: 1, scope: ScopeVerdict::Unknown };
    WholeNoted { instance: "7".to_owned(), settled: true, judged: Some(judged) }
}

fn many(people: usize, data: Data) -> Vec<Guest> {
    (0..people)
        .map(|n| {
            let id: &'static str = Box::leak(format!("ou_{n:03}").into_boxed_str());
            guest(id, data, &[(0, 60)])
        })
        .collect()
}

/// A world in which a question about everybody was noted and is to be worked on.
fn planned(guests: Vec<Guest>) -> (Arc<World>, Asked) {
    let (world, asked) = (Arc::new(World::of(guests)), asked("om_1"));
    lock(&world.asked).insert(asked.id.clone(), asked.clone());
    (world, asked)
}

/// The job in a task of its own, as the worker runs it.
fn start(app: &Arc<App>, asked: &Asked, card: &str) -> JoinHandle<Outcome> {
    let (app, id, card) = (Arc::clone(app), asked.id.clone(), MessageId(card.to_owned()));
    tokio::spawn(async move {
        let attempt = attempt(Task::Whole { asked: id.clone(), card: card.clone() });
        app.whole_job(&attempt, &id, &card, &Unnoted).await
    })
}

async fn work(app: &Arc<App>, asked: &Asked) -> Outcome {
    start(app, asked, CARD).await.unwrap()
}

async fn answer(app: &App, asked: &Asked, meeting: &Meeting, attempt_no: u32) -> Outcome {
    let mut attempt = attempt(Task::Message(asked.message.clone()));
    attempt.number = attempt_no;
    let reply = Reply::new(&app.ports, &asked.message.message_id, &attempt, &Unnoted);
    app.answer_whole(asked.clone(), meeting, &reply).await
}

#[tokio::test]
async fn the_answer_takes_the_place_of_the_progress_and_its_buttons_find_it() {
    let (world, asked) = planned(all_kinds());
    assert_eq!(work(&app(&world), &asked).await, Outcome::Done);
    assert_eq!(world.last_text(), format!("whole of {}: {WHOLE}", asked.id.0));
    assert_eq!((world.calls().len(), world.lists()), (PLANNED, 1));
    let noted = lock(&world.asked)[&asked.id].clone();
    assert_eq!(noted.whole, Some(whole_noted()));
    let Choices::People(people) = noted.choices else { panic!("{:?}", noted.choices) };
    let choices: Vec<_> =
        people.iter().map(|it| (it.id.as_str(), it.name.as_str(), it.join)).collect();
    assert_eq!(choices[0], ("ou_ben", "ben", at(0)));
    assert_eq!(choices[3], ("omm_room", "omm_room", at(0)));
}

#[tokio::test]
async fn no_call_is_made_twice_wherever_the_work_is_cut() {
    for answered in 0..PLANNED {
        let (world, asked) = planned(all_kinds());
        world.cut.store(answered, Ordering::Relaxed);
        let job = start(&app(&world), &asked, CARD);
        world.is_cut().await;
        job.abort();
        assert!(job.await.unwrap_err().is_cancelled());
        assert_eq!(world.calls().len(), answered);

        world.cut.store(usize::MAX, Ordering::Relaxed);
        assert_eq!(work(&app(&world), &asked).await, Outcome::Done);
        let mut times: BTreeMap<RecordsCall, usize> = BTreeMap::new();
        world.calls().into_iter().for_each(|call| *times.entry(call).or_default() += 1);
        assert!(times.values().all(|times| *times == 1), "cut after {answered}: {times:?}");
        assert_eq!((times.len(), world.lists()), (PLANNED, 1), "cut after {answered}");
        assert!(world.last_text().ends_with(WHOLE), "cut after {answered}: {}", world.last_text());
        assert!(
            lock(&world.parts).keys().all(|(person, ..)| person.as_str() == "ou_dee"),
            "only what there is nothing of is kept in parts"
        );
    }
}

#[tokio::test]
async fn what_is_kept_is_told_again_without_a_call() {
    let (world, asked) = planned(all_kinds());
    work(&app(&world), &asked).await;
    let (calls, lists) = (world.begun(), world.lists());
    let app = app(&world);
    let asked = lock(&world.asked)[&asked.id].clone();
    let whole = app.kept_whole(&asked).await.unwrap().unwrap();
    assert_eq!(in_short(&whole), WHOLE);
    assert_eq!((world.begun(), world.lists()), (calls, lists));
    assert_eq!(answer(&app, &asked, &meeting(), 1).await, Outcome::Done);
    assert!(world.last_text().ends_with(WHOLE));
    assert_eq!((world.begun(), world.lists()), (calls, lists), "asked again");
}

#[tokio::test]
async fn nothing_is_told_of_what_was_not_kept() {
    let (world, mut asked) = planned(all_kinds());
    let app = app(&world);
    assert!(app.kept_whole(&asked).await.unwrap().is_none(), "not answered");
    asked.whole = Some(whole_noted());
    assert!(app.kept_whole(&asked).await.unwrap().is_none(), "swept");
    assert_eq!((world.begun(), world.lists()), (0, 0));
}

#[tokio::test]
async fn a_few_calls_are_answered_at_once_and_more_are_planned() {
    for (people, free, is_at_once) in
        [(1, 100, true), (12, 12, true), (12, 11, false), (13, 100, false)]
    {
        let (world, asked) = planned(many(people, Data::Good));
        let app = app(&world);
        let others = app.ports.meetings.free_quality_calls() - free;
        for _ in 0..others {
            let (person, join) = ("ou_000".to_owned().into(), at(0));
            let lane = Lane::Question;
            app.ports.meetings.records(&meeting(), &person, join, None, &lane).await.unwrap();
        }
        assert_eq!(answer(&app, &asked, &meeting(), 1).await, Outcome::Done);
        let case = format!("{people} people, {free} free");
        assert_eq!(world.texts().len(), 1, "{case}");
        assert_eq!(world.last_text().starts_with("whole of"), is_at_once, "{case}");
        assert_eq!(world.begun() - others, if is_at_once { people } else { 0 }, "{case}");
        assert_eq!(lock(&world.queued).len(), usize::from(!is_at_once), "{case}");
        let noted = lock(&world.asked)[&asked.id].clone();
        assert_eq!(noted.pinned, Some(meeting()), "{case}");
        assert_eq!(noted.whole.is_some(), is_at_once, "{case}");
    }
}

#[tokio::test]
async fn planned_work_is_queued_with_its_card_once_however_often_it_is_tried() {
    let (world, asked) = planned(many(300, Data::Good));
    let app = app(&world);
    let mut known = meeting();
    (known.people, known.end) = (Some(303), at(60));
    for attempt in [1, 2] {
        assert_eq!(answer(&app, &asked, &known, attempt).await, Outcome::Done);
    }
    assert_eq!(world.lists(), 0, "how many there were is known from the meeting");
    assert_eq!(world.texts()[0], "0/303 calls");
    let [(claim, Task::Whole { asked: id, card })] = &lock(&world.queued)[..] else { panic!() };
    assert!(claim.starts_with("b:"), "{claim}");
    assert_eq!((id, card.0.as_str()), (&asked.id, "om_1/reply"));
}

#[tokio::test]
async fn a_later_try_leaves_the_card_to_the_work_that_was_queued() {
    let (world, asked) = planned(many(300, Data::Good));
    let app = app(&world);
    let mut attempt = attempt(Task::Message(asked.message.clone()));
    attempt.number = 2;
    attempt.reply = Some(MessageId("om_sent".to_owned()));
    let reply = Reply::new(&app.ports, &asked.message.message_id, &attempt, &Unnoted);
    assert_eq!(app.answer_whole(asked.clone(), &meeting(), &reply).await, Outcome::Done);
    assert_eq!(world.texts(), [""; 0]);
    assert_eq!(lock(&world.queued).len(), 1);
}

#[tokio::test]
async fn a_stop_ends_the_work_within_the_calls_that_are_in_flight() {
    for (stop, last) in [(Stop::Cancelled, "cancelled at 40/300"), (Stop::Recalled, "taken back")] {
        let (world, asked) = planned(many(300, Data::Good));
        world.cut.store(40, Ordering::Relaxed);
        let app = app(&world);
        let job = start(&app, &asked, CARD);
        world.is_cut().await;
        let begun = world.begun();
        assert!(begun <= 40 + 32, "{begun} are in flight or over");
        app.stops.stop(&asked.id, stop);
        assert_eq!(job.await.unwrap(), Outcome::Done);
        assert_eq!((world.begun(), world.last_text().as_str()), (begun, last));
    }
}

#[tokio::test]
async fn work_that_was_stopped_before_it_began_makes_no_call() {
    for (stop, said) in [(Stop::Cancelled, "cancelled at 0/0"), (Stop::Recalled, "taken back")] {
        let (world, asked) = planned(all_kinds());
        *lock(&world.stopped) = Some(stop);
        assert_eq!(work(&app(&world), &asked).await, Outcome::Done);
        assert_eq!((world.begun(), world.lists(), world.texts()), (0, 0, vec![said.to_owned()]));
    }
}

#[tokio::test]
async fn work_on_a_question_that_was_forgotten_takes_its_card_away() {
    let (world, asked) = planned(all_kinds());
    lock(&world.asked).clear();
    assert_eq!(work(&app(&world), &asked).await, Outcome::Done);
    assert_eq!((world.begun(), world.last_text().as_str()), (0, "taken back"));
}

#[tokio::test]
async fn progress_is_shown_at_most_once_a_second_and_never_after_the_answer() {
    let (world, asked) = planned(many(300, Data::Good));
    assert_eq!(work(&app(&world), &asked).await, Outcome::Done);
    let said = lock(&world.said).clone();
    assert!(said.len() > 5, "{} pictures of a look that takes minutes", said.len());
    assert!(said.iter().all(|(_, card, _)| card == CARD));
    let ((_, _, last), progress) = said.split_last().unwrap();
    assert!(last.starts_with("whole of"), "{last}");
    for pair in progress.windows(2) {
        assert!(pair[1].0 - pair[0].0 >= 1_000, "{pair:?}");
    }
    let came_to = |text: &str| text.split('/').next().unwrap().parse::<u32>().unwrap();
    let calls: Vec<u32> = progress.iter().map(|(_, _, text)| came_to(text)).collect();
    assert!(calls.is_sorted() && calls[0] < 50 && calls[calls.len() - 1] > 200, "{calls:?}");
    assert_eq!(world.calls().len(), 300);
}

#[tokio::test]
async fn two_who_ask_for_one_meeting_at_once_are_answered_from_one_look() {
    let (world, one) = planned(many(40, Data::Good));
    let other = crate::app::testbed::asked("om_2");
    lock(&world.asked).insert(other.id.clone(), other.clone());
    let app = app(&world);
    let jobs = [start(&app, &one, "om_card_1"), start(&app, &other, "om_card_2")];
    for job in jobs {
        assert_eq!(job.await.unwrap(), Outcome::Done);
    }
    assert_eq!((world.begun(), world.lists()), (40, 1));
    for (card, asked) in [("om_card_1", &one), ("om_card_2", &other)] {
        let said = lock(&world.said).clone();
        let (.., text) = said.into_iter().rfind(|(_, place, _)| place == card).unwrap();
        assert!(text.starts_with(&format!("whole of {}", asked.id.0)), "{text}");
    }
}

#[tokio::test]
async fn when_one_of_two_stops_the_other_goes_on() {
    let (world, one) = planned(many(40, Data::Good));
    let other = crate::app::testbed::asked("om_2");
    lock(&world.asked).insert(other.id.clone(), other.clone());
    let app = app(&world);
    let (first, second) = (start(&app, &one, "om_card_1"), start(&app, &other, "om_card_2"));
    while world.calls().len() < 5 {
        yield_now().await;
    }
    app.stops.stop(&one.id, Stop::Cancelled);
    assert_eq!(first.await.unwrap(), Outcome::Done);
    assert_eq!(second.await.unwrap(), Outcome::Done);
    let texts = world.texts();
    assert!(texts.iter().any(|text| text.starts_with("cancelled")), "{texts:?}");
    assert!(world.last_text().starts_with("whole of"), "{texts:?}");
    assert_eq!(world.calls().len(), 40, "who was cut off was asked for anew: {}", world.begun());
}

#[tokio::test]
async fn a_hundred_equal_questions_are_one_fetch() {
    let world = Arc::new(World::of(many(3, Data::Good)));
    let app = app(&world);
    let (meeting, person) = (meeting(), "ou_001".to_owned().into());
    let asks = (0..100).map(|_| async {
        let lane = &Lane::Question;
        let rows = app.who_was_there("ours", &meeting, Reach::Everybody, lane).await.unwrap();
        let own = rows.items.iter().filter(|(id, _)| id.as_ref() == Some(&person));
        let own = own.map(|(_, row)| row.clone()).collect();
        app.fetch("ours", &meeting, &person, own, true)
            .await
            .unwrap()
            .participant
            .measured
            .minutes
            .len()
    });
    let minutes = join_all(asks).await;
    assert_eq!(minutes, [6; 100]);
    assert_eq!((world.begun(), world.lists()), (1, 1));
}

#[tokio::test]
async fn a_question_does_not_wait_for_bulk_work() {
    let world = Arc::new(World::of(many(1, Data::Good)));
    world.cut.store(0, Ordering::Relaxed);
    let app = app(&world);
    let (lane, meeting) = (Lane::Bulk(asked("om_1").id), meeting());
    let bulk = Box::pin(app.look_at_everybody("ours", &meeting, &lane, &Untracked));
    let stuck = match select(bulk, pin!(world.is_cut())).await {
        Either::Right(((), bulk)) => bulk,
        Either::Left(_) => panic!("it was to be cut"),
    };
    world.cut.store(usize::MAX, Ordering::Relaxed);
    let rows = vec![row(&world.guests[0], (0, 60)).1];
    let known = app.fetch("ours", &meeting, &"ou_000".to_owned().into(), rows, true).await.unwrap();
    assert_eq!(known.participant.measured.minutes.len(), 6);
    drop(stuck);
}

#[tokio::test]
async fn a_tracker_ends_the_work() {
    struct Until(u32);
    #[async_trait]
    impl Tracker for Until {
        async fn came_to(&self, steps: Steps) -> bool {
            assert_eq!((steps.of_calls, steps.of_people), (300, 300));
            steps.calls < self.0
        }
    }
    let (world, _) = planned(many(300, Data::Good));
    let lane = Lane::Question;
    let app = app(&world);
    let whole = app.look_at_everybody("ours", &meeting(), &lane, &Until(50)).await.unwrap();
    assert!(whole.is_none());
    assert!((50..=82).contains(&world.begun()), "{}", world.begun());
}

#[tokio::test]
async fn who_cannot_be_measured_is_named_with_the_reason() {
    let two =
        |data| vec![guest("ou_ann", Data::Good, &[(0, 60)]), guest("ou_bo", data, &[(0, 60)])];
    for (data, minutes_ago, said, settled) in [
        (Data::Nothing, 60, "ann | bo without data", true),
        (Data::Nothing, 29, "ann | bo not yet", false),
        (Data::Nothing, 30, "ann | bo without data", true),
        (Data::Unavailable, 60, "ann | bo failed", false),
        (Data::Unavailable, 5, "ann | bo failed", false),
    ] {
        let (world, asked) = planned(two(data));
        world.clock.wind((minutes_ago - 60) * 60_000);
        work(&app(&world), &asked).await;
        assert!(world.last_text().ends_with(said), "{said}: {}", world.last_text());
        let noted = lock(&world.asked)[&asked.id].clone();
        assert_eq!(noted.whole.clone().unwrap().settled, settled, "{said}");
        let kept = app(&world).kept_whole(&noted).await.unwrap().unwrap();
        assert_eq!(kept.people.len(), 1, "{said}");
    }
}

#[tokio::test]
async fn what_is_in_the_way_of_all_is_said_at_once() {
    let outsiders = || vec![Guest { external: true, ..guest("ou_out", Data::Good, &[(0, 60)]) }];
    let nobody = "NobodyMeasured { no: MeetingNo([49, 50, 51, 52, 53, 54, 55, 56, 57]) }";
    for (what, guests, minutes_ago, said, most) in [
        ("no data", many(50, Data::Nothing), 60, nobody, 50),
        ("not yet", many(50, Data::Nothing), 10, "NotReady", 50),
        ("outsiders", outsiders(), 60, nobody, 0),
        ("an empty list", vec![], 60, nobody, 0),
        ("no role", many(50, Data::NoRole), 60, "AdminRoleMissing", 32),
        ("nothing answers", many(50, Data::Unavailable), 60, "fault", 50),
    ] {
        let (world, asked) = planned(guests);
        world.clock.wind((minutes_ago - 60) * 60_000);
        assert_eq!(work(&app(&world), &asked).await, Outcome::Done, "{what}");
        assert!(world.last_text().starts_with(said), "{what}: {}", world.last_text());
        assert_eq!(world.last_text().ends_with("again?"), said == "NotReady", "{what}");
        assert!(world.begun() <= most, "{what}: {}", world.begun());
    }
}

#[tokio::test]
async fn after_the_last_of_many_tries_the_asker_is_told() {
    let (world, asked) = planned(all_kinds());
    let card = MessageId(CARD.to_owned());
    let mut attempt = attempt(Task::Whole { asked: asked.id.clone(), card: card.clone() });
    (attempt.number, attempt.hopeless) = (7, true);
    let outcome = app(&world).whole_job(&attempt, &asked.id, &card, &Unnoted).await;
    assert_eq!((outcome, world.begun()), (Outcome::Done, 0));
    assert_eq!(world.texts(), ["fault"]);
}

#[tokio::test]
async fn a_list_that_is_not_whole_is_said_to_be_partial_and_nothing_of_it_is_kept() {
    let mut world = World::of(many(2, Data::Good));
    world.rows_are_whole = false;
    let world = Arc::new(world);
    let app = app(&world);
    for _ in 0..2 {
        let lane = Lane::Question;
        let whole = app.look_at_everybody("ours", &meeting(), &lane, &Untracked).await;
        let whole = whole.unwrap().unwrap();
        assert_eq!((whole.people.len(), whole.gaps), (2, vec![Gap::Pages]));
    }
    assert_eq!((world.begun(), world.lists()), (4, 2));
}
