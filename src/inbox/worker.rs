//! Takes jobs from the queue, a few at a time, and has them handled.
//!
//! Invariant: questions, planned work and reports have places of their own, so none waits for another.

use std::fmt;
use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use futures_util::future::{BoxFuture, FutureExt, pending};
use jiff::Timestamp;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use super::attempt::Bench;
use crate::app::error::StoreError;
use crate::app::ports::Handler;
use crate::clock::SharedClock;
use crate::store::{JobLane, Jobs};
use crate::telemetry::Counters;

/// How long running work may take to end after the worker was told to stop.
const GRACE: Duration = Duration::from_secs(10);
/// How many pieces of planned work run at once, beside the questions. Feishu's limits are what they
/// share, so more would only make each of them slower.
const BULK: usize = 4;
/// How many reports. Nobody waits for one, and many meetings end on the hour.
const REPORTS: usize = 2;
/// How long to leave a store alone that failed.
const STORE_PAUSE: Duration = Duration::from_secs(5);

/// Works through the queue.
pub struct Worker {
    bench: Bench,
    concurrency: usize,
    running: AtomicBool,
}

impl Worker {
    /// A worker that runs up to `concurrency` (at least one) attempts at questions at once, and a few
    /// at planned work.
    pub fn new(
        jobs: Arc<dyn Jobs>,
        handler: Arc<dyn Handler>,
        clock: SharedClock,
        counters: Counters,
        concurrency: usize,
    ) -> Self {
        let bench = Bench { jobs, handler, clock, counters };
        Self { bench, concurrency: concurrency.max(1), running: AtomicBool::new(false) }
    }

    /// Whether jobs are being worked on.
    pub fn is_running(&self) -> bool {
        self.running.load(Ordering::Relaxed)
    }

    /// Works until it shall stop; then waits a moment for what is running. What does not end in
    /// time is broken off and tried again at the next start.
    pub async fn run(&self, shutdown: CancellationToken) {
        let _running = Running::begin(&self.running);
        tokio::join!(
            self.work_in(JobLane::Question, self.concurrency, &shutdown),
            self.work_in(JobLane::Bulk, BULK, &shutdown),
            self.work_in(JobLane::Report, REPORTS, &shutdown),
        );
    }

    async fn work_in(&self, lane: JobLane, most: usize, shutdown: &CancellationToken) {
        let mut attempts = JoinSet::new();
        while self.step(lane, most, shutdown, &mut attempts).await.is_continue() {}
        tokio::select! {
            () = async { while attempts.join_next().await.is_some() {} } => {}
            () = self.bench.clock.alarm(GRACE) => {
                tracing::warn!(attempts = attempts.len(), "broken off: left for the next start");
            }
        }
        attempts.shutdown().await;
    }

    /// Starts one job, or waits until that may be possible.
    async fn step(
        &self,
        lane: JobLane,
        most: usize,
        shutdown: &CancellationToken,
        attempts: &mut JoinSet<()>,
    ) -> ControlFlow<()> {
        if shutdown.is_cancelled() {
            return ControlFlow::Break(());
        }
        let idle = if attempts.len() < most {
            match self.lease(lane).await {
                Ok(Next::Started(attempt)) => {
                    attempts.spawn(attempt);
                    return ControlFlow::Continue(());
                }
                Ok(Next::Due(due)) => self.until_due(lane, due),
                Err(error) => {
                    tracing::error!(%error, "no job can be taken from the store");
                    self.bench.clock.alarm(STORE_PAUSE)
                }
            }
        } else {
            pending().boxed()
        };
        tokio::select! {
            () = shutdown.cancelled() => {}
            Some(_) = attempts.join_next() => {}
            () = idle => {}
        }
        ControlFlow::Continue(())
    }

    async fn lease(&self, lane: JobLane) -> Result<Next, StoreError> {
        let jobs = &self.bench.jobs;
        match jobs.lease(self.bench.clock.now(), lane).await? {
            Some(job) => Ok(Next::Started(self.bench.clone().work(job).boxed())),
            None => Ok(Next::Due(jobs.next_due(lane).await?)),
        }
    }

    /// Ends when the next job is due, or when another one came.
    fn until_due(&self, lane: JobLane, due: Option<Timestamp>) -> BoxFuture<'static, ()> {
        let jobs = Arc::clone(&self.bench.jobs);
        let alarm = match due {
            None => pending().boxed(),
            Some(due) => {
                let wait = due.duration_since(self.bench.clock.now());
                self.bench.clock.alarm(wait.try_into().unwrap_or_default())
            }
        };
        async move {
            tokio::select! {
                () = jobs.changed(lane) => {}
                () = alarm => {}
            }
        }
        .boxed()
    }
}

/// What the queue has to offer.
enum Next {
    Started(BoxFuture<'static, ()>),
    Due(Option<Timestamp>),
}

impl fmt::Debug for Worker {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Worker").field("concurrency", &self.concurrency).finish_non_exhaustive()
    }
}

/// Says that the worker runs, and takes it back however the run ends.
struct Running<'a>(&'a AtomicBool);

impl<'a> Running<'a> {
    fn begin(running: &'a AtomicBool) -> Self {
        running.store(true, Ordering::Relaxed);
        Self(running)
    }
}

impl Drop for Running<'_> {
    fn drop(&mut self) {
        self.0.store(false, Ordering::Relaxed);
    }
}
