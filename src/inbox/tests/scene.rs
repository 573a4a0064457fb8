//! A worker at work on a clock, with a handler that plays what the test wants.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use async_trait::async_trait;
use futures_util::future::{BoxFuture, FutureExt};
use jiff::Timestamp;
use tokio::sync::{Semaphore, mpsc, watch};
use tokio::task::{JoinHandle, yield_now};
use tokio_util::sync::CancellationToken;

use crate::app::inbound::{Attempt, InboundMessage, Outcome, Task};
use crate::app::ports::{Handler, MessageId, Progress};
use crate::clock::Clock;
use crate::inbox::Inbox;
use crate::inbox::worker::Worker;
use crate::quality::ids::OpenId;
use crate::store::memory::MemoryStore;
use crate::store::{Accepted, Retention, Sweep};
use crate::telemetry::{Counters, JobLabels};

pub(super) const HOUR: Duration = Duration::from_secs(3600);
const MONTH: Duration = Duration::from_secs(30 * 24 * 3600);
pub(super) const MONTHS: Retention = Retention { raw: MONTH, judgements: MONTH };

/// Stands still until it is wound.
#[derive(Debug)]
pub(super) struct WoundClock(watch::Sender<Timestamp>);

impl WoundClock {
    pub(super) fn new() -> Arc<Self> {
        Arc::new(Self(watch::Sender::new("2026-03-02T08:00:00Z".parse().unwrap())))
    }

    pub(super) fn wind(&self, by: Duration) {
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
pub(super) enum Act {
    End(Outcome),
    Reply(&'static str),
    Panic,
    /// Waits for the gate to open.
    Wait,
}

/// Plays acts, then is done with everything; tells the test of each attempt.
pub(super) struct Player {
    acts: Mutex<VecDeque<Act>>,
    pub(super) gate: Semaphore,
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

pub(super) fn again() -> Outcome {
    Outcome::Again { why: "Feishu is away".to_owned() }
}

/// A worker at work.
pub(super) struct Scene {
    pub(super) store: Arc<MemoryStore>,
    pub(super) clock: Arc<WoundClock>,
    pub(super) counters: Counters,
    pub(super) player: Arc<Player>,
    pub(super) attempts: mpsc::UnboundedReceiver<Attempt>,
    pub(super) worker: Arc<Worker>,
    pub(super) shutdown: CancellationToken,
    pub(super) run: JoinHandle<()>,
}

impl Scene {
    pub(super) fn begin(concurrency: usize, acts: impl IntoIterator<Item = Act>) -> Self {
        Self::begin_with(Arc::new(MemoryStore::new()), concurrency, acts)
    }

    pub(super) fn begin_with(
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

    pub(super) async fn accept(&self, claim: &str) -> Accepted {
        let inbox = Inbox::new(Arc::clone(&self.store) as _, Arc::clone(&self.clock) as _);
        inbox.accept(claim.to_owned(), task(claim)).await.unwrap()
    }

    pub(super) async fn next_attempt(&mut self) -> Attempt {
        self.attempts.recv().await.unwrap()
    }

    /// Everything that can happen without the clock has happened.
    pub(super) async fn settle(&self) {
        for _ in 0..100 {
            yield_now().await;
        }
    }

    pub(super) fn counted(&self, outcome: &'static str) -> u64 {
        self.counters.jobs.get_or_create(&JobLabels { outcome }).get()
    }

    pub(super) async fn dead(&self) -> usize {
        self.store.sweep(self.clock.now() + MONTH, MONTHS).await.unwrap().dead
    }
}

pub(super) fn task(id: &str) -> Task {
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
