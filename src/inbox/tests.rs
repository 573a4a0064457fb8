//! The inbox on a clock that the tests wind.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use async_trait::async_trait;
use futures_util::future::{BoxFuture, FutureExt};
use jiff::Timestamp;
use tokio::sync::{Semaphore, mpsc, watch};
use tokio::task::{JoinHandle, yield_now};
use tokio_util::sync::CancellationToken;

use super::Inbox;
use super::patrol::Patrols;
use super::sweeper::Sweeper;
use super::worker::Worker;
use crate::app::asked::AskedId;
use crate::app::inbound::{Attempt, InboundMessage, Outcome, Task};
use crate::app::ports::{Handler, MessageId, Patrol, Progress, Queue};
use crate::clock::Clock;
use crate::quality::ids::OpenId;
use crate::store::memory::MemoryStore;
use crate::store::{Accepted, JobLane, Jobs, Retention, Sweep, Swept};
use crate::telemetry::{Counters, JobLabels};

const HOUR: Duration = Duration::from_secs(3600);
const MONTH: Duration = Duration::from_secs(30 * 24 * 3600);
const MONTHS: Retention = Retention { raw: MONTH, judgements: MONTH };

/// Stands still until it is wound.
#[derive(Debug)]
struct WoundClock(watch::Sender<Timestamp>);

impl WoundClock {
    fn new() -> Arc<Self> {
        Arc::new(Self(watch::Sender::new("2026-03-02T08:00:00Z".parse().unwrap())))
    }

    fn wind(&self, by: Duration) {
        self.0.send_modify(|now| *now += by);
    }
}

impl Clock for WoundClock {
    fn now(&self) -> Timestamp {
        *self.0.borrow()
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        self.alarm(duration)
    }

    fn alarm(&self, duration: Duration) -> BoxFuture<'static, ()> {
        let (rings_at, mut clock) = (self.now() + duration, self.0.subscribe());
        async move {
            let _ = clock.wait_for(|now| *now >= rings_at).await;
        }
        .boxed()
    }
}

/// What the handler does in an attempt.
enum Act {
    End(Outcome),
    Reply(&'static str),
    Panic,
    /// Waits for the gate to open.
    Wait,
}

/// Plays acts, then is done with everything; tells the test of each attempt.
struct Player {
    acts: Mutex<VecDeque<Act>>,
    gate: Semaphore,
    attempts: mpsc::UnboundedSender<Attempt>,
}

#[async_trait]
impl Handler for Player {
    async fn handle(&self, attempt: &Attempt, progress: &dyn Progress) -> Outcome {
        self.attempts.send(attempt.clone()).unwrap();
        let act = self.acts.lock().unwrap_or_else(PoisonError::into_inner).pop_front();
        match act {
            None => Outcome::Done,
            Some(Act::End(outcome)) => outcome,
            Some(Act::Panic) => panic!("as the test wants it"),
            Some(Act::Reply(id)) => {
                progress.replied(&MessageId(id.to_owned())).await.unwrap();
                again()
            }
            Some(Act::Wait) => {
                self.gate.acquire().await.unwrap().forget();
                Outcome::Done
            }
        }
    }
}

fn again() -> Outcome {
    Outcome::Again { why: "Feishu is away".to_owned() }
}

/// A worker at work.
struct Scene {
    store: Arc<MemoryStore>,
    clock: Arc<WoundClock>,
    counters: Counters,
    player: Arc<Player>,
    attempts: mpsc::UnboundedReceiver<Attempt>,
    worker: Arc<Worker>,
    shutdown: CancellationToken,
    run: JoinHandle<()>,
}

impl Scene {
    fn begin(concurrency: usize, acts: impl IntoIterator<Item = Act>) -> Self {
        Self::begin_with(Arc::new(MemoryStore::new()), concurrency, acts)
    }

    fn begin_with(
        store: Arc<MemoryStore>,
        concurrency: usize,
        acts: impl IntoIterator<Item = Act>,
    ) -> Self {
        let (sender, attempts) = mpsc::unbounded_channel();
        let acts = Mutex::new(acts.into_iter().collect());
        let player = Arc::new(Player { acts, gate: Semaphore::new(0), attempts: sender });
        let (clock, counters) = (WoundClock::new(), Counters::new());
        let worker = Arc::new(Worker::new(
            Arc::clone(&store) as _,
            Arc::clone(&player) as _,
            Arc::clone(&clock) as _,
            counters.clone(),
            concurrency,
        ));
        let shutdown = CancellationToken::new();
        let run = tokio::spawn({
            let (worker, shutdown) = (Arc::clone(&worker), shutdown.clone());
            async move { worker.run(shutdown).await }
        });
        Self { store, clock, counters, player, attempts, worker, shutdown, run }
    }

