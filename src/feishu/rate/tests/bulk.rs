//! Bulk work beside questions, and beside other bulk work.

use super::*;

#[tokio::test]
async fn bulk_work_leaves_its_reserve_to_questions() {
    let (clock, gate) = shared();
    let piece = bulk("a");
    for _ in 0..3 {
        assert!(come(&gate, &piece).await.1);
    }
    let (mut fourth, passed) = come(&gate, &piece).await;
    assert!(!passed, "three of five are bulk work's");
    for _ in 0..2 {
        assert!(come(&gate, &QUESTION).await.1, "while the reserve lasts");
    }
    let (mut question, passed) = come(&gate, &QUESTION).await;
    assert!(!passed, "five are five");
    clock.wind(MINUTE);
    assert!(!comes_through(&mut fourth).await, "a question that waits goes before");
    assert!(comes_through(&mut question).await);
    assert!(comes_through(&mut fourth).await);
}

#[tokio::test]
async fn a_question_interrupts_the_sleep_of_bulk_work() {
    let (clock, gate) = shared();
    let piece = bulk("a");
    for _ in 0..3 {
        assert!(come(&gate, &piece).await.1);
    }
    let (mut fourth, _) = come(&gate, &piece).await;
    clock.wind(Duration::from_secs(30));
    assert!(come(&gate, &QUESTION).await.1);
    assert!(!comes_through(&mut fourth).await);
    clock.wind(Duration::from_millis(30_099));
    assert!(!comes_through(&mut fourth).await);
    clock.wind(Duration::from_millis(1));
    assert!(comes_through(&mut fourth).await, "and costs it nothing");
}

#[tokio::test]
async fn what_questions_use_bulk_work_cannot() {
    let (_, gate) = shared();
    for _ in 0..4 {
        assert!(come(&gate, &QUESTION).await.1);
    }
    let piece = bulk("a");
    assert!(come(&gate, &piece).await.1);
    assert!(!come(&gate, &piece).await.1);
}

#[tokio::test]
async fn pieces_of_bulk_work_share_fairly_whoever_came_first() {
    let clock = WoundClock::new();
    let gate = Gate::new(Window::new(FIVE), Window::new(THREE_OF_THEM), clock.clone());
    // So that nobody finds a place at once.
    for _ in 0..3 {
        drop(gate.enter(&bulk("before")).await);
    }
    let passed = Mutex::new(String::new());
    let pieces = ["a", "a", "a", "a", "a", "b", "b", "c"];
    join_all(pieces.map(|piece| {
        let (gate, passed) = (&gate, &passed);
        async move {
            drop(gate.enter(&bulk(piece)).await);
            passed.lock().unwrap().push_str(piece);
        }
    }))
    .await;
    assert_eq!(passed.into_inner().unwrap(), "abcabaaa");
}

#[tokio::test]
async fn the_next_in_line_steps_forward_when_the_first_gives_up() {
    let (clock, gate) = shared();
    let (a, b) = (bulk("a"), bulk("b"));
    for _ in 0..3 {
        assert!(come(&gate, &a).await.1);
    }
    let (first, _) = come(&gate, &a).await;
    let (mut second, _) = come(&gate, &b).await;
    let (third, _) = come(&gate, &b).await;
    let (mut fourth, _) = come(&gate, &a).await;
    drop(third);
    drop(first);
    assert!(!comes_through(&mut fourth).await, "it sleeps now");
    clock.wind(MINUTE);
    assert!(!comes_through(&mut second).await, "the other piece keeps its turn");
    assert!(comes_through(&mut fourth).await);
    assert!(comes_through(&mut second).await);
}

#[tokio::test]
async fn bulk_work_does_not_sleep_while_its_calls_travel() {
    let clock = WoundClock::new();
    let gate = Gate::new(Window::new(FIVE), Window::new(THREE_OF_THEM), clock.clone());
    let piece = bulk("a");
    let travelling = gate.enter(&piece).await;
    for _ in 0..2 {
        drop(gate.enter(&piece).await);
    }
    let mut waiting = Box::pin(gate.enter(&piece));
    assert!(poll!(&mut waiting).is_pending());
    assert!(clock.slept().is_empty(), "an answer is still to come");
    drop(travelling);
    drop(waiting.await);
    assert_eq!(clock.slept(), [MINUTE]);
}

#[tokio::test]
async fn the_time_for_bulk_work_counts_what_is_used_and_the_questions_that_wait() {
    let (clock, gate) = shared();
    let (piece, now) = (bulk("a"), Duration::ZERO);
    assert_eq!([0, 1, 3].map(|calls| gate.time_for(calls)), [now; 3]);
    assert_eq!([4, 6, 7].map(|calls| gate.time_for(calls)), [MINUTE, MINUTE, MINUTE * 2]);
    assert!(come(&gate, &piece).await.1);
    clock.wind(Duration::from_secs(10));
    let left = MINUTE - Duration::from_secs(10);
    assert_eq!([2, 3, 4].map(|calls| gate.time_for(calls)), [now, left, MINUTE]);
    for _ in 0..2 {
        assert!(come(&gate, &piece).await.1);
    }
    let (_waiting, _) = come(&gate, &piece).await;
    let times = [0, 1, 2, 3, 4].map(|calls| gate.time_for(calls));
    assert_eq!(times, [now, left, MINUTE, MINUTE, left + MINUTE], "the one that waits among them");
    for _ in 0..2 {
        assert!(come(&gate, &QUESTION).await.1);
    }
    let (_asks, _) = come(&gate, &QUESTION).await;
    assert_eq!(gate.time_for(1), MINUTE, "questions take places too");
    gate.pause(Duration::from_secs(90));
    assert_eq!(gate.time_for(1), Duration::from_secs(90));
}

#[tokio::test]
async fn three_hundred_people_take_the_time_that_the_limit_itself_takes() {
    let clock = WoundClock::new();
    let (gates, start) = (Gates::new(&(clock.clone() as SharedClock)), clock.now());
    let gate = gates.of(Api::QualityList);
    let said = gate.time_for(303);
    join_all((0..303).map(|_| async { drop(gate.enter(&bulk("a")).await) })).await;
    assert_eq!(clock.now().duration_since(start).unsigned_abs(), said);
    assert_eq!(said, MINUTE * 3, "95 and 95 and 95 and 18");
    assert_eq!(gates.of(Api::MeetingList).time_for(95), Duration::ZERO);
}
