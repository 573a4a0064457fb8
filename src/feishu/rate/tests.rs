use std::sync::Arc;
use std::task::Poll;

use futures_util::future::{BoxFuture, join_all};
use futures_util::{FutureExt, poll};
use jiff::SignedDuration;
use proptest::collection::vec;
use proptest::prelude::*;
use tokio::sync::watch;
use tokio::task::yield_now;

use super::*;
use crate::app::asked::AskedId;
use crate::clock::Clock;
use crate::feishu::api::Limit;
use crate::feishu::testbed::WoundClock;

const MINUTE: Duration = Duration::from_millis(60_100);
const TWO: &[Limit] = &[Limit::new(2, 60)];
const FIVE: &[Limit] = &[Limit::new(5, 60)];
const THREE_OF_THEM: &[Limit] = &[Limit::new(3, 60)];
const QUESTION: Lane = Lane::Question;

fn bulk(piece: &str) -> Lane {
    Lane::Bulk(AskedId(piece.to_owned()))
}

fn gate() -> (Arc<WoundClock>, Gate) {
    let clock = WoundClock::new();
    (clock.clone(), Gate::new(Window::new(TWO), Window::new(&[]), clock))
}

/// Five calls a minute, of which three may be bulk work, and a clock that the test alone winds.
fn shared() -> (Arc<HandClock>, Gate) {
    let clock = Arc::new(HandClock(watch::Sender::new(Timestamp::UNIX_EPOCH)));
    (clock.clone(), Gate::new(Window::new(FIVE), Window::new(THREE_OF_THEM), clock))
}

/// A clock on which sleeps and alarms end when a test has wound it so far.
#[derive(Debug)]
struct HandClock(watch::Sender<Timestamp>);

impl HandClock {
    fn wind(&self, duration: Duration) {
        self.0.send_modify(|now| *now += duration);
    }
}

impl Clock for HandClock {
    fn now(&self) -> Timestamp {
        *self.0.borrow()
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        let (mut now, due) = (self.0.subscribe(), self.now() + duration);
        Box::pin(async move { drop(now.wait_for(|now| *now >= due).await) })
    }

    fn alarm(&self, duration: Duration) -> BoxFuture<'static, ()> {
        self.sleep(duration)
    }
}

type Entering<'a> = BoxFuture<'a, Permit<'a>>;

/// Somebody who has come to the gate; `true` when there was a place.
async fn come<'a>(gate: &'a Gate, lane: &'a Lane) -> (Entering<'a>, bool) {
    let mut entering = gate.enter(lane).boxed();
    let passed = comes_through(&mut entering).await;
    (entering, passed)
}

/// Whether somebody passes who could not before. Whoever passes is answered at once.
async fn comes_through(entering: &mut Entering<'_>) -> bool {
    match poll!(entering) {
        Poll::Ready(permit) => {
            drop(permit);
            true
        }
        Poll::Pending => false,
    }
}

#[tokio::test]
async fn calls_pass_in_the_order_they_came() {
    let (clock, gate) = gate();
    let start = clock.now();
    let passed = Mutex::new(Vec::new());
    join_all((0..6).map(|number| {
        let (gate, passed, clock) = (&gate, &passed, &clock);
        async move {
            drop(gate.enter(&QUESTION).await);
            let minutes = clock.now().duration_since(start).as_mins();
            passed.lock().unwrap().push((number, minutes));
        }
    }))
    .await;
    let passed = passed.into_inner().unwrap();
    assert_eq!(passed, [(0, 0), (1, 0), (2, 1), (3, 1), (4, 2), (5, 2)]);
}

#[tokio::test]
async fn a_waiting_call_wakes_when_another_is_answered_or_given_up() {
    let (clock, gate) = gate();
    let (first, _second) = (gate.enter(&QUESTION).await, gate.enter(&QUESTION).await);
    let third = async {
        drop(gate.enter(&QUESTION).await);
        clock.slept()
    };
    let (slept, ()) = tokio::join!(third, async { drop(first) });
    assert_eq!(slept, [MINUTE]);
}

