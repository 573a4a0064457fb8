//! Who passes the gate, and when.

mod any_mix;
mod bulk;

use std::sync::Arc;
use std::task::Poll;

use futures_util::future::{BoxFuture, join_all};
use futures_util::{FutureExt, poll};
use tokio::sync::watch;

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