    async fn accept(&self, claim: &str) -> Accepted {
        let inbox = Inbox::new(Arc::clone(&self.store) as _, Arc::clone(&self.clock) as _);
        inbox.accept(claim.to_owned(), task(claim)).await.unwrap()
    }

    async fn next_attempt(&mut self) -> Attempt {
        self.attempts.recv().await.unwrap()
    }

    /// Everything that can happen without the clock has happened.
    async fn settle(&self) {
        for _ in 0..100 {
            yield_now().await;
        }
    }

    fn counted(&self, outcome: &'static str) -> u64 {
        self.counters.jobs.get_or_create(&JobLabels { outcome }).get()
    }

    async fn dead(&self) -> usize {
        self.store.sweep(self.clock.now() + MONTH, MONTHS).await.unwrap().dead
    }
}

fn task(id: &str) -> Task {
    Task::Message(InboundMessage {
        tenant: "tenant".to_owned(),
        message_id: MessageId(id.to_owned()),
        chat_id: "oc_1".to_owned(),
        direct: true,
        sender: OpenId("ou_asker".to_owned()),
        sender_external: false,
        text: "/quality help".to_owned(),
        mentions: Vec::new(),
        said_at: None,
        language: None,
    })
}

#[tokio::test]
async fn a_task_is_handled_once() {
    let mut scene = Scene::begin(4, []);
    assert!(matches!(scene.accept("m:om_1").await, Accepted::New(_)));
    assert_eq!(scene.accept("m:om_1").await, Accepted::Duplicate);

    let expected =
        Attempt { task: task("m:om_1"), number: 1, last: false, hopeless: false, reply: None };
    assert_eq!(scene.next_attempt().await, expected);
    scene.settle().await;
    scene.clock.wind(HOUR);
    scene.settle().await;
    assert!(scene.attempts.try_recv().is_err());
    assert_eq!(scene.counted("done"), 1);
}

#[tokio::test]
async fn six_attempts_are_made_with_growing_pauses() {
    let mut scene = Scene::begin(4, (0..6).map(|_| Act::End(again())));
    scene.accept("m:om_1").await;
    for (number, pause) in [(1, 5), (2, 30), (3, 120), (4, 600), (5, 1800)] {
        let attempt = scene.next_attempt().await;
        assert_eq!((attempt.number, attempt.last), (number, false));
        scene.settle().await;
        scene.clock.wind(Duration::from_secs(pause - 1));
        scene.settle().await;
        assert!(scene.attempts.try_recv().is_err(), "too early after attempt {number}");
        scene.clock.wind(Duration::from_secs(1));
    }
    let attempt = scene.next_attempt().await;
    assert_eq!((attempt.number, attempt.last, attempt.hopeless), (6, true, false));
    scene.settle().await;
    assert_eq!((scene.counted("retried"), scene.counted("dead")), (5, 1));
    assert_eq!(scene.dead().await, 1);
}

#[tokio::test]
async fn what_can_never_succeed_is_not_tried_again() {
    let never = Outcome::Never { why: "the chat is gone".to_owned() };
    let mut scene = Scene::begin(4, [Act::End(never)]);
    scene.accept("m:om_1").await;
    scene.next_attempt().await;
    scene.settle().await;
    assert_eq!(scene.counted("dead"), 1);
    assert_eq!(scene.dead().await, 1);
}

#[tokio::test]
async fn a_panic_is_tried_again() {
    let mut scene = Scene::begin(1, [Act::Panic]);
    scene.accept("m:om_1").await;
    scene.next_attempt().await;
    scene.settle().await;
    assert_eq!(scene.counted("retried"), 1);
    scene.clock.wind(Duration::from_secs(5));
    assert_eq!(scene.next_attempt().await.number, 2);
    scene.settle().await;
    assert_eq!(scene.counted("done"), 1);
}

#[tokio::test]
async fn an_attempt_knows_what_an_earlier_one_sent() {
    let mut scene = Scene::begin(1, [Act::Reply("om_reply")]);
    scene.accept("m:om_1").await;
    assert_eq!(scene.next_attempt().await.reply, None);
    scene.settle().await;
    scene.clock.wind(Duration::from_secs(5));
    let second = scene.next_attempt().await;
    assert_eq!(second.reply, Some(MessageId("om_reply".to_owned())));
}

#[tokio::test]
async fn a_job_that_ended_the_process_in_every_attempt_is_only_apologised_for() {
    let store = Arc::new(MemoryStore::new());
    let clock = WoundClock::new();
    let inbox = Inbox::new(Arc::clone(&store) as _, Arc::clone(&clock) as _);
    inbox.accept("m:om_1".to_owned(), task("m:om_1")).await.unwrap();
    for _ in 0..6 {
        let job = store.lease(clock.now(), JobLane::Question).await.unwrap().unwrap();
        store.retry(job.id, clock.now()).await.unwrap();
    }

    let mut scene = Scene::begin_with(store, 1, []);
    let attempt = scene.next_attempt().await;
    assert_eq!((attempt.number, attempt.hopeless), (7, true));
    scene.settle().await;
    assert_eq!(scene.counted("done"), 1);
}

#[tokio::test]
async fn no_more_attempts_run_at_once_than_allowed() {
    let mut scene = Scene::begin(2, [Act::Wait, Act::Wait, Act::Wait]);
    for claim in ["a", "b", "c"] {
        scene.accept(claim).await;
    }
    scene.next_attempt().await;
    scene.next_attempt().await;
    scene.settle().await;
    assert!(scene.attempts.try_recv().is_err());

    scene.player.gate.add_permits(1);
    assert_eq!(scene.next_attempt().await.task, task("c"));
}

#[tokio::test]
async fn a_worker_that_stops_lets_running_work_end() {
    let mut scene = Scene::begin(1, [Act::Wait]);
    scene.accept("a").await;
    scene.accept("b").await;
    scene.next_attempt().await;
    assert!(scene.worker.is_running());

    scene.shutdown.cancel();
    scene.settle().await;
    assert!(!scene.run.is_finished());
    scene.player.gate.add_permits(1);
    (&mut scene.run).await.unwrap();

    assert!(!scene.worker.is_running());
    assert_eq!(scene.counted("done"), 1);
    assert!(scene.attempts.try_recv().is_err(), "nothing new is begun");
}

#[tokio::test]
async fn work_that_does_not_end_is_broken_off() {
    let mut scene = Scene::begin(1, [Act::Wait]);
    scene.accept("a").await;
    scene.next_attempt().await;
    scene.shutdown.cancel();
    scene.settle().await;
    scene.clock.wind(Duration::from_secs(10));
    (&mut scene.run).await.unwrap();

    scene.player.gate.add_permits(1);
    scene.settle().await;
    assert_eq!(scene.counted("done"), 0);
    assert_eq!(scene.player.gate.available_permits(), 1, "the handler is gone");
}

/// Counts sweeps.
struct Broom(mpsc::UnboundedSender<(Timestamp, Retention)>);

#[async_trait]
impl Sweep for Broom {
    async fn sweep(
        &self,
        now: Timestamp,
        retention: Retention,
    ) -> Result<Swept, crate::app::error::StoreError> {
        self.0.send((now, retention)).unwrap();
        Ok(Swept::default())
    }
}

#[tokio::test]
async fn a_sweep_is_made_every_hour() {
    let (sender, mut sweeps) = mpsc::unbounded_channel();
    let (clock, shutdown) = (WoundClock::new(), CancellationToken::new());
    let sweeper = Sweeper::new(Arc::new(Broom(sender)), Arc::clone(&clock) as _, MONTHS);
    let run = tokio::spawn({
        let shutdown = shutdown.clone();
        async move { sweeper.run(shutdown).await }
    });
    for _ in 0..3 {
        assert_eq!(sweeps.recv().await, Some((clock.now(), MONTHS)));
        yield_now().await;
        assert!(sweeps.try_recv().is_err());
        clock.wind(HOUR);
    }
    shutdown.cancel();
    run.await.unwrap();
}

fn bulk(id: &str) -> Task {
    Task::Whole { asked: AskedId(id.to_owned()), card: MessageId("om_card".to_owned()), who: None }
}

#[tokio::test]
async fn planned_work_and_questions_do_not_wait_for_each_other() {
    let mut scene = Scene::begin(2, (0..7).map(|_| Act::Wait));
    let inbox = Inbox::new(Arc::clone(&scene.store) as _, Arc::clone(&scene.clock) as _);
    for n in 0..6 {
        inbox.queue(format!("bulk {n}"), bulk(&n.to_string())).await.unwrap();
    }
    for n in 0..4 {
        assert_eq!(scene.next_attempt().await.task, bulk(&n.to_string()));
    }
    scene.settle().await;
    assert!(scene.attempts.try_recv().is_err(), "four at once are enough");

    for claim in ["a", "b", "c"] {
        scene.accept(claim).await;
    }
    assert_eq!(scene.next_attempt().await.task, task("a"));
    assert_eq!(scene.next_attempt().await.task, task("b"));
    scene.settle().await;
    assert!(scene.attempts.try_recv().is_err(), "two questions at once were allowed");
    scene.player.gate.add_permits(9);
    let mut tasks = Vec::new();
    for _ in 0..3 {
        tasks.push(scene.next_attempt().await.task);
    }
    for expected in [bulk("4"), bulk("5"), task("c")] {
        assert!(tasks.contains(&expected), "{tasks:?}");
    }
}

#[tokio::test]
async fn work_of_the_future_is_begun_in_its_time() {
    let mut scene = Scene::begin(2, []);
    let inbox = Inbox::new(Arc::clone(&scene.store) as _, Arc::clone(&scene.clock) as _);
    let due = scene.clock.now() + HOUR;
    inbox.queue_for(due, "later".to_owned(), bulk("1")).await.unwrap();
    scene.settle().await;
    scene.clock.wind(HOUR - Duration::from_secs(1));
    scene.settle().await;
    assert!(scene.attempts.try_recv().is_err());
    scene.clock.wind(Duration::from_secs(1));
    assert_eq!(scene.next_attempt().await.task, bulk("1"));
}

#[tokio::test]
async fn what_is_to_be_looked_at_later_begins_anew() {
    let clock = WoundClock::new();
    let later = Outcome::Later { due: clock.now() + HOUR };
    let mut scene = Scene::begin(2, [Act::End(again()), Act::End(later)]);
    scene.accept("m:om_1").await;
    assert_eq!(scene.next_attempt().await.number, 1);
    scene.settle().await;
    scene.clock.wind(Duration::from_secs(5));
    assert_eq!(scene.next_attempt().await.number, 2);
    scene.settle().await;
    scene.clock.wind(HOUR);
    assert_eq!(scene.next_attempt().await.number, 1);
    scene.settle().await;
    assert_eq!((scene.counted("postponed"), scene.counted("done")), (1, 1));
}

/// Goes where it is told, and panics where it is told nothing.
struct Guard {
    clock: Arc<WoundClock>,
    pauses: Mutex<VecDeque<Duration>>,
    patrols: mpsc::UnboundedSender<Timestamp>,
}

#[async_trait]
impl Patrol for Guard {
    async fn patrol(&self) -> Timestamp {
        let now = self.clock.now();
        self.patrols.send(now).unwrap();
        let pause = self.pauses.lock().unwrap_or_else(PoisonError::into_inner).pop_front();
        now + pause.unwrap()
    }
}

#[tokio::test]
async fn a_patrol_goes_when_it_said_and_not_within_a_minute() {
    let (sender, mut patrols) = mpsc::unbounded_channel();
    let (clock, shutdown) = (WoundClock::new(), CancellationToken::new());
    let seconds = |seconds| Duration::from_secs(seconds);
    let pauses = Mutex::new(VecDeque::from([seconds(600), seconds(0)]));
    let guard = Guard { clock: Arc::clone(&clock), pauses, patrols: sender };
    let run = tokio::spawn({
        let patrols = Patrols::new(Arc::new(guard), Arc::clone(&clock) as _);
        let shutdown = shutdown.clone();
        async move { patrols.run(shutdown).await }
    });
    let start = clock.now();
    assert_eq!(patrols.recv().await, Some(start));
    // The third patrol panics, and the next one comes an hour later.
    for (pause, at) in [(600, 600), (60, 660), (3600, 4260)] {
        for _ in 0..100 {
            yield_now().await;
        }
        clock.wind(seconds(pause - 1));
        for _ in 0..100 {
            yield_now().await;
        }
        assert!(patrols.try_recv().is_err(), "before {at}");
        clock.wind(seconds(1));
        assert_eq!(patrols.recv().await, Some(start + seconds(at)));
    }
    shutdown.cancel();
    run.await.unwrap();
}