#[tokio::test]
async fn who_stops_waiting_leaves_the_queue_intact() {
    let (_, gate) = gate();
    let (first, second) = (gate.enter(&QUESTION).await, gate.enter(&QUESTION).await);
    {
        let mut waiting = Box::pin(gate.enter(&QUESTION));
        assert!(poll!(&mut waiting).is_pending());
    }
    drop((first, second));
    drop(gate.enter(&QUESTION).await);
    let state = gate.state();
    assert_eq!((state.all.under_way(), state.line.len()), (0, 0));
}

#[tokio::test]
async fn a_pause_holds_the_next_call() {
    let (clock, gate) = gate();
    gate.pause(Duration::from_secs(52));
    drop(gate.enter(&QUESTION).await);
    assert_eq!(clock.slept(), [Duration::from_secs(52)]);
}

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

/// Somebody who comes, travels, and perhaps does not wait that long.
#[derive(Debug, Clone)]
struct Caller {
    lane: u8,
    comes_after: u8,
    travels: u8,
    gives_up_after: Option<u8>,
    /// Whether the server sees the call when it is sent, or when it is answered.
    seen_late: bool,
}

fn callers() -> impl Strategy<Value = Vec<Caller>> {
    let caller = (0..4_u8, 0..12_u8, 0..6_u8, prop::option::weighted(0.2, 0..20_u8), any::<bool>());
    let caller = caller.prop_map(|(lane, comes_after, travels, gives_up_after, seen_late)| {
        Caller { lane, comes_after, travels, gives_up_after, seen_late }
    });
    vec(caller, 1..40)
}

async fn wait_for(turns: u8) {
    for _ in 0..turns {
        yield_now().await;
    }
}

/// When the server saw each call, and whether it was bulk work.
async fn play(callers: &[Caller]) -> Vec<(SignedDuration, bool)> {
    let clock = WoundClock::new();
    let gate = Gate::new(Window::new(FIVE), Window::new(THREE_OF_THEM), clock.clone());
    let (start, seen) = (clock.now(), Mutex::new(Vec::new()));
    let call = async |caller: &Caller| {
        wait_for(caller.comes_after).await;
        let lane = if caller.lane == 0 { QUESTION } else { bulk(&caller.lane.to_string()) };
        let permit = gate.enter(&lane).await;
        let sent = clock.now();
        wait_for(caller.travels).await;
        let at = if caller.seen_late { clock.now() } else { sent };
        seen.lock().unwrap().push((at.duration_since(start), caller.lane != 0));
        drop(permit);
    };
    join_all(callers.iter().map(async |caller| match caller.gives_up_after {
        None => call(caller).await,
        Some(turns) => {
            select(pin!(call(caller)), pin!(wait_for(turns))).await;
        }
    }))
    .await;
    assert_eq!(gate.state().line.len(), 0);
    seen.into_inner().unwrap()
}

fn keeps(mut seen: Vec<SignedDuration>, count: usize) -> Result<(), TestCaseError> {
    seen.sort_unstable();
    for stretch in seen.windows(count + 1) {
        prop_assert!(stretch[count] - stretch[0] > SignedDuration::from_secs(60), "{stretch:?}");
    }
    Ok(())
}

proptest! {
    #[test]
    fn no_mix_of_lanes_exceeds_the_window_or_the_reserve(callers in callers()) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap();
        let played = async {
            // Real time: only a caller that is never woken takes it.
            tokio::time::timeout(Duration::from_secs(20), play(&callers)).await
        };
        let seen = runtime.block_on(played).expect("everybody has a turn");
        let patient = callers.iter().filter(|caller| caller.gives_up_after.is_none()).count();
        prop_assert!(seen.len() >= patient);
        keeps(seen.iter().map(|(at, _)| *at).collect(), 5)?;
        keeps(seen.iter().filter(|(_, bulk)| *bulk).map(|(at, _)| *at).collect(), 3)?;
    }
}
